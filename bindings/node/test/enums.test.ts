/** Enums: the names of their cases. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('enums');
const colours = ['red', 'green', 'blue', 'olive-green'];
const bytes = Array.from({ length: 256 }, (_, i) => `b${i}`);
const wide = Array.from({ length: 257 }, (_, i) => `w${i}`);
const expected = "expected one of 'red', 'green', 'blue', 'olive-green'";

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoColour, ...colours);
    roundTrip(echo.echoOnly, 'one');
    roundTrip(echo.echoByte, ...bytes);
    roundTrip(echo.echoWide, ...wide);
  }
});

test('names', () => {
  for (const echo of echoes) {
    // They are those of the WIT, and not in camelCase.
    assert.equal(echo.echoColour('olive-green'), 'olive-green');
    throws(() => echo.echoColour('oliveGreen'), RangeError, `v: ${expected}, got "oliveGreen"`);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], ['blue'], Array(100).fill(colours).flat());
    roundTrip(echo.echoWideList, wide);
    roundTrip(echo.echoOption, 'green', undefined);
    roundTrip(echo.echoFlag, { top: 'red', bottom: 'blue', mark: 'b255', wideMark: 'w256' });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(
      bytes.map((name) => echo.byteIndex(name)),
      [...bytes.keys()],
    );
    assert.deepEqual(
      wide.map((name) => echo.wideIndex(name)),
      [...wide.keys()],
    );
    assert.equal(echo.next('red'), 'green');
    assert.equal(echo.next('olive-green'), 'red');
  }
});

test('cases that there are not', () => {
  for (const echo of echoes) {
    throws(() => echo.echoColour('pink'), RangeError, `v: ${expected}, got "pink"`);
    throws(
      () => echo.echoWide('w257'),
      RangeError,
      /^v: expected one of 'w0', .*, 'w7', \.\.\., got "w257"$/,
    );
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoColour(0), TypeError, `v: ${expected}, got 0`);
    throws(() => echo.echoColour(null), TypeError, `v: ${expected}, got null`);
    throws(() => echo.echoColour(['red']), TypeError, `v: ${expected}, got an Array`);
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoList(['red', undefined]), TypeError, `v[1]: ${expected}, got undefined`);
    throws(
      () => echo.echoFlag({ top: 'red', bottom: 'red', mark: 'w0', wideMark: 'w0' }),
      RangeError,
      /^v\.mark: expected one of 'b0', .*, got "w0"$/,
    );
  }
});
