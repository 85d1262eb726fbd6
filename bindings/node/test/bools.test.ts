import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('bools');

test('booleans go there and back', () => {
  roundTrip(echo.echoBool, true, false);
  roundTrip(echo.echoList, [], [true], [true, false, true]);
  roundTrip(echo.echoOption, true, false, undefined);
  roundTrip(echo.echoSwitches, { a: true, b: false, c: true });
  assert.equal(echo.negate(true), false);
  assert.equal(echo.countTrue([true, false, true]), 2);
});

test('nothing else is taken for a boolean', () => {
  throws(() => echo.echoBool(1), TypeError, 'v: expected a boolean, got 1');
  throws(() => echo.echoBool('true'), TypeError, 'v: expected a boolean, got "true"');
  throws(() => echo.echoBool(null), TypeError, 'v: expected a boolean, got null');
  throws(() => echo.echoList([true, 0]), TypeError, 'v[1]: expected a boolean, got 0');
  throws(() => echo.echoSwitches({ a: true, c: true }), TypeError, 'v.b: expected a boolean, got undefined');
});
