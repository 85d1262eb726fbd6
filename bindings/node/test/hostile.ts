/** Random values of WIT types, right ones and such that are wrong in one place, which they tell. */

import type { Signature, Type, TypeDef } from 'outwit';

/** What the host's own code throws while its value is read. */
export class Own extends Error {}

/** A wrong value; what its own code throws, if it does; whether the error may be about what is in it. */
export interface Wrong {
  readonly value: unknown;
  readonly own?: Own | undefined;
  readonly deep?: boolean;
  /** Whether a method of its class, which is the language's own, may throw instead. */
  readonly loose?: boolean;
}

/** Makes objects for a resource, and what cannot stand for them. */
export interface Objects {
  right(): object;
  wrongs(): Wrong[];
}

/** Numbers by chance that a seed repeats (mulberry32). */
export class Random {
  constructor(private state: number) {}

  bits(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  below(end: number): number {
    return this.bits() % end;
  }

  choice<T>(several: readonly T[]): T {
    return several[this.below(several.length)] as T;
  }
}

const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  u8: [0, 0xff],
  s8: [-0x80, 0x7f],
  u16: [0, 0xffff],
  s16: [-0x8000, 0x7fff],
  u32: [0, 0xffff_ffff],
  s32: [-0x8000_0000, 0x7fff_ffff],
};
const LARGE: Readonly<Record<string, readonly [bigint, bigint]>> = {
  u64: [0n, (1n << 64n) - 1n],
  s64: [-(1n << 63n), (1n << 63n) - 1n],
};
const ARRAYS: Readonly<Record<string, any>> = {
  ...{ u8: Uint8Array, s8: Int8Array, u16: Uint16Array, s16: Int16Array, u32: Uint32Array, s32: Int32Array },
  ...{ u64: BigUint64Array, s64: BigInt64Array, f32: Float32Array, f64: Float64Array },
};
const TEXTS = ['', 'a', '\0', 'a\0b', 'é', '€'.repeat(20), '\u{1f600}', '\u{10ffff}', 'x'.repeat(5000)];

/** Makes values of one world's types. `own` has the objects of resources, by their type's position. */
export class Values {
  private random = new Random(0);
  private count = 0;
  private at = 0;
  private path = '';
  private found: Wrong | undefined;

  constructor(
    private readonly signature: Signature,
    private readonly own: ReadonlyMap<number, Objects> = new Map(),
  ) {}

  kind(type: Type): string {
    return typeof type === 'number' ? this.entry(type).kind : type;
  }

  /** Whether there are values of a type: there are objects for all resources in it. */
  areMade(type: Type | undefined): boolean {
    if (typeof type !== 'number') return true;
    const { kind, of = [], fields = [], cases = [], key, value, ok, err } = this.entry(type) as any;
    if (kind === 'own' || kind === 'borrow') return this.own.has(of);
    const members = [...fields, ...cases].map((own: { type?: Type }) => own.type);
    return [of, members, key, value, ok, err].flat().every((part) => this.areMade(part));
  }

  /** A right value. */
  right(type: Type, seed: number): any {
    return this.start(type, seed, 0, '');
  }

  /** A value with something wrong in it, and where that is. */
  wrong(type: Type, path: string, seed: number): { made: unknown; path: string; wrong: Wrong } {
    this.start(type, seed, 0, '');
    const made = this.start(type, seed, 1 + new Random(seed).below(this.count), path);
    return { made, path: this.path, wrong: this.found as Wrong };
  }

  private start(type: Type, seed: number, at: number, path: string): unknown {
    this.random = new Random(seed);
    this.count = 0;
    this.at = at;
    return this.value(type, path);
  }

  private entry(type: Type): TypeDef {
    return this.signature.types[type as number] as TypeDef;
  }

  private value(type: Type, path: string): unknown {
    this.count += 1;
    if (this.count === this.at) {
      this.path = path;
      this.found = this.random.choice(this.wrongs(type));
      return this.found.value;
    }
    if (typeof type !== 'number') return this.primitive(type);
    const entry = this.entry(type);
    const inside = (name: string): string => (path === '' ? name : `${path}.${name}`);
    switch (entry.kind) {
      case 'list': {
        // Nothing is wrong inside of bytes.
        if (entry.of === 'u8' && entry.length === undefined) return Uint8Array.of(this.random.below(256), 0);
        const length = entry.length ?? this.random.below(4);
        const list = Array.from({ length }, (_, i) => this.value(entry.of, `${path}[${i}]`));
        return this.list(entry.of, entry.length, list);
      }
      case 'tuple':
        return entry.of.map((of, i) => this.value(of, `${path}[${i}]`));
      case 'map': {
        const before = this.count;
        const key = this.value(entry.key, '');
        if (this.at > before && this.at <= this.count) this.path = `${path}[key ${KEY}]${this.path}`;
        return new Map([[key, this.value(entry.value, `${path}[${KEY}]`)]]);
      }
      case 'record':
        return Object.fromEntries(
          entry.fields.map(({ name, type }) => [camelCase(name), this.value(type, inside(name))]),
        );
      case 'variant': {
        const { name, type } = this.random.choice(entry.cases);
        return this.tagged(name, type, inside(name));
      }
      case 'enum':
        return this.random.choice(entry.cases);
      case 'flags':
        return Object.fromEntries(entry.flags.map((name) => [camelCase(name), this.random.below(2) === 1]));
      case 'option': {
        const nested = this.kind(entry.of) === 'option';
        if (this.random.below(5) === 0) return nested ? { tag: 'none' } : undefined;
        if (nested) return this.tagged('some', entry.of, inside('some'));
        const made = this.value(entry.of, path);
        if (made !== null && made !== undefined) return made;
        this.found = { value: Symbol('wrong') }; // nothing would be right here
        return this.found.value;
      }
      case 'result': {
        const tag = this.random.choice(['ok', 'err'] as const);
        return this.tagged(tag, entry[tag], inside(tag));
      }
      default:
        return (this.own.get((entry as any).of) as Objects).right();
    }
  }

  /** A typed array, unless there is something wrong in it. */
  private list(of: Type, length: number | undefined, list: unknown[]): unknown {
    const wanted = of in LARGE ? 'bigint' : 'number';
    const Numbers = ARRAYS[of];
    const isRight = Numbers !== undefined && list.every((own) => typeof own === wanted);
    if (length !== undefined || !isRight) return list;
    const numbers = Numbers.from(list);
    return [...numbers].every((own, i) => Object.is(own, list[i])) ? numbers : list;
  }

  private tagged(tag: string, type: Type | undefined, path: string): object {
    return type === undefined ? { tag } : { tag, val: this.value(type, path) };
  }

  private primitive(type: string): unknown {
    switch (type) {
      case 'bool':
        return this.random.choice([true, false]);
      case 'char':
        return this.random.choice(['a', '\0', 'é', '\u{10ffff}']);
      case 'string':
        return this.random.choice(TEXTS);
      case 'f32':
      case 'f64':
        return this.random.choice([0, -0, 1.5, Infinity, -(2 ** 100)]);
      default:
        return this.random.choice<unknown>([...(LIMITS[type] ?? LARGE[type] ?? [])]);
    }
  }

  /** What is wrong wherever a type is wanted. */
  private wrongs(type: Type): Wrong[] {
    const kind = this.kind(type);
    const everywhere: unknown[] = [Symbol('wrong'), () => 1, -0.5, NaN, 'no such thing \0', 2n ** 70n];
    if (kind === 'option') everywhere.length = 0;
    else everywhere.push(null, undefined);
    const wrongs = everywhere.filter((value) => !isRight(kind, value)).map((value): Wrong => ({ value }));
    const entry = typeof type === 'number' ? this.entry(type) : undefined;
    return [...wrongs, ...this.wrongsOf(kind, entry as any)];
  }

  private wrongsOf(kind: string, entry: any): Wrong[] {
    const values = (...several: unknown[]): Wrong[] => several.map((value) => ({ value }));
    const object = throwing({ get: true });
    switch (kind) {
      case 'bool':
        return values(0, 1, 'true', new Boolean(true), []);
      case 'char':
        return values('', 'ab', '\ud800', '\udfff', 65, ['a'], 'e\u0301', new String('a'));
      case 'string':
        return values(
          '\ud800',
          'a\udc80b',
          `${'x'.repeat(6000)}\udfff`,
          1,
          ['a'],
          new String('a'),
          object.value,
        );
      case 'f32':
      case 'f64':
        return values('1', 1n, [], new Number(1), object.value, ...(kind === 'f32' ? [1e300, -3.5e38] : []));
      case 'list':
        return [...this.sequences(kind, entry), ...listWrongs(entry)];
      case 'tuple':
        return this.sequences(kind, entry);
      case 'map':
        return values(
          [],
          {},
          [['a', 1]],
          1,
          new WeakMap(),
          new Proxy(new Map(), {}),
          Object.create(Map.prototype),
        );
      case 'record': {
        const mayBeEmpty = entry.fields.every(({ type }: { type: Type }) => this.kind(type) === 'option');
        const empty = mayBeEmpty
          ? []
          : [
              { value: Object.create(null), deep: true },
              { value: [], deep: true },
            ];
        return [...values(1), ...empty, throwing({ get: true })];
      }
      case 'variant':
      case 'result': {
        const tags: unknown[] = [
          undefined,
          0,
          'no-such-case',
          ['ok'],
          new String('ok'),
          '__proto__',
          'constructor',
        ];
        return [
          ...values(1, 'ok'),
          ...tags.map((tag) => ({ value: { tag }, deep: true })),
          throwing({ get: true }),
        ];
      }
      case 'enum':
        return values('no-such-case', 0, [entry.cases[0]], new String(entry.cases[0]), 'constructor');
      case 'flags': {
        const name = camelCase(entry.flags[0]);
        const several = [{ noSuchFlag: true }, { [name]: 1 }, { [name]: 'true' }, { [name]: null }, [true]];
        return [
          ...several.map((value) => ({ value, deep: true })),
          ...values(1, true),
          throwing({ ownKeys: true }),
        ];
      }
      case 'option': {
        if (this.kind(entry.of) === 'option')
          return values(1, {}, { tag: 'ok' }).map((own) => ({ ...own, deep: true }));
        return this.wrongs(entry.of).filter(({ value }) => value !== null && value !== undefined);
      }
      case 'own':
      case 'borrow':
        return [...(this.own.get(entry.of) as Objects).wrongs(), ...values(1, {}, [])];
    }
    const [low, high] = LIMITS[kind] ?? [0, 0];
    if (kind in LIMITS)
      return values(low - 1, high + 1, 1e300, -Infinity, '1', 1n, true, [1], new Number(1), object.value);
    const [least, most] = LARGE[kind] as readonly [bigint, bigint];
    return values(least - 1n, most + 1n, 10n ** 5000n, 1, '1', true, [1n], Object(1n), object.value);
  }

  /** What is wrong for a list as for a tuple. */
  private sequences(kind: string, entry: any): Wrong[] {
    const none = { length: 1, 0: 1 };
    const wrongs: Wrong[] = [
      { value: none },
      { value: 1 },
      { value: 'text' },
      { value: {} },
      iterating('next'),
    ];
    wrongs.push(iterating('start'), { value: throwing({ get: true }).value });
    if (kind !== 'tuple' && entry.length === undefined)
      return entry.of === 'u8' ? wrongs.slice(0, 4) : wrongs;
    const length: number = kind === 'tuple' ? entry.of.length : entry.length;
    return [
      ...wrongs,
      { value: [] },
      { value: Array.from({ length: length + 1 }) },
      { value: new Uint8Array(0) },
    ];
  }
}

/** The key in paths; values of maps are asked for under it. */
export const KEY = '<key>';

/** What is wrong for lists alone. */
function listWrongs({ of, length }: { of: Type; length?: number }): Wrong[] {
  if (length !== undefined) return [];
  const lengths = [-1, 1.5, NaN, 2 ** 53, '1', Symbol('length')];
  const lying = lengths.map(
    (value) => new Proxy([], { get: (list, key) => (key === 'length' ? value : Reflect.get(list, key)) }),
  );
  const Numbers = ARRAYS[of] ?? Uint8Array;
  const loose: unknown[] = [];
  const values: unknown[] = of === 'u8' ? [[1], new Set([1])] : [...lying, cyclic()];
  if (of in ARRAYS) {
    values.push(detached(new Numbers(4)), shrunk(Numbers));
    loose.push(Object.create(Numbers.prototype), new Proxy(new Numbers(2), {}));
    if (of !== 'u8') values.push(new DataView(new ArrayBuffer(8)), new ArrayBuffer(8), [new Numbers(1)]);
    if (of === 'u8') values.push(detached(new DataView(new ArrayBuffer(8))), detached(new Float64Array(1)));
  }
  const deep = values.map((value) => ({ value, deep: true }));
  return [...deep, ...loose.map((value) => ({ value, deep: true, loose: true }))];
}

function detached<T extends ArrayBufferView>(view: T): T {
  structuredClone(view.buffer, { transfer: [view.buffer as ArrayBuffer] });
  return view;
}

/** An array whose buffer has become too small. */
function shrunk(Numbers: any): unknown {
  const buffer = new (ArrayBuffer as any)(64, { maxByteLength: 64 });
  const numbers = new Numbers(buffer, 32, 2);
  buffer.resize(8);
  return numbers;
}

function cyclic(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

/** What objects throw that are read, which may be before they are found to be wrong. */
export const thrownBy = new WeakMap<object, Own>();

/** An object whose traps throw. */
function throwing(traps: { get?: true; ownKeys?: true }): Wrong {
  const own = new Own();
  const fail = (): never => {
    throw own;
  };
  const value = new Proxy({}, Object.fromEntries(Object.keys(traps).map((trap) => [trap, fail])));
  thrownBy.set(value, own);
  return { value, own, deep: true };
}

/** An iterable that throws. */
function iterating(when: 'start' | 'next'): Wrong {
  const own = new Own();
  const fail = (): never => {
    throw own;
  };
  return { value: { [Symbol.iterator]: when === 'start' ? fail : () => ({ next: fail }) }, own };
}

/** Whether one of the values that are wrong almost everywhere is right here. */
function isRight(kind: string, value: unknown): boolean {
  if (kind === 'f32' || kind === 'f64') return typeof value === 'number';
  return kind === 'string' && typeof value === 'string';
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
