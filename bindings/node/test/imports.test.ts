/** What a component imports: functions of an interface, and of the world itself. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { DeadlineExceeded, InstanceError, LinkError, load, type InstanceOptions } from 'outwit';
import { Imports, type types } from '../build/golden/imports/golden/typescript/index.js';
import { placesIn } from '../dist/host-names.js';
import { Host, others, typedHost } from './hosts.js';
import { fileOf, throws } from './support.js';

const component = load(fileOf('imports'));

/** The functions that call the host's, of a new instance. */
function callsWith(host: object, options?: InstanceOptions): any {
  return component.instantiate({ imports: { host, ...others }, ...options }).exports[
    'fixtures:imports/calls'
  ];
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

for (const [name, values] of Object.entries(VALUES)) {
  test(`${name}: values there and back`, () => {
    const host = new Host();
    const calls = callsWith(host);
    for (const value of values) {
      assert.deepEqual(calls[name](value), value);
      assert.deepEqual(host.heard.pop(), value);
    }
  });
}

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
  echoPeople: [[{ ...person, tags: ['a', 5] }], TypeError, '[0].tags[1]: expected a string, got 5'],
  echoShape: [
    { tag: 'square' },
    RangeError,
    "tag: expected one of 'circle', 'rectangle', 'named', 'empty', got \"square\"",
  ],
  echoColour: ['pink', RangeError, "expected one of 'red', 'green', 'blue', got \"pink\""],
  echoPermissions: [{ read: 1 }, TypeError, 'read: expected a boolean, got 1'],
  echoEverything: [{ ...everything, a: 300 }, RangeError, 'a: expected an integer from 0 to 255, got 300'],
};

for (const [name, [value, type, message]] of Object.entries(WRONG)) {
  test(`${name}: a wrong value is an error with its path`, () => {
    const calls = callsWith(new Host({ [name]: value }));
    const function_ = component.imports.find(({ member }) => member === name)?.name;
    const good = (VALUES[name] as unknown[])[0];
    const place = `fixtures:imports/host.${function_}`;
    throws(() => calls[name](good), type, `${place} returned a wrong value: ${message}`);
    throws(() => calls.answer(), InstanceError, /cannot be used after a failed call/);
  });
}

test('a getter of a value may throw, and may call another instance', () => {
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
});

test('many calls', () => {
  const calls = callsWith(new Host());
  assert.equal(calls.callMany(100_000), 100_000);
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

test('the deadline between calls', () => {
  throws(() => callsWith(new Host(), { deadline: 20 }).callForever(), DeadlineExceeded, /deadline/);
});

// --- finding them --------------------------------------------------------------------------------

/** The functions that an error names. */
function named(error: unknown): string[] {
  assert.ok(error instanceof LinkError);
  const list = error.message.slice(error.message.indexOf(': ') + 2);
  return list.split('; ').map((part) => part.replace(/: .*/, '').replace(/^.*\./, ''));
}

test('what is missing is listed with its signatures', () => {
  assert.throws(
    () => component.instantiate(),
    (error: unknown) => {
      assert.equal(named(error).length, component.imports.length);
      const { message } = error as Error;
      assert.match(message, /fixtures:imports\/host\.echo-u8: func\(v: u8\) -> u8/);
      assert.match(message, /describe: func\(p: point, style: option<string>\) -> string/);
      return true;
    },
  );
  const host = Object.assign(new Host(), { answer: undefined, add: null });
  assert.throws(
    () => component.instantiate({ imports: { host, ...others, now: undefined } }),
    (error) => named(error).sort().join() === 'add,answer,now',
  );
});

test('a typed value with holes', () => {
  const broken = { host: undefined as never, ...others };
  assert.throws(
    () => new Imports(component, broken),
    (error) => named(error).length === component.imports.length - 3,
  );
});

test('names of interfaces and functions', () => {
  const host = new Host() as unknown as Record<string, unknown>;
  const members = component.imports.filter((own) => own.interface !== undefined);
  const asInWit = Object.fromEntries(
    members.map((own) => [own.name, (host[own.member] as Function).bind(host)]),
  );
  for (const given of [host, asInWit]) {
    for (const name of ['fixtures:imports/host', 'host']) {
      const instance = component.instantiate({ imports: { [name]: given, ...others } });
      assert.equal(instance.exports['fixtures:imports/calls'].callMany(5), 5);
    }
  }
});

test('names that could mean several', () => {
  const define = (id: string, name: string) => ({ interface: id, name, params: [] });
  const imports = [
    define('a:x/store@1.0.0', 'get'),
    define('a:x/store@2.0.0', 'get'),
    define('b:y/shop', '[constructor]item'),
    define('b:y/shop', '[static]item.open'),
    { name: 'to-string', params: [] },
  ];
  const signature = { outwit: 1, name: 'a:b/c', types: [], exports: [], imports };
  const places = placesIn({ 'a:x/store@2.0.0': {}, shop: { '[static]item.open': 1 } }, signature);
  assert.deepEqual(places, [
    ['a:x/store@1.0.0', 'get'],
    ['a:x/store@2.0.0', 'get'],
    ['shop', 'newItem'],
    ['shop', '[static]item.open'],
    [null, 'toString_'],
  ]);
  for (const name of ['a:x/store', 'store']) {
    throws(
      () => placesIn({ [name]: {} }, signature),
      LinkError,
      `${name} could be a:x/store@1.0.0 or a:x/store@2.0.0`,
    );
  }
});

test('what is no function', () => {
  const host = Object.assign(new Host(), { answer: 42 });
  const message = 'fixtures:imports/host.answer: expected a function, got 42';
  throws(() => component.instantiate({ imports: { host, ...others } }), TypeError, message);
  throws(() => component.instantiate({ imports: 5 as never }), TypeError, 'imports: expected an object');
});

test('imports of a component', () => {
  const [first] = component.imports;
  assert.deepEqual(first, {
    interface: 'fixtures:imports/host',
    name: 'echo-bool',
    signature: 'echo-bool: func(v: bool) -> bool',
    params: [{ name: 'v', type: 'bool' }],
    member: 'echoBool',
  });
  assert.equal(component.imports.at(-1)?.interface, undefined);
  assert.deepEqual(load(fileOf('records')).imports, []);
});

test('generated code', () => {
  const host = typedHost();
  const { calls, run, instance } = (() => {
    const imports = new Imports(component, { host, ...others }, { deadline: 60_000 });
    return { calls: imports.calls, run: imports.run.bind(imports), instance: imports.instance };
  })();
  const point: types.Point = calls.echoPoint({ x: 1, y: 2 });
  assert.deepEqual(point, { x: 1, y: 2 });
  assert.equal(run('s')[1], '1,-1 s');
  assert.equal(instance.hostResources, 0);
});
