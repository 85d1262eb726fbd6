"""The stubs say what the extension module has."""

import subprocess
import sys
from pathlib import Path

import outwit

HERE = Path(__file__).parent


def test_say_what_there_is(tmp_path):
    command = [sys.executable, "-m", "mypy.stubtest", "outwit", "--allowlist", str(HERE / "stubs.txt")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_everything_that_is_offered_is_there():
    assert sorted(outwit.__all__) == outwit.__all__
    for name in outwit.__all__:
        assert getattr(outwit, name) is not None
    assert outwit.Exports.__module__ == "outwit.dynamic"
