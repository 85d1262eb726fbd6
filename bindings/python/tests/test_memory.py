"""Nothing stays behind, whatever is called, and whatever goes wrong."""

import gc
import itertools
import os
import tracemalloc
from pathlib import Path

import pytest
from conftest import Guest, component, instance_of
from test_host_errors import Store
from test_host_resources import Counter, Things
from test_imports import Host, others
from test_reentry import Peer

import outwit


def objects_left_by(work):
    """How many more objects there are after many rounds than after a few."""
    for _ in range(20):
        work()
    gc.collect()
    before = len(gc.get_objects())
    for _ in range(200):
        work()
    gc.collect()
    return len(gc.get_objects()) - before


def bytes_left_by(work):
    """How much more memory Python's own allocator holds after many rounds.

    The least of three times: tables grow now and then, but what stays stays each time.
    """

    def held(rounds):
        for _ in range(rounds):
            work()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        readings = [held(300), *(held(200) for _ in range(3))]
        return min(after - before for before, after in itertools.pairwise(readings))
    finally:
        tracemalloc.stop()


def workloads():
    records = component("records").instantiate().echo
    nesting = component("nesting").instantiate().echo
    counters = component("resources").instantiate().counters
    maps = component("maps").instantiate().echo
    results = component("results").instantiate().echo
    data = component("bytes").instantiate().echo
    imports = Guest("imports", typed=True)
    calls = imports(host=Deaf(), **others()).calls
    heard = imports.types.types.Person("Ada", 36, None, ["a"])
    person = records.Person("Ada", 36, None, ["a"], records.Point(1, 2))
    thing = nesting.ThingPart(
        nesting.Part("p", nesting.Material.WOOD, nesting.Ability.BURNS, nesting.JointLoose(), (0.5, 1.0, 1.5))
    )

    def fails():
        with pytest.raises(TypeError):
            records.echo_list([person] * 50 + [1])
        with pytest.raises(OverflowError):
            maps.echo_numbers({1: -1})
        with pytest.raises(outwit.WitError):
            results.err_own(False, "why")

    return {
        "records": lambda: records.echo_list([person] * 50),
        "nesting": lambda: nesting.echo_things([thing] * 50),
        "resources": lambda: [counter.value() for counter in counters.make_many(20)],
        "maps": lambda: maps.echo_strings({str(i): "x" for i in range(50)}),
        "bytes": lambda: data.echo_bytes(bytearray(5000)),
        "numbers": lambda: data.echo_list([list(range(100))] * 10),
        "errors": fails,
        "imports": lambda: calls.person_many(50, heard),
        "host resources": held,
        "host errors": host_fails,
        "circles": circle,
        "instances": lambda: component("resources").instantiate().counters.Counter(1).value(),
        "traps": trap,
    }


def trap():
    faults = component("errors").instantiate()["fixtures:errors/faults"]
    with pytest.raises(outwit.Trap):
        faults.unreachable()


class Deaf(Host):
    """Does not keep what it hears."""

    def echo_person(self, v):
        return v


def held():
    """Objects of the host that go with their instance, or by a hook that fails."""
    opened = Guest("host_resources", typed=False)
    things = Things(opened.types.things)
    user = opened(things=things).user
    user.hoard(5)
    user.keep(Counter(things, 1))
    with pytest.raises(TypeError):
        user.sum([Counter(things, 1), None])


def host_fails():
    opened = Guest("host_errors", typed=False)(store=Store(ValueError("mine")))
    with pytest.raises(ValueError, match="mine"):
        opened.calls.must("text")
    caught = Guest("host_errors", typed=False)(store=Store(outwit.WitError("mine")))
    with pytest.raises(outwit.WitError):
        caught.calls.parse("text")


def circle():
    peer = Peer()
    peer.opened = Guest("reentry", typed=False)(peer=peer)
    peer.thing = peer.opened.walker.Thing(5)
    peer.on_step = peer.opened.walker.fine


@pytest.mark.parametrize(
    "name",
    [
        "records",
        "nesting",
        "resources",
        "maps",
        "bytes",
        "numbers",
        "errors",
        "imports",
        "host resources",
        "host errors",
        "circles",
        "instances",
        "traps",
    ],
)
def test_nothing_stays(name):
    kept = []
    assert objects_left_by(lambda: kept.append([])) > 100  # what stays is seen
    assert bytes_left_by(lambda: kept.append(bytes(200))) > 20_000
    work = workloads()[name]
    assert objects_left_by(work) < 20
    assert bytes_left_by(work) < 20_000


def resident():
    """The memory of this process in bytes."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def by_imports():
    imports = Guest("imports", typed=True)
    opened = imports(host=Deaf(), **others())
    heard = imports.types.types.Person("Ada", 36, "ada@example.org", ["a"])

    def work(calls):
        opened.calls.call_many(calls // 2)
        opened.calls.person_many(calls // 2, heard)

    return work, [instance_of(opened)]


def by_host_resources():
    opened = Guest("host_resources", typed=True)
    things = Things(opened.types.things)
    opened = opened(things=things)

    def work(calls):
        for _ in range(calls // 1000):
            opened.user.many(250)
            opened.user.lend_many(Counter(things, 1), 250)
            opened.user.hoard(250)
            opened.user.release()
            things.made.clear()
            things.closed.clear()

    return work, [instance_of(opened)]


def by_guest_resources():
    peer = Peer()
    opened = Guest("reentry", typed=True)(peer=peer)

    def work(calls):
        for number in range(calls // 4):
            with opened.walker.Thing(number) as thing:
                thing.poke()
            opened.walker.Thing(number)
        opened.walker.fine(1)
        peer.numbers.clear()

    return work, [instance_of(opened)]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux to say how much memory it has")
@pytest.mark.parametrize("make", [by_imports, by_host_resources, by_guest_resources])
def test_a_million_calls(make):
    """Memory after 200,000 calls and after 1,000,000 is the same within 2 %."""
    work, instances = make()
    for _ in range(10):
        work(20_000)
    early = resident()
    for _ in range(40):
        work(20_000)
    assert resident() < early * 1.02
    assert [(own.host_resources, own.guest_resources) for own in instances] == [(0, 0)]


def test_tables_are_empty():
    guest = component("resources").instantiate()
    many = guest.counters.make_many(10)
    assert guest.guest_resources == 10
    for counter in many[:4]:
        counter.close()
    assert guest.guest_resources == 6
    guest.counters.finish_many(many[4:])
    assert (guest.guest_resources, guest.host_resources) == (0, 0)
    guest.close()
    assert (guest.guest_resources, guest.host_resources) == (0, 0)

    opened = Guest("host_resources", typed=False)
    things = Things(opened.types.things)
    opened = opened(things=things)
    opened.user.keep(Counter(things, 1))
    opened.user.hoard(5)
    assert instance_of(opened).host_resources == 6
    opened.user.release()
    instance_of(opened).close()
    assert instance_of(opened).host_resources == 0

    walking = Guest("reentry", typed=False)(peer=Peer())
    walking.walker.Thing(1).close()
    assert (walking.guest_resources, walking.host_resources) == (0, 0)
