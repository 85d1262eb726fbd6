"""Variants: a frozen dataclass for each case."""

import dataclasses

import pytest


def some_mixed(echo):
    return [
        echo.MixedByte(255),
        echo.MixedWide((1 << 64) - 1),
        echo.MixedSingle(0.5),
        echo.MixedDouble(0.1),
        echo.MixedLetter("😀"),
        echo.MixedText("a"),
        echo.MixedItems(["a", ""]),
        echo.MixedPair((1, -(1 << 63))),
        echo.MixedNothing(),
    ]


def some_shapes(echo):
    return [echo.ShapeCircle(2.0), echo.ShapeRect(echo.Size(2.0, 3.0)), echo.ShapeDot()]


def test_round_trips(echo):
    for function, values in [
        (echo.echo_shape, some_shapes(echo)),
        (echo.echo_mixed, some_mixed(echo)),
        (echo.echo_only, [echo.OnlyOne(7)]),
        (echo.echo_option, [None, *some_mixed(echo)]),
        (
            echo.echo_nested,
            [
                echo.NestedShape(echo.ShapeDot()),
                echo.NestedMixed(echo.MixedNothing()),
                echo.NestedShapes(some_shapes(echo)),
                echo.NestedMaybe(None),
                echo.NestedMaybe(echo.ShapeCircle(0.0)),
            ],
        ),
    ]:
        for value in values:
            result = function(value)
            assert type(result) is type(value)
            assert result == value


def test_lists(echo):
    every = some_mixed(echo) * 50
    assert echo.echo_list(every) == every
    assert echo.echo_list([]) == []
    drawing = echo.Drawing("d", echo.ShapeDot(), echo.ShapeRect(echo.Size(1.0, 2.0)))
    assert echo.echo_drawing(drawing) == drawing


def test_computed(echo):
    assert [echo.area(shape) for shape in some_shapes(echo)] == [12.0, 6.0, 0.0]
    names = ["byte", "wide", "single", "double", "letter", "text", "items", "pair", "nothing"]
    assert [echo.name(value) for value in some_mixed(echo)] == names


def test_they_are_frozen_dataclasses(echo):
    circle = echo.echo_shape(echo.ShapeCircle(2.0))
    assert repr(circle).endswith("ShapeCircle(value=2.0)")
    assert hash(circle) == hash(echo.ShapeCircle(2.0))
    with pytest.raises(dataclasses.FrozenInstanceError):
        circle.value = 3.0
    match circle:
        case echo.ShapeCircle(radius):
            assert radius == 2.0


@pytest.mark.parametrize(("value", "got"), [(2.0, "float"), ("dot", "str"), (None, "None")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a case of shape, got {got}$"):
        echo.echo_shape(value)


def test_the_class_of_a_case_is_not_a_case(echo):
    with pytest.raises(TypeError, match=r"^v: expected a case of shape, got type$"):
        echo.echo_shape(echo.ShapeDot)
    with pytest.raises(TypeError, match=r"^v: expected a case of shape, got MixedNothing$"):
        echo.echo_shape(echo.MixedNothing())


def test_a_subclass_of_a_case(echo):
    class Named(echo.ShapeCircle):
        pass

    assert echo.echo_shape(Named(1.0)) == echo.ShapeCircle(1.0)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\.shape\.circle: expected a float, got str$"):
        echo.echo_drawing(echo.Drawing("d", echo.ShapeCircle("1"), None))
    with pytest.raises(TypeError, match=r"^v\[1\]\.items\[0\]: expected a str, got int$"):
        echo.echo_list([echo.MixedNothing(), echo.MixedItems([1])])
