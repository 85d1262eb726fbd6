"""The speeds to reach, held against what was measured."""

from __future__ import annotations

from .measure import Memory, Result

Rows = dict[str, dict[str, Result]]

OURS = ["outwit-python", "outwit-node", "outwit-go", "outwit-go-nocgo"]
PEERS = {"outwit-python": "wasmtime-py", "outwit-node": "jco"}


def goals(rows: Rows, memory: list[Memory]) -> list[str]:
    """A line a goal: whether it is reached, and by what."""
    lines: list[str] = []
    for system in OURS:
        lines += _beyond(rows, "add", system, 250 if system == "outwit-go-nocgo" else 150)
        lines += _beyond(rows, "rev", system, 350)
        lines += _echo(rows, system)
        lines += _below(rows, "host_call", system, 200 if system == "outwit-go" else 500)
        lines += _rows(rows, system, "host_resource", "host_call", 1.5)
        lines += _times(rows, "sum_buffer", system, "rust-typed", 1.3)
        lines += _times(rows, "pdf_text", system, "rust-typed", 1.05)
        lines += _times(rows, "pdf_text", system, "rust-native", 1.2)
        lines += _at_most(rows, "cold_start", system, 1e6)
        if peer := PEERS.get(system):
            lines += _ahead(rows, system, peer)
    lines += [
        _line(
            one.host_copies <= 2.1,
            f"{one.system}: echo_64m takes {one.host_copies:.2f} host copies, at most 2",
        )
        for one in memory
        if one.system in OURS
    ]
    return lines


def _median(rows: Rows, row: str, system: str) -> float | None:
    result = rows.get(row, {}).get(system)
    return result.median if result and result.samples else None


def _line(reached: bool, text: str) -> str:
    return f"{'reached' if reached else 'MISSED ':<8}{text}"


def _beyond(rows: Rows, row: str, system: str, limit: float) -> list[str]:
    mine, base = _median(rows, row, system), _median(rows, row, "rust-typed")
    if mine is None or base is None:
        return []
    return [
        _line(
            mine - base <= limit,
            f"{system}: {row} {mine - base:+.0f} ns beside typed Rust, at most {limit:.0f}",
        )
    ]


def _times(rows: Rows, row: str, system: str, base_name: str, limit: float) -> list[str]:
    mine, base = _median(rows, row, system), _median(rows, row, base_name)
    if mine is None or base is None:
        return []
    return [
        _line(mine / base <= limit, f"{system}: {row} {mine / base:.2f} times {base_name}, at most {limit}")
    ]


def _echo(rows: Rows, system: str) -> list[str]:
    mine, base, fresh = (_median(rows, row, name) for row, name in _echo_parts(system))
    if mine is None or base is None or fresh is None:
        return []
    limit = 2 * base + fresh
    bound = f"twice typed Rust and a fresh buffer: {limit / 1000:.0f}"
    text = f"{system}: echo_1m {mine / 1000:.0f} us, at most {bound}"
    return [_line(mine <= limit, text)]


def _echo_parts(system: str) -> list[tuple[str, str]]:
    return [("echo_1m", system), ("echo_1m", "rust-typed"), ("fresh_1m", system)]


def _at_most(rows: Rows, row: str, system: str, limit: float) -> list[str]:
    mine = _median(rows, row, system)
    if mine is None:
        return []
    return [_line(mine <= limit, f"{system}: {row} {mine / 1e6:.2f} ms, at most {limit / 1e6:.0f}")]


def _below(rows: Rows, row: str, system: str, limit: float) -> list[str]:
    mine = _median(rows, row, system)
    if mine is None:
        return []
    return [_line(mine < limit, f"{system}: {row} {mine:.0f} ns, less than {limit:.0f}")]


def _rows(rows: Rows, system: str, row: str, base: str, limit: float) -> list[str]:
    mine, other = _median(rows, row, system), _median(rows, base, system)
    if mine is None or other is None:
        return []
    return [_line(mine / other <= limit, f"{system}: {row} {mine / other:.2f} times {base}, at most {limit}")]


def _ahead(rows: Rows, system: str, peer: str) -> list[str]:
    behind = []
    compared = 0
    for row in rows:
        mine, theirs = _median(rows, row, system), _median(rows, row, peer)
        if mine is not None and theirs is not None:
            compared += 1
            if mine >= theirs:
                behind.append(row)
    if not compared:
        return []
    text = f"behind in {', '.join(behind)}" if behind else f"ahead in all {compared} rows"
    return [_line(not behind, f"{system}: beside {peer} {text}")]
