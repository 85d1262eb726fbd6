/** Calls that are stopped while their host functions wait, and programs that end meanwhile. */

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DeadlineExceeded, InstanceError } from 'outwit';
import { fileOf, rejects } from './support.js';
import { callsWith, deferred, program } from './waiting.js';

test('cancelling', async () => {
  const entered = deferred<void>();
  const waiting = deferred<number>();
  const answer = (): Promise<number> => {
    entered.resolve();
    return waiting.promise;
  };
  const calls = callsWith({ answer });
  const controller = new AbortController();
  const call = calls.answerAsync({ signal: controller.signal });
  const caught = assert.rejects(call, (error) => error === reason);
  const reason = new Error('enough');
  await entered.promise;
  controller.abort(reason);
  await caught;
  await rejects(calls.answerAsync(), InstanceError, /the caller stopped the call/);
  waiting.resolve(5);
  await turn();
});

test('a timeout', async () => {
  const never = deferred<number>();
  const calls = callsWith({ answer: () => never.promise });
  // The timer of the signal does not keep the event loop alive.
  const alive = setInterval(() => undefined, 1000);
  const call = calls.answerAsync({ signal: AbortSignal.timeout(20) });
  await assert.rejects(call, { name: 'TimeoutError' });
  clearInterval(alive);
  await rejects(calls.answerAsync(), InstanceError, /the caller stopped the call/);
});

test('the deadline', async () => {
  const never = deferred<number>();
  const calls = callsWith({ answer: () => never.promise });
  // Nothing else keeps the event loop alive.
  const alive = setInterval(() => undefined, 1000);
  await rejects(calls.answerAsync({ deadline: 20 }), DeadlineExceeded, 'the call ran past its deadline');
  clearInterval(alive);
});

test('a host function that stops its caller', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const answer = async (): Promise<number> => {
    controller.abort(reason);
    await turn();
    return 5;
  };
  const call = callsWith({ answer }).answerAsync({ signal: controller.signal });
  await assert.rejects(call, (error) => error === reason);
});

test('those that wait stop waiting', async () => {
  const entered = deferred<void>();
  const goOn = deferred<number>();
  const answer = (): Promise<number> => {
    entered.resolve();
    return goOn.promise;
  };
  const calls = callsWith({ answer });
  const first = calls.answerAsync();
  await entered.promise;
  const reason = new Error('enough');
  const controller = new AbortController();
  const second = assert.rejects(
    calls.nothingAsync({ signal: controller.signal }),
    (error) => error === reason,
  );
  controller.abort(reason);
  goOn.resolve(7);
  await second;
  assert.equal(await first, 7);
  assert.equal(await calls.nothingAsync(), undefined);
});

const OPEN = `
  const { load } = require('outwit');
  const host = new Proxy({}, { get: (_, name) => (v) => answers[name]?.() ?? v, has: () => true });
  const imports = { host, log() {}, now: () => 1n, describe: () => '' };
  const answers = {};
  const calls = load(process.env.FILE).instantiate({ imports }).exports['fixtures:imports/calls'];
`;

test('a program that ends meanwhile', () => {
  const exits = program(`${OPEN}
    answers.answer = () => { setImmediate(() => process.exit(3)); return new Promise(() => {}); };
    calls.answerAsync();
  `);
  assert.deepEqual(exits, { status: 3, output: '' });
  const ends = program(`${OPEN}
    answers.answer = () => new Promise(() => {});
    calls.answerAsync().finally(() => console.log('never'));
  `);
  assert.deepEqual(ends, { status: 0, output: '' }, 'nobody will ever settle that promise');
  const goesOn = program(`${OPEN}
    answers.answer = () => new Promise((done) => setTimeout(done, 20, 7));
    calls.answerAsync().then(console.log);
  `);
  assert.deepEqual(goesOn, { status: 0, output: '7\n' });
});

test('a program that exits within a host function', () => {
  const exits = program(`${OPEN}
    answers.answer = () => process.exit(3);
    calls.answer();
  `);
  assert.deepEqual(exits, { status: 3, output: '' });
});

/** Runs a program in a worker thread until it says something, and terminates it. */
async function terminated(code: string): Promise<unknown> {
  const outwit = createRequire(__filename).resolve('outwit');
  const env = { ...process.env, FILE: fileOf('imports'), SPIN: fileOf('errors') };
  const whole = `const { parentPort } = require('node:worker_threads');${code.replace("'outwit'", JSON.stringify(outwit))}`;
  const worker = new Worker(whole, { eval: true, env });
  const said = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
  await worker.terminate();
  return said;
}

test('a loop that is closed', async () => {
  const waits = `${OPEN}
    answers.answer = () => { parentPort.postMessage('waits'); return new Promise(() => {}); };
    calls.answerAsync();
    setInterval(() => {}, 1000);
  `;
  assert.equal(await terminated(waits), 'waits');
  const within = `${OPEN}
    answers.answer = () => { parentPort.postMessage('within'); for (;;); };
    calls.answer();
  `;
  assert.equal(await terminated(within), 'within');
  const runs = `
    const { load } = require('outwit');
    load(process.env.SPIN).instantiate().exports['fixtures:errors/faults'].spinAsync();
    parentPort.postMessage('runs');
    setInterval(() => {}, 1000);
  `;
  assert.equal(await terminated(runs), 'runs');
  // Only the worker thread has the package, and ends.
  const code = `
    const { Worker } = require('node:worker_threads');
    const outwit = ${JSON.stringify(createRequire(__filename).resolve('outwit'))};
    const code = "const { load } = require(" + JSON.stringify(outwit) + ");" +
      "const all = load(process.env.SPIN).instantiate().exports['fixtures:errors/faults'];" +
      "all.spinAsync(); require('node:worker_threads').parentPort.postMessage(all.fine(7));";
    const worker = new Worker(code, { eval: true });
    worker.on('message', async (value) => {
      await worker.terminate();
      setImmediate(() => console.log(value));
    });
  `;
  assert.deepEqual(program(code), { status: 0, output: '7\n' });
});
