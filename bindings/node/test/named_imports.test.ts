/** One interface under several names. */

import assert from 'node:assert/strict';
import test from 'node:test';
import {
  backup,
  NamedImports,
  primary,
  store,
} from '../build/golden/named_imports/golden/typescript/index.js';
import { fileOf } from './support.js';

/** A store that can be full. */
function storeOf(ErrorClass: typeof store.FailureError, mark: string, room: number): store.Store {
  return {
    put(text) {
      if (room === 0) throw new ErrorClass('full');
      room -= 1;
      return { read: () => mark + text };
    },
  };
}

/** An instance whose stores have this room. */
function opened(first: number, second: number): NamedImports {
  return new NamedImports(fileOf('named_imports'), {
    primary: storeOf(primary.FailureError, '1', first),
    backup: storeOf(backup.FailureError, '2', second),
    // Its types are used; the component asks nothing of it.
    store: storeOf(store.FailureError, '3', 0),
  });
}

test('each name is its own', () => {
  const world = opened(2, 1);
  assert.equal(world.fast.write('a'), '1a');
  assert.equal(world.safe.write('b'), '1b2b');
});

test('errors', () => {
  const world = opened(1, 0);
  assert.throws(() => world.safe.write('a'), { payload: 'full' });
  assert.throws(
    () => world.fast.write('a'),
    (error) => error instanceof store.FailureError,
  );
});
