/** Resources that the host implements. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { InstanceError, Trap, WitError, type Instance } from 'outwit';
import {
  HostResources,
  things as types,
  type user,
} from '../build/golden/host_resources/golden/typescript/index.js';
import { Counter, Things, Token } from './hosts.js';
import { fileOf, throws } from './support.js';

const { RefusalError } = types;

interface Opened {
  readonly user: user.User;
  readonly instance: Instance;
  readonly things: Things;
}

function opened(things = new Things()): Opened {
  const { user, instance } = new HostResources(fileOf('host_resources'), { things });
  return { user, instance, things };
}

/** Runs a test that must leave nothing in the table. */
function checked(name: string, run: (opened: Opened) => void): void {
  test(name, () => {
    const all = opened();
    run(all);
    assert.equal(all.instance.hostResources, 0);
  });
}

checked('what the component makes and drops', ({ user, things }) => {
  assert.equal(user.useOnce(5, 3), 8);
  assert.equal(things.made[0]?.number, 8);
  assert.deepEqual(things.disposed, things.made);
});

checked('what comes back is the object', ({ user, things }) => {
  const made = [user.make(5), user.makeZero(), user.makeParsed('12'), user.makeLargest([1, 3, 2])];
  assert.ok(made.every((counter) => counter instanceof Counter));
  assert.deepEqual(
    things.made.map(({ number }) => number),
    [5, 0, 12, 1, 3, 2],
  );
  // What `counterLargest` did not give back is the host's: it was given to it.
  assert.deepEqual(things.disposed, []);
  assert.equal(user.makeToken('a').text(), 'a');
});

checked('errors of constructors and statics', ({ user, things }) => {
  const fails = (call: () => unknown, payload: string): void =>
    assert.throws(call, (error: unknown) => error instanceof WitError && error.payload === payload);
  fails(() => user.makeParsed('twelve'), "'twelve' is not a number");
  fails(() => user.makeToken(''), 'a token has a text');
  fails(() => user.next(new Counter(things, 0xffff_ffff)), 'there is no number after this one');
  assert.equal(user.makeLargest([]), undefined);
});

checked('lending', ({ user, instance, things }) => {
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
});

checked('giving', ({ user, things }) => {
  const [a, b] = [new Counter(things, 2), new Counter(things, 3)];
  assert.equal(user.finish(a), 2);
  assert.deepEqual(things.disposed, [a]);
  assert.equal(user.giveBack(b), b);
  assert.equal(user.pass(b), b);
  assert.ok(user.sameAsItself(b));
  assert.deepEqual(things.disposed, [a, b]);
  assert.equal(user.absorb(a, b), 5);
  assert.deepEqual(things.absorbed, [b], 'the host has taken it back');
  assert.deepEqual(things.disposed, [a, b]);
});

checked('an object is a resource each time that it is given', ({ user, things }) => {
  const counter = new Counter(things, 4);
  assert.equal(user.sum([counter, counter, counter]), 12);
  assert.deepEqual(things.disposed, [counter, counter, counter]);
});

checked('inside of other values', ({ user, things }) => {
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
});

checked('errors that hold resources', ({ user }) => {
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
});

checked('keeping', ({ user, instance, things }) => {
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

test('after a trap', () => {
  const { user, instance, things } = opened();
  user.hoard(2);
  assert.throws(() => user.makeAndTrap(), Trap);
  assert.deepEqual(things.disposed, []);
  assert.equal(instance.hostResources, 3);
  instance.close();
  assert.equal(things.disposed.length, 3);
});

checked('wrong values give everything back', ({ user, instance, things }) => {
  const [a, b] = [new Counter(things, 1), new Counter(things, 2)];
  const message = 'counters[2]: expected a Counter, got 5';
  throws(() => user.sum([a, b, 5 as never]), TypeError, message);
  assert.equal(instance.hostResources, 0);
  assert.deepEqual(things.disposed, []);
  assert.equal(user.sum([a, b]), 3);
});

checked('wrong values of the host give everything back', () => {
  const things = new Things();
  things.makeMany = () => [new Counter(things, 1), new Counter(things, 2), null as never];
  const { user, instance } = opened(things);
  const place = 'fixtures:host-resources/things.make-many returned a wrong value';
  throws(() => user.makeMany(3), TypeError, `${place}: [2]: expected a Counter, got null`);
  assert.equal(instance.hostResources, 0);
  assert.deepEqual(things.disposed, []);
});

checked('what is no counter', ({ user }) => {
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
});

checked('methods of the object itself', ({ user }) => {
  assert.equal(user.text({ text: () => 'its own' }), 'its own');
  throws(() => user.text({ other: 1 } as never), TypeError, /has no method text/);
  assert.equal(user.text(Object.assign(() => 5, { text: () => 'a function' })), 'a function');
});

checked('classes are looked at once', ({ user }) => {
  let looked = 0;
  class Watched {
    get text(): () => string {
      looked += 1;
      return () => 't';
    }
  }
  for (let i = 0; i < 5; i++) assert.equal(user.text(new Watched()), 't');
  assert.equal(looked, 5 + 2, 'once a call, and to check the first object and its class');
});

test('a hook that throws', () => {
  const error = new Error('mine');
  class Failing extends Counter {
    override [Symbol.dispose](): void {
      super[Symbol.dispose]();
      throw error;
    }
  }
  const { user, instance, things } = opened();
  const same = (thrown: unknown): boolean => thrown === error;
  assert.throws(() => user.finish(new Failing(things, 1)), same);
  throws(() => user.make(1), InstanceError, /the disposal of a resource failed/);
  assert.equal(instance.hostResources, 0);

  const last = opened();
  last.user.forget(new Failing(last.things, 1));
  last.user.forget(new Counter(last.things, 2));
  assert.throws(() => last.instance.close(), same);
  assert.equal(last.things.disposed.length, 2, 'every one is told');
  last.instance.close();

  const several = opened();
  several.user.forget(new Failing(several.things, 1));
  several.user.forget(new Failing(several.things, 2));
  assert.throws(
    () => several.instance.close(),
    (thrown: unknown) => thrown instanceof AggregateError && thrown.errors.every(same),
  );
});

test('methods throw as functions do', () => {
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

test('an object belongs to no instance', () => {
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

checked('many', ({ user, instance, things }) => {
  assert.equal(user.many(1000), 1000);
  assert.equal(things.disposed.length, 1000);
  assert.equal(user.methodMany(1000), 1000);
  assert.equal(user.lendMany(new Counter(things, 2), 1000), 2000n);
  user.hoard(100);
  assert.equal(instance.hostResources, 100);
  assert.equal(user.release(), 100);
});
