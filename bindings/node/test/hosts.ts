/** What the components of `wit-fixtures` import, for the tests that implement it. */

import { WitError, type Instance } from 'outwit';
import type { host as hosts, types as values } from '../build/golden/imports/golden/typescript/index.js';
import type { store } from '../build/golden/host_errors/golden/typescript/index.js';
import { HostResources, things, type user } from '../build/golden/host_resources/golden/typescript/index.js';
import type { peer } from '../build/golden/reentry/golden/typescript/index.js';
import { fileOf, instanceOf } from './support.js';

/** Gives back what it is given, unless `says` has something else for the function. */
export class Host {
  /** What it was given, the last one at the end. */
  readonly heard: unknown[] = [];

  constructor(private readonly says: Readonly<Record<string, unknown>> = {}) {
    const echo = (name: string) => (value: unknown) => {
      this.heard.push(value);
      return name in this.says ? this.says[name] : value;
    };
    for (const name of ECHOES) (this as Record<string, unknown>)[name] = echo(name);
  }

  nothing(): void {
    this.heard.push('nothing');
  }

  answer(): number {
    return 42;
  }

  add(a: number, b: number): number {
    return (a + b) >>> 0;
  }

  sumSixteen(...numbers: number[]): number {
    return numbers.length === 16 ? numbers.reduce((sum, number) => sum + number) : 0;
  }

  sumSeventeen(...numbers: number[]): bigint {
    return BigInt(numbers.length === 17 ? numbers.reduce((sum, number) => sum + number) : 0);
  }

  collect(...fields: unknown[]): values.Everything {
    this.heard.push(fields);
    return Object.fromEntries(fields.map((field, i) => [LETTERS[i], field])) as unknown as values.Everything;
  }
}

const LETTERS = 'abcdefghijklmnopq';
const ECHOES = [
  ...['Bool', 'U8', 'S8', 'U16', 'S16', 'U32', 'S32', 'U64', 'S64', 'F32', 'F64', 'Char', 'String', 'Bytes'],
  ...['Numbers', 'Floats', 'Strings', 'Fixed', 'Map', 'Tuple', 'Option', 'NestedOption', 'Results', 'Point'],
  ...['Person', 'People', 'Shape', 'Colour', 'Permissions', 'Everything'],
].map((name) => `echo${name}`);

/** The same with the type that the compiler checks. */
export function typedHost(): Host & hosts.Host {
  return new Host() as Host & hosts.Host;
}

/** The functions of the world itself. */
export const others = {
  log: (_message: string): void => undefined,
  now: (): bigint => (1n << 64n) - 1n,
  describe: (point: values.Point, style: string | undefined): string => `${point.x},${point.y} ${style}`,
};

/** Throws what it is told to, or else answers. */
export class Store implements store.Store {
  readonly notes: string[] = [];

  constructor(
    public thrown?: { readonly value: unknown },
    private readonly answers: Readonly<Record<string, unknown>> = {},
  ) {}

  private say(name: string, otherwise: any): any {
    if (this.thrown !== undefined) throw this.thrown.value;
    return name in this.answers ? this.answers[name] : otherwise;
  }

  get(key: string): string {
    return this.say('get', `value of ${key}`);
  }
  parse(_text: string): number {
    return this.say('parse', 5);
  }
  measure(v: number): number {
    return this.say('measure', v);
  }
  detailed(v: number): number {
    return this.say('detailed', v);
  }
  numbered(v: number): string {
    return this.say('numbered', String(v));
  }
  listed(v: number): Uint32Array {
    return this.say('listed', Uint32Array.of(v));
  }
  put(_key: string, _value: string): void {
    this.say('put', undefined);
  }
  untyped(v: number): number {
    return this.say('untyped', v);
  }
  plain(_v: boolean): void {
    this.say('plain', undefined);
  }
  optional(v: number | undefined): number | undefined {
    return this.say('optional', v);
  }
  must(text: string): string {
    return this.say('must', text);
  }
  note(text: string): void {
    this.notes.push(text);
    this.say('note', undefined);
  }
  history(): ReturnType<store.Store['history']> {
    return this.say('history', []);
  }
  nested(v: number): ReturnType<store.Store['nested']> {
    return this.say('nested', { tag: 'ok', val: v });
  }
}

/** A number that goes up, and tells when it is disposed of. */
export class Counter implements things.Counter {
  constructor(
    readonly things: Things,
    public number: number,
  ) {
    things.made.push(this);
  }

  increment(by: number): number {
    return (this.number += by);
  }
  value(): number {
    return this.number;
  }
  clone(): Counter {
    return new Counter(this.things, this.number);
  }
  add(other: Counter): void {
    this.number += other.number;
  }
  absorb(other: Counter): void {
    this.number += other.number;
    this.things.absorbed.push(other);
  }
  next(): Counter {
    if (this.number === 0xffff_ffff) throw new WitError('there is no number after this one');
    return new Counter(this.things, this.number + 1);
  }
  [Symbol.dispose](): void {
    this.things.disposed.push(this);
  }
}

/** A word, without a hook. */
export class Token implements things.Token {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  text(): string {
    return this.#text;
  }
}

/** The host's things. */
export class Things implements things.Things {
  readonly made: Counter[] = [];
  readonly disposed: Counter[] = [];
  readonly absorbed: Counter[] = [];
  readonly sum = sumOf;
  readonly finishMany = sumOf;

  newCounter(start: number): Counter {
    return new Counter(this, start);
  }
  counterZero(): Counter {
    return new Counter(this, 0);
  }
  counterParse(text: string): Counter {
    if (!/^\d+$/.test(text)) throw new WitError(`'${text}' is not a number`);
    return new Counter(this, Number(text));
  }
  counterLargest(counters: Counter[]): Counter | undefined {
    return counters.reduce<Counter | undefined>(
      (largest, counter) => (largest !== undefined && largest.number > counter.number ? largest : counter),
      undefined,
    );
  }
  newToken(text: string): Token {
    if (text === '') throw new WitError('a token has a text');
    return new Token(text);
  }
  pass(c: Counter): Counter {
    return c;
  }
  peek(c: Counter): number {
    return c.number;
  }
  same(a: Counter, b: Counter): boolean {
    return a === b;
  }
  makeMany(count: number): Counter[] {
    return Array.from({ length: count }, (_, number) => new Counter(this, number));
  }
  maybe(make: boolean): Counter | undefined {
    return make ? new Counter(this, 1) : undefined;
  }
  peekOption(c: Counter | undefined): number | undefined {
    return c?.number;
  }
  label(label: string, item: Counter): things.Labelled {
    return { label, item };
  }
  echoEither(v: things.Either): things.Either {
    return v;
  }
  request(grant: boolean, text: string | undefined): Counter {
    if (grant) return new Counter(this, 1);
    throw new things.RefusalError(text === undefined ? { tag: 'no' } : { tag: 'keep', val: new Token(text) });
  }
}

/** An instance that holds things of the host's. */
export interface Opened {
  readonly user: user.User;
  readonly instance: Instance;
  readonly things: Things;
}

export function opened(things = new Things()): Opened {
  const { user, instance } = new HostResources(fileOf('host_resources'), { things });
  return { user, instance, things };
}

/** The same without generated code. */
export function openedDynamically(things = new Things()): Opened {
  const instance = instanceOf('host_resources', { imports: { things: things as object as {} } });
  return { user: instance.exports['fixtures:host-resources/user'], instance, things };
}

function sumOf(counters: Counter[]): number {
  return counters.reduce((sum, counter) => sum + counter.number, 0);
}

/** Whom walkers ask. */
export class Peer implements peer.Peer {
  readonly numbers: number[] = [];

  step(left: number): number | Promise<number> {
    return left;
  }
  visit(text: string): string {
    return text;
  }
  gone(number: number): void {
    this.numbers.push(number);
  }
}
