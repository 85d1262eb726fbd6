"""Calls off the thread of an event loop."""

import asyncio
import subprocess
import sys
import time

import pytest
from conftest import ROOT, component, golden

import outwit


def test_round_trips():
    echo = component("nesting").instantiate().echo
    strings = component("strings").instantiate().echo
    numbers = component("number_lists").instantiate().echo
    part = echo.Part("p", echo.Material.WOOD, echo.Ability.BURNS, echo.JointBoth((1, "a")), None)

    async def main():
        assert await outwit.off_thread(echo.echo_part, part) == part
        assert (
            await outwit.off_thread(echo.echo_things, [echo.ThingPart(part)] * 500)
            == [echo.ThingPart(part)] * 500
        )
        assert await outwit.off_thread(strings.echo_string, "😀" * 100_000) == "😀" * 100_000
        assert await outwit.off_thread(strings.echo_option) is None
        data = [float(i) for i in range(10_000)]
        assert await outwit.off_thread(numbers.echo_f64, data) == data

    asyncio.run(main())


def test_arguments_are_copied():
    """Once the call is under way."""
    sums = component("bytes").instantiate().echo
    data = bytearray(b"\1" * 10_000)

    async def main():
        call = asyncio.ensure_future(outwit.off_thread(sums.sum, data))
        await asyncio.sleep(0)
        data[:] = b"\2" * 10_000
        assert await call == 10_000

    asyncio.run(main())


def test_generated():
    bytes_ = golden("bytes").Bytes(component("bytes"))
    data = bytes(range(256)) * 5000

    async def main():
        assert await bytes_.echo.echo_bytes_async(data) == data
        assert await bytes_.echo.sum_async(memoryview(data)) == sum(data)

    asyncio.run(main())


def test_errors(faults):
    async def main():
        with pytest.raises(TypeError, match=r"^v: expected an int, got str$"):
            await outwit.off_thread(faults.call.fine, "x")
        with pytest.raises(TypeError, match=r"^fine\(\) needs the argument v$"):
            await outwit.off_thread(faults.call.fine)
        with pytest.raises(outwit.WitError) as caught:
            await outwit.off_thread(faults.call.fail, outwit.Err("no"))
        assert caught.value.payload == "no"
        with pytest.raises(outwit.Trap) as trap:
            await outwit.off_thread(faults.call.unreachable)
        assert trap.value.code == "unreachable"
        with pytest.raises(outwit.InstanceError):
            await outwit.off_thread(faults.call.fine, 1)

    asyncio.run(main())


@pytest.mark.parametrize("function", [len, print, 5, None, lambda: 1])
def test_wrong_use(function):
    async def main():
        with pytest.raises(TypeError, match="expected a function of an instance"):
            await outwit.off_thread(function, 1)

    asyncio.run(main())


def test_resources():
    counters = component("resources").instantiate().counters

    async def main():
        counter = await outwit.off_thread(counters.pass_, counters.Counter(5))
        assert counter.value() == 5
        assert await outwit.off_thread(counters.peek, counter) == 5
        many = await outwit.off_thread(counters.make_many, 10)
        assert await outwit.off_thread(counters.finish_many, many) == 45

    asyncio.run(main())
    assert counters.live() <= 1


@pytest.mark.parametrize("typed", [False, True])
def test_methods(typed):
    """Methods, static functions and constructors, without generated code as with it."""
    counters = (
        golden("resources").Resources(component("resources")).counters
        if typed
        else component("resources").instantiate().counters
    )

    def call(owner, name, *args):
        if typed:
            return getattr(owner, f"{name}_async")(*args)
        return outwit.off_thread(owner if name == "new" else getattr(owner, name), *args)

    async def main():
        counter = await call(counters.Counter, "new", 5)
        assert isinstance(counter, counters.Counter)
        assert await call(counter, "increment", 2) == 7
        other = await call(counter, "clone")
        assert await call(other, "value") == 7
        assert await call(await call(counters.Counter, "parse", "3"), "value") == 3
        with pytest.raises(TypeError, match=r"^by: expected an int, got str$"):
            await call(counter, "increment", "x")
        largest = await call(counters.Counter, "largest", [counter, await call(counters.Counter, "zero")])
        assert largest.value() == 7

    asyncio.run(main())


def test_the_loop_goes_on(faults):
    async def main():
        call = asyncio.ensure_future(outwit.off_thread(faults.call.count, 300_000_000))
        turns = 0
        while not call.done():
            turns += 1
            await asyncio.sleep(0)
        assert await call == 300_000_000
        assert turns > 1000

    asyncio.run(main())


def test_several_at_once():
    instances = [component("errors").instantiate()["fixtures:errors/faults"] for _ in range(3)]

    async def main():
        calls = [outwit.off_thread(each.count, 20_000_000) for each in [*instances, instances[0]]]
        assert await asyncio.gather(*calls) == [20_000_000] * 4
        # Calls of one instance take turns.
        counts = await asyncio.gather(*[outwit.off_thread(instances[0].calls) for _ in range(20)])
        assert sorted(counts) == list(range(1, 21))
        # More of them than there are threads in the pool.
        many = [component("strings").instantiate().echo for _ in range(40)]
        texts = await asyncio.gather(*[outwit.off_thread(each.rev, f"{i:02}") for i, each in enumerate(many)])
        assert texts[10] == "01"

    asyncio.run(main())


def test_cancelling(faults):
    async def main():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await outwit.off_thread(faults.call.spin)

    begin = time.monotonic()
    asyncio.run(main())  # which waits for its threads: the component has stopped
    assert time.monotonic() - begin < 5
    with pytest.raises(outwit.InstanceError, match="the caller stopped the call"):
        faults.call.fine(1)


def test_the_deadline():
    hasty = component("errors").instantiate(deadline=0.05)["fixtures:errors/faults"]

    async def main():
        with pytest.raises(outwit.DeadlineExceeded):
            await outwit.off_thread(hasty.spin)

    asyncio.run(main())


def test_an_instance_that_is_closed_meanwhile(faults):
    async def main():
        faults.instance.close()
        with pytest.raises(outwit.InstanceError, match="closed"):
            await outwit.off_thread(faults.call.fine, 1)

    asyncio.run(main())


def test_a_call_that_never_ran_takes_nothing():
    counters = component("resources").instantiate().counters
    first, second = counters.Counter(1), counters.Counter(2)

    async def main():
        running = asyncio.ensure_future(outwit.off_thread(first.value))
        queued = asyncio.ensure_future(outwit.off_thread(counters.finish, second))
        await asyncio.sleep(0)  # the second one waits for its turn
        queued.cancel()
        with pytest.raises(asyncio.CancelledError):
            await queued
        assert await running == 1
        assert await outwit.off_thread(first.value) == 1
        assert second.value() == 2

    asyncio.run(main())


EXITS = """
import asyncio, sys
import outwit

async def main():
    faults = outwit.load(sys.argv[1]).instantiate()["fixtures:errors/faults"]
    call = asyncio.ensure_future(outwit.off_thread(faults.spin))
    await asyncio.sleep(0)
    sys.exit(3)

asyncio.run(main())
"""


def test_a_program_that_exits():
    """It does not wait for its calls: the end of the loop stops them."""
    file = ROOT / "target" / "components" / "errors.wasm"
    ended = subprocess.run(
        [sys.executable, "-c", EXITS, file], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "")
