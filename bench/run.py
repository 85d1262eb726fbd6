"""Measures outwit beside its peers, in one run, and prints what each call costs.

`make bench` runs it from the top of the checkout. `BENCH_QUICK=1` takes fewer and shorter samples,
`BENCH_PDF=file` names the PDF of the row `pdf_text`, `BENCH_ONLY=add,rev` measures only some rows. The
numbers go to `out/bench/results.json`, those for memory to `out/bench/memory.json`.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from harness import measure, report, setup
from harness.plan import Plan

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    started = time.monotonic()
    quick = os.environ.get("BENCH_QUICK", "") not in ("", "0")
    only = [name for name in os.environ.get("BENCH_ONLY", "").split(",") if name]
    plan = Plan.quick(only) if quick else Plan.full(only)
    pdf = Path(os.environ.get("BENCH_PDF") or ROOT / "examples/pdf/samples/columns.pdf").resolve()
    if not pdf.is_file():
        print(f"bench: BENCH_PDF: there is no file {pdf}", file=sys.stderr)
        return 1

    systems = setup.systems(ROOT, pdf, quick)
    if not any(system.ready for system in systems):
        print("bench: nothing can be measured (see above)", file=sys.stderr)
        return 1
    results = measure.run(systems, plan)
    memory = measure.memory(systems) if plan.memory else []

    out = ROOT / "out/bench"
    report.write(out, results, memory)
    report.show(systems, results, memory)
    print(f"\nbench: {out.relative_to(ROOT)}/results.json written; {time.monotonic() - started:.0f} s in all")
    # A peer that is missing or fails is shown and no more; what is ours must work.
    return 1 if report.failures(systems, results) else 0


if __name__ == "__main__":
    sys.exit(main())
