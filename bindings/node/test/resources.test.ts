/** Resources: objects that live in an instance. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { InstanceError, load, Resource, WitError } from 'outwit';
import { counters as types } from '../build/golden/resources/golden/typescript/index.js';
import { collected, fileOf, instanceOf, interfaceOf, throws } from './support.js';

const all = interfaceOf('resources', 'counters');
const { Counter, Token, Opaque } = all;

test('constructor methods and statics', () => {
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
  assert.throws(() => Counter.parse('x'), WitError);
  assert.throws(() => new Counter(0xffff_ffff).next(), WitError);
  throws(() => new Counter(), TypeError, 'counter: expected 1 arguments, got 0');
  throws(() => new Counter(-1), RangeError, 'start: expected an integer from 0 to 4294967295, got -1');
  throws(() => new Counter(1).increment(), TypeError, 'increment: expected 1 arguments, got 0');
});

test('a constructor that fails', () => {
  assert.equal(new Token('word').text(), 'word');
  assert.throws(
    () => new Token(''),
    (error: unknown) => error instanceof WitError && error.payload === 'a token has a text',
  );
});

test('a resource without constructor', () => {
  assert.ok(all.makeOpaque() instanceof Opaque);
  throws(
    () => new Opaque(),
    TypeError,
    "opaque has no constructor; the component's functions make its objects",
  );
});

test('borrowing', () => {
  const [a, b] = [new Counter(2), new Counter(3)];
  a.add(b);
  assert.equal(a.value(), 5);
  assert.equal(b.value(), 3);
  assert.equal(all.peek(a), 5);
  assert.ok(all.same(a, a));
  assert.ok(!all.same(a, b));
  assert.equal(all.sum([a, b, a]), 13);
  assert.equal(all.peekOption(a), 5);
  assert.equal(all.peekOption(), undefined);
  assert.equal(all.peekOption(undefined), undefined);
  a.add(a);
  assert.equal(a.value(), 10);
});

test('giving away', () => {
  const counters = interfaceOf('resources', 'counters');
  const [a, b] = [new counters.Counter(2), new counters.Counter(3)];
  a.absorb(b);
  assert.equal(a.value(), 5);
  assert.ok(b.disposed);
  throws(() => b.value(), TypeError, 'self: this counter was given to the component');
  throws(() => counters.finish(b), TypeError, 'c: this counter was given to the component');
  assert.equal(counters.finish(a), 5);
  assert.equal(counters.live(), 0);
  b.dispose();
});

test('passing through', () => {
  const counters = interfaceOf('resources', 'counters');
  const counter = new counters.Counter(7);
  const back = counters.pass(counter);
  assert.notEqual(back, counter);
  assert.equal(back.value(), 7);
  assert.equal(counters.live(), 1);
});

test('inside of others', () => {
  const labelled = all.label('a', new Counter(3));
  assert.equal(labelled.item.value(), 3);
  const [label, item] = all.unlabel(labelled);
  assert.equal(label, 'a');
  assert.equal(item.value(), 3);
  const many = all.makeMany(50);
  assert.deepEqual(
    many.map((counter: any) => counter.value()),
    Array.from({ length: 50 }, (_, number) => number),
  );
  assert.equal(all.finishMany(many), 1225);
  assert.equal(all.maybe(false), undefined);
  assert.equal(all.maybe(true).value(), 1);
  assert.equal(all.echoEither({ tag: 'counter', val: new Counter(4) }).val.value(), 4);
  assert.equal(all.echoEither({ tag: 'token', val: new Token('t') }).val.text(), 't');
  assert.deepEqual(all.echoEither({ tag: 'neither' }), { tag: 'neither' });
  const list = all.echoList([{ label: 'x', item: new Counter(8) }]);
  assert.equal(list[0].item.value(), 8);
});

test('an error that holds a resource', () => {
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
  assert.deepEqual(refusalOf(() => all.request(false)).payload, { tag: 'no' });
});

test('closing', () => {
  const fresh = interfaceOf('resources', 'counters');
  const counter = new fresh.Counter(1);
  assert.equal(fresh.live(), 1);
  assert.ok(!counter.disposed);
  counter.dispose();
  counter.dispose();
  counter[Symbol.dispose]();
  assert.deepEqual([fresh.live(), fresh.dropped()], [0, 1]);
  assert.ok(counter.disposed);
  throws(() => counter.value(), TypeError, 'self: this counter was disposed of');
  throws(() => fresh.peek(counter), TypeError, 'c: this counter was disposed of');
});

test('the finaliser', { skip: globalThis.gc === undefined }, async () => {
  const fresh = interfaceOf('resources', 'counters');
  for (let i = 0; i < 1000; i++) new fresh.Counter(i);
  const kept = new fresh.Counter(1);
  await collected(() => fresh.dropped() >= 900);
  assert.equal(kept.value(), 1);
});

test('of another instance', () => {
  const other = interfaceOf('resources', 'counters');
  const message = 'this counter belongs to another instance';
  throws(() => all.peek(new other.Counter(1)), TypeError, `c: ${message}`);
  throws(() => new Counter(1).add(new other.Counter(1)), TypeError, `other: ${message}`);
  assert.equal(other.peek(new other.Counter(1)), 1);
});

test('wrong types', () => {
  const wrong: [unknown, string][] = [
    [1, '1'],
    [null, 'null'],
    ['counter', '"counter"'],
    [{}, 'an Object'],
  ];
  for (const [value, got] of wrong)
    throws(() => all.peek(value), TypeError, `c: expected a counter, got ${got}`);
});

test('another resource', () => {
  throws(() => all.peek(new Token('t')), TypeError, 'c: expected a counter, got a Token');
  throws(() => all.peek(Object.create(Counter.prototype)), TypeError, /^c: /);
  throws(() => all.sum([new Counter(1), null]), TypeError, 'counters[1]: expected a counter, got null');
});

test('the same twice given away', () => {
  const twice = new Counter(1);
  throws(
    () => all.finishMany([twice, twice]),
    TypeError,
    'counters[1]: the same resource is given away twice',
  );
  assert.equal(twice.value(), 1, 'a call that was not made takes nothing');
});

test('every order of going', () => {
  const counter = new (interfaceOf('resources', 'counters').Counter)(3);
  globalThis.gc?.();
  assert.equal(counter.value(), 3, 'the object keeps its instance');
  const instance = instanceOf('resources');
  const counters = instance.exports['fixtures:resources/counters'];
  const other = new counters.Counter(1);
  assert.ok(!instance.closed);
  instance.close();
  instance.close();
  assert.ok(instance.closed);
  throws(() => other.value(), InstanceError, 'the instance is closed');
  other.dispose();
  throws(() => new counters.Counter(1), InstanceError, 'the instance is closed');
  const disposed = instanceOf('resources');
  disposed[Symbol.dispose]();
  assert.ok(disposed.closed);
  counter.dispose();
});

test('instances go with all that hangs on them', { skip: globalThis.gc === undefined }, async () => {
  const make = (): WeakRef<object>[] => {
    const instance = instanceOf('resources');
    const counter = new instance.exports['fixtures:resources/counters'].Counter(1);
    return [new WeakRef(instance), new WeakRef(counter)];
  };
  const references = Array.from({ length: 10 }, make).flat();
  await collected(() => references.filter((reference) => reference.deref() !== undefined).length <= 2);
});

test('a class that is not bound', () => {
  const [unbound] = [...load(fileOf('resources')).world.resources.values()] as any[];
  assert.equal(unbound.name, 'Counter');
  const message = 'Counter belongs to no instance; take the class from one, as in pdf.reader.Counter';
  throws(() => new unbound(1), TypeError, message);
  throws(() => new types.Counter(1), TypeError, message);
  throws(() => types.Counter.zero(), TypeError, message);
});
