import assert from 'node:assert/strict';
import test from 'node:test';
import { OutwitError, WitError } from 'outwit';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('results');
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

test('the ok of a function is its value', () => {
  assert.equal(echo.none(true), undefined);
  assert.equal(echo.onlyOk(true, 5), 5);
  assert.equal(echo.onlyErr(true, 'x'), undefined);
  assert.equal(echo.errString(true, 5), 5);
  assert.equal(echo.errU32(true, 'x'), 'x');
  assert.deepEqual(echo.errRecord(true, Uint8Array.of(1)), Uint8Array.of(1));
  assert.deepEqual(echo.errVariant(undefined, here), here);
  assert.equal(echo.errEnum(true, undefined), undefined);
  assert.equal(echo.errEnum(true, 5), 5);
  assert.equal(echo.errTuple(true, false), false);
  assert.equal(echo.parse('-5'), -5n);
  assert.deepEqual(echo.nested({ tag: 'ok', val: { tag: 'err', val: 'no' } }), { tag: 'err', val: 'no' });
});

test('the err of a function is thrown with its payload', () => {
  const cases: [() => unknown, string, unknown][] = [
    [() => echo.none(false), 'WitError', undefined],
    [() => echo.onlyOk(false, 5), 'WitError', undefined],
    [() => echo.onlyErr(false, 'why'), 'WitError', 'why'],
    [() => echo.errString(false, 5), 'WitError', 'it failed'],
    [() => echo.errU32(false, 'x'), 'WitError', 7],
    [() => echo.errTuple(false, true), 'WitError', [9, 'it failed']],
    [() => echo.errRecord(false, new Uint8Array()), 'PositionError', here],
    [() => echo.errVariant(0, here), 'FailureError', { tag: 'not-found', val: 'the key' }],
    [() => echo.errVariant(1, here), 'FailureError', { tag: 'syntax', val: here }],
    [() => echo.errVariant(2, here), 'FailureError', { tag: 'timeout' }],
    [() => echo.errEnum(false, 5), 'CodeError', 'denied'],
    [() => echo.errOwn(false, ''), 'EchoError', { message: 'it failed', position: here }],
    [() => echo.parse(''), 'ParseErrorException', { tag: 'empty' }],
    [() => echo.parse('x'), 'ParseErrorException', { tag: 'not-a-number', val: 'x' }],
    [() => echo.nested({ tag: 'err', val: 'missing' }), 'CodeError', 'missing'],
  ];
  for (const [call, name, payload] of cases) {
    const error = errorOf(call);
    assert.equal(error.name, name);
    assert.deepEqual(error.payload, payload);
    assert.equal(typeof error.message, 'string');
    assert.notEqual(error.message, '');
  }
  assert.equal(errorOf(() => echo.errVariant(0, here)).message, 'not-found: the key');
  assert.equal(
    errorOf(() => echo.errOwn(false, '')).message,
    '{"message":"it failed","position":{"line":3,"column":14}}',
  );
});

test('an error does not spoil the instance', () => {
  for (let i = 0; i < 100; i++) errorOf(() => echo.errString(false, i));
  assert.equal(echo.errString(true, 5), 5);
});

test('results inside of other values', () => {
  roundTrip(echo.echoNone, [], [{ tag: 'ok' }, { tag: 'err' }]);
  roundTrip(echo.echoOnlyOk, [{ tag: 'ok', val: 0 }, { tag: 'err' }]);
  roundTrip(echo.echoOnlyErr, [{ tag: 'ok' }, { tag: 'err', val: '' }]);
  roundTrip(echo.echoBoth, [
    { tag: 'ok', val: 'a' },
    { tag: 'err', val: { tag: 'timeout' } },
  ]);
  roundTrip(echo.echoMixed, [{ tag: 'ok', val: -0 }, 1], [{ tag: 'err', val: 2n ** 64n - 1n }, 255]);
  roundTrip(echo.echoOption, undefined, { tag: 'ok', val: 1 }, { tag: 'err', val: 'e' });
  roundTrip(echo.echoReport, {
    first: { tag: 'ok', val: 1 },
    second: { tag: 'err', val: 'missing' },
    third: { tag: 'ok', val: '' },
    last: { tag: 'err' },
  });
});

test('wrong results', () => {
  const cases = "expected one of 'ok', 'err'";
  throws(() => echo.echoNone([true]), TypeError, 'v[0]: expected an object { tag, val }, got true');
  throws(() => echo.echoNone([{ tag: 'okay' }]), RangeError, `v[0].tag: ${cases}, got "okay"`);
  throws(() => echo.echoNone([{ tag: 'ok', val: 1 }]), TypeError, /^v\[0\]\.ok: the case has no payload/);
  throws(
    () => echo.echoOnlyOk([{ tag: 'ok' }]),
    TypeError,
    'v[0].ok: expected a number (u32), got undefined',
  );
});
