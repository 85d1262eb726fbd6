/** Generated bindings, as they are committed in wit-fixtures. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { InstanceError, load, WitError } from 'outwit';
import { ManyParams } from '../build/golden/many_params/golden/typescript/index.js';
import { Names, import_ } from '../build/golden/names/golden/typescript/index.js';
import { NumberLists } from '../build/golden/number_lists/golden/typescript/index.js';
import { Options } from '../build/golden/options/golden/typescript/index.js';
import { Records, type echo as records } from '../build/golden/records/golden/typescript/index.js';
import { counters as types, Resources } from '../build/golden/resources/golden/typescript/index.js';
import { echo as results, Results } from '../build/golden/results/golden/typescript/index.js';
import { Strings } from '../build/golden/strings/golden/typescript/index.js';
import { Variants, type echo as variants } from '../build/golden/variants/golden/typescript/index.js';
import { Versions } from '../build/golden/versions/golden/typescript/index.js';
import { WorldItems } from '../build/golden/world_items/golden/typescript/index.js';
import { fileOf, throws } from './support.js';

test('a world', async () => {
  const { echo, instance } = new Strings(fileOf('strings'));
  const reversed: string = echo.rev('abc');
  assert.equal(reversed, 'cba');
  assert.equal(await echo.revAsync('abc'), 'cba');
  assert.equal(echo.join(new Set(['a', 'b']), '-'), 'a-b');
  assert.ok(!instance.closed);
});

test('components and options', () => {
  const component = load(fileOf('strings'));
  const first = new Strings(component, { memory: 64 << 20 });
  const second = new Strings(component, { deadline: 10_000 });
  first.dispose();
  first[Symbol.dispose]();
  assert.ok(first.instance.closed);
  assert.equal(second.echo.rev('ab'), 'ba');
  throws(() => first.echo.rev('ab'), InstanceError, /closed/);
  const bytes = new Strings(readFileSync(fileOf('strings')));
  assert.equal(bytes.echo.rev('ab'), 'ba');
});

test('values', () => {
  const { echo } = new Records(fileOf('records'));
  const person: records.Person = { name: 'Ada', age: 36, tags: [], home: { x: 1, y: 2 } };
  const back: records.Person = echo.echoPerson(person);
  assert.deepEqual(back, { ...person, email: undefined });
  assert.equal(echo.oldest([person])?.name, 'Ada');
  const options = new Options(fileOf('options')).echo;
  assert.deepEqual(options.echoNested({ tag: 'some', val: 5 }), { tag: 'some', val: 5 });
  assert.equal(options.greet('Ada'), options.greet('Ada', undefined));
  const lists = new NumberLists(fileOf('number_lists')).echo;
  const numbers: Float64Array = lists.echoF64([0.5]);
  assert.deepEqual(numbers, Float64Array.of(0.5));
  assert.equal(new ManyParams(fileOf('many_params')).echo.sumSixteen(...sixteen), 120);
});

const sixteen = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;

test('variants', () => {
  const { echo } = new Variants(fileOf('variants'));
  const describe = (shape: variants.Shape): number => {
    switch (shape.tag) {
      case 'circle':
        return shape.val;
      case 'rect':
        return shape.val.width;
      case 'dot':
        return 0;
    }
  };
  assert.equal(describe(echo.echoShape({ tag: 'rect', val: { width: 2, height: 3 } })), 2);
});

test('errors', () => {
  const { echo } = new Results(fileOf('results'));
  assert.equal(echo.parse('5'), 5n);
  try {
    echo.parse('x');
    assert.fail('it should have failed');
  } catch (error) {
    assert.ok(error instanceof results.ParseErrorException);
    assert.ok(error instanceof WitError);
    const payload: results.ParseError = error.payload;
    assert.deepEqual(payload, { tag: 'not-a-number', val: 'x' });
  }
  assert.throws(() => echo.errOwn(false, ''), results.EchoError);
  assert.throws(() => echo.errVariant(2, { line: 1, column: 1 }), results.FailureError);
});

test('resources', async () => {
  const world = new Resources(fileOf('resources'));
  const { Counter, Token } = world.counters;
  const counter = new Counter(5);
  assert.ok(counter instanceof types.Counter);
  assert.equal(counter.increment(2), 7);
  assert.equal(Counter.parse('3').value(), 3);
  const made: types.Counter = await Counter.newAsync(1);
  assert.equal(await made.incrementAsync(1), 2);
  assert.throws(() => new Token(''), WitError);
  const other = new Resources(fileOf('resources'));
  throws(() => other.counters.peek(counter), TypeError, 'c: this counter belongs to another instance');
  throws(
    () => types.Counter.zero(),
    TypeError,
    'Counter belongs to no instance; take the class from one, as in pdf.reader.Counter',
  );
  counter.dispose();
  assert.ok(counter.disposed);
});

test('names', async () => {
  const names = new Names(fileOf('names'));
  assert.equal(names.echo.constructor_(5), 5);
  const object = new names.import_.Class('n');
  assert.equal(object.dispose_(), await object.disposeAsync());
  assert.ok(object instanceof import_.Class);
  const versions = new Versions(fileOf('versions'));
  assert.match(versions.greeter0_2_0.greet({ given: 'Ada', family: 'Lovelace' }), /Lovelace/);
  const items = new WorldItems(fileOf('world_items'));
  assert.equal(items.add(1, 2), 3);
  assert.equal(await items.addAsync(1, 2), 3);
  assert.deepEqual(items.peak([{ value: 1, level: 'high' }]), { value: 1, level: 'high' });
  assert.equal(items.audit.inspect(new items.registry.Entry('x')), 'seen: x');
});

test('another component', () => {
  assert.throws(() => new Strings(fileOf('records')), { name: 'LinkError' });
});
