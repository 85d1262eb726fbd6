/** Parts of WIT that came later, should not be used any more, or are not there yet. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Gates } from '../build/golden/gates/golden/typescript/index.js';
import { fileOf } from './support.js';

test('what is there', () => {
  const said: string[] = [];
  const world = new Gates(fileOf('gates'), { log: (text) => void said.push(text) });
  assert.equal(world.about(), 'gates');
  assert.deepEqual(said, ['about']);
  assert.equal(world.history.read({ number: 3 }), 3);
  assert.equal(world.history.readOlder({ number: 4 }), 4);
  const handle = new world.history.Handle({ number: 5 });
  assert.deepEqual([handle.number(), handle.getNumber()], [5, 5]);
});

test('what is not there', () => {
  const world = new Gates(fileOf('gates'), { log: () => undefined });
  assert.ok(!('outlook' in world));
  assert.ok(!('readNext' in world.history || 'readMaybe' in world.history));
});

test('what is deprecated', () => {
  const folder = join(__dirname, '..', '..', '..', 'wit-fixtures', 'gates', 'golden', 'typescript');
  const code = readFileSync(join(folder, 'history.ts'), 'utf8');
  const docsOf = (head: string): string => code.slice(0, code.indexOf(head)).split('/**').at(-1) ?? '';
  assert.match(docsOf('export interface Older'), /@deprecated since 1\.1\.0/);
  assert.match(docsOf('getNumber(): number'), /@deprecated since 1\.2\.0/);
  assert.doesNotMatch(docsOf('number(): number'), /@deprecated/);
});
