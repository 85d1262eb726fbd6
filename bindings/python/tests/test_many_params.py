"""More parameters than fit the registers of the canonical ABI, and more results."""

import pytest


def everything(echo):
    numbers = (255, -128, 65535, -32768, (1 << 32) - 1, -(1 << 31), (1 << 64) - 1, -(1 << 63))
    return echo.Everything(*numbers, 0.5, 0.1, True, "😀", "text", b"\0\1", None, (1, 2), 17)


def test_round_trips(echo):
    value = everything(echo)
    assert echo.echo_everything(value) == value
    twenty = echo.Twenty(*range(20))
    assert echo.echo_twenty(twenty) == twenty


def test_computed(echo):
    assert echo.nothing() is None
    assert isinstance(echo.nothing_count(), int)
    assert echo.sum_sixteen(*[1] * 16) == 16
    assert echo.sum_sixteen(*range(16)) == 120
    # Each is counted as often as its position says, from 1.
    assert echo.sum_seventeen(*range(17)) == sum(place * (place + 1) for place in range(17))
    assert echo.sum_seventeen(*[(1 << 32) - 1] * 17) == sum(range(1, 18)) * ((1 << 32) - 1)
    assert echo.concat_eight(*"abcdefgh") == "abcdefgh"
    assert echo.concat_nine(*"abcdefghi") == "abcdefghi"
    assert echo.reverse(tuple(range(17))) == tuple(reversed(range(17)))


def test_a_record_of_all_parameters(echo):
    value = everything(echo)
    fields = [getattr(value, name) for name in value.__match_args__]
    assert echo.collect(*fields) == value


def test_by_name(echo):
    names = "abcdefghijklmnop"
    assert echo.sum_sixteen(**dict.fromkeys(names, 2)) == 32
    assert echo.sum_sixteen(1, 2, **dict.fromkeys(names[2:], 0)) == 3
    with pytest.raises(TypeError):
        echo.sum_sixteen(*range(16), z=1)
    with pytest.raises(TypeError):
        echo.sum_sixteen(*range(16), a=1)


def test_options_at_the_end(echo):
    assert echo.given() == []
    assert len(echo.given(1, "a", b"", 0.5, False, (1, 2), "c", -1)) == 8
    assert len(echo.given(1, "b")) == 2
    assert echo.given(h=-1) == echo.given(None, None, None, None, None, None, None, -1)


@pytest.mark.parametrize("count", [0, 15, 17])
def test_a_wrong_number_of_arguments(echo, count):
    with pytest.raises(TypeError):
        echo.sum_sixteen(*range(count))
    with pytest.raises(TypeError):
        echo.nothing(1)
    with pytest.raises(TypeError):
        echo.given(*[None] * 9)


def test_path(echo):
    with pytest.raises(OverflowError, match=r"^p: expected an int from 0 to 4294967295, got -1$"):
        echo.sum_sixteen(*range(15), -1)
    with pytest.raises(TypeError, match=r"^q: expected an int, got str$"):
        echo.sum_seventeen(*range(16), "a")
    wrong = everything(echo)
    wrong.p = (1, 256)
    with pytest.raises(OverflowError, match=r"^v\.p\[1\]: "):
        echo.echo_everything(wrong)
