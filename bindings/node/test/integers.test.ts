/** Whole numbers: every width to its limits, never wrapped. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('integers');
const numbers = [8, 16, 32].flatMap((bits) => [
  [`echoU${bits}`, 0, 2 ** bits - 1],
  [`echoS${bits}`, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1],
]) as [string, number, number][];
const bigints = [
  ['echoU64', 0n, 2n ** 64n - 1n],
  ['echoS64', -(2n ** 63n), 2n ** 63n - 1n],
] as const;
const smallest = {
  aU8: 0,
  aS8: -128,
  aU16: 0,
  aS16: -32768,
  aU32: 0,
  aS32: -(2 ** 31),
  aU64: 0n,
  aS64: -(2n ** 63n),
};
const largest = {
  aU8: 255,
  aS8: 127,
  aU16: 65_535,
  aS16: 32_767,
  aU32: 2 ** 32 - 1,
  aS32: 2 ** 31 - 1,
  aU64: 2n ** 64n - 1n,
  aS64: 2n ** 63n - 1n,
};

test('round trips', () => {
  for (const echo of echoes) {
    for (const [name, least, most] of numbers)
      roundTrip(echo[name], least, least + 1, 0, 1, 42, most - 1, most);
    for (const [name, least, most] of bigints) {
      roundTrip(echo[name], least, least + 1n, 0n, 1n, 42n, most - 1n, most);
    }
    assert.ok(Object.is(echo.echoU8(-0), 0));
  }
});

test('numbers are never wrapped', () => {
  for (const echo of echoes) {
    for (const [name, least, most] of numbers) {
      const expected = `v: expected an integer from ${least} to ${most}`;
      for (const value of [least - 1, most + 1, least - 2 ** 64, most + 2 ** 64, 0.5, NaN, Infinity, 1e21]) {
        throws(() => echo[name](value), RangeError, `${expected}, got ${value}`);
      }
    }
    for (const [name, least, most] of bigints) {
      for (const by of [1n, 256n, 1n << 64n, 1n << 200n]) {
        throws(() => echo[name](least - by), RangeError, /^v: expected an integer from /);
        throws(() => echo[name](most + by), RangeError, /^v: expected an integer from /);
      }
    }
  }
});

test('the message shows the value', () => {
  for (const echo of echoes) {
    for (const [name, least, most] of bigints) {
      const expected = `v: expected an integer from ${least} to ${most}`;
      throws(() => echo[name](least - 1n), RangeError, `${expected}, got ${least - 1n}n`);
      throws(() => echo[name](most + 1n), RangeError, `${expected}, got ${most + 1n}n`);
    }
    throws(() => echo.echoU8(300), RangeError, 'v: expected an integer from 0 to 255, got 300');
    throws(() => echo.echoU64(5), TypeError, 'v: expected a bigint (u64), got 5; pass a bigint, 5n');
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoAll, smallest, largest);
    roundTrip(echo.echoList, [], Array(100).fill([smallest, largest]).flat());
    roundTrip(echo.echoOption, undefined, 0n, 2n ** 64n - 1n);
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.smallest(), smallest);
    assert.deepEqual(echo.largest(), largest);
    assert.equal(echo.add(2, 3), 5);
    assert.equal(echo.add(0xffff_ffff, 1), 0, "the component's own arithmetic");
    assert.equal(echo.subtract(-5n, 6n), -11n);
  }
});

test('numbers of the callers own', () => {
  for (const echo of echoes) {
    // An object is no number, and is not asked for one.
    let asked = 0;
    const five = { valueOf: () => (asked++, 5), [Symbol.toPrimitive]: () => (asked++, 5) };
    throws(() => echo.echoU8(five), TypeError, 'v: expected a number (u8), got an Object');
    throws(() => echo.echoU8(new Number(5)), TypeError, 'v: expected a number (u8), got a Number');
    throws(() => echo.echoU64(Object(5n)), TypeError, 'v: expected a bigint (u64), got a BigInt');
    assert.equal(asked, 0);
    assert.equal(echo.echoU8(7), 7);
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    for (const value of ['5', 5n, true, null, undefined, {}, [5]]) {
      throws(() => echo.echoU32(value), TypeError, /^v: expected a number \(u32\), got /);
    }
    throws(() => echo.echoS64(0.5), TypeError, 'v: expected a bigint (s64), got 0.5');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(
      () => echo.echoList([smallest, { ...largest, aS16: 32_768 }]),
      RangeError,
      'v[1].a-s16: expected an integer from -32768 to 32767, got 32768',
    );
    throws(() => echo.add(1, '2'), TypeError, 'b: expected a number (u32), got "2"');
  }
});
