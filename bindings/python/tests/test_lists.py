"""Lists of anything but numbers."""

from collections import UserList, deque

import pytest
from conftest import component

import outwit


def test_round_trips(echo):
    point, shape = echo.Point, (echo.ShapeCircle, echo.ShapeDot, echo.ShapeNone)
    for function, values in [
        (echo.echo_bools, [True, False]),
        (echo.echo_chars, ["a", "😀"]),
        (echo.echo_strings, ["", "a", "\0", "😀"]),
        (echo.echo_points, [point(0.0, -1.5), point(1.0, 2.0)]),
        (echo.echo_colours, [echo.Colour.BLUE, echo.Colour.RED]),
        (echo.echo_access, [echo.Access(0), echo.Access.READ | echo.Access.WRITE]),
        (echo.echo_shapes, [shape[0](1.0), shape[1](point(1.0, 2.0)), shape[2]()]),
        (echo.echo_tuples, [(1, "a"), (255, "")]),
        (echo.echo_options, [None, 0, 1]),
        (echo.echo_results, [outwit.Ok(1), outwit.Err("no")]),
        (echo.echo_nested, [[], ["a"], ["b", ""]]),
        (echo.echo_deep, [[], [[], [True]], [[False, True]]]),
    ]:
        for count in (0, 1, 2, 700):
            some = (values * count)[:count]
            result = function(some)
            assert type(result) is list
            assert result == some


def test_large_lists(echo):
    """Larger than any buffer is at first."""
    strings = [f"number {i}" for i in range(100_000)]
    assert echo.echo_strings(strings) == strings
    assert echo.count(strings) == len(strings)
    points = [echo.Point(i, -i) for i in range(50_000)]
    assert echo.echo_points(points) == points
    assert echo.numerals(3000) == [str(i) for i in range(3000)]


@pytest.mark.parametrize("make", [list, tuple, UserList, deque])
def test_any_sequence(echo, make):
    assert echo.echo_strings(make(["a", "b"])) == ["a", "b"]
    assert echo.echo_bools(make([True])) == [True]


def test_inside_of_others(echo):
    assert echo.echo_option() is None
    assert echo.echo_option([]) == []
    assert echo.echo_option(["a"]) == ["a"]
    table = echo.Table(["a"], [["1"], ["2", "3"]])
    assert echo.echo_table(table) == table


def test_computed(echo):
    assert echo.count(["a"] * 12_345) == 12_345
    assert echo.sort(["b", "a", "c"]) == ["a", "b", "c"]
    assert echo.numerals(3) == ["0", "1", "2"]
    assert echo.centre([]) is None
    assert echo.centre([echo.Point(0.0, 0.0), echo.Point(2.0, 4.0)]) == echo.Point(1.0, 2.0)


@pytest.mark.parametrize(
    ("value", "got"),
    [("ab", "str"), (1, "int"), (None, "None"), ({"a": 1}, "dict"), ({"a"}, "set"), (iter("a"), "str_")],
)
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a sequence, got {got}"):
        echo.echo_strings(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]: expected a str, got int$"):
        echo.echo_strings(["a", 5])
    with pytest.raises(TypeError, match=r"^v\[1\]\[0\]\[2\]: expected a bool, got int$"):
        echo.echo_deep([[], [[True, False, 1]]])
    with pytest.raises(TypeError, match=r"^v\.rows\[1\]\[0\]: expected a str, got bytes$"):
        echo.echo_table(echo.Table([], [["a"], [b"b"]]))
    with pytest.raises(TypeError, match=r"^v\[0\]\[1\]: expected a str, got int$"):
        echo.echo_tuples([(1, 2)])
    with pytest.raises(TypeError, match=r"^v\[0\]\.err: expected a str, got int$"):
        echo.echo_results([outwit.Err(3)])


def test_a_list_that_changes_while_it_is_read(echo):
    values = []

    class Shrinks:
        def __index__(self):
            del values[1:]
            return 1

    values += [(Shrinks(), "a"), (2, "b")]
    with pytest.raises(ValueError, match="its length changed"):
        echo.echo_tuples(values)
    assert echo.echo_tuples([(1, "a")]) == [(1, "a")]


def test_errors_of_the_caller_arrive_as_they_are(echo):
    error = LookupError("mine")

    class Fails(UserList):
        def __iter__(self):
            raise error

        def __getitem__(self, index):
            raise error

    with pytest.raises(LookupError) as caught:
        echo.echo_strings(Fails(["a"]))
    assert caught.value is error


def test_calls_while_a_list_is_read(echo):
    """Its numbers go straight into the memory of the instance, which is in the call already."""
    other = component("lists").instantiate()

    class Calls:
        def __init__(self, function):
            self.function = function

        def __float__(self):
            return float(self.function(["a", "b", "x" * 200_000]))

    points = [echo.Point(0.0, 0.0), echo.Point(Calls(other.echo.count), 1.0)]
    assert echo.echo_points(points) == [echo.Point(0.0, 0.0), echo.Point(3.0, 1.0)]
    points = [echo.Point(0.0, 0.0), echo.Point(Calls(echo.count), 1.0)]
    with pytest.raises(outwit.InstanceError, match="the instance is in a call already"):
        echo.echo_points(points)
    assert echo.count(["a"]) == 1
