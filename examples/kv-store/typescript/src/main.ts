#!/usr/bin/env node

/** Keeps values in SQLite or Redis. */

import sqlite from "node-sqlite3-wasm";
import { WitError } from "outwit";
import { ErrorReply } from "redis";
import { parseArguments, UsageError, type Options } from "./arguments.js";
import { Kv, type store } from "./bindings/index.js";
import { systemClock } from "./clock.js";
import { component } from "./component.js";
import { RedisDatabase } from "./redis.js";
import { SqliteDatabase } from "./sqlite.js";

/** Runs the program and gives its exit status. */
async function main(args: readonly string[]): Promise<number> {
  const options = parseArguments(args);
  try {
    const database = await openDatabase(options.database);
    try {
      const kv = new Kv(component(), { database, clock: systemClock });
      const status = await run(kv.store, options);
      kv.dispose();
      return status;
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof WitError) return fail(String(error.payload));
    // Reading and deleting have no error in WIT: what the driver threw arrives as it is.
    if (error instanceof sqlite.SQLite3Error || error instanceof ErrorReply) {
      return fail(`the database fails: ${error.message}`);
    }
    throw error;
  }
}

/** A file, or a server. */
async function openDatabase(
  place: string,
): Promise<SqliteDatabase | RedisDatabase> {
  if (/^(redis|rediss|unix):\/\//.test(place)) {
    return await RedisDatabase.open(place);
  }
  return new SqliteDatabase(place);
}

/** Does what the command line says. */
async function run(store: store.Store, options: Options): Promise<number> {
  const { command, key } = options;
  switch (command) {
    case "set": {
      const value = new TextEncoder().encode(options.value);
      await store.setAsync({ key, value, ttlSeconds: options.ttl });
      return 0;
    }
    case "get": {
      const entry = await store.getAsync(key);
      if (entry === undefined) return fail("there is no entry of this key");
      process.stdout.write(Buffer.concat([entry.value, Buffer.from("\n")]));
      return 0;
    }
    case "delete":
      if (await store.deleteAsync(key)) return 0;
      return fail("there is no entry of this key");
  }
}

/** Says why it did not work. */
function fail(reason: string): number {
  console.error(`kv: ${reason}`);
  return 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`kv: ${error.message}`);
  process.exitCode = 2;
}
