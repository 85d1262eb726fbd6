/** Functions of the host that give promises. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { DeadlineExceeded, InstanceError, load, OutwitError, WitError } from 'outwit';
import { HostErrors, types } from '../build/golden/host_errors/golden/typescript/index.js';
import { HostResources } from '../build/golden/host_resources/golden/typescript/index.js';
import { Reentry, type walker } from '../build/golden/reentry/golden/typescript/index.js';
import { Counter, Host, others, Peer, Store, Things } from './hosts.js';
import { fileOf, rejects, throws } from './support.js';

const component = load(fileOf('imports'));
const reentry = load(fileOf('reentry'));
const BUSY = 'the instance is in a call already; a host function cannot call back into its own instance';

function callsWith(functions: object): any {
  const host = Object.assign(new Host(), functions);
  return component.instantiate({ imports: { host, ...others } }).exports['fixtures:imports/calls'];
}

/** The value, some turns of the event loop later. */
async function late<T>(value: T): Promise<T> {
  await turn();
  return value;
}

/** A promise, and what settles it. */
function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
} {
  let [resolve, reject]: [(value: T) => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((yes, no) => ([resolve, reject] = [yes, no]));
  return { promise, resolve, reject };
}

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
});

test('functions that give values, and other things with a then', async () => {
  const calls = callsWith({ answer: () => ({ then: (done: (value: number) => void) => done(7) }) });
  assert.equal(await calls.answerAsync(), 7);
  assert.equal(await calls.echoStringAsync('now'), 'now');
  assert.equal(await calls.callManyAsync(1000), 1000);
});

test('a synchronous call', async () => {
  const unhandled: unknown[] = [];
  const listen = (error: unknown): number => unhandled.push(error);
  process.on('unhandledRejection', listen);
  const message = 'fixtures:imports/host.answer is async: call it through an *Async function';
  for (const answer of [() => late(5), () => Promise.reject(new Error('nobody looks'))]) {
    throws(() => callsWith({ answer }).answer(), OutwitError, message);
  }
  const inner = callsWith({ answer: () => late(5) });
  await rejects(callsWith({ answer: () => inner.answer() }).answerAsync(), OutwitError, message);
  await turn();
  await turn();
  process.off('unhandledRejection', listen);
  assert.deepEqual(unhandled, []);
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

test('what is thrown arrives as it is', async () => {
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

test('calls of many instances wait for the same files', async () => {
  // As many as Node's own pool has threads would keep it from reading anything.
  const file = fileOf('imports');
  const length = (await readFile(file)).length;
  const answer = async (): Promise<number> => (await readFile(file)).length;
  const answers = await Promise.all(Array.from({ length: 10 }, () => callsWith({ answer }).answerAsync()));
  assert.deepEqual(answers, new Array(10).fill(length));
});

test('calls of several instances wait for each other', async () => {
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

// --- stopping --------------------------------------------------------------------------------------

test('a signal stops a call that waits', async () => {
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

test('the deadline of a call that waits', async () => {
  const never = deferred<number>();
  const calls = callsWith({ answer: () => never.promise });
  // Nothing else keeps the event loop alive.
  const alive = setInterval(() => undefined, 1000);
  await rejects(calls.answerAsync({ deadline: 20 }), DeadlineExceeded, 'the call ran past its deadline');
  clearInterval(alive);
});

test('objects of an answer that comes too late stay with the host', async () => {
  const things = new Things();
  const waiting = deferred<Counter>();
  const entered = deferred<void>();
  const host = Object.assign(things, {
    newCounter: () => {
      entered.resolve();
      return waiting.promise;
    },
  });
  const { user, instance } = new HostResources(fileOf('host_resources'), { things: host as never });
  const controller = new AbortController();
  const made = assert.rejects(user.makeAsync(5, { signal: controller.signal }));
  await entered.promise;
  controller.abort();
  await made;
  await assert.rejects(user.makeAsync(5), InstanceError);
  waiting.resolve(new Counter(things, 1));
  await turn();
  assert.equal(instance.hostResources, 0);
  assert.deepEqual(things.disposed, []);
});

/** Runs a program in a process of its own. */
function program(code: string): { status: number | null; output: string } {
  const env = { ...process.env, FILE: fileOf('imports'), SPIN: fileOf('errors') };
  const child = spawnSync(process.execPath, ['-e', code], {
    cwd: __dirname,
    env,
    timeout: 60_000,
    encoding: 'utf8',
  });
  return { status: child.status, output: child.stdout + child.stderr };
}

const OPEN = `
  const { load } = require('outwit');
  const host = new Proxy({}, { get: (_, name) => (v) => answers[name]?.() ?? v, has: () => true });
  const imports = { host, log() {}, now: () => 1n, describe: () => '' };
  const answers = {};
  const calls = load(process.env.FILE).instantiate({ imports }).exports['fixtures:imports/calls'];
`;

test('a program may exit while a host function waits', () => {
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

test('a program may exit within a host function', () => {
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

test('a worker thread may be terminated while a host function waits', async () => {
  const waits = `${OPEN}
    answers.answer = () => { parentPort.postMessage('waits'); return new Promise(() => {}); };
    calls.answerAsync();
    setInterval(() => {}, 1000);
  `;
  assert.equal(await terminated(waits), 'waits');
});

test('a worker thread may be terminated within a host function', async () => {
  const spins = `${OPEN}
    answers.answer = () => { parentPort.postMessage('spins'); for (;;); };
    calls.answer();
  `;
  assert.equal(await terminated(spins), 'spins');
});

test('a worker thread may be terminated while a component runs', async () => {
  const spins = `
    const { load } = require('outwit');
    load(process.env.SPIN).instantiate().exports['fixtures:errors/faults'].spinAsync();
    parentPort.postMessage('spins');
    setInterval(() => {}, 1000);
  `;
  assert.equal(await terminated(spins), 'spins');
});

test('only a worker thread has the package, and ends', () => {
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

// --- re-entry --------------------------------------------------------------------------------------

function opened(peer: Peer): Reentry {
  return new Reentry(reentry, { peer });
}

test('the same instance', async () => {
  const peer = new Peer();
  const world = opened(peer);
  let caught = 0;
  const check = async (): Promise<void> => {
    throws(() => world.walker.fine(1), InstanceError, BUSY);
    await rejects(world.walker.fineAsync(1), InstanceError, BUSY);
    throws(() => world.dispose(), InstanceError, /in a call/);
    caught += 1;
  };
  peer.step = async (left) => {
    await check();
    await turn();
    await check();
    return left;
  };
  assert.equal(await world.walker.walkAsync(3), 3);
  peer.step = (left) => {
    throws(() => world.walker.fine(1), InstanceError, BUSY);
    return left;
  };
  assert.equal(await world.walker.walkAsync(3), 3);
  assert.equal(caught, 2);
  assert.equal(await world.walker.fineAsync(5), 5);
  assert.equal(world.walker.fine(6), 6);
});

test('the same instance through another one', async () => {
  const [peer, other] = [new Peer(), new Peer()];
  const [one, two] = [opened(peer), opened(other)];
  peer.step = (left) => two.walker.walkAsync(left);
  other.step = async (left) => {
    await turn();
    return one.walker.walkAsync(left);
  };
  await rejects(one.walker.walkAsync(5), InstanceError, BUSY);
});

test('a synchronous call meanwhile', async () => {
  const entered = deferred<void>();
  const calls = callsWith({ add: () => late(entered.resolve()).then(() => 5) });
  const controller = new AbortController();
  const running = assert.rejects(calls.callForeverAsync({ signal: controller.signal }));
  await entered.promise;
  // It would wait for a call that waits for this thread.
  throws(() => calls.answer(), InstanceError, BUSY);
  controller.abort();
  await running;
});

test('other calls take their turn meanwhile', async () => {
  const peer = new Peer();
  const { walker } = opened(peer);
  const [entered, goOn] = [deferred<void>(), deferred<void>()];
  const order: string[] = [];
  peer.step = async (left) => {
    order.push('step');
    entered.resolve();
    await goOn.promise;
    order.push('stepped');
    return left;
  };
  const first = walker.walkAsync(1);
  await entered.promise;
  const second = walker.fineAsync(5).finally(() => order.push('second'));
  await turn();
  goOn.resolve();
  assert.deepEqual(await Promise.all([first, second]), [1, 5]);
  assert.deepEqual(order, ['step', 'stepped', 'second']);
});

test('what a host function leaves running may call later', async () => {
  const peer = new Peer();
  const { walker } = opened(peer);
  const free = deferred<void>();
  let running: Promise<number> | undefined;
  peer.step = (left) => {
    running = free.promise.then(() => walker.fineAsync(9));
    return left;
  };
  assert.equal(await walker.walkAsync(1), 1);
  free.resolve();
  assert.equal(await running, 9);
});

test('another instance, to any depth', async () => {
  const peers = Array.from({ length: 8 }, () => new Peer());
  const walkers = peers.map((peer) => opened(peer).walker);
  peers.slice(0, -1).forEach((peer, i) => {
    peer.step = (left) => (walkers[i + 1] as walker.Walker).walkAsync(left);
  });
  assert.equal(await walkers[0]?.walkAsync(8), 8);
});

// --- resources -------------------------------------------------------------------------------------

test('resources', async () => {
  const things = new Things();
  const newCounter = async (start: number): Promise<Counter> => {
    const counter = new Counter(things, await late(start));
    return Object.assign(counter, { increment: (by: number) => late((counter.number += by)) });
  };
  Object.assign(things, { newCounter });
  const { user, instance } = new HostResources(fileOf('host_resources'), { things });
  assert.equal(await user.useOnceAsync(5, 3), 8);
  assert.deepEqual(things.disposed, things.made);
  const made = await user.makeAsync(7);
  assert.equal(made, things.made[1]);
  assert.equal(await user.increaseAsync(made, 3), 10);
  assert.equal(await user.sumAsync([made, made]), 20);
  assert.equal(await user.lendManyAsync(made, 100), 1000n);
  assert.equal(instance.hostResources, 0);
  const keep = user.keepAsync(made);
  assert.equal(instance.hostResources, 1);
  await keep;
  instance.close();
  assert.deepEqual(things.disposed.slice(1), [made, made, made]);
});

test('what is not given comes back', async () => {
  const things = new Things();
  const { user, instance } = new HostResources(fileOf('host_resources'), { things });
  const counter = new Counter(things, 1);
  await assert.rejects(user.sumAsync([counter, 5 as never]), TypeError);
  const controller = new AbortController();
  const running = user.manyAsync(10);
  const queued = user.keepAsync(counter, { signal: controller.signal });
  controller.abort();
  await assert.rejects(queued);
  await running;
  assert.equal(await user.manyAsync(1), 1);
  assert.equal(instance.hostResources, 0);
  instance.close();
  await assert.rejects(user.keepAsync(counter), InstanceError);
  assert.equal(instance.hostResources, 0);
  assert.ok(!things.disposed.includes(counter));
});
