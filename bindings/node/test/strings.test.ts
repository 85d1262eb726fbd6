import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('strings');

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
  '\u{10ffff}',
];

test('text goes there and back', () => {
  roundTrip(echo.echoString, ...texts);
  roundTrip(echo.echoList, [], [''], texts);
  roundTrip(echo.echoOption, undefined, '', '🦀');
  roundTrip(echo.echoNote, { title: 't', body: '' });
});

test('text of every length around the limits', () => {
  for (const length of [1364, 1365, 1366, 2047, 2048, 4095, 4096, 4097, 65_535, 1 << 20]) {
    roundTrip(echo.echoString, 'x'.repeat(length), 'é'.repeat(length), '€'.repeat(length));
  }
  roundTrip(echo.echoList, ['x'.repeat(5000), 'y', '€'.repeat(5000)]);
});

test('functions of text', () => {
  assert.equal(echo.rev('abc'), 'cba');
  assert.equal(echo.rev('a🦀é'), 'é🦀a');
  assert.equal(echo.byteLength('a🦀é'), 7);
  assert.equal(echo.join(['a', 'b', 'c'], ', '), 'a, b, c');
  assert.equal(echo.repeat('ab', 3), 'ababab');
  assert.equal(echo.empty(), '');
});

test('lone surrogates have no UTF-8', () => {
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
  throws(
    () => echo.echoNote({ title: '', body: '\ud800' }),
    RangeError,
    /^v\.body: expected well-formed text/,
  );
});

test('nothing else is taken for text', () => {
  throws(() => echo.echoString(5), TypeError, 'v: expected a string, got 5');
  throws(() => echo.echoString(new String('a')), TypeError, 'v: expected a string, got a String');
  throws(() => echo.echoString(Buffer.from('a')), TypeError, 'v: expected a string, got a Buffer');
  throws(() => echo.echoString(Symbol('s')), TypeError, 'v: expected a string, got Symbol(s)');
  throws(() => echo.echoString(() => 'a'), TypeError, 'v: expected a string, got a function');
  throws(() => echo.join(['a', 'x'.repeat(50), 7], ''), TypeError, 'parts[2]: expected a string, got 7');
});
