import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('options');
const none = { tag: 'none' };
const some = (val: unknown): unknown => ({ tag: 'some', val });

test('options are a value or undefined', () => {
  roundTrip(echo.echoBool, undefined, false, true);
  roundTrip(echo.echoU8, undefined, 0);
  roundTrip(echo.echoS64, undefined, 0n);
  roundTrip(echo.echoF64, undefined, 0, NaN);
  roundTrip(echo.echoString, undefined, '');
  roundTrip(echo.echoBytes, undefined, new Uint8Array());
  roundTrip(echo.echoTuple, undefined, [1, 'a']);
  roundTrip(echo.echoList, [undefined, '', 'a']);
  assert.equal(echo.echoU8(null), undefined);
  assert.equal(echo.echoU8(), undefined);
});

test('options of options are told apart', () => {
  roundTrip(echo.echoNested, none, some(undefined), some(0));
  roundTrip(echo.echoDeep, none, some(none), some(some(undefined)), some(some('')));
  roundTrip(echo.echoNestedList, [none, some(undefined), some(false)]);
  roundTrip(
    echo.echoResult,
    undefined,
    { tag: 'ok', val: undefined },
    { tag: 'ok', val: 1 },
    { tag: 'err', val: '' },
  );
  assert.deepEqual(
    [none, some(undefined), some(5)].map((value) => echo.depth(value)),
    [0, 1, 2],
  );
  throws(() => echo.echoNested(undefined), TypeError, 'v: expected an object { tag, val }, got undefined');
  throws(() => echo.echoNested(5), TypeError, 'v: expected an object { tag, val }, got 5');
  throws(
    () => echo.echoNested({ tag: 'sum', val: 1 }),
    RangeError,
    `v.tag: expected one of 'none', 'some', got "sum"`,
  );
});

test('options inside of other values', () => {
  const settings = { title: undefined, columns: 0, wrap: some(undefined), words: ['a', undefined] };
  roundTrip(echo.echoSettings, settings, { title: '', columns: undefined, wrap: none, words: undefined });
  roundTrip(echo.echoOptionalSettings, undefined, settings);
  roundTrip(
    echo.echoChoice,
    { tag: 'number', val: undefined },
    { tag: 'number', val: 0 },
    { tag: 'text', val: none },
    { tag: 'text', val: some('') },
  );
  assert.deepEqual(echo.echoSettings({ wrap: none }), {
    title: undefined,
    columns: undefined,
    wrap: none,
    words: undefined,
  });
});

test('options at the end of the parameters may be left out', () => {
  const greeting = echo.greet('Ada');
  assert.equal(echo.greet('Ada', undefined), greeting);
  assert.equal(echo.greet('Ada', undefined, undefined), greeting);
  assert.notEqual(echo.greet('Ada', 'Countess'), greeting);
  assert.equal(echo.orElse(undefined, 5), 5);
  throws(() => echo.greet(), TypeError, 'greet: expected 1 to 3 arguments, got 0');
  throws(() => echo.orElse(5), TypeError, 'or-else: expected 2 arguments, got 1');
  throws(() => echo.greet('Ada', 5), TypeError, 'title: expected a string, got 5');
});
