import assert from 'node:assert/strict';
import test from 'node:test';
import { instanceOf, roundTrip } from './support.js';

const { exports: world } = instanceOf('names');
const all = world['fixtures:names/import'];
const echo = world['fixtures:names/echo'];

test('names that are words of the language', () => {
  assert.equal(echo.class(1), 1);
  assert.equal(echo.delete(2), 2);
  assert.equal(echo.import(3), 3);
  assert.equal(echo.constructor_(4), 4);
  assert.equal(echo.then_(5), 5);
  assert.equal(echo.toString_(6), 6);
  assert.equal(echo.valueOf_(7), 7);
  assert.equal(echo.prototype(8), 8);
});

test('types whose names are words of the language', () => {
  const names = ['class', 'def', 'type', 'func', 'range', 'delete', 'none', 'self', 'constructor', 'then'];
  const fields = [...names, 'len', 'init', 'name', 'value'];
  roundTrip(all.echoType, Object.fromEntries(fields.map((name, i) => [name, i])));
  roundTrip(all.echoEnum, 'none', 'true', 'default');
  roundTrip(
    all.echoObject,
    { tag: 'tag', val: 'x' },
    { tag: 'val', val: Uint8Array.of(1) },
    { tag: 'class' },
  );
  roundTrip(all.echoHttpUrl, { userId: 'u', xmlBody: '', sha256: new Uint8Array(32), xYZ: 1 });
  assert.throws(() => all.fail('no'), { name: 'ImportError' });
});

test('a resource whose functions are words of the language', () => {
  const object = new all.Class('n');
  assert.equal(object.name(), 'n');
  assert.equal(typeof object.close(), 'string');
  assert.equal(typeof object.dispose_(), 'string');
  assert.equal(typeof object.import(1), 'string');
  assert.ok(all.Class.default() instanceof all.Class);
  object.dispose();
});
