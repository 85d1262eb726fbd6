"""Generated bindings, as they are committed in wit-fixtures."""

import asyncio

import pytest
from conftest import ROOT, component, golden

import outwit

FILE = ROOT / "target" / "components" / "strings.wasm"


def test_a_world():
    world = golden("strings").Strings(FILE)
    assert isinstance(world, outwit.Bindings)
    assert world.echo.rev("abc") == "cba"
    assert asyncio.run(world.echo.rev_async("abc")) == "cba"
    assert world.echo.join(("a", "b"), "-") == "a-b"
    assert not world.instance.closed


def test_components_and_options():
    kind = golden("strings").Strings
    first = kind(component("strings"), memory=64 << 20)
    second = kind(component("strings"), deadline=10)
    first.close()
    first.close()
    assert first.instance.closed
    assert second.echo.rev("ab") == "ba"
    with pytest.raises(outwit.InstanceError, match="closed"):
        first.echo.rev("ab")
    assert kind(FILE.read_bytes()).echo.rev("ab") == "ba"
    with kind(component("strings")) as third:
        assert third.echo.rev("ab") == "ba"
    assert third.instance.closed


def test_values():
    module = golden("records").echo
    records = golden("records").Records(component("records")).echo
    person = module.Person("Ada", 36, None, [], module.Point(1, 2))
    assert records.echo_person(person) == person
    assert records.oldest([person]).name == "Ada"
    options = golden("options").Options(component("options")).echo
    assert options.echo_nested(outwit.Some(5)) == outwit.Some(5)
    assert options.greet("Ada") == options.greet("Ada", None)
    lists = golden("number_lists").NumberLists(component("number_lists")).echo
    assert list(lists.echo_f64([0.5])) == [0.5]
    many = golden("many_params").ManyParams(component("many_params")).echo
    assert many.sum_sixteen(*range(16)) == 120


def test_variants():
    module = golden("variants").echo
    echo = golden("variants").Variants(component("variants")).echo

    def describe(shape):
        match shape:
            case module.ShapeCircle(radius):
                return radius
            case module.ShapeRect(size):
                return size.width
            case module.ShapeDot():
                return 0

    assert describe(echo.echo_shape(module.ShapeRect(module.Size(2, 3)))) == 2
    assert describe(echo.echo_shape(module.ShapeDot())) == 0


def test_errors():
    module = golden("results").echo
    echo = golden("results").Results(component("results")).echo
    assert echo.parse("5") == 5
    with pytest.raises(module.ParseErrorException) as caught:
        echo.parse("x")
    assert isinstance(caught.value, outwit.WitError)
    assert caught.value.payload == module.ParseErrorNotANumber("x")
    with pytest.raises(module.EchoError):
        echo.err_own(False, "")
    with pytest.raises(module.FailureError):
        echo.err_variant(2, module.Position(1, 1))


def test_resources():
    module = golden("resources").counters
    world, other = (golden("resources").Resources(component("resources")) for _ in range(2))
    counter = world.counters.Counter(5)
    assert isinstance(counter, module.Counter)
    assert counter.increment(2) == 7
    assert world.counters.Counter.parse("3").value() == 3
    made = asyncio.run(world.counters.Counter.new_async(1))
    assert asyncio.run(made.increment_async(1)) == 2
    with pytest.raises(outwit.WitError):
        world.counters.Token("")
    with pytest.raises(
        ValueError, match="^c: expected a counter of this instance, got a resource of another"
    ):
        other.counters.peek(counter)
    with pytest.raises(outwit.InstanceError, match="the class is not bound to an instance"):
        module.Counter.zero()
    counter.close()
    assert counter.closed


def test_names():
    names = golden("names").Names(component("names"))
    assert names.echo.class_(5) == 5
    thing = names.import_.Class("n")
    assert isinstance(thing, golden("names").import_.Class)
    versions = golden("versions")
    greeter = versions.Versions(component("versions")).greeter_0_2_0
    assert "Lovelace" in greeter.greet(versions.greeter_0_2_0.Person("Ada", "Lovelace"))
    items = golden("world_items").WorldItems(component("world_items"))
    assert items.add(1, 2) == 3
    assert asyncio.run(items.add_async(1, 2)) == 3
    reading = golden("world_items").Reading(1.0, golden("world_items").Level.HIGH)
    assert items.peak([reading]) == reading
    assert items.audit.inspect(items.registry.Entry("x")) == "seen: x"


def test_another_component():
    with pytest.raises(outwit.LinkError, match="does not export fixtures:strings/echo"):
        golden("strings").Strings(component("records"))
