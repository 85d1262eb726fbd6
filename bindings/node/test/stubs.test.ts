/** The declarations say what the package has. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import test from 'node:test';
import * as outwit from 'outwit';
import { ROOT } from './support.js';

const manifest = join(ROOT, 'bindings', 'node', 'package.json');

/** The values, not the types, that a file of declarations exports. */
function declared(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const lists = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => (names ?? '').split(','));
  const names = lists.map((name) => name.trim());
  return names.filter((name) => name !== '' && !name.startsWith('type ')).sort();
}

test('say what there is', () => {
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8'));
  const types = join(dirname(manifest), exports['.'].require.types);
  assert.deepEqual(declared(types), Object.keys(outwit).sort());
  assert.ok(declared(types).includes('load'));
  const imported = join(dirname(manifest), exports['.'].import.types);
  assert.match(readFileSync(imported, 'utf8'), /^export \* from '.\/index.js';$/m);
});

test('everything that is offered is there', async () => {
  const required = createRequire(__filename)('outwit');
  const imported: Record<string, unknown> = await import('outwit');
  for (const [name, value] of Object.entries(outwit)) {
    assert.notEqual(value, undefined);
    // One set of classes, whichever way a program loads the package.
    assert.equal(required[name], value);
    assert.equal(imported[name], value);
  }
  assert.equal(createRequire(__filename)('outwit/package.json').name, 'outwit');
});
