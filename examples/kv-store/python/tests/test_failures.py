"""A database that fails: what arrives, and that nothing is lost."""

import sqlite3
from pathlib import Path

import outwit
import pytest
from conftest import Open, value
from kv.bindings import Kv
from kv.bindings.store import Entry
from kv.sqlite import SqliteDatabase

LOCKED = "the database is locked: somebody else is writing"


def refused(kv: Kv, entry: Entry) -> object:
    """The error of setting an entry."""
    with pytest.raises(outwit.WitError) as caught:
        kv.store.set(entry)
    return caught.value.payload


def test_locked(open_kv: Open, file: Path) -> None:
    kv = open_kv(SqliteDatabase(file, patience=0))
    kv.store.set(Entry("ann", b"1", None))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert refused(kv, Entry("ann", b"2", None)) == LOCKED
    other.execute("ROLLBACK")
    assert value(kv.store, "ann") == b"1"
    kv.store.set(Entry("ann", b"3", None))
    assert value(kv.store, "ann") == b"3"


def test_locked_while_reading(open_kv: Open, file: Path) -> None:
    database = SqliteDatabase(file, patience=0)
    kv = open_kv(database)
    kv.store.set(Entry("ann", b"1", None))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError, match="locked") as caught:
        kv.store.get("ann")
    assert caught.value.sqlite_errorcode == sqlite3.SQLITE_BUSY
    assert caught.traceback[-1].name == "read"
    other.execute("ROLLBACK")
    # The call was broken off in the middle, so that instance is of no more use.
    with pytest.raises(outwit.InstanceError):
        kv.store.get("ann")
    assert value(open_kv(database).store, "ann") == b"1"


def test_read_only(open_kv: Open, file: Path) -> None:
    writing = open_kv(SqliteDatabase(file))
    writing.store.set(Entry("ann", b"1", None))
    writing.close()
    kv = open_kv(SqliteDatabase(file, read_only=True))
    assert refused(kv, Entry("ann", b"2", None)) == "the database is read-only"
    assert value(kv.store, "ann") == b"1"
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        kv.store.delete("ann")
    assert value(open_kv(SqliteDatabase(file)).store, "ann") == b"1"


def test_full(open_kv: Open, file: Path) -> None:
    database = SqliteDatabase(file)
    kv = open_kv(database)
    kv.store.set(Entry("ann", b"1", None))
    (pages,) = database.connection.execute("PRAGMA page_count").fetchone()
    database.connection.execute(f"PRAGMA max_page_count = {pages}")
    assert refused(kv, Entry("ann", bytes(65536), None)) == "the database is full"
    assert value(kv.store, "ann") == b"1"
    kv.store.set(Entry("ann", b"2", None))
    assert value(kv.store, "ann") == b"2"


def test_other_failures(open_kv: Open, file: Path) -> None:
    database = SqliteDatabase(file)
    kv = open_kv(database)
    database.connection.execute("DROP TABLE entries")
    reason = "the database fails: no such table: entries"
    assert refused(kv, Entry("ann", b"1", None)) == reason
