/** The command line. */

import { parseArgs } from "node:util";

const USAGE =
  "usage: pdf [--password P] [--render N OUT.png] [--report DIR] FILE...";

/** What the program is asked to do. */
export interface Options {
  readonly files: readonly string[];
  /** Opens encrypted files. */
  readonly password: string | undefined;
  /** Writes the page of this number, from 0. */
  readonly render:
    { readonly page: number; readonly target: string } | undefined;
  /** The folder that text and page 1 of each file go to. */
  readonly report: string | undefined;
}

/** Something is wrong with the command line. */
export class UsageError extends Error {}

/** Reads the command line. */
export function parseArguments(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const { password, render, report } = values;
  if (render === undefined) {
    if (positionals.length === 0) throw new UsageError(USAGE);
    return { files: positionals, password, render, report };
  }
  const [target, ...files] = positionals;
  if (
    !/^[1-9]\d*$/.test(render) ||
    target === undefined ||
    files.length !== 1
  ) {
    throw new UsageError("--render takes the number of a page, and one file");
  }
  return {
    files,
    password,
    render: { page: Number(render) - 1, target },
    report,
  };
}

function parse(args: readonly string[]) {
  const string = { type: "string" } as const;
  try {
    const options = { password: string, render: string, report: string };
    // The second value of --render is what comes first among the rest.
    return parseArgs({
      args: renderFirst(args),
      options,
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

/** Moves `--render N OUT.png` to the front, so that OUT.png is the first of the positionals. */
function renderFirst(args: readonly string[]): string[] {
  const at = args.indexOf("--render");
  const three = at < 0 ? [] : args.slice(at, at + 3);
  return [...three, ...args.filter((_, i) => at < 0 || i < at || i >= at + 3)];
}
