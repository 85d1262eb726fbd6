/** Tuples: arrays. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('tuples');

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoOne, [255]);
    roundTrip(echo.echoTwo, [1, 'one']);
    roundTrip(echo.echoEight, [true, 255, -32768, 0, -(2n ** 63n), 0.5, 0.1, '🦀']);
    roundTrip(echo.echoNested, [
      [1, 2],
      ['a', [true, 'b']],
    ]);
    roundTrip(echo.echoPlace, [1.5, -2.5]);
  }
});

test('any sequence', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.echoPlace(Float64Array.of(1.5, -0.5)), [1.5, -0.5]);
    assert.deepEqual(echo.echoTwo(new Set([1, 'a'])), [1, 'a']);
    assert.deepEqual(echo.echoOne(Object.freeze([7])), [7]);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoLeg, { from: [0, 0], to: [1, 1], label: ['l', 5] });
    roundTrip(
      echo.echoList,
      [],
      [
        ['a', 1n],
        ['b', 2n ** 63n],
      ],
    );
    roundTrip(echo.echoOption, undefined, [1, Uint8Array.of(1)]);
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.swap([1, 'one']), ['one', 1]);
    assert.deepEqual(echo.extremes([3, -1, 2]), [-1, 3]);
    assert.equal(echo.extremes([]), undefined);
  }
});

test('wrong length', () => {
  for (const echo of echoes) {
    throws(() => echo.echoTwo([]), RangeError, 'v: expected an array of 2, got 0');
    throws(() => echo.echoTwo([1]), RangeError, 'v: expected an array of 2, got 1');
    throws(() => echo.echoTwo([1, 'a', 2]), RangeError, 'v: expected an array of 2, got 3');
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoTwo(5), TypeError, 'v: expected an array of 2, got 5');
    throws(() => echo.echoTwo('ab'), TypeError, 'v: expected an array of 2, got "ab"');
    throws(() => echo.echoTwo(null), TypeError, 'v: expected an array of 2, got null');
    throws(() => echo.echoTwo({ 0: 1, 1: 'a' }), TypeError, 'v: expected an array of 2, got an Object');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoTwo([1, 2]), TypeError, 'v[1]: expected a string, got 2');
    throws(
      () =>
        echo.echoNested([
          [1, 2],
          ['a', [0, 'b']],
        ]),
      TypeError,
      'v[1][1][0]: expected a boolean, got 0',
    );
    throws(
      () =>
        echo.echoNested([
          [1, 2],
          ['a', [true, 'bc']],
        ]),
      RangeError,
      /^v\[1\]\[1\]\[1\]: expected a string of one/,
    );
    throws(
      () => echo.echoLeg({ from: [0, 0], to: [1, 1], label: ['l', -1] }),
      RangeError,
      /^v\.label\[1\]: /,
    );
  }
});
