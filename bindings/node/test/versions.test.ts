import assert from 'node:assert/strict';
import test from 'node:test';
import { instanceOf } from './support.js';

test('two versions of an interface live side by side', () => {
  const { exports } = instanceOf('versions');
  const old = exports['fixtures:greeting/greeter@0.1.0'].greet({ name: 'Ada' });
  const now = exports['fixtures:greeting/greeter@0.2.0'].greet({ given: 'Ada', family: 'Lovelace' });
  assert.match(old, /Ada/);
  assert.match(now, /Lovelace/);
  assert.equal(exports['fixtures:greeting/greeter'], undefined, 'a name without version would be unclear');
});
