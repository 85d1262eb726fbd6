import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('lists');

test('lists of everything go there and back', () => {
  roundTrip(echo.echoBools, [], [true]);
  roundTrip(echo.echoChars, [], ['a', '🦀']);
  roundTrip(echo.echoStrings, [], [''], ['a', 'é', '🦀', 'x'.repeat(5000)]);
  roundTrip(echo.echoPoints, [], [{ x: 1, y: NaN }]);
  roundTrip(echo.echoColours, ['red', 'blue']);
  roundTrip(echo.echoAccess, [{ read: true, write: false }]);
  roundTrip(echo.echoShapes, [
    { tag: 'circle', val: 1 },
    { tag: 'dot', val: { x: 1, y: 2 } },
    { tag: 'none' },
  ]);
  roundTrip(echo.echoTuples, [[1, 'one']]);
  roundTrip(echo.echoOptions, [1, undefined, 3]);
  roundTrip(echo.echoResults, [
    { tag: 'ok', val: 1 },
    { tag: 'err', val: 'no' },
  ]);
  roundTrip(echo.echoNested, [], [[]], [['a'], [], ['b', 'c']]);
  roundTrip(echo.echoDeep, [[[true]], [[], [false, true]]]);
  roundTrip(echo.echoOption, undefined, [], ['a']);
  roundTrip(echo.echoTable, { columns: ['a'], rows: [['1'], ['2']] });
});

test('large lists, larger than the shared buffer', () => {
  const strings = Array.from({ length: 100_000 }, (_, i) => `number ${i}`);
  roundTrip(echo.echoStrings, strings);
  assert.equal(echo.count(strings), strings.length);
  assert.deepEqual(echo.numerals(3).length, 3);
  const points = Array.from({ length: 50_000 }, (_, i) => ({ x: i, y: -i }));
  roundTrip(echo.echoPoints, points, points);
});

test('any iterable but a string is a list', () => {
  function* generator(): Iterable<string> {
    yield 'b';
    yield 'a';
  }
  assert.deepEqual(echo.sort(generator()), ['a', 'b']);
  assert.deepEqual(echo.sort(new Set(['b', 'a'])), ['a', 'b']);
  assert.deepEqual(echo.echoBools(Object.freeze([true])), [true]);
  assert.equal(echo.centre([]), undefined);
  throws(() => echo.echoStrings('ab'), TypeError, 'v: expected an array, got "ab"');
  throws(() => echo.echoStrings({ length: 0 }), TypeError, 'v: expected an array, got an Object');
  throws(() => echo.echoStrings(null), TypeError, 'v: expected an array, got null');
});

test('the path of a wrong element', () => {
  throws(() => echo.echoStrings(['a', 5]), TypeError, 'v[1]: expected a string, got 5');
  throws(() => echo.echoNested([[], ['a', null]]), TypeError, 'v[1][1]: expected a string, got null');
  throws(
    () => echo.echoTable({ columns: [], rows: [[1]] }),
    TypeError,
    'v.rows[0][0]: expected a string, got 1',
  );
  throws(() => echo.echoOptions([1, 'a']), TypeError, 'v[1]: expected a number (u32), got "a"');
  throws(() => echo.echoStrings([, 'a']), TypeError, 'v[0]: expected a string, got undefined');
});

test('errors of a getter arrive as they are, and it may make calls', () => {
  const thrown = new Error('mine');
  const failing = {
    get x(): number {
      throw thrown;
    },
    y: 1,
  };
  assert.throws(
    () => echo.echoPoints([failing]),
    (error) => error === thrown,
  );
  const calling = {
    get x(): number {
      return echo.count(['a', 'b', 'x'.repeat(200_000)]);
    },
    y: 1,
  };
  assert.deepEqual(echo.echoPoints([{ x: 0, y: 0 }, calling]), [
    { x: 0, y: 0 },
    { x: 3, y: 1 },
  ]);
});
