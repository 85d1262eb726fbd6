"""Tuples."""

import pytest


def test_round_trips(echo):
    for function, value in [
        (echo.echo_one, (7,)),
        (echo.echo_two, (1, "a")),
        (echo.echo_eight, (True, 255, -32768, 0, -(1 << 63), 0.5, 0.1, "😀")),
        (echo.echo_nested, ((1, 2), ("a", (False, "b")))),
        (echo.echo_place, (1.5, -0.5)),
    ]:
        result = function(value)
        assert type(result) is tuple
        assert result == value


def test_any_sequence(echo):
    assert echo.echo_two([1, "a"]) == (1, "a")
    assert echo.echo_one(range(7, 8)) == (7,)
    assert echo.echo_nested([[1, 2], ["a", [False, "b"]]]) == ((1, 2), ("a", (False, "b")))


def test_inside_of_others(echo):
    leg = echo.Leg((0.0, 1.0), (2.0, 3.0), ("home", 4))
    assert echo.echo_leg(leg) == leg
    assert echo.echo_list([]) == []
    assert echo.echo_list([("a", 1), ("b", 1 << 63)]) == [("a", 1), ("b", 1 << 63)]
    assert echo.echo_option((1, b"ab")) == (1, b"ab")
    assert echo.echo_option() is None


def test_computed(echo):
    assert echo.swap((1, "a")) == ("a", 1)
    assert echo.extremes([3, -1, 2]) == (-1, 3)
    assert echo.extremes([]) is None


@pytest.mark.parametrize("value", [(), (1,), (1, "a", 2)])
def test_wrong_length(echo, value):
    with pytest.raises(ValueError, match=f"^v: expected 2 elements, got {len(value)}$"):
        echo.echo_two(value)


@pytest.mark.parametrize(("value", "got"), [("ab", "str"), (None, "None"), (1, "int"), ({1: "a"}, "dict")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a tuple, got {got}$"):
        echo.echo_two(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]: expected a str, got int$"):
        echo.echo_two((1, 2))
    with pytest.raises(TypeError, match=r"^v\[1\]\[1\]\[0\]: expected a bool, got int$"):
        echo.echo_nested(((1, 2), ("a", (0, "b"))))
    with pytest.raises(OverflowError, match=r"^v\.label\[1\]: "):
        echo.echo_leg(echo.Leg((0.0, 1.0), (2.0, 3.0), ("home", -1)))
