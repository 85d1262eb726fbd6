"""Runs of bytes: any buffer in, ``bytes`` out."""

import array
import mmap
import sys

import numpy as np
import pytest

SIZES = [0, 1, 7, 1023, 1024, 1025, 4096, 1 << 20]


def data(size):
    return bytes(i * 7 % 251 for i in range(size))


@pytest.mark.parametrize("size", SIZES)
def test_round_trip(echo, size):
    value = data(size)
    result = echo.echo_bytes(value)
    assert type(result) is bytes
    assert result == value
    assert echo.reverse(value) == value[::-1]
    assert echo.sum(value) == sum(value)


@pytest.mark.parametrize("size", SIZES)
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


def test_memory_of_a_file(echo):
    with mmap.mmap(-1, 5000) as memory:
        memory[:3] = b"abc"
        assert echo.echo_bytes(memory) == b"abc" + bytes(4997)


def test_buffers_of_other_numbers_are_read_number_by_number(echo):
    assert echo.echo_bytes(np.array([1, 2, 255], dtype=np.int64)) == b"\x01\x02\xff"
    with pytest.raises(OverflowError, match=r"^v\[1\]: expected an int from 0 to 255, got 256$"):
        echo.echo_bytes(np.array([1, 256], dtype=np.uint16))
    with pytest.raises(OverflowError, match=r"^v\[0\]: expected an int from 0 to 255, got -1$"):
        echo.echo_bytes(np.array([-1], dtype=np.int8))
    with pytest.raises(TypeError, match=r"^v\[0\]: expected an int, got "):
        echo.echo_bytes(np.array([1.0]))


def test_lists(echo):
    value = [b"", b"a", data(5000)]
    assert echo.echo_list(value) == value
    assert echo.concat(value) == b"".join(value)
    assert echo.echo_option(b"") == b""
    assert echo.echo_option() is None
    chunk = echo.Chunk("name", b"\0\1")
    assert echo.echo_chunk(chunk) == chunk


def test_made_by_the_component(echo):
    assert echo.fill(255, 3) == b"\xff\xff\xff"


@pytest.mark.parametrize(
    ("value", "got"), [("abc", "str"), (5, "int"), (None, "None"), ({1: 2}, "dict"), ({1}, "set")]
)
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected bytes or a sequence of int, got {got}$"):
        echo.echo_bytes(value)


def test_wrong_elements(echo):
    with pytest.raises(OverflowError, match=r"^v\[1\]: expected an int from 0 to 255, got 256$"):
        echo.echo_bytes([0, 256])
    with pytest.raises(TypeError, match=r"^v\[0\]: expected an int, got str$"):
        echo.echo_bytes(["a"])
    with pytest.raises(OverflowError, match=r"^v\[1\]\[0\]: "):
        echo.echo_list([b"", [-1]])


def test_a_closed_buffer(echo):
    view = memoryview(b"abc")
    view.release()
    with pytest.raises(ValueError, match="released memoryview"):
        echo.echo_bytes(view)


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
