/** Functions of the host that call components. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InstanceError, load } from 'outwit';
import { Reentry, type walker } from '../build/golden/reentry/golden/typescript/index.js';
import { Peer } from './hosts.js';
import { collected, fileOf, interfaceOf, throws } from './support.js';

const component = load(fileOf('reentry'));
const BUSY = 'the instance is in a call already; a host function cannot call back into its own instance';

/** An instance whose peer does `step` instead. */
function opened(step?: (left: number) => number, peer = new Peer()): Reentry {
  if (step !== undefined) peer.step = step;
  return new Reentry(component, { peer });
}

test('another instance', () => {
  const peers = Array.from({ length: 20 }, () => new Peer());
  const walkers = peers.map((peer) => opened(undefined, peer).walker);
  peers.slice(0, -1).forEach((peer, i) => {
    peer.step = (left) => (walkers[i + 1] as walker.Walker).walk(left);
    peer.visit = (text) => (walkers[i + 1] as walker.Walker).tell(text);
  });
  assert.equal(walkers[0]?.walk(15), 15);
  const text = 'é'.repeat(50_000);
  assert.equal(walkers[0]?.tell(text), '['.repeat(20) + text + ']'.repeat(20));
});

function freshEachTime(): Reentry {
  return opened((left) => freshEachTime().walker.walk(left));
}

test('a fresh instance a call', () => {
  assert.equal(freshEachTime().walker.walk(30), 30);
});

test('without end', () => {
  assert.throws(() => freshEachTime().walker.walk(1_000_000), RangeError);
  assert.equal(freshEachTime().walker.walk(5), 5, 'other instances go on');
});

test('the same instance', () => {
  const { walker } = opened((left) => walker.walk(left));
  throws(() => walker.walk(2), InstanceError, BUSY);
});

test('the same instance further in', () => {
  const one: Reentry = opened((left) => two.walker.walk(left));
  const two: Reentry = opened((left) => one.walker.walk(left));
  throws(() => one.walker.walk(5), InstanceError, BUSY);
});

test('the host may stand it', () => {
  let caught = 0;
  const world: Reentry = opened((left) => {
    throws(() => world.walker.fine(1), InstanceError, BUSY);
    throws(() => world.dispose(), InstanceError, 'the instance is in a call and cannot be closed by it');
    caught += 1;
    return left;
  });
  assert.equal(world.walker.walk(3), 3);
  assert.equal(caught, 1);
  assert.equal(world.walker.fine(7), 7);
});

/** A step that fails. */
function failing(error: Error): () => number {
  return () => {
    throw error;
  };
}

test('errors arrive through all', () => {
  const error = new Error('at the bottom');
  const inner = opened(failing(error));
  const middle = opened((left) => inner.walker.walk(left));
  const outer = opened((left) => middle.walker.walk(left));
  assert.throws(
    () => outer.walker.walk(5),
    (thrown) => thrown === error,
  );
  for (const { walker } of [inner, middle, outer])
    throws(() => walker.fine(1), InstanceError, /cannot be used after a failed call/);
});

// Then the instance of the host function that caught it goes on.
test('errors may be caught on the way', () => {
  const inner = opened(failing(new Error('at the bottom')));
  const { walker } = opened((left) => {
    throws(() => inner.walker.walk(left), Error, 'at the bottom');
    return 7;
  });
  assert.equal(walker.walk(5), 8);
  assert.equal(walker.fine(1), 1);
  throws(() => inner.walker.fine(1), InstanceError, /cannot be used after a failed call/);
});

test('destructors call the host', { skip: globalThis.gc === undefined }, async () => {
  const peer = new Peer();
  const { walker } = opened(undefined, peer);
  const thing = new walker.Thing(5);
  assert.equal(thing.poke(), 5);
  thing.dispose();
  assert.deepEqual(peer.numbers, [5]);
  for (let i = 0; i < 100; i++) new walker.Thing(i);
  for (let i = 0; i < 100 && peer.numbers.length < 90; i++) {
    globalThis.gc?.();
    await turn();
    walker.fine(1);
  }
  assert.ok(peer.numbers.length >= 90, 'finalisers only queue them: the next call drops them');
});

// Its getters may dispose of a resource, whose destructor calls the host.
test('code of a value', () => {
  const peer = new Peer();
  const { walker } = opened(undefined, peer);
  const thing = new walker.Thing(5);
  const other = interfaceOf('records');
  const point = {
    get x(): number {
      thing.dispose();
      return 7;
    },
    y: 8,
  };
  const person = { name: 'Ada', age: 1, tags: ['a'.repeat(100)], home: point };
  assert.deepEqual(other.echoPerson(person).home, { x: 7, y: 8 });
  assert.deepEqual(peer.numbers, [5]);
});

test('closing a resource from inside', () => {
  const peer = new Peer();
  const things: walker.Thing[] = [];
  const { walker } = opened((left) => {
    for (const thing of things) thing.dispose();
    assert.deepEqual(peer.numbers, []);
    return left;
  }, peer);
  things.push(new walker.Thing(1), new walker.Thing(2));
  assert.equal(walker.walk(1), 1);
  assert.deepEqual(peer.numbers, []);
  assert.equal(walker.fine(77), 77);
  assert.deepEqual(peer.numbers, [1, 2], 'once the instance is free again');
});

test('a destructor that fails', () => {
  const error = new Error('mine');
  const peer = new Peer();
  peer.gone = () => {
    throw error;
  };
  const { walker } = opened(undefined, peer);
  const thing = new walker.Thing(5);
  assert.throws(
    () => thing.dispose(),
    (thrown) => thrown === error,
  );
  throws(() => walker.fine(1), InstanceError, /peer\.gone failed/);
});

test('a host that holds a resource', { skip: globalThis.gc === undefined }, async () => {
  const make = (): WeakRef<object> => {
    const peer = new Peer() as Peer & { thing?: walker.Thing };
    const world = opened(undefined, peer);
    peer.thing = new world.walker.Thing(5);
    world.walker.walk(3);
    return new WeakRef(world.instance);
  };
  const instances = Array.from({ length: 10 }, make);
  await collected(() => instances.filter((instance) => instance.deref() !== undefined).length <= 1);
});

test('loading inside', () => {
  const { walker } = opened((left) => interfaceOf('integers').add(left, 1));
  assert.equal(walker.walk(5), 6);
});

// Calls of one instance wait for each other, while its host functions call another one.
test('many at once', async () => {
  const inner = opened();
  const peer = new Peer();
  peer.visit = (text) => inner.walker.tell(text);
  const { walker } = opened(undefined, peer);
  const texts = [...'abcdefgh'].map((letter) => letter.repeat(10));
  const answers = texts.flatMap((text) => Array.from({ length: 20 }, () => walker.tellAsync(text)));
  const expected = texts.flatMap((text) => Array(20).fill(`[[${text}]]`));
  assert.deepEqual(await Promise.all(answers), expected);
});
