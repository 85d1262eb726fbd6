// Values of scripts as JavaScript's, in any of the forms that are taken.

import { Random } from './chance.mjs';

/** The arrays of numbers; nothing else comes out of components. */
export const ARRAYS = {
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

/** An object whose fields are read by getters of its class. */
const withGetters = (fields) => {
  class Fields {}
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(Fields.prototype, name, { get: () => value, enumerable: true });
  }
  return new Fields();
};

/** Makes values. */
export class Forms {
  constructor(types, seed) {
    this.types = types;
    this.random = new Random(seed);
  }

  /** The kind of a type: `record`, `u32`. */
  kind(type) {
    return typeof type === 'number' ? this.types[type].kind : type;
  }

  /** What is given for a value of a script. */
  make(type, tagged) {
    if (tagged === null || tagged === undefined) return undefined;
    const [kind, content, payload] = tagged;
    const entry = this.types[type];
    switch (kind) {
      case 'bool':
      case 'string':
      case 'char':
      case 'enum':
        return content;
      case 'list': {
        if (entry.of in ARRAYS) return this.#numbers(entry, content);
        return this.#sequence(content.map((part) => this.make(entry.of, part)));
      }
      case 'tuple':
        return this.#sequence(content.map((part, place) => this.make(entry.of[place], part)));
      case 'map':
        return new Map(
          content.map(([key, value]) => [this.make(entry.key, key), this.make(entry.value, value)]),
        );
      case 'record':
        return this.#object(
          content.map(([name, value], place) => [
            camelCase(name),
            this.make(entry.fields[place].type, value),
          ]),
        );
      case 'variant': {
        const { type: of } = entry.cases.find(({ name }) => name === content);
        return this.#tagged(content, of, payload);
      }
      case 'flags':
        return this.#flags(entry.flags, content);
      case 'option': {
        if (this.kind(entry.of) === 'option') {
          return content === null ? { tag: 'none' } : this.#tagged('some', entry.of, content);
        }
        const none = this.random.happens(0.5) ? undefined : null;
        return content === null ? none : this.make(entry.of, content);
      }
      case 'result':
        return this.#tagged(content, entry[content], payload);
      default:
        return numberOf(kind, content);
    }
  }

  #tagged(tag, type, payload) {
    if (type === undefined) return this.random.happens(0.5) ? { tag } : { tag, val: undefined };
    return this.#object([
      ['tag', tag],
      ['val', this.make(type, payload)],
    ]);
  }

  /** An object: in this order or another, with getters, or without a prototype. */
  #object(entries) {
    switch (this.random.below(8)) {
      case 0:
        return Object.fromEntries(entries.toReversed());
      case 1:
        return withGetters(Object.fromEntries(entries));
      case 2:
        return Object.assign(Object.create(null), Object.fromEntries(entries));
      case 3:
        return new Proxy(Object.fromEntries(entries), {});
      default:
        return Object.fromEntries(entries);
    }
  }

  #flags(names, set) {
    const flags = names.map((name) => [camelCase(name), set.includes(name)]);
    return Object.fromEntries(flags.filter(([, is]) => is || this.random.happens(0.5)));
  }

  /** An array or something else to go through. */
  #sequence(items) {
    switch (this.random.below(8)) {
      case 0:
        return items.values();
      case 1:
        return {
          *[Symbol.iterator]() {
            yield* items;
          },
        };
      case 2:
        return new Proxy(items, {});
      case 3:
        return Object.freeze(items);
      default:
        return items;
    }
  }

  #numbers({ of, length }, content) {
    const numbers = content.map((part) => numberOf(...part));
    const packed = ARRAYS[of].from(numbers);
    if (of === 'u8' && length === undefined) return this.#bytes(packed);
    switch (this.random.below(6)) {
      case 0:
        return packed;
      case 1: // the middle of a longer one
        return ARRAYS[of]
          .from([numbers, numbers, numbers].flat())
          .subarray(content.length, 2 * content.length);
      case 2: {
        const shared = new ARRAYS[of](new SharedArrayBuffer(packed.byteLength));
        shared.set(packed);
        return shared;
      }
      case 3:
        return resizable(ARRAYS[of], packed);
      default:
        return this.#sequence(numbers);
    }
  }

  /** Bytes are bytes, whatever they are seen as. */
  #bytes(bytes) {
    switch (this.random.below(8)) {
      case 0:
        return Buffer.from(bytes);
      case 1:
        return bytes.buffer;
      case 2:
        return new DataView(bytes.buffer);
      case 3:
        return new Uint8ClampedArray(bytes);
      case 4:
        return bytes.length % 4 === 0 ? new Float32Array(bytes.buffer) : new Int8Array(bytes.buffer);
      case 5: {
        const shared = new SharedArrayBuffer(bytes.length);
        new Uint8Array(shared).set(bytes);
        return this.random.happens(0.5) ? shared : new Uint8Array(shared);
      }
      case 6:
        return resizable(Uint8Array, bytes);
      default:
        return bytes;
    }
  }
}

/** The same numbers in memory that can grow. */
function resizable(Numbers, packed) {
  const buffer = new ArrayBuffer(packed.byteLength, { maxByteLength: packed.byteLength + 64 });
  const numbers = new Numbers(buffer);
  numbers.set(packed);
  return numbers;
}

/** The number that a script has. */
function numberOf(kind, content) {
  const view = new DataView(new ArrayBuffer(8));
  switch (kind) {
    case 'f32':
      view.setUint32(0, content);
      return view.getFloat32(0);
    case 'f64':
      view.setBigUint64(0, BigInt(content));
      return view.getFloat64(0);
    case 'u64':
    case 's64':
      return BigInt(content);
    default:
      return content;
  }
}

/** `max-width` as `maxWidth`. */
export function camelCase(name) {
  const words = name.toLowerCase().split('-');
  return words
    .map((word, place) => (place === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}
