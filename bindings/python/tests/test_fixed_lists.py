"""Lists whose length is part of their type: tuples."""

import array

import pytest


def test_round_trips(echo):
    points = (echo.Point(1, 2), echo.Point(-1, -2))
    for function, value in [
        (echo.echo_bytes, (0, 1, 254, 255)),
        (echo.echo_numbers, (0, 1, (1 << 32) - 1)),
        (echo.echo_many, tuple(i / 4 for i in range(20))),
        (echo.echo_one, (-(1 << 63),)),
        (echo.echo_strings, ("", "😀")),
        (echo.echo_bools, (True, False, True)),
        (echo.echo_points, points),
        (echo.echo_matrix, ((1, 2), (3, 4), (5, 65535))),
        (echo.echo_lists, ([], [1, 2])),
    ]:
        result = function(value)
        assert type(result) is tuple
        assert result == value
        assert function(list(value)) == value


def test_any_sequence(echo):
    assert echo.echo_bytes(b"abcd") == (97, 98, 99, 100)
    assert echo.echo_many(array.array("d", range(20))) == tuple(map(float, range(20)))
    assert echo.echo_numbers(range(1, 4)) == (1, 2, 3)


def test_inside_of_others(echo):
    block = echo.Block((1, 2, 3, 4), (echo.Point(1, 2), echo.Point(3, 4)), (0.5, 1.5, 2.5))
    assert echo.echo_block(block) == block
    assert echo.echo_option() is None
    assert echo.echo_option(range(16)) == tuple(range(16))
    assert echo.echo_list([(0.5, 1.0, 1.5), (2.0, 2.5, 3.0)]) == [(0.5, 1.0, 1.5), (2.0, 2.5, 3.0)]
    assert echo.echo_list([]) == []


def test_computed(echo):
    assert echo.sum((1, 2, (1 << 32) - 1)) == (1 << 32) + 2


@pytest.mark.parametrize("value", [b"", b"abc", b"abcde", [1, 2, 3]])
def test_wrong_length(echo, value):
    with pytest.raises(ValueError, match=f"^v: expected 4 elements, got {len(value)}$"):
        echo.echo_bytes(value)
    with pytest.raises(ValueError, match=r"^v: expected 2 elements, got 3$"):
        echo.echo_strings(("a", "b", "c"))


def test_path(echo):
    with pytest.raises(ValueError, match=r"^v\[1\]: expected 2 elements, got 1$"):
        echo.echo_matrix(((1, 2), (3,), (4, 5)))
    with pytest.raises(OverflowError, match=r"^v\[2\]: expected an int from 0 to 4294967295, got -3$"):
        echo.echo_numbers((1, 2, -3))
    with pytest.raises(OverflowError, match=r"^v\.corners\[0\]\.y: "):
        echo.echo_block(echo.Block(b"abcd", (echo.Point(1, 1 << 15), echo.Point(3, 4)), (0.5, 1.5, 2.5)))
