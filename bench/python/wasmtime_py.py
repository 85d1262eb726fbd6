"""The rows through wasmtime-py, whose components are dynamic."""

from time import perf_counter_ns

BEFORE_IMPORT = perf_counter_ns()
import wasmtime
from wasmtime.component import (
    Component,
    Func,
    Linker,
    Record,
    ResourceAny,
    ResourceHost,
    ResourceType,
    Variant,
)

IMPORTED = perf_counter_ns()

import worker
from worker import Call, Loop, Skip

CALLS = "outwit:bench/calls@0.1.0"
READER = "outwit:pdf/reader@0.1.0"
HOST = "outwit:bench-host/host@0.1.0"
LOOPS = "outwit:bench-host/loops@0.1.0"


class Instance:
    """An instance and the functions of one interface of it."""

    def __init__(
        self, engine: wasmtime.Engine, component: Component, interface: str, linker: Linker | None = None
    ) -> None:
        self.store = wasmtime.Store(engine)
        self.instance = (linker or Linker(engine)).instantiate(self.store, component)
        self.interface = self.instance.get_export_index(self.store, interface)

    def function(self, name: str) -> Func:
        index = self.instance.get_export_index(self.store, name, self.interface)
        assert index is not None
        function = self.instance.get_func(self.store, index)
        assert function is not None
        return function


def row_value(index: int) -> Record:
    record = Record()
    values = {
        "id": index,
        "name": f"row number {index}",
        "x": index * 0.5,
        "y": -float(index),
        "active": index % 2 == 0,
    }
    record.__dict__.update(values)
    return record


# A variant is a bare payload where Python's types tell the cases apart, and a `Variant` elsewhere: a leaf
# is bare, an optional leaf and a node are not.
def leaf(index: int) -> Variant:
    match index % 5:
        case 0:
            return Variant("some", float(index))
        case 1:
            return Variant("some", f"leaf {index}")
        case 2:
            return Variant("some", index % 2 == 0)
        case 3:
            return Variant("some", None)
        case _:
            return Variant("none")


def node(index: int) -> Variant | None:
    match index % 4:
        case 0:
            tip = leaf(index)
            return None if tip.tag == "none" else Variant("leaf", tip.payload)
        case 1 | 2:
            branch = Record()
            branch.__dict__["label"] = f"branch {index}" if index % 3 == 0 else None
            branch.__dict__["leaves"] = [leaf(index + step) for step in range(5)]
            return Variant("branch", branch)
        case _:
            return Variant("missing")


def host(engine: wasmtime.Engine) -> Linker:
    """What the guest calls. Its resources are numbers."""
    counters: list[int] = []

    def new(_store: wasmtime.Store) -> ResourceHost:
        counters.append(0)
        return ResourceHost.own(len(counters) - 1, 1)

    def increment(store: wasmtime.Store, counter: ResourceAny, by: int) -> int:
        with counter.to_host(store) as own:
            place = own.rep
        counters[place] += by
        return counters[place]

    linker = Linker(engine)
    with linker.root() as root, root.add_instance(HOST) as instance:
        instance.add_resource("counter", ResourceType.host(1), lambda _store, _rep: None)
        instance.add_func("[constructor]counter", new)
        instance.add_func("[method]counter.increment", increment)
        instance.add_func("add", lambda _store, a, b: a + b)
    return linker


def prepare(row: str) -> Call | Loop:
    engine = wasmtime.Engine()
    if row in ("host_call", "host_resource"):
        component = Component.from_file(engine, worker.component("bench_host"))
        loops = Instance(engine, component, LOOPS, host(engine))
        call = loops.function("call" if row == "host_call" else "increment")
        return Loop(row, lambda times: call(loops.store, times))
    if row == "pdf_text":
        pdf = Instance(engine, Component.from_file(engine, worker.component("pdf")), READER)
        return Call(
            "text(store, data, None)", text=pdf.function("extract-text"), store=pdf.store, data=worker.pdf()
        )
    component = Component.from_file(engine, worker.component("bench"))
    if row == "instantiate":
        linker = Linker(engine)
        names = {"Store": wasmtime.Store, "engine": engine, "linker": linker, "component": component}
        return Call("linker.instantiate(Store(engine), component)", **names)
    instance = Instance(engine, component, CALLS)
    store = instance.store
    if row == "echo_64m":
        raise Skip("a value a byte: about 90 s a call")
    if row in worker.ECHO:
        call = Call("echo(store, data)", echo=instance.function("echo"), store=store, data=worker.data(row))
        worker.check(row, call.value == worker.data(row))
        return call
    if row == "add":
        return Call("add(store, 17, 25)", add=instance.function("add"), store=store)
    if row == "rev":
        call = Call("rev(store, text)", rev=instance.function("rev"), store=store, text=worker.TEXT)
        worker.check(row, call.value == worker.TEXT[::-1])
        return call
    if row == "sum_list":
        call = Call(
            "sum(store, numbers)", sum=instance.function("sum"), store=store, numbers=worker.numbers()
        )
        worker.check(row, call.value == sum(worker.numbers()))
        return call
    if row == "sum_buffer":
        raise Skip("takes no buffers")
    if row == "records_1000":
        rows = [row_value(index) for index in range(1000)]
        call = Call(
            "echo_rows(store, rows)", echo_rows=instance.function("echo-rows"), store=store, rows=rows
        )
        worker.check(row, call.value == rows)
        return call
    if row == "variant_tree":
        tree = [node(index) for index in range(50)]
        call = Call(
            "echo_tree(store, tree)", echo_tree=instance.function("echo-tree"), store=store, tree=tree
        )
        worker.check(row, call.value == tree)
        return call
    raise Skip("no such row here")


def cold_start() -> int:
    started = perf_counter_ns()
    config = wasmtime.Config()
    config.cache = True  # type: ignore[assignment]
    engine = wasmtime.Engine(config)
    instance = Instance(engine, Component.from_file(engine, worker.component("bench")), CALLS)
    worker.check("cold_start", instance.function("add")(instance.store, 17, 25) == 42)
    return perf_counter_ns() - started


worker.main(prepare, {"cold_start": cold_start, "import": lambda: IMPORTED - BEFORE_IMPORT})
