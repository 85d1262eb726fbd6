"""What is measured, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

# Measured call by call in a program that stays alive. `fresh_1m` and `copy_1m` are what a buffer of 1 MiB,
# with its pages there and with its contents, costs in the language itself: to be seen beside `echo_1m`.
ROWS = [
    "add",
    "rev",
    "echo_64",
    "echo_64k",
    "echo_1m",
    "fresh_1m",
    "copy_1m",
    "echo_64m",
    "sum_list",
    "sum_buffer",
    "records_1000",
    "variant_tree",
    "host_call",
    "host_resource",
    "instantiate",
    "pdf_text",
]

# The guest calls the host: a function, and a method of a resource. A sample is one call of the guest, in
# which it calls the host so often.
HOST = ["host_call", "host_resource"]

# What the language itself takes; only our own programs measure it.
FRESH = ["fresh_1m", "copy_1m"]

# What a plug-in of Extism can do, which takes bytes and gives bytes.
EXTISM = ["add", "rev", "echo_64", "echo_64k", "echo_1m", "echo_64m", "sum_list", "sum_buffer", "instantiate"]

# Measured once in a new process each time.
ONCE = ["cold_start", "import"]


@dataclass(frozen=True)
class Plan:
    """How long a run takes."""

    rows: list[str]
    once: list[str]
    rounds: int
    milliseconds: int
    starts: int
    memory: bool

    @staticmethod
    def full(only: list[str]) -> Plan:
        """Five to ten minutes."""
        return Plan._of(only, rounds=7, milliseconds=250, starts=15)

    @staticmethod
    def quick(only: list[str]) -> Plan:
        """A minute or two."""
        return Plan._of(only, rounds=3, milliseconds=60, starts=5)

    @staticmethod
    def _of(only: list[str], rounds: int, milliseconds: int, starts: int) -> Plan:
        def wanted(rows: list[str]) -> list[str]:
            return [row for row in rows if not only or row in only]

        memory = not only or "memory" in only
        return Plan(wanted(ROWS), wanted(ONCE), rounds, milliseconds, starts, memory)
