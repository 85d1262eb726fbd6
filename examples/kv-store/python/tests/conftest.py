"""The component, a clock that tests set, and databases."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import outwit
import pytest
from kv.__main__ import component
from kv.bindings import Kv, KvImports
from kv.bindings.database import Database
from kv.bindings.store import Store
from redis import Redis


class Clock:
    """Stands still until a test sets it."""

    def __init__(self) -> None:
        self.time = 1000

    def now(self) -> int:
        """The time that was set."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    """A clock at 1000 seconds."""
    return Clock()


Open = Callable[[Database], Kv]


@pytest.fixture
def open_kv(clock: Clock) -> Iterator[Open]:
    """Opens the component on a database."""
    loaded = outwit.load(component())
    opened: list[Kv] = []

    def open_on(database: Database) -> Kv:
        opened.append(Kv(loaded, KvImports(database=database, clock=clock)))
        return opened[-1]

    yield open_on
    for kv in opened:
        kv.close()
        assert kv.instance.host_resources == 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a file of SQLite may be."""
    return tmp_path / "kv.sqlite"


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of `REDIS_URL`, else one of the test's own, if Redis is installed."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    program = shutil.which("redis-server")
    if program is None:
        missing = "REDIS_URL is not set, and redis-server is not installed"
        assert os.environ.get("CI") != "true", missing
        pytest.skip(missing)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    command = [program, *options, "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if b"Ready to accept connections" in line:
                break
        yield f"redis://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    """A client of an empty database."""
    with Redis.from_url(redis_url) as client:
        client.flushdb()
        yield client


def value(store: Store, key: str) -> bytes | None:
    """What is kept under a key."""
    entry = store.get(key)
    return None if entry is None else entry.value
