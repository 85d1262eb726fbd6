import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('enums');

test('enums are the names of their cases', () => {
  roundTrip(echo.echoColour, 'red', 'green', 'blue', 'olive-green');
  roundTrip(echo.echoOnly, 'one');
  roundTrip(echo.echoList, [], ['blue'], ['red', 'olive-green']);
  roundTrip(echo.echoOption, 'green', undefined);
  roundTrip(echo.echoFlag, { top: 'red', bottom: 'blue', mark: 'b255', wideMark: 'w256' });
  assert.equal(echo.next('red'), 'green');
  assert.equal(echo.next('olive-green'), 'red');
});

test('enums of 256 and 257 cases', () => {
  const bytes = Array.from({ length: 256 }, (_, i) => `b${i}`);
  const wide = Array.from({ length: 257 }, (_, i) => `w${i}`);
  roundTrip(echo.echoByte, ...bytes);
  roundTrip(echo.echoWide, ...wide);
  roundTrip(echo.echoWideList, wide);
  assert.deepEqual(
    bytes.map((name) => echo.byteIndex(name)),
    [...bytes.keys()],
  );
  assert.deepEqual(
    wide.map((name) => echo.wideIndex(name)),
    [...wide.keys()],
  );
});

test('other names are refused with those that there are', () => {
  const expected = "expected one of 'red', 'green', 'blue', 'olive-green'";
  throws(() => echo.echoColour('pink'), RangeError, `v: ${expected}, got "pink"`);
  throws(() => echo.echoColour('oliveGreen'), RangeError, `v: ${expected}, got "oliveGreen"`);
  throws(() => echo.echoColour(0), TypeError, `v: ${expected}, got 0`);
  throws(() => echo.echoList(['red', undefined]), TypeError, `v[1]: ${expected}, got undefined`);
  throws(() => echo.echoWide('w257'), RangeError, /^v: expected one of 'w0', .*, 'w7', \.\.\., got "w257"$/);
});
