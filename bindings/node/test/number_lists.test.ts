import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, throws } from './support.js';

const echo = interfaceOf('number_lists');

const kinds = [
  ['echoU8', Uint8Array, [0, 255]],
  ['echoS8', Int8Array, [-128, 127]],
  ['echoU16', Uint16Array, [0, 65535]],
  ['echoS16', Int16Array, [-32768, 32767]],
  ['echoU32', Uint32Array, [0, 2 ** 32 - 1]],
  ['echoS32', Int32Array, [-(2 ** 31), 2 ** 31 - 1]],
  ['echoU64', BigUint64Array, [0n, 2n ** 64n - 1n]],
  ['echoS64', BigInt64Array, [-(2n ** 63n), 2n ** 63n - 1n]],
  ['echoF32', Float32Array, [-0, NaN, Infinity, 0.5]],
  ['echoF64', Float64Array, [-0, NaN, Infinity, 0.1]],
] as const;

test('lists of numbers come back as typed arrays', () => {
  for (const [name, Numbers, edges] of kinds) {
    for (const length of [0, 1, 2, 511, 512, 513, 10_000]) {
      const numbers = new (Numbers as any)(length) as any;
      for (let i = 0; i < length; i++) numbers[i] = edges[i % edges.length];
      assert.deepEqual(echo[name](numbers), numbers);
      // Arrays of numbers are taken as well, apart from bytes.
      if (name !== 'echoU8') assert.deepEqual(echo[name](Array.from(numbers)), numbers);
    }
    const part = (Numbers as any).of(edges[0], edges[1], edges[0]).subarray(1);
    assert.deepEqual(echo[name](part), part.slice());
  }
});

test('what comes out is not what went in', () => {
  const numbers = new Float64Array(10_000);
  const back = echo.echoF64(numbers);
  back[0] = 5;
  assert.equal(numbers[0], 0);
  assert.notEqual(echo.echoF64(numbers).buffer, back.buffer);
});

test('other typed arrays and iterables are read number by number', () => {
  assert.deepEqual(echo.echoF64(Float32Array.of(0.5)), Float64Array.of(0.5));
  assert.deepEqual(echo.echoU16(new Set([1, 2])), Uint16Array.of(1, 2));
  assert.deepEqual(echo.echoS32(Uint8Array.of(200)), Int32Array.of(200));
  throws(
    () => echo.echoU16(Int16Array.of(1, -1)),
    RangeError,
    'v[1]: expected an integer from 0 to 65535, got -1',
  );
});

test('memory that threads share is copied', () => {
  for (const length of [8, 10_000]) {
    const shared = new Float64Array(new SharedArrayBuffer(length * 8)).fill(0.5);
    assert.deepEqual(echo.echoF64(shared), new Float64Array(length).fill(0.5));
  }
});

test('lists of numbers inside of other values', () => {
  const nested = [Uint16Array.of(1), new Uint16Array(), new Uint16Array(4000).fill(9)];
  assert.deepEqual(echo.echoNested(nested), nested);
  for (const value of [undefined, new Float32Array(), Float32Array.of(1, 2, 3)]) {
    assert.deepEqual(echo.echoOption(value), value);
  }
  const series = { times: BigUint64Array.of(1n, 2n), readings: new Float64Array(2000).fill(0.25) };
  assert.deepEqual(echo.echoSeries(series), series);
});

test('functions of numbers', () => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => i / 2);
  const sum = numbers.reduce((a, b) => a + b);
  assert.equal(echo.sum(numbers), sum);
  assert.equal(echo.sum(Float64Array.from(numbers)), sum);
  assert.equal(echo.sumS64([-1n, 2n]), 1n);
  assert.deepEqual(echo.range(5, 3), Uint32Array.of(5, 6, 7));
  assert.deepEqual(echo.scale([1, 2], 0.5), Float32Array.of(0.5, 1));
});

test('the path of a wrong number', () => {
  throws(() => echo.echoF64([1, '2']), TypeError, 'v[1]: expected a number (f64), got "2"');
  throws(() => echo.echoS8([0, 0, 128]), RangeError, 'v[2]: expected an integer from -128 to 127, got 128');
  throws(() => echo.echoU64([1]), TypeError, 'v[0]: expected a bigint (u64), got 1; pass a bigint, 1n');
  throws(
    () => echo.echoF64('1'),
    TypeError,
    'v: expected a Float64Array or an array of numbers (f64), got "1"',
  );
  throws(
    () => echo.echoSeries({ times: [], readings: [true] }),
    TypeError,
    'v.readings[0]: expected a number (f64), got true',
  );
});
