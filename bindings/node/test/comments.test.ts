/** Comments with all that could end a comment, or mean something in the languages. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { WitError } from 'outwit';
import { AllComments } from '../build/golden/comments/golden/typescript/index.js';
import { fileOf, instanceOf } from './support.js';

// That the compiler takes the generated code shows that nothing ends a comment early.
test('the bindings work', () => {
  const said: string[] = [];
  const host = { newReader: () => ({ read: () => '!' }), say: (text: string) => text.toUpperCase() };
  const imports = { host, log: (text: string) => void said.push(text) };
  const world = new AllComments(fileOf('comments'), imports);
  const dynamic = instanceOf('comments', { imports }).exports;
  for (const [run, comments] of [
    [(text: string) => world.run(text), world.comments],
    [dynamic['run'], dynamic['fixtures:comments/comments']],
  ] as [(text: string) => string, AllComments['comments']][]) {
    assert.equal(run('a'), 'A!');
    assert.deepEqual(said.splice(0), ['a']);
    assert.deepEqual(comments.echo({ text: 'b', number: 2 }), { text: 'b', number: 2 });
    assert.deepEqual(comments.last({ read: true, write: true }), { read: true, write: true });
    assert.equal(comments.paint({ tag: 'circle', val: 1 }, 'red'), undefined);
    assert.throws(
      () => comments.paint({ tag: 'empty' }, 'green'),
      (error) => error instanceof WitError && error.name === 'ColourError' && error.payload === 'green',
    );
    assert.equal(comments.Book.open('x').count(), 1);
    assert.throws(
      () => comments.Book.open(''),
      (error) => error instanceof WitError && error.name === 'PageError',
    );
  }
});

test('the comments are whole', () => {
  const folder = join(__dirname, '..', '..', '..', 'wit-fixtures', 'comments', 'golden', 'typescript');
  for (const [file, head] of [
    ['index.ts', 'export class AllComments '],
    ['comments.ts', 'export interface Page '],
    ['comments.ts', 'count(): number'],
    ['host.ts', 'say(text: string)'],
  ] as const) {
    const code = readFileSync(join(folder, file), 'utf8');
    assert.ok(code.includes(head), head);
    const comment = code.slice(0, code.indexOf(head)).split('/**\n').at(-1) ?? '';
    const lines = comment.split('\n').map((line) => line.replace(/^ *\* ?/, ''));
    for (const line of [
      'Three quotes: """ and \'\'\' and one at the end "',
      '"""',
      '*\\/',
      '\\',
      '`',
      "'",
      '# type: ignore',
    ]) {
      assert.ok(lines.includes(line), `${file}, ${head}: ${line}`);
    }
  }
});
