/** Programs that are written for generated code satisfy the strict compiler, and wrong ones do not. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { ROOT, temporary } from './support.js';

const RIGHT = `
import type { Err, Ok } from 'outwit';
import { HostErrors, store as stores, types } from './host_errors/index.js';
import { HostResources, things } from './host_resources/index.js';

/** Some functions are async, some are not; parameters have names of their own. */
class Memory {
  async get(name: string): Promise<string> {
    throw new types.TypesError({ tag: 'not-found', val: name });
  }
  parse(text: string): number {
    return Number(text);
  }
  measure(v: number): number {
    return v;
  }
  async detailed(v: number): Promise<number> {
    return v;
  }
  numbered(v: number): string {
    return String(v);
  }
  listed(v: number): Iterable<number> {
    return new Set([v]);
  }
  put(): void {}
  untyped(v: number): number {
    return v;
  }
  plain(_v: boolean): void {}
  optional(v: number | undefined): number | undefined {
    return v;
  }
  must(text: string): string {
    return text;
  }
  async note(_text: string): Promise<void> {}
  history(): (Ok<string> | Err<types.Error>)[] {
    return [
      { tag: 'ok', val: 'a' },
      { tag: 'err', val: { tag: 'denied' } },
    ];
  }
  nested(v: number): Ok<number> | Err<string> {
    return { tag: 'ok', val: v };
  }
}

const store: stores.Store = new Memory();
const errors = new HostErrors('host_errors.wasm', { store }, { deadline: 1 });
export const text: string = errors.calls.get('key');

class Number_ implements things.Counter {
  constructor(private number: number) {}
  increment(by: number): number {
    return (this.number += by);
  }
  value(): number {
    return this.number;
  }
  clone(): things.Counter {
    return new Number_(this.number);
  }
  async add(_other: things.Counter): Promise<void> {}
  absorb(_other: things.Counter): void {}
  next(): things.Counter {
    return new Number_(this.number + 1);
  }
  [Symbol.dispose](): void {}
}

export function use(own: things.Things, resources: HostResources): number {
  const opened = new HostResources('host_resources.wasm', { things: own });
  const made: things.Counter = opened.user.make(5);
  return resources.user.read(made) + resources.user.finish(new Number_(5));
}
`;

const WRONG_HOST = `
import { HostErrors, type store as stores } from './host_errors/index.js';

class Half {
  get(_key: string): number {
    return 5;
  }
}

export const store: stores.Store = new Half();
new HostErrors('host_errors.wasm');
new HostErrors('host_errors.wasm', {});
`;

const WRONG_CALLS = `
import type { HostErrors } from './host_errors/index.js';

export function wrong(world: HostErrors): void {
  world.calls.get(5);
  world.calls.get();
  world.calls.gets('key');
  const number: number = world.calls.get('key');
}
`;

/** What the strict compiler says of a program. */
function check(t: TestContext, program: string): { status: number | null; says: string } {
  const folder = temporary(t);
  for (const stem of ['host_errors', 'host_resources']) {
    cpSync(join(ROOT, 'wit-fixtures', stem, 'golden', 'typescript'), join(folder, stem), { recursive: true });
  }
  const node = join(ROOT, 'bindings', 'node');
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(node, 'node_modules', '@types')],
    skipLibCheck: true,
    paths: { outwit: [join(node, 'dist', 'index.d.ts')] },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['check.ts'] }));
  writeFileSync(join(folder, 'check.ts'), program);
  const tsc = join(node, 'node_modules', 'typescript', 'bin', 'tsc');
  const checked = spawnSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' });
  return { status: checked.status, says: checked.stdout + checked.stderr };
}

test('hosts that fit', (t) => {
  assert.deepEqual(check(t, RIGHT), { status: 0, says: '' });
});

test('hosts that do not fit', (t) => {
  const { status, says } = check(t, WRONG_HOST);
  assert.notEqual(status, 0);
  assert.match(says, /check\.ts\(10,\d+\): error TS2740: Type 'Half' is missing .* from type 'Store'/);
  assert.match(says, /check\.ts\(11,\d+\): error TS2554: Expected 2-3 arguments, but got 1/);
  assert.match(says, /check\.ts\(12,\d+\): error TS2741: Property 'store' is missing in type '\{\}'/);
});

test('wrong calls', (t) => {
  const { status, says } = check(t, WRONG_CALLS);
  assert.notEqual(status, 0);
  assert.match(says, /check\.ts\(5,\d+\): error TS2345: Argument of type 'number' is not assignable/);
  assert.match(says, /check\.ts\(6,\d+\): error TS2554: Expected 1 arguments, but got 0/);
  assert.match(says, /check\.ts\(7,\d+\): error TS2551: Property 'gets' does not exist on type 'Calls'/);
  assert.match(says, /check\.ts\(8,\d+\): error TS2322: Type 'string' is not assignable to type 'number'/);
});
