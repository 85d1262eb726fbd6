/** What goes wrong in functions of the host: the errors of a `result`, and everything else that is thrown. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { InstanceError, WitError } from 'outwit';
import { HostErrors, types } from '../build/golden/host_errors/golden/typescript/index.js';
import { Store } from './hosts.js';
import { collected, fileOf, instanceOf, throws } from './support.js';

const { TypesError, CodeError, DetailError } = types;

function callsWith(store: Store): any {
  return new HostErrors(fileOf('host_errors'), { store }).calls;
}

/** The same without generated code. */
function dynamicCallsWith(store: object): any {
  return instanceOf('host_errors', { imports: { store } }).exports['fixtures:host-errors/calls'];
}

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

test('what works', () => {
  const calls = callsWith(new Store());
  assert.equal(calls.get('k'), 'value of k');
  assert.equal(calls.parse('5'), 5);
  assert.equal(calls.measure(-1), -1);
  assert.equal(calls.detailed(1), 1);
  assert.equal(calls.numbered(1), '1');
  assert.deepEqual(calls.listed(1), Uint32Array.of(1));
  assert.equal(calls.put('k', 'v'), undefined);
  assert.equal(calls.untyped(1), 1);
  assert.equal(calls.plain(true), undefined);
  assert.equal(calls.optional(1), 1);
  assert.equal(calls.optional(), undefined);
  assert.equal(calls.must('text'), 'text');
  assert.equal(calls.note('text'), undefined);
  assert.deepEqual(calls.history(), []);
  assert.deepEqual(calls.nested(1), { tag: 'ok', val: 1 });
});

const detail = { code: -5, message: 'no' };
const denied: types.Error = { tag: 'denied' };

/** By function: its arguments, the class of its error, and payloads. */
const ERRORS: Record<string, [unknown[], new (payload: any) => WitError, unknown[]]> = {
  get: [
    ['k'],
    TypesError,
    [{ tag: 'not-found', val: 'k' }, denied, { tag: 'busy', val: 5 }, { tag: 'other', val: detail }],
  ],
  parse: [['x'], WitError, ['not a number', '']],
  measure: [[1], CodeError, ['low', 'high']],
  detailed: [[1], DetailError, [detail]],
  numbered: [[1], WitError, [0, 0xffff_ffff]],
  listed: [[1], WitError, [[], ['a', 'b']]],
  put: [['k', 'v'], WitError, ['full']],
  untyped: [[1], WitError, [undefined]],
  plain: [[true], WitError, [undefined]],
  optional: [[1], WitError, [undefined, 'no']],
  nested: [[1], TypesError, [denied]],
};

test('errors of results', () => {
  for (const [name, [args, ErrorClass, payloads]] of Object.entries(ERRORS)) {
    for (const payload of payloads) {
      for (const thrown of [new ErrorClass(payload), new WitError(payload)]) {
        const store = new Store({ value: thrown });
        const calls = callsWith(store);
        const caught = thrownBy(() => calls[name](...args));
        assert.equal((caught as object).constructor, ErrorClass);
        assert.deepEqual((caught as WitError).payload, payload);
        assert.notEqual(caught, thrown, 'the component has given it back');
        delete store.thrown;
        calls[name](...args);
      }
      const untyped = thrownBy(() =>
        dynamicCallsWith(new Store({ value: new WitError(payload) }))[name](...args),
      );
      assert.ok(untyped instanceof WitError);
      assert.deepEqual(untyped.payload, payload);
    }
  }
});

test('derived errors', () => {
  class Mine extends TypesError {}
  const caught = thrownBy(() => callsWith(new Store({ value: new Mine(denied) })).get('k'));
  assert.equal((caught as object).constructor, TypesError);
});

test('the component may stand errors', () => {
  const outcomes: Record<string, types.Error> = {
    a: { tag: 'not-found', val: 'a' },
    b: denied,
    c: { tag: 'busy', val: 1 },
    d: { tag: 'other', val: detail },
  };
  class Recovering extends Store {
    override get(key: string): string {
      if (outcomes[key] !== undefined) throw new TypesError(outcomes[key]);
      return key.toUpperCase();
    }
  }
  const said = callsWith(new Recovering()).recover(['a', 'x', 'b', 'c', 'd']);
  assert.deepEqual(said, ['not-found', 'X', 'denied', 'busy', 'other']);
});

test('wrong payloads', () => {
  const wrong: [string, WitError, typeof TypeError | typeof RangeError, string][] = [
    ['get', new TypesError('text' as never), TypeError, 'expected an object { tag, val }, got "text"'],
    [
      'get',
      new TypesError({ tag: 'busy', val: -1 }),
      RangeError,
      'busy: expected an integer from 0 to 4294967295, got -1',
    ],
    ['parse', new WitError(5), TypeError, 'expected a string, got 5'],
    [
      'detailed',
      new DetailError({ code: 'x' as never, message: '' }),
      TypeError,
      'code: expected a number (s32), got "x"',
    ],
    ['listed', new WitError(['a', null]), TypeError, '[1]: expected a string, got null'],
  ];
  for (const [name, value, type, message] of wrong) {
    const calls = callsWith(new Store({ value }));
    const args = ERRORS[name]?.[0] ?? [];
    const place = `fixtures:host-errors/store.${name} returned a wrong value`;
    throws(() => calls[name](...args), type, `${place}: ${message}`);
  }
});

test('results as values', () => {
  const history = [
    { tag: 'ok', val: 'a' },
    { tag: 'err', val: denied },
  ];
  const nested = { tag: 'err', val: 'inner' };
  const calls = callsWith(new Store(undefined, { history, nested }));
  assert.deepEqual(calls.history(), history);
  assert.deepEqual(calls.nested(1), nested);
});

/** The error of some other component. */
class OtherError extends WitError {}

/** The very value, after which the instance is not used again. */
function arrives(name: string, value: unknown): void {
  for (const make of [callsWith, dynamicCallsWith]) {
    const calls = make(new Store({ value }));
    const stack = value instanceof Error ? value.stack : undefined;
    assert.equal(
      thrownBy(() => calls[name]('text')),
      value,
    );
    if (value instanceof Error) assert.equal(value.stack, stack);
    throws(() => calls.must('text'), InstanceError, new RegExp(`store\\.${name} failed`));
  }
}

test('other errors arrive as they are', () => {
  for (const name of ['get', 'must', 'note']) {
    for (const error of [new TypeError('mine'), new OtherError(5)]) arrives(name, error);
  }
});

test('what is no error goes on', () => {
  for (const name of ['get', 'must', 'note']) {
    for (const value of ['text', 5, undefined, null, Symbol('s'), Object.freeze({}), () => 5])
      arrives(name, value);
  }
});

test('the stack shows the host function', () => {
  class Throwing extends Store {
    override must(): string {
      throw new Error('mine');
    }
  }
  const caller = (): unknown => callsWith(new Throwing()).must('text');
  const frames = String((thrownBy(caller) as Error).stack)
    .split('\n')
    .slice(1);
  assert.match(frames[0] as string, /Throwing\.must/);
  assert.ok(frames.some((frame) => frame.includes(caller.name)));
});

test('an error where the function has none', () => {
  const error = new TypesError(denied);
  assert.equal(
    thrownBy(() => callsWith(new Store({ value: error })).must('text')),
    error,
  );
});

test('causes stay', () => {
  const error = new Error('second', { cause: new TypeError('first') });
  const caught = thrownBy(() => callsWith(new Store({ value: error })).must('text')) as Error;
  assert.equal((caught.cause as Error).message, 'first');
});

test('the rest of the component does not run', () => {
  const error = new Error('mine');
  class Stopping extends Store {
    override note(text: string): void {
      this.notes.push(text);
      if (text === 'stop') throw error;
    }
  }
  const store = new Stopping();
  assert.equal(
    thrownBy(() => callsWith(store).noteAll(['a', 'b', 'stop', 'c'])),
    error,
  );
  assert.deepEqual(store.notes, ['a', 'b', 'stop']);
});

test('errors belong to their call', () => {
  const [inner, outer] = [new Error('inner'), new Error('outer')];
  const seen: unknown[] = [];
  const within = callsWith(new Store({ value: inner }));
  class Outer extends Store {
    override must(text: string): string {
      seen.push(thrownBy(() => within.must(text)));
      throw outer;
    }
  }
  assert.equal(
    thrownBy(() => callsWith(new Outer()).must('text')),
    outer,
  );
  assert.deepEqual(seen, [inner]);
});

test('a fresh instance begins anew', () => {
  const calls = callsWith(new Store());
  assert.deepEqual([calls.count(), calls.count(), calls.count()], [1, 2, 3]);
  assert.equal(callsWith(new Store()).count(), 1);
});

test('failed instances go', { skip: globalThis.gc === undefined }, async () => {
  const fail = (): WeakRef<object> => {
    const world = new HostErrors(fileOf('host_errors'), { store: new Store({ value: new Error('mine') }) });
    assert.throws(() => world.calls.must('text'));
    return new WeakRef(world.instance);
  };
  const instances = Array.from({ length: 10 }, fail);
  await collected(() => instances.filter((instance) => instance.deref() !== undefined).length <= 1);
});

// As everywhere in JavaScript: it sees none of the others.
test('a function of fewer parameters', () => {
  const store = Object.assign(new Store(), { must: () => 'no parameter' });
  assert.equal(callsWith(store).must('text'), 'no parameter');
});
