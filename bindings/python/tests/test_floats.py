"""Floating-point numbers: infinities, signed zeros and NaN included."""

import math
import struct
from decimal import Decimal

import pytest

EDGES = [0.0, -0.0, 1.5, -2.25, math.inf, -math.inf, 2.0**-149, 2.0**127, -(2.0**-126), math.nan]
DOUBLES = [5e-324, 1.7976931348623157e308, 0.1, math.pi, 2.0**-52]


def same(a, b):
    """Equal to the bit, any NaN being as good as another."""
    return (math.isnan(a) and math.isnan(b)) or struct.pack("<d", a) == struct.pack("<d", b)


@pytest.mark.parametrize("value", EDGES + DOUBLES)
def test_round_trips(echo, value):
    if value not in DOUBLES:
        assert same(echo.echo_f32(value), value)
    assert same(echo.echo_f64(value), value)


def test_rounding(echo):
    assert echo.echo_f32(0.1) == struct.unpack("<f", struct.pack("<f", 0.1))[0]
    assert echo.echo_f32(1e-60) == 0.0


@pytest.mark.parametrize("value", [1e39, -1e39, 1e300, -1e300])
def test_a_number_never_becomes_infinite(echo, value):
    with pytest.raises(OverflowError, match="^v: expected a float that fits 32 bits, got -?1e"):
        echo.echo_f32(value)
    assert echo.echo_f32(3.4028234663852886e38) == 3.4028234663852886e38


def test_inside_of_others(echo):
    for value in EDGES + DOUBLES:
        assert same(echo.echo_option(value), value)
    assert echo.echo_option() is None
    pairs = [echo.Pair(single=0.5, double=0.1), echo.Pair(single=-math.inf, double=5e-324)]
    assert echo.echo_pair(pairs[0]) == pairs[0]
    assert echo.echo_list(pairs) == pairs
    assert echo.echo_list([]) == []


def test_computed(echo):
    assert echo.bits_f32(1.0) == 0x3F800000
    assert echo.bits_f32(-0.0) == 1 << 31
    assert echo.bits_f64(1.0) == 0x3FF0000000000000
    assert echo.bits_f64(-0.0) == 1 << 63
    assert echo.from_bits_f32(0x3FC00000) == 1.5
    assert math.isnan(echo.from_bits_f32(0x7FC00000))
    assert echo.from_bits_f64(0x7FF0000000000000) == math.inf
    assert math.isnan(echo.from_bits_f64(0x7FF8000000000001))
    assert echo.divide(1.0, -0.0) == -math.inf
    assert math.isnan(echo.divide(0.0, 0.0))


def test_what_counts_as_a_float(echo):
    assert echo.echo_f64(3) == 3.0
    assert type(echo.echo_f64(3)) is float
    assert echo.echo_f64(Decimal("0.5")) == 0.5
    assert echo.echo_f64(1 << 53) == 2.0**53
    with pytest.raises(OverflowError, match="^v: expected a float, got an int that is too large"):
        echo.echo_f64(10**400)


def test_numbers_of_the_callers_own(echo):
    """Their conversion is called, and its exception arrives as it is."""
    error = RuntimeError("mine")

    class Fails:
        def __float__(self):
            raise error

    with pytest.raises(RuntimeError) as caught:
        echo.echo_f64(Fails())
    assert caught.value is error

    class Half:
        def __float__(self):
            return 0.5

    assert echo.echo_f64(Half()) == 0.5


@pytest.mark.parametrize(("value", "got"), [("1", "str"), (None, "None"), (1j, "complex"), ([1.0], "list")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected a float, got {got}$"):
        echo.echo_f64(value)
    with pytest.raises(TypeError):
        echo.echo_f32(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]\.double: expected a float, got str$"):
        echo.echo_list([echo.Pair(1.0, 1.0), echo.Pair(1.0, "1")])
    with pytest.raises(OverflowError, match=r"^v\.single: "):
        echo.echo_pair(echo.Pair(1e300, 1e300))
