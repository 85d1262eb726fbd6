"""Keeps values in SQLite or Redis."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from pathlib import Path

from outwit import WitError
from redis.exceptions import RedisError

from kv.bindings import Kv, KvImports
from kv.bindings.store import Entry, Store
from kv.clock import SystemClock
from kv.redis import RedisDatabase
from kv.sqlite import SqliteDatabase


def main() -> int:
    """Runs the program and gives its exit status."""
    options = parse_arguments()
    try:
        database = open_database(options.database)
        with Kv(component(), KvImports(database=database, clock=SystemClock())) as kv:
            return run(kv.store, options)
    except WitError as error:
        return fail(str(error.payload))
    except (sqlite3.Error, RedisError) as error:
        # Reading and deleting have no error in WIT: what the driver raised arrives as it is.
        return fail(f"the database fails: {error}")


def parse_arguments() -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser("kv", description=__doc__)
    parser.add_argument(
        "--database",
        default="kv.sqlite",
        help="a file of SQLite, or redis://HOST:PORT",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("get", "set", "delete"):
        command = commands.add_parser(name)
        command.add_argument("key")
        if name == "set":
            command.add_argument("value")
            command.add_argument("--ttl", type=int, help="how many seconds to keep it")
    return parser.parse_args()


def open_database(place: str) -> SqliteDatabase | RedisDatabase:
    """A file, or a server."""
    if place.startswith(("redis://", "rediss://", "unix://")):
        return RedisDatabase(place)
    return SqliteDatabase(Path(place))


def run(store: Store, options: argparse.Namespace) -> int:
    """Does what the command line says."""
    match options.command:
        case "set":
            value = options.value.encode()
            store.set(Entry(key=options.key, value=value, ttl_seconds=options.ttl))
        case "get":
            entry = store.get(options.key)
            if entry is None:
                return fail("there is no entry of this key")
            sys.stdout.buffer.write(entry.value + b"\n")
        case "delete":
            if not store.delete(options.key):
                return fail("there is no entry of this key")
    return 0


def fail(reason: str) -> int:
    """Says why it did not work."""
    print(f"kv: {reason}", file=sys.stderr)
    return 1


def component() -> Path:
    """Finds the component: `KV_WASM`, or the one of the checkout around this file."""
    if path := os.environ.get("KV_WASM"):
        return Path(path)
    places = (
        folder / "target" / "components" / "kv.wasm"
        for folder in Path(__file__).resolve().parents
    )
    for place in places:
        if place.is_file():
            return place
    sys.exit("kv.wasm is not there; build it, or say where it is in KV_WASM")


if __name__ == "__main__":
    sys.exit(main())
