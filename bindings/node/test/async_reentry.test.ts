/** Host functions that wait, and call components meanwhile. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InstanceError, load } from 'outwit';
import { Reentry, type walker } from '../build/golden/reentry/golden/typescript/index.js';
import { Peer } from './hosts.js';
import { fileOf, rejects, throws } from './support.js';
import { callsWith, deferred, late } from './waiting.js';

const reentry = load(fileOf('reentry'));
const BUSY = 'the instance is in a call already; a host function cannot call back into its own instance';

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

test('the same instance through another', async () => {
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

test('other calls take their turn', async () => {
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

test('what is left running may call later', async () => {
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

test('another instance', async () => {
  const peers = Array.from({ length: 8 }, () => new Peer());
  const walkers = peers.map((peer) => opened(peer).walker);
  peers.slice(0, -1).forEach((peer, i) => {
    peer.step = (left) => (walkers[i + 1] as walker.Walker).walkAsync(left);
  });
  assert.equal(await walkers[0]?.walkAsync(8), 8);
});
