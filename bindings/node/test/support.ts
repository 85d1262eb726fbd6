/** What the tests share: the components of `wit-fixtures`, and errors with their messages. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import * as outwit from 'outwit';

/** The checkout. */
export const ROOT = join(__dirname, '..', '..', '..');

const folder = process.env['OUTWIT_COMPONENTS'] ?? join(ROOT, 'target', 'components');

/** The file of the fixture `stem`. */
export function fileOf(stem: string): string {
  return join(folder, `${stem}.wasm`);
}

/** A new instance of the fixture `stem`. */
export function instanceOf(stem: string, options?: outwit.InstanceOptions): outwit.Instance {
  return outwit.load(fileOf(stem)).instantiate(options);
}

/** The interface `name` of a new instance of the fixture `stem`. */
export function interfaceOf(stem: string, name = 'echo'): any {
  return instanceOf(stem).exports[`fixtures:${stem.replaceAll('_', '-')}/${name}`];
}

/** Each value must come back as it went in. */
export function roundTrip(echo: (value: any) => unknown, ...values: unknown[]): void {
  for (const value of values) assert.deepEqual(echo(value), value);
}

type ErrorClass = new (...args: any[]) => Error;

/** The call must throw an error of exactly this class with this message. */
export function throws(call: () => unknown, type: ErrorClass, message: string | RegExp): void {
  assert.throws(call, (error: unknown) => matches(error, type, message));
}

/** The promise must be rejected with an error of exactly this class with this message. */
export async function rejects(
  call: Promise<unknown>,
  type: ErrorClass,
  message: string | RegExp,
): Promise<void> {
  await assert.rejects(call, (error: unknown) => matches(error, type, message));
}

function matches(error: unknown, type: ErrorClass, message: string | RegExp): true {
  assert.ok(error instanceof Error);
  assert.equal(error.constructor, type, `${error.constructor.name}: ${error.message}`);
  if (typeof message === 'string') assert.equal(error.message, message);
  else assert.match(error.message, message);
  return true;
}

/** A folder that is gone after the test. */
export function temporary(t: TestContext): string {
  const { folder, remove } = made();
  t.after(remove);
  return folder;
}

/** A new folder, and what removes it. */
export function made(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'outwit-'));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/** Collects garbage until `gone`, which must come; or so many times. Finalisers are tasks of their own. */
export async function collected(gone: () => boolean, times?: number): Promise<void> {
  for (let i = 0; i < (times ?? 100) && !gone(); i++) {
    await turn();
    globalThis.gc?.();
    await turn();
  }
  assert.ok(times !== undefined || gone(), 'the garbage collector did not find it');
}
