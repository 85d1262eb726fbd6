/** Several packages, two versions of one, and a world that is included under other names. */

import assert from 'node:assert/strict';
import test from 'node:test';
import {
  Packages,
  store1_0_0,
  store2_0_0,
  type style,
} from '../build/golden/packages/golden/typescript/index.js';
import { fileOf, throws } from './support.js';

/** A bucket of the old store. */
class Old implements store1_0_0.Bucket {
  constructor(private readonly values: Record<string, string>) {}

  get(key: string): store1_0_0.Entry | undefined {
    const value = this.values[key];
    return value === undefined ? undefined : { value };
  }
}

/** A bucket of the new store. */
class New implements store2_0_0.Bucket {
  readonly entries = new Map<string, store2_0_0.Entry>();

  constructor(private readonly room: number) {}

  get(key: string): store2_0_0.Entry | undefined {
    return this.entries.get(key);
  }

  put(key: string, value: Uint8Array): number {
    const before = this.entries.get(key);
    if (before === undefined && this.entries.size === this.room) throw new store2_0_0.FailureError('full');
    const writes = (before?.writes ?? 0) + 1;
    this.entries.set(key, { value: value as store2_0_0.Entry['value'], writes });
    return writes;
  }
}

const host: style.ImportedStyle = {
  apply: ({ text, letters }) => ({
    text: letters === 'capital' ? text.toUpperCase() : text.toLowerCase(),
    letters,
  }),
};

function opened(): { world: Packages; said: string[] } {
  const said: string[] = [];
  const remark = (text: string): void => void said.push(text);
  return { world: new Packages(fileOf('packages'), { style: host, remark }), said };
}

test('an included world', () => {
  const { world, said } = opened();
  assert.equal(world.release(), '1.2.0');
  assert.deepEqual(said, ['release']);
});

test('an interface on both sides', () => {
  const { style } = opened().world;
  assert.deepEqual(style.apply({ text: 'Ab', letters: 'capital' }), { text: 'AB.', letters: 'capital' });
  assert.deepEqual(style.apply({ text: 'Ab', letters: 'small' }), { text: 'ab.', letters: 'small' });
});

test('two versions', () => {
  const { world, said } = opened();
  const [old, fresh] = [new Old({ a: '1', b: '2' }), new New(2)];
  assert.equal(world.mover.move(old, fresh, ['a', 'x', 'b', 'a']), 3);
  assert.deepEqual(said, ['a', 'b', 'a']);
  const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
  assert.deepEqual(fresh.entries.get('a'), { value: bytes('1'), writes: 2 });
  assert.deepEqual(fresh.entries.get('b'), { value: bytes('2'), writes: 1 });
  assert.deepEqual(world.mover.look(fresh, 'a'), { value: bytes('1'), writes: 2 });
  assert.equal(world.mover.look(fresh, 'x'), undefined);
});

test('the error of one version', () => {
  const { mover } = opened().world;
  assert.throws(
    () => mover.move(new Old({ a: '1', b: '2' }), new New(1), ['a', 'b']),
    (error: unknown) => error instanceof store2_0_0.FailureError && error.payload === 'full',
  );
});

test('versions are not mixed up', () => {
  const { mover } = opened().world;
  const old = new Old({ a: '1' });
  throws(
    () => mover.move(old, old as never, ['a']),
    TypeError,
    /expected a Bucket, an Old has no method put/,
  );
  assert.equal(mover.move(old, new New(2), ['a']), 1);
});
