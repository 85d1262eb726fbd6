/** Resources of a component inside every kind of value, moved and lent. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { InstanceError, load, WitError } from 'outwit';
import {
  ResourcesEverywhere,
  type places as types,
} from '../build/golden/resources_everywhere/golden/typescript/index.js';
import { fileOf, throws } from './support.js';

const component = load(fileOf('resources_everywhere'));

type Make = (number: number) => types.Item;

/** Runs a test whose items are all disposed of at the end, and then gone. */
function checked(run: (places: types.Places, item: Make) => unknown): () => Promise<void> {
  return async () => {
    const { places, instance } = new ResourcesEverywhere(component);
    await run(places, (number) => new places.Item(number));
    const held = instance.guestResources;
    assert.equal(places.live(), held);
    instance.close();
  };
}

const numbers = (items: types.Item[]): number[] => items.map((item) => item.number());

test(
  'in lists',
  checked((places, item) => {
    assert.deepEqual(places.echoList([]), []);
    assert.deepEqual(numbers(places.echoList([item(1), item(2)])), [1, 2]);
    assert.deepEqual(numbers(places.echoList(new Set([item(3)]))), [3]);
    const nested = places.echoNestedList([[item(1)], [], [item(2), item(3)]]);
    assert.deepEqual(nested.map(numbers), [[1], [], [2, 3]]);
    assert.deepEqual(numbers(places.echoFixed([item(1), item(2)])), [1, 2]);
  }),
);

test(
  'in tuples, options and results',
  checked((places, item) => {
    const [before, middle, after] = places.echoTuple([1, item(2), 'three']);
    assert.deepEqual([before, middle.number(), after], [1, 2, 'three']);
    assert.equal(places.echoOption(), undefined);
    assert.equal(places.echoOption(item(1))?.number(), 1);
    assert.deepEqual(places.echoNestedOption({ tag: 'none' }), { tag: 'none' });
    assert.deepEqual(places.echoNestedOption({ tag: 'some', val: undefined }), {
      tag: 'some',
      val: undefined,
    });
    const some = places.echoNestedOption({ tag: 'some', val: item(1) });
    assert.ok(some.tag === 'some' && some.val?.number() === 1);
    const [good, bad] = places.echoResults([
      { tag: 'ok', val: item(1) },
      { tag: 'err', val: 'no' },
    ]);
    assert.ok(good?.tag === 'ok' && good.val.number() === 1);
    assert.deepEqual(bad, { tag: 'err', val: 'no' });
  }),
);

test(
  'in results of functions',
  checked((places, item) => {
    assert.equal(places.echoResult({ tag: 'ok', val: item(1) }).number(), 1);
    assert.throws(
      () => places.echoResult({ tag: 'err', val: item(2) }),
      (error: unknown) => error instanceof WitError && (error.payload as types.Item).number() === 2,
    );
  }),
);

function box(item: Make, ...values: number[]): types.Box {
  const [first, ...rest] = values.map(item);
  return { first: first as types.Item, rest, pair: [item(7), item(8)] };
}

function unbox({ first, rest, pair }: types.Box): number[] {
  return numbers([first, ...rest, ...(pair ?? [])]);
}

test(
  'in records and variants',
  checked((places, item) => {
    assert.deepEqual(unbox(places.echoBox(box(item, 1, 2, 3))), [1, 2, 3, 7, 8]);
    assert.equal(places.echoBox({ first: item(1), rest: [] }).pair, undefined);
    const crate = places.echoCrate({ label: 'c', content: box(item, 1) });
    assert.deepEqual([crate.label, unbox(crate.content)], ['c', [1, 7, 8]]);
    const [one, many, packed, nothing] = places.echoParcels([
      { tag: 'one', val: item(1) },
      { tag: 'many', val: [item(2), item(3)] },
      { tag: 'packed', val: box(item, 4) },
      { tag: 'nothing' },
    ]);
    assert.ok(one?.tag === 'one' && one.val.number() === 1);
    assert.ok(many?.tag === 'many');
    assert.deepEqual(numbers(many.val), [2, 3]);
    assert.ok(packed?.tag === 'packed');
    assert.deepEqual(unbox(packed.val), [4, 7, 8]);
    assert.deepEqual(nothing, { tag: 'nothing' });
    const again = places.echoParcel(one);
    assert.ok(again.tag === 'one' && again.val.number() === 1);
  }),
);

test(
  'lending',
  checked((places, item) => {
    const [a, b, c] = [item(1), item(2), item(4)];
    assert.equal(places.sumList([a, b, c, a]), 8);
    assert.equal(places.sumTuple([a, 10, b]), 13);
    assert.equal(places.sumOption(a), 1);
    assert.equal(places.sumOption(), places.sumOption(undefined));
    assert.equal(places.sumResult({ tag: 'ok', val: c }), 4);
    assert.equal(places.sumResult({ tag: 'err', val: 5 }), 5);
    assert.equal(places.sumLoan({ weight: 10, thing: a, more: [b, c] }), 17);
    assert.equal(places.sumView({ tag: 'one', val: a }), 1);
    assert.equal(places.sumView({ tag: 'many', val: [a, b] }), 3);
    assert.equal(places.sumView({ tag: 'number', val: 9 }), 9);
    assert.equal(places.sumMixed(a, b, [c]), 7);
    assert.equal(a.number(), 1);
    for (const moved of [b, c]) {
      throws(() => moved.number(), TypeError, 'self: this item was given to the component');
    }
  }),
);

const MOVES: Record<string, [path: string, make: (item: types.Item) => unknown]> = {
  echoList: ['v[0]', (item) => [item]],
  echoTuple: ['v[1]', (item) => [1, item, '']],
  echoOption: ['v', (item) => item],
  echoResults: ['v[0].ok', (item) => [{ tag: 'ok', val: item }]],
  echoBox: ['v.first', (item) => ({ first: item, rest: [] })],
  echoParcel: ['v.many[0]', (item) => ({ tag: 'many', val: [item] })],
};

test(
  'use after move',
  checked((places, item) => {
    for (const [name, [path, make]] of Object.entries(MOVES)) {
      const all = places as any;
      const moved = item(1);
      all[name](make(moved));
      throws(() => all[name](make(moved)), TypeError, `${path}: this item was given to the component`);
      throws(() => places.sumList([moved]), TypeError, 'v[0]: this item was given to the component');
      moved.dispose();
      assert.ok(moved.disposed);
    }
  }),
);

test(
  'of another instance',
  checked((places) => {
    for (const [name, [path, make]] of Object.entries(MOVES)) {
      const other = new ResourcesEverywhere(component).places;
      const foreign = new other.Item(1);
      const message = `${path}: this item belongs to another instance`;
      throws(() => (places as any)[name](make(foreign)), TypeError, message);
      assert.equal(foreign.number(), 1);
    }
  }),
);

test(
  'a wrong value moves nothing',
  checked((places, item) => {
    const [a, b] = [item(1), item(2)];
    throws(() => places.echoList([a, b, 3 as never]), TypeError, 'v[2]: expected an item, got 3');
    const crate = { label: 'c', content: { first: a, rest: [null as never] } };
    throws(() => places.echoCrate(crate), TypeError, 'v.content.rest[0]: expected an item, got null');
    throws(() => places.echoList([a, a]), TypeError, 'v[1]: the same resource is given away twice');
    assert.throws(() => places.sumMixed(a, a, [b]), TypeError);
    assert.deepEqual(numbers([a, b]), [1, 2]);
  }),
);

// Objects are made, used, moved and dropped while calls run on other threads.
test(
  'from any thread',
  checked(async (places, item) => {
    const shared = Array.from({ length: 200 }, (_, number) => item(number));
    assert.deepEqual(
      await Promise.all(shared.map((each) => each.numberAsync())),
      shared.map((_, number) => number),
    );
    const moved = await places.echoListAsync(shared.slice(0, 100));
    for (const each of shared.slice(100)) each.dispose();
    assert.deepEqual(
      numbers(moved),
      Array.from({ length: 100 }, (_, number) => number),
    );
    assert.equal(places.live(), 100);
  }),
);

test(
  'many at once',
  checked(async (places, item) => {
    const churn = async (): Promise<void> => {
      for (let number = 0; number < 50; number++) {
        const [one, other] = [item(number), item(number)] as const;
        const answer = other.numberAsync();
        one.dispose();
        assert.equal(await answer, number);
        other.dispose();
      }
    };
    await Promise.all([churn(), churn(), churn(), churn()]);
    assert.equal(places.live(), 0);
  }),
);

test('any order of going', () => {
  const { places, instance } = new ResourcesEverywhere(component);
  const [first, second, third] = [1, 2, 3].map((number) => new places.Item(number)) as [
    types.Item,
    types.Item,
    types.Item,
  ];
  const kept = places.echoBox({ first, rest: [second] });
  assert.equal(instance.guestResources, 3);
  third.dispose();
  assert.deepEqual([instance.guestResources, places.live()], [2, 2]);
  instance.close();
  throws(() => kept.first.number(), InstanceError, 'the instance is closed');
  kept.first.dispose();
  assert.ok(kept.first.disposed);
  assert.equal(kept.rest[0]?.disposed, false);
  kept.rest[0]?.dispose();
});
