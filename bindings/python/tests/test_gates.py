"""Parts of WIT that came later, should not be used any more, or are not there yet."""

import pytest
from conftest import golden


@pytest.fixture
def said():
    return []


@pytest.fixture
def opened(guest, said):
    return guest(log=said.append)


def test_what_is_there(guest, opened, said):
    assert opened.about() == "gates"
    assert said == ["about"]
    types = guest.types.history
    assert opened.history.read(types.Old(3)) == 3
    assert opened.history.read_older(types.Older(4)) == 4
    handle = opened.history.Handle(types.Old(5))
    assert (handle.number(), handle.get_number()) == (5, 5)


def test_what_is_not_there(guest, opened):
    assert not hasattr(opened, "outlook")
    for name in ("Next", "read_next", "read_maybe"):
        assert not hasattr(opened.history, name)
        assert not hasattr(guest.types.history, name)
    assert not hasattr(opened.history.Handle, "next")


def test_what_is_deprecated():
    module = golden("gates")
    assert "Deprecated since 1.1.0." in module.history.Older.__doc__
    assert "Deprecated since 1.1.0." in module.history.History.read_older.__doc__
    assert "Deprecated since 1.2.0." in module.history.Handle.get_number.__doc__
    assert "Deprecated" not in module.history.Handle.number.__doc__
