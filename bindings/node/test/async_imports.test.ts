/** Functions of the host that give promises. */

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InstanceError, OutwitError, WitError } from 'outwit';
import { HostErrors, types } from '../build/golden/host_errors/golden/typescript/index.js';
import { Imports } from '../build/golden/imports/golden/typescript/index.js';
import { others, Store, typedHost } from './hosts.js';
import { fileOf, rejects, throws } from './support.js';
import { callsWith, deferred, late } from './waiting.js';

test('values', async () => {
  const large = new Uint8Array(200_000).fill(7);
  const calls = callsWith({
    echoString: late,
    echoBytes: late,
    echoStrings: late,
    add: (a: number, b: number) => late(a + b),
  });
  assert.equal(await calls.echoStringAsync('héllo'), 'héllo');
  assert.deepEqual(await calls.echoBytesAsync(large), large);
  const list = Array.from({ length: 200 }, (_, i) => `${i}`.repeat(5000));
  assert.deepEqual(await calls.echoStringsAsync(list), list);
  assert.equal(await calls.callManyAsync(100), 100);
  const host = Object.assign(typedHost(), { echoString: late });
  const typed = new Imports(fileOf('imports'), { host: host as never, ...others });
  assert.equal(await typed.calls.echoStringAsync('héllo'), 'héllo');
});

test('other things to wait for', async () => {
  const calls = callsWith({ answer: () => ({ then: (done: (value: number) => void) => done(7) }) });
  assert.equal(await calls.answerAsync(), 7);
});

test('functions that do not wait', async () => {
  const calls = callsWith({});
  assert.equal(await calls.echoStringAsync('now'), 'now');
  assert.equal(await calls.callManyAsync(1000), 1000);
});

const ASYNC = 'fixtures:imports/host.answer is async: call it through an *Async function';

test('a synchronous call', async () => {
  const unhandled: unknown[] = [];
  const listen = (error: unknown): number => unhandled.push(error);
  process.on('unhandledRejection', listen);
  for (const answer of [() => late(5), () => Promise.reject(new Error('nobody looks'))]) {
    throws(() => callsWith({ answer }).answer(), OutwitError, ASYNC);
  }
  await turn();
  await turn();
  process.off('unhandledRejection', listen);
  assert.deepEqual(unhandled, []);
});

// A call that leaves its thread can wait for its own host functions, not for those of others.
test('a synchronous call inside of another', async () => {
  const inner = callsWith({ answer: () => late(5) });
  await rejects(callsWith({ answer: () => inner.answer() }).answerAsync(), OutwitError, ASYNC);
});

test('errors of results', async () => {
  const get = async (key: string): Promise<never> => {
    throw new types.TypesError(await late({ tag: 'not-found', val: key }));
  };
  const store = Object.assign(new Store(), { get });
  const { calls } = new HostErrors(fileOf('host_errors'), { store });
  const caught = await calls.getAsync('k').catch((error: unknown) => error);
  assert.ok(caught instanceof types.TypesError);
  assert.deepEqual(caught.payload, { tag: 'not-found', val: 'k' });
  assert.deepEqual(await calls.recoverAsync(['a', 'b']), ['not-found', 'not-found']);
});

test('errors arrive as they are', async () => {
  for (const value of [new Error('mine'), 'text', undefined, new WitError('of another')]) {
    for (const answer of [
      () => Promise.reject(value),
      () => late(5).then(() => Promise.reject(value)),
      () => {
        throw value;
      },
    ]) {
      const calls = callsWith({ answer });
      const stack = value instanceof Error ? value.stack : undefined;
      await assert.rejects(calls.answerAsync(), (thrown) => thrown === value);
      if (value instanceof Error) assert.equal(value.stack, stack);
      await rejects(calls.answerAsync(), InstanceError, /host\.answer failed/);
    }
  }
});

test('wrong values', async () => {
  const message = 'fixtures:imports/host.echo-u8 returned a wrong value: expected a number (u8), got "x"';
  await rejects(callsWith({ echoU8: () => late('x') }).echoU8Async(1), TypeError, message);
});

test('many wait for files', async () => {
  // As many as Node's own pool has threads would keep it from reading anything.
  const file = fileOf('imports');
  const length = (await readFile(file)).length;
  const answer = async (): Promise<number> => (await readFile(file)).length;
  const answers = await Promise.all(Array.from({ length: 10 }, () => callsWith({ answer }).answerAsync()));
  assert.deepEqual(answers, new Array(10).fill(length));
});

test('several at once', async () => {
  const all = Array.from({ length: 3 }, () => deferred<number>());
  let begun = 0;
  const answer = async (): Promise<number> => {
    begun += 1;
    if (begun === 3) for (const each of all) each.resolve(begun);
    return (all[0] as { promise: Promise<number> }).promise;
  };
  const calls = all.map(() => callsWith({ answer }).answerAsync());
  assert.deepEqual(await Promise.all(calls), [3, 3, 3]);
});

// In host functions of either kind.
test('the context of the caller', async () => {
  const variable = new AsyncLocalStorage<number>();
  const seen: unknown[] = [];
  const calls = callsWith({
    nothing: () => seen.push(variable.getStore()),
    answer: async () => (await late(variable.getStore())) as number,
  });
  const call = async (number: number): Promise<void> => {
    await calls.nothingAsync();
    assert.equal(await calls.answerAsync(), number);
    assert.equal(variable.getStore(), number);
  };
  await Promise.all([1, 2, 3, 4, 5].map((number) => variable.run(number, () => call(number))));
  assert.deepEqual(seen.sort(), [1, 2, 3, 4, 5]);
  assert.equal(variable.getStore(), undefined);
});
