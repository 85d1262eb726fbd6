/** The command line. */

import { parseArgs } from "node:util";

const USAGE = `\
usage: kv [--database FILE|redis://HOST:PORT] get KEY
       kv [--database FILE|redis://HOST:PORT] set KEY VALUE [--ttl SECONDS]
       kv [--database FILE|redis://HOST:PORT] delete KEY`;

/** What the program is asked to do. */
export interface Options {
  readonly command: "get" | "set" | "delete";
  readonly key: string;
  readonly value: string;
  /** How many seconds to keep it. */
  readonly ttl: number | undefined;
  /** A file of SQLite, or a server of Redis. */
  readonly database: string;
}

/** Something is wrong with the command line. */
export class UsageError extends Error {}

/** Reads the command line. */
export function parseArguments(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const [command, key, value = "", ...more] = positionals;
  const count = command === "set" ? 3 : 2;
  const known = command === "get" || command === "set" || command === "delete";
  const ttl = values.ttl === undefined ? undefined : Number(values.ttl);
  if (!known || key === undefined || positionals.length !== count) {
    throw new UsageError(USAGE);
  }
  if (more.length > 0 || (ttl !== undefined && !Number.isInteger(ttl))) {
    throw new UsageError(USAGE);
  }
  return { command, key, value, ttl, database: values.database };
}

function parse(args: readonly string[]) {
  try {
    const options = {
      database: { type: "string", default: "kv.sqlite" },
      ttl: { type: "string" },
    } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}
