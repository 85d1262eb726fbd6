import assert from 'node:assert/strict';
import test from 'node:test';
import { WitError } from 'outwit';
import { instanceOf, throws } from './support.js';

const { exports: world } = instanceOf('world_items');
const places = world['fixtures:world-items/places'];
const colours = world['fixtures:world-items/colours'];
const pictures = world['fixtures:world-items/pictures'];

test('functions of the world itself', () => {
  assert.equal(world.add(1, 2), 3);
  const reading = { value: 0.5, level: 'high' };
  assert.deepEqual(world.measure(0.5, 'high'), reading);
  assert.deepEqual(world.peak([reading, { value: 2, level: 'low' }]), { value: 2, level: 'low' });
  assert.equal(world.peak([]), undefined);
  assert.deepEqual(world.check(reading), reading);
  assert.throws(() => world.check({ value: -1, level: 'low' }), WitError);
  throws(() => world.measure(1, 'middle'), RangeError, `level: expected one of 'low', 'high', got "middle"`);
});

test('interfaces have types of the same name', () => {
  assert.deepEqual(places.mirror({ x: 1, y: -2 }), { x: -1, y: 2 });
  assert.deepEqual(colours.mirror({ red: 0, green: 255, blue: 1 }), { red: 255, green: 0, blue: 254 });
  const pixel = pictures.paint(places.origin(), colours.black());
  assert.deepEqual(pixel, { at: { x: 0, y: 0 }, colour: { red: 0, green: 0, blue: 0 }, id: 1n });
  assert.equal(pictures.echoLevel('low'), 'low');
  assert.deepEqual(world.inline.next({ at: 1n }), { at: 2n });
  assert.equal(world['fixtures:world-items/places@1.2.0'], places);
});

test('a resource of one interface is used by another', () => {
  const registry = world['fixtures:world-items/registry'];
  const audit = world['fixtures:world-items/audit'];
  const entry = new registry.Entry('x');
  assert.equal(audit.inspect(entry), 'seen: x');
  const copy = audit.copy(entry);
  assert.ok(copy instanceof registry.Entry);
  assert.equal(copy.name(), 'x');
});
