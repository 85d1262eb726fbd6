/** A database that fails: what arrives, and that nothing is lost. */

import assert from "node:assert/strict";
import { test } from "node:test";
import sqlite from "node-sqlite3-wasm";
import { InstanceError } from "outwit";
import { SqliteDatabase } from "../src/sqlite.js";
import { entry, place, refused, value } from "./support.js";

const LOCKED = "the database is locked: somebody else is writing";

/** Somebody else who writes to the file. */
function other(file: string): sqlite.Database {
  const connection = new sqlite.Database(file);
  connection.exec("BEGIN EXCLUSIVE");
  return connection;
}

test("locked", (t) => {
  const { file, open } = place(t);
  const kv = open(new SqliteDatabase(file, { patience: 0 }));
  kv.store.set(entry("ann", "1"));
  const writing = other(file);
  assert.equal(refused(kv, entry("ann", "2")), LOCKED);
  writing.exec("ROLLBACK");
  assert.equal(value(kv.store, "ann"), "1");
  kv.store.set(entry("ann", "3"));
  assert.equal(value(kv.store, "ann"), "3");
});

test("locked while reading", (t) => {
  const { file, open } = place(t);
  const database = new SqliteDatabase(file, { patience: 0 });
  const { store } = open(database);
  store.set(entry("ann", "1"));
  const writing = other(file);
  assert.throws(
    () => store.get("ann"),
    (error) => {
      assert(error instanceof sqlite.SQLite3Error);
      assert.equal(error.message, "database is locked");
      assert.match(error.stack ?? "", /SqliteTable\.read/);
      return true;
    },
  );
  writing.exec("ROLLBACK");
  // The call was broken off in the middle, so that instance is of no more use.
  assert.throws(() => store.get("ann"), InstanceError);
  assert.equal(value(open(database).store, "ann"), "1");
});

test("read-only", (t) => {
  const { file, open } = place(t);
  const writing = new SqliteDatabase(file);
  open(writing).store.set(entry("ann", "1"));
  const kv = open(new SqliteDatabase(file, { readOnly: true }));
  assert.equal(refused(kv, entry("ann", "2")), "the database is read-only");
  assert.equal(value(kv.store, "ann"), "1");
  assert.throws(() => kv.store.delete("ann"), sqlite.SQLite3Error);
  assert.equal(value(open(writing).store, "ann"), "1");
});

test("full", (t) => {
  const { file, open } = place(t);
  const database = new SqliteDatabase(file);
  const kv = open(database);
  kv.store.set(entry("ann", "1"));
  const row = database.connection.get("PRAGMA page_count");
  database.connection.exec(`PRAGMA max_page_count = ${row!["page_count"]}`);
  const large = entry("ann", new Uint8Array(65536));
  assert.equal(refused(kv, large), "the database is full");
  assert.equal(value(kv.store, "ann"), "1");
  kv.store.set(entry("ann", "2"));
  assert.equal(value(kv.store, "ann"), "2");
});

test("other failures", (t) => {
  const { file, open } = place(t);
  const database = new SqliteDatabase(file);
  const kv = open(database);
  database.connection.exec("DROP TABLE entries");
  const reason = "the database fails: no such table: entries";
  assert.equal(refused(kv, entry("ann", "1")), reason);
});
