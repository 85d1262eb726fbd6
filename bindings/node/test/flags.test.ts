/** Flags: objects of booleans. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('flags');
const none = { read: false, write: false, deleteForever: false };
const all = { read: true, write: true, deleteForever: true };

function flags(count: number, set: readonly number[]): Record<string, boolean> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, set.includes(i)]));
}

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoAccess, none, { ...none, read: true }, all);
    for (const [name, count] of [
      ['One', 1],
      ['Eight', 8],
      ['Nine', 9],
      ['Sixteen', 16],
      ['Seventeen', 17],
      ['ThirtyTwo', 32],
    ] as const) {
      const every = [...Array(count).keys()];
      roundTrip(
        echo[`echo${name}`],
        flags(count, []),
        flags(count, every),
        ...every.map((i) => flags(count, [i])),
      );
    }
  }
});

test('names', () => {
  for (const echo of echoes) {
    assert.deepEqual(Object.keys(echo.echoAccess({})), ['read', 'write', 'deleteForever']);
    assert.deepEqual(echo.echoAccess({ deleteForever: true }), { ...none, deleteForever: true });
    // What is left out is not set.
    assert.deepEqual(echo.echoAccess({}), none);
    assert.deepEqual(echo.echoAccess({ write: true, read: undefined }), { ...none, write: true });
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    const every = Array.from({ length: 400 }, (_, i) => ({
      read: i % 2 === 1,
      write: i % 3 === 1,
      deleteForever: i % 5 === 1,
    }));
    roundTrip(echo.echoList, [], [none, { ...none, write: true }], every);
    roundTrip(echo.echoOption, undefined, flags(9, [8]));
    const marks = flags(32, [1, 31]);
    roundTrip(echo.echoEntry, { name: 'n', owner: { ...none, read: true }, others: none, marks });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.union({ read: true }, { deleteForever: true }), { ...all, write: false });
    assert.deepEqual(echo.complement({ read: true }), { ...all, read: false });
    assert.deepEqual(echo.complement({}), all);
    assert.equal(echo.count(flags(32, [...Array(32).keys()])), 32);
    assert.deepEqual(echo.fromBits(0x8000_0001), flags(32, [0, 31]));
  }
});

test('flags that there are not', () => {
  for (const echo of echoes) {
    throws(() => echo.echoAccess({ reed: true }), TypeError, 'v.reed: there is no such flag: "reed"');
    throws(() => echo.echoAccess({ 'delete-forever': true }), TypeError, /no such flag/);
    throws(() => echo.echoAccess(['read']), TypeError, 'v.0: there is no such flag: "0"');
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoAccess('read'), TypeError, 'v: expected an object of booleans, got "read"');
    throws(() => echo.echoAccess(1), TypeError, 'v: expected an object of booleans, got 1');
    throws(() => echo.echoAccess(null), TypeError, 'v: expected an object of booleans, got null');
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(() => echo.echoAccess({ read: 1 }), TypeError, 'v.read: expected a boolean, got 1');
    throws(() => echo.echoList([none, { f0: true }]), TypeError, 'v[1].f0: there is no such flag: "f0"');
    throws(
      () => echo.echoEntry({ name: 'n', owner: none, others: 0, marks: {} }),
      TypeError,
      'v.others: expected an object of booleans, got 0',
    );
  }
});
