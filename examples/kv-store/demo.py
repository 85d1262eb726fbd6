"""Passes one database through the three programs and checks what each finds.

Usage: demo.py [DATABASE] -- a file of SQLite or redis://HOST:PORT; by default a file that is gone afterwards.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "kv-store"

PROGRAMS = {
    "python": [str(EXAMPLE / "python" / ".venv" / "bin" / "python"), "-m", "kv"],
    "node": ["node", str(EXAMPLE / "typescript" / "dist" / "src" / "main.js")],
    "go": [str(EXAMPLE / "go" / "kv")],
}


def run(language: str, database: str, *arguments: str) -> str:
    """What a program says: what it prints, or complains about."""
    command = [*PROGRAMS[language], "--database", database, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip()
    print(f"{language:<8}{' '.join(arguments):<32}{said}")
    return said


def check(database: str) -> int:
    """Lets every program keep an entry that the next one finds, changes and deletes."""
    wrong = 0
    languages = list(PROGRAMS)
    for place, language in enumerate(languages):
        reader, last = languages[place - 1], languages[place - 2]
        key = f"demo/{language}"
        none = "kv: there is no entry of this key"
        steps = [
            (language, ["set", key, "Grüße"], ""),
            (reader, ["get", key], "Grüße"),
            (reader, ["set", key, "2", "--ttl", "3600"], ""),
            (last, ["get", key], "2"),
            (last, ["delete", key], ""),
            (language, ["get", key], none),
            (
                language,
                ["set", key, "x", "--ttl", "0"],
                "kv: a time to live of 0 seconds is none; at least 1",
            ),
        ]
        wrong += sum(
            run(who, database, *what) != expected for who, what, expected in steps
        )
    print(f"{wrong} differences")
    return 1 if wrong else 0


def main() -> int:
    """Checks the database that is named, or a new one."""
    if len(sys.argv) > 1:
        return check(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        return check(str(Path(folder) / "kv.sqlite"))


if __name__ == "__main__":
    sys.exit(main())
