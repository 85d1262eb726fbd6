"""Functions and types of the world itself, and several interfaces that share types."""

import pytest
from conftest import component, golden

import outwit


def test_functions_of_the_world(world):
    assert world.add(2, 3) == 5
    assert world.add(a=2, b=3) == 5
    with pytest.raises(OverflowError, match=r"^b: "):
        world.add(1, -1)


def test_names_that_objects_have_themselves():
    dynamic = component("world_items").instantiate().exports
    for name in ["get_", "items_", "keys_", "values_", "close", "instance"]:
        assert getattr(dynamic, name)(7) == 7
    assert dynamic.get("fixtures:world-items/places@1.2.0") is dynamic.places
    typed = golden("world_items").WorldItems(component("world_items"))
    for name in ["get", "items", "keys", "values", "close_", "instance_"]:
        assert getattr(typed, name)(7) == 7
    typed.close()


def test_types_of_the_world(world):
    level = world.types.Level
    reading = world.measure(0.5, level.HIGH)
    kind = type(reading)  # a component does not keep the names of its world's own types
    assert reading == kind(0.5, level.HIGH)
    assert world.peak([]) is None
    assert world.peak([reading, kind(1.5, level.LOW)]).value == 1.5
    assert world.check(reading) == reading
    with pytest.raises(outwit.WitError) as caught:
        world.check(kind(-1.0, level.LOW))
    assert isinstance(caught.value.payload, str)


def test_equal_names_in_two_interfaces(world):
    places, colours = world.places, world.colours
    assert places.mirror(places.Point(1, -2)) == places.Point(-1, 2)
    assert places.origin() == places.Point(0, 0)
    assert colours.black() == colours.Point(0, 0, 0)
    assert colours.mirror(colours.Point(0, 255, 1)) == colours.Point(255, 0, 254)
    with pytest.raises(TypeError, match="expected a Point, got Point"):
        places.mirror(colours.Point(1, 2, 3))


def test_types_of_other_interfaces(world):
    pictures = world.pictures
    pixel = pictures.paint(world.places.Point(1, 2), world.colours.Point(1, 2, 3))
    assert pixel.at == world.places.Point(1, 2)
    assert pixel.colour == world.colours.Point(1, 2, 3)
    assert pictures.paint(pixel.at, pixel.colour).id == pixel.id + 1
    assert pictures.echo_level(world.types.Level.LOW) is world.types.Level.LOW


def test_a_resource_of_another_interface(world):
    entry = world.registry.Entry("one")
    assert world.audit.inspect(entry) == "seen: one"
    copy = world.audit.copy(entry)
    assert copy.name() == "one"
    assert type(copy) is type(entry)


def test_an_interface_without_a_package(world):
    inline = world.inline
    assert inline.next(inline.Point(7)) == inline.Point(8)


def test_names_of_interfaces():
    world = component("world_items").instantiate()
    places = world["fixtures:world-items/places@1.2.0"]
    assert places is world["fixtures:world-items/places"]
    assert places is world.places
    with pytest.raises(KeyError, match="missing"):
        world["missing"]
