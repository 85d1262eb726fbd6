/** An interface that a component imports and exports, with resources of the same name on both sides. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { load, Resource } from 'outwit';
import { BothWays, shop as types } from '../build/golden/both_ways/golden/typescript/index.js';
import { fileOf, throws } from './support.js';

const component = load(fileOf('both_ways'));

/** The host's thing to sell. */
class Item implements types.ImportedItem {
  constructor(public text: string) {}

  name(): string {
    return this.text;
  }
  rename(name: string): void {
    this.text = name;
  }
  sameName(other: Item): boolean {
    return this.text === other.text;
  }
  merge(other: Item): Item {
    return new Item(`${this.text}&${other.text}`);
  }
}

/** The host's shop. */
class Shop implements types.ImportedShop {
  newItem(name: string): types.ImportedItem {
    return new Item(name);
  }
  itemOpen(name: string): types.ImportedItem {
    if (name === '') throw new types.ShopError({ tag: 'unknown', val: name });
    return new Item(name);
  }
  sell(order: types.Order): types.Order {
    if (order.count > 3) throw new types.ShopError({ tag: 'sold-out', val: 3 });
    return { ...order, name: order.name.toUpperCase() };
  }
  label(item: types.ImportedItem): string {
    return `label of ${(item as Item).text}`;
  }
  sort(items: types.ImportedItem[]): types.ImportedItem[] {
    return items.sort((a, b) => ((a as Item).text < (b as Item).text ? -1 : 1));
  }
}

/** Runs a test that must leave nothing behind. */
function checked(run: (world: BothWays) => void): () => void {
  return () => {
    const world = new BothWays(component, { shop: new Shop() });
    run(world);
    assert.deepEqual([world.live(), world.instance.guestResources, world.instance.hostResources], [0, 0, 0]);
  };
}

test(
  'items in items',
  checked((world) => {
    const { shop, instance } = world;
    const item = new shop.Item('a');
    assert.ok(item instanceof Resource);
    assert.equal(item.name(), '(a)');
    item.rename('b');
    assert.equal(item.name(), '(b)');
    const [same, other] = [new shop.Item('b'), new shop.Item('c')];
    assert.ok(item.sameName(same));
    assert.ok(!item.sameName(other));
    const merged = item.merge(other);
    assert.equal(merged.name(), '(b&c)');
    assert.equal(shop.label(item), '(label of b)');
    assert.deepEqual([instance.guestResources, world.live(), instance.hostResources], [3, 3, 3]);
    for (const each of [item, same, merged]) each.dispose();
    assert.ok(other.disposed);
  }),
);

test(
  'lists of items',
  checked(({ shop }) => {
    const sorted = shop.sort(['b', 'c', 'a'].map((name) => new shop.Item(name)));
    assert.deepEqual(
      sorted.map((item) => item.name()),
      ['(a)', '(b)', '(c)'],
    );
    for (const item of sorted) item.dispose();
  }),
);

test(
  'errors',
  checked(({ shop }) => {
    const item = shop.Item.open('a');
    assert.equal(item.name(), '(a)');
    item.dispose();
    const fails = (call: () => unknown, payload: types.Error): void =>
      assert.throws(call, (error: unknown) => {
        assert.ok(error instanceof types.ShopError);
        assert.deepEqual(error.payload, payload);
        return true;
      });
    fails(() => shop.Item.open(''), { tag: 'unknown', val: '' });
    assert.deepEqual(shop.sell({ name: 'a', count: 2 }), { name: 'A', count: 2 });
    fails(() => shop.sell({ name: 'a', count: 4 }), { tag: 'sold-out', val: 3 });
  }),
);

test(
  'both at once',
  checked((world) => {
    assert.deepEqual(world.compare('x'), ['x', '(x)']);
  }),
);

test('one guest as the host of another', () => {
  const inner = new BothWays(component, { shop: new Shop() });
  const shop: types.ImportedShop = {
    newItem: (name) => new inner.shop.Item(name),
    itemOpen: (name) => inner.shop.Item.open(name),
    sell: (order) => inner.shop.sell(order),
    label: (item) => inner.shop.label(item as types.Item),
    sort: (items) => inner.shop.sort(items as types.Item[]),
  };
  const outer = new BothWays(component, { shop });
  const item = new outer.shop.Item('a');
  assert.equal(item.name(), '((a))');
  const merged = item.merge(new outer.shop.Item('b'));
  assert.equal(merged.name(), '((a&b))');
  assert.equal(outer.shop.label(item), '((label of a))');
  const sorted = outer.shop.sort([new outer.shop.Item('z'), new outer.shop.Item('y')]);
  assert.deepEqual(
    sorted.map((each) => each.name()),
    ['((y))', '((z))'],
  );
  assert.throws(() => outer.shop.Item.open(''), types.ShopError);
  for (const each of [item, merged, ...sorted]) each.dispose();
  assert.deepEqual([outer.live(), outer.instance.hostResources], [0, 0]);
  assert.deepEqual([inner.live(), inner.instance.hostResources], [0, 0]);
});

test('an object that is none', () => {
  const shop = Object.assign(new Shop(), { newItem: () => 5 });
  const message = 'fixtures:both-ways/shop.[constructor]item returned a wrong value: expected an Item, got 5';
  const world = new BothWays(component, { shop: shop as never });
  throws(() => new world.shop.Item('a'), TypeError, message);
});

test('places of imports', () => {
  const places = component.imports.filter(({ member }) => member === 'newItem' || member === 'sell');
  assert.deepEqual(
    places.map((own) => own.interface),
    ['fixtures:both-ways/shop', 'fixtures:both-ways/shop'],
  );
});
