"""Calls off the thread of an event loop."""

import asyncio
import time

import pytest
from conftest import component, golden

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
def test_what_is_no_function_of_an_instance(function):
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
