import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { InstanceError, Resource, WitError } from 'outwit';
import { instanceOf, interfaceOf, throws } from './support.js';

const all = interfaceOf('resources', 'counters');
const { Counter, Token, Opaque } = all;

test('constructors, methods and static functions', () => {
  const counter = new Counter(5);
  assert.ok([Counter, Resource].every((type) => counter instanceof type));
  assert.equal(counter.constructor.name, 'Counter');
  assert.equal(counter.increment(2), 7);
  assert.equal(counter.value(), 7);
  assert.equal(Counter.zero().value(), 0);
  assert.equal(Counter.parse('12').value(), 12);
  assert.equal(Counter.largest([Counter.zero(), new Counter(9), new Counter(3)]).value(), 9);
  assert.equal(Counter.largest([]), undefined);
  const copy = counter.clone();
  copy.increment(1);
  assert.equal(counter.value(), 7);
  assert.equal(counter.next().value(), 8);
  assert.equal(new Token('word').text(), 'word');
});

test('constructors and functions that fail', () => {
  assert.throws(
    () => new Token(''),
    (error: unknown) => error instanceof WitError && error.payload === 'a token has a text',
  );
  assert.throws(() => Counter.parse('x'), WitError);
  assert.throws(() => new Counter(0xffff_ffff).next(), WitError);
  throws(() => new Counter(), TypeError, 'counter: expected 1 arguments, got 0');
  throws(() => new Counter(-1), RangeError, 'start: expected an integer from 0 to 4294967295, got -1');
  throws(
    () => new Opaque(),
    TypeError,
    "opaque has no constructor; the component's functions make its objects",
  );
  throws(() => new Counter(1).increment(), TypeError, 'increment: expected 1 arguments, got 0');
});

test('resources are lent and given', () => {
  const counter = new Counter(1);
  const other = new Counter(2);
  counter.add(other);
  assert.equal(other.value(), 2);
  counter.absorb(other);
  assert.equal(counter.value(), 5);
  assert.ok(other.disposed);
  assert.equal(all.peek(counter), 5);
  assert.ok(all.same(counter, counter));
  assert.equal(all.sum([counter, counter, new Counter(1)]), 11);
  assert.equal(all.peekOption(undefined), undefined);
  assert.equal(all.peekOption(counter), 5);
  const back = all.pass(counter);
  assert.notEqual(back, counter);
  assert.equal(back.value(), 5);
  assert.equal(all.finish(back), 5);
});

test('resources inside of other values', () => {
  const labelled = all.label('a', new Counter(3));
  assert.equal(labelled.item.value(), 3);
  const [label, item] = all.unlabel(labelled);
  assert.equal(label, 'a');
  assert.equal(item.value(), 3);
  assert.equal(all.finishMany(all.makeMany(10)), 45);
  assert.equal(all.maybe(false), undefined);
  assert.equal(all.maybe(true).value(), 1);
  assert.equal(all.echoEither({ tag: 'counter', val: new Counter(4) }).val.value(), 4);
  assert.equal(all.echoEither({ tag: 'token', val: new Token('t') }).val.text(), 't');
  assert.deepEqual(all.echoEither({ tag: 'neither' }), { tag: 'neither' });
  const list = all.echoList([{ label: 'x', item: new Counter(8) }]);
  assert.equal(list[0].item.value(), 8);
  assert.ok(all.makeOpaque() instanceof Opaque);
});

test('an error may carry a resource', () => {
  assert.equal(all.request(true).value(), 1);
  const refusalOf = (call: () => unknown): any => {
    try {
      call();
    } catch (error) {
      return error;
    }
    return undefined;
  };
  const error = refusalOf(() => all.request(false, 'kept'));
  assert.equal(error.name, 'RefusalError');
  assert.equal(error.payload.tag, 'keep');
  assert.equal(error.payload.val.text(), 'kept');
});

test('dispose drops at once, and only once', () => {
  const fresh = interfaceOf('resources', 'counters');
  const counter = new fresh.Counter(1);
  assert.equal(fresh.dropped(), 0);
  counter.dispose();
  counter.dispose();
  counter[Symbol.dispose]();
  assert.equal(fresh.dropped(), 1);
  assert.ok(counter.disposed);
  throws(() => counter.value(), TypeError, 'self: this counter was disposed of');
  throws(() => fresh.peek(counter), TypeError, 'c: this counter was disposed of');
});

test('what was given away is gone', () => {
  const counter = new Counter(1);
  all.finish(counter);
  throws(() => counter.value(), TypeError, 'self: this counter was given to the component');
  throws(() => all.finish(counter), TypeError, 'c: this counter was given to the component');
  counter.dispose();
  const twice = new Counter(1);
  throws(
    () => all.finishMany([twice, twice]),
    TypeError,
    'counters[1]: the same resource is given away twice',
  );
  assert.equal(twice.value(), 1, 'a call that was not made takes nothing');
});

test('the wrong resource', () => {
  const other = interfaceOf('resources', 'counters');
  throws(() => all.peek(new other.Counter(1)), TypeError, 'c: this counter belongs to another instance');
  throws(() => all.peek(new Token('t')), TypeError, 'c: expected a counter, got a Token');
  throws(() => all.peek(5), TypeError, 'c: expected a counter, got 5');
  throws(() => all.peek({}), TypeError, 'c: expected a counter, got an Object');
  throws(() => all.sum([new Counter(1), null]), TypeError, 'counters[1]: expected a counter, got null');
});

test('what is forgotten is dropped after a collection', { skip: globalThis.gc === undefined }, async () => {
  const fresh = interfaceOf('resources', 'counters');
  for (let i = 0; i < 1000; i++) new fresh.Counter(i);
  const kept = new fresh.Counter(1);
  for (let i = 0; i < 100 && fresh.dropped() < 900; i++) {
    globalThis.gc?.();
    await turn();
  }
  assert.ok(fresh.dropped() >= 900, `${fresh.dropped()} were dropped`);
  assert.equal(kept.value(), 1);
});

test('a closed instance', () => {
  const instance = instanceOf('resources');
  const counters = instance.exports['fixtures:resources/counters'];
  const counter = new counters.Counter(1);
  assert.ok(!instance.closed);
  instance.close();
  instance.close();
  assert.ok(instance.closed);
  counter.dispose();
  throws(() => new counters.Counter(1), InstanceError, 'the instance is closed');
  const disposed = instanceOf('resources');
  disposed[Symbol.dispose]();
  assert.ok(disposed.closed);
});
