"""Flags: ``enum.Flag``."""

import enum
import functools
import operator

import pytest


def test_round_trips(echo):
    for name, bits in [
        ("access", 3),
        ("one", 1),
        ("eight", 8),
        ("nine", 9),
        ("sixteen", 16),
        ("seventeen", 17),
        ("thirty_two", 32),
    ]:
        function = getattr(echo, f"echo_{name}")
        kind = getattr(echo, "".join(word.capitalize() for word in name.split("_")))
        assert issubclass(kind, enum.Flag)
        assert [member.value for member in kind] == [1 << bit for bit in range(bits)]
        for value in (kind(0), *kind, functools.reduce(operator.or_, kind), kind((1 << bits) - 1)):
            assert function(value) is value or function(value) == value
            assert type(function(value)) is kind


def test_names(echo):
    access = echo.Access
    assert [member.name for member in access] == ["READ", "WRITE", "DELETE_FOREVER"]
    assert access.DELETE_FOREVER.value == 4
    both = echo.echo_access(access.READ | access.DELETE_FOREVER)
    assert [member.name for member in both] == ["READ", "DELETE_FOREVER"]
    assert access.READ in both
    assert access.WRITE not in both


def test_inside_of_others(echo):
    access = echo.Access
    every = [access(bits) for bits in range(8)] * 50
    assert echo.echo_list(every) == every
    assert echo.echo_list([]) == []
    assert echo.echo_option(echo.Nine.F8) == echo.Nine.F8
    assert echo.echo_option() is None
    entry = echo.Entry("n", access.READ, access(0), echo.ThirtyTwo.F31)
    assert echo.echo_entry(entry) == entry


def test_computed(echo):
    access = echo.Access
    assert echo.union(access.READ, access.DELETE_FOREVER) == access.READ | access.DELETE_FOREVER
    assert echo.complement(access.READ) == access.WRITE | access.DELETE_FOREVER
    assert echo.complement(access(0)) == access(7)
    assert echo.count(echo.ThirtyTwo((1 << 32) - 1)) == 32
    assert echo.from_bits(0xDEADBEEF).value == 0xDEADBEEF


def test_flags_that_there_are_not(echo):
    with pytest.raises(ValueError, match="invalid value 8"):
        echo.Access(8)
    with pytest.raises(AttributeError):
        _ = echo.Access.EAT


@pytest.mark.parametrize(("value", "got"), [(1, "int"), ("read", "str"), (None, "None"), ({"read"}, "set")])
def test_wrong_types(echo, value, got):
    with pytest.raises(TypeError, match=f"^v: expected an Access, got {got}$"):
        echo.echo_access(value)


def test_path(echo):
    with pytest.raises(TypeError, match=r"^v\[1\]: expected an Access, got One$"):
        echo.echo_list([echo.Access.READ, echo.One.F0])
    with pytest.raises(TypeError, match=r"^v\.others: expected an Access, got int$"):
        echo.echo_entry(echo.Entry("n", echo.Access.READ, 0, echo.ThirtyTwo(0)))
