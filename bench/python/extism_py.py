"""The rows through Extism, whose plug-ins take bytes and give bytes."""

import os
import struct
from collections.abc import Callable
from time import perf_counter_ns

BEFORE_IMPORT = perf_counter_ns()
import extism
from extism.extism import CompiledPlugin

IMPORTED = perf_counter_ns()

import worker
from worker import Call, Skip


def plugin() -> extism.Plugin:
    with open(os.environ["BENCH_EXTISM"], "rb") as file:
        return extism.Plugin(file.read())


def prepare(row: str) -> Call:
    guest = plugin()
    if row == "instantiate":
        with open(os.environ["BENCH_EXTISM"], "rb") as file:
            compiled = CompiledPlugin(file.read())
        return Call("Plugin(compiled)", Plugin=extism.Plugin, compiled=compiled)
    if row in worker.ECHO:
        call = Call('call("echo", data)', call=guest.call, data=worker.data(row))
        worker.check(row, call.value == worker.data(row))
        return call
    if row == "add":
        call = Call(
            'unpack("<I", call("add", pack("<II", 17, 25)))[0]',
            call=guest.call,
            pack=struct.pack,
            unpack=struct.unpack,
        )
        worker.check(row, call.value == 42)
        return call
    if row == "rev":
        call = Call('call("rev", text).decode()', call=guest.call, text=worker.TEXT)
        worker.check(row, call.value == worker.TEXT[::-1])
        return call
    if row == "sum_list":
        call = Call(
            'unpack("<d", call("sum", pack("<10000d", *numbers)))[0]',
            call=guest.call,
            pack=struct.pack,
            unpack=struct.unpack,
            numbers=worker.numbers(),
        )
        worker.check(row, call.value == sum(worker.numbers()))
        return call
    if row == "sum_buffer":
        call = Call(
            'unpack("<d", call("sum", numbers.tobytes()))[0]',
            call=guest.call,
            unpack=struct.unpack,
            numbers=worker.buffer(),
        )
        worker.check(row, call.value == sum(worker.numbers()))
        return call
    raise Skip("takes only bytes")


def cold_start() -> int:
    started = perf_counter_ns()
    worker.check("cold_start", plugin().call("add", struct.pack("<II", 17, 25)) == struct.pack("<I", 42))
    return perf_counter_ns() - started


def echo() -> Callable[[bytes], bytes]:
    guest = plugin()
    return lambda data: guest.call("echo", data)


worker.main(prepare, {"cold_start": cold_start, "import": lambda: IMPORTED - BEFORE_IMPORT}, echo)
