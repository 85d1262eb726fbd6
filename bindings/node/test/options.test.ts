/** Options: `undefined` or the value; an object with a tag only where an option holds an option. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('options');
const none = { tag: 'none' };
const some = (val: unknown): unknown => ({ tag: 'some', val });

test('round trips', () => {
  for (const echo of echoes) {
    for (const [name, ...values] of [
      ['Bool', false, true],
      ['U8', 0, 255],
      ['S64', 0n, -(2n ** 63n)],
      ['F64', 0, NaN],
      ['String', '', 'a'],
      ['Bytes', new Uint8Array(), Uint8Array.of(1)],
      ['Tuple', [0, ''], [1, 'a']],
    ] as const) {
      const function_ = echo[`echo${name}`];
      roundTrip(function_, undefined, ...values);
      assert.equal(function_(), undefined);
      assert.equal(function_(null), undefined);
    }
  }
});

test('options of options', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoNested, none, some(undefined), some(0), some(5));
    roundTrip(echo.echoDeep, none, some(none), some(some(undefined)), some(some('')), some(some('a')));
  }
});

test('options of results', () => {
  for (const echo of echoes) {
    roundTrip(
      echo.echoResult,
      undefined,
      { tag: 'ok', val: undefined },
      { tag: 'ok', val: 1 },
      { tag: 'err', val: '' },
      { tag: 'err', val: 'no' },
    );
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], [undefined, '', 'a']);
    roundTrip(echo.echoNestedList, [none, some(undefined), some(false)]);
    const empty = { title: undefined, columns: undefined, wrap: none, words: undefined };
    const settings = { title: '', columns: 0, wrap: some(undefined), words: ['a', undefined] };
    for (const value of [empty, settings, { ...empty, title: 't', wrap: some(false), words: [] }]) {
      roundTrip(echo.echoSettings, value);
      roundTrip(echo.echoOptionalSettings, value);
    }
    assert.equal(echo.echoOptionalSettings(), undefined);
    assert.deepEqual(echo.echoSettings({ wrap: none }), empty);
    roundTrip(
      echo.echoChoice,
      { tag: 'number', val: undefined },
      { tag: 'number', val: 0 },
      { tag: 'text', val: none },
      { tag: 'text', val: some('') },
    );
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(
      [none, some(undefined), some(5)].map((value) => echo.depth(value)),
      [0, 1, 2],
    );
    assert.equal(echo.greet('Ada'), 'Hello, Ada!');
    assert.equal(echo.greet('Ada', 'Dr'), 'Hello, Dr Ada!');
    assert.equal(echo.orElse(undefined, 3), 3);
    assert.equal(echo.orElse(2, 3), 2);
  }
});

test('options at the end', () => {
  for (const echo of echoes) {
    const greeting = echo.greet('Ada');
    assert.equal(echo.greet('Ada', undefined), greeting);
    assert.equal(echo.greet('Ada', undefined, undefined), greeting);
    assert.notEqual(echo.greet('Ada', 'Countess'), greeting);
    assert.notEqual(echo.greet('Ada', undefined, 2), greeting);
    throws(
      () => echo.greet(),
      TypeError,
      /^(greet: expected 1 to 3 arguments, got 0|name: expected a string)/,
    );
    throws(
      () => echo.orElse(5),
      TypeError,
      /^(or-else: expected 2 arguments, got 1|fallback: expected a number)/,
    );
  }
});

test('texts', () => {
  for (const echo of echoes) {
    // They are plain objects.
    assert.equal(JSON.stringify(echo.echoNested(some(1))), '{"tag":"some","val":1}');
    assert.equal(JSON.stringify(echo.echoNested(none)), '{"tag":"none"}');
    assert.deepEqual(structuredClone(echo.echoNested(some(1))), some(1));
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoNested(undefined), TypeError, 'v: expected an object { tag, val }, got undefined');
    throws(() => echo.echoNested(5), TypeError, 'v: expected an object { tag, val }, got 5');
    throws(
      () => echo.echoNested({ tag: 'sum', val: 1 }),
      RangeError,
      `v.tag: expected one of 'none', 'some', got "sum"`,
    );
    throws(() => echo.echoU8(some(5)), TypeError, 'v: expected a number (u8), got an Object');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoU8(256), RangeError, 'v: expected an integer from 0 to 255, got 256');
    throws(() => echo.greet('Ada', 5), TypeError, 'title: expected a string, got 5');
    throws(
      () => echo.echoSettings({ wrap: none, words: ['a', 1] }),
      TypeError,
      'v.words[1]: expected a string, got 1',
    );
    throws(() => echo.echoNested(some('x')), TypeError, 'v.some: expected a number (u32), got "x"');
  }
});
