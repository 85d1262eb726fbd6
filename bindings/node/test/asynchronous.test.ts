/** Calls off the thread of the event loop. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Cancelled, DeadlineExceeded, InstanceError, Trap, WitError } from 'outwit';
import { Bytes } from '../build/golden/bytes/golden/typescript/index.js';
import { Resources } from '../build/golden/resources/golden/typescript/index.js';
import { fileOf, instanceOf, interfaceOf, rejects, throws } from './support.js';

const strings = interfaceOf('strings');
const bytes = interfaceOf('bytes');
const results = interfaceOf('results');

function faults(): any {
  return interfaceOf('errors', 'faults');
}

test('round trips', async () => {
  assert.equal(await strings.revAsync('abc'), 'cba');
  const large = 'é'.repeat(100_000);
  assert.equal(await strings.echoStringAsync(large), large);
  const list = Array.from({ length: 20_000 }, (_, i) => `number ${i}`);
  assert.deepEqual(await strings.echoListAsync(list), list);
  const data = new Uint8Array(1 << 20).fill(7);
  assert.deepEqual(await bytes.echoBytesAsync(data), data);
  assert.deepEqual(await bytes.echoListAsync([data, Uint8Array.of(1)]), [data, Uint8Array.of(1)]);
  assert.equal(await interfaceOf('many_params').nothingAsync(), undefined);
});

test('arguments are copied', async () => {
  const data = new Uint8Array(10_000).fill(1);
  const sum = bytes.sumAsync(data);
  data.fill(2);
  assert.equal(await sum, 10_000n);
});

test('the loop goes on', async () => {
  const all = faults();
  let turns = 0;
  let done = false;
  const call = all.countAsync(200_000_000n).then(() => (done = true));
  while (!done && turns < 10) {
    await turn();
    turns += 1;
  }
  assert.equal(turns, 10);
  await call;
});

test('several at once', async () => {
  // More of them than the pool has threads.
  const echoes = Array.from({ length: 12 }, () => interfaceOf('strings'));
  const texts = await Promise.all(echoes.map((each, i) => each.revAsync(`${i}`.padStart(2, '0'))));
  assert.deepEqual(texts[10], '01');
  // Calls of one instance take turns.
  const all = faults();
  const counts = await Promise.all(Array.from({ length: 20 }, () => all.callsAsync()));
  assert.deepEqual(
    counts,
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  assert.equal(all.calls(), 21);
});

test('generated', async () => {
  const { echo } = new Bytes(fileOf('bytes'));
  const data = Uint8Array.from({ length: 256 * 5000 }, (_, i) => i % 256);
  assert.deepEqual(await echo.echoBytesAsync(data), data);
  assert.equal(await echo.sumAsync(data), BigInt((5000 * 255 * 256) / 2));
});

test('errors', async () => {
  await rejects(results.errStringAsync(false, 5), WitError, 'it failed');
  await rejects(strings.revAsync(5), TypeError, 'v: expected a string, got 5');
  await rejects(strings.revAsync(), TypeError, 'rev: expected 1 arguments, got 0');
  const all = faults();
  await rejects(all.unreachableAsync(), Trap, /unreachable/);
  await rejects(all.fineAsync(1), InstanceError, /after a failed call/);
});

test('cancelling', async () => {
  const all = faults();
  const controller = new AbortController();
  const call = all.spinAsync({ signal: controller.signal });
  const queued = all.fineAsync(1, { signal: controller.signal });
  await turn();
  const reason = new Error('enough');
  controller.abort(reason);
  await assert.rejects(call, (error) => error === reason);
  await assert.rejects(queued, (error) => error === reason);
  await rejects(all.fineAsync(1), InstanceError, /after a failed call/);
  await assert.rejects(
    faults().fineAsync(1, { signal: AbortSignal.abort(reason) }),
    (error) => error === reason,
  );
  assert.equal(await faults().fineAsync(1, { signal: new AbortController().signal }), 1);
  assert.ok(new Cancelled('stopped') instanceof Trap);
});

test('the deadline', async () => {
  await rejects(faults().spinAsync({ deadline: 20 }), DeadlineExceeded, 'the call ran past its deadline');
  const all = instanceOf('errors', { deadline: 20 }).exports['fixtures:errors/faults'];
  await rejects(all.spinAsync(), DeadlineExceeded, 'the call ran past its deadline');
});

test('wrong use', async () => {
  const all = faults();
  await rejects(all.fineAsync(1, 5), TypeError, /^expected options \{ signal, deadline \}/);
  await rejects(all.fineAsync(1, {}, {}), TypeError, /^expected options/);
  await rejects(all.fineAsync(1, { signal: 5 }), TypeError, 'signal: expected an AbortSignal');
  await rejects(all.fineAsync(1, { deadline: -5 }), RangeError, 'deadline: expected milliseconds, got -5');
});

test('resources', async () => {
  const all = interfaceOf('resources', 'counters');
  const counter = await all.Counter.zeroAsync();
  assert.equal(await counter.incrementAsync(5), 5);
  const other = await counter.cloneAsync();
  const absorbed = counter.absorbAsync(other);
  assert.ok(other.disposed);
  throws(() => other.value(), TypeError, 'self: this counter was given to the component');
  await absorbed;
  assert.equal(counter.value(), 10);
  const value = counter.valueAsync();
  counter.dispose();
  assert.equal(await value, 10);
});

test('methods', async () => {
  for (const { Counter } of [
    interfaceOf('resources', 'counters'),
    new Resources(fileOf('resources')).counters,
  ]) {
    const counter = await Counter.newAsync(5);
    assert.ok(counter instanceof Counter);
    assert.equal(await counter.incrementAsync(2), 7);
    assert.equal(await (await counter.cloneAsync()).valueAsync(), 7);
    assert.equal(await (await Counter.parseAsync('3')).valueAsync(), 3);
    await rejects(counter.incrementAsync('x'), TypeError, 'by: expected a number (u32), got "x"');
    const largest = await Counter.largestAsync([counter, await Counter.zeroAsync()]);
    assert.equal(largest.value(), 7);
  }
});

test('a program that exits', () => {
  const code = `
    const all = require('outwit').load(process.env.FILE).instantiate().exports['fixtures:errors/faults'];
    all.spinAsync();
    setImmediate(() => process.exit(3));
  `;
  const env = { ...process.env, FILE: fileOf('errors') };
  const child = spawnSync(process.execPath, ['-e', code], { cwd: __dirname, env, timeout: 30_000 });
  assert.equal(child.status, 3, String(child.stderr));
});

test('a call that never ran takes nothing', async () => {
  const all = interfaceOf('resources', 'counters');
  const [first, second] = [new all.Counter(1), new all.Counter(2)];
  const controller = new AbortController();
  const running = first.valueAsync();
  const queued = all.finishAsync(second, { signal: controller.signal });
  assert.ok(second.disposed);
  const reason = new Error('enough');
  controller.abort(reason);
  await assert.rejects(queued, (error) => error === reason);
  assert.equal(await running, 1);
  assert.equal(await first.valueAsync(), 1);
  assert.equal(second.value(), 2);
});

test('an instance that is closed meanwhile', async () => {
  const instance = instanceOf('errors');
  const all = instance.exports['fixtures:errors/faults'];
  instance.close();
  await rejects(all.fineAsync(1), InstanceError, /closed/);
});
