"""Enums: ``enum.Enum``."""

import enum

import pytest


def test_round_trips(echo):
    for function, kind in [
        (echo.echo_colour, echo.Colour),
        (echo.echo_only, echo.Only),
        (echo.echo_byte, echo.Byte),
        (echo.echo_wide, echo.Wide),
    ]:
        assert issubclass(kind, enum.Enum)
        for member in kind:
            assert function(member) is member


def test_names_and_values(echo):
    assert [member.name for member in echo.Colour] == ["RED", "GREEN", "BLUE", "OLIVE_GREEN"]
    assert [member.value for member in echo.Colour] == ["red", "green", "blue", "olive-green"]
    assert echo.Colour("olive-green") is echo.Colour.OLIVE_GREEN
    assert len(echo.Byte) == 256
    assert len(echo.Wide) == 257


def test_the_number_of_a_case(echo):
    assert [echo.byte_index(member) for member in echo.Byte] == list(range(256))
    assert echo.wide_index(echo.Wide.W256) == 256
    assert echo.next(echo.Colour.OLIVE_GREEN) is echo.Colour.RED


def test_inside_of_others(echo):
    colours = [*echo.Colour] * 100
    assert echo.echo_list(colours) == colours
    assert echo.echo_wide_list([*echo.Wide]) == [*echo.Wide]
    assert echo.echo_list([]) == []
    assert echo.echo_option(echo.Colour.RED) is echo.Colour.RED
    assert echo.echo_option() is None
    flag = echo.Flag(echo.Colour.RED, echo.Colour.BLUE, echo.Byte.B255, echo.Wide.W256)
    assert echo.echo_flag(flag) == flag


@pytest.mark.parametrize(("value", "got"), [("red", "str"), (0, "int"), (None, "None")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a Colour, got {got}$"):
        echo.echo_colour(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]: expected a Colour, got Only$"):
        echo.echo_list([echo.Colour.RED, echo.Only.ONE])
    with pytest.raises(TypeError, match=r"^v\.mark: expected a Byte, got Wide$"):
        echo.echo_flag(echo.Flag(echo.Colour.RED, echo.Colour.RED, echo.Wide.W0, echo.Wide.W0))
