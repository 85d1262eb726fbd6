/** The component, a clock that tests set, and databases. */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { load, WitError } from "outwit";
import { Kv, type database, type store } from "../src/bindings/index.js";
import { component } from "../src/component.js";

const loaded = load(component());

/** What a test has. */
export interface Place {
  /** A clock that stands still until a test sets it. */
  readonly clock: { time: bigint; now(): bigint };
  /** Where a file of SQLite may be. */
  readonly file: string;
  /** Opens the component on a database. */
  open(database: database.Database): Kv;
}

/** A folder and a clock for a test; what it opens is closed after it. */
export function place(test: TestContext): Place {
  const folder = mkdtempSync(join(tmpdir(), "kv-"));
  const opened: Kv[] = [];
  const clock = { time: 1000n, now: () => clock.time };
  test.after(() => {
    for (const kv of opened) {
      kv.dispose();
      assert.equal(kv.instance.hostResources, 0);
    }
    rmSync(folder, { recursive: true });
  });
  return {
    clock,
    file: join(folder, "kv.sqlite"),
    open(database) {
      const kv = new Kv(loaded, { database, clock });
      opened.push(kv);
      return kv;
    },
  };
}

/** An entry for ever. */
export function entry(key: string, value: string | Uint8Array): store.Entry {
  return { key, value: bytes(value) };
}

/** Text as bytes. */
export function bytes(value: string | Uint8Array): Uint8Array {
  return typeof value === "string" ? new TextEncoder().encode(value) : value;
}

/** What is kept under a key. */
export function value(store: store.Store, key: string): string | undefined {
  const entry = store.get(key);
  return entry === undefined
    ? undefined
    : new TextDecoder().decode(entry.value);
}

/** The error of setting an entry. */
export function refused({ store }: Kv, entry: store.Entry): unknown {
  try {
    store.set(entry);
  } catch (error) {
    assert(error instanceof WitError);
    return error.payload;
  }
  throw new assert.AssertionError({ message: "it was kept" });
}

/** The server of `REDIS_URL`, else one of the test's own; `undefined` without Redis. */
export async function redisServer(
  test: TestContext,
): Promise<string | undefined> {
  if (process.env["REDIS_URL"]) return process.env["REDIS_URL"];
  if (spawnSync("redis-server", ["--version"]).status !== 0) {
    const missing = "REDIS_URL is not set, and redis-server is not installed";
    if (process.env["CI"] === "true") throw new Error(missing);
    test.skip(missing);
    return undefined;
  }
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const options = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", ""];
  const server = spawn("redis-server", options, { cwd: tmpdir() });
  test.after(() => server.kill());
  for await (const line of createInterface({ input: server.stdout })) {
    if (line.includes("Ready to accept connections")) break;
  }
  return `redis://127.0.0.1:${port}`;
}
