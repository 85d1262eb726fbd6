/** Instances: what they have, and when they are closed. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InstanceError, load } from 'outwit';
import { fileOf, instanceOf, interfaceOf, rejects, throws } from './support.js';

const ECHO = 'fixtures:integers/echo';

test('functions by position', async () => {
  const component = load(fileOf('integers'));
  const instance = component.instantiate();
  const position = component.exports.findIndex(({ name }) => name === 'add');
  assert.equal(instance.functions.length, component.exports.length);
  assert.equal(instance.functions[position](2, 3), 5);
  assert.equal(await instance.asyncFunctions[position](2, 3), 5);
  assert.equal(instance.asyncFunctions, instance.asyncFunctions);
  assert.equal(instance.world, component.world);
});

test('wrong arguments', async () => {
  const echo = interfaceOf('integers');
  throws(() => echo.add(), TypeError, 'add: expected 2 arguments, got 0');
  throws(() => echo.add(1), TypeError, 'add: expected 2 arguments, got 1');
  throws(() => echo.add(1, 2, 3), TypeError, 'add: expected 2 arguments, got 3');
  await rejects(echo.addAsync(1), TypeError, 'add: expected 2 arguments, got 1');
  throws(() => echo.echoU8('1'), TypeError, 'v: expected a number (u8), got "1"');
  assert.equal(echo.add(1, 2), 3);
});

test('exports by name', () => {
  const instance = instanceOf('integers');
  const { exports } = instance;
  assert.equal(instance.exports, exports);
  assert.deepEqual(Object.keys(exports), [ECHO]);
  assert.ok(!('other' in exports));
  assert.equal(exports[ECHO].add(1, 2), 3);
  assert.equal(exports[ECHO].nothingOfTheKind, undefined);
  assert.equal(instanceOf('world_items').exports['add'](1, 2), 3);
});

test('versions may be left out', () => {
  const { exports } = instanceOf('world_items');
  const full = Object.keys(exports).find((name) => name.includes('/places')) ?? '';
  assert.equal(full, 'fixtures:world-items/places@1.2.0');
  assert.equal(exports['fixtures:world-items/places'], exports[full]);
  // Where there are several, the version says which.
  assert.ok(!('fixtures:greeting/greeter' in instanceOf('versions').exports));
});

test('closing', async () => {
  const instance = instanceOf('integers');
  const echo = instance.exports[ECHO];
  assert.ok(!instance.closed);
  instance.close();
  assert.ok(instance.closed);
  instance.close();
  throws(() => echo.add(1, 2), InstanceError, /closed/);
  await rejects(echo.addAsync(1, 2), InstanceError, /closed/);
});

test('at the end of a block', () => {
  const instance = instanceOf('integers');
  // What `using instance = ...` does.
  instance[Symbol.dispose]();
  assert.ok(instance.closed);
  throws(() => instance.exports[ECHO].add(1, 2), InstanceError, /closed/);
});

test('resource classes', () => {
  const instance = instanceOf('resources');
  const { types } = instance.world.signature;
  const names = types.flatMap((type, id) => (type.kind === 'resource' ? [[type.name, id] as const] : []));
  assert.deepEqual(names.map(([name]) => name).sort(), ['counter', 'opaque', 'token']);
  const { Counter } = instance.exports['fixtures:resources/counters'];
  const counter = names.find(([name]) => name === 'counter')?.[1] ?? -1;
  assert.ok(new Counter(1) instanceof instance.resource(counter));
  assert.equal(instance.resource(counter), instance.resource(counter));
  throws(() => instance.resource(1000), RangeError, 'the world has no resource at 1000');
  const other = types.findIndex(({ kind }) => kind !== 'resource');
  throws(() => instance.resource(other), RangeError, `the world has no resource at ${other}`);
});

// Arguments are read before the instance is entered: what they do is done to an instance that is free.

test('an argument that calls the instance', () => {
  const { echoPoint } = interfaceOf('records');
  const point = {
    get x() {
      return echoPoint({ x: 5, y: 6 }).y;
    },
    y: 2,
  };
  assert.deepEqual(echoPoint(point), { x: 6, y: 2 });
});

test('an argument that closes the instance', () => {
  const instance = instanceOf('records');
  const { echoPoint } = instance.exports['fixtures:records/echo'];
  const point = {
    get x() {
      instance.close();
      return 1;
    },
    y: 2,
  };
  throws(() => echoPoint(point), InstanceError, /closed/);
});

test('an argument that calls another instance', () => {
  const { echoPoint } = interfaceOf('records');
  const other = interfaceOf('integers');
  const point = {
    get x() {
      return other.add(1, 2);
    },
    y: 2,
  };
  assert.deepEqual(echoPoint(point), { x: 3, y: 2 });
});

test('a function keeps its instance', async () => {
  const { add } = interfaceOf('integers');
  await turn();
  globalThis.gc?.();
  assert.equal(add(1, 2), 3);
});
