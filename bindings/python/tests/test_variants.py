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


def test_are_native_values(echo):
    circle = echo.echo_shape(echo.ShapeCircle(2.0))
    assert repr(circle).endswith("ShapeCircle(value=2.0)")
    assert repr(echo.ShapeDot()).endswith("ShapeDot()")
    assert hash(circle) == hash(echo.ShapeCircle(2.0))
    with pytest.raises(dataclasses.FrozenInstanceError):
        circle.value = 3.0
    match circle:
        case echo.ShapeCircle(radius):
            assert radius == 2.0


def test_inside_of_others(echo):
    every = some_mixed(echo) * 50
    assert echo.echo_list(every) == every
    assert echo.echo_list([]) == []
    for value in (None, *some_mixed(echo)):
        assert echo.echo_option(value) == value
    rect = echo.ShapeRect(echo.Size(1.0, 2.0))
    for drawing in (echo.Drawing("d", echo.ShapeDot(), rect), echo.Drawing("", rect, None)):
        assert echo.echo_drawing(drawing) == drawing


def test_computed(echo):
    assert [echo.area(shape) for shape in some_shapes(echo)] == [12.0, 6.0, 0.0]
    names = ["byte", "wide", "single", "double", "letter", "text", "items", "pair", "nothing"]
    assert [echo.name(value) for value in some_mixed(echo)] == names


@pytest.mark.parametrize(("value", "got"), [(2.0, "float"), ("dot", "str"), (None, "None")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a case of shape, got {got}$"):
        echo.echo_shape(value)
    with pytest.raises(TypeError, match=r"^v: expected a case of shape, got type$"):
        echo.echo_shape(echo.ShapeDot)


def test_cases_that_there_are_not(echo):
    with pytest.raises(TypeError, match=r"^v: expected a case of shape, got MixedNothing$"):
        echo.echo_shape(echo.MixedNothing())
    with pytest.raises(AttributeError):
        _ = echo.ShapeSquare


def test_wrong_payloads(echo):
    with pytest.raises(TypeError, match=r"^v\.circle: expected a float, got str$"):
        echo.echo_shape(echo.ShapeCircle("x"))
    with pytest.raises(TypeError):
        echo.ShapeCircle()
    with pytest.raises(TypeError):
        echo.ShapeDot(1)


def test_objects_of_the_callers_own(echo):
    """A subclass of a case is taken."""

    class Named(echo.ShapeCircle):
        pass

    assert echo.echo_shape(Named(1.0)) == echo.ShapeCircle(1.0)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\.rect\.height: expected a float, got None$"):
        echo.echo_shape(echo.ShapeRect(echo.Size(1.0, None)))
    with pytest.raises(TypeError, match=r"^v\.shape\.circle: expected a float, got str$"):
        echo.echo_drawing(echo.Drawing("d", echo.ShapeCircle("1"), None))
    with pytest.raises(TypeError, match=r"^v\[1\]\.items\[0\]: expected a str, got int$"):
        echo.echo_list([echo.MixedNothing(), echo.MixedItems([1])])
    with pytest.raises(TypeError, match=r"^v\.shapes\[1\]: expected a case of shape, got None$"):
        echo.echo_nested(echo.NestedShapes([echo.ShapeDot(), None]))
