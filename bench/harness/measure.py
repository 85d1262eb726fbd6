"""Measures the systems in turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .plan import Plan
from .system import System, Worker

MIB = 1024


@dataclass
class Result:
    """The samples of a row in a system, or why there are none."""

    row: str
    system: str
    samples: list[float] = field(default_factory=list)
    skip: str = ""
    error: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    @property
    def best(self) -> float:
        return min(self.samples)

    def add(self, answer: dict[str, Any]) -> None:
        """Takes a program's answer."""
        self.samples += answer.get("samples", [])
        self.skip = answer.get("skip", "")
        self.error = answer.get("error", "")

    @property
    def over(self) -> bool:
        """Whether there is no use in asking again."""
        return bool(self.skip or self.error)


@dataclass
class Memory:
    """What a system's process takes at most while it echoes 64 MiB, beyond what an echo of 64 bytes takes."""

    system: str
    peak_mib: float

    @property
    def host_copies(self) -> float:
        """In copies of the 64 MiB, without the guest's own."""
        return self.peak_mib / 64 - 1


def run(systems: list[System], plan: Plan) -> list[Result]:
    """All rows of all systems that are ready."""
    ready = [system for system in systems if system.ready]
    results = _rounds(ready, plan)
    return results + _starts(ready, plan)


def _rounds(systems: list[System], plan: Plan) -> list[Result]:
    if not plan.rows:
        return []
    workers: dict[str, Worker] = {system.name: system.start() for system in systems}
    results = {
        (row, one.name): Result(row, one.name) for row in plan.rows for one in systems if row in one.rows
    }

    def ask(row: str, system: System) -> None:
        result = results[row, system.name]
        if not result.over:
            result.add(workers[system.name].request(row, plan.milliseconds))
            if result.error and workers[system.name].process.poll() is not None:
                workers[system.name].stop()
                workers[system.name] = system.start()

    for number in range(plan.rounds):
        for row in plan.rows:
            _say(f"round {number + 1} of {plan.rounds}: {row}")
            asked = [system for system in systems if row in system.rows]
            _in_turn(asked, lambda system, row=row: ask(row, system))  # type: ignore[misc]
    for worker in workers.values():
        worker.stop()
    _say("")
    return list(results.values())


def _starts(systems: list[System], plan: Plan) -> list[Result]:
    results: list[Result] = []
    for row in plan.once:
        asked = [system for system in systems if row in system.once]
        of_row = {system.name: Result(row, system.name) for system in asked}

        def ask(system: System, row: str = row, of_row: dict[str, Result] = of_row) -> None:
            if not of_row[system.name].over:
                of_row[system.name].add(system.run_once(row))

        for number in range(plan.starts + 1):
            _say(f"start {number} of {plan.starts}: {row}")
            _in_turn(asked, ask)
            if number == 0:  # The first start fills caches.
                for result in of_row.values():
                    result.samples.clear()
        results += of_row.values()
    _say("")
    return results


def memory(systems: list[System]) -> list[Memory]:
    """The memory of a large echo, system by system."""
    found = []
    for system in systems:
        if system.ready and system.memory:
            _say(f"memory: {system.name}")
            # The programs say it themselves: what the system counts for a child begins with the parent's.
            large, small = (system.run_once(row) for row in ("echo_64m", "echo_64"))
            if "peak_kib" in large and "peak_kib" in small:
                found.append(Memory(system.name, (large["peak_kib"] - small["peak_kib"]) / MIB))
    _say("")
    return found


def _in_turn(systems: list[System], ask: Callable[[System], None]) -> None:
    for system in random.sample(systems, len(systems)):
        ask(system)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
