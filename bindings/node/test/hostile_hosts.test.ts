/**
 * A host that gives all kinds of wrong values: each is an error that says where, and nothing else is changed.
 * `OUTWIT_CASES` is how many are tried in each case, `OUTWIT_SEED` where chance begins.
 */

import assert from 'node:assert/strict';
import test from 'node:test';
import { InstanceError, load, WitError, type FunctionDef, type Instance } from 'outwit';
import { Host, others } from './hosts.js';
import { KEY, Random, thrownBy, Values, type Objects, type Wrong } from './hostile.js';
import { fileOf, instanceOf } from './support.js';
import { generatedWorldOf } from './ways.js';

const CASES = Number(process.env['OUTWIT_CASES'] ?? 2000);
const SEED = Number(process.env['OUTWIT_SEED'] ?? 1);
const STEMS = [
  ...[
    'bools',
    'bytes',
    'chars',
    'enums',
    'fixed_lists',
    'flags',
    'floats',
    'integers',
    'lists',
    'many_params',
  ],
  ...['maps', 'nesting', 'number_lists', 'options', 'records', 'results', 'strings', 'tuples', 'variants'],
];

/** An instance, its functions with their types, and values for them. */
class Target {
  readonly values: Values;
  readonly functions: readonly (readonly [number, FunctionDef])[];

  constructor(
    readonly instance: Instance,
    own: ReadonlyMap<number, Objects> = new Map(),
  ) {
    const { signature } = instance.world;
    this.values = new Values(signature, own);
    this.functions = [...signature.exports.entries()].filter(
      ([, { params }]) => params.length > 0 && params.every(({ type }) => this.values.areMade(type)),
    );
  }

  get echoes(): readonly (readonly [number, FunctionDef])[] {
    return this.functions.filter(([, own]) => isEcho(own));
  }

  /** Right values for the functions' parameters, but for one. */
  arguments(
    { params }: FunctionDef,
    random: Random,
    seed: number,
  ): { args: unknown[]; path: string; wrong: Wrong } {
    const args = params.map(({ type }) => this.values.right(type, seed));
    const bad = random.below(params.length);
    const { type, name } = params[bad] as FunctionDef['params'][0];
    const { made, path, wrong } = this.values.wrong(type, name, seed);
    args[bad] = made;
    return { args, path, wrong };
  }

  /** A right value comes back. */
  passes([place, { params, result }]: readonly [number, FunctionDef], seed: number): void {
    const right = this.values.right((params[0] as FunctionDef['params'][0]).type, seed);
    const fallible = result !== undefined && this.values.kind(result) === 'result';
    let back: unknown;
    try {
      const value = this.instance.functions[place](right);
      back = !fallible ? value : value === undefined ? { tag: 'ok' } : { tag: 'ok', val: value };
    } catch (error) {
      assert.ok(fallible && error instanceof WitError, String(error));
      back = error.payload === undefined ? { tag: 'err' } : { tag: 'err', val: error.payload };
    }
    assert.deepEqual(plain(back), plain(right));
  }
}

function isEcho({ name, params, result }: FunctionDef): boolean {
  return name.startsWith('echo') && params.length === 1 && params[0]?.type === result;
}

/** The same with arrays for typed arrays, in which `list<u32, 4>` and its kin may be given, and without what is not there. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return [...(value as Uint8Array)];
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return new Map([...value].map(([key, own]) => [key, plain(own)]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, own]) => own !== undefined);
  return Object.fromEntries(entries.map(([key, own]) => [key, plain(own)]));
}

/** The call fails because of the value at this place. */
function refused(call: () => unknown, { value, own, deep, loose }: Wrong, path: string, note: string): void {
  let error: unknown;
  try {
    call();
  } catch (thrown) {
    error = thrown;
  }
  const isOurs =
    error instanceof Error && (error.constructor === TypeError || error.constructor === RangeError);
  const text = isOurs ? (error as Error).message : '';
  // Of what a map's key is in a path, there are several forms.
  const place = path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(KEY, '.*');
  const expected = new RegExp(deep === true ? `^${place}` : `^${place}: `, 's');
  const itsOwn = own ?? thrownBy.get(Object(value));
  const right =
    (itsOwn !== undefined && error === itsOwn) ||
    (own === undefined && (expected.test(text) || (loose === true && isOurs)));
  assert.ok(right, `${note}: ${describe(value)} at ${path}: ${error as Error}`);
}

function describe(value: unknown): string {
  try {
    return `${typeof value} ${JSON.stringify(value)?.slice(0, 80)}`;
  } catch {
    return typeof value;
  }
}

/** Functions with right values but for one place: an error, and right ones still pass. */
function checkArguments(stem: string, instance: Instance): void {
  const target = new Target(instance);
  const random = new Random(SEED);
  for (let round = 0; round < CASES / STEMS.length; round++) {
    const seed = random.bits();
    const chosen = random.choice(target.functions);
    const [place, own] = chosen;
    const { args, path, wrong } = target.arguments(own, random, seed);
    refused(() => instance.functions[place](...args), wrong, path, `${stem}.${own.name}, seed ${seed}`);
    if (isEcho(own)) target.passes(chosen, seed);
  }
}

test('wrong arguments', () => {
  for (const stem of STEMS) checkArguments(stem, instanceOf(stem));
});

test('wrong arguments of generated types', () => {
  for (const stem of STEMS) checkArguments(stem, generatedWorldOf(stem).instance);
});

test('wrong answers', () => {
  const random = new Random(SEED);
  const component = load(fileOf('imports'));
  const says: Record<string, unknown> = {};
  for (let round = 0; round < CASES / 4; round++) {
    const seed = random.bits();
    const host = new Host(says);
    const target = new Target(
      component.instantiate({ imports: { 'fixtures:imports/host': host, ...others } }),
    );
    const [place, own] = random.choice(target.echoes);
    const member = own.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    delete says[member];
    target.passes([place, own], seed);
    const { made, path, wrong } = target.values.wrong(own.result as number, '', seed);
    says[member] = made;
    const argument = target.values.right((own.params[0] as FunctionDef['params'][0]).type, seed);
    const returned = `fixtures:imports/host.${own.name} returned a wrong value`;
    const whole = path === '' ? returned : `${returned}: ${path}`;
    refused(() => target.instance.functions[place](argument), wrong, whole, `${own.name}, seed ${seed}`);
    assert.throws(() => target.instance.functions[place](argument), InstanceError);
    target.instance.close();
    delete says[member];
  }
});

/** Resources of a component, and what is none of them. */
class Items implements Objects {
  private readonly made: any[] = [];

  constructor(
    private readonly Item: any,
    private readonly Foreign: any,
  ) {}

  right(): object {
    this.made.push(new this.Item(this.made.length));
    return this.made.at(-1);
  }

  wrongs(): Wrong[] {
    const closed = new this.Item(1);
    closed.dispose();
    const several = [
      closed,
      new this.Foreign(2),
      this.Item,
      Object.create(this.Item.prototype),
      { number: () => 1 },
    ];
    return several.map((value) => ({ value }));
  }

  /** None of them is gone. */
  check(): void {
    assert.deepEqual(
      this.made.map((item) => item.number()),
      [...this.made.keys()],
    );
    for (const item of this.made.splice(0)) item.dispose();
  }
}

test('wrong resources', () => {
  const [instance, other] = [instanceOf('resources_everywhere'), instanceOf('resources_everywhere')];
  const id = 'fixtures:resources-everywhere/places';
  const items = new Items(instance.exports[id].Item, other.exports[id].Item);
  const place = instance.world.signature.types.findIndex(({ kind }) => kind === 'resource');
  const target = new Target(instance, new Map([[place, items]]));
  const random = new Random(SEED);
  for (let round = 0; round < CASES / 2; round++) {
    const seed = random.bits();
    const [at, own] = random.choice(target.functions);
    const { args, path, wrong } = target.arguments(own, random, seed);
    refused(() => instance.functions[at](...args), wrong, path, `${own.name}, seed ${seed}`);
    items.check();
  }
  assert.equal(instance.exports[id].live(), 0);
  assert.equal(instance.guestResources, 0);
});

/** What the component calls a counter. */
class Counter {
  increment(): void {}
  value(): void {}
  clone(): void {}
  add(): void {}
  absorb(): void {}
  next(): void {}
}

/** The host's own objects, and what cannot stand for them. */
const counters: Objects = {
  right: () => new Counter(),
  wrongs() {
    const { value, own } = Object.assign(Object.create(Counter.prototype), { value: 1, own: new Error() });
    const several = [Counter, { increment() {} }, { ...new Counter(), value, own }, [new Counter()]];
    return several.map((value) => ({ value }));
  },
};

test('wrong objects', () => {
  const id = 'fixtures:host-resources/things';
  const imports = { [id]: new Proxy({}, { get: () => () => undefined }) };
  const instance = instanceOf('host_resources', { imports });
  const { types } = instance.world.signature;
  const own = [...types.entries()].filter(([, type]) => type.kind === 'resource' && type.name === 'counter');
  const target = new Target(instance, new Map(own.map(([place]) => [place, counters])));
  const random = new Random(SEED);
  for (let round = 0; round < CASES / 2; round++) {
    const seed = random.bits();
    const [place, own] = random.choice(target.functions);
    const { args, path, wrong } = target.arguments(own, random, seed);
    refused(() => instance.functions[place](...args), wrong, path, `${own.name}, seed ${seed}`);
    assert.equal(instance.hostResources, 0);
  }
});

/** An array one of whose elements does something when it is read. */
function busy(values: readonly unknown[], at: number, work: (list: unknown[]) => void): unknown[] {
  const list = [...values];
  let done = false;
  const get = (): unknown => {
    // Changing the list reads it, too.
    if (!done) {
      done = true;
      work(list);
    }
    return values[at];
  };
  return Object.defineProperty(list, at, { get, configurable: true, enumerable: true });
}

test('values that change', () => {
  const instance = instanceOf('number_lists');
  const target = new Target(instance);
  const named = new Map(target.functions.map(([place, own]) => [own.name, instance.functions[place]]));
  const random = new Random(SEED);
  const changes: ((list: unknown[]) => void)[] = [
    (list) => (list.length = 0),
    (list) => list.pop(),
    (list) => list.push(7),
    (list) => (list.length = 20),
  ];
  for (let round = 0; round < CASES / 20; round++) {
    const values = Array.from({ length: 1 + random.below(9) }, (_, i) => i);
    const [at, change] = [random.below(values.length), random.choice(changes)];
    for (const name of ['echo-u32', 'echo-s16', 'echo-f64']) {
      assert.throws(
        () => named.get(name)(busy(values, at, change)),
        (error: Error) => {
          assert.match(error.message, /^v(: expected a list that stays as it is|\[\d+\]: )/);
          return true;
        },
      );
      assert.deepEqual([...named.get(name)([1, 2])], [1, 2]);
    }
  }
  const options = instanceOf('options').exports['fixtures:options/echo'];
  assert.throws(
    () => options.echoList(busy(['a', 'b', undefined], 1, (list) => list.pop())),
    /^RangeError: v: expected a list that stays as it is during the call/,
  );
  // Memory that is taken away after it was found.
  const bytes = instanceOf('bytes').exports['fixtures:bytes/echo'];
  for (const size of [10, 5000]) {
    const data = new Uint8Array(size);
    const take = (list: unknown[]): void => {
      structuredClone(data.buffer, { transfer: [data.buffer] });
      void list;
    };
    const call = (): unknown => bytes.echoList(busy([data, new Uint8Array(1)], 1, take));
    if (size < 4096) return void call();
    assert.throws(call, /^RangeError: .*expected memory that stays as it is during the call/);
  }
});

test('values that call back', () => {
  // Code that runs while arguments are read calls components itself.
  const [instance, other] = [instanceOf('number_lists'), instanceOf('number_lists')];
  const { echoU32, echoF64 } = instance.exports['fixtures:number-lists/echo'];
  const another = other.exports['fixtures:number-lists/echo'];
  const long = Array.from({ length: 100_000 }, (_, i) => i);
  for (const echo of [echoU32, echoF64]) {
    const heard: unknown[] = [];
    const list = busy([1, 2, 3], 1, () => heard.push([...another.echoF64(long)], [...echo([7])]));
    assert.deepEqual([...echo(list)], [1, 2, 3]);
    assert.deepEqual(heard, [long, [7]]);
  }
  assert.throws(() => echoU32(busy([1, 2, 3], 1, () => instance.close())), InstanceError);
});

test('buffers', () => {
  // Whatever lies how in memory: what arrives is what JavaScript sees in it, or an error says why not.
  const target = new Target(instanceOf('number_lists'));
  const lists = target.echoes.filter(([, { result }]) => target.values.kind(result as number) === 'list');
  const random = new Random(SEED);
  let passed = 0;
  for (let round = 0; round < CASES / 2; round++) {
    const [place, own] = random.choice(lists);
    const view = oddView(random);
    let back: ArrayLike<unknown>;
    try {
      back = target.instance.functions[place](view);
    } catch (error) {
      assert.match(String(error), /^(TypeError|RangeError): v(\[\d+\])?: /);
      continue;
    }
    const isBytes = own.name === 'echo-u8' && !(view instanceof Uint8Array);
    const seen = isBytes
      ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
      : (view as Uint8Array);
    const fits = own.name === 'echo-f32' ? Array.from(seen, (one) => Math.fround(one)) : Array.from(seen);
    assert.deepEqual(Array.from(back), fits, `${own.name}: ${view.constructor.name}`);
    passed += 1;
  }
  assert.ok(passed > CASES / 100);
});

class Lying extends Uint8Array {
  override get byteLength(): number {
    return 3;
  }
  override get length(): number {
    return 5;
  }
}

/** Memory of one of many kinds, sizes and positions. */
function oddView(random: Random): ArrayBufferView {
  const kinds: any[] = [
    ...[Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array],
    ...[BigInt64Array, BigUint64Array, Uint8ClampedArray, DataView, Buffer, Lying],
  ];
  const Kind = random.choice(kinds);
  const size = random.choice([0, 8, 64, 4096, 8192]);
  const Memory: any = random.choice([ArrayBuffer, SharedArrayBuffer]);
  const resizable = random.below(2) === 1;
  const memory = resizable ? new Memory(size + 16, { maxByteLength: size + 64 }) : new Memory(size + 16);
  new Uint8Array(memory).forEach((_, i, all) => (all[i] = i < 16 ? 255 : 0));
  const offset = random.choice([0, 8, 16]);
  if (Kind === Buffer) return Buffer.from(memory, offset, size);
  const view =
    random.below(2) === 1
      ? new Kind(memory, offset)
      : new Kind(memory, offset, size / (Kind.BYTES_PER_ELEMENT ?? 1));
  if (resizable && Memory === ArrayBuffer && random.below(2) === 1)
    memory.resize(random.choice([0, 8, 16, size + 64]));
  return view;
}
