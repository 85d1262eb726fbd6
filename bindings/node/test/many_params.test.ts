/** More parameters than fit the registers of the canonical ABI, and more results. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('many_params');
const everything = {
  a: 255,
  b: -128,
  c: 65535,
  d: -32768,
  e: 2 ** 32 - 1,
  f: -(2 ** 31),
  g: 2n ** 64n - 1n,
  h: -(2n ** 63n),
  i: 0.5,
  j: -0.1,
  k: true,
  l: '🦀',
  m: 'text',
  n: Uint8Array.of(1, 2),
  o: undefined,
  p: [1, 2],
  q: 17,
};

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoEverything, everything);
    roundTrip(echo.echoTwenty, Object.fromEntries([...Array(20).keys()].map((i) => [`n${i + 1}`, i])));
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.equal(echo.nothing(), undefined);
    assert.equal(typeof echo.nothingCount(), 'number');
    assert.equal(echo.sumSixteen(...Array(16).fill(1)), 16);
    assert.equal(echo.sumSixteen(...Array(16).keys()), 120);
    // Each is counted as often as its position says, from 1.
    assert.equal(echo.sumSeventeen(...Array(17).keys()), 1632n);
    assert.equal(echo.sumSeventeen(...Array(17).fill(2 ** 32 - 1)), 153n * (2n ** 32n - 1n));
    assert.equal(echo.concatEight(...'abcdefgh'), 'abcdefgh');
    assert.equal(echo.concatNine(...'abcdefghi'), 'abcdefghi');
    const numbers = Array.from({ length: 17 }, (_, i) => BigInt(i));
    assert.deepEqual(echo.reverse(numbers), [...numbers].reverse());
  }
});

test('a record of all parameters', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.collect(...Object.values(everything)), everything);
  }
});

test('options at the end', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.given(), []);
    assert.deepEqual(echo.given(undefined, undefined, undefined), []);
    assert.equal(echo.given(1, 'a', new Uint8Array(), 0.5, false, [1, 2], 'c', -1n).length, 8);
    assert.equal(echo.given(1, 'b').length, 2);
    assert.equal(echo.given(...Array(7), -1n).length, 1);
  }
});

test('a wrong number of arguments', () => {
  for (const echo of echoes) {
    // Of generated code, the compiler counts them.
    const [dynamic] = echoes;
    throws(() => dynamic.nothing(1), TypeError, 'nothing: expected 0 arguments, got 1');
    throws(() => dynamic.sumSixteen(), TypeError, 'sum-sixteen: expected 16 arguments, got 0');
    throws(
      () => dynamic.sumSixteen(...Array(15).keys()),
      TypeError,
      'sum-sixteen: expected 16 arguments, got 15',
    );
    throws(
      () => dynamic.sumSixteen(...Array(17).keys()),
      TypeError,
      'sum-sixteen: expected 16 arguments, got 17',
    );
    throws(() => dynamic.given(...Array(9)), TypeError, 'given: expected 0 to 8 arguments, got 9');
    throws(() => echo.sumSixteen(...Array(15).keys()), TypeError, /^(sum-sixteen|p): expected /);
  }
});

test('path', () => {
  for (const echo of echoes) {
    const fifteen = [...Array(15).keys()];
    throws(
      () => echo.sumSixteen(...fifteen, -1),
      RangeError,
      'p: expected an integer from 0 to 4294967295, got -1',
    );
    throws(() => echo.sumSeventeen(...fifteen, 15, 'a'), TypeError, 'q: expected a number (u32), got "a"');
    const inside = { ...everything, p: [1, 256] };
    throws(
      () => echo.echoEverything(inside),
      RangeError,
      'v.p[1]: expected an integer from 0 to 255, got 256',
    );
  }
});
