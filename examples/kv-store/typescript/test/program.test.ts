/** The program as it is run. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { place } from "./support.js";

const PROGRAM = fileURLToPath(new URL("../src/main.js", import.meta.url));

/** Its status, what it printed, and what it complained about. */
function run(file: string, ...args: string[]): [number | null, string, string] {
  const command = [PROGRAM, "--database", file, ...args];
  const { status, stdout, stderr } = spawnSync("node", command, {
    encoding: "utf8",
  });
  return [status, stdout, stderr];
}

test("program", (t) => {
  const { file } = place(t);
  const none = [1, "", "kv: there is no entry of this key\n"];
  assert.deepEqual(run(file, "get", "ann"), none);
  const done = [0, "", ""];
  assert.deepEqual(run(file, "set", "ann", "é", "--ttl", "1000"), done);
  assert.deepEqual(run(file, "get", "ann"), [0, "é\n", ""]);
  assert.deepEqual(run(file, "delete", "ann"), done);
  assert.deepEqual(run(file, "delete", "ann"), none);
  assert.equal(
    run(file, "set", "/ann", "1")[2],
    'kv: "" is no space: it has 1 to 32 of a to z, 0 to 9 and hyphens\n',
  );
});
