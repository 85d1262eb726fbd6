/** Results: an exception where a function returns one, objects of a tag and a value anywhere else. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { OutwitError, WitError } from 'outwit';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('results');
const here = { line: 3, column: 14 };

function errorOf(call: () => unknown): WitError<any> {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof WitError);
    assert.ok(error instanceof OutwitError);
    assert.ok(error.stack?.includes('results.test'));
    return error;
  }
  return assert.fail('the call should have failed');
}

/** Each call must throw an error of the class of this name with this payload. */
function failing(...cases: [call: () => unknown, name: string, payload: unknown][]): void {
  for (const [call, name, payload] of cases) {
    const error = errorOf(call);
    assert.equal(error.name, name);
    assert.deepEqual(error.payload, payload);
    assert.equal(typeof error.message, 'string');
    assert.notEqual(error.message, '');
  }
}

test('success', () => {
  for (const echo of echoes) {
    assert.equal(echo.none(true), undefined);
    assert.equal(echo.onlyOk(true, 5), 5);
    assert.equal(echo.onlyErr(true, 'x'), undefined);
    assert.equal(echo.errString(true, 5), 5);
    assert.equal(echo.errU32(true, 'x'), 'x');
    assert.deepEqual(echo.errRecord(true, new Uint8Array(6000).fill(1)), new Uint8Array(6000).fill(1));
    assert.equal(echo.errEnum(true, 5), 5);
    assert.equal(echo.errEnum(true, undefined), undefined);
    assert.deepEqual(echo.errVariant(undefined, here), here);
    assert.equal(echo.errTuple(true, false), false);
    assert.equal(echo.parse('-12'), -12n);
  }
});

test('errors of plain types', () => {
  for (const echo of echoes) {
    failing(
      [() => echo.none(false), 'WitError', undefined],
      [() => echo.onlyOk(false, 5), 'WitError', undefined],
      [() => echo.onlyErr(false, 'why'), 'WitError', 'why'],
      [() => echo.errString(false, 5), 'WitError', 'it failed'],
      [() => echo.errU32(false, 'x'), 'WitError', 7],
      [() => echo.errTuple(false, true), 'WitError', [9, 'it failed']],
    );
    assert.equal(errorOf(() => echo.none(false)).constructor, WitError);
  }
});

test('errors of named types', () => {
  for (const echo of echoes) {
    // They have a class.
    failing(
      [() => echo.errRecord(false, new Uint8Array()), 'PositionError', here],
      [() => echo.errEnum(false, 5), 'CodeError', 'denied'],
      [() => echo.errOwn(false, ''), 'EchoError', { message: 'it failed', position: here }],
    );
  }
});

test('errors of variants', () => {
  for (const echo of echoes) {
    failing(
      [() => echo.errVariant(0, here), 'FailureError', { tag: 'not-found', val: 'the key' }],
      [() => echo.errVariant(1, { line: 1, column: 2 }), 'FailureError', { tag: 'syntax', val: here }],
      [() => echo.errVariant(2, here), 'FailureError', { tag: 'timeout' }],
      [() => echo.parse(''), 'ParseErrorException', { tag: 'empty' }],
      [() => echo.parse('twelve'), 'ParseErrorException', { tag: 'not-a-number', val: 'twelve' }],
    );
  }
});

test('texts of errors', () => {
  for (const echo of echoes) {
    assert.equal(errorOf(() => echo.errString(false, 5)).message, 'it failed');
    assert.equal(errorOf(() => echo.errU32(false, 'x')).message, '7');
    assert.equal(errorOf(() => echo.errVariant(0, here)).message, 'not-found: the key');
    assert.equal(
      errorOf(() => echo.errOwn(false, '')).message,
      '{"message":"it failed","position":{"line":3,"column":14}}',
    );
  }
});

test('an error does not harm the instance', () => {
  for (const echo of echoes) {
    for (let i = 0; i < 100; i++) errorOf(() => echo.errString(false, i));
    assert.equal(echo.errString(true, 5), 5);
  }
});

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoNone, [], [{ tag: 'ok' }, { tag: 'err' }]);
    roundTrip(echo.echoOnlyOk, [{ tag: 'ok', val: 0 }, { tag: 'err' }]);
    roundTrip(echo.echoOnlyErr, [{ tag: 'ok' }, { tag: 'err', val: '' }]);
    roundTrip(echo.echoBoth, [
      { tag: 'ok', val: 'a' },
      { tag: 'err', val: { tag: 'timeout' } },
      { tag: 'err', val: { tag: 'syntax', val: here } },
    ]);
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoMixed, [{ tag: 'ok', val: -0 }, 1], [{ tag: 'err', val: 2n ** 64n - 1n }, 255]);
    roundTrip(echo.echoOption, undefined, { tag: 'ok', val: 1 }, { tag: 'err', val: 'e' });
    roundTrip(echo.echoReport, {
      first: { tag: 'ok', val: 1 },
      second: { tag: 'err', val: 'missing' },
      third: { tag: 'ok', val: '' },
      last: { tag: 'err' },
    });
  }
});

test('results of results', () => {
  for (const echo of echoes) {
    for (const inner of [
      { tag: 'ok', val: 1 },
      { tag: 'err', val: 'no' },
    ]) {
      assert.deepEqual(echo.nested({ tag: 'ok', val: inner }), inner);
    }
    failing([() => echo.nested({ tag: 'err', val: 'missing' }), 'CodeError', 'missing']);
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    throws(() => echo.echoNone([true]), TypeError, 'v[0]: expected an object { tag, val }, got true');
    throws(() => echo.echoNone([null]), TypeError, 'v[0]: expected an object { tag, val }, got null');
    const cases = "expected one of 'ok', 'err'";
    throws(() => echo.echoNone([{ tag: 'okay' }]), RangeError, `v[0].tag: ${cases}, got "okay"`);
    throws(() => echo.echoNone([[true, 5]]), TypeError, `v[0].tag: ${cases}, got undefined`);
  }
});

test('wrong payloads', () => {
  for (const echo of echoes) {
    throws(() => echo.echoNone([{ tag: 'ok', val: 1 }]), TypeError, /^v\[0\]\.ok: the case has no payload/);
    throws(
      () => echo.echoOnlyOk([{ tag: 'ok' }]),
      TypeError,
      'v[0].ok: expected a number (u32), got undefined',
    );
  }
});

test('path', () => {
  for (const echo of echoes) {
    throws(
      () =>
        echo.echoOnlyOk([
          { tag: 'ok', val: 1 },
          { tag: 'ok', val: -1 },
        ]),
      RangeError,
      'v[1].ok: expected an integer from 0 to 4294967295, got -1',
    );
    throws(
      () => echo.echoReport({ first: { tag: 'ok', val: 1 }, second: { tag: 'err', val: 5 } }),
      TypeError,
      "v.second.err: expected one of 'missing', 'denied', got 5",
    );
  }
});
