"""The same on Redis."""

import outwit
import pytest
from conftest import Clock, Open, value
from kv.bindings.store import Entry
from kv.redis import RedisDatabase
from redis import Redis


def test_keeps_in_redis(
    open_kv: Open, clock: Clock, redis: Redis, redis_url: str
) -> None:
    store = open_kv(RedisDatabase(redis_url)).store
    store.set(Entry("ann", b"\x00\xff", None))
    store.set(Entry("users/ann", b"2", 10))
    assert store.get("ann") == Entry("ann", b"\x00\xff", None)
    assert store.get("users/ann") == Entry("users/ann", b"2", 10)
    assert redis.hget("kv:users:ann", "value") == b"2"
    clock.time = 1010
    assert store.get("users/ann") is None
    assert store.delete("ann")
    assert not store.delete("ann")
    assert value(store, "ann") is None


def test_full_redis(open_kv: Open, redis: Redis, redis_url: str) -> None:
    store = open_kv(RedisDatabase(redis_url)).store
    store.set(Entry("ann", b"1", None))
    redis.config_set("maxmemory-policy", "noeviction")
    redis.config_set("maxmemory", 1)
    try:
        with pytest.raises(outwit.WitError) as caught:
            store.set(Entry("ann", b"2", None))
    finally:
        redis.config_set("maxmemory", 0)
    assert caught.value.payload == "the database is full"
    assert value(store, "ann") == b"1"
