/** Variants: objects of a tag and a value. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('variants');
const mixed = [
  { tag: 'byte', val: 255 },
  { tag: 'wide', val: 2n ** 64n - 1n },
  { tag: 'single', val: -0 },
  { tag: 'double', val: NaN },
  { tag: 'letter', val: '🦀' },
  { tag: 'text', val: '' },
  { tag: 'items', val: ['a', 'b'] },
  { tag: 'pair', val: [1, -(2n ** 63n)] },
  { tag: 'nothing' },
];
const rect = { tag: 'rect', val: { width: 2, height: 3 } };
const shapes = [{ tag: 'circle', val: 2 }, rect, { tag: 'dot' }];

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoShape, ...shapes);
    roundTrip(echo.echoMixed, ...mixed);
    roundTrip(echo.echoOnly, { tag: 'one', val: 7 });
    roundTrip(
      echo.echoNested,
      { tag: 'shape', val: rect },
      { tag: 'mixed', val: mixed[6] },
      { tag: 'shapes', val: shapes },
      { tag: 'maybe', val: undefined },
      { tag: 'maybe', val: { tag: 'dot' } },
    );
  }
});

test('are native values', () => {
  for (const echo of echoes) {
    const circle = echo.echoShape({ tag: 'circle', val: 2 });
    assert.equal(Object.getPrototypeOf(circle), Object.prototype);
    assert.equal(JSON.stringify(circle), '{"tag":"circle","val":2}');
    assert.deepEqual(Object.keys(echo.echoShape({ tag: 'dot' })), ['tag']);
    assert.deepEqual(structuredClone(circle), circle);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], mixed, Array(50).fill(mixed).flat());
    roundTrip(echo.echoOption, undefined, ...mixed);
    roundTrip(
      echo.echoDrawing,
      { name: 'n', shape: rect, front: undefined },
      { name: '', shape: { tag: 'dot' }, front: rect },
    );
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(
      shapes.map((shape) => echo.area(shape)),
      [12, 6, 0],
    );
    assert.deepEqual(
      mixed.map((value) => echo.name(value)),
      mixed.map(({ tag }) => tag),
    );
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoShape('dot'), TypeError, 'v: expected an object { tag, val }, got "dot"');
    throws(() => echo.echoShape(2), TypeError, 'v: expected an object { tag, val }, got 2');
    throws(() => echo.echoShape(null), TypeError, 'v: expected an object { tag, val }, got null');
  }
});

test('cases that there are not', () => {
  for (const echo of echoes) {
    const cases = "expected one of 'circle', 'rect', 'dot'";
    throws(() => echo.echoShape({ tag: 'square' }), RangeError, `v.tag: ${cases}, got "square"`);
    throws(() => echo.echoShape({ tag: 'nothing' }), RangeError, `v.tag: ${cases}, got "nothing"`);
    throws(() => echo.echoShape({}), TypeError, `v.tag: ${cases}, got undefined`);
  }
});

test('wrong payloads', () => {
  for (const echo of echoes) {
    throws(
      () => echo.echoShape({ tag: 'circle', val: 'x' }),
      TypeError,
      'v.circle: expected a number (f64), got "x"',
    );
    throws(
      () => echo.echoShape({ tag: 'circle' }),
      TypeError,
      'v.circle: expected a number (f64), got undefined',
    );
    throws(
      () => echo.echoShape({ tag: 'dot', val: 1 }),
      TypeError,
      'v.dot: the case has no payload, but val is given',
    );
  }
});

test('objects of the callers own', () => {
  for (const echo of echoes) {
    // Objects of classes are taken, with their getters.
    class Circle {
      readonly tag = 'circle';
      get val(): number {
        return 1;
      }
    }
    assert.deepEqual(echo.echoShape(new Circle()), { tag: 'circle', val: 1 });
    assert.deepEqual(echo.echoShape({ tag: 'dot', colour: 'red' }), { tag: 'dot' });
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(
      () => echo.echoShape({ tag: 'rect', val: { width: 1 } }),
      TypeError,
      'v.rect.height: expected a number (f64), got undefined',
    );
    throws(
      () => echo.echoDrawing({ name: 'd', shape: { tag: 'circle', val: '1' } }),
      TypeError,
      'v.shape.circle: expected a number (f64), got "1"',
    );
    throws(
      () => echo.echoList([mixed[8], { tag: 'items', val: [1] }]),
      TypeError,
      'v[1].items[0]: expected a string, got 1',
    );
    throws(
      () => echo.echoNested({ tag: 'shapes', val: [{ tag: 'dot' }, null] }),
      TypeError,
      'v.shapes[1]: expected an object { tag, val }, got null',
    );
  }
});
