/** Two versions of one interface side by side. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { Versions } from '../build/golden/versions/golden/typescript/index.js';
import { fileOf, instanceOf, throws } from './support.js';

const dynamic = instanceOf('versions').exports;
const ids = ['fixtures:greeting/greeter@0.1.0', 'fixtures:greeting/greeter@0.2.0'] as const;

test('side by side', () => {
  const world = new Versions(fileOf('versions'));
  for (const [old, now] of [
    [dynamic[ids[0]], dynamic[ids[1]]],
    [world.greeter0_1_0, world.greeter0_2_0],
  ]) {
    assert.equal(old.greet({ name: 'Ada' }), 'Hello, Ada');
    assert.equal(now.greet({ given: 'Ada', family: 'Lovelace' }), 'Good day, Ada Lovelace');
  }
});

test('a name without its version', () => {
  assert.equal(dynamic['fixtures:greeting/greeter'], undefined, 'a name without version would be unclear');
  assert.deepEqual(Object.keys(dynamic), ids);
});

test('the person of another version', () => {
  throws(
    () => dynamic[ids[0]].greet({ given: 'Ada', family: 'Lovelace' }),
    TypeError,
    'p.name: expected a string, got undefined',
  );
  throws(
    () => dynamic[ids[1]].greet({ name: 'Ada' }),
    TypeError,
    'p.given: expected a string, got undefined',
  );
});
