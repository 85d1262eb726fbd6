"""Options: ``None`` or the value; ``Some`` only where an option holds an option."""

import pytest

from outwit import Err, Ok, Some


def test_round_trips(echo):
    for function, values in [
        (echo.echo_bool, [True, False]),
        (echo.echo_u8, [0, 255]),
        (echo.echo_s64, [0, -(1 << 63)]),
        (echo.echo_f64, [0.0, 0.5]),
        (echo.echo_string, ["", "a"]),
        (echo.echo_bytes, [b"", b"a"]),
        (echo.echo_tuple, [(0, ""), (1, "a")]),
    ]:
        for value in (None, *values):
            assert function(value) == value
        assert function() is None


@pytest.mark.parametrize("value", [None, Some(None), Some(0), Some(5)])
def test_options_of_options(echo, value):
    assert echo.echo_nested(value) == value
    for deep in (None, Some(None), Some(Some(None)), Some(Some("")), Some(Some("a"))):
        assert echo.echo_deep(deep) == deep


def test_options_of_results(echo):
    for value in (None, Ok(None), Ok(1), Err(""), Err("no")):
        assert echo.echo_result(value) == value


def test_inside_of_others(echo):
    assert echo.echo_list([None, "", "a"]) == [None, "", "a"]
    assert echo.echo_list([]) == []
    assert echo.echo_nested_list([None, Some(None), Some(True)]) == [None, Some(None), Some(True)]
    for settings in (
        echo.Settings(None, None, None, None),
        echo.Settings("", 0, Some(None), []),
        echo.Settings("t", 7, Some(False), [None, "w"]),
    ):
        assert echo.echo_settings(settings) == settings
        assert echo.echo_optional_settings(settings) == settings
    assert echo.echo_optional_settings() is None
    for choice in (
        echo.ChoiceNumber(None),
        echo.ChoiceNumber(0),
        echo.ChoiceText(None),
        echo.ChoiceText(Some("a")),
    ):
        assert echo.echo_choice(choice) == choice


def test_computed(echo):
    assert [echo.depth(value) for value in (None, Some(None), Some(5))] == [0, 1, 2]
    assert echo.greet("Ada") == "Hello, Ada!"
    assert echo.greet("Ada", "Dr") == "Hello, Dr Ada!"
    assert echo.or_else(None, 3) == 3
    assert echo.or_else(2, 3) == 2


def test_options_at_the_end(echo):
    everything = echo.greet("Ada", "Dr", 2)
    assert everything != echo.greet("Ada", "Dr")
    assert echo.greet("Ada", title="Dr", times=2) == everything
    assert echo.greet("Ada", None, None) == echo.greet("Ada")
    assert echo.greet("Ada", times=2) == echo.greet("Ada", None, 2)
    with pytest.raises(TypeError):
        echo.or_else(2)
    with pytest.raises(TypeError):
        echo.greet()


def test_texts(echo):
    assert repr(Some(1)) == "Some(value=1)"
    assert repr(Some(None)) == "Some(value=None)"
    assert repr(echo.echo_nested(Some(5))) == "Some(value=5)"
    assert Some(1) == Some(1) != Some(2)


@pytest.mark.parametrize(("value", "got"), [(5, "int"), (Ok(5), "Ok")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected Some or None, got {got}$"):
        echo.echo_nested(value)
    with pytest.raises(TypeError, match=r"^v: expected an int, got Some$"):
        echo.echo_u8(Some(5))


def test_path(echo):
    with pytest.raises(OverflowError, match=r"^v: expected an int from 0 to 255, got 256$"):
        echo.echo_u8(256)
    with pytest.raises(TypeError, match=r"^title: expected a str, got int$"):
        echo.greet("Ada", 5)
    with pytest.raises(TypeError, match=r"^v\.words\[1\]: expected a str, got int$"):
        echo.echo_settings(echo.Settings(None, None, None, ["a", 1]))
