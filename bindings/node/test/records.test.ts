/** Records: plain objects. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('records');
const person = { name: 'Ada', age: 36, email: undefined, tags: ['a', 'b'], home: { x: 1, y: -1 } };

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoPoint, { x: 0, y: -(2 ** 31) }, { x: 2 ** 31 - 1, y: -1 });
    roundTrip(echo.echoSingle, { value: '' }, { value: 'only' });
    roundTrip(echo.echoPerson, person, { ...person, email: 'ada@example.org', tags: [] });
    roundTrip(echo.echoPadded, { a: 1, b: 2n ** 64n - 1n, c: true, d: -1, e: 0.5, f: -128, g: NaN, h: '🦀' });
    roundTrip(echo.echoLine, { start: { x: 1, y: 2 }, end: { x: 3, y: 4 }, label: { value: 'l' } });
  }
});

test('are native values', () => {
  for (const echo of echoes) {
    const point = echo.echoPoint({ x: 1, y: 2 });
    assert.equal(Object.getPrototypeOf(point), Object.prototype);
    assert.deepEqual(Object.keys(point), ['x', 'y']);
    assert.equal(JSON.stringify(point), '{"x":1,"y":2}');
    assert.deepEqual(echo.echoPoint({ ...point, x: 5 }), { x: 5, y: 2 });
    point.x = 3;
    assert.equal(echo.echoPoint(point).x, 3);
    // An option that is not there is a property that is undefined.
    assert.deepEqual(Object.keys(echo.echoPerson(person)), Object.keys(person));
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    const persons = Array.from({ length: 1000 }, (_, i) => ({ ...person, age: i % 256, email: 'a@b' }));
    roundTrip(echo.echoList, [], [person], persons);
    roundTrip(echo.echoOption, undefined, { x: 1, y: 2 });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.translate({ x: 1, y: 2 }, { x: 3, y: 4 }), { x: 4, y: 6 });
    assert.deepEqual(echo.oldest([person, { ...person, age: 37 }]), { ...person, age: 37 });
    assert.equal(echo.oldest([]), undefined);
  }
});

test('objects of the callers own', () => {
  for (const echo of echoes) {
    // Objects of classes are taken, with their getters, and so are more properties than needed.
    class Point {
      #x = 5;
      y = 6;
      get x(): number {
        return this.#x;
      }
    }
    assert.deepEqual(echo.echoPoint(new Point()), { x: 5, y: 6 });
    assert.deepEqual(echo.echoPoint({ x: 1, y: 2, z: 3 }), { x: 1, y: 2 });
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoPoint(undefined), TypeError, 'v: expected an object, got undefined');
    throws(() => echo.echoPoint(null), TypeError, 'v: expected an object, got null');
    throws(() => echo.echoPoint('x'), TypeError, 'v: expected an object, got "x"');
    throws(() => echo.echoPoint([1, 2]), TypeError, 'v.x: expected a number (s32), got undefined');
  }
});

test('a field that is not there', () => {
  for (const echo of echoes) {
    throws(() => echo.echoPoint({ x: 1 }), TypeError, 'v.y: expected a number (s32), got undefined');
    throws(() => echo.echoSingle({}), TypeError, 'v.value: expected a string, got undefined');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(
      () => echo.echoPerson({ ...person, home: { x: 1, y: 'low' } }),
      TypeError,
      'v.home.y: expected a number (s32), got "low"',
    );
    throws(
      () => echo.echoPerson({ ...person, home: { x: 1, y: 2 ** 31 } }),
      RangeError,
      'v.home.y: expected an integer from -2147483648 to 2147483647, got 2147483648',
    );
    throws(
      () => echo.echoList([person, { ...person, tags: ['a', 1] }]),
      TypeError,
      'v[1].tags[1]: expected a string, got 1',
    );
    throws(
      () => echo.oldest([person, { ...person, name: undefined }]),
      TypeError,
      'persons[1].name: expected a string, got undefined',
    );
  }
});
