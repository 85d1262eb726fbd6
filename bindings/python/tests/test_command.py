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
    fixture = ROOT / "wit-fixtures" / "records"
    made = outwit("generate", "python", fixture / "world.wit", "--out", tmp_path / "records")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "records" / "py.typed").is_file()
    for name in ("__init__.py", "echo.py"):
        golden = (fixture / "golden" / "python" / name).read_text()
        assert (tmp_path / "records" / name).read_text() == golden


def test_inspecting():
    shown = outwit("inspect", ROOT / "target" / "components" / "records.wasm")
    assert shown.returncode == 0, shown.stderr
    assert "echo-point: func(v: point) -> point" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["inspect", "missing.wasm"], 1, "missing.wasm"),
        (["generate", "python", "missing.wit", "--out", "x"], 1, "missing.wit"),
        (["nonsense"], 2, "nonsense"),
        (["generate", "cobol", "x"], 2, "cobol"),
    ],
)
def test_failures(arguments, status, says):
    failed = outwit(*arguments)
    assert failed.returncode == status
    assert failed.stdout == ""
    assert says in failed.stderr
