/** Lists of numbers: typed arrays in one copy, any other iterable too. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('number_lists');

const kinds = [
  ['echoU8', Uint8Array, [0, 255]],
  ['echoS8', Int8Array, [-128, 127]],
  ['echoU16', Uint16Array, [0, 65535]],
  ['echoS16', Int16Array, [-32768, 32767]],
  ['echoU32', Uint32Array, [0, 2 ** 32 - 1]],
  ['echoS32', Int32Array, [-(2 ** 31), 2 ** 31 - 1]],
  ['echoU64', BigUint64Array, [0n, 2n ** 64n - 1n]],
  ['echoS64', BigInt64Array, [-(2n ** 63n), 2n ** 63n - 1n]],
  ['echoF32', Float32Array, [-0, 1.5, Infinity, 0.5]],
  ['echoF64', Float64Array, [-0, -1.5, Infinity, 0.1]],
] as unknown as [string, any, any[]][];

/** So many of the numbers `edges`, one after the other. */
function some(Numbers: any, edges: any[], length: number): any {
  return Numbers.from({ length }, (_: unknown, i: number) => edges[i % edges.length]);
}

test('round trips', () => {
  for (const echo of echoes) {
    for (const [name, Numbers, edges] of kinds) {
      for (const length of [0, 1, 2, 511, 512, 513, 4096, 10_000]) {
        const numbers = some(Numbers, edges, length);
        assert.equal(echo[name](numbers).constructor, Numbers);
        assert.deepEqual(echo[name](numbers), numbers);
        // Arrays of numbers are taken as well, apart from bytes.
        if (name !== 'echoU8') assert.deepEqual(echo[name](Array.from(numbers)), numbers);
      }
    }
  }
});

test('large lists', () => {
  for (const echo of echoes) {
    const numbers = Float64Array.from({ length: 1 << 17 }, (_, i) => i / 2);
    const sum = numbers.reduce((a, b) => a + b);
    roundTrip(echo.echoF64, numbers);
    assert.equal(echo.sum(numbers), sum);
    assert.equal(echo.sum(Array.from(numbers)), sum);
  }
});

test('parts of others', () => {
  for (const echo of echoes) {
    for (const [name, Numbers, edges] of kinds) {
      const whole = some(Numbers, edges, 6000);
      for (const [start, end] of [
        [1, 3],
        [3, 8],
        [1, 5999],
      ]) {
        const part = whole.subarray(start, end);
        assert.deepEqual(echo[name](part), part.slice());
      }
    }
  }
});

test('memory from elsewhere', () => {
  for (const echo of echoes) {
    // Threads share it: it is copied before it is read.
    for (const length of [8, 10_000]) {
      const shared = new Float64Array(new SharedArrayBuffer(length * 8)).fill(0.5);
      assert.deepEqual(echo.echoF64(shared), new Float64Array(length).fill(0.5));
    }
  }
});

test('special floats', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoF32, Float32Array.of(NaN, -0, Infinity, -Infinity, 2 ** -149));
    roundTrip(
      echo.echoF64,
      Float64Array.of(NaN, -0, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE),
    );
    assert.deepEqual(echo.echoF64([NaN, -0, Infinity]), Float64Array.of(NaN, -0, Infinity));
  }
});

test('other numbers', () => {
  for (const echo of echoes) {
    // They are read one by one.
    assert.deepEqual(echo.echoF64(Float32Array.of(0.5)), Float64Array.of(0.5));
    assert.deepEqual(echo.echoU16(new Set([1, 2])), Uint16Array.of(1, 2));
    assert.deepEqual(echo.echoS32(Uint8Array.of(200)), Int32Array.of(200));
    throws(
      () => echo.echoU16(Int16Array.of(1, -1)),
      RangeError,
      'v[1]: expected an integer from 0 to 65535, got -1',
    );
    throws(
      () => echo.echoF32([1e300]),
      RangeError,
      'v[0]: expected a number that fits 32 bits (f32), got 1e+300',
    );
  }
});

test('a matrix is no list of numbers', () => {
  for (const echo of echoes) {
    throws(() => echo.echoF64([[1]]), TypeError, 'v[0]: expected a number (f64), got an Array');
    throws(
      () => echo.echoU32([Uint32Array.of(1), Uint32Array.of(2)]),
      TypeError,
      'v[0]: expected a number (u32), got a Uint32Array',
    );
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoNested, [], [Uint16Array.of(1), new Uint16Array(), new Uint16Array(4000).fill(9)]);
    assert.deepEqual(echo.echoNested([[], [1]]), [new Uint16Array(), Uint16Array.of(1)]);
    roundTrip(echo.echoOption, undefined, new Float32Array(), Float32Array.of(1, 2, 3));
    roundTrip(
      echo.echoSeries,
      { times: BigUint64Array.of(1n, 2n), readings: Float64Array.of(0.5, -0.5) },
      { times: new BigUint64Array(), readings: new Float64Array(2000).fill(0.25) },
    );
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.range(5, 3), Uint32Array.of(5, 6, 7));
    assert.deepEqual(echo.scale([1, 2], 0.5), Float32Array.of(0.5, 1));
    assert.equal(echo.sum([1, 2, 3.5]), 6.5);
    assert.equal(echo.sumS64([-1n, -(1n << 62n)]), -1n - (1n << 62n));
  }
});

test('results are the callers own', () => {
  for (const echo of echoes) {
    const numbers = new Float64Array(10_000);
    const back = echo.echoF64(numbers);
    back[0] = 5;
    assert.equal(numbers[0], 0);
    assert.equal(echo.echoF64(numbers)[0], 0);
    assert.notEqual(echo.echoF64(numbers).buffer, back.buffer);
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    for (const value of ['12', 5, null, undefined, {}]) {
      throws(
        () => echo.echoS32(value),
        TypeError,
        /^v: expected an Int32Array or an array of numbers \(s32\), got /,
      );
      throws(
        () => echo.echoF64(value),
        TypeError,
        /^v: expected a Float64Array or an array of numbers \(f64\), got /,
      );
    }
    throws(
      () => echo.echoF64('1'),
      TypeError,
      'v: expected a Float64Array or an array of numbers (f64), got "1"',
    );
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.sum([0, 1, '2']), TypeError, 'v[2]: expected a number (f64), got "2"');
    throws(() => echo.echoS8([0, 0, 128]), RangeError, 'v[2]: expected an integer from -128 to 127, got 128');
    throws(() => echo.echoU64([1]), TypeError, 'v[0]: expected a bigint (u64), got 1; pass a bigint, 1n');
    throws(
      () => echo.echoNested([[0], [1, -1]]),
      RangeError,
      'v[1][1]: expected an integer from 0 to 65535, got -1',
    );
    throws(
      () => echo.echoSeries({ times: [], readings: [true] }),
      TypeError,
      'v.readings[0]: expected a number (f64), got true',
    );
  }
});
