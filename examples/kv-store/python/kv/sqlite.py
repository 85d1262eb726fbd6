"""The database that the component asks for, in a file of SQLite."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kv.bindings.database import (
    Failure,
    FailureError,
    FailureFull,
    FailureLocked,
    FailureOther,
    FailureReadOnly,
    Item,
)

SCHEMA = """\
CREATE TABLE IF NOT EXISTS entries (
  space TEXT NOT NULL,
  name TEXT NOT NULL,
  value BLOB NOT NULL,
  expires INTEGER,
  PRIMARY KEY (space, name)
) WITHOUT ROWID"""

READ = "SELECT value, expires FROM entries WHERE space = ? AND name = ?"
WRITE = "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?)"
REMOVE = "DELETE FROM entries WHERE space = ? AND name = ?"

FAILURES: dict[int, Failure] = {
    sqlite3.SQLITE_BUSY: FailureLocked(),
    sqlite3.SQLITE_LOCKED: FailureLocked(),
    sqlite3.SQLITE_READONLY: FailureReadOnly(),
    sqlite3.SQLITE_FULL: FailureFull(),
}


class SqliteDatabase:
    """A file of SQLite. Every call is a transaction of its own."""

    def __init__(
        self, file: Path, *, read_only: bool = False, patience: float = 5.0
    ) -> None:
        """Opens the file; `patience` is how many seconds to wait for who else is writing."""
        mode = "ro" if read_only else "rwc"
        self.connection = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            # The component's calls take turns, whatever thread they come from.
            check_same_thread=False,
        )
        if not read_only:
            self.connection.execute(SCHEMA)

    def new_table(self, space: str) -> SqliteTable:
        """The table of a space."""
        return SqliteTable(self.connection, space)

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()


class SqliteTable:
    """The rows of one space."""

    def __init__(self, connection: sqlite3.Connection, space: str) -> None:
        self.connection = connection
        self.space = space

    def read(self, name: str) -> Item | None:
        """The item of this name."""
        row = self.connection.execute(READ, (self.space, name)).fetchone()
        return None if row is None else Item(*row)

    def write(self, name: str, item: Item) -> None:
        """Puts an item under this name."""
        try:
            row = (self.space, name, item.value, item.expires)
            self.connection.execute(WRITE, row)
        except sqlite3.Error as error:
            raise FailureError(failure(error)) from error

    def remove(self, name: str) -> bool:
        """Takes the item of this name away."""
        return self.connection.execute(REMOVE, (self.space, name)).rowcount > 0


def failure(error: sqlite3.Error) -> Failure:
    """What the component is told."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return FAILURES.get(code, FailureOther(str(error)))
