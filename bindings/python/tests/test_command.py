"""The ``outwit`` command as the package brings it."""

import subprocess
import sys

import pytest
from conftest import ROOT


def outwit(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "outwit", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_version_and_help():
    assert outwit("--version").stdout.startswith("outwit ")
    assert "generate" in outwit("--help").stdout


def test_generating(tmp_path):
    made = outwit(
        "generate", "python", ROOT / "wit-fixtures" / "records" / "world.wit", "--out", tmp_path / "records"
    )
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "records" / "__init__.py").is_file()
    assert (tmp_path / "records" / "py.typed").is_file()


def test_inspecting():
    shown = outwit("inspect", ROOT / "target" / "components" / "records.wasm")
    assert shown.returncode == 0, shown.stderr
    assert "echo-point" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["inspect", "missing.wasm"], 1), (["nonsense"], 2), (["generate", "cobol", "x"], 2)],
)
def test_failures(arguments, status):
    failed = outwit(*arguments)
    assert failed.returncode == status
    assert failed.stderr
