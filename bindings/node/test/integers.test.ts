import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('integers');
const numbers = [8, 16, 32].flatMap((bits) => [
  [`echoU${bits}`, 0, 2 ** bits - 1],
  [`echoS${bits}`, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1],
]) as [string, number, number][];
const bigints = [
  ['echoU64', 0n, 2n ** 64n - 1n],
  ['echoS64', -(2n ** 63n), 2n ** 63n - 1n],
] as const;

test('integers go there and back up to their limits', () => {
  for (const [name, least, most] of numbers) roundTrip(echo[name], least, most, 1, 0);
  for (const [name, least, most] of bigints) roundTrip(echo[name], least, most, 1n, 0n);
  assert.equal(echo.add(0xffff_fffe, 1), 0xffff_ffff);
  assert.equal(echo.subtract(1n, 2n), -1n);
  assert.equal(Object.is(echo.echoU8(-0), 0), true);
});

test('records of integers', () => {
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
  assert.deepEqual(echo.smallest(), smallest);
  roundTrip(echo.echoAll, smallest, echo.largest());
  roundTrip(echo.echoList, [], [smallest, echo.largest()]);
  roundTrip(echo.echoOption, undefined, 0n, 2n ** 64n - 1n);
});

test('numbers out of range are never wrapped', () => {
  for (const [name, least, most] of numbers) {
    const expected = `v: expected an integer from ${least} to ${most}`;
    for (const value of [least - 1, most + 1, 0.5, NaN, Infinity, 1e21]) {
      throws(() => echo[name](value), RangeError, `${expected}, got ${value}`);
    }
  }
  for (const [name, least, most] of bigints) {
    const expected = `v: expected an integer from ${least} to ${most}`;
    throws(() => echo[name](least - 1n), RangeError, `${expected}, got ${least - 1n}n`);
    throws(() => echo[name](most + 1n), RangeError, `${expected}, got ${most + 1n}n`);
  }
});

test('other types are refused', () => {
  for (const value of ['5', 5n, true, null, undefined, {}, [5]]) {
    throws(() => echo.echoU32(value), TypeError, /^v: expected a number \(u32\), got /);
  }
  throws(() => echo.echoU64(5), TypeError, 'v: expected a bigint (u64), got 5; pass a bigint, 5n');
  throws(() => echo.echoS64(0.5), TypeError, 'v: expected a bigint (s64), got 0.5');
  throws(() => echo.add(1, '2'), TypeError, 'b: expected a number (u32), got "2"');
  const all = { ...echo.smallest(), aS16: 40_000 };
  throws(
    () => echo.echoList([echo.smallest(), all]),
    RangeError,
    'v[1].a-s16: expected an integer from -32768 to 32767, got 40000',
  );
});
