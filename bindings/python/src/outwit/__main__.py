"""The ``outwit`` command."""

from __future__ import annotations

import sys

from outwit._outwit import main as run

__all__ = ["main"]


def main() -> int:
    """Runs the command with the arguments of the process and gives its exit status."""
    return run(["outwit", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
