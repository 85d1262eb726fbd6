/** Loading components, and what is wrong with those that cannot be loaded. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import {
  CacheError,
  Component,
  ComponentError,
  Instance,
  LinkError,
  load,
  loadAsync,
  Resource,
  World,
  WitError,
} from 'outwit';
import { fileOf, instanceOf, interfaceOf, rejects, temporary, throws } from './support.js';

const file = fileOf('strings');
const bytes = readFileSync(file);

function rev(component: Component): string {
  return component.instantiate().exports['fixtures:strings/echo'].rev('ab');
}

test('every source', async () => {
  const copy = Uint8Array.from(bytes);
  for (const source of [file, pathToFileURL(file), bytes, copy, copy.buffer, new DataView(copy.buffer)]) {
    const component = load(source);
    assert.ok(component instanceof Component);
    assert.equal(rev(component), 'ba');
    assert.equal(rev(await loadAsync(source)), 'ba');
  }
  assert.equal(rev(load(bytes, { cache: false })), 'ba');
  assert.equal(rev(await loadAsync(bytes, { cache: false })), 'ba');
});

test('what is no component', async (t) => {
  const broken = join(temporary(t), 'broken.wasm');
  const wrong: [string, string][] = [
    ['', 'the component is empty'],
    ['hello', 'the component is not WebAssembly'],
    ['\0asm\x01\0\0\0', 'the component is a core WebAssembly module, not a component'],
    ['\0asm\x0d\0\x01\0\xff\xff', 'the component is not a valid component'],
    ['\0asm', 'the component is cut off'],
  ];
  for (const [text, message] of wrong) {
    const data = Buffer.from(text, 'latin1');
    throws(() => load(data), ComponentError, new RegExp(`^${message}`));
    await rejects(loadAsync(data), ComponentError, new RegExp(`^${message}`));
    writeFileSync(broken, data);
    throws(() => load(broken), ComponentError, /broken\.wasm is /);
  }
});

// Two imports of one type, both given one instance: Wasmtime's validator panics at that.
const PANICS =
  '0061736d0d00010004230061736d0d000100070c014202017d0400016e0300000a0b02' +
  '000178050000017905000702017d051302010100016e03000000020178050001790500';

test('what Wasmtime does not survive', async () => {
  const data = Buffer.from(PANICS, 'hex');
  throws(() => load(data), ComponentError, /a defect in Wasmtime, which panics at it/);
  await rejects(loadAsync(data), ComponentError, /a defect in Wasmtime, which panics at it/);
  assert.equal(rev(load(file)), 'ba');
});

test('a truncated component', () => {
  for (const cut of [0.1, 0.5, 0.99]) {
    const data = bytes.subarray(0, bytes.length * cut);
    throws(() => load(data), ComponentError, /is not a valid component/);
  }
});

test('files that cannot be read', async (t) => {
  throws(() => load('/does/not/exist.wasm'), ComponentError, /exist\.wasm/);
  await rejects(loadAsync('/does/not/exist.wasm'), ComponentError, /exist\.wasm/);
  assert.throws(() => load(temporary(t)), ComponentError);
});

test('what is no source', async () => {
  const message = 'source: expected a path, a file: URL or the bytes of a component';
  for (const source of [5, null, ['a']]) {
    throws(() => load(source as any), TypeError, message);
    await rejects(loadAsync(source as any), TypeError, message);
  }
});

test('exports', () => {
  const rev = load(file).exports.find(({ name }) => name === 'rev');
  assert.deepEqual(rev, {
    interface: 'fixtures:strings/echo',
    name: 'rev',
    signature: 'rev: func(v: string) -> string',
    params: [{ name: 'v', type: 'string' }],
  });
  const counter = load(fileOf('resources')).exports.find(({ name }) => name === '[method]counter.add');
  assert.equal(
    counter?.signature,
    '[method]counter.add: func(self: borrow<counter>, other: borrow<counter>)',
  );
  const ofTheWorld = load(fileOf('world_items')).exports.find(({ name }) => name === 'add');
  assert.ok(ofTheWorld !== undefined && !('interface' in ofTheWorld));
});

test('instances share nothing', () => {
  const component = load(fileOf('errors'));
  const [one, two] = [component, component].map((own) => own.instantiate().exports['fixtures:errors/faults']);
  for (const count of [1, 2, 3]) assert.equal(one.calls(), count);
  assert.equal(two.calls(), 1);
});

test('components go', async () => {
  const opened = (): [WeakRef<Component>, WeakRef<World>, Instance] => {
    const component = load(file);
    return [new WeakRef(component), new WeakRef(component.world), component.instantiate()];
  };
  const [component, world, instance] = opened();
  await turn();
  globalThis.gc?.();
  assert.equal(component.deref(), undefined);
  assert.equal(world.deref(), instance.world);
  assert.equal(instance.exports['fixtures:strings/echo'].rev('ab'), 'ba');
});

test('a world of another component', () => {
  const { world } = load(fileOf('floats'));
  throws(() => load(file).instantiate({}, world), LinkError, /does not export fixtures:floats\/echo/);
});

test('a world with other types', () => {
  const component = load(file);
  const { world } = component;
  const renamed = world.json.replace('"name":"rev"', '"name":"reverse"');
  assert.notEqual(renamed, world.json);
  throws(() => component.instantiate({}, new World(renamed)), LinkError, /reverse/);
  const integers = load(fileOf('integers'));
  const other = integers.world.json.replace('"u8"', '"s8"');
  throws(() => integers.instantiate({}, new World(other)), LinkError, /u8|s8/);
});

test('a world as it is', () => {
  const component = load(fileOf('records'));
  const again = new World(component.world.json);
  const instance = component.instantiate({}, again);
  assert.equal(instance.world, again);
  const echo = instance.exports['fixtures:records/echo'];
  assert.deepEqual(echo.echoPoint({ x: 1, y: 2 }), { x: 1, y: 2 });
  assert.equal(instanceOf('strings').world.json, load(file).world.json);
});

test('a world with classes of its own', () => {
  class Counter extends Resource {}
  class RefusalError extends WitError {}
  const component = load(fileOf('resources'));
  const { types } = component.world.signature;
  const find = (name: string): number => types.findIndex((type) => 'name' in type && type.name === name);
  const world = new World(component.world.json, {
    resources: { [find('counter')]: Counter },
    errors: { [find('refusal')]: RefusalError },
  });
  const instance = component.instantiate({}, world);
  assert.ok(instance instanceof Instance);
  const all = instance.exports['fixtures:resources/counters'];
  assert.ok(all.Counter.zero() instanceof Counter);
  assert.ok(Object.getPrototypeOf(instance.resource(find('counter'))) === Counter);
  assert.throws(() => all.request(false), RefusalError);
});

test('a signature that cannot be read', () => {
  const wrong: [string, RegExp][] = [
    ['', /^the world of the bindings cannot be read: /],
    ['{', /^the world of the bindings cannot be read: /],
    ['{}', /^the world of the bindings cannot be read: it has no version$/],
    ['null', /^the world of the bindings cannot be read: it has no version$/],
    ['{"outwit": 1}', /^the world of the bindings cannot be read: it has no types and functions$/],
    ['{"outwit": 99, "types": [], "exports": []}', /signature version 99, this package reads 1/],
    ['{"outwit": 1, "types": [{"kind": "list", "of": 5}], "exports": []}', /made of type 5/],
  ];
  for (const [json, message] of wrong) {
    throws(() => load(file).instantiate({}, new World(json)), LinkError, message);
  }
});

/** Loads a component in a process of its own, which keeps compiled code in `cache`. */
function loadWithCache(cache: string): { status: number | null; stdout: string; stderr: string } {
  const code = `
    const echo = require('outwit').load(process.env.FILE).instantiate().exports['fixtures:strings/echo'];
    console.log(echo.rev('ab'));
  `;
  const env = { ...process.env, FILE: file, OUTWIT_CACHE: cache };
  return spawnSync(process.execPath, ['-e', code], { cwd: __dirname, env, encoding: 'utf8' });
}

test('the cache', (t) => {
  const cache = join(temporary(t), 'cache');
  const files = (): string[] =>
    readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((name) => extname(name) !== '');
  for (let round = 0; round < 2; round++) {
    assert.equal(loadWithCache(cache).stdout, 'ba\n');
    assert.deepEqual(files().map(extname).sort(), ['.cwasm', '.json']);
  }
  for (const name of files()) writeFileSync(join(cache, name), 'not what was there');
  assert.equal(loadWithCache(cache).stdout, 'ba\n');
  assert.equal(loadWithCache('off').stdout, 'ba\n');
  // Or a folder of one's own.
  const own = join(temporary(t), 'cache');
  assert.equal(rev(load(file, { cache: own })), 'ba');
  assert.ok(existsSync(own));
  assert.equal(rev(load(file, { cache: own })), 'ba');
});

test('a cache that cannot be written', (t) => {
  const occupied = join(temporary(t), 'file');
  writeFileSync(occupied, '');
  const failed = loadWithCache(join(occupied, 'cache'));
  assert.equal(failed.status, 1);
  assert.match(failed.stderr, /^CacheError: /m);
  assert.throws(() => load(file, { cache: join(occupied, 'cache') }), CacheError);
  assert.equal(interfaceOf('strings').rev('ab'), 'ba');
});
