"""Calls off the thread that are stopped while their host functions wait, or come back into their instance."""

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Guest, instance_of
from test_async_imports import off_thread, opened, run
from test_imports import Host
from test_reentry import BUSY, Peer

import outwit


class Patient(Host):
    """Waits for something that never comes."""

    def __init__(self):
        super().__init__()
        self.waits, self.stopped = asyncio.Event(), asyncio.Event()

    async def answer(self):
        self.waits.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped.set()


def test_cancelling():
    async def main():
        host = Patient()
        instance = opened(host)
        task = asyncio.ensure_future(off_thread(instance.calls.answer))
        await host.waits.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await host.stopped.wait()
        with pytest.raises(outwit.InstanceError, match="the caller stopped the call"):
            await off_thread(instance.calls.answer)

    run(main)


def test_a_timeout():
    async def main():
        host = Patient()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await off_thread(opened(host).calls.answer)
        await host.stopped.wait()

    run(main)


def test_the_deadline():
    async def main():
        host = Patient()
        with pytest.raises(outwit.DeadlineExceeded):
            await off_thread(opened(host, deadline=0.05).calls.answer)
        await host.stopped.wait()

    run(main)


def test_a_coroutine_that_is_cancelled_itself():
    host = Host()

    async def answer():
        task = asyncio.current_task()
        task.cancel()
        await asyncio.sleep(0)

    host.answer = answer

    async def main():
        call = asyncio.ensure_future(off_thread(opened(host).calls.answer))
        with pytest.raises(asyncio.CancelledError):
            await call

    run(main)


def test_a_loop_that_ends():
    """What is still under way when the loop ends is cancelled, and nobody waits for ever."""
    stopped = []

    async def main():
        host = Patient()
        task = asyncio.ensure_future(off_thread(opened(host).calls.answer))
        await host.waits.wait()
        stopped.append((host.stopped, task))

    run(main)
    ((event, task),) = stopped
    assert event.is_set()
    assert task.cancelled()


def test_a_loop_that_is_closed():
    """Not by ``asyncio.run``, which cancels what is left: nobody waits for ever here, either."""
    loop = asyncio.new_event_loop()
    workers = ThreadPoolExecutor(1)
    loop.set_default_executor(workers)
    host = Patient()
    instance = opened(host)
    task = loop.create_task(off_thread(instance.calls.answer))
    loop.run_until_complete(host.waits.wait())
    abandoned = asyncio.all_tasks(loop)
    loop.close()
    workers.shutdown(wait=True)
    with pytest.raises(outwit.InstanceError, match="answer raised RuntimeError"):
        instance.calls.nothing()
    for left in (task, *abandoned):
        left._log_destroy_pending = False  # asyncio would say that it is abandoned
        with contextlib.suppress(RuntimeError, GeneratorExit):  # its clean-up finds no loop
            left.get_coro().throw(GeneratorExit)


# --- re-entry ---------------------------------------------------------------------------------


def reentry(peer):
    return Guest("reentry", typed=False)(peer=peer)


def test_the_same_instance():
    """From the loop's thread, off it, and from a function that is not async: an error each time."""
    peer = Peer()
    instance = reentry(peer)
    caught = []

    async def on_loop(left):
        with pytest.raises(outwit.InstanceError, match=BUSY):
            instance.walker.fine(1)
        with pytest.raises(outwit.InstanceError, match=BUSY):
            await off_thread(instance.walker.fine, 1)
        with pytest.raises(outwit.InstanceError, match="in a call and cannot be closed by it"):
            instance_of(instance).close()
        caught.append("loop")
        return left

    def beside(left):
        with pytest.raises(outwit.InstanceError, match=BUSY):
            instance.walker.fine(1)
        caught.append("beside")
        return left

    async def main():
        for step in (on_loop, beside):
            peer.on_step = step
            assert await off_thread(instance.walker.walk, 3) == 3
        assert await off_thread(instance.walker.fine, 5) == 5
        assert instance.walker.fine(6) == 6

    run(main)
    assert caught == ["loop", "beside"]


def test_another_task_takes_its_turn():
    """While a host function waits, calls of other tasks wait for the instance."""
    peer = Peer()
    instance = reentry(peer)
    order = []

    async def main():
        entered, go_on = asyncio.Event(), asyncio.Event()

        async def step(left):
            order.append("step")
            entered.set()
            await go_on.wait()
            order.append("stepped")
            return left

        peer.on_step = step
        first = asyncio.ensure_future(off_thread(instance.walker.walk, 1))
        await entered.wait()
        second = asyncio.ensure_future(off_thread(instance.walker.fine, 5))
        await asyncio.sleep(0)
        go_on.set()
        assert await second == 5
        assert await first == 1

    run(main)
    assert order == ["step", "stepped"]


def test_a_task_that_outlives_its_call():
    """What a host function leaves running may call the instance once that is free."""
    peer = Peer()
    instance = reentry(peer)
    left_running = []

    async def main():
        free = asyncio.Event()

        async def later():
            await free.wait()
            return await off_thread(instance.walker.fine, 9)

        async def step(left):
            left_running.append(asyncio.ensure_future(later()))
            return left

        peer.on_step = step
        assert await off_thread(instance.walker.walk, 1) == 1
        free.set()
        assert await left_running[0] == 9

    run(main)


def test_another_instance():
    """Host functions may await calls of other instances, to any depth."""
    peers = [Peer() for _ in range(5)]
    instances = [reentry(peer) for peer in peers]
    for peer, instance in zip(peers, instances[1:], strict=False):

        async def step(left, walk=instance.walker.walk):
            return await off_thread(walk, left)

        peer.on_step = step

    async def main():
        assert await off_thread(instances[0].walker.walk, 5) == 5

    run(main)
