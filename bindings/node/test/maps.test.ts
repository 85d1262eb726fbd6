/** Maps: `Map`. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('maps');

/** A map of an object's fields. */
function map<V>(fields: Record<string, V>): Map<string, V> {
  return new Map(Object.entries(fields));
}

test('round trips', () => {
  for (const echo of echoes) {
    for (const [name, ...maps] of [
      [
        'Strings',
        map({ a: 'b' }),
        map({ '': '🦀', é: '' }),
        new Map([...Array(1000).keys()].map((i) => [`${i}`, `${i * i}`])),
      ],
      [
        'Numbers',
        new Map([
          [0, 0n],
          [0xffff_ffff, 2n ** 64n - 1n],
        ]),
      ],
      [
        'Signed',
        new Map([
          [-128, NaN],
          [127, -0],
        ]),
      ],
      ['Chars', map({ '🦀': true, a: false })],
      [
        'Bools',
        new Map([
          [false, 'no'],
          [true, 'yes'],
        ]),
      ],
      ['Bytes', map({ a: new Uint8Array(), b: new Uint8Array(9000).fill(1) })],
      ['Points', map({ origin: { x: 0, y: -2 } })],
      [
        'Nested',
        map({
          a: new Map<number, unknown>([
            [1, 'x'],
            [2, undefined],
          ]),
          b: new Map(),
        }),
      ],
    ] as [string, ...Map<unknown, unknown>[]][]) {
      roundTrip(echo[`echo${name}`], new Map(), ...maps);
      for (const value of maps) assert.equal(echo[`echo${name}`](value).constructor, Map);
    }
  }
});

test('any mapping', () => {
  for (const echo of echoes) {
    // A subclass is a map; what it gives to others is not asked.
    class Sorted extends Map<string, string> {
      override *[Symbol.iterator](): MapIterator<[string, string]> {
        yield ['c', '3'];
      }
    }
    const sorted = new Sorted([
      ['b', '2'],
      ['a', '1'],
    ]);
    assert.deepEqual([...echo.echoStrings(sorted)].sort(), [
      ['a', '1'],
      ['b', '2'],
    ]);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], [new Map(), new Map([[1, 'a']])]);
    roundTrip(echo.echoOption, undefined, new Map(), map({ a: 1 }));
    roundTrip(echo.echoIndex, { title: 't', pages: map({ p: Uint32Array.of(1, 2), q: new Uint32Array() }) });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.merge(map({ a: 1, b: 2 }), map({ b: 3 })), map({ a: 1, b: 3 }));
    assert.deepEqual(echo.keys(map({ b: 1, a: 2 })), ['a', 'b']);
    assert.deepEqual(echo.countWords('a b a'), map({ a: 2, b: 1 }));
  }
});

test('of two equal keys the last counts', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.twice(), map({ key: 2 }));
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoStrings({ a: 'b' }), TypeError, 'v: expected a Map, got an Object');
    throws(() => echo.echoStrings([['a', 'b']]), TypeError, 'v: expected a Map, got an Array');
    throws(() => echo.echoStrings('ab'), TypeError, 'v: expected a Map, got "ab"');
    throws(() => echo.echoStrings(null), TypeError, 'v: expected a Map, got null');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoStrings(map({ a: 1 })), TypeError, 'v["a"]: expected a string, got 1');
    throws(() => echo.echoStrings(new Map([[1, 'a']])), TypeError, 'v[key 1]: expected a string, got 1');
    const nested = map({ a: new Map([[300, 'x']]) });
    throws(
      () => echo.echoNested(nested),
      RangeError,
      'v["a"][key 300]: expected an integer from 0 to 255, got 300',
    );
    throws(
      () => echo.echoIndex({ title: 't', pages: map({ a: [1, -1] }) }),
      RangeError,
      'v.pages["a"][1]: expected an integer from 0 to 4294967295, got -1',
    );
  }
});

test('errors of the caller arrive as they are', () => {
  for (const echo of echoes) {
    const thrown = new Error('mine');
    const fails = {
      get x(): number {
        throw thrown;
      },
      y: 1,
    };
    assert.throws(
      () => echo.echoPoints(new Map([['a', fails]])),
      (error) => error === thrown,
    );
    roundTrip(echo.echoStrings, map({ a: 'b' }));
  }
});
