/** What the tests share: the components of `wit-fixtures`, and errors with their messages. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as outwit from 'outwit';

const folder = process.env['OUTWIT_COMPONENTS'] ?? join(__dirname, '..', '..', '..', 'target', 'components');

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
