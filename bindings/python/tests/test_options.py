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
def test_nested(echo, value):
    assert echo.echo_nested(value) == value
    assert echo.depth(value) == (0 if value is None else 1 if value.value is None else 2)


@pytest.mark.parametrize("value", [None, Some(None), Some(Some(None)), Some(Some("")), Some(Some("a"))])
def test_deep(echo, value):
    assert echo.echo_deep(value) == value


@pytest.mark.parametrize("value", [None, Ok(None), Ok(1), Err("no")])
def test_results(echo, value):
    assert echo.echo_result(value) == value


def test_inside_of_others(echo):
    assert echo.echo_list([None, "", "a"]) == [None, "", "a"]
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


def test_parameters_at_the_end_may_be_left_out(echo):
    everything = echo.greet("Ada", "Dr", 2)
    assert echo.greet("Ada", title="Dr", times=2) == everything
    assert echo.greet("Ada", None, None) == echo.greet("Ada")
    assert echo.greet("Ada", times=2) == echo.greet("Ada", None, 2)
    assert echo.or_else(None, 3) == 3
    assert echo.or_else(2, 3) == 2
    with pytest.raises(TypeError):
        echo.or_else(2)
    with pytest.raises(TypeError):
        echo.greet()


@pytest.mark.parametrize(("value", "got"), [(5, "int"), (Ok(5), "Ok")])
def test_a_nested_option_needs_some(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected Some or None, got {got}$"):
        echo.echo_nested(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v.*: expected an int, got Some$"):
        echo.echo_u8(Some(5))
    with pytest.raises(OverflowError, match=r"^v.*: expected an int from 0 to 255, got 256$"):
        echo.echo_u8(256)
    with pytest.raises(TypeError, match=r"^v\.words\[1\]: expected a str, got int$"):
        echo.echo_settings(echo.Settings(None, None, None, ["a", 1]))
