/** What an object of the host needs to be a resource, and the hook that ends it. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { InstanceError } from 'outwit';
import { Counter, opened, openedDynamically, Things, type Opened } from './hosts.js';
import { throws } from './support.js';

/** The methods of a counter. */
const COUNTER = Object.fromEntries(
  ['increment', 'value', 'clone', 'add', 'absorb', 'next'].map((name) => [name, () => 0]),
);

/** A test that must leave nothing in the table: with generated code, and without. */
function checked(run: (opened: Opened) => void): () => void {
  return () => {
    for (const make of [opened, openedDynamically]) {
      const all = make();
      run(all);
      assert.equal(all.instance.hostResources, 0);
    }
  };
}

test(
  'what is no counter',
  checked(({ user }) => {
    const methods = 'increment, value, clone, add, absorb, next';
    const wrong: [unknown, string][] = [
      [undefined, 'expected a Counter, got undefined'],
      [5, 'expected a Counter, got 5'],
      ['text', 'expected a Counter, got "text"'],
      [{}, `expected a Counter, an Object has no methods ${methods}`],
      [{ value: () => 0 }, `expected a Counter, an Object has no methods ${methods.replace(' value,', '')}`],
      [Object.create(null), `expected a Counter, an object has no methods ${methods}`],
    ];
    for (const [value, message] of wrong) throws(() => user.read(value as never), TypeError, `c: ${message}`);
    throws(() => user.text({} as never), TypeError, 't: expected a Token, an Object has no method text');
  }),
);

test(
  'methods of the object itself',
  checked(({ user }) => {
    assert.equal(user.text({ text: () => 'its own' }), 'its own');
    throws(() => user.text({ other: 1 } as never), TypeError, /has no method text/);
    assert.equal(user.text(Object.assign(() => 5, { text: () => 'a function' })), 'a function');
  }),
);

test('hooks of the object itself', () => {
  const disposed: number[] = [];
  const things = new Things();
  const make = (number: number) => {
    const counter = Object.create({ ...COUNTER }); // it has no hook of its class
    return Object.assign(counter, { [Symbol.dispose]: () => disposed.push(number) });
  };
  things.makeMany = (count) => Array.from({ length: count }, (_, number) => make(number));
  const { user, instance } = opened(things);
  for (const made of user.makeMany(3)) user.forget(made);
  assert.deepEqual(disposed, []);
  instance.close();
  assert.deepEqual(disposed.sort(), [0, 1, 2]);
});

test(
  'classes are looked at once',
  checked(({ user }) => {
    let looked = 0;
    class Watched {
      get text(): () => string {
        looked += 1;
        return () => 't';
      }
    }
    for (let i = 0; i < 5; i++) assert.equal(user.text(new Watched()), 't');
    assert.equal(looked, 5 + 2, 'once a call, and to check the first object and its class');
    for (let i = 0; i < 50; i++) {
      class Kind {}
      Object.assign(Kind.prototype, { [i % 2 === 0 ? 'other' : 'text']: () => 't' });
      const object = new Kind() as { text(): string };
      if (i % 2 === 1) assert.equal(user.text(object), 't');
      else throws(() => user.text(object), TypeError, 't: expected a Token, a Kind has no method text');
    }
  }),
);

/** A counter whose hook throws. */
class Failing extends Counter {
  constructor(
    things: Things,
    private readonly error: Error,
  ) {
    super(things, 1);
  }
  override [Symbol.dispose](): void {
    super[Symbol.dispose]();
    throw this.error;
  }
}

test('an error of a hook', () => {
  const error = new Error('mine');
  const { user, instance, things } = opened();
  assert.throws(
    () => user.finish(new Failing(things, error)),
    (thrown) => thrown === error,
  );
  throws(() => user.make(1), InstanceError, /the disposal of a resource failed/);
  assert.equal(instance.hostResources, 0);
});

test('an error of a hook at the end', () => {
  const error = new Error('mine');
  const same = (thrown: unknown): boolean => thrown === error;
  const last = opened();
  last.user.forget(new Failing(last.things, error));
  last.user.forget(new Counter(last.things, 2));
  assert.throws(() => last.instance.close(), same);
  assert.equal(last.things.disposed.length, 2, 'every one is told');
  last.instance.close();

  const several = opened();
  for (let i = 0; i < 2; i++) several.user.forget(new Failing(several.things, error));
  assert.throws(
    () => several.instance.close(),
    (thrown: unknown) => thrown instanceof AggregateError && thrown.errors.every(same),
  );
});

test('methods fail as functions do', () => {
  const error = new Error('mine');
  class Failing extends Counter {
    override value(): number {
      throw error;
    }
  }
  const { user, things } = opened();
  assert.throws(
    () => user.read(new Failing(things, 1)),
    (thrown) => thrown === error,
  );
});

test('what a hook may do', () => {
  const other = opened();
  const { user, instance, things } = opened();
  const outcomes: unknown[] = [];
  class Busy extends Counter {
    override [Symbol.dispose](): void {
      outcomes.push(other.user.useOnce(1, 1));
      throws(() => user.make(1), InstanceError, 'the instance is closed');
      instance.close();
    }
  }
  user.forget(new Busy(things, 1));
  instance.close();
  assert.deepEqual(outcomes, [2]);
});

test('objects given to a closed instance', () => {
  const { user, instance, things } = opened();
  instance.close();
  throws(() => user.keep(new Counter(things, 1)), InstanceError, 'the instance is closed');
  assert.equal(instance.hostResources, 0);
  assert.deepEqual(things.disposed, []);
});
