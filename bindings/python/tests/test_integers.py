"""Whole numbers: every width to its limits, never wrapped."""

import pytest

TYPES = {f"{sign}{bits}": (sign == "s", bits) for sign in "us" for bits in (8, 16, 32, 64)}


def limits(name):
    signed, bits = TYPES[name]
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


class Index:
    """Stands for a number."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


@pytest.mark.parametrize("name", TYPES)
def test_round_trips(echo, name):
    function = getattr(echo, f"echo_{name}")
    low, high = limits(name)
    for value in (low, low + 1, 0, 1, 42, high - 1, high):
        assert function(value) == value
        assert type(function(value)) is int


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("by", [1, 256, 1 << 64, 1 << 200])
def test_numbers_are_never_wrapped(echo, name, by):
    function = getattr(echo, f"echo_{name}")
    low, high = limits(name)
    for value in (low - by, high + by):
        with pytest.raises(OverflowError, match=f"^v: expected an int from {low} to {high}, got "):
            function(value)


def test_the_message_shows_the_value(echo):
    with pytest.raises(OverflowError, match=r"^v: expected an int from 0 to 255, got 300$"):
        echo.echo_u8(300)
    with pytest.raises(OverflowError, match=r"got a number far beyond it$"):
        echo.echo_u8(10**5000)


def test_inside_of_others(echo):
    assert echo.echo_all(echo.smallest()) == echo.smallest()
    assert echo.echo_all(echo.largest()) == echo.largest()
    everything = [echo.smallest(), echo.largest()] * 100
    assert echo.echo_list(everything) == everything
    assert echo.echo_list([]) == []
    assert echo.echo_option((1 << 64) - 1) == (1 << 64) - 1
    assert echo.echo_option(0) == 0
    assert echo.echo_option(None) is None


def test_computed(echo):
    assert echo.smallest() == echo.All(
        *(limits(f"{sign}{bits}")[0] for bits in (8, 16, 32, 64) for sign in "us")
    )
    assert echo.largest() == echo.All(
        *(limits(f"{sign}{bits}")[1] for bits in (8, 16, 32, 64) for sign in "us")
    )
    assert echo.add(2, 3) == 5
    assert echo.add(0xFFFF_FFFF, 1) == 0  # the component's own arithmetic
    assert echo.subtract(-5, 6) == -11


def test_numbers_of_the_callers_own(echo):
    """Their conversion is called, and its exception arrives as it is."""
    assert echo.echo_u8(True) == 1
    assert echo.echo_s64(Index(-5)) == -5
    with pytest.raises(OverflowError):
        echo.echo_u8(Index(256))
    with pytest.raises(TypeError, match="__index__ returned non-int"):
        echo.echo_u8(Index("1"))
    error = RuntimeError("mine")

    class Fails:
        def __index__(self):
            raise error

    with pytest.raises(RuntimeError) as caught:
        echo.echo_u32(Fails())
    assert caught.value is error
    assert echo.echo_u32(7) == 7


@pytest.mark.parametrize(("value", "got"), [(1.0, "float"), ("1", "str"), (None, "None"), (b"1", "bytes")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected an int, got {got}$"):
        echo.echo_s32(value)


def test_path(echo):
    wrong = echo.largest()
    wrong.a_s16 = 1 << 15
    with pytest.raises(
        OverflowError, match=r"^v\[1\]\.a-s16: expected an int from -32768 to 32767, got 32768$"
    ):
        echo.echo_list([echo.smallest(), wrong])
    with pytest.raises(TypeError, match=r"^b: expected an int, got str$"):
        echo.add(1, "2")
