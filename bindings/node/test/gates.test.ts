/** Parts of WIT that came later, should not be used any more, or are not there yet. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Gates } from '../build/golden/gates/golden/typescript/index.js';
import { fileOf, instanceOf } from './support.js';

/** The world in both ways, and what it said. */
function opened(): { worlds: Pick<Gates, 'about' | 'history'>[]; said: string[] } {
  const said: string[] = [];
  const imports = { log: (text: string) => void said.push(text) };
  const dynamic = instanceOf('gates', { imports }).exports;
  const history = dynamic['fixtures:gates/history'];
  return { worlds: [new Gates(fileOf('gates'), imports), { ...dynamic, history } as any], said };
}

test('what is there', () => {
  const { worlds, said } = opened();
  for (const world of worlds) {
    const { history } = world;
    assert.equal(world.about(), 'gates');
    assert.deepEqual(said.splice(0), ['about']);
    assert.equal(history.read({ number: 3 }), 3);
    assert.equal(history.readOlder({ number: 4 }), 4);
    const handle = new history.Handle({ number: 5 });
    assert.deepEqual([handle.number(), handle.getNumber()], [5, 5]);
  }
});

test('what is not there', () => {
  for (const world of opened().worlds) {
    assert.ok('about' in world && !('outlook' in world));
    assert.ok('read' in world.history && !('readNext' in world.history || 'readMaybe' in world.history));
    assert.ok('number' in world.history.Handle.prototype && !('next' in world.history.Handle.prototype));
  }
});

test('what is deprecated', () => {
  const folder = join(__dirname, '..', '..', '..', 'wit-fixtures', 'gates', 'golden', 'typescript');
  const code = readFileSync(join(folder, 'history.ts'), 'utf8');
  const docsOf = (head: string): string => code.slice(0, code.indexOf(head)).split('/**').at(-1) ?? '';
  assert.match(docsOf('export interface Older'), /@deprecated since 1\.1\.0/);
  assert.match(docsOf('readOlder(v: Older): number'), /@deprecated since 1\.1\.0/);
  assert.match(docsOf('getNumber(): number'), /@deprecated since 1\.2\.0/);
  assert.doesNotMatch(docsOf('number(): number'), /@deprecated/);
});
