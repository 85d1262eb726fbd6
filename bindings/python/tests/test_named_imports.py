"""One interface under several names."""

import pytest

import outwit


class Slot:
    def __init__(self, text):
        self.text = text

    def read(self):
        return self.text


class Store:
    """A store that can be full."""

    def __init__(self, types, mark, room):
        self.types = types
        self.mark = mark
        self.room = room

    def put(self, text):
        if self.room == 0:
            raise self.types.FailureError(self.types.Failure.FULL)
        self.room -= 1
        return Slot(f"{self.mark}{text}")


@pytest.fixture
def stores(guest):
    """Opens a guest whose stores have this room."""

    def make(primary, backup):
        types = guest.types
        fields = {"primary": Store(types.primary, "1", primary), "backup": Store(types.backup, "2", backup)}
        if guest.typed:
            # Its types are used; the component asks nothing of it.
            fields["store"] = None
        return guest(**fields)

    return make


def test_each_name_is_its_own(stores):
    opened = stores(2, 1)
    assert opened.fast.write("a") == "1a"
    assert opened.safe.write("b") == "1b2b"


def test_errors(guest, stores):
    opened = stores(1, 0)
    with pytest.raises(outwit.WitError) as caught:
        opened.safe.write("a")
    assert caught.value.payload is guest.types.store.Failure.FULL
    with pytest.raises(guest.types.store.FailureError):
        opened.fast.write("a")


def test_the_error_of_another_name(guest):
    types = guest.types
    fields = {"primary": Store(types.primary, "1", 1), "backup": Store(types.primary, "2", 0)}
    opened = guest(**fields, **({"store": None} if guest.typed else {}))
    with pytest.raises(types.primary.FailureError):
        opened.safe.write("a")
