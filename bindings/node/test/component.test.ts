import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import {
  Component,
  ComponentError,
  Instance,
  LinkError,
  load,
  loadAsync,
  OutwitError,
  Resource,
  World,
  WitError,
} from 'outwit';
import { fileOf, rejects, throws } from './support.js';

const file = fileOf('strings');
const bytes = readFileSync(file);

test('a component is loaded from a path, a URL or bytes', async () => {
  const copy = Uint8Array.from(bytes);
  for (const source of [file, pathToFileURL(file), bytes, copy, copy.buffer, new DataView(copy.buffer)]) {
    const component = load(source);
    assert.ok(component instanceof Component);
    assert.equal(component.instantiate().exports['fixtures:strings/echo'].rev('ab'), 'ba');
  }
  assert.ok((await loadAsync(file)) instanceof Component);
  assert.ok((await loadAsync(bytes, { cache: false })) instanceof Component);
});

test('exports are listed with their signatures', () => {
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
});

test('what is no component', async () => {
  const core = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  throws(() => load(core), ComponentError, /core WebAssembly module, not a component/);
  throws(() => load(new Uint8Array()), ComponentError, /is empty/);
  throws(() => load(Buffer.from('text, not wasm')), ComponentError, /is not WebAssembly/);
  throws(() => load(bytes.subarray(0, 6)), ComponentError, /cut off/);
  throws(() => load(bytes.subarray(0, bytes.length / 2)), ComponentError, /is not a valid component/);
  throws(() => load('/does/not/exist.wasm'), ComponentError, /exist\.wasm/);
  throws(() => load(5 as any), TypeError, 'source: expected a path, a file: URL or the bytes of a component');
  await rejects(loadAsync(core), ComponentError, /core WebAssembly module/);
});

test('compiled code is kept in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outwit-'));
  try {
    assert.ok(load(file, { cache: folder }));
    assert.ok(load(file, { cache: folder }));
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => load(file, { cache: join(folder, 'file') }), OutwitError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a world that does not fit names the difference', () => {
  const component = load(file);
  const { world } = component;
  assert.ok(world instanceof World);
  const other = world.json.replace('"name":"rev"', '"name":"reverse"');
  assert.notEqual(other, world.json);
  throws(() => component.instantiate({}, new World(other)), LinkError, /reverse/);
  throws(() => new World('{"outwit":9}'), OutwitError, /signature version 9, this package reads 1/);
});

test('a world may bring its own classes', () => {
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
  throws(() => instance.resource(9999), RangeError, 'the world has no resource at 9999');
});

test('functions by their position', async () => {
  const component = load(file);
  const instance = component.instantiate();
  const position = component.exports.findIndex(({ name }) => name === 'rev');
  assert.equal(instance.functions.length, component.exports.length);
  assert.equal(instance.functions[position]('ab'), 'ba');
  assert.equal(await instance.asyncFunctions[position]('ab'), 'ba');
  assert.equal(instance.world, component.world);
});

test('import and require give the same classes', async () => {
  const imported = await import('outwit');
  const required = createRequire(__filename)('outwit');
  assert.equal(imported.Component, required.Component);
  assert.equal(imported.load, load);
});

test('the package works in worker threads', async () => {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { load } = require(workerData.outwit);
    const echo = load(workerData.file).instantiate().exports['fixtures:strings/echo'];
    echo.revAsync('cd').then((late) => parentPort.postMessage([echo.rev('ab'), late]));
  `;
  const outwit = createRequire(__filename).resolve('outwit');
  const workers = Array.from(
    { length: 3 },
    () => new Worker(code, { eval: true, workerData: { outwit, file } }),
  );
  const answers = workers.map(
    (worker) => new Promise((answer, fail) => worker.on('message', answer).on('error', fail)),
  );
  for (const answer of await Promise.all(answers)) assert.deepEqual(answer, ['ba', 'dc']);
  await Promise.all(workers.map((worker) => worker.terminate()));
});

test('the command generates and inspects', () => {
  const folder = mkdtempSync(join(tmpdir(), 'outwit-'));
  const command = join(__dirname, '..', 'bin', 'outwit.js');
  const run = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  try {
    const made = run('generate', 'typescript', file, '--out', join(folder, 'bindings'));
    assert.equal(made.status, 0, made.stderr);
    assert.match(readFileSync(join(folder, 'bindings', 'echo.ts'), 'utf8'), /rev\(v: string\): string/);
    assert.match(run('inspect', file).stdout, /rev: func\(v: string\) -> string/);
    assert.notEqual(run('inspect', join(folder, 'nothing.wasm')).status, 0);
    assert.equal(run('unknown').status, 2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
