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
def test_limits(echo, name):
    function = getattr(echo, f"echo_{name}")
    low, high = limits(name)
    for value in (low, low + 1, 0, 1, 42, high - 1, high):
        assert function(value) == value
        assert type(function(value)) is int


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.parametrize("by", [1, 256, 1 << 64, 1 << 200])
def test_out_of_range(echo, name, by):
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


@pytest.mark.parametrize(("value", "got"), [(1.0, "float"), ("1", "str"), (None, "None"), (b"1", "bytes")])
def test_only_int(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected an int, got {got}$"):
        echo.echo_s32(value)


def test_what_counts_as_int(echo):
    assert echo.echo_u8(True) == 1
    assert echo.echo_s64(Index(-5)) == -5
    with pytest.raises(OverflowError):
        echo.echo_u8(Index(256))
    with pytest.raises(TypeError, match="__index__ returned non-int"):
        echo.echo_u8(Index("1"))


def test_an_exception_of_index_arrives_as_it_is(echo):
    error = RuntimeError("mine")

    class Fails:
        def __index__(self):
            raise error

    with pytest.raises(RuntimeError) as caught:
        echo.echo_u32(Fails())
    assert caught.value is error
    assert echo.echo_u32(7) == 7


def test_records(echo):
    assert echo.echo_all(echo.smallest()) == echo.smallest()
    assert echo.echo_all(echo.largest()) == echo.largest()
    assert echo.smallest().a_s64 == -(1 << 63)
    assert echo.largest().a_u64 == (1 << 64) - 1
    everything = [echo.smallest(), echo.largest()] * 100
    assert echo.echo_list(everything) == everything


def test_arithmetic(echo):
    assert echo.add(2, 3) == 5
    assert echo.add(0xFFFF_FFFF, 1) == 0  # the component's own arithmetic
    assert echo.subtract(-5, 6) == -11


def test_option(echo):
    assert echo.echo_option((1 << 64) - 1) == (1 << 64) - 1
    assert echo.echo_option(0) == 0
    assert echo.echo_option(None) is None


def test_path(echo):
    wrong = echo.largest()
    wrong.a_s16 = 1 << 15
    with pytest.raises(
        OverflowError, match=r"^v\[1\]\.a-s16: expected an int from -32768 to 32767, got 32768$"
    ):
        echo.echo_list([echo.smallest(), wrong])
