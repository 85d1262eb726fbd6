import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('many_params');
const everything = {
  a: 1,
  b: -2,
  c: 3,
  d: -4,
  e: 5,
  f: -6,
  g: 7n,
  h: -8n,
  i: 0.5,
  j: -0.25,
  k: true,
  l: '🦀',
  m: 'text',
  n: Uint8Array.of(1, 2),
  o: undefined,
  p: [1, 2],
  q: 17,
};

test('functions of no, 16, 17 and more flat parameters', () => {
  assert.equal(echo.nothing(), undefined);
  assert.equal(typeof echo.nothingCount(), 'number');
  assert.equal(echo.sumSixteen(...Array(16).keys()), 120);
  // Each is counted as often as its position says, from 1.
  assert.equal(echo.sumSeventeen(...Array(17).keys()), 1632n);
  assert.equal(echo.concatEight(...'abcdefgh'), 'abcdefgh');
  assert.equal(echo.concatNine(...'abcdefghi'), 'abcdefghi');
  assert.deepEqual(echo.collect(...Object.values(everything)), everything);
  roundTrip(echo.echoEverything, everything);
  roundTrip(echo.echoTwenty, Object.fromEntries([...Array(20).keys()].map((i) => [`n${i + 1}`, i])));
  const numbers = Array.from({ length: 17 }, (_, i) => BigInt(i));
  assert.deepEqual(echo.reverse(numbers), [...numbers].reverse());
});

test('options at the end may be left out', () => {
  const none = echo.given();
  assert.deepEqual(none, echo.given(undefined, undefined, undefined));
  assert.notDeepEqual(none, echo.given(1, 'b'));
});

test('the wrong count of arguments', () => {
  throws(() => echo.nothing(1), TypeError, 'nothing: expected 0 arguments, got 1');
  throws(() => echo.sumSixteen(1), TypeError, 'sum-sixteen: expected 16 arguments, got 1');
  throws(() => echo.given(...Array(9)), TypeError, 'given: expected 0 to 8 arguments, got 9');
});

test('the name of the wrong argument', () => {
  const wrong = [...Array(16).keys()].map(() => 0) as unknown[];
  wrong[15] = -1;
  throws(() => echo.sumSixteen(...wrong), RangeError, 'p: expected an integer from 0 to 4294967295, got -1');
  const inside = { ...everything, p: [1, 256] };
  throws(() => echo.echoEverything(inside), RangeError, 'v.p[1]: expected an integer from 0 to 255, got 256');
});
