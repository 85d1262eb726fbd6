/** Imports whose names are words of the languages: each call arrives at the function of its name. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from 'outwit';
import {
  ImportNames,
  import_ as types,
  type ImportNamesImports,
} from '../build/golden/import_names/golden/typescript/index.js';
import { fileOf } from './support.js';

const component = load(fileOf('import_names'));

/** What TypeScript writes in another way than `camelCase`. */
const SPELLED: Record<string, string> = {
  constructor: 'constructor_',
  dispose: 'dispose_',
  then: 'then_',
  'to-string': 'toString_',
  'HTTP-get': 'httpGet',
};

function spelled(name: string): string {
  return SPELLED[name] ?? name.toLowerCase().replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Has every function of the component's that passes; each remembers its name and gives back twice its argument. */
class Recorder {
  readonly called: string[] = [];

  constructor(members: readonly string[]) {
    for (const name of members) {
      (this as Record<string, unknown>)[name] = (v: number): number => {
        this.called.push(name);
        return 2 * v;
      };
    }
  }
}

/** The host's names of the functions that `has` finds. */
const namesOf = (has: (name: string, id: string | undefined) => boolean): string[] =>
  component.imports.filter((own) => has(own.name, own.interface)).map(({ member }) => member);

const methods = new Recorder(namesOf((name) => name.startsWith('[method]')));

/** A resource of the host's, with the methods of the recorder. */
class Thing {
  constructor(readonly number: number) {
    Object.assign(this, methods, { number });
  }
}

function opened(): { world: ImportNames; host: Recorder; own: Recorder } {
  const host = new Recorder(namesOf((name, id) => id !== undefined && !name.startsWith('[')));
  const own = new Recorder(namesOf((_, id) => id === undefined));
  Object.assign(host, {
    newResource: (number: number) => new Thing(number),
    resourceCreate: (number: number) => new Thing(number + 1),
    resourceDefault(record: types.Record) {
      if (record.class === 0) throw new types.FailureError({ tag: 'class' });
      return new Thing(record.class);
    },
  });
  const imports = { ...own, import_: host } as unknown as ImportNamesImports;
  return { world: new ImportNames(component, imports), host, own };
}

test('functions of the interface', () => {
  const { world, host } = opened();
  const names = world.calls.names();
  assert.ok(names.length > 140);
  for (const [number, name] of names.entries()) assert.equal(world.calls.call(name, number), 2 * number);
  assert.deepEqual(host.called, names.map(spelled));
  assert.equal(world.calls.call('nonsense', 1), undefined);
});

test('functions of the world', () => {
  const { world, own } = opened();
  const names = world.calls.worldNames();
  for (const name of names) assert.equal(world.calls.callWorld(name, 3), 6);
  assert.deepEqual(own.called, names.map(spelled));
});

test('methods', () => {
  const { world } = opened();
  const thing = world.calls.construct(4);
  assert.ok(thing instanceof Thing && thing.number === 4);
  const names = world.calls.methodNames();
  methods.called.length = 0;
  for (const name of names) assert.equal(world.calls.callMethod(thing, name, 5), 10);
  assert.deepEqual(methods.called, names.map(spelled));
  assert.equal(world.instance.hostResources, 0);
});

test('constructors and static functions', () => {
  const { world } = opened();
  assert.equal((world.calls.make(4) as unknown as Thing).number, 5);
  const fields = ['class', 'def', 'self', 'type', 'func', 'range', 'none', 'x', 'httpUrl', 'sha256', 'close'];
  const more = ['then', 'len', 'init', 'error', 'string', 'value'];
  const record = Object.fromEntries([...fields, ...more].map((name) => [name, 0])) as unknown as types.Record;
  assert.equal((world.calls.makeDefault({ ...record, class: 9 }) as unknown as Thing).number, 9);
  assert.throws(
    () => world.calls.makeDefault(record),
    (error: unknown) => error instanceof types.FailureError && error.payload.tag === 'class',
  );
});

test('names without generated code', () => {
  const { host, own } = opened();
  const { exports } = component.instantiate({ imports: { ...own, import: host } });
  const { calls } = { calls: exports['fixtures:import-names/calls'] };
  for (const name of calls.names()) assert.equal(calls.call(name, 1), 2);
  for (const name of calls.worldNames()) assert.equal(calls.callWorld(name, 1), 2);
});
