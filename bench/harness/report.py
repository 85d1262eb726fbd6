"""The numbers, as JSON and as a table."""

from __future__ import annotations

import json
from pathlib import Path

from .goals import goals
from .measure import Memory, Result
from .plan import ONCE, ROWS
from .system import System

BASES = ["rust-typed", "rust-native"]


def write(folder: Path, results: list[Result], memory: list[Memory]) -> None:
    """Writes `results.json` and `memory.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "row": result.row,
            "system": result.system,
            "median_ns": round(result.median, 1),
            "best_ns": round(result.best, 1),
            "runs": len(result.samples),
        }
        for result in results
        if result.samples
    ]
    (folder / "results.json").write_text(json.dumps(rows, indent=1) + "\n")
    found = [
        {"system": one.system, "peak_mib": round(one.peak_mib, 1), "host_copies": round(one.host_copies, 2)}
        for one in memory
    ]
    if memory:
        (folder / "memory.json").write_text(json.dumps(found, indent=1) + "\n")


def show(systems: list[System], results: list[Result], memory: list[Memory]) -> None:
    """Prints a block a row: what a call takes, and how often the bases fit into it."""
    by_row: dict[str, dict[str, Result]] = {}
    for result in results:
        by_row.setdefault(result.row, {})[result.system] = result
    for row in [*ROWS, *ONCE]:
        if row in by_row:
            _show_row(row, by_row[row])
    if memory:
        print(f"\n{'memory of echo_64m':<24}{'at most':>12}{'host copies':>14}")
        for one in memory:
            print(f"  {one.system:<22}{one.peak_mib:>8.0f} MiB{one.host_copies:>14.2f}")
    for system in systems:
        if system.missing or system.note:
            print(f"\n{system.name}: {f'not measured: {system.missing}' if system.missing else system.note}")
    lines = goals(by_row, memory)
    if lines:
        print("\nspeed to reach")
        for line in lines:
            print(f"  {line}")


def failures(systems: list[System], results: list[Result]) -> list[str]:
    """What is ours and did not work."""
    ours = {system.name for system in systems if system.ours}
    missing = [system.name for system in systems if system.ours and system.missing]
    return missing + [result.system for result in results if result.system in ours and result.error]


def _show_row(row: str, results: dict[str, Result]) -> None:
    heads = "".join(f"{'x ' + base:>16}" for base in BASES)
    print(f"\n{row:<24}{'median':>12}{'best':>12}{heads}{'runs':>8}")
    measured = [result for result in results.values() if result.samples]
    for result in sorted(measured, key=lambda result: result.median):
        ratios = "".join(f"{_ratio(result, results.get(base)):>16}" for base in BASES)
        times = f"{duration(result.median):>12}{duration(result.best):>12}"
        print(f"  {result.system:<22}{times}{ratios}{len(result.samples):>8}")
    for result in results.values():
        if result.error:
            print(f"  {result.system:<22}failed: {result.error}")
        elif result.skip:
            print(f"  {result.system:<22}-: {result.skip}")


def _ratio(result: Result, base: Result | None) -> str:
    if base is None or not base.samples:
        return ""
    return f"{result.median / base.median:.2f}"


def duration(nanoseconds: float) -> str:
    """A time with a unit that suits it."""
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if nanoseconds >= size:
            value = nanoseconds / size
            return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"
    return f"{nanoseconds:.{1 if nanoseconds < 10 else 0}f} ns"
