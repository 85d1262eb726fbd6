/** Threads: calls run beside the event loop and in workers, and those of one instance take turns. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { InstanceError, load, Trap } from 'outwit';
import { Reentry } from '../build/golden/reentry/golden/typescript/index.js';
import { Peer } from './hosts.js';
import { fileOf, instanceOf, interfaceOf, rejects, throws } from './support.js';

const LONG = 300_000_000n;

function faults(): any {
  return interfaceOf('errors', 'faults');
}

/** Runs code in so many workers, each with `load`, `file` and `say`, and gives what they say. */
async function workers(count: number, stem: string, code: string): Promise<unknown[]> {
  const whole = `
    const { parentPort, workerData: { outwit, file } } = require('node:worker_threads');
    const { load } = require(outwit);
    const say = (value) => parentPort.postMessage(value);
    ${code}
  `;
  const outwit = createRequire(__filename).resolve('outwit');
  const options = { eval: true, workerData: { outwit, file: fileOf(stem) } };
  const all = Array.from({ length: count }, () => new Worker(whole, options));
  const said = await Promise.all(all.map(async (worker) => (await once(worker, 'message'))[0]));
  await Promise.all(all.map((worker) => worker.terminate()));
  return said;
}

test('a long call lets others run', async () => {
  let [turns, done] = [0, false];
  const call = workers(
    1,
    'errors',
    `say(load(file).instantiate().exports['fixtures:errors/faults'].count(${LONG}n))`,
  );
  void call.finally(() => (done = true));
  for (; !done; turns++) await turn();
  assert.deepEqual(await call, [LONG]);
  assert.ok(turns > 1000);
});

test('calls of one instance take turns', async () => {
  const all = faults();
  const calls = [1, 2, 3].flatMap((number) => [all.countAsync(20_000_000n), all.fineAsync(number)]);
  assert.deepEqual(await Promise.all(calls), [20_000_000n, 1, 20_000_000n, 2, 20_000_000n, 3]);
});

test('many short calls', async () => {
  const echo = interfaceOf('strings');
  const texts = Array.from({ length: 3000 }, (_, i) => `call ${i}`);
  const reversed = texts.map((text) => [...text].reverse().join(''));
  assert.deepEqual(await Promise.all(texts.map((text) => echo.revAsync(text))), reversed);
});

test('instances of their own at once', async () => {
  const code = `
    const echo = load(file).instantiate().exports['fixtures:strings/echo'];
    echo.revAsync('cd').then((late) => say([echo.rev('ab'), late]));
  `;
  assert.deepEqual(await workers(3, 'strings', code), Array(3).fill(['ba', 'dc']));
  const counts = Array.from({ length: 3 }, () => faults().countAsync(20_000_000n));
  assert.deepEqual(await Promise.all(counts), Array(3).fill(20_000_000n));
});

test('errors belong to their calls', async () => {
  const all = faults();
  const calls = Array.from({ length: 100 }, (_, number) => [
    rejects(all.fineAsync('x'), TypeError, 'v: expected a number (u32), got "x"'),
    all.fineAsync(number).then((value: number) => assert.equal(value, number)),
    rejects(all.fineAsync(-1), RangeError, 'v: expected an integer from 0 to 4294967295, got -1'),
  ]);
  await Promise.all(calls.flat());
});

test('a trap while others wait', async () => {
  const all = faults();
  const [trap, ...others] = [all.recurseAsync(2 ** 32 - 1), all.countAsync(1000n), all.countAsync(1000n)];
  const waiting = others.map((call) => rejects(call, InstanceError, /after a failed call/));
  await rejects(trap, Trap, /^the guest trapped: /);
  await Promise.all(waiting);
});

test('dropping resources while another is inside', async () => {
  const all = interfaceOf('resources', 'counters');
  const churn = async (): Promise<void> => {
    for (let i = 0; i < 100; i++) {
      const counter = await all.Counter.newAsync(1);
      const incremented = counter.incrementAsync(1);
      new all.Counter(2).dispose();
      counter.dispose();
      assert.equal(await incremented, 2);
    }
  };
  await Promise.all([churn(), churn(), churn()]);
  assert.equal(all.live(), 0);
});

test('closing while another is inside', async () => {
  const instance = instanceOf('errors');
  const all = instance.exports['fixtures:errors/faults'];
  const call = all.countAsync(50_000_000n);
  await turn();
  instance.close(); // which waits for the call
  assert.equal(await call, 50_000_000n);
  throws(() => all.fine(1), InstanceError, /closed/);
});

test('drops are done at the next turn', async () => {
  const peer = new Peer();
  const { walker, instance } = new Reentry(fileOf('reentry'), { peer });
  const things = [new walker.Thing(3), new walker.Thing(4)];
  peer.step = async (left) => {
    things.pop();
    await turn();
    globalThis.gc?.();
    await turn();
    things.pop()?.dispose();
    assert.deepEqual(peer.numbers, []);
    return left;
  };
  assert.equal(await walker.walkAsync(1), 1);
  assert.equal(walker.fine(2), 2);
  assert.deepEqual(peer.numbers.sort(), [3, 4]);
  assert.equal(instance.guestResources, 0);
});

test('closing resources from many', async () => {
  const instance = instanceOf('resources');
  const all = instance.exports['fixtures:resources/counters'];
  const many = all.makeMany(200);
  const close = async (): Promise<void> => {
    for (const [number, counter] of many.slice(0, 100).entries()) {
      try {
        assert.equal(await counter.valueAsync(), number);
      } catch (error) {
        assert.ok(error instanceof TypeError && counter.disposed);
      }
      counter.dispose();
    }
  };
  await Promise.all([close(), close(), close()]);
  assert.equal(all.dropped(), 100);
  assert.equal(all.live(), 100);
  assert.equal(instance.guestResources, 100);
  instance.close();
  for (const counter of many) counter.dispose();
  assert.equal(instance.guestResources, 0);
});

test('giving away a resource', async () => {
  const all = interfaceOf('resources', 'counters');
  for (let round = 0; round < 20; round++) {
    const counter = new all.Counter(5);
    const calls = Array.from({ length: 8 }, () => all.finishAsync(counter));
    const given = await Promise.allSettled(calls);
    assert.deepEqual(
      given.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
      [5],
    );
    for (const each of given) assert.ok(each.status === 'fulfilled' || each.reason instanceof TypeError);
  }
  assert.equal(all.live(), 0);
});

test('host functions of many threads', async () => {
  const code = `
    const component = load(file);
    for (let number = 0; number < 20; number++) {
      const error = new Error('mine');
      const visit = (text) => {
        if (number % 5 === 4) throw error;
        return text + '!';
      };
      const peer = { step: (left) => left, visit, gone() {} };
      const walker = component.instantiate({ imports: { peer } }).exports['fixtures:reentry/walker'];
      for (let i = 0; i < 20; i++) if (walker.walk(7) !== 7) say('another number');
      try {
        if (walker.tell('x') !== '[x!]') say('another text');
      } catch (caught) {
        if (caught !== error) say(String(caught));
      }
    }
    say('done');
  `;
  assert.deepEqual(await workers(4, 'reentry', code), Array(4).fill('done'));
  const component = load(fileOf('reentry'));
  const walks = Array.from({ length: 8 }, () => new Reentry(component, { peer: new Peer() }).walker);
  assert.deepEqual(await Promise.all(walks.map((walker) => walker.walkAsync(7))), Array(8).fill(7));
});
