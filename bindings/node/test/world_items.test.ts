/** Functions and types of the world itself, and several interfaces that share types. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { WitError } from 'outwit';
import { WorldItems } from '../build/golden/world_items/golden/typescript/index.js';
import { fileOf, instanceOf, throws } from './support.js';

const typed = new WorldItems(fileOf('world_items'));
const { exports: members } = instanceOf('world_items');

/** The world without its generated code. */
const dynamic: WorldItems = {
  ...members,
  ...Object.fromEntries(
    ['places', 'colours', 'pictures', 'registry', 'audit'].map((name) => [
      name,
      members[`fixtures:world-items/${name}`],
    ]),
  ),
} as any;

/** Runs with types made at run time, and with generated code. */
function both(run: (world: WorldItems) => void): () => void {
  return () => [dynamic, typed].forEach(run);
}

test(
  'functions of the world',
  both((world) => {
    assert.equal(world.add(2, 3), 5);
    throws(() => world.add(1, -1), RangeError, /^b: /);
  }),
);

test('names that objects have themselves', () => {
  const { exports } = instanceOf('world_items');
  for (const name of ['get', 'items', 'keys', 'values', 'close', 'instance']) {
    assert.equal(exports[name](7), 7, name);
  }
  const world = new WorldItems(fileOf('world_items'));
  assert.equal(world.get(7), 7);
  assert.equal(world.items(7), 7);
  assert.equal(world.keys(7), 7);
  assert.equal(world.values(7), 7);
  assert.equal(world.close(7), 7);
  assert.equal(world.instance_(7), 7);
  world[Symbol.dispose]();
});

test(
  'types of the world',
  both((world) => {
    const reading = world.measure(0.5, 'high');
    assert.deepEqual(reading, { value: 0.5, level: 'high' });
    assert.equal(world.peak([]), undefined);
    assert.deepEqual(world.peak([reading, { value: 1.5, level: 'low' }]), { value: 1.5, level: 'low' });
    assert.deepEqual(world.check(reading), reading);
    assert.throws(
      () => world.check({ value: -1, level: 'low' }),
      (error) => error instanceof WitError && typeof error.payload === 'string',
    );
    const message = `level: expected one of 'low', 'high', got "middle"`;
    throws(() => world.measure(1, 'middle' as never), RangeError, message);
  }),
);

test(
  'equal names in two interfaces',
  both(({ places, colours }) => {
    assert.deepEqual(places.mirror({ x: 1, y: -2 }), { x: -1, y: 2 });
    assert.deepEqual(places.origin(), { x: 0, y: 0 });
    assert.deepEqual(colours.black(), { red: 0, green: 0, blue: 0 });
    assert.deepEqual(colours.mirror({ red: 0, green: 255, blue: 1 }), { red: 255, green: 0, blue: 254 });
    throws(() => places.mirror({ red: 1, green: 2, blue: 3 } as never), TypeError, /^p\.x: /);
  }),
);

test(
  'types of other interfaces',
  both(({ places, colours, pictures }) => {
    const pixel = pictures.paint(places.origin(), colours.mirror(colours.black()));
    assert.deepEqual(pixel.at, { x: 0, y: 0 });
    assert.deepEqual(pixel.colour, { red: 255, green: 255, blue: 255 });
    assert.equal(pictures.paint(pixel.at, pixel.colour).id, pixel.id + 1n);
    assert.equal(pictures.echoLevel('low'), 'low');
  }),
);

test(
  'a resource of another interface',
  both(({ registry, audit }) => {
    const entry = new registry.Entry('one');
    assert.equal(audit.inspect(entry), 'seen: one');
    const copy = audit.copy(entry);
    assert.equal(copy.name(), 'one');
    assert.equal(copy.constructor, entry.constructor);
  }),
);

test(
  'an interface without a package',
  both(({ inline }) => {
    assert.deepEqual(inline.next({ at: 7n }), { at: 8n });
  }),
);

test('names of interfaces', () => {
  assert.equal(members['fixtures:world-items/places@1.2.0'], members['fixtures:world-items/places']);
  assert.equal(members.missing, undefined);
});
