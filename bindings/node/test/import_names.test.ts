/** Imports whose names are words of the languages: each call arrives at the function of its name. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load, WitError } from 'outwit';
import {
  ImportNames,
  import_ as types,
  type calls,
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

/** Runs with names found at run time, and with generated code. */
function both(
  run: (
    calls: calls.Calls,
    host: Recorder,
    own: Recorder,
    failure: new (payload: any) => WitError<any>,
  ) => void,
): () => void {
  return () => {
    for (const typed of [false, true]) {
      const failure: new (payload: any) => WitError<any> = typed ? types.FailureError : WitError;
      const host = new Recorder(namesOf((name, id) => id !== undefined && !name.startsWith('[')));
      const own = new Recorder(namesOf((_, id) => id === undefined));
      Object.assign(host, {
        newResource: (number: number) => new Thing(number),
        resourceCreate: (number: number) => new Thing(number + 1),
        resourceDefault(record: types.Record) {
          if (record.class !== 0) return new Thing(record.class);
          throw new failure({ tag: 'class' });
        },
      });
      methods.called.length = 0;
      const imports = { ...own, import_: host } as unknown as ImportNamesImports;
      const world = typed ? new ImportNames(component, imports) : undefined;
      const instance = world?.instance ?? component.instantiate({ imports: { ...own, import: host } });
      run(world?.calls ?? instance.exports['fixtures:import-names/calls'], host, own, failure);
      assert.equal(instance.hostResources, 0);
    }
  };
}

test(
  'functions of the interface',
  both((calls, host) => {
    const names = calls.names();
    assert.ok(names.length > 140);
    for (const [number, name] of names.entries()) assert.equal(calls.call(name, number), 2 * number);
    assert.deepEqual(host.called, names.map(spelled));
    assert.equal(calls.call('nonsense', 1), undefined);
  }),
);

test(
  'functions of the world',
  both((calls, _, own) => {
    const names = calls.worldNames();
    assert.equal(names.length, namesOf((_, id) => id === undefined).length);
    for (const name of names) assert.equal(calls.callWorld(name, 3), 6);
    assert.deepEqual(own.called, names.map(spelled));
  }),
);

test(
  'methods',
  both((calls) => {
    const thing = calls.construct(4);
    assert.ok(thing instanceof Thing && thing.number === 4);
    const names = calls.methodNames();
    for (const name of names) assert.equal(calls.callMethod(thing, name, 5), 10);
    assert.deepEqual(methods.called, names.map(spelled));
  }),
);

test(
  'constructors and statics',
  both((calls, _host, _own, failure) => {
    assert.equal((calls.make(4) as unknown as Thing).number, 5);
    const fields = [
      'class',
      'def',
      'self',
      'type',
      'func',
      'range',
      'none',
      'x',
      'httpUrl',
      'sha256',
      'close',
    ];
    const more = ['then', 'len', 'init', 'error', 'string', 'value'];
    const record = Object.fromEntries(
      [...fields, ...more].map((name) => [name, 0]),
    ) as unknown as types.Record;
    assert.equal((calls.makeDefault({ ...record, class: 9 }) as unknown as Thing).number, 9);
    assert.throws(
      () => calls.makeDefault(record),
      (error: unknown) => error instanceof failure && error.payload.tag === 'class',
    );
  }),
);
