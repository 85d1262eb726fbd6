/** Resources of the host whose methods and hooks give promises. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InstanceError } from 'outwit';
import { Counter, opened, Things } from './hosts.js';
import { deferred, late } from './waiting.js';

test('resources', async () => {
  const things = new Things();
  const newCounter = async (start: number): Promise<Counter> => {
    const counter = new Counter(things, await late(start));
    return Object.assign(counter, { increment: (by: number) => late((counter.number += by)) });
  };
  Object.assign(things, { newCounter });
  const { user, instance } = opened(things);
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

/** A counter whose hook is a promise. */
class AsyncCounter extends Counter {
  done = false;
  override async [Symbol.dispose](): Promise<void> {
    await turn();
    super[Symbol.dispose]();
    this.done = true;
  }
}

// The hook is JavaScript's own, for which nobody waits.
test('a hook in a synchronous call', async () => {
  const things = new Things();
  const { user, instance } = opened(things);
  const counter = new AsyncCounter(things, 1);
  assert.equal(user.finish(counter), 1);
  assert.equal(instance.hostResources, 0);
  assert.ok(!counter.done);
  await turn();
  await turn();
  assert.deepEqual(things.disposed, [counter]);
});

test('a hook at the end', async () => {
  const things = new Things();
  const { user, instance } = opened(things);
  const counter = new AsyncCounter(things, 1);
  await user.keepAsync(counter);
  instance.close();
  assert.ok(!counter.done);
  await turn();
  await turn();
  assert.deepEqual(things.disposed, [counter]);
});

test('what is not given comes back', async () => {
  const things = new Things();
  const { user, instance } = opened(things);
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

test('an answer that comes too late', async () => {
  const things = new Things();
  const waiting = deferred<Counter>();
  const entered = deferred<void>();
  const host = Object.assign(things, {
    newCounter: () => {
      entered.resolve();
      return waiting.promise;
    },
  });
  const { user, instance } = opened(host as never);
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

// Objects that were lent or given to a call that never ran are the host's again, undisposed.
test('closing while a call waits its turn', async () => {
  const things = new Things();
  const [counter, lent] = [new Counter(things, 1), new Counter(things, 2)];
  const [entered, answer] = [deferred<void>(), deferred<number>()];
  const host = Object.assign(things, {
    peek: () => {
      entered.resolve();
      return answer.promise;
    },
  });
  const { user, instance } = opened(host as never);
  const first = user.lendManyAsync(lent, 1);
  await entered.promise;
  const second = user.keepAsync(counter);
  assert.throws(() => instance.close(), InstanceError);
  answer.resolve(5);
  assert.equal(await first, 5n);
  await second;
  assert.equal(instance.hostResources, 1);
  instance.close();
  assert.deepEqual(things.disposed, [counter]);
});
