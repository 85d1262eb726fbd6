/** A component that calls its host when it is instantiated, before anybody has called it. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load, OutwitError, type Instance } from 'outwit';
import { throws } from './support.js';

// In the text format:
//
// (component
//   (import "test:host/store" (instance $i
//     (export "tick" (func (param "v" u32) (result u32)))))
//   (alias export $i "tick" (func $tick))
//   (core func $tick (canon lower (func $tick)))
//   (core module $m
//     (import "" "tick" (func $tick (param i32) (result i32)))
//     (global $g (mut i32) (i32.const 0))
//     (func $start (global.set $g (call $tick (i32.const 7))))
//     (func (export "got") (result i32) (global.get $g))
//     (start $start))
//   (core instance $c (instantiate $m (with "" (instance (export "tick" (func $tick))))))
//   (func (export "got") (result u32) (canon lift (core func $c "got"))))
const START = Buffer.from(
  `AGFzbQ0AAQAHFAFCAgFAAQF2eQB5BAAEdGljawEAChQBAA90ZXN0Omhvc3Qvc3RvcmUFAAYJAQEAAAR0aWNrCAUBAQAAAAFtAGFz
   bQEAAAABDQNgAX8Bf2AAAGAAAX8CCQEABHRpY2sAAAMDAgECBgYBfwFBAAsHBwEDZ290AAIIAQEKDwIIAEEHEAAkAAsEACMACwAf
   BG5hbWUAAgFtAQ4CAAR0aWNrAQVzdGFydAcEAQABZwIQAgEBBHRpY2sAAAAAAQASAAcFAUAAAHkGCQEAAAEBA2dvdAgGAQAAAQAB
   CwkBAANnb3QBAQAAOw5jb21wb25lbnQtbmFtZQEJAAABAAR0aWNrAQYAEQEAAW0BBgASAQEBYwEIAQEABHRpY2sBBQUBAAFp`,
  'base64',
);

function start(tick: (v: number) => unknown): Instance {
  return load(START).instantiate({ imports: { store: { tick } } });
}

test('values', () => {
  const heard: number[] = [];
  const instance = start((v) => {
    heard.push(v);
    return v * 2;
  });
  assert.equal(instance.exports['got'](), 14);
  assert.deepEqual(heard, [7]);
});

test('an instance inside of another', () => {
  assert.equal(start(() => start((v) => v + 1).exports['got']() + 1).exports['got'](), 9);
});

test('wrong values', () => {
  const message = 'test:host/store.tick returned a wrong value: expected a number (u32), got "text"';
  throws(() => start(() => 'text'), TypeError, message);
});

test('what is thrown', () => {
  for (const value of [new Error('mine'), 5]) {
    const throwing = (): unknown =>
      start(() => {
        throw value;
      });
    assert.throws(throwing, (thrown) => thrown === value);
  }
});

test('async functions', () => {
  const message = 'test:host/store.tick is async: call it through an *Async function';
  throws(() => start(async (v) => v), OutwitError, message);
});
