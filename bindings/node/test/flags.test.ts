import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('flags');
const none = { read: false, write: false, deleteForever: false };

function flags(count: number, set: readonly number[]): Record<string, boolean> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, set.includes(i)]));
}

test('flags are objects of booleans', () => {
  roundTrip(echo.echoAccess, none, { ...none, read: true }, { read: true, write: true, deleteForever: true });
  roundTrip(echo.echoOne, flags(1, []), flags(1, [0]));
  roundTrip(echo.echoEight, flags(8, []), flags(8, [0, 7]));
  roundTrip(echo.echoNine, flags(9, [8]), flags(9, [0, 1, 2, 3, 4, 5, 6, 7, 8]));
  roundTrip(echo.echoSixteen, flags(16, [15]));
  roundTrip(echo.echoSeventeen, flags(17, [0, 16]));
  roundTrip(echo.echoThirtyTwo, flags(32, []), flags(32, [31]), flags(32, [...Array(32).keys()]));
  roundTrip(echo.echoList, [], [none, { ...none, write: true }]);
  roundTrip(echo.echoOption, undefined, flags(9, [3]));
  const marks = flags(32, [1, 31]);
  roundTrip(echo.echoEntry, { name: 'n', owner: { ...none, read: true }, others: none, marks });
});

test('what is left out is not set', () => {
  assert.deepEqual(echo.echoAccess({}), none);
  assert.deepEqual(echo.echoAccess({ write: true, read: undefined }), { ...none, write: true });
  assert.deepEqual(echo.union({ read: true }, { deleteForever: true }), {
    ...none,
    read: true,
    deleteForever: true,
  });
  assert.deepEqual(echo.complement({ read: true }), { read: false, write: true, deleteForever: true });
  assert.equal(echo.count(flags(32, [0, 31])), 2);
  assert.deepEqual(echo.fromBits(0x8000_0001), flags(32, [0, 31]));
});

test('other keys and values are refused', () => {
  throws(() => echo.echoAccess({ reed: true }), TypeError, 'v.reed: there is no such flag: "reed"');
  throws(() => echo.echoAccess({ 'delete-forever': true }), TypeError, /no such flag/);
  throws(() => echo.echoAccess({ read: 1 }), TypeError, 'v.read: expected a boolean, got 1');
  throws(() => echo.echoAccess(['read']), TypeError, 'v.0: there is no such flag: "0"');
  throws(() => echo.echoAccess('read'), TypeError, 'v: expected an object of booleans, got "read"');
});
