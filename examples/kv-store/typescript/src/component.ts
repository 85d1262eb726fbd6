/** Where the component is. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Finds the component: `KV_WASM`, or the one of the checkout around this file. */
export function component(): string {
  if (process.env["KV_WASM"]) return process.env["KV_WASM"];
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const place = join(folder, "target", "components", "kv.wasm");
    if (existsSync(place)) return place;
    if (folder === dirname(folder)) break;
    folder = dirname(folder);
  }
  throw new Error(
    "kv.wasm is not there; build it, or say where it is in KV_WASM",
  );
}
