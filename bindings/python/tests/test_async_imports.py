"""Functions of the host that are async."""

import asyncio
import contextvars
import gc
import threading
import traceback
import warnings

import pytest
from conftest import ROOT, Guest
from hosts import Host, others
from test_host_errors import Store

import outwit

FILE = ROOT / "target" / "components" / "imports.wasm"
VARIABLE = contextvars.ContextVar("variable", default="nobody")


def run(main):
    """Runs a test's coroutine; a coroutine that nobody awaits is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = asyncio.run(asyncio.wait_for(main(), 60))
        gc.collect()
    return result


def off_thread(function, *args):
    return outwit.off_thread(function, *args)


def opened(host, **options):
    return Guest("imports", typed=False)(host=host, **others(), **options)


class AsyncHost(Host):
    """Its functions are coroutines that give way to the loop."""

    def __getattr__(self, name):
        function = super().__getattr__(name)

        async def echo(v):
            await asyncio.sleep(0)
            return function(v)

        return echo

    async def add(self, a, b):
        await asyncio.sleep(0)
        return a + b

    async def answer(self):
        return threading.get_ident() & 0xFFFF_FFFF


def test_values():
    calls = opened(AsyncHost()).calls

    async def main():
        assert await off_thread(calls.echo_string, "héllo") == "héllo"
        assert await off_thread(calls.echo_bytes, b"x" * 100_000) == b"x" * 100_000
        assert await off_thread(calls.call_many, 100) == 100
        assert await off_thread(calls.answer) == threading.get_ident() & 0xFFFF_FFFF
        typed = Guest("imports", typed=True)(host=AsyncHost(), **others()).calls
        assert await typed.echo_string_async("héllo") == "héllo"

    run(main)


def test_functions_that_do_not_wait():
    """They run beside the loop, in the thread of the call."""
    host = Host()
    threads = []
    host.nothing = lambda: threads.append(threading.get_ident())
    calls = opened(host).calls

    async def main():
        await off_thread(calls.nothing)
        assert await off_thread(calls.call_many, 1000) == 1000

    run(main)
    assert threads[0] != threading.get_ident()


def test_other_things_to_wait_for():
    host = Host()

    class Custom:
        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            return 7

    def future():
        made = asyncio.run_coroutine_threadsafe(asyncio.sleep(0, 8), loop)
        return asyncio.wrap_future(made, loop=loop)

    loop = None
    answers = [Custom, future]

    def answer():
        return answers.pop(0)()

    host.answer = answer
    calls = opened(host).calls

    async def main():
        nonlocal loop
        loop = asyncio.get_running_loop()
        assert await off_thread(calls.answer) == 7
        assert await off_thread(calls.answer) == 8

    run(main)


ASYNC = r"^fixtures:imports/host\.answer is async: call it through an \*_async function$"


def test_a_synchronous_call():
    """A clear error, and the coroutine is closed: Python warns of those that are never awaited."""
    host = Host()
    ended = []

    async def answer():
        ended.append("began")

    host.answer = answer

    async def main():
        with pytest.raises(outwit.OutwitError, match=ASYNC):
            opened(host).calls.answer()

    run(main)
    with pytest.raises(outwit.OutwitError, match=ASYNC):
        opened(host).calls.answer()
    gc.collect()
    assert ended == []

    async def with_a_future():
        future = asyncio.get_running_loop().create_future()
        host.answer = lambda: future
        with pytest.raises(outwit.OutwitError, match=ASYNC):
            opened(host).calls.answer()
        assert future.cancelled()

    run(with_a_future)
    with pytest.raises(outwit.OutwitError, match="is async: call it through an"):
        Guest("imports", typed=True)(host=AsyncHost(), **others()).calls.echo_string("héllo")


def test_a_synchronous_call_inside_of_another():
    """A call that leaves its thread can wait for its own host functions, not for those of others."""
    inner, outer = AsyncHost(), Host()
    outer.answer = opened(inner).calls.answer

    async def main():
        with pytest.raises(outwit.OutwitError, match=ASYNC):
            await off_thread(opened(outer).calls.answer)

    run(main)


def test_errors_of_results():
    types = Guest("host_errors", typed=False).types.types

    class AsyncStore(Store):
        async def get(self, key):
            await asyncio.sleep(0)
            raise types.TypesError(types.ErrorNotFound(key))

    calls = Guest("host_errors", typed=False)(store=AsyncStore()).calls

    async def main():
        with pytest.raises(types.TypesError) as caught:
            await off_thread(calls.get, "k")
        assert caught.value.payload == types.ErrorNotFound("k")
        assert await off_thread(calls.recover, ["a", "b"]) == ["not-found"] * 2

    run(main)


@pytest.mark.parametrize("name", ["must", "note"])
def test_errors_arrive_as_they_are(name):
    error = ValueError("mine")

    class AsyncStore(Store):
        async def must(self, text):
            await asyncio.sleep(0)
            raise error

        def note(self, text):
            raise error

    calls = Guest("host_errors", typed=False)(store=AsyncStore()).calls

    async def main():
        with pytest.raises(ValueError, match="mine") as caught:
            await off_thread(getattr(calls, name), "text")
        assert caught.value is error

    run(main)
    assert name in [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def test_wrong_values():
    calls = opened(AsyncHost(echo_u8="x")).calls

    async def main():
        with pytest.raises(TypeError, match=r"^fixtures:imports/host\.echo-u8 returned a wrong value: exp"):
            await off_thread(calls.echo_u8, 1)

    run(main)


def test_the_context_of_the_caller():
    """Those of the caller, in host functions of either kind."""
    host = Host()
    seen = []

    def nothing():
        seen.append(VARIABLE.get())
        VARIABLE.set("lost")

    async def echo_string(v):
        return VARIABLE.get()

    host.nothing, host.echo_string = nothing, echo_string
    calls = opened(host).calls

    async def call(name):
        VARIABLE.set(name)
        await off_thread(calls.nothing)
        assert await off_thread(calls.echo_string, "") == name
        assert VARIABLE.get() == name

    async def main():
        await asyncio.gather(*[call(f"task {number}") for number in range(5)])

    run(main)
    assert sorted(seen) == [f"task {number}" for number in range(5)]
    assert VARIABLE.get() == "nobody"


def test_several_at_once():
    """Calls of several instances wait for the same loop."""
    barrier = []
    everyone = []

    async def answer():
        barrier.append(1)
        while len(barrier) < 3:
            await asyncio.sleep(0)
        return len(barrier)

    for _ in range(3):
        host = Host()
        host.answer = answer
        everyone.append(opened(host))

    async def main():
        answers = await asyncio.gather(*[off_thread(each.calls.answer) for each in everyone])
        assert answers == [3, 3, 3]

    run(main)


def test_many_wait_for_files():
    """They get the threads that they need, however many calls wait for them."""
    host = Host()

    async def answer():
        return len(await asyncio.to_thread(FILE.read_bytes))

    host.answer = answer

    async def main():
        answers = await asyncio.gather(*[off_thread(opened(host).calls.answer) for _ in range(10)])
        assert answers == [FILE.stat().st_size] * 10
        before = threading.active_count()
        calls = opened(Host()).calls
        assert await asyncio.gather(*[off_thread(calls.answer) for _ in range(100)]) == [42] * 100
        assert threading.active_count() <= before + 1  # those that wait their turn need none

    run(main)
