/** Resources that the host implements. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { Trap, WitError } from 'outwit';
import { things as types } from '../build/golden/host_resources/golden/typescript/index.js';
import { Counter, opened, openedDynamically, Things, Token, type Opened } from './hosts.js';
import { collected, throws } from './support.js';

const { RefusalError } = types;

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
  'what the component makes and drops',
  checked(({ user, things }) => {
    assert.equal(user.useOnce(5, 3), 8);
    assert.equal(things.made[0]?.number, 8);
    assert.deepEqual(things.disposed, things.made);
  }),
);

test(
  'what comes back is the object',
  checked(({ user, things }) => {
    const made = [user.make(5), user.makeZero(), user.makeParsed('12'), user.makeLargest([1, 3, 2])];
    assert.ok(made.every((counter) => counter instanceof Counter));
    assert.deepEqual(
      things.made.map(({ number }) => number),
      [5, 0, 12, 1, 3, 2],
    );
    // What `counterLargest` did not give back is the host's: it was given to it.
    assert.deepEqual(things.disposed, []);
    assert.equal(user.makeToken('a').text(), 'a');
  }),
);

test(
  'errors of constructors and statics',
  checked(({ user, things }) => {
    const fails = (call: () => unknown, payload: string): void =>
      assert.throws(call, (error: unknown) => error instanceof WitError && error.payload === payload);
    fails(() => user.makeParsed('twelve'), "'twelve' is not a number");
    fails(() => user.makeToken(''), 'a token has a text');
    fails(() => user.next(new Counter(things, 0xffff_ffff)), 'there is no number after this one');
    assert.equal(user.makeLargest([]), undefined);
  }),
);

test(
  'lending',
  checked(({ user, instance, things }) => {
    const [a, b] = [new Counter(things, 2), new Counter(things, 3)];
    assert.equal(user.read(a), 2);
    assert.equal(user.increase(a, 5), 7);
    assert.equal(a.number, 7);
    assert.equal(user.text(new Token('t')), 't');
    assert.equal(user.add(a, b), 10);
    assert.equal(user.add(a, a), 20);
    assert.ok(user.same(a, a));
    assert.ok(!user.same(a, b));
    assert.equal((user.next(b) as Counter).number, 4);
    assert.equal((user.clone(b) as Counter).number, 3);
    assert.equal(user.sumBorrowed([a, b]), 23);
    assert.equal(user.sumBorrowed([a, b], a), 43);
    assert.deepEqual(things.disposed, []);
    assert.equal(instance.hostResources, 0);
  }),
);

test(
  'giving',
  checked(({ user, things }) => {
    const [a, b] = [new Counter(things, 2), new Counter(things, 3)];
    assert.equal(user.finish(a), 2);
    assert.deepEqual(things.disposed, [a]);
    assert.equal(user.giveBack(b), b);
    assert.equal(user.pass(b), b);
    assert.ok(user.sameAsItself(b));
    assert.deepEqual(things.disposed, [a, b]);
  }),
);

test(
  'absorbing',
  checked(({ user, things }) => {
    const [a, b] = [new Counter(things, 2), new Counter(things, 3)];
    assert.equal(user.absorb(a, b), 5);
    assert.deepEqual(things.absorbed, [b], 'the host has taken it back');
    assert.deepEqual(things.disposed, []);
  }),
);

test(
  'a handle each time',
  checked(({ user, things }) => {
    const counter = new Counter(things, 4);
    assert.equal(user.sum([counter, counter, counter]), 12);
    assert.deepEqual(things.disposed, [counter, counter, counter]);
  }),
);

test(
  'inside of others',
  checked(({ user, things }) => {
    const counters = Array.from({ length: 5 }, (_, number) => new Counter(things, number));
    const [first, second, third] = counters as [Counter, Counter, Counter];
    assert.equal(user.sum(counters), 10);
    assert.deepEqual(new Set(things.disposed), new Set(counters));
    things.disposed.length = 0;
    assert.equal(user.sum([]), 0);
    assert.equal(user.makeAndFinish(10), 45);
    assert.deepEqual(things.disposed, []);
    assert.deepEqual(
      user.makeMany(3).map((counter) => counter.value()),
      [0, 1, 2],
    );
    assert.equal(user.peekMaybe(true), 1);
    assert.equal(user.peekMaybe(false), undefined);
    assert.equal(user.echoOption(), undefined);
    assert.equal(user.echoOption(first), first);
    const labelled = user.label('l', second);
    assert.equal(labelled.label, 'l');
    assert.equal(labelled.item, second);
    const items = counters.map((item) => ({ label: String(item.number), item }));
    const back = user.echoList(items);
    assert.ok(back.every(({ label, item }, i) => label === String(i) && item === counters[i]));
    assert.equal((user.echoEither({ tag: 'counter', val: third }) as types.EitherCounter).val, third);
    const token = new Token('t');
    assert.equal((user.echoEither({ tag: 'token', val: token }) as types.EitherToken).val, token);
    assert.deepEqual(user.echoEither({ tag: 'neither' }), { tag: 'neither' });
  }),
);

test('errors that hold resources', () => {
  const { user, instance } = opened();
  assert.equal(user.request(true).value(), 1);
  const payloadOf = (call: () => unknown): types.Refusal => {
    try {
      call();
    } catch (error) {
      assert.ok(error instanceof RefusalError);
      return error.payload;
    }
    return assert.fail();
  };
  assert.deepEqual(
    payloadOf(() => user.request(false)),
    { tag: 'no' },
  );
  const kept = payloadOf(() => user.request(false, 'mine'));
  assert.ok(kept.tag === 'keep' && kept.val.text() === 'mine');
  assert.equal(instance.hostResources, 0);
});

test(
  'keeping',
  checked(({ user, instance, things }) => {
    const [a, b] = [new Counter(things, 1), new Counter(things, 5)];
    user.keep(a);
    assert.equal(instance.hostResources, 1);
    assert.equal(user.useKept(), 2);
    assert.equal(user.useKept(), 3);
    user.keep(b);
    assert.deepEqual(things.disposed, [a]);
    assert.equal(user.useKept(), 6);
    user.dropKept();
    assert.deepEqual(things.disposed, [a, b]);
    assert.equal(user.useKept(), undefined);
    user.keep(a);
    assert.equal(user.takeKept(), a);
    assert.equal(user.takeKept(), undefined);
    assert.deepEqual(things.disposed, [a, b]);
  }),
);

test('the component keeps objects alive', { skip: globalThis.gc === undefined }, async () => {
  const { user, things } = opened();
  const kept = (() => {
    const counter = new Counter(things, 1);
    user.keep(counter);
    things.made.length = 0;
    return new WeakRef(counter);
  })();
  await collected(() => false, 3);
  assert.ok(kept.deref() !== undefined);
  assert.equal(user.useKept(), 2);
  user.dropKept();
  things.disposed.length = 0;
  await collected(() => kept.deref() === undefined);
});

test('closing the instance', () => {
  const { user, instance, things } = opened();
  user.hoard(10);
  user.forget(new Counter(things, 1));
  user.keep(new Counter(things, 1));
  assert.equal(instance.hostResources, 12);
  instance.close();
  assert.equal(instance.hostResources, 0);
  assert.equal(things.disposed.length, 12);
  assert.deepEqual(new Set(things.disposed), new Set(things.made));
  instance.close();
  assert.equal(things.disposed.length, 12);
});

// Its objects go with it, but nobody tells them.
test('dropping the instance', { skip: globalThis.gc === undefined }, async () => {
  const disposed: unknown[] = [];
  const drop = (): WeakRef<object>[] => {
    const things = Object.assign(new Things(), { disposed });
    opened(things).user.hoard(10);
    return things.made.map((counter) => new WeakRef(counter));
  };
  const references = Array.from({ length: 5 }, drop).flat();
  await collected(() => references.filter((reference) => reference.deref() !== undefined).length <= 10);
  assert.deepEqual(disposed, []);
});

test('after a trap', () => {
  const { user, instance, things } = opened();
  user.hoard(2);
  assert.throws(() => user.makeAndTrap(), Trap);
  assert.deepEqual(things.disposed, []);
  assert.equal(instance.hostResources, 3);
  instance.close();
  assert.equal(things.disposed.length, 3);
});

// An object that the component holds, and that holds the instance.
test('cycles go', { skip: globalThis.gc === undefined }, async () => {
  const make = (): WeakRef<object>[] => {
    const all = opened();
    const counter = Object.assign(new Counter(all.things, 1), { all });
    all.user.keep(counter);
    return [counter, all.things, all.instance].map((object) => new WeakRef(object));
  };
  const references = Array.from({ length: 5 }, make).flat();
  await collected(() => references.filter((reference) => reference.deref() !== undefined).length <= 3);
});

test(
  'wrong values give everything back',
  checked(({ user, instance, things }) => {
    const [a, b] = [new Counter(things, 1), new Counter(things, 2)];
    const message = 'counters[2]: expected a Counter, got 5';
    throws(() => user.sum([a, b, 5 as never]), TypeError, message);
    assert.equal(instance.hostResources, 0);
    assert.deepEqual(things.disposed, []);
    assert.equal(user.sum([a, b]), 3);
  }),
);

test(
  'wrong values of the host',
  checked(() => {
    const things = new Things();
    things.makeMany = () => [new Counter(things, 1), new Counter(things, 2), null as never];
    const { user, instance } = opened(things);
    const place = 'fixtures:host-resources/things.make-many returned a wrong value';
    throws(() => user.makeMany(3), TypeError, `${place}: [2]: expected a Counter, got null`);
    assert.equal(instance.hostResources, 0);
    assert.deepEqual(things.disposed, []);
  }),
);

// What was given stays the component's until its instance is closed.
test('the host fails later', () => {
  const error = new Error('stuck');
  class Stuck extends Counter {
    override increment(): number {
      throw error;
    }
  }
  const things = new Things();
  things.newCounter = (start) => new Stuck(things, start);
  const { user, instance } = opened(things);
  assert.throws(
    () => user.useOnce(1, 2),
    (thrown) => thrown === error,
  );
  assert.equal(instance.hostResources, 1);
  assert.deepEqual(things.disposed, []);
  instance.close();
  assert.equal(instance.hostResources, 0);
  assert.deepEqual(things.disposed, things.made);
});

test('an object of two instances', () => {
  const things = new Things();
  const [one, two] = [opened(things), opened(things)];
  const counter = new Counter(things, 1);
  one.user.keep(counter);
  two.user.keep(counter);
  assert.deepEqual([one.user.useKept(), two.user.useKept()], [2, 3]);
  one.instance.close();
  assert.equal(two.user.useKept(), 4);
  two.instance.close();
  assert.deepEqual(things.disposed, [counter, counter]);
});

test(
  'many',
  checked(({ user, instance, things }) => {
    assert.equal(user.many(1000), 1000);
    assert.equal(things.disposed.length, 1000);
    assert.equal(user.methodMany(1000), 1000);
    assert.equal(user.lendMany(new Counter(things, 2), 1000), 2000n);
    user.hoard(100);
    assert.equal(instance.hostResources, 100);
    assert.equal(user.release(), 100);
    assert.equal(things.disposed.length, things.made.length - 1);
  }),
);
