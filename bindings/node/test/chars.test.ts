import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('chars');
const edges = [
  'a',
  '\0',
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

test('characters go there and back', () => {
  roundTrip(echo.echoChar, ...edges);
  roundTrip(echo.echoList, [], ['x'], edges);
  roundTrip(echo.echoOption, 'x', undefined);
  roundTrip(echo.echoSpan, { first: 'a', last: '\u{10ffff}' });
  assert.equal(echo.code('🦀'), 0x1f980);
  assert.equal(echo.fromCode(0x1f980), '🦀');
  assert.equal(echo.fromCode(0xd800), undefined);
  assert.equal(echo.collect(edges), edges.join(''));
});

test('a character is one scalar value', () => {
  const expected = 'v: expected a string of one Unicode scalar value';
  throws(() => echo.echoChar(''), RangeError, `${expected}, got ""`);
  throws(() => echo.echoChar('ab'), RangeError, `${expected}, got "ab"`);
  throws(() => echo.echoChar('e\u0301'), RangeError, /one Unicode scalar value/);
  throws(() => echo.echoChar('\ud800'), RangeError, `${expected}, got "\\ud800"`);
  throws(() => echo.echoChar('\udc00'), RangeError, `${expected}, got "\\udc00"`);
  throws(() => echo.echoChar(97), TypeError, 'v: expected a string of one character, got 97');
  throws(() => echo.echoSpan({ first: 'a', last: 'bc' }), RangeError, /^v\.last: /);
});
