"""Floating-point numbers: infinities, signed zeros and NaN included."""

import math
import struct
from decimal import Decimal

import pytest

EDGES = [0.0, -0.0, 1.5, -2.25, math.inf, -math.inf, 2.0**-149, 2.0**127, -(2.0**-126)]


def same(a, b):
    """Equal to the bit, any NaN being as good as another."""
    return (math.isnan(a) and math.isnan(b)) or struct.pack("<d", a) == struct.pack("<d", b)


@pytest.mark.parametrize("value", [*EDGES, math.nan])
def test_round_trip(echo, value):
    assert same(echo.echo_f32(value), value)
    assert same(echo.echo_f64(value), value)
    assert same(echo.echo_option(value), value)


@pytest.mark.parametrize("value", [5e-324, 1.7976931348623157e308, 0.1, math.pi])
def test_doubles(echo, value):
    assert same(echo.echo_f64(value), value)


def test_f32_rounds(echo):
    assert echo.echo_f32(0.1) == struct.unpack("<f", struct.pack("<f", 0.1))[0]
    assert echo.echo_f32(1e-60) == 0.0


def test_f32_never_becomes_infinite(echo):
    with pytest.raises(OverflowError, match="^v: expected a float that fits 32 bits, got 1e39$"):
        echo.echo_f32(1e39)
    with pytest.raises(OverflowError):
        echo.echo_f32(-1e300)


def test_bits(echo):
    assert echo.bits_f64(-0.0) == 1 << 63
    assert echo.bits_f32(-0.0) == 1 << 31
    assert echo.from_bits_f64(0x7FF0000000000000) == math.inf
    assert math.isnan(echo.from_bits_f32(0x7FC00000))
    assert math.isnan(echo.divide(0.0, 0.0))


def test_what_counts_as_float(echo):
    assert echo.echo_f64(3) == 3.0
    assert type(echo.echo_f64(3)) is float
    assert echo.echo_f64(Decimal("0.5")) == 0.5
    assert echo.echo_f64(1 << 53) == 2.0**53


@pytest.mark.parametrize(("value", "got"), [("1", "str"), (None, "None"), (1j, "complex"), ([1.0], "list")])
def test_only_numbers(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a float, got {got}$"):
        echo.echo_f64(value)
    with pytest.raises(TypeError):
        echo.echo_f32(value)


def test_an_int_too_large(echo):
    with pytest.raises(OverflowError, match="^v: expected a float, got an int that is too large"):
        echo.echo_f64(10**400)


def test_an_exception_of_float_arrives_as_it_is(echo):
    error = RuntimeError("mine")

    class Fails:
        def __float__(self):
            raise error

    with pytest.raises(RuntimeError) as caught:
        echo.echo_f64(Fails())
    assert caught.value is error


def test_records(echo):
    pairs = [echo.Pair(single=0.5, double=0.1), echo.Pair(single=-math.inf, double=5e-324)]
    assert echo.echo_pair(pairs[0]) == pairs[0]
    assert echo.echo_list(pairs) == pairs
    assert echo.echo_list([]) == []


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]\.double: expected a float, got str$"):
        echo.echo_list([echo.Pair(1.0, 1.0), echo.Pair(1.0, "1")])
