"""Runs of bytes: any buffer in, ``bytes`` out."""

import array
import mmap
import sys

import numpy as np
import pytest

SIZES = [0, 1, 7, 63, 64, 1023, 1024, 1025, 4095, 4096, 4097, 65536, 1 << 20, (1 << 22) + 3]


def data(size):
    return (bytes(i * 7 % 251 for i in range(min(size, 251))) * (size // 251 + 1))[:size]


@pytest.mark.parametrize("size", SIZES)
def test_round_trips(echo, size):
    value = data(size)
    result = echo.echo_bytes(value)
    assert type(result) is bytes
    assert result == value


@pytest.mark.parametrize("size", SIZES[:-1])
@pytest.mark.parametrize(
    "make",
    [
        bytearray,
        memoryview,
        list,
        tuple,
        lambda b: array.array("B", b),
        lambda b: np.frombuffer(b, dtype=np.uint8),
        lambda b: memoryview(b).cast("c"),
        lambda b: memoryview(b"x" + b + b"y")[1:-1],
        lambda b: memoryview(b[::-1])[::-1],
    ],
    ids=["bytearray", "memoryview", "list", "tuple", "array", "numpy", "chars", "slice", "strided"],
)
def test_what_counts_as_bytes(echo, make, size):
    value = data(size)
    assert echo.echo_bytes(make(value)) == value


def test_memory_from_elsewhere(echo):
    for size in (10, 10_000):
        with mmap.mmap(-1, size) as memory:
            memory[:3] = b"abc"
            assert echo.echo_bytes(memory) == b"abc" + bytes(size - 3)


def test_buffers_of_other_numbers(echo):
    """They are read number by number."""
    assert echo.echo_bytes(np.array([1, 2, 255], dtype=np.int64)) == b"\x01\x02\xff"
    with pytest.raises(OverflowError, match=r"^v\[1\]: expected an int from 0 to 255, got 256$"):
        echo.echo_bytes(np.array([1, 256], dtype=np.uint16))
    with pytest.raises(OverflowError, match=r"^v\[0\]: expected an int from 0 to 255, got -1$"):
        echo.echo_bytes(np.array([-1], dtype=np.int8))
    with pytest.raises(TypeError, match=r"^v\[0\]: expected an int, got "):
        echo.echo_bytes(np.array([1.0]))


def test_inside_of_others(echo):
    value = [b"", b"a", data(5000)]
    assert echo.echo_list(value) == value
    assert echo.echo_list([]) == []
    many = [bytes([i]) * 5000 for i in range(20)]
    assert echo.echo_list(many) == many
    assert echo.echo_option(b"") == b""
    assert echo.echo_option(data(5000)) == data(5000)
    assert echo.echo_option() is None
    chunk = echo.Chunk("name", b"\0\1")
    assert echo.echo_chunk(chunk) == chunk


def test_computed(echo):
    for size in (0, 3, 5000):
        assert echo.reverse(data(size)) == data(size)[::-1]
        assert echo.sum(data(size)) == sum(data(size))
    assert echo.fill(255, 3) == b"\xff\xff\xff"
    assert echo.fill(7, 5000) == b"\7" * 5000
    assert echo.concat([data(5000), b"\1", data(5000)]) == data(5000) + b"\1" + data(5000)


def test_results_are_the_callers_own(echo):
    """Later calls do not change them."""
    for size in (100, 5000):
        first = echo.echo_bytes(data(size))
        echo.fill(9, size)
        assert first == data(size)


@pytest.mark.parametrize(
    ("value", "got"), [("abc", "str"), (5, "int"), (None, "None"), ({1: 2}, "dict"), ({1}, "set")]
)
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected bytes or a sequence of int, got {got}$"):
        echo.echo_bytes(value)


def test_path(echo):
    with pytest.raises(OverflowError, match=r"^v\[1\]: expected an int from 0 to 255, got 256$"):
        echo.echo_bytes([0, 256])
    with pytest.raises(TypeError, match=r"^v\[0\]: expected an int, got str$"):
        echo.echo_bytes(["a"])
    with pytest.raises(OverflowError, match=r"^v\[1\]\[0\]: "):
        echo.echo_list([b"", [-1]])
    with pytest.raises(TypeError, match=r"^v\.data: expected bytes or a sequence of int, got None$"):
        echo.echo_chunk(echo.Chunk("n", None))
    with pytest.raises(TypeError, match=r"^runs\[1\]: expected bytes or a sequence of int, got int$"):
        echo.concat([b"", 5])


def test_a_buffer_that_is_gone(echo):
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(ValueError, match="released memoryview"):
        echo.echo_bytes(view)
    assert echo.echo_bytes(b"ok") == b"ok"


def test_a_list_that_shrinks_while_it_is_read(echo):
    values = [1, 2, 3]

    class Shrinks:
        def __index__(self):
            values.clear()
            return 0

    values[0] = Shrinks()
    with pytest.raises(ValueError, match="its length changed"):
        echo.echo_bytes(values)
    assert echo.echo_bytes(b"ok") == b"ok"


def test_buffers_are_let_go(echo):
    value = bytearray(b"abc")
    for _ in range(10):
        echo.echo_bytes(value)
    value.append(1)  # would raise BufferError while somebody still holds it
    before = sys.getrefcount(value)
    echo.echo_bytes(value)
    assert sys.getrefcount(value) == before
