/** Truth values. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('bools');
const many = Array.from({ length: 3000 }, (_, i) => i % 3 !== 1);

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoBool, true, false);
    roundTrip(echo.echoOption, true, false);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoList, [], [true], [true, false, true], many);
    assert.equal(echo.echoOption(undefined), undefined);
    assert.equal(echo.echoOption(), undefined);
    roundTrip(echo.echoSwitches, { a: true, b: false, c: true });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.equal(echo.negate(true), false);
    assert.equal(echo.negate(false), true);
    assert.equal(echo.countTrue([]), 0);
    assert.equal(echo.countTrue([true, false, true]), 2);
    assert.equal(echo.countTrue(many), 2000);
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoBool(1), TypeError, 'v: expected a boolean, got 1');
    throws(() => echo.echoBool(0), TypeError, 'v: expected a boolean, got 0');
    throws(() => echo.echoBool('true'), TypeError, 'v: expected a boolean, got "true"');
    throws(() => echo.echoBool(null), TypeError, 'v: expected a boolean, got null');
    throws(() => echo.echoBool([]), TypeError, 'v: expected a boolean, got an Array');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoList([true, 0]), TypeError, 'v[1]: expected a boolean, got 0');
    throws(
      () => echo.echoSwitches({ a: true, c: true }),
      TypeError,
      'v.b: expected a boolean, got undefined',
    );
  }
});
