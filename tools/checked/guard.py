"""Makes sure that all three languages load the libraries with assertions: otherwise nothing is checked."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHECKED = ROOT / "target/checked"

PYTHON = "import outwit, pathlib; print(pathlib.Path('/proc/self/maps').read_text())"
NODE = "require('./bindings/node'); console.log(require('node:fs').readFileSync('/proc/self/maps', 'utf8'))"


def mapped(*command: str) -> str:
    """What a program has in memory."""
    return subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def main() -> None:
    """Stops with an error where a language loads another library."""
    for name, library, command in [
        (
            "Python",
            CHECKED / "python/outwit/_outwit.abi3.so",
            [sys.argv[1], "-c", PYTHON],
        ),
        ("Node", CHECKED / "outwit.node", ["node", "-e", NODE]),
    ]:
        if str(library) not in mapped(*command):
            sys.exit(f"{name} does not load {library}")
    # Go opens nothing but the file that is named.
    missing = {**os.environ, "OUTWIT_LIBRARY": str(CHECKED / "missing.so")}
    go = ["go", "test", "-count=1", "-run", "TestRecords", "./..."]
    if (
        subprocess.run(
            go,
            check=False,
            cwd=ROOT / "bindings/go/tests",
            env=missing,
            capture_output=True,
        ).returncode
        == 0
    ):
        sys.exit("Go does not look at OUTWIT_LIBRARY")


main()
