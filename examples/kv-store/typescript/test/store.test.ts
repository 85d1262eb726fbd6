/** What the component decides: spaces, times and sizes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { SqliteDatabase } from "../src/sqlite.js";
import { bytes, entry, place, refused, value } from "./support.js";

test("keeps and forgets", (t) => {
  const { file, open } = place(t);
  const { store } = open(new SqliteDatabase(file));
  assert.equal(store.get("ann"), undefined);
  store.set(entry("ann", Uint8Array.of(0, 255)));
  assert.deepEqual(store.get("ann"), {
    key: "ann",
    value: Uint8Array.of(0, 255),
    ttlSeconds: undefined,
  });
  store.set(entry("ann", ""));
  assert.equal(value(store, "ann"), "");
  assert(store.delete("ann"));
  assert(!store.delete("ann"));
  assert.equal(store.get("ann"), undefined);
});

test("keeps when it is opened again", (t) => {
  const { file, open } = place(t);
  const database = new SqliteDatabase(file);
  const first = open(database);
  first.store.set(entry("ann", "1"));
  first.dispose();
  database.close();
  assert.equal(value(open(new SqliteDatabase(file)).store, "ann"), "1");
});

test("spaces are apart", (t) => {
  const { file, open } = place(t);
  const { store } = open(new SqliteDatabase(file));
  for (const key of ["ann", "users/ann", "users/ann/mail"]) {
    store.set(entry(key, key));
  }
  assert.equal(value(store, "default/ann"), "ann");
  assert.equal(value(store, "users/ann"), "users/ann");
  assert.equal(value(store, "users/ann/mail"), "users/ann/mail");
  assert(store.delete("users/ann"));
  assert.equal(value(store, "ann"), "ann");
});

test("entries end", (t) => {
  const { file, open, clock } = place(t);
  const { store } = open(new SqliteDatabase(file));
  store.set({ ...entry("ann", "1"), ttlSeconds: 10 });
  clock.time = 1009n;
  assert.deepEqual(store.get("ann"), {
    key: "ann",
    value: bytes("1"),
    ttlSeconds: 1,
  });
  clock.time = 1010n;
  assert.equal(store.get("ann"), undefined);
  assert(!store.delete("ann"));
  store.set(entry("ann", "2"));
  clock.time = 1n << 40n;
  assert.equal(value(store, "ann"), "2");
});

test("refuses", (t) => {
  const { file, open } = place(t);
  const kv = open(new SqliteDatabase(file));
  const space =
    '"Users" is no space: it has 1 to 32 of a to z, 0 to 9 and hyphens';
  const ttl = "a time to live of 0 seconds is none; at least 1";
  const cases = [
    [entry("", ""), "the key has no name"],
    [entry("Users/ann", ""), space],
    [entry("n".repeat(257), ""), "the name has 257 bytes, at most 256"],
    [
      entry("ann", new Uint8Array(65537)),
      "the value has 65537 bytes, at most 65536",
    ],
    [{ ...entry("ann", ""), ttlSeconds: 0 }, ttl],
  ] as const;
  for (const [wrong, reason] of cases) {
    assert.equal(refused(kv, wrong), reason);
    assert.equal(kv.store.get(wrong.key), undefined);
  }
  kv.store.set({ ...entry("ann", new Uint8Array(65536)), ttlSeconds: 1 });
});

test("opens a table once", (t) => {
  const { file, open } = place(t);
  const { store, instance } = open(new SqliteDatabase(file));
  for (let number = 0; number < 64; number++) {
    store.set(entry(`space-${number}/ann`, ""));
    store.get(`space-${number}/ann`);
  }
  assert.equal(instance.hostResources, 64);
  store.get("one-more/ann");
  assert.equal(instance.hostResources, 1);
});
