/** A resource, functions and interfaces that are written in the world itself. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { WitError } from 'outwit';
import {
  WorldResources,
  type Counter as HostCounter,
} from '../build/golden/world_resources/golden/typescript/index.js';
import { fileOf } from './support.js';

/** The host's counter. */
class Counter implements HostCounter {
  static alive = 0;

  constructor(public number: number) {
    Counter.alive += 1;
  }

  add(by: number): number {
    return (this.number += by);
  }

  [Symbol.dispose](): void {
    Counter.alive -= 1;
  }
}

/** A test that must leave none of the host's counters behind. */
function checked(run: (world: WorldResources, lines: string[]) => void): () => void {
  return () => {
    const lines: string[] = [];
    const world = new WorldResources(fileOf('world_resources'), {
      journal: { write: ({ text }) => BigInt(lines.push(text)) },
      shared(name) {
        if (name === '') throw new WitError('no name');
        return { label: name, counter: new Counter(7) };
      },
      newCounter: (start) => new Counter(start),
      counterLarger: (a, b) => new Counter(Math.max((a as Counter).number, (b as Counter).number)),
    });
    run(world, lines);
    assert.equal(world.instance.hostResources, 0);
  };
}

test(
  'borrowed',
  checked((world, lines) => {
    const counter = new Counter(1);
    assert.equal(world.count(counter, 2), 3);
    assert.equal(world.count(counter, 4), 7);
    assert.deepEqual(lines, ['3', '7']);
    assert.equal(world.journal.last()?.number, 2n);
  }),
);

test(
  'two records of one name',
  checked((world) => {
    assert.equal(world.journal.last(), undefined);
    world.count(new Counter(1), 2);
    assert.deepEqual(world.journal.last(), { number: 1n, text: '3' });
  }),
);

test(
  'made by the guest',
  checked((world) => {
    const before = Counter.alive;
    const made = world.sum(new Counter(1), new Counter(2));
    assert.ok(made instanceof Counter && made.number === 3);
    assert.equal(Counter.alive, before + 2, 'the guest dropped what it was given');
  }),
);

test(
  'a static function',
  checked((world) => {
    assert.equal((world.larger(new Counter(5), new Counter(4)) as Counter).number, 5);
  }),
);

test(
  'in a record',
  checked((world) => {
    const { label, counter } = world.find('x');
    assert.deepEqual([label, (counter as Counter).number], ['x', 7]);
    assert.throws(
      () => world.find(''),
      (error: unknown) => error instanceof WitError && error.payload === 'no name',
    );
  }),
);
