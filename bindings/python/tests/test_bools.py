"""Truth values."""

import pytest


@pytest.mark.parametrize("value", [True, False])
def test_round_trips(echo, value):
    assert echo.echo_bool(value) is value
    assert echo.echo_option(value) is value


@pytest.mark.parametrize("values", [[], [True], [True, False, True] * 1000])
def test_inside_of_others(echo, values):
    assert echo.echo_list(values) == values
    assert echo.echo_list(tuple(values)) == values
    assert echo.echo_option(None) is None
    assert echo.echo_option() is None
    switches = echo.Switches(a=True, b=False, c=True)
    assert echo.echo_switches(switches) == switches


def test_computed(echo):
    assert echo.negate(True) is False
    assert echo.negate(False) is True
    for values in ([], [True], [True, False, True] * 1000):
        assert echo.count_true(values) == sum(values)


@pytest.mark.parametrize(
    ("value", "got"), [(1, "int"), (0, "int"), ("", "str"), (None, "None"), ([], "list")]
)
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a bool, got {got}$"):
        echo.echo_bool(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[2\]: expected a bool, got int$"):
        echo.echo_list([True, False, 1])
    with pytest.raises(TypeError, match=r"^v\.b: expected a bool, got str$"):
        echo.echo_switches(echo.Switches(a=True, b="no", c=False))
