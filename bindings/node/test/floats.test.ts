import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('floats');
const edges = [0, -0, 1.5, -1.5, Infinity, -Infinity, NaN];

test('floats go there and back', () => {
  roundTrip(echo.echoF32, ...edges, 2 ** -149, 2 ** -126, 3.4028234663852886e38);
  roundTrip(echo.echoF64, ...edges, Number.MIN_VALUE, Number.MAX_VALUE, Number.EPSILON);
  roundTrip(echo.echoOption, undefined, -0, NaN);
  roundTrip(echo.echoPair, { single: -0, double: NaN });
  roundTrip(echo.echoList, [], [{ single: 0.5, double: 1e300 }]);
  assert.equal(echo.echoF32(0.1), Math.fround(0.1));
  assert.equal(echo.bitsF32(-0), 0x8000_0000);
  assert.equal(echo.bitsF64(-0), 0x8000_0000_0000_0000n);
  assert.equal(echo.fromBitsF32(0x3fc0_0000), 1.5);
  assert.ok(Number.isNaN(echo.fromBitsF64(0x7ff8_0000_0000_0001n)));
  assert.equal(echo.divide(1, -0), -Infinity);
});

test('nothing else is taken for a float', () => {
  throws(() => echo.echoF64('1'), TypeError, 'v: expected a number (f64), got "1"');
  throws(() => echo.echoF64(1n), TypeError, 'v: expected a number (f64), got 1n');
  throws(
    () => echo.echoPair({ single: null, double: 0 }),
    TypeError,
    'v.single: expected a number (f32), got null',
  );
});
