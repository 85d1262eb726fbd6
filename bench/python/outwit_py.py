"""The rows through outwit, with generated bindings."""

from collections.abc import Callable
from time import perf_counter_ns

BEFORE_IMPORT = perf_counter_ns()
import outwit

IMPORTED = perf_counter_ns()

import worker
from bench_bindings import Bench
from bench_bindings.calls import (
    Branch,
    Leaf,
    LeafEmpty,
    LeafFlag,
    LeafNumber,
    LeafText,
    Node,
    NodeBranch,
    NodeLeaf,
    NodeMissing,
    Row,
)
from bench_host_bindings import BenchHost, BenchHostImports
from pdf_bindings import Pdf
from worker import Call, Loop, Skip


def rows() -> list[Row]:
    return [
        Row(id=index, name=f"row number {index}", x=index * 0.5, y=-float(index), active=index % 2 == 0)
        for index in range(1000)
    ]


def leaf(index: int) -> Leaf | None:
    match index % 5:
        case 0:
            return LeafNumber(float(index))
        case 1:
            return LeafText(f"leaf {index}")
        case 2:
            return LeafFlag(index % 2 == 0)
        case 3:
            return LeafEmpty()
        case _:
            return None


def node(index: int) -> Node | None:
    match index % 4:
        case 0:
            tip = leaf(index)
            return None if tip is None else NodeLeaf(tip)
        case 1 | 2:
            label = f"branch {index}" if index % 3 == 0 else None
            return NodeBranch(Branch(label=label, leaves=[leaf(index + step) for step in range(5)]))
        case _:
            return NodeMissing()


class Counter:
    """A resource of the host's."""

    def __init__(self) -> None:
        self.value = 0

    def increment(self, by: int) -> int:
        self.value += by
        return self.value


class Host:
    """What the guest calls."""

    def add(self, a: int, b: int) -> int:
        return a + b

    def new_counter(self) -> Counter:
        return Counter()


def prepare(row: str) -> Call | Loop:
    if call := worker.fresh(row):
        return call
    if row == "pdf_text":
        reader = Pdf(worker.component("pdf")).reader
        return Call("text(data)", text=reader.extract_text, data=worker.pdf())
    if row in ("host_call", "host_resource"):
        loops = BenchHost(worker.component("bench_host"), BenchHostImports(host=Host())).loops
        return Loop(row, loops.call if row == "host_call" else loops.increment)
    component = outwit.load(worker.component("bench"))
    if row == "instantiate":
        return Call("Bench(component).close()", Bench=Bench, component=component)
    calls = Bench(component).calls
    if row in worker.ECHO:
        call = Call("echo(data)", echo=calls.echo, data=worker.data(row))
        worker.check(row, call.value == worker.data(row))
        return call
    match row:
        case "add":
            call = Call("add(17, 25)", add=calls.add)
            worker.check(row, call.value == 42)
        case "rev":
            call = Call("rev(text)", rev=calls.rev, text=worker.TEXT)
            worker.check(row, call.value == worker.TEXT[::-1])
        case "sum_list" | "sum_buffer":
            numbers = worker.numbers() if row == "sum_list" else worker.buffer()
            call = Call("sum(numbers)", sum=calls.sum, numbers=numbers)
            worker.check(row, call.value == sum(numbers))
        case "records_1000":
            call = Call("echo_rows(rows)", echo_rows=calls.echo_rows, rows=rows())
            worker.check(row, call.value == rows())
        case "variant_tree":
            tree = [node(index) for index in range(50)]
            call = Call("echo_tree(tree)", echo_tree=calls.echo_tree, tree=tree)
            worker.check(row, call.value == tree)
        case _:
            raise Skip("no such row here")
    return call


def cold_start() -> int:
    started = perf_counter_ns()
    bench = Bench(worker.component("bench"))
    worker.check("cold_start", bench.calls.add(17, 25) == 42)
    return perf_counter_ns() - started


def echo() -> Callable[[bytes], bytes]:
    return Bench(worker.component("bench")).calls.echo


worker.main(prepare, {"cold_start": cold_start, "import": lambda: IMPORTED - BEFORE_IMPORT}, echo)
