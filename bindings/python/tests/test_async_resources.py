"""Resources of the host whose methods and hooks are async."""

import asyncio
import contextlib
import threading

import pytest
from conftest import Guest
from test_async_imports import off_thread, run
from test_host_resources import Counter, Things

import outwit


class AsyncCounter(Counter):
    """Its methods and its hook are coroutines."""

    async def increment(self, by):
        await asyncio.sleep(0)
        return super().increment(by)

    async def close(self):
        await asyncio.sleep(0)
        super().close()


class AsyncThings(Things):
    """Makes them by coroutines."""

    async def new_counter(self, start):
        await asyncio.sleep(0)
        return AsyncCounter(self, start)


@pytest.fixture
def things():
    return AsyncThings(Guest("host_resources", typed=False).types.things)


def resources(things):
    return Guest("host_resources", typed=False)(things=things)


def test_resources(things):
    instance = resources(things)

    async def main():
        assert await off_thread(instance.user.use_once, 5, 3) == 8
        assert things.closed_once(*things.made)
        made = await off_thread(instance.user.make, 7)
        assert made is things.made[-1]
        assert await off_thread(instance.user.increase, made, 3) == 10
        assert await off_thread(instance.user.sum, [made, made]) == 20
        assert instance.host_resources == 0

    run(main)


def test_a_hook_in_a_synchronous_call(things):
    instance = resources(things)
    counter = AsyncCounter(things, 1)
    with pytest.raises(outwit.OutwitError, match=r"^AsyncCounter\.close is async: call it thr"):
        instance.user.finish(counter)
    assert instance.host_resources == 0


def test_a_hook_at_the_end(things, monkeypatch):
    instance = resources(things)
    reported = []
    monkeypatch.setattr("sys.unraisablehook", lambda report: reported.append(str(report.exc_value)))

    async def main():
        await off_thread(instance.user.keep, AsyncCounter(things, 1))
        instance.close()

    run(main)
    assert reported == ["AsyncCounter.close is async: call it through an *_async function"]


def test_what_is_not_given_comes_back(things):
    """Wrong values, a closed instance and a call that never begins leave objects with the host."""
    instance = resources(things)
    counter = Counter(things, 1)

    async def main():
        with pytest.raises(TypeError, match=r"^counters\[1\]: expected a Counter, "):
            await off_thread(instance.user.sum, [counter, 5])
        assert instance.host_resources == 0
        task = asyncio.ensure_future(off_thread(instance.user.keep, counter))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(outwit.Trap):
            await off_thread(instance.user.make_and_trap)
        with pytest.raises(outwit.InstanceError):
            await off_thread(instance.user.keep, counter)
        with pytest.raises(outwit.InstanceError):
            await off_thread(instance.user.read, counter)
        assert instance.host_resources == 1  # what the component had when it trapped
        assert things.closed == []
        things.close = None
        instance.close()
        with pytest.raises(outwit.InstanceError, match="closed"):
            await off_thread(instance.user.keep, counter)
        assert instance.host_resources == 0
        assert counter not in things.closed

    things.new_counter = lambda start: Counter(things, start)
    instance = resources(things)
    run(main)


def test_closing_while_a_call_waits_its_turn(things):
    """Objects that were lent or given to a call that never ran are the host's again, unclosed."""
    counter, lent = Counter(things, 1), Counter(things, 2)
    waits, go_on = threading.Event(), threading.Event()

    async def main():
        loop = asyncio.get_running_loop()

        def peek(c):
            waits.set()
            assert go_on.wait(30)
            return 5

        things.peek = peek
        instance = resources(things)
        first = asyncio.ensure_future(off_thread(instance.user.lend_many, lent, 1))
        await loop.run_in_executor(None, waits.wait, 30)
        second = asyncio.ensure_future(off_thread(instance.user.keep, counter))
        await asyncio.sleep(0)
        closing = loop.run_in_executor(None, instance.close)
        go_on.set()
        assert await first == 5
        outcome = await asyncio.gather(second, return_exceptions=True)
        await closing
        if outcome == [None]:  # it came before the closing
            assert things.closed == [counter]
        else:
            assert isinstance(outcome[0], outwit.InstanceError)
            assert things.closed == []
        assert instance.host_resources == 0

    run(main)


def test_an_answer_that_comes_too_late(things):
    """Its objects stay with the host."""
    made = Counter(things, 1)

    async def main():
        entered, go_on = asyncio.Event(), asyncio.Event()

        async def new_counter(start):
            entered.set()
            with contextlib.suppress(asyncio.CancelledError):
                await go_on.wait()  # it answers all the same
            return made

        things.new_counter = new_counter
        instance = resources(things)
        task = asyncio.ensure_future(off_thread(instance.user.make, 5))
        await entered.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        with pytest.raises(outwit.InstanceError):
            await off_thread(instance.user.make, 5)
        go_on.set()
        await asyncio.sleep(0)
        assert instance.host_resources == 0
        assert things.closed == []

    run(main)
