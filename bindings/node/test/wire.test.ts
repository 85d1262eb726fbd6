/** The golden vectors of the flat buffer, which the core and the Go module read as well. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { Codecs, type Codec } from '../dist/codec.js';
import { HostObjects } from '../dist/host-objects.js';
import { camelCase } from '../dist/names.js';
import { readerOf } from '../dist/reader.js';
import { entry, type Signature, type Type } from '../dist/signature.js';
import { writer, type Load } from '../dist/writer.js';
import { adopt, bind, handleOf, Resource, type Owner } from '../dist/resource.js';

interface Vectors {
  readonly world: Signature;
  readonly type: Type;
  readonly cases: readonly { readonly value: any; readonly hex: Hex; readonly blobs: readonly Hex[] }[];
  readonly invalid?: readonly { readonly hex: Hex; readonly blobs: readonly Hex[]; readonly why: string }[];
}

type Hex = string | { readonly repeat: string; readonly times: number };

const folder = join(__dirname, '..', '..', '..', 'runtimes', 'core', 'tests', 'wire');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

function bytesOf(hex: Hex): Uint8Array {
  const text = typeof hex === 'string' ? hex : hex.repeat.repeat(hex.times);
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** What the package has for a value of the vectors. */
class Values {
  private readonly classes = new Map<number, typeof Resource>();
  readonly owner: Owner;

  constructor(private readonly world: Signature) {
    const native = { queueDrop(): void {}, dropHandle: () => undefined } as unknown as Owner['native'];
    this.owner = {
      native,
      functions: [],
      asyncFunctions: [],
      host: undefined,
      objects: new HostObjects(),
      resource: (id) => this.resource(id),
      drop: () => undefined,
      errorOf: (failure) => failure,
    };
  }

  private resource(id: number): typeof Resource {
    const known = this.classes.get(id) ?? bind(class extends Resource {}, 'resource', this.owner);
    this.classes.set(id, known);
    return known;
  }

  of(type: Type, json: any): any {
    const all = (of: Type, list: any): any[] => repeated(list).map((item: any) => this.of(of, item));
    const maybe = (of: Type | undefined, item: any): object =>
      of === undefined ? {} : { val: this.of(of, item) };
    if (typeof type === 'string') return primitive(type, json);
    const def = entry(this.world, type);
    switch (def?.kind) {
      case 'record':
        return Object.fromEntries(
          def.fields.map(({ name, type: of }) => [camelCase(name), this.of(of, json[name])]),
        );
      case 'tuple':
        return def.of.map((of, i) => this.of(of, json[i]));
      case 'variant':
        return {
          tag: json.case,
          ...maybe(def.cases.find(({ name }) => name === json.case)?.type, json.value),
        };
      case 'enum':
        return json;
      case 'flags':
        return Object.fromEntries(def.flags.map((name) => [camelCase(name), json.includes(name)]));
      case 'list': {
        const items = all(def.of, json);
        const Numbers = def.length === undefined ? typedArray(def.of) : undefined;
        return Numbers === undefined ? items : Numbers.from(items);
      }
      case 'map':
        return new Map(
          json.map(([key, value]: [any, any]) => [this.of(def.key, key), this.of(def.value, value)]),
        );
      case 'option': {
        const nested = entry(this.world, def.of)?.kind === 'option';
        if (json === null) return nested ? { tag: 'none' } : undefined;
        const val = this.of(def.of, json.some);
        return nested ? { tag: 'some', val } : val;
      }
      case 'result':
        return 'err' in json
          ? { tag: 'err', ...maybe(def.err, json.err) }
          : { tag: 'ok', ...maybe(def.ok, json.ok) };
      case 'own':
      case 'borrow':
        return adopt(this.owner.resource(def.of), json);
      default:
        return assert.fail(`no values of ${JSON.stringify(def)}`);
    }
  }
}

function repeated(json: any): any {
  if (json === null || typeof json !== 'object' || !('repeat' in json)) return json;
  return Array(json.times).fill(json.repeat);
}

function primitive(type: string, json: any): unknown {
  const numbers: Record<string, number> = { nan: NaN, inf: Infinity, '-inf': -Infinity };
  if (type === 'u64' || type === 's64') return BigInt(json);
  if (type === 'f32') return Math.fround(numbers[json] ?? json);
  if (type === 'f64') return numbers[json] ?? json;
  if (type === 'string' && typeof json === 'object') return json.repeat.repeat(json.times);
  return json;
}

function typedArray(type: Type): any {
  const classes: Record<string, unknown> = {
    u8: Uint8Array,
    s8: Int8Array,
    u16: Uint16Array,
    s16: Int16Array,
    u32: Uint32Array,
    s32: Int32Array,
    u64: BigUint64Array,
    s64: BigInt64Array,
    f32: Float32Array,
    f64: Float64Array,
  };
  return classes[String(type)];
}

/** Handles have no value of their own: they are compared by their number. */
function comparable(value: any): any {
  if (!(value instanceof Resource)) return value;
  return handleOf(value.constructor as typeof Resource, value);
}

/** Reads every file of vectors, with the codec of its type. */
async function each(
  t: TestContext,
  work: (vectors: Vectors, codec: Codec, values: Values) => void,
): Promise<void> {
  assert.ok(files.length > 30);
  for (const name of files) {
    await t.test(name, () => {
      const vectors = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Vectors;
      work(vectors, new Codecs(vectors.world).of(vectors.type), new Values(vectors.world));
    });
  }
}

test('vectors are written', (t) =>
  each(t, (vectors, codec, values) => {
    for (const { value, hex, blobs } of vectors.cases) {
      writer.owner = values.owner;
      writer.load = undefined;
      const start = writer.position;
      try {
        codec.write(writer, values.of(vectors.type, value));
        const written = writer.views.u8.slice(start, writer.position);
        assert.equal(Buffer.from(written).toString('hex'), Buffer.from(bytesOf(hex)).toString('hex'));
        const beside = (writer.load as Load | undefined)?.blobs ?? [];
        const sent = beside.map((blob) => new Uint8Array(blob.buffer, blob.byteOffset, blob.byteLength));
        assert.deepEqual(
          sent.map((blob) => Uint8Array.from(blob)),
          blobs.map(bytesOf),
        );
      } finally {
        writer.position = start;
        writer.load = writer.lent = undefined;
      }
    }
  }));

test('vectors are read', (t) =>
  each(t, (vectors, codec, values) => {
    for (const { value, hex, blobs } of vectors.cases) {
      const reader = readerOf([bytesOf(hex), ...blobs.map(bytesOf)]);
      reader.owner = values.owner;
      const read = codec.read(reader);
      reader.finish();
      assert.deepEqual(comparable(read), comparable(values.of(vectors.type, value)));
    }
  }));

test('nothing else is read', async (t) => {
  let wrong = 0;
  await each(t, (vectors, codec, values) => {
    for (const { hex, blobs, why } of vectors.invalid ?? []) {
      const reader = readerOf([bytesOf(hex), ...blobs.map(bytesOf)]);
      reader.owner = values.owner;
      const read = (): void => {
        codec.read(reader);
        reader.finish();
      };
      assert.throws(read, /^OutwitError: a defect in outwit: the result /, why);
      wrong += 1;
    }
  });
  assert.ok(wrong >= 30, `only ${wrong} buffers are wrong`);
});
