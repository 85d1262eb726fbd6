/** What a component imports: functions of an interface, and of the world itself. */

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { DeadlineExceeded, InstanceError, load, type InstanceOptions } from 'outwit';
import { Imports, type host as hosts } from '../build/golden/imports/golden/typescript/index.js';
import { Host, others } from './hosts.js';
import { fileOf, throws } from './support.js';

const component = load(fileOf('imports'));

/** The functions that call the host's, of a new instance. */
function callsWith(host: object, options?: InstanceOptions): any {
  return component.instantiate({ imports: { host, ...others }, ...options }).exports[
    'fixtures:imports/calls'
  ];
}

/** The same through generated code. */
function typedCallsWith(host: Host): any {
  return new Imports(component, { host: host as Host & hosts.Host, ...others }, { deadline: 60_000 }).calls;
}

const person = { name: 'Ada', age: 36, email: 'ada@example.org', tags: ['a', ''] };
const everything = {
  ...{ a: 1, b: -2, c: 3, d: -4, e: 5, f: -6, g: 7n, h: -8n, i: 0.5, j: 1e300, k: true, l: 'é', m: 'text' },
  ...{ n: Buffer.from('bytes'), o: undefined, p: [1, 255], q: 9 },
};
everything.n = Uint8Array.from(everything.n) as Buffer<ArrayBuffer>;

const VALUES: Record<string, unknown[]> = {
  echoBool: [true, false],
  echoU8: [0, 255],
  echoS8: [-128, 127],
  echoU16: [0, 65535],
  echoS16: [-32768, 32767],
  echoU32: [0, 0xffff_ffff],
  echoS32: [-0x8000_0000, 0x7fff_ffff],
  echoU64: [0n, (1n << 64n) - 1n],
  echoS64: [-(1n << 63n), (1n << 63n) - 1n],
  echoF32: [0.5, -0, Infinity],
  echoF64: [0.1, -1e300],
  echoChar: ['a', '😀'],
  echoString: ['', 'héllo 😀', 'x'.repeat(100_000)],
  echoBytes: [new Uint8Array(), new Uint8Array(256_000).fill(7)],
  echoNumbers: [new Uint32Array(), Uint32Array.of(1, 0xffff_ffff), new Uint32Array(10_000).fill(5)],
  echoFloats: [new Float64Array(), Float64Array.of(0.5, -1)],
  echoStrings: [[], ['', 'a', 'b'.repeat(1000)], Array.from({ length: 100 }, () => 'c'.repeat(5000))],
  echoFixed: [[1, 2, 3, 4]],
  echoMap: [
    new Map(),
    new Map([
      ['a', 1],
      ['', 2],
    ]),
  ],
  echoTuple: [[1, 'a', 0.5]],
  echoOption: [undefined, '', 'a'],
  echoNestedOption: [{ tag: 'none' }, { tag: 'some', val: undefined }, { tag: 'some', val: 5 }],
  echoResults: [
    [],
    [
      { tag: 'ok', val: 1 },
      { tag: 'err', val: 'no' },
    ],
  ],
  echoPoint: [{ x: -1, y: 2 }],
  echoPerson: [person, { name: '', age: 0, email: undefined, tags: [] }],
  echoPeople: [[], Array.from({ length: 100 }, () => person)],
  echoShape: [
    { tag: 'circle', val: 0.5 },
    { tag: 'rectangle', val: [1, 2] },
    { tag: 'named', val: 'n' },
    { tag: 'empty' },
  ],
  echoColour: ['red', 'green', 'blue'],
  echoPermissions: [
    { read: false, write: false, execute: false },
    { read: true, write: false, execute: true },
  ],
  echoEverything: [everything],
};

test('values there and back', () => {
  for (const make of [callsWith, typedCallsWith]) {
    for (const [name, values] of Object.entries(VALUES)) {
      const host = new Host();
      const calls = make(host);
      for (const value of values) {
        assert.deepEqual(calls[name](value), value, name);
        assert.deepEqual(host.heard.pop(), value, name);
      }
    }
  }
});

test('the host may say something else', () => {
  const says = { echoU8: 7, echoString: 'other', echoBytes: Buffer.from('x'), echoNumbers: new Set([1, 2]) };
  const host = new Host(says);
  const calls = callsWith(host);
  assert.equal(calls.echoU8(1), 7);
  assert.equal(calls.echoString('a'), 'other');
  assert.deepEqual(calls.echoBytes(new Uint8Array()), Uint8Array.from(says.echoBytes));
  assert.deepEqual(calls.echoNumbers([]), Uint32Array.of(1, 2));
  assert.deepEqual(host.heard, [1, 'a', new Uint8Array(), new Uint32Array()]);
});

const WRONG: Record<string, [unknown, typeof TypeError | typeof RangeError, string]> = {
  echoBool: [1, TypeError, 'expected a boolean, got 1'],
  echoU8: [256, RangeError, 'expected an integer from 0 to 255, got 256'],
  echoS16: ['1', TypeError, 'expected a number (s16), got "1"'],
  echoU64: [-1n, RangeError, 'expected an integer from 0 to 18446744073709551615, got -1n'],
  echoF64: [null, TypeError, 'expected a number (f64), got null'],
  echoChar: ['ab', RangeError, 'expected a string of one Unicode scalar value, got "ab"'],
  echoString: ['\ud800', RangeError, 'expected well-formed text, got a lone surrogate'],
  echoBytes: [
    'text',
    TypeError,
    'expected an ArrayBuffer or a view of one, such as a Uint8Array, got "text"',
  ],
  echoNumbers: [[1, 2, -1], RangeError, '[2]: expected an integer from 0 to 4294967295, got -1'],
  echoStrings: [['a', 5], TypeError, '[1]: expected a string, got 5'],
  echoFixed: [[1, 2], RangeError, 'expected an array of 4 numbers (u32), got 2'],
  echoMap: [new Map([['a', 'b']]), TypeError, '["a"]: expected a number (u32), got "b"'],
  echoTuple: [[1, 2, 3], TypeError, '[1]: expected a string, got 2'],
  echoNestedOption: [5, TypeError, 'expected an object { tag, val }, got 5'],
  echoPoint: [undefined, TypeError, 'expected an object, got undefined'],
  echoShape: [
    { tag: 'square' },
    RangeError,
    "tag: expected one of 'circle', 'rectangle', 'named', 'empty', got \"square\"",
  ],
  echoColour: ['pink', RangeError, "expected one of 'red', 'green', 'blue', got \"pink\""],
  echoPermissions: [{ read: 1 }, TypeError, 'read: expected a boolean, got 1'],
};

/** The host gives this for the function: an error with its path, after which the instance is not used again. */
function refused(name: string, value: unknown, type: typeof TypeError | typeof RangeError, message: string) {
  for (const make of [callsWith, typedCallsWith]) {
    const calls = make(new Host({ [name]: value }));
    const function_ = component.imports.find(({ member }) => member === name)?.name;
    const good = (VALUES[name] as unknown[])[0];
    const place = `fixtures:imports/host.${function_}`;
    throws(() => calls[name](good), type, `${place} returned a wrong value: ${message}`);
    throws(() => calls.answer(), InstanceError, /cannot be used after a failed call/);
  }
}

test('wrong values', () => {
  for (const [name, [value, type, message]] of Object.entries(WRONG)) refused(name, value, type, message);
});

test('wrong values deep inside', () => {
  const people = [{ ...person, tags: ['a', 5] }];
  refused('echoPeople', people, TypeError, '[0].tags[1]: expected a string, got 5');
  const wrong = { ...everything, a: 300 };
  refused('echoEverything', wrong, RangeError, 'a: expected an integer from 0 to 255, got 300');
});

// They are no wrong values of the host's.
test('wrong arguments', () => {
  const host = new Host();
  const calls = callsWith(host);
  throws(() => calls.echoString(5), TypeError, 'v: expected a string, got 5');
  assert.deepEqual(host.heard, []);
  assert.equal(calls.answer(), 42);
});

// Its getters may throw, and may call another instance.
test('code of a value', () => {
  const error = new Error('mine');
  const point = {
    get x(): number {
      throw error;
    },
    y: 1,
  };
  assert.throws(
    () => callsWith(new Host({ echoPoint: point })).echoPoint({ x: 1, y: 1 }),
    (thrown) => thrown === error,
  );
  const other = callsWith(new Host());
  const nested = {
    y: 2,
    get x(): number {
      return other.echoStrings(['a', 'b'.repeat(100_000)]).length;
    },
  };
  assert.deepEqual(callsWith(new Host({ echoPoint: nested })).echoPoint({ x: 1, y: 1 }), { x: 2, y: 2 });
});

test('many parameters', () => {
  const host = new Host();
  const calls = callsWith(host);
  assert.equal(calls.sumSixteen(), 136);
  assert.equal(calls.sumSeventeen(), 153n);
  assert.deepEqual(calls.collect(everything), everything);
  assert.deepEqual(host.heard[0], Object.values(everything));
  calls.nothing();
  assert.deepEqual(host.heard.slice(1), ['nothing']);
  assert.equal(calls.answer(), 42);
});

test('functions of the world', () => {
  const log: string[] = [];
  const imports = { host: new Host(), ...others, log: (message: string) => log.push(message) };
  const { run } = component.instantiate({ imports }).exports;
  assert.deepEqual(run(), [(1n << 64n) - 1n, '1,-1 undefined']);
  assert.deepEqual(run('short'), [(1n << 64n) - 1n, '1,-1 short']);
  assert.deepEqual(log, ['begin', '1,-1 undefined', 'begin', '1,-1 short']);

  const { host } = imports;
  const typed = new Imports(component, { ...others, host: host as Host & hosts.Host });
  assert.deepEqual(typed.run('s'), [(1n << 64n) - 1n, '1,-1 s']);
  assert.equal(typed.instance.hostResources, 0);
});

// A function without a result may give anything, as everywhere in JavaScript.
test('a result that nobody wants', () => {
  const imports = { host: new Host(), ...others, log: () => 5 };
  assert.equal(component.instantiate({ imports }).exports.run()[1], '1,-1 undefined');
});

test('many calls', () => {
  const calls = callsWith(new Host());
  assert.equal(calls.callMany(100_000), 100_000);
  calls.nothingMany(1000);
  assert.equal(calls.stringMany(1000, 'abc'), 3000n);
  assert.equal(calls.personMany(1000, person), 36_000n);
});

test('the buffer grows during a call', () => {
  const large = Array.from({ length: 3000 }, () => 'é'.repeat(1000));
  const host = Object.assign(new Host(), {
    echoString: () => callsWith(new Host()).echoStrings(large)[2999],
  });
  assert.equal(callsWith(host).echoString('a'), 'é'.repeat(1000));
  assert.deepEqual(callsWith(new Host({ echoStrings: large })).echoStrings(['a']), large);
});

// --- the context, the event loop -----------------------------------------------------------------

test('the context reaches the host', async () => {
  const variable = new AsyncLocalStorage<number>();
  const calls = callsWith(Object.assign(new Host(), { answer: () => variable.getStore() ?? 0 }));
  assert.equal(
    variable.run(5, () => calls.answer()),
    5,
  );
  assert.equal(calls.answer(), 0);
});

// A signal stops a guest that does nothing but call the host.
test('stopping between host calls', async () => {
  const controller = new AbortController();
  let made = 0;
  const add = (): number => {
    made += 1;
    if (made === 1000) controller.abort();
    return 0;
  };
  const calls = callsWith(Object.assign(new Host(), { add }));
  await assert.rejects(calls.callForeverAsync({ signal: controller.signal }), { name: 'AbortError' });
  assert.ok(made >= 1000);
});

test('the deadline between host calls', () => {
  throws(() => callsWith(new Host(), { deadline: 20 }).callForever(), DeadlineExceeded, /deadline/);
});

// The event loop turns while the guest runs, host functions or not.
test('others go on', async () => {
  const done = callsWith(new Host()).callManyAsync(20_000);
  let [turns, running] = [0, true];
  done.finally(() => (running = false));
  while (running) {
    await turn();
    turns += 1;
  }
  assert.equal(await done, 20_000);
  assert.ok(turns > 100);
});

test('many at once', async () => {
  const calls = callsWith(new Host());
  const answers = Array.from({ length: 5 }, () => calls.callManyAsync(1000));
  assert.deepEqual(await Promise.all(answers), Array(5).fill(1000));
});
