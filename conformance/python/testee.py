"""Plays scripts through the Python package: reads a script's path a line, answers with a line of JSON."""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from failures import refused
from player import Player


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    for line in sys.stdin:
        with open(line.strip()) as file:
            script = json.load(file)
        error = failure(script, None)
        if error is None and script["bindings"]:
            error = failure(script, script["bindings"])
        print(json.dumps({"error": error}), flush=True)


def failure(script: dict[str, Any], package: str | None) -> str | None:
    """What went wrong, if anything did."""
    try:
        if stage := script.get("refused"):
            refused(stage, script["component"], lambda: Player(script, package))
        else:
            Player(script, package).play()
    except Exception as reason:  # noqa: BLE001 (whatever it is, the runner is told)
        place = traceback.extract_tb(reason.__traceback__)[-1]
        how = "typed" if package else "dynamic"
        text = f"{type(reason).__name__}: {reason}"
        return f"{how}: {text} (line {place.lineno} of {place.name})"
    return None


main()
