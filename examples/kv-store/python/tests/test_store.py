"""What the component decides: spaces, times and sizes."""

from pathlib import Path

import outwit
import pytest
from conftest import Clock, Open, value
from kv.bindings.store import Entry
from kv.sqlite import SqliteDatabase


def test_keeps_and_forgets(open_kv: Open, file: Path) -> None:
    store = open_kv(SqliteDatabase(file)).store
    assert store.get("ann") is None
    store.set(Entry("ann", b"\x00\xff", None))
    assert store.get("ann") == Entry("ann", b"\x00\xff", None)
    store.set(Entry("ann", b"", None))
    assert value(store, "ann") == b""
    assert store.delete("ann")
    assert not store.delete("ann")
    assert store.get("ann") is None


def test_keeps_when_it_is_opened_again(open_kv: Open, file: Path) -> None:
    first = open_kv(SqliteDatabase(file))
    first.store.set(Entry("ann", b"1", None))
    first.close()
    assert value(open_kv(SqliteDatabase(file)).store, "ann") == b"1"


def test_spaces_are_apart(open_kv: Open, file: Path) -> None:
    store = open_kv(SqliteDatabase(file)).store
    for number, key in enumerate(("ann", "users/ann", "users/ann/mail")):
        store.set(Entry(key, bytes([number]), None))
    assert value(store, "default/ann") == b"\x00"
    assert value(store, "users/ann") == b"\x01"
    assert value(store, "users/ann/mail") == b"\x02"
    assert store.delete("users/ann")
    assert value(store, "ann") == b"\x00"


def test_entries_end(open_kv: Open, clock: Clock, file: Path) -> None:
    store = open_kv(SqliteDatabase(file)).store
    store.set(Entry("ann", b"1", 10))
    clock.time = 1009
    assert store.get("ann") == Entry("ann", b"1", 1)
    clock.time = 1010
    assert store.get("ann") is None
    assert not store.delete("ann")
    store.set(Entry("ann", b"2", None))
    clock.time = 1 << 40
    assert value(store, "ann") == b"2"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (Entry("", b"", None), "the key has no name"),
        (
            Entry("Users/ann", b"", None),
            '"Users" is no space: it has 1 to 32 of a to z, 0 to 9 and hyphens',
        ),
        (Entry("n" * 257, b"", None), "the name has 257 bytes, at most 256"),
        (Entry("ann", bytes(65537), None), "the value has 65537 bytes, at most 65536"),
        (
            Entry("ann", b"", 0),
            "a time to live of 0 seconds is none; at least 1",
        ),
    ],
)
def test_refuses(open_kv: Open, file: Path, entry: Entry, reason: str) -> None:
    store = open_kv(SqliteDatabase(file)).store
    with pytest.raises(outwit.WitError) as caught:
        store.set(entry)
    assert caught.value.payload == reason
    assert store.get(entry.key) is None
    store.set(Entry("ann", bytes(65536), 1))


def test_opens_a_table_once(open_kv: Open, file: Path) -> None:
    kv = open_kv(SqliteDatabase(file))
    for number in range(64):
        kv.store.set(Entry(f"space-{number}/ann", b"", None))
        kv.store.get(f"space-{number}/ann")
    assert kv.instance.host_resources == 64
    kv.store.get("one-more/ann")
    assert kv.instance.host_resources == 1
