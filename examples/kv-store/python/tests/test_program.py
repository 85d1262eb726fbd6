"""The program as it is run."""

import subprocess
import sys
from pathlib import Path


def run(file: Path, *arguments: str) -> tuple[int, bytes, bytes]:
    """Its status, what it printed, and what it complained about."""
    command = [sys.executable, "-m", "kv", "--database", str(file), *arguments]
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_program(file: Path) -> None:
    none = (1, b"", b"kv: there is no entry of this key\n")
    assert run(file, "get", "ann") == none
    assert run(file, "set", "ann", "é", "--ttl", "1000") == (0, b"", b"")
    assert run(file, "get", "ann") == (0, "é\n".encode(), b"")
    assert run(file, "delete", "ann") == (0, b"", b"")
    assert run(file, "delete", "ann") == none
    assert run(file, "set", "/ann", "1")[2] == (
        b'kv: "" is no space: it has 1 to 32 of a to z, 0 to 9 and hyphens\n'
    )
