/** Comments with all that could end a comment, or mean something in the languages. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { AllComments } from '../build/golden/comments/golden/typescript/index.js';
import { fileOf } from './support.js';

// That the compiler takes the generated code shows that nothing ends a comment early.
test('the bindings work', () => {
  const said: string[] = [];
  const host = { newReader: () => ({ read: () => '!' }), say: (text: string) => text.toUpperCase() };
  const world = new AllComments(fileOf('comments'), { host, log: (text: string) => void said.push(text) });
  assert.equal(world.run('a'), 'A!');
  assert.deepEqual(said, ['a']);
  assert.deepEqual(world.comments.echo({ text: 'b', number: 2 }), { text: 'b', number: 2 });
});
