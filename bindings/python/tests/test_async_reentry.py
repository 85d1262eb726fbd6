"""Host functions that wait, and call components meanwhile."""

import asyncio

import pytest
from conftest import Guest, instance_of
from test_async_imports import off_thread, run
from test_reentry import BUSY, Peer

import outwit


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


def test_the_same_instance_through_another():
    peers = [Peer(), Peer()]
    one, two = [reentry(peer) for peer in peers]

    async def there(left):
        return await off_thread(two.walker.walk, left)

    async def back(left):
        await asyncio.sleep(0)
        return await off_thread(one.walker.walk, left)

    peers[0].on_step, peers[1].on_step = there, back

    async def main():
        with pytest.raises(outwit.InstanceError, match=BUSY):
            await off_thread(one.walker.walk, 5)

    run(main)


def test_a_synchronous_call_meanwhile():
    """It would wait for a call that waits for the thread of the loop."""
    peer = Peer()
    instance = reentry(peer)

    async def main():
        entered, go_on = asyncio.Event(), asyncio.Event()

        async def step(left):
            entered.set()
            await go_on.wait()
            return left

        peer.on_step = step
        first = asyncio.ensure_future(off_thread(instance.walker.walk, 1))
        await entered.wait()
        with pytest.raises(outwit.InstanceError, match=BUSY):
            instance.walker.fine(1)
        go_on.set()
        assert await first == 1

    run(main)


def test_other_calls_take_their_turn():
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


def test_what_is_left_running_may_call_later():
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
