import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('fixed_lists');
const many = Array.from({ length: 20 }, (_, i) => i / 4);

test('lists of fixed length are arrays', () => {
  roundTrip(echo.echoBytes, [0, 1, 254, 255]);
  roundTrip(echo.echoNumbers, [0, 1, 0xffff_ffff]);
  roundTrip(echo.echoMany, many);
  roundTrip(echo.echoOne, [-(2n ** 63n)]);
  roundTrip(echo.echoStrings, ['', 'two']);
  roundTrip(echo.echoBools, [true, false, true]);
  roundTrip(echo.echoPoints, [
    { x: -1, y: 2 },
    { x: 3, y: -32768 },
  ]);
  roundTrip(echo.echoMatrix, [
    [1, 2],
    [3, 4],
    [5, 65535],
  ]);
  roundTrip(echo.echoOption, undefined, [...Array(16).keys()]);
  roundTrip(echo.echoList, [], [[1, 2.5, -3]]);
  roundTrip(echo.echoBlock, {
    magic: [1, 2, 3, 4],
    corners: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
    weights: [0.5, NaN, -0],
  });
  const lists = [Uint32Array.of(1), new Uint32Array()];
  assert.deepEqual(echo.echoLists(lists), lists);
  assert.equal(echo.sum([1, 2, 0xffff_ffff]), 0x1_0000_0002n);
});

test('typed arrays and other iterables are taken', () => {
  assert.deepEqual(echo.echoBytes(Uint8Array.of(1, 2, 3, 4)), [1, 2, 3, 4]);
  assert.deepEqual(
    echo.echoBytes(Float64Array.of(1, 2, 3, 4).subarray(0, 0).buffer.slice(0, 4)),
    [0, 0, 0, 0],
  );
  assert.deepEqual(echo.echoMany(Float64Array.from(many)), many);
  assert.deepEqual(echo.echoNumbers(new Set([1, 2, 3])), [1, 2, 3]);
});

test('another length is refused', () => {
  throws(() => echo.echoNumbers([1, 2]), RangeError, 'v: expected an array of 3 numbers (u32), got 2');
  throws(
    () => echo.echoBytes(new Uint8Array(5)),
    RangeError,
    'v: expected an array of 4 numbers (u8), got 5',
  );
  throws(() => echo.echoStrings([]), RangeError, 'v: expected an array of 2, got 0');
  throws(
    () => echo.echoNumbers([1, 2, -3]),
    RangeError,
    'v[2]: expected an integer from 0 to 4294967295, got -3',
  );
  throws(() => echo.echoPoints([{ x: 1, y: 2 }, null]), TypeError, 'v[1]: expected an object, got null');
  throws(
    () => echo.echoMatrix([[1, 2], [3], [5, 6]]),
    RangeError,
    'v[1]: expected an array of 2 numbers (u16), got 1',
  );
});
