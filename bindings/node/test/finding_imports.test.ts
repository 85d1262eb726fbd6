/** How what a component imports is found in what the host offers. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { LinkError, load, World } from 'outwit';
import { Imports } from '../build/golden/imports/golden/typescript/index.js';
import { placesIn } from '../dist/host-names.js';
import { Host, others } from './hosts.js';
import { fileOf, throws } from './support.js';

const component = load(fileOf('imports'));

/** The functions that an error names. */
function named(error: unknown): string[] {
  assert.ok(error instanceof LinkError);
  const list = error.message.slice(error.message.indexOf(': ') + 2);
  return list.split('; ').map((part) => part.replace(/: .*/, '').replace(/^.*\./, ''));
}

test('what is missing', () => {
  assert.throws(
    () => component.instantiate(),
    (error: unknown) => {
      assert.equal(named(error).length, component.imports.length);
      const { message } = error as Error;
      assert.match(message, /fixtures:imports\/host\.echo-u8: func\(v: u8\) -> u8/);
      assert.match(message, /describe: func\(p: point, style: option<string>\) -> string/);
      return true;
    },
  );
  const host = Object.assign(new Host(), { answer: undefined, add: null });
  assert.throws(
    () => component.instantiate({ imports: { host, ...others, now: undefined } }),
    (error) => named(error).sort().join() === 'add,answer,now',
  );
});

test('a typed value with holes', () => {
  const broken = { host: undefined as never, ...others };
  assert.throws(
    () => new Imports(component, broken),
    (error) => named(error).length === component.imports.length - 3,
  );
});

test('names of interfaces', () => {
  const host = new Host() as unknown as Record<string, unknown>;
  const members = component.imports.filter((own) => own.interface !== undefined);
  const asInWit = Object.fromEntries(
    members.map((own) => [own.name, (host[own.member] as Function).bind(host)]),
  );
  for (const given of [host, asInWit]) {
    for (const name of ['fixtures:imports/host', 'host']) {
      const instance = component.instantiate({ imports: { [name]: given, ...others } });
      assert.equal(instance.exports['fixtures:imports/calls'].callMany(5), 5);
    }
  }
});

test('names that could mean several', () => {
  const define = (id: string, name: string) => ({ interface: id, name, params: [] });
  const imports = [
    define('a:x/store@1.0.0', 'get'),
    define('a:x/store@2.0.0', 'get'),
    define('b:y/shop', '[constructor]item'),
    define('b:y/shop', '[static]item.open'),
    { name: 'to-string', params: [] },
  ];
  const signature = { outwit: 1, name: 'a:b/c', types: [], exports: [], imports };
  const places = placesIn({ 'a:x/store@2.0.0': {}, shop: { '[static]item.open': 1 } }, signature);
  assert.deepEqual(places, [
    ['a:x/store@1.0.0', 'get'],
    ['a:x/store@2.0.0', 'get'],
    ['shop', 'newItem'],
    ['shop', '[static]item.open'],
    [null, 'toString_'],
  ]);
  for (const name of ['a:x/store', 'store']) {
    throws(
      () => placesIn({ [name]: {} }, signature),
      LinkError,
      `${name} could be a:x/store@1.0.0 or a:x/store@2.0.0`,
    );
  }
});

test('a table that does not fit', () => {
  const [one, two] = [
    { interface: 'a:x/store', name: 'get', params: [] },
    { name: 'to-string', params: [] },
  ];
  const json = JSON.stringify({ outwit: 1, name: 'a:b/c', types: [], exports: [], imports: [one, two] });
  const message = 'the world imports 2 functions, 1 places are given for them';
  throws(() => new World(json, { imports: [[null, 'get']] }), TypeError, message);
  const world = new World(json, {
    imports: [
      ['one', 'get'],
      [null, 'toString_'],
    ],
  });
  assert.deepEqual(world.signature.imports, [one, two]);
});

test('what is no function', () => {
  const host = Object.assign(new Host(), { answer: 42 });
  const message = 'fixtures:imports/host.answer: expected a function, got 42';
  throws(() => component.instantiate({ imports: { host, ...others } }), TypeError, message);
  throws(() => component.instantiate({ imports: 5 as never }), TypeError, 'imports: expected an object');
});

test('imports of a component', () => {
  const [first] = component.imports;
  assert.deepEqual(first, {
    interface: 'fixtures:imports/host',
    name: 'echo-bool',
    signature: 'echo-bool: func(v: bool) -> bool',
    params: [{ name: 'v', type: 'bool' }],
    member: 'echoBool',
  });
  assert.equal(component.imports.at(-1)?.interface, undefined);
  assert.deepEqual(load(fileOf('records')).imports, []);
});
