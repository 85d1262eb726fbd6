/** Lists of anything but numbers. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('lists');

test('round trips', () => {
  for (const echo of echoes) {
    for (const [name, values] of [
      ['Bools', [true, false]],
      ['Chars', ['a', '🦀']],
      ['Strings', ['', 'a', '\0', '🦀', 'x'.repeat(5000)]],
      [
        'Points',
        [
          { x: 1, y: NaN },
          { x: -0, y: 2 },
        ],
      ],
      ['Colours', ['red', 'blue']],
      [
        'Access',
        [
          { read: true, write: false },
          { read: false, write: false },
        ],
      ],
      ['Shapes', [{ tag: 'circle', val: 1 }, { tag: 'dot', val: { x: 1, y: 2 } }, { tag: 'none' }]],
      [
        'Tuples',
        [
          [1, 'one'],
          [255, ''],
        ],
      ],
      ['Options', [1, undefined, 3]],
      [
        'Results',
        [
          { tag: 'ok', val: 1 },
          { tag: 'err', val: 'no' },
        ],
      ],
      ['Nested', [[], ['a'], [], ['b', 'c']]],
      ['Deep', [[], [[true]], [[], [false, true]]]],
    ] as const) {
      for (const count of [0, 1, 2, 700]) {
        roundTrip(
          echo[`echo${name}`],
          Array.from({ length: count }, (_, i) => values[i % values.length]),
        );
      }
    }
  }
});

test('large lists', () => {
  for (const echo of echoes) {
    // Larger than the shared buffer is at first.
    const strings = Array.from({ length: 100_000 }, (_, i) => `number ${i}`);
    roundTrip(echo.echoStrings, strings);
    assert.equal(echo.count(strings), strings.length);
    const points = Array.from({ length: 50_000 }, (_, i) => ({ x: i, y: -i }));
    roundTrip(echo.echoPoints, points, points);
    assert.deepEqual(echo.numerals(3000), [...Array(3000).keys()].map(String));
  }
});

test('any sequence', () => {
  for (const echo of echoes) {
    function* generator(): Iterable<string> {
      yield 'b';
      yield 'a';
    }
    assert.deepEqual(echo.echoStrings(generator()), ['b', 'a']);
    assert.deepEqual(echo.echoStrings(new Set(['b', 'a'])), ['b', 'a']);
    assert.deepEqual(echo.echoBools(Object.freeze([true])), [true]);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoOption, undefined, [], ['a']);
    roundTrip(echo.echoTable, { columns: ['a'], rows: [['1'], ['2', '3']] });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.equal(echo.count(Array(12_345).fill('a')), 12_345);
    assert.deepEqual(echo.sort(['b', 'a', 'c']), ['a', 'b', 'c']);
    assert.deepEqual(echo.numerals(3), ['0', '1', '2']);
    assert.equal(echo.centre([]), undefined);
    assert.deepEqual(
      echo.centre([
        { x: 0, y: 0 },
        { x: 2, y: 4 },
      ]),
      { x: 1, y: 2 },
    );
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoStrings('ab'), TypeError, 'v: expected an array, got "ab"');
    throws(() => echo.echoStrings(1), TypeError, 'v: expected an array, got 1');
    throws(() => echo.echoStrings(null), TypeError, 'v: expected an array, got null');
    throws(() => echo.echoStrings({ length: 0 }), TypeError, 'v: expected an array, got an Object');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoStrings(['a', 5]), TypeError, 'v[1]: expected a string, got 5');
    throws(() => echo.echoStrings([, 'a']), TypeError, 'v[0]: expected a string, got undefined');
    throws(() => echo.echoNested([[], ['a', null]]), TypeError, 'v[1][1]: expected a string, got null');
    throws(() => echo.echoDeep([[], [[true, 1]]]), TypeError, 'v[1][0][1]: expected a boolean, got 1');
    throws(
      () => echo.echoTable({ columns: [], rows: [[1]] }),
      TypeError,
      'v.rows[0][0]: expected a string, got 1',
    );
    throws(() => echo.echoTuples([[1, 2]]), TypeError, 'v[0][1]: expected a string, got 2');
    throws(() => echo.echoOptions([1, 'a']), TypeError, 'v[1]: expected a number (u32), got "a"');
    throws(() => echo.echoResults([{ tag: 'err', val: 3 }]), TypeError, 'v[0].err: expected a string, got 3');
  }
});

test('a list that changes while it is read', () => {
  for (const echo of echoes) {
    // What is not there any more is undefined.
    const points: unknown[] = [];
    const shrinks = {
      get x(): number {
        points.length = 1;
        return 1;
      },
      y: 1,
    };
    points.push(shrinks, { x: 2, y: 2 });
    throws(() => echo.echoPoints(points), TypeError, 'v[1]: expected an object, got undefined');
    const grows = {
      get x(): number {
        growing.push({ x: 3, y: 3 });
        return 1;
      },
      y: 1,
    };
    const growing: unknown[] = [grows];
    throws(
      () => echo.echoPoints(growing),
      RangeError,
      'v: expected a list that stays as it is during the call, but its length changed',
    );
    assert.deepEqual(echo.echoPoints([{ x: 1, y: 1 }]), [{ x: 1, y: 1 }]);
  }
});

test('errors of the caller arrive as they are', () => {
  for (const echo of echoes) {
    const thrown = new Error('mine');
    const failing = {
      get x(): number {
        throw thrown;
      },
      y: 1,
    };
    function* generator(): Iterable<string> {
      yield 'a';
      throw thrown;
    }
    for (const call of [() => echo.echoPoints([failing]), () => echo.echoStrings(generator())]) {
      assert.throws(call, (error) => error === thrown);
    }
  }
});

test('calls while a list is read', () => {
  for (const echo of echoes) {
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
  }
});
