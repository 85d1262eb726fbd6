"""What every Python program of the benchmark does.

It reads `ROW MILLISECONDS` a line, measures the row for about that long, and answers with a line of
JSON: the nanoseconds of a call, sample by sample, why there are none, or what went wrong. With a row as its
argument it measures that row once, for what can only be measured once in a process.
"""

from __future__ import annotations

import array
import json
import os
import sys
import timeit
from collections.abc import Callable
from time import perf_counter_ns
from typing import Any

SAMPLE = 1_000_000  # A sample is as many calls as take about this long (ns), but at least one.

TEXT = "The quick brown fox jumps o"
ECHO = {"echo_64": 64, "echo_64k": 64 << 10, "echo_1m": 1 << 20, "echo_64m": 64 << 20}


class Skip(Exception):
    """Why a row cannot be measured here."""


class Call:
    """A call as source text, so that no function of Python's own stands around it."""

    def __init__(self, source: str, **names: Any) -> None:
        self.value = eval(source, names)  # Called once before it is measured: to check it, and to warm up.
        self.run = timeit.Timer(source, globals=names).timeit


class Loop:
    """A call that takes how often it is to call the host."""

    def __init__(self, row: str, call: Callable[[int], int]) -> None:
        self.call = call
        check(row, call(1000) == 1000)

    def run(self, times: int) -> float:
        """The seconds for so many calls of the host."""
        started = perf_counter_ns()
        self.call(times)
        return (perf_counter_ns() - started) / 1e9


def data(row: str) -> bytes:
    """The bytes of an echo row."""
    length = ECHO[row]
    return (bytes(range(251)) * (length // 251 + 1))[:length]


def numbers() -> list[float]:
    """The numbers of `sum_list`."""
    return [index * 0.5 for index in range(10_000)]


def buffer() -> array.array[float]:
    """The numbers of `sum_buffer`."""
    return array.array("d", numbers())


def pdf() -> bytes:
    """The PDF of `pdf_text`."""
    with open(os.environ["BENCH_PDF"], "rb") as file:
        return file.read()


def component(name: str) -> str:
    """The path of a component."""
    return os.path.join(os.environ["BENCH_COMPONENTS"], f"{name}.wasm")


def fresh(row: str) -> Call | None:
    """What 1 MiB costs in Python itself: `fresh_1m` with its pages there, `copy_1m` with its contents."""
    if row == "fresh_1m":
        return Call("bytes(1048576)")
    if row == "copy_1m":
        return Call("bytes(view)", view=memoryview(data("echo_1m")))
    return None


def check(row: str, right: bool) -> None:
    """Fails if the row's result is wrong."""
    if not right:
        raise RuntimeError(f"{row} gives a wrong result")


def measure(run: Callable[[int], float], budget: int) -> list[float]:
    """Samples of about a millisecond for `budget` nanoseconds."""
    started = perf_counter_ns()
    calls = 1
    while True:  # A fifth of the time warms up and finds out how many calls make a sample.
        took = run(calls) * 1e9
        if took < SAMPLE / 2:
            calls *= 2
        elif perf_counter_ns() - started >= budget / 5:
            break
    samples: list[float] = []
    while not samples or perf_counter_ns() - started < budget:
        samples.append(run(calls) * 1e9 / calls)
    return samples


def peak(echo: Callable[[bytes], bytes], given: bytes) -> int:
    """The most memory (KiB) that this process takes while it echoes these bytes."""
    check("echo", len(echo(given)) == len(given))
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def main(
    prepare: Callable[[str], Call | Loop],
    once: dict[str, Callable[[], int]],
    echo: Callable[[], Callable[[bytes], bytes]] | None = None,
) -> None:
    """Runs the program. `prepare` makes a row's call; `once` holds what is measured once a process (ns);
    `echo` gives what echoes bytes, for the echo rows' memory."""
    if len(sys.argv) > 1:
        row = sys.argv[1]
        if row in ECHO:
            assert echo is not None
            answer: dict[str, object] = {"row": row, "peak_kib": peak(echo(), b"x" * ECHO[row])}
        else:
            answer = {"row": row, "samples": [once[row]()]}
        print(json.dumps(answer))
        return
    for line in sys.stdin:
        row, milliseconds = line.split()
        try:
            answer = {
                "row": row,
                "samples": measure(prepare(row).run, int(milliseconds) * 1_000_000),
            }
        except Skip as reason:
            answer = {"row": row, "skip": str(reason)}
        except Exception as error:
            answer = {"row": row, "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
