/** The table of the host's objects that a component holds. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { disposeAll, HostObjects } from '../dist/host-objects.js';

/** An object that counts how often it is disposed of. */
class Closing {
  closed = 0;

  constructor(private readonly error?: Error) {}

  [Symbol.dispose](): void {
    this.closed += 1;
    if (this.error !== undefined) throw this.error;
  }
}

test('are found', () => {
  const objects = new HostObjects();
  const [a, b] = [new Closing(), new Closing()];
  const [one, two, again] = [objects.keep(a), objects.keep(b), objects.keep(a)];
  assert.deepEqual([objects.get(one), objects.get(two), objects.get(again)], [a, b, a]);
  assert.equal(objects.size, 3);
  assert.equal(objects.take(two), b);
  assert.equal(objects.take(two), undefined);
  assert.equal(objects.get(two), undefined);
  assert.equal(objects.size, 2);
  assert.equal(objects.keep(b), two, 'a number is used again');
  assert.equal(objects.get(99), undefined);
  assert.equal(objects.take(99), undefined);
  assert.equal(objects.size, 3);
  disposeAll(objects.empty());
  assert.deepEqual([a.closed, b.closed, objects.size], [2, 1, 0]);
  disposeAll(objects.empty());
  assert.equal(a.closed, 2);
});

test('that are not owned', () => {
  const objects = new HostObjects();
  const [lent, owned] = [new Closing(), new Closing()];
  const number = objects.keep(lent);
  objects.keep(owned);
  objects.takeAll([number]);
  objects.takeAll(undefined);
  assert.equal(objects.size, 1);
  disposeAll(objects.empty());
  assert.deepEqual([lent.closed, owned.closed], [0, 1]);
});

test('that fail to close', () => {
  const [a, b] = [new Error('a'), new Error('b')];
  const fine = new Closing();
  const all = [new Closing(a), fine, new Closing(b), {}];
  assert.throws(
    () => disposeAll(all),
    (error) => error instanceof AggregateError && error.errors.length === 2 && error.errors.includes(b),
  );
  assert.equal(fine.closed, 1);
  assert.throws(
    () => disposeAll([new Closing(a), fine]),
    (error) => error === a,
  );
});
