"""The database that the component asks for, in Redis."""

from __future__ import annotations

from redis import Redis
from redis.exceptions import (
    BusyLoadingError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
)

from kv.bindings.database import (
    Failure,
    FailureError,
    FailureFull,
    FailureLocked,
    FailureOther,
    FailureReadOnly,
    Item,
)

# HSET with all fields at once puts the whole item in place, or nothing.
VALUE, EXPIRES = "value", "expires"


class RedisDatabase:
    """A server of Redis. An item is a hash under `kv:SPACE:NAME`."""

    def __init__(self, url: str) -> None:
        self.client: Redis = Redis.from_url(url)

    def new_table(self, space: str) -> RedisTable:
        """The table of a space."""
        return RedisTable(self.client, space)

    def close(self) -> None:
        """Ends the connection."""
        self.client.close()


class RedisTable:
    """The hashes of one space."""

    def __init__(self, client: Redis, space: str) -> None:
        self.client = client
        self.space = space

    def key(self, name: str) -> str:
        """Where the item of this name is."""
        return f"kv:{self.space}:{name}"

    def read(self, name: str) -> Item | None:
        """The item of this name."""
        value, expires = self.client.hmget(self.key(name), [VALUE, EXPIRES])
        if value is None:
            return None
        assert isinstance(value, bytes)
        return Item(value, int(expires) if expires else None)

    def write(self, name: str, item: Item) -> None:
        """Puts an item under this name."""
        expires = "" if item.expires is None else item.expires
        try:
            self.client.hset(
                self.key(name), mapping={VALUE: item.value, EXPIRES: expires}
            )
        except RedisError as error:
            raise FailureError(failure(error)) from error

    def remove(self, name: str) -> bool:
        """Takes the item of this name away."""
        return bool(self.client.delete(self.key(name)))


def failure(error: RedisError) -> Failure:
    """What the component is told."""
    match error:
        case BusyLoadingError():
            return FailureLocked()
        case ReadOnlyError():
            return FailureReadOnly()
        case OutOfMemoryError():
            return FailureFull()
        case _:
            return FailureOther(str(error))
