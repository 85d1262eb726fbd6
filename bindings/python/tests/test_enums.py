"""Enums: ``enum.Enum``."""

import enum

import pytest


def test_round_trips(echo):
    for function, kind, cases in [
        (echo.echo_colour, echo.Colour, 4),
        (echo.echo_only, echo.Only, 1),
        (echo.echo_byte, echo.Byte, 256),
        (echo.echo_wide, echo.Wide, 257),
    ]:
        assert issubclass(kind, enum.Enum)
        assert len(kind) == cases
        for member in kind:
            assert function(member) is member


def test_names(echo):
    assert [member.name for member in echo.Colour] == ["RED", "GREEN", "BLUE", "OLIVE_GREEN"]
    assert [member.value for member in echo.Colour] == ["red", "green", "blue", "olive-green"]
    assert echo.Colour("olive-green") is echo.Colour.OLIVE_GREEN


def test_inside_of_others(echo):
    colours = [*echo.Colour] * 100
    assert echo.echo_list(colours) == colours
    assert echo.echo_wide_list([*echo.Wide]) == [*echo.Wide]
    assert echo.echo_list([]) == []
    assert echo.echo_option(echo.Colour.RED) is echo.Colour.RED
    assert echo.echo_option() is None
    flag = echo.Flag(echo.Colour.RED, echo.Colour.BLUE, echo.Byte.B255, echo.Wide.W256)
    assert echo.echo_flag(flag) == flag


def test_computed(echo):
    assert [echo.byte_index(member) for member in echo.Byte] == list(range(256))
    assert [echo.wide_index(member) for member in echo.Wide] == list(range(257))
    assert echo.next(echo.Colour.RED) is echo.Colour.GREEN
    assert echo.next(echo.Colour.OLIVE_GREEN) is echo.Colour.RED


def test_cases_that_there_are_not(echo):
    with pytest.raises(ValueError, match="'pink' is not a valid Colour"):
        echo.Colour("pink")
    with pytest.raises(ValueError, match="'w257' is not a valid Wide"):
        echo.Wide("w257")


@pytest.mark.parametrize(("value", "got"), [("red", "str"), (0, "int"), (None, "None")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a Colour, got {got}$"):
        echo.echo_colour(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]: expected a Colour, got Only$"):
        echo.echo_list([echo.Colour.RED, echo.Only.ONE])
    with pytest.raises(TypeError, match=r"^v\.mark: expected a Byte, got Wide$"):
        echo.echo_flag(echo.Flag(echo.Colour.RED, echo.Colour.RED, echo.Wide.W0, echo.Wide.W0))
