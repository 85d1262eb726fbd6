/** The `outwit` command. */

import { addon, settle } from './native.js';

/** Runs the command with its arguments and gives its exit status. */
export function runCommand(args: readonly string[]): number {
  return settle(addon.cli([...args]));
}
