/** The same on Redis, whose client is asynchronous. */

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { WitError } from "outwit";
import { RedisDatabase } from "../src/redis.js";
import { bytes, entry, place, redisServer } from "./support.js";

async function empty(test: TestContext): Promise<RedisDatabase | undefined> {
  const url = await redisServer(test);
  if (url === undefined) return undefined;
  const database = await RedisDatabase.open(url);
  test.after(() => database.close());
  await database.client.flushDb();
  return database;
}

test("keeps in redis", async (t) => {
  const database = await empty(t);
  if (database === undefined) return;
  const { open, clock } = place(t);
  const { store } = open(database);
  await store.setAsync(entry("ann", Uint8Array.of(0, 255)));
  await store.setAsync({ ...entry("users/ann", "2"), ttlSeconds: 10 });
  const ann = await store.getAsync("ann");
  assert.deepEqual(ann?.value, Uint8Array.of(0, 255));
  assert.equal((await store.getAsync("users/ann"))?.ttlSeconds, 10);
  assert.equal(
    String(await database.client.hGet("kv:users:ann", "value")),
    "2",
  );
  clock.time = 1010n;
  assert.equal(await store.getAsync("users/ann"), undefined);
  assert(await store.deleteAsync("ann"));
  assert(!(await store.deleteAsync("ann")));
});

test("a function that waits, called by one that cannot", async (t) => {
  const database = await empty(t);
  if (database === undefined) return;
  const { open } = place(t);
  assert.throws(() => open(database).store.get("ann"), /async/);
});

test("full redis", async (t) => {
  const database = await empty(t);
  if (database === undefined) return;
  const { open } = place(t);
  const { store } = open(database);
  await store.setAsync(entry("ann", "1"));
  await database.client.configSet("maxmemory-policy", "noeviction");
  await database.client.configSet("maxmemory", "1");
  try {
    await assert.rejects(store.setAsync(entry("ann", "2")), (error) => {
      assert(error instanceof WitError);
      assert.equal(error.payload, "the database is full");
      return true;
    });
  } finally {
    await database.client.configSet("maxmemory", "0");
  }
  assert.deepEqual((await store.getAsync("ann"))?.value, bytes("1"));
});
