import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('tuples');

test('tuples are arrays', () => {
  roundTrip(echo.echoOne, [255]);
  roundTrip(echo.echoTwo, [1, 'one']);
  roundTrip(echo.echoEight, [true, 1, -1, 2, -2n, 0.5, 0.25, '🦀']);
  roundTrip(echo.echoNested, [
    [1, 2],
    ['a', [true, 'b']],
  ]);
  roundTrip(echo.echoPlace, [1.5, -2.5]);
  roundTrip(echo.echoLeg, { from: [0, 0], to: [1, 1], label: ['l', 5] });
  roundTrip(echo.echoList, [], [['a', 1n]]);
  roundTrip(echo.echoOption, undefined, [1, Uint8Array.of(1)]);
  assert.deepEqual(echo.swap([1, 'one']), ['one', 1]);
  assert.deepEqual(echo.extremes([3, -1, 2]), [-1, 3]);
  assert.equal(echo.extremes([]), undefined);
});

test('another length, and the path', () => {
  throws(() => echo.echoTwo([1]), RangeError, 'v: expected an array of 2, got 1');
  throws(() => echo.echoTwo([1, 'a', 2]), RangeError, 'v: expected an array of 2, got 3');
  throws(() => echo.echoTwo(5), TypeError, 'v: expected an array of 2, got 5');
  throws(
    () =>
      echo.echoNested([
        [1, 2],
        ['a', [true, 'bc']],
      ]),
    RangeError,
    /^v\[1\]\[1\]\[1\]: expected a string of one/,
  );
});
