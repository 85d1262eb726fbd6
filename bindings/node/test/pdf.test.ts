/** The example: a PDF parser, called from a program with generated bindings. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileOf, instanceOf, made, ROOT, temporary } from './support.js';

const EXAMPLE = join(ROOT, 'examples', 'pdf');
const NODE = join(ROOT, 'bindings', 'node');

/** A file of the samples. */
function sample(name: string): string {
  return join(EXAMPLE, 'samples', name);
}

const program = made();
after(program.remove);

// The program with bindings that were written just now.
before(() => {
  const sources = join(EXAMPLE, 'typescript');
  const isSource = (file: string): boolean => basename(file) !== 'bindings';
  cpSync(join(sources, 'src'), join(program.folder, 'src'), { recursive: true, filter: isSource });
  cpSync(join(sources, 'package.json'), join(program.folder, 'package.json'));
  const tsconfig = JSON.parse(readFileSync(join(sources, 'tsconfig.json'), 'utf8'));
  tsconfig.compilerOptions.typeRoots = [join(NODE, 'node_modules', '@types')];
  writeFileSync(join(program.folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  mkdirSync(join(program.folder, 'node_modules'));
  symlinkSync(NODE, join(program.folder, 'node_modules', 'outwit'));
  const wit = join(EXAMPLE, 'wit', 'pdf.wit');
  const out = join(program.folder, 'src', 'bindings');
  const outwit = join(NODE, 'bin', 'outwit.js');
  run(outwit, 'generate', 'typescript', wit, '--world', 'pdf', '--out', out);
  run(join(NODE, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', program.folder);
});

/** Runs a program that must not fail. */
function run(...command: string[]): void {
  const done = spawnSync(process.execPath, command, { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stdout + done.stderr);
}

/** Runs the example. */
function pdf(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, PDF_WASM: fileOf('pdf') };
  const main = join(program.folder, 'dist', 'main.js');
  return spawnSync(process.execPath, [main, ...args], { env, encoding: 'utf8' });
}

test('metadata and text', () => {
  const shown = pdf(sample('scripts.pdf'));
  assert.equal(shown.status, 0, shown.stderr);
  const [head = '', ...text] = shown.stdout.split('\n\n');
  assert.ok(head.split('\n').includes('title: Grüße, Привет, שלום'));
  assert.equal(head.split('\n').at(-1), 'pages: 1');
  assert.ok(text.join('\n\n').includes('Käthe fährt über die Brücke nach Łódź.'));
});

test('several files', () => {
  const shown = pdf(sample('locked.pdf'), sample('marks.pdf'), sample('truncated.pdf'), 'missing.pdf');
  assert.equal(shown.status, 1);
  assert.match(shown.stdout, /Upright text/);
  const [locked, truncated, missing, ...more] = shown.stderr.trimEnd().split('\n');
  assert.match(locked ?? '', /locked\.pdf: encrypted$/);
  assert.match(truncated ?? '', /truncated\.pdf: malformed: /);
  assert.equal(missing, 'missing.pdf: unreadable: No such file or directory');
  assert.deepEqual(more, []);
});

test('a password', () => {
  assert.match(pdf('--password', 'wrong', sample('locked.pdf')).stderr, /locked\.pdf: wrong-password\n$/);
});

test('a picture', (t) => {
  const [out, none] = [join(temporary(t), 'out.png'), join(temporary(t), 'none.png')];
  assert.equal(pdf('--render', '1', out, sample('marks.pdf')).status, 0);
  assert.equal(readFileSync(out).subarray(0, 6).toString('latin1'), '\x89PNG\r\n');
  const beyond = pdf('--render', '9', none, sample('marks.pdf'));
  assert.equal(beyond.status, 1);
  assert.match(beyond.stderr, /marks\.pdf: page-out-of-range: 8\n$/);
  assert.ok(!existsSync(none));
});

test('a wrong command line', () => {
  for (const args of [[], ['--render', '0', 'x', 'y'], ['--render', 'one', 'x', 'y']]) {
    assert.equal(pdf(...args).status, 2);
  }
});

test('a report', (t) => {
  const folder = temporary(t);
  const done = pdf('--report', folder, sample('marks.pdf'), sample('locked.pdf'));
  const [marks, locked] = done.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const text = readFileSync(join(folder, 'marks.txt'), 'utf8');
  assert.deepEqual([marks.status, marks.pages, marks.characters], ['ok', 1, [...text].length]);
  assert.deepEqual([locked.status, locked.pages, locked.characters, locked.ms], ['encrypted', 0, 0, 0]);
  assert.ok(existsSync(join(folder, 'marks.png')));
  assert.ok(!existsSync(join(folder, 'locked.txt')));
});

test('dynamic', async () => {
  const reader = instanceOf('pdf', { deadline: 60_000 }).exports['outwit:pdf/reader'];
  const data = readFileSync(sample('marks.pdf'));
  const document = reader.Document.open(data);
  assert.equal(document.pageCount(), 1);
  assert.equal(document.metadata().pdfVersion, '1.3');
  const text = document.text(0);
  assert.equal(reader.extractText(data), text);
  assert.equal(await reader.extractTextAsync(data), text);
  const payloadOf = (call: () => unknown): any => {
    try {
      return assert.fail(`it gave ${call()}`);
    } catch (error) {
      return (error as { payload?: unknown }).payload;
    }
  };
  assert.deepEqual(
    payloadOf(() => document.text(7)),
    { tag: 'page-out-of-range', val: 7 },
  );
  document.dispose();
  assert.equal(payloadOf(() => reader.extractText(new Uint8Array())).tag, 'malformed');
});
