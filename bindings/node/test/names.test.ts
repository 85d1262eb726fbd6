/** Names that mean something in JavaScript, or to the runtime's own classes. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { WitError } from 'outwit';
import { Names } from '../build/golden/names/golden/typescript/index.js';
import { fileOf, roundTrip } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('names');
const imports = bothWays('names', 'import');

test('every function', () => {
  const prototype = Object.getPrototypeOf(new Names(fileOf('names')).echo);
  const all = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  const names = all.filter((name) => !name.endsWith('Async'));
  assert.equal(names.length, 142);
  for (const echo of echoes) {
    for (const name of names) assert.equal(echo[name](7), 7, name);
  }
});

test('keywords', () => {
  for (const echo of echoes) {
    for (const name of [
      'class',
      'delete',
      'import',
      'await',
      'function',
      'null',
      'this',
      'eval',
      'arguments',
    ]) {
      assert.equal(echo[name](7), 7, name);
    }
    // These have a meaning for every object.
    for (const name of ['constructor_', 'then_', 'toString_', 'valueOf_'])
      assert.equal(echo[name](7), 7, name);
    assert.equal(echo.prototype(8), 8);
  }
});

test('names of the runtime', () => {
  for (const echo of echoes) {
    for (const name of [
      'close',
      'instance',
      'payload',
      'message',
      'value',
      'functions',
      'resource',
      'result',
    ]) {
      assert.equal(echo[name](7), 7, name);
    }
  }
});

test('capitals', () => {
  for (const echo of echoes) {
    for (const name of [
      'httpUrl',
      'getUrl',
      'userId',
      'xY',
      'xmlParser',
      'utf8',
      'sha256Sum',
      'bCD',
      'jsonRpcId',
    ]) {
      assert.equal(echo[name](7), 7, name);
    }
  }
});

test('types', () => {
  const names = ['class', 'def', 'type', 'func', 'range', 'delete', 'none', 'self', 'constructor', 'then'];
  const fields = [...names, 'len', 'init', 'name', 'value'];
  for (const own of imports) {
    const record = Object.fromEntries(fields.map((name, i) => [name, i]));
    roundTrip(own.echoType, record);
    roundTrip(own.echoEnum, 'none', 'true', 'class', 'delete', 'mro', 'default');
    const none = {
      none: false,
      all: false,
      class: false,
      func: false,
      delete: false,
      name: false,
      value: false,
    };
    roundTrip(own.echoFlag, { ...none, in: false }, { ...none, none: true, class: true, in: true });
    roundTrip(
      own.echoObject,
      { tag: 'class' },
      { tag: 'type', val: record },
      { tag: 'none', val: undefined },
      { tag: 'tag', val: 'x' },
      { tag: 'val', val: Uint8Array.of(1) },
    );
    roundTrip(own.echoHttpUrl, { userId: 'u', xmlBody: '', sha256: new Uint8Array(32), xYZ: 1 });
  }
});

test('names of other types', () => {
  const values = [
    { name: 'p' },
    { length: 1 },
    { length: 2 },
    { len: 3 },
    { len: 4 },
    { id: 5n },
    { payload: 'w' },
  ];
  for (const own of imports) assert.deepEqual(own.echoNames(...values), values);
});

test('an error called error', () => {
  for (const own of imports) {
    assert.throws(
      () => own.fail('no'),
      (error) => {
        assert.ok(error instanceof WitError);
        assert.equal(error.name, 'ImportError');
        assert.deepEqual(error.payload, { message: 'no', stack: ['here'] });
        return true;
      },
    );
  }
});

test('a resource called class', () => {
  for (const own of imports) {
    const object = new own.Class('r');
    assert.equal(object.name(), 'r');
    assert.equal(object.close(), 'r');
    assert.equal(object.dispose_(), 'r');
    assert.equal(object.import(2), 'rr');
    assert.ok(own.Class.default() instanceof own.Class);
    assert.equal(own.Class.default().name(), 'default');
    object.dispose();
    assert.ok(object.disposed);
  }
});

test('names with comments', () => {
  for (const docs of bothWays('names', 'docs')) {
    roundTrip(docs.echoQuotes, { a: 1, b: 2, c: 3, d: 4 });
    roundTrip(docs.echoSlashes, 'a', 'b');
    assert.equal(docs.unicode(), 'ä語🦀שלום');
    assert.equal(docs.empty(), undefined);
  }
});
