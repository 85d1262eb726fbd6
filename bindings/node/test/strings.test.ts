/** Text. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('strings');
const texts = [
  '',
  'a',
  'hello',
  'exactly 12 c',
  'thirteen char',
  'The quick brown fox jumps',
  'NUL \0 inside',
  'é',
  '€uro',
  'größer als zwölf Zeichen',
  '🦀',
  'a🦀'.repeat(20),
  '\ufeffBOM',
  '\ufffd replacement \ufffd',
  '\u202e',
  '\u{10ffff}',
];

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoString, ...texts);
  }
});

test('every length', () => {
  for (const echo of echoes) {
    // Around those from which text travels another way.
    for (const length of [63, 64, 1364, 1365, 1366, 2047, 2048, 4095, 4096, 4097, 65_535, 1 << 20]) {
      for (const character of 'xé€🦀') roundTrip(echo.echoString, character.repeat(length));
    }
    roundTrip(echo.echoList, ['x'.repeat(5000), 'y', '€'.repeat(5000)]);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], [''], texts);
    roundTrip(echo.echoOption, undefined, ...texts);
    roundTrip(echo.echoNote, { title: 't', body: '' }, { title: '', body: 'b'.repeat(5000) });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    for (const text of [...texts, 'x'.repeat(1 << 20)]) {
      assert.equal(echo.byteLength(text), Buffer.byteLength(text));
      assert.equal(echo.rev(text), [...text].reverse().join(''));
    }
    assert.equal(echo.join(['a', 'b', 'c'], ', '), 'a, b, c');
    assert.equal(echo.empty(), '');
    assert.equal(echo.repeat('ab', 3), 'ababab');
    assert.equal(echo.repeat('ab', 5000), 'ab'.repeat(5000));
  }
});

test('text of the callers own', () => {
  for (const echo of echoes) {
    // An object is no text, and is not asked for one.
    let asked = 0;
    const text = { toString: () => (asked++, 'a'), [Symbol.toPrimitive]: () => (asked++, 'a') };
    throws(() => echo.echoString(text), TypeError, 'v: expected a string, got an Object');
    throws(() => echo.echoString(new String('a')), TypeError, 'v: expected a string, got a String');
    assert.equal(asked, 0);
  }
});

test('what has no unicode', () => {
  for (const echo of echoes) {
    const message = 'v: expected well-formed text, got a lone surrogate';
    for (const text of [
      '\ud800',
      'a\udc00',
      '\ude00\ud83d',
      `${'x'.repeat(100)}\ud800`,
      `${'x'.repeat(9000)}\ud800`,
    ]) {
      throws(() => echo.echoString(text), RangeError, message);
    }
    assert.equal(echo.echoString('still fine'), 'still fine');
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoString(5), TypeError, 'v: expected a string, got 5');
    throws(() => echo.echoString(null), TypeError, 'v: expected a string, got null');
    throws(() => echo.echoString(['a']), TypeError, 'v: expected a string, got an Array');
    throws(() => echo.echoString(Buffer.from('a')), TypeError, 'v: expected a string, got a Buffer');
    throws(() => echo.echoString(Symbol('s')), TypeError, 'v: expected a string, got Symbol(s)');
    throws(() => echo.echoString(() => 'a'), TypeError, 'v: expected a string, got a function');
  }
});

test('a string is no list of strings', () => {
  for (const echo of echoes) {
    throws(() => echo.echoList('abc'), TypeError, 'v: expected an array, got "abc"');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.join(['a', '\ud800'], ','), RangeError, /^parts\[1\]: expected well-formed text/);
    throws(() => echo.join(['a', 'x'.repeat(50), 7], ''), TypeError, 'parts[2]: expected a string, got 7');
    throws(() => echo.join(['a'], null), TypeError, 'separator: expected a string, got null');
    throws(
      () => echo.echoNote({ title: '', body: '\ud800' }),
      RangeError,
      /^v\.body: expected well-formed text/,
    );
  }
});
