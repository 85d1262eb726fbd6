"""One system under measurement: a program that answers a row with its samples."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .plan import ROWS

# A row whose call takes longer than this is not measured further.
PATIENCE = 60.0


@dataclass
class System:
    """A program and how to start it; `missing` says why it cannot be."""

    name: str
    command: list[str] = field(default_factory=list)
    folder: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=lambda: list(ROWS))
    once: list[str] = field(default_factory=list)
    memory: bool = False
    ours: bool = False
    note: str = ""
    missing: str = ""

    @property
    def ready(self) -> bool:
        """Whether it can be measured."""
        return not self.missing

    def start(self) -> Worker:
        """The program, ready for rows."""
        return Worker(self._start(self.command, stdin=subprocess.PIPE))

    def run_once(self, row: str) -> dict[str, Any]:
        """Measures a row in a process of its own."""
        process = self._start([*self.command, row])
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return {"error": f"no answer within {PATIENCE:.0f} s"}
        return _answer(output.decode(), process.returncode)

    def _start(self, command: list[str], **streams: Any) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **self.environment}
        streams = {"stdout": subprocess.PIPE, **streams}
        return subprocess.Popen(command, cwd=self.folder, env=environment, **streams)


class Worker:
    """A program that stays alive and answers rows."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.buffer = b""

    def request(self, row: str, milliseconds: int) -> dict[str, Any]:
        """The row's samples, or `skip` or `error` and why."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(f"{row} {milliseconds}\n".encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            return {"error": "the program has ended"}
        line = self._line(time.monotonic() + PATIENCE)
        if line is None:
            self.stop()
            return {"error": f"no answer within {PATIENCE:.0f} s"}
        return _answer(line, None if line else self.process.wait())

    def stop(self) -> None:
        """Ends the program."""
        self.process.kill()
        self.process.communicate()

    def _line(self, until: float) -> str | None:
        assert self.process.stdout is not None
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            chunk = os.read(self.process.stdout.fileno(), 1 << 20)
            if not chunk:
                return ""
            self.buffer += chunk
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()


def _answer(text: str, status: int | None) -> dict[str, Any]:
    if status:
        return {"error": f"the program ended with status {status}"}
    try:
        answer = json.loads(text)
    except ValueError:
        return {"error": f"the program answered {text[:80]!r}"}
    return answer if isinstance(answer, dict) else {"error": "the program answered no object"}
