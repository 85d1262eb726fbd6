/** Host functions that wait: what the tests of promises share. */

import { spawnSync } from 'node:child_process';
import { setImmediate as turn } from 'node:timers/promises';
import { load } from 'outwit';
import { Host, others } from './hosts.js';
import { fileOf } from './support.js';

const component = load(fileOf('imports'));

/** The calls of a new instance of `imports` whose host has these functions. */
export function callsWith(functions: object): any {
  const host = Object.assign(new Host(), functions);
  return component.instantiate({ imports: { host, ...others } }).exports['fixtures:imports/calls'];
}

/** The value, some turns of the event loop later. */
export async function late<T>(value: T): Promise<T> {
  await turn();
  return value;
}

/** A promise, and what settles it. */
export function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let [resolve, reject]: [(value: T) => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}

/** Runs a program in a process of its own. */
export function program(code: string): { status: number | null; output: string } {
  const env = { ...process.env, FILE: fileOf('imports'), SPIN: fileOf('errors') };
  const child = spawnSync(process.execPath, ['-e', code], {
    cwd: __dirname,
    env,
    timeout: 60_000,
    encoding: 'utf8',
  });
  return { status: child.status, output: child.stdout + child.stderr };
}
