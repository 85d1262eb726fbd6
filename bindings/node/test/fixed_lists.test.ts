/** Lists whose length is part of their type: arrays. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('fixed_lists');
const many = Array.from({ length: 20 }, (_, i) => i / 4);
const points = [
  { x: -1, y: 2 },
  { x: 3, y: -32768 },
];
const block = { magic: [1, 2, 3, 4], corners: points, weights: [0.5, NaN, -0] };

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoBytes, [0, 1, 254, 255]);
    roundTrip(echo.echoNumbers, [0, 1, 0xffff_ffff]);
    roundTrip(echo.echoMany, many);
    roundTrip(echo.echoOne, [-(2n ** 63n)]);
    roundTrip(echo.echoStrings, ['', 'two']);
    roundTrip(echo.echoBools, [true, false, true]);
    roundTrip(echo.echoPoints, points);
    roundTrip(echo.echoMatrix, [
      [1, 2],
      [3, 4],
      [5, 65535],
    ]);
    roundTrip(echo.echoLists, [Uint32Array.of(1, 2), new Uint32Array()]);
  }
});

test('any sequence', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.echoBytes(Uint8Array.of(1, 2, 3, 4)), [1, 2, 3, 4]);
    assert.deepEqual(
      echo.echoBytes(Float64Array.of(1, 2, 3, 4).subarray(0, 0).buffer.slice(0, 4)),
      [0, 0, 0, 0],
    );
    assert.deepEqual(echo.echoMany(Float64Array.from(many)), many);
    assert.deepEqual(echo.echoNumbers(new Set([1, 2, 3])), [1, 2, 3]);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoBlock, block);
    roundTrip(echo.echoOption, undefined, [...Array(16).keys()]);
    roundTrip(
      echo.echoList,
      [],
      [
        [1, 2.5, -3],
        [4, 5, 6],
      ],
    );
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.equal(echo.sum([1, 2, 0xffff_ffff]), 0x1_0000_0002n);
  }
});

test('wrong length', () => {
  for (const echo of echoes) {
    throws(() => echo.echoNumbers([1, 2]), RangeError, 'v: expected an array of 3 numbers (u32), got 2');
    throws(
      () => echo.echoBytes(new Uint8Array(5)),
      RangeError,
      'v: expected an array of 4 numbers (u8), got 5',
    );
    throws(() => echo.echoBytes([]), RangeError, 'v: expected an array of 4 numbers (u8), got 0');
    throws(() => echo.echoStrings([]), RangeError, 'v: expected an array of 2, got 0');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(
      () => echo.echoMatrix([[1, 2], [3], [5, 6]]),
      RangeError,
      'v[1]: expected an array of 2 numbers (u16), got 1',
    );
    throws(
      () => echo.echoNumbers([1, 2, -3]),
      RangeError,
      'v[2]: expected an integer from 0 to 4294967295, got -3',
    );
    throws(() => echo.echoPoints([{ x: 1, y: 2 }, null]), TypeError, 'v[1]: expected an object, got null');
    throws(
      () => echo.echoBlock({ ...block, corners: [{ x: 1, y: 1 << 15 }, points[1]] }),
      RangeError,
      'v.corners[0].y: expected an integer from -32768 to 32767, got 32768',
    );
  }
});
