"""The benchmark's driver, with programs that answer what a test wants."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from harness import measure, report
from harness.goals import goals
from harness.measure import Memory, Result
from harness.plan import Plan
from harness.system import System

# Answers every request with the same line, and a row of its own with the same.
ANSWER = """
import sys
for line in [sys.argv[2]] if len(sys.argv) > 2 else sys.stdin:
    print(sys.argv[1], flush=True)
"""


def system(name: str, answer: str, **fields: object) -> System:
    return System(name, [sys.executable, "-c", ANSWER, answer], **fields)  # type: ignore[arg-type]


def one_row(row: str, median: float, name: str) -> Result:
    return Result(row, name, [median])


class Programs(unittest.TestCase):
    plan = Plan(rows=["add"], once=["import"], rounds=3, milliseconds=1, starts=2, memory=False)

    def run_plan(self, *systems: System) -> dict[tuple[str, str], Result]:
        return {(result.row, result.system): result for result in measure.run(list(systems), self.plan)}

    def test_samples_of_all_rounds_are_kept(self) -> None:
        results = self.run_plan(system("a", '{"samples": [1, 3]}'), system("b", '{"samples": [2]}'))
        self.assertEqual(results["add", "a"].samples, [1, 3] * 3)
        self.assertEqual(results["add", "b"].median, 2)

    def test_the_first_start_only_fills_caches(self) -> None:
        results = self.run_plan(system("a", '{"samples": [5]}', once=["import"]))
        self.assertEqual(results["import", "a"].samples, [5, 5])

    def test_a_skipped_row_is_asked_once(self) -> None:
        results = self.run_plan(system("a", '{"skip": "no rows"}'))
        self.assertEqual(results["add", "a"].skip, "no rows")
        self.assertEqual(results["add", "a"].samples, [])

    def test_a_row_that_a_system_does_not_have_is_not_asked(self) -> None:
        self.assertEqual(self.run_plan(system("a", "{}", rows=["rev"])), {})

    def test_a_program_that_fails_or_talks_nonsense_is_an_error(self) -> None:
        broken = System("a", [sys.executable, "-c", "raise SystemExit(3)"])
        results = self.run_plan(broken, system("b", "nonsense"), system("c", "[]"))
        self.assertIn("ended", results["add", "a"].error)
        self.assertIn("'nonsense'", results["add", "b"].error)
        self.assertIn("no object", results["add", "c"].error)

    def test_memory_is_beyond_that_of_a_small_echo(self) -> None:
        source = (
            "import sys\nprint('{\"peak_kib\": %d}' % {'echo_64': 9216, 'echo_64m': 205824}[sys.argv[1]])"
        )
        (found,) = measure.memory([System("a", [sys.executable, "-c", source], memory=True)])
        self.assertEqual((found.peak_mib, found.host_copies), (192, 2))


class Reports(unittest.TestCase):
    def test_results_are_written_with_median_best_and_runs(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            report.write(Path(folder), [Result("add", "a", [3, 1, 8]), Result("rev", "a", skip="none")], [])
            written = json.loads((Path(folder) / "results.json").read_text())
        self.assertEqual(written, [{"row": "add", "system": "a", "median_ns": 3, "best_ns": 1, "runs": 3}])

    def test_the_table_shows_ratios_and_reasons(self) -> None:
        results = [
            one_row("add", 100, "rust-typed"),
            one_row("add", 250, "a"),
            Result("add", "b", skip="cannot add"),
        ]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            report.show([system("c", "", missing="not here")], results, [])
        lines = [line.split() for line in out.getvalue().splitlines()]
        self.assertIn(["a", "250", "ns", "250", "ns", "2.50", "1"], lines)
        self.assertIn("cannot add", out.getvalue())
        self.assertIn("c: not measured: not here", out.getvalue())

    def test_only_what_is_ours_fails_the_run(self) -> None:
        ours = [system("outwit-go", "", ours=True, missing="no go"), system("outwit-node", "", ours=True)]
        results = [Result("add", "outwit-node", error="wrong"), Result("add", "jco", error="wrong")]
        self.assertEqual(report.failures([*ours, system("jco", "")], results), ["outwit-go", "outwit-node"])

    def test_times_have_a_unit_that_suits_them(self) -> None:
        times = [0.45, 96.2, 1234, 45_600, 789_000, 1_500_000, 2e9]
        expected = ["0.5 ns", "96 ns", "1.23 us", "45.6 us", "789 us", "1.50 ms", "2.00 s"]
        self.assertEqual([report.duration(time) for time in times], expected)


class Goals(unittest.TestCase):
    def lines(self, *results: Result, memory: list[Memory] | None = None) -> str:
        rows: dict[str, dict[str, Result]] = {}
        for result in results:
            rows.setdefault(result.row, {})[result.system] = result
        return "\n".join(goals(rows, memory or []))

    def test_a_call_may_take_so_much_longer_than_typed_rust(self) -> None:
        base = one_row("add", 100, "rust-typed")
        self.assertIn(
            "reached outwit-node: add +150 ns", self.lines(base, one_row("add", 250, "outwit-node"))
        )
        self.assertIn(
            "MISSED  outwit-node: add +151 ns", self.lines(base, one_row("add", 251, "outwit-node"))
        )
        self.assertIn("reached outwit-go-nocgo", self.lines(base, one_row("add", 350, "outwit-go-nocgo")))

    def test_an_echo_may_take_twice_typed_rust_and_a_fresh_buffer(self) -> None:
        rows = [one_row("echo_1m", 100_000, "rust-typed"), one_row("fresh_1m", 10_000, "outwit-go")]
        self.assertIn("reached", self.lines(*rows, one_row("echo_1m", 210_000, "outwit-go")))
        self.assertIn("MISSED", self.lines(*rows, one_row("echo_1m", 211_000, "outwit-go")))

    def test_the_host_has_its_own_limits(self) -> None:
        call = one_row("host_call", 200, "outwit-go")
        self.assertIn("MISSED  outwit-go: host_call 200 ns", self.lines(call))
        self.assertIn("reached outwit-node: host_call", self.lines(one_row("host_call", 499, "outwit-node")))
        self.assertIn("1.50 times", self.lines(call, one_row("host_resource", 300, "outwit-go")))
        self.assertIn(
            "MISSED  outwit-go: host_resource", self.lines(call, one_row("host_resource", 301, "outwit-go"))
        )

    def test_every_row_is_held_against_the_peer(self) -> None:
        mine = [one_row("add", 1, "outwit-python"), one_row("rev", 9, "outwit-python")]
        theirs = [one_row("add", 5, "wasmtime-py"), one_row("rev", 5, "wasmtime-py")]
        self.assertIn("MISSED  outwit-python: beside wasmtime-py behind in rev", self.lines(*mine, *theirs))

    def test_memory_counts(self) -> None:
        self.assertIn("reached", self.lines(memory=[Memory("outwit-go", 192)]))
        self.assertIn("MISSED", self.lines(memory=[Memory("outwit-go", 256)]))


if __name__ == "__main__":
    unittest.main()
