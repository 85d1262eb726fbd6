"""Functions of the host that call components."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import component, instance_of

import outwit


class Peer:
    """Answers by calling others. Functions are looked up when an instance is made."""

    def __init__(self):
        self.numbers = []
        self.on_step = self.on_visit = lambda value: value
        self.on_gone = self.numbers.append

    def step(self, left):
        return self.on_step(left)

    def visit(self, text):
        return self.on_visit(text)

    def gone(self, number):
        self.on_gone(number)


def test_another_instance(guest):
    """Two instances call each other's hosts by turns, but never into one that is in a call."""
    peers = [Peer() for _ in range(20)]
    walkers = [guest(peer=peer).walker for peer in peers]
    for peer, walker in zip(peers, walkers[1:], strict=False):
        peer.on_step = walker.walk
    assert walkers[0].walk(15) == 15
    for peer, walker in zip(peers, walkers[1:], strict=False):
        peer.on_visit = walker.tell
    text = "é" * 50_000
    assert walkers[0].tell(text) == "[" * 20 + text + "]" * 20


def fresh_each_time(guest):
    peer = Peer()

    def step(left):
        return guest(peer=peer).walker.walk(left)

    peer.on_step = step
    return peer


def test_a_fresh_instance_a_call(guest):
    peer = fresh_each_time(guest)
    assert guest(peer=peer).walker.walk(30) == 30


def test_without_end(guest):
    """Python's limit of recursion ends it."""
    peer = fresh_each_time(guest)
    with pytest.raises(RecursionError):
        guest(peer=peer).walker.walk(100_000)
    assert guest(peer=peer).walker.walk(5) == 5, "other instances go on"


BUSY = "^the instance is in a call already; a host function cannot call back into its own instance$"


def test_the_same_instance(guest):
    peer = Peer()
    opened = guest(peer=peer)
    peer.on_step = opened.walker.walk
    with pytest.raises(outwit.InstanceError, match=BUSY):
        opened.walker.walk(2)


def test_the_same_instance_further_in(guest):
    peers = [Peer(), Peer()]
    one, two = [guest(peer=peer).walker for peer in peers]
    peers[0].on_step, peers[1].on_step = two.walk, one.walk
    with pytest.raises(outwit.InstanceError, match=BUSY):
        one.walk(5)


def test_the_host_may_stand_it(guest):
    peer = Peer()
    opened = guest(peer=peer)
    caught = []

    def step(left):
        with pytest.raises(outwit.InstanceError, match=BUSY) as error:
            opened.walker.fine(1)
        with pytest.raises(outwit.InstanceError, match="in a call and cannot be closed by it"):
            instance_of(opened).close()
        caught.append(error)
        return left

    peer.on_step = step
    assert opened.walker.walk(3) == 3
    assert len(caught) == 1
    assert opened.walker.fine(7) == 7


def failing(error):
    def step(left):
        raise error

    return step


def test_errors_arrive_through_all(guest):
    error = ValueError("at the bottom")
    peers = [Peer() for _ in range(3)]
    walkers = [guest(peer=peer).walker for peer in peers]
    peers[0].on_step, peers[1].on_step = walkers[1].walk, walkers[2].walk
    peers[2].on_step = failing(error)
    with pytest.raises(ValueError, match="at the bottom") as caught:
        walkers[0].walk(5)
    assert caught.value is error
    for walker in walkers:
        with pytest.raises(outwit.InstanceError, match="cannot be used after a failed call"):
            walker.fine(1)


def test_errors_may_be_caught_on_the_way(guest):
    """Then the instance of the host function that caught it goes on."""
    inner, outer = Peer(), Peer()
    inner.on_step = failing(ValueError("at the bottom"))
    failed = guest(peer=inner).walker

    def step(left):
        with pytest.raises(ValueError, match="at the bottom"):
            failed.walk(left)
        return 7

    outer.on_step = step
    walker = guest(peer=outer).walker
    assert walker.walk(5) == 8
    assert walker.fine(1) == 1
    with pytest.raises(outwit.InstanceError, match="cannot be used after a failed call"):
        failed.fine(1)


def test_destructors_call_the_host(guest):
    peer = Peer()
    opened = guest(peer=peer)
    thing = opened.walker.Thing(5)
    assert thing.poke() == 5
    thing.close()
    assert peer.numbers == [5]
    things = [opened.walker.Thing(number) for number in range(3)]
    del things
    gc.collect()
    opened.walker.fine(1)
    assert sorted(peer.numbers) == [0, 1, 2, 5]


def test_a_host_that_holds_a_resource(guest):
    """The garbage collector finds the circle from the host's functions through the resource."""
    peer = Peer()
    opened = guest(peer=peer)
    peer.thing = opened.walker.Thing(5)
    references = [weakref.ref(peer), weakref.ref(instance_of(opened))]
    del peer, opened
    gc.collect()
    assert [reference() for reference in references] == [None, None]


def test_closing_a_resource_from_inside(guest):
    """Its destructor runs once the instance is free again."""
    peer = Peer()
    opened = guest(peer=peer)
    things = [opened.walker.Thing(1), opened.walker.Thing(2)]

    def step(left):
        things.pop()  # the finaliser
        things[0].close()
        assert things[0].closed
        return left

    peer.on_step = step
    assert opened.walker.walk(1) == 1
    assert peer.numbers == []
    opened.walker.fine(1)
    assert sorted(peer.numbers) == [1, 2]
    assert instance_of(opened).guest_resources == 0


def test_a_destructor_that_fails(guest):
    """Who closes the resource sees it; after a finaliser the instance says so."""
    peer = Peer()
    error = ValueError("mine")

    def gone(number):
        raise error

    peer.on_gone = gone
    thing = guest(peer=peer).walker.Thing(5)
    with pytest.raises(ValueError, match="mine") as caught:
        thing.close()
    assert caught.value is error
    opened = guest(peer=peer)
    opened.walker.Thing(6)
    gc.collect()
    with pytest.raises(outwit.InstanceError, match="gone raised ValueError"):
        opened.walker.fine(1)


def test_loading_inside(guest):
    peer = Peer()
    peer.on_step = lambda left: component("integers").instantiate().echo.add(left, 1)
    assert guest(peer=peer).walker.walk(5) == 6


def test_many_at_once(guest):
    """Calls of one instance wait for each other, while its host functions call another one."""
    outer = Peer()
    outer.on_visit = guest(peer=Peer()).walker.tell
    walker = guest(peer=outer).walker
    texts = [letter * 10 for letter in "abcdefgh"]
    with ThreadPoolExecutor(len(texts)) as pool:
        answers = pool.map(lambda text: [walker.tell(text) for _ in range(100)], texts)
    assert list(answers) == [[f"[[{text}]]"] * 100 for text in texts]


def test_code_of_a_value(guest):
    """A value's own code may close a resource, whose destructor calls the host."""
    peer = Peer()
    thing = guest(peer=peer).walker.Thing(5)

    class Closing:
        def __index__(self):
            thing.close()
            return 7

    assert component("integers").instantiate().echo.add(1, Closing()) == 8
    assert peer.numbers == [5]
