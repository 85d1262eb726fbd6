/** Floating-point numbers: infinities, signed zeros and NaN included. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('floats');
const edges = [0, -0, 1.5, -1.5, Infinity, -Infinity, NaN, 2 ** -149, 2 ** -126, 2 ** 127];
const doubles = [Number.MIN_VALUE, Number.MAX_VALUE, Number.EPSILON, 0.1, Math.PI];

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoF32, ...edges);
    roundTrip(echo.echoF64, ...edges, ...doubles);
  }
});

test('rounding', () => {
  for (const echo of echoes) {
    assert.equal(echo.echoF32(0.1), Math.fround(0.1));
    assert.equal(echo.echoF32(1e-60), 0);
  }
});

test('a number never becomes infinite', () => {
  for (const echo of echoes) {
    for (const value of [1e39, -1e39, 1e300, -1e300, Number.MAX_VALUE]) {
      throws(
        () => echo.echoF32(value),
        RangeError,
        `v: expected a number that fits 32 bits (f32), got ${value}`,
      );
    }
    roundTrip(echo.echoF32, 3.4028234663852886e38, -3.4028234663852886e38);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoOption, undefined, ...edges, ...doubles);
    roundTrip(echo.echoPair, { single: -0, double: NaN });
    roundTrip(
      echo.echoList,
      [],
      [
        { single: 0.5, double: 1e300 },
        { single: -Infinity, double: Number.MIN_VALUE },
      ],
    );
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.equal(echo.bitsF32(1), 0x3f80_0000);
    assert.equal(echo.bitsF32(-0), 0x8000_0000);
    assert.equal(echo.bitsF64(1), 0x3ff0_0000_0000_0000n);
    assert.equal(echo.bitsF64(-0), 0x8000_0000_0000_0000n);
    assert.equal(echo.fromBitsF32(0x3fc0_0000), 1.5);
    assert.equal(echo.fromBitsF32(0x7fc0_0000), NaN);
    assert.equal(echo.fromBitsF64(0x7ff0_0000_0000_0000n), Infinity);
    assert.equal(echo.fromBitsF64(0x7ff8_0000_0000_0001n), NaN);
    assert.equal(echo.divide(1, -0), -Infinity);
    assert.equal(echo.divide(0, 0), NaN);
  }
});

test('what counts as a float', () => {
  for (const echo of echoes) {
    assert.equal(echo.echoF64(3), 3);
    assert.equal(echo.echoF64(2 ** 53), 2 ** 53);
    throws(() => echo.echoF64(3n), TypeError, 'v: expected a number (f64), got 3n');
  }
});

test('numbers of the callers own', () => {
  for (const echo of echoes) {
    // An object is no number, and is not asked for one.
    let asked = 0;
    const half = { valueOf: () => (asked++, 0.5), [Symbol.toPrimitive]: () => (asked++, 0.5) };
    throws(() => echo.echoF64(half), TypeError, 'v: expected a number (f64), got an Object');
    throws(() => echo.echoF64(new Number(1)), TypeError, 'v: expected a number (f64), got a Number');
    assert.equal(asked, 0);
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoF64('1'), TypeError, 'v: expected a number (f64), got "1"');
    throws(() => echo.echoF64(null), TypeError, 'v: expected a number (f64), got null');
    throws(() => echo.echoF64([1]), TypeError, 'v: expected a number (f64), got an Array');
    throws(() => echo.echoF32('1'), TypeError, 'v: expected a number (f32), got "1"');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(
      () =>
        echo.echoList([
          { single: 1, double: 1 },
          { single: 1, double: '1' },
        ]),
      TypeError,
      'v[1].double: expected a number (f64), got "1"',
    );
    throws(
      () => echo.echoPair({ single: null, double: 0 }),
      TypeError,
      'v.single: expected a number (f32), got null',
    );
    throws(() => echo.echoPair({ single: 1e300, double: 1e300 }), RangeError, /^v\.single: /);
  }
});
