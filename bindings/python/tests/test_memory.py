"""Nothing stays behind, whatever is called, and whatever goes wrong."""

import gc
import tracemalloc

import pytest
from conftest import component

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
    """How much more memory Python's own allocator holds after many rounds."""
    tracemalloc.start()
    try:
        for _ in range(300):
            work()
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(200):
            work()
        gc.collect()
        return tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()


def workloads():
    records = component("records").instantiate().echo
    nesting = component("nesting").instantiate().echo
    counters = component("resources").instantiate().counters
    maps = component("maps").instantiate().echo
    results = component("results").instantiate().echo
    data = component("bytes").instantiate().echo
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
        "instances": lambda: component("resources").instantiate().counters.Counter(1).value(),
        "traps": trap,
    }


def trap():
    faults = component("errors").instantiate()["fixtures:errors/faults"]
    with pytest.raises(outwit.Trap):
        faults.unreachable()


@pytest.mark.parametrize(
    "name", ["records", "nesting", "resources", "maps", "bytes", "numbers", "errors", "instances", "traps"]
)
def test_nothing_stays(name):
    work = workloads()[name]
    assert objects_left_by(work) < 20
    assert bytes_left_by(work) < 20_000
