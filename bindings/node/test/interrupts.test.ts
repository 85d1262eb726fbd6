/** Ctrl-C and signals stop a component, and what else runs meanwhile goes on. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { InstanceError } from 'outwit';
import { fileOf, interfaceOf, rejects } from './support.js';

function faults(): any {
  return interfaceOf('errors', 'faults');
}

/** Sends this process a signal. */
function kill(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
}

test('ctrl-c', async () => {
  const code = `
    const { load } = require('outwit');
    const all = load(process.env.FILE).instantiate().exports['fixtures:errors/faults'];
    require('node:fs').writeSync(1, 'spins');
    all.spin();
  `;
  const env = { ...process.env, FILE: fileOf('errors') };
  const child = spawn(process.execPath, ['-e', code], { cwd: __dirname, env });
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  assert.deepEqual(await once(child, 'exit'), [null, 'SIGINT']);
});

test('the reason arrives as it is', async () => {
  for (const reason of [new Error('mine'), 'text', 5]) {
    const controller = new AbortController();
    const all = faults();
    const call = all.spinAsync({ signal: controller.signal });
    await turn();
    controller.abort(reason);
    await assert.rejects(call, (error) => error === reason);
    await rejects(all.fineAsync(1), InstanceError, /after a failed call/);
  }
});

test('a handler that goes on', async () => {
  const all = faults();
  const order: string[] = [];
  const call = all.countAsync(500_000_000n).finally(() => order.push('call'));
  process.once('SIGUSR2', () => order.push('signal'));
  kill('SIGUSR2');
  assert.equal(await call, 500_000_000n);
  assert.deepEqual(order, ['signal', 'call']);
  assert.equal(all.fine(1), 1);
});

// Nothing of the call needs this thread: the handler's own call waits for its end.
test('a handler that calls the instance', async () => {
  const all = faults();
  const call = all.countAsync(500_000_000n);
  const handled = new Promise((answer) => process.once('SIGUSR2', () => answer(all.fine(7))));
  kill('SIGUSR2');
  assert.equal(await handled, 7);
  assert.equal(await call, 500_000_000n);
});

test('ctrl-c while the program waits', async () => {
  const all = faults();
  const controller = new AbortController();
  const reason = new Error('Ctrl-C');
  process.once('SIGINT', () => controller.abort(reason));
  const call = all.spinAsync({ signal: controller.signal });
  kill('SIGINT');
  await assert.rejects(call, (error) => error === reason);
  await rejects(all.fineAsync(1), InstanceError, /after a failed call/);
});

test('other calls are not disturbed', async () => {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const all = require(workerData.outwit).load(workerData.file).instantiate().exports['fixtures:errors/faults'];
    parentPort.postMessage('begins');
    parentPort.postMessage(all.count(500_000_000n));
  `;
  const outwit = createRequire(__filename).resolve('outwit');
  const worker = new Worker(code, { eval: true, workerData: { outwit, file: fileOf('errors') } });
  assert.deepEqual(await once(worker, 'message'), ['begins']);
  const [other, controller] = [faults(), new AbortController()];
  const beside = other.countAsync(100_000_000n, { signal: new AbortController().signal });
  process.once('SIGINT', () => controller.abort());
  const call = faults().spinAsync({ signal: controller.signal });
  kill('SIGINT');
  await assert.rejects(call, { name: 'AbortError' });
  assert.deepEqual(await once(worker, 'message'), [500_000_000n]);
  assert.equal(await beside, 100_000_000n);
  assert.equal(other.fine(1), 1);
});

test('stopping to wait for a turn', async () => {
  const all = faults();
  let done = false;
  const first = all.countAsync(500_000_000n).finally(() => (done = true));
  const controller = new AbortController();
  const reason = new Error('enough');
  const second = all.fineAsync(1, { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(second, (error) => error === reason);
  assert.ok(!done, 'it is not the other call that ended the wait');
  assert.equal(await first, 500_000_000n);
  assert.equal(all.fine(1), 1);
});

test('before the call', async () => {
  const all = faults();
  const reason = new Error('enough');
  const call = all.spinAsync({ signal: AbortSignal.abort(reason) });
  await assert.rejects(call, (error) => error === reason);
  assert.equal(all.fine(1), 1);
  assert.equal(await all.fineAsync(1, { signal: new AbortController().signal }), 1);
});
