/** Several packages, two versions of one, and a world that is included under other names. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { type Instance, WitError } from 'outwit';
import {
  Packages,
  store1_0_0,
  store2_0_0,
  type style,
} from '../build/golden/packages/golden/typescript/index.js';
import { fileOf, instanceOf, throws } from './support.js';

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

interface Opened {
  readonly release: () => string;
  readonly style: Packages['style'];
  readonly mover: Packages['mover'];
  readonly instance: Instance;
  readonly said: string[];
}

/** The world in both ways. */
function opened(): Opened[] {
  const of = (
    open: (imports: { style: typeof host; remark: (text: string) => void }) => Omit<Opened, 'said'>,
  ) => {
    const said: string[] = [];
    return { ...open({ style: host, remark: (text) => void said.push(text) }), said };
  };
  return [
    of((imports) => {
      const world = new Packages(fileOf('packages'), imports);
      const { style, mover, instance } = world;
      return { release: () => world.release(), style, mover, instance };
    }),
    of((imports) => {
      const instance = instanceOf('packages', { imports });
      const { release, 'fixtures:text/style': style, 'fixtures:packages/mover': mover } = instance.exports;
      return { release, style, mover, instance };
    }),
  ];
}

test('an included world', () => {
  for (const { release, said } of opened()) {
    assert.equal(release(), '1.2.0');
    assert.deepEqual(said, ['release']);
  }
});

test('an interface on both sides', () => {
  for (const { style } of opened()) {
    assert.deepEqual(style.apply({ text: 'Ab', letters: 'capital' }), { text: 'AB.', letters: 'capital' });
    assert.deepEqual(style.apply({ text: 'Ab', letters: 'small' }), { text: 'ab.', letters: 'small' });
  }
});

test('two versions', () => {
  const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text));
  for (const { mover, said } of opened()) {
    const [old, fresh] = [new Old({ a: '1', b: '2' }), new New(2)];
    assert.equal(mover.move(old, fresh, ['a', 'x', 'b', 'a']), 3);
    assert.deepEqual(said, ['a', 'b', 'a']);
    assert.deepEqual(fresh.entries.get('a'), { value: bytes('1'), writes: 2 });
    assert.deepEqual(fresh.entries.get('b'), { value: bytes('2'), writes: 1 });
    assert.deepEqual(mover.look(fresh, 'a'), { value: bytes('1'), writes: 2 });
    assert.equal(mover.look(fresh, 'x'), undefined);
  }
});

test('the error of one version', () => {
  for (const { mover, instance } of opened()) {
    assert.throws(
      () => mover.move(new Old({ a: '1', b: '2' }), new New(1), ['a', 'b']),
      (error: unknown) =>
        error instanceof WitError && error.name === 'FailureError' && error.payload === 'full',
    );
    assert.equal(instance.hostResources, 0);
  }
  const [typed] = opened();
  assert.throws(() => typed?.mover.move(new Old({ a: '1' }), new New(0), ['a']), store2_0_0.FailureError);
});

test('versions are not mixed up', () => {
  for (const { mover } of opened()) {
    const old = new Old({ a: '1' });
    throws(
      () => mover.move(old, old as never, ['a']),
      TypeError,
      /expected a Bucket, an Old has no method put/,
    );
    assert.equal(mover.move(old, new New(2), ['a']), 1);
  }
});
