import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('records');
const person = { name: 'Ada', age: 36, email: undefined, tags: ['a', 'b'], home: { x: 1, y: -1 } };

test('records are plain objects', () => {
  roundTrip(echo.echoPoint, { x: 0, y: -(2 ** 31) });
  roundTrip(echo.echoSingle, { value: '' });
  roundTrip(echo.echoPerson, person, { ...person, email: 'ada@example.org', tags: [] });
  roundTrip(echo.echoPadded, { a: 1, b: 2n ** 64n - 1n, c: true, d: -1, e: 0.5, f: -128, g: NaN, h: '🦀' });
  roundTrip(echo.echoLine, { start: { x: 1, y: 2 }, end: { x: 3, y: 4 }, label: { value: 'l' } });
  roundTrip(echo.echoList, [], [person], Array(1000).fill(person));
  roundTrip(echo.echoOption, undefined, { x: 1, y: 2 });
  assert.deepEqual(echo.translate({ x: 1, y: 2 }, { x: 3, y: 4 }), { x: 4, y: 6 });
  assert.deepEqual(echo.oldest([person, { ...person, age: 37 }]).age, 37);
  assert.equal(Object.getPrototypeOf(echo.echoPoint({ x: 0, y: 0 })), Object.prototype);
});

test('objects of classes, and more properties than needed, are taken', () => {
  class Point {
    #x = 5;
    y = 6;
    get x(): number {
      return this.#x;
    }
  }
  assert.deepEqual(echo.echoPoint(new Point()), { x: 5, y: 6 });
  assert.deepEqual(echo.echoPoint({ x: 1, y: 2, z: 3 }), { x: 1, y: 2 });
});

test('the path of a wrong field', () => {
  throws(() => echo.echoPoint(undefined), TypeError, 'v: expected an object, got undefined');
  throws(() => echo.echoPoint('x'), TypeError, 'v: expected an object, got "x"');
  throws(() => echo.echoPoint({ x: 1 }), TypeError, 'v.y: expected a number (s32), got undefined');
  throws(
    () => echo.echoPerson({ ...person, home: { x: 1, y: 2 ** 31 } }),
    RangeError,
    'v.home.y: expected an integer from -2147483648 to 2147483647, got 2147483648',
  );
  throws(
    () => echo.echoPerson({ ...person, tags: ['a', 1] }),
    TypeError,
    'v.tags[1]: expected a string, got 1',
  );
  throws(() => echo.oldest([person, { ...person, name: undefined }]), TypeError, /^persons\[1\]\.name: /);
});
