/** The `outwit` command as the package brings it. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileOf, ROOT, temporary } from './support.js';

function outwit(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const command = join(__dirname, '..', 'bin', 'outwit.js');
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
}

test('version and help', () => {
  assert.match(outwit('--version').stdout, /^outwit /);
  assert.match(outwit('--help').stdout, /generate/);
});

test('generating', (t) => {
  const out = join(temporary(t), 'records');
  const fixture = join(ROOT, 'wit-fixtures', 'records');
  const made = outwit('generate', 'typescript', join(fixture, 'world.wit'), '--out', out);
  assert.equal(made.status, 0, made.stderr);
  const golden = readFileSync(join(fixture, 'golden', 'typescript', 'echo.ts'), 'utf8');
  assert.equal(readFileSync(join(out, 'echo.ts'), 'utf8'), golden);
  const component = join(temporary(t), 'component');
  assert.equal(outwit('generate', 'typescript', fileOf('strings'), '--out', component).status, 0);
  assert.match(readFileSync(join(component, 'echo.ts'), 'utf8'), /rev\(v: string\): string/);
});

test('inspecting', () => {
  const shown = outwit('inspect', fileOf('records'));
  assert.equal(shown.status, 0, shown.stderr);
  assert.match(shown.stdout, /echo-point: func\(v: point\) -> point/);
});

test('failures', (t) => {
  const wrong: [string[], number, string][] = [
    [['inspect', 'missing.wasm'], 1, 'missing.wasm'],
    [['generate', 'typescript', 'missing.wit', '--out', temporary(t)], 1, 'missing.wit'],
    [['nonsense'], 2, 'nonsense'],
    [['generate', 'cobol', 'x'], 2, 'cobol'],
  ];
  for (const [args, status, says] of wrong) {
    const failed = outwit(...args);
    assert.equal(failed.status, status, args.join(' '));
    assert.equal(failed.stdout, '');
    assert.ok(failed.stderr.includes(says), failed.stderr);
  }
});
