/** One interface under several names. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { WitError } from 'outwit';
import {
  backup,
  NamedImports,
  primary,
  store,
} from '../build/golden/named_imports/golden/typescript/index.js';
import { fileOf, instanceOf } from './support.js';

/** A store that can be full. */
function storeOf(ErrorClass: new (payload: any) => WitError, mark: string, room: number): store.Store {
  return {
    put(text) {
      if (room === 0) throw new ErrorClass('full');
      room -= 1;
      return { read: () => mark + text };
    },
  };
}

/** Instances whose stores have this room: with generated code, and without. */
function opened(first: number, second: number): Pick<NamedImports, 'fast' | 'safe'>[] {
  // The types of the third one are used; the component asks nothing of it.
  const world = new NamedImports(fileOf('named_imports'), {
    primary: storeOf(primary.FailureError, '1', first),
    backup: storeOf(backup.FailureError, '2', second),
    store: storeOf(store.FailureError, '3', 0),
  });
  const imports = { primary: storeOf(WitError, '1', first), backup: storeOf(WitError, '2', second) };
  const { exports } = instanceOf('named_imports', { imports: imports as {} });
  return [world, { fast: exports.fast, safe: exports.safe }];
}

test('each name is its own', () => {
  for (const { fast, safe } of opened(2, 1)) {
    assert.equal(fast.write('a'), '1a');
    assert.equal(safe.write('b'), '1b2b');
  }
});

test('errors', () => {
  for (const { fast, safe } of opened(1, 0)) {
    assert.throws(() => safe.write('a'), { payload: 'full' });
    assert.throws(() => fast.write('a'), WitError);
  }
  const [{ fast }] = opened(0, 0) as [NamedImports];
  assert.throws(
    () => fast.write('a'),
    (error) => error instanceof store.FailureError,
  );
});

test('the error of another name', () => {
  const { safe } = new NamedImports(fileOf('named_imports'), {
    primary: storeOf(primary.FailureError, '1', 1),
    backup: storeOf(primary.FailureError, '2', 0),
    store: storeOf(store.FailureError, '3', 0),
  });
  assert.throws(
    () => safe.write('a'),
    (error) => error instanceof primary.FailureError,
  );
});
