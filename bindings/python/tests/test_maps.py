"""Maps: ``dict``."""

from collections import OrderedDict, UserDict
from types import MappingProxyType

import pytest


def test_round_trips(echo):
    for function, value in [
        (echo.echo_strings, {"": "a", "😀": ""}),
        (echo.echo_numbers, {0: 0, (1 << 32) - 1: (1 << 64) - 1}),
        (echo.echo_signed, {-128: 0.5, 127: -0.5}),
        (echo.echo_chars, {"a": True, "😀": False}),
        (echo.echo_bools, {True: "yes", False: "no"}),
        (echo.echo_bytes, {"a": b"", "b": b"\0\1" * 2500}),
        (echo.echo_points, {"a": echo.Point(1, -2)}),
        (echo.echo_nested, {"a": {}, "b": {1: None, 2: "x"}}),
        (echo.echo_strings, {str(i): str(i * i) for i in range(1000)}),
    ]:
        assert function(value) == value
        assert type(function(value)) is dict
        assert function({}) == {}


@pytest.mark.parametrize("make", [OrderedDict, UserDict, MappingProxyType])
def test_any_mapping(echo, make):
    assert echo.echo_strings(make({"a": "b"})) == {"a": "b"}


def test_inside_of_others(echo):
    assert echo.echo_list([]) == []
    assert echo.echo_list([{}, {1: "a"}]) == [{}, {1: "a"}]
    assert echo.echo_option({"a": 1}) == {"a": 1}
    assert echo.echo_option({}) == {}
    assert echo.echo_option() is None
    index = echo.Index("t", {"a": [1, 2], "b": []})
    assert echo.echo_index(index) == index


def test_computed(echo):
    assert echo.merge({"a": 1, "b": 2}, {"b": 3}) == {"a": 1, "b": 3}
    assert echo.keys({"b": 1, "a": 2}) == ["a", "b"]
    assert echo.count_words("a b a") == {"a": 2, "b": 1}


def test_of_two_equal_keys_the_last_counts(echo):
    assert echo.twice() == {"key": 2}


@pytest.mark.parametrize(
    ("value", "got"), [([("a", "b")], "list"), ("ab", "str"), (None, "None"), (1, "int")]
)
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a mapping, got {got}$"):
        echo.echo_strings(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[0\]\.key: expected a str, got int$"):
        echo.echo_strings({1: "a"})
    with pytest.raises(TypeError, match=r"^v\[1\]\.value: expected a str, got int$"):
        echo.echo_strings({"a": "b", "c": 1})
    with pytest.raises(
        OverflowError, match=r"^v\[0\]\.value\[0\]\.key: expected an int from 0 to 255, got 300$"
    ):
        echo.echo_nested({"a": {300: "x"}})
    with pytest.raises(OverflowError, match=r"^v\.pages\[0\]\.value\[1\]: "):
        echo.echo_index(echo.Index("t", {"a": [1, -1]}))


def test_errors_of_the_caller_arrive_as_they_are(echo):
    error = RuntimeError("mine")

    class Fails(UserDict):
        def items(self):
            raise error

    with pytest.raises(RuntimeError) as caught:
        echo.echo_strings(Fails())
    assert caught.value is error
    assert echo.echo_strings({"a": "b"}) == {"a": "b"}
