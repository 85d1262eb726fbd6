/** Single characters: scalar values of Unicode, nothing else. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('chars');
const edges = [
  '\0',
  'a',
  '\u007f',
  '\u0080',
  'é',
  '\u07ff',
  '€',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '🦀',
  '\u{10ffff}',
];

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoChar, ...edges);
    roundTrip(echo.echoOption, ...edges);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], ['x'], edges);
    roundTrip(echo.echoOption, undefined);
    roundTrip(echo.echoSpan, { first: 'a', last: '\u{10ffff}' });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    for (const char of edges) {
      assert.equal(echo.code(char), char.codePointAt(0));
      assert.equal(echo.fromCode(char.codePointAt(0)), char);
    }
    assert.equal(echo.fromCode(0xd800), undefined);
    assert.equal(echo.collect(edges), edges.join(''));
  }
});

test('no scalar value', () => {
  for (const echo of echoes) {
    const expected = 'v: expected a string of one Unicode scalar value';
    throws(() => echo.echoChar(''), RangeError, `${expected}, got ""`);
    throws(() => echo.echoChar('ab'), RangeError, `${expected}, got "ab"`);
    throws(() => echo.echoChar('e\u0301'), RangeError, /one Unicode scalar value/);
    throws(() => echo.echoChar('\ud800'), RangeError, `${expected}, got "\\ud800"`);
    throws(() => echo.echoChar('\udc00'), RangeError, `${expected}, got "\\udc00"`);
    assert.equal(echo.echoChar('a'), 'a');
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoChar(97), TypeError, 'v: expected a string of one character, got 97');
    throws(() => echo.echoChar(['a']), TypeError, 'v: expected a string of one character, got an Array');
    throws(() => echo.echoChar(null), TypeError, 'v: expected a string of one character, got null');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoList(['a', 'bc']), RangeError, /^v\[1\]: /);
    throws(() => echo.echoSpan({ first: 'a', last: 'bc' }), RangeError, /^v\.last: /);
  }
});
