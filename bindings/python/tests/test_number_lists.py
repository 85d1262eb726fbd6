"""Lists of numbers: buffers of the right format in one copy, any other sequence too."""

import array
import math
import mmap
import struct

import numpy as np
import pytest

CODES = {"u8": "B", "s8": "b", "u16": "H", "s16": "h", "u32": "I", "s32": "i", "u64": "Q", "s64": "q"}
FLOATS = {"f32": "f", "f64": "d"}
DTYPES = {
    name: np.dtype(
        name.replace("s", "int") if name[0] == "s" else name.replace("u", "uint").replace("f", "float")
    )
    for name in [*CODES, *FLOATS]
}


def some(name, count):
    if name in FLOATS:
        return [i * 0.5 - 3 for i in range(count)]
    info = np.iinfo(DTYPES[name])
    values = [int(info.min), int(info.max), 0, 1, 42]
    return (values * (count // 5 + 1))[:count]


def out(name, values):
    """What a list of these numbers comes back as."""
    return bytes(values) if name == "u8" else values


@pytest.mark.parametrize("name", DTYPES)
@pytest.mark.parametrize("count", [0, 1, 3, 511, 512, 513, 1000, 4096, 140_000])
def test_round_trips(echo, name, count):
    function = getattr(echo, f"echo_{name}")
    values = some(name, count)
    code = (CODES | FLOATS)[name]
    wanted = out(name, values)
    assert function(values) == wanted
    assert function(tuple(values)) == wanted
    assert function(array.array(code, values)) == wanted
    assert function(np.array(values, dtype=DTYPES[name])) == wanted


def test_large_lists(echo):
    numbers = np.arange(1 << 17, dtype=np.float64)
    assert echo.echo_f64(numbers) == numbers.tolist()
    assert echo.sum(numbers) == float(numbers.sum())
    assert echo.sum(numbers.tolist()) == float(numbers.sum())


@pytest.mark.parametrize("name", DTYPES)
def test_parts_of_others(echo, name):
    """Every byte order, every stride, and where no such number could lie."""
    function = getattr(echo, f"echo_{name}")
    values = some(name, 50)
    numbers = np.array(values, dtype=DTYPES[name])
    for order in "<>=":
        assert function(numbers.astype(DTYPES[name].newbyteorder(order))) == out(name, values)
    assert function(numbers[7:12]) == out(name, values[7:12])
    assert function(numbers[::2]) == out(name, values[::2])
    assert function(numbers[::-1]) == out(name, values[::-1])
    packed = struct.pack(f"<50{(CODES | FLOATS)[name]}", *values)
    assert function(np.frombuffer(b"x" + packed, dtype=DTYPES[name], offset=1)) == out(name, values)


def test_memory_from_elsewhere(echo):
    for count in (8, 10_000):
        with mmap.mmap(-1, count * 8) as memory:
            numbers = np.frombuffer(memory, dtype=np.float64)
            numbers[:] = 0.5
            assert echo.echo_f64(numbers) == [0.5] * count
            del numbers


def test_special_floats(echo):
    for function in (echo.echo_f32, echo.echo_f64):
        result = function([math.nan, -0.0, math.inf, -math.inf])
        assert math.isnan(result[0])
        assert math.copysign(1, result[1]) == -1
        assert result[2:] == [math.inf, -math.inf]
    assert echo.echo_f32(np.array([-0.0, np.inf], dtype=np.float32)) == [-0.0, math.inf]
    assert echo.echo_f64([5e-324, 1.7976931348623157e308]) == [5e-324, 1.7976931348623157e308]


def test_other_numbers(echo):
    """They are read one by one."""
    assert echo.echo_u32(np.array([1, 2], dtype=np.uint8)) == [1, 2]
    assert echo.echo_f64(np.array([1, 2], dtype=np.float32)) == [1.0, 2.0]
    assert echo.echo_f64(range(3)) == [0.0, 1.0, 2.0]
    assert echo.echo_u16(b"ab") == [97, 98]
    with pytest.raises(OverflowError, match=r"^v\[1\]: expected an int from 0 to 65535, got 70000$"):
        echo.echo_u16(np.array([1, 70_000], dtype=np.uint32))
    with pytest.raises(OverflowError, match=r"^v\[0\]: expected a float that fits 32 bits"):
        echo.echo_f32(np.array([1e300]))


def test_a_matrix_is_no_list_of_numbers(echo):
    with pytest.raises(TypeError, match=r"^v\[0\]: expected a float, got "):
        echo.echo_f64([[1.0]])
    with pytest.raises(TypeError):
        echo.echo_u32(np.zeros((2, 2), dtype=np.uint32))


def test_inside_of_others(echo):
    assert echo.echo_nested([[], [1], np.array([2, 3], dtype=np.uint16)]) == [[], [1], [2, 3]]
    assert echo.echo_nested([[9] * 4000, []]) == [[9] * 4000, []]
    assert echo.echo_option([0.5]) == [0.5]
    assert echo.echo_option([]) == []
    assert echo.echo_option() is None
    for series in (echo.Series([1, 2], [0.5, -0.5]), echo.Series([], [0.25] * 2000)):
        assert echo.echo_series(series) == series


def test_computed(echo):
    assert echo.range(5, 3) == [5, 6, 7]
    assert echo.scale([1.0, 2.0], 0.5) == [0.5, 1.0]
    assert echo.sum([1.0, 2.0, 3.5]) == 6.5
    assert echo.sum_s64([-1, -(1 << 62)]) == -1 - (1 << 62)


def test_results_are_the_callers_own(echo):
    numbers = np.zeros(10_000)
    back = echo.echo_f64(numbers)
    back[0] = 5.0
    assert numbers[0] == 0
    assert echo.echo_f64(numbers)[0] == 0


@pytest.mark.parametrize("value", ["12", 5, None, {1: 2}, {1, 2}, iter([1])])
def test_wrong_types(echo, value):
    with pytest.raises(TypeError, match=r"^v: expected a sequence of int, got "):
        echo.echo_s32(value)
    with pytest.raises(TypeError, match=r"^v: expected a sequence of float, got "):
        echo.echo_f64(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[2\]: expected a float, got str$"):
        echo.sum([0.0, 1.0, "2"])
    with pytest.raises(OverflowError, match=r"^v\[2\]: expected an int from -128 to 127, got 128$"):
        echo.echo_s8([0, 0, 128])
    with pytest.raises(OverflowError, match=r"^v\[1\]\[1\]: expected an int from 0 to 65535, got -1$"):
        echo.echo_nested([[0], [1, -1]])
    with pytest.raises(TypeError, match=r"^v\.times\[0\]: expected an int, got float$"):
        echo.echo_series(echo.Series([1.0], []))
