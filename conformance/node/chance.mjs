// Random values of scripts, by their types in the signature.

/** Of each kind: characters of one to four bytes, the last before and the first after a gap. */
const CHARS = [
  ...'\0 aZ~\x7f\x80\xe9\xff\u0100\u05d0\u2028\u20ac\ud7ff\ue000\ufeff\uffff\u{10000}\u{1f600}\u{10ffff}',
];

/** How many parts a value has at most: few most of the time. */
const PARTS = [2, 6, 6, 20, 20, 60];
const MANY = 2000;

const INTEGERS = Object.fromEntries(
  [8n, 16n, 32n, 64n].flatMap((bits) => [
    [`u${bits}`, [0n, 2n ** bits - 1n]],
    [`s${bits}`, [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n]],
  ]),
);

/** Bits of floats: zeros, the smallest and largest, infinities, not a number, and what has no short text. */
const FLOATS = {
  f32: [0, 0x80000000, 1, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x3dcccccd, 0x4b7fffff],
  f64: [
    0n,
    1n << 63n,
    1n,
    0x7fefffffffffffffn,
    0x7ff0000000000000n,
    0xfff0000000000000n,
    0x7ff8000000000000n,
    0x3fb999999999999an,
    0x433fffffffffffffn,
  ],
};

/** Numbers by chance that a seed repeats. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** 32 bits (mulberry32). */
  bits() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /** A number below `end`. */
  below(end) {
    return Math.floor((this.bits() / 2 ** 32) * end);
  }

  /** Whether something happens that happens this often. */
  happens(share) {
    return this.bits() / 2 ** 32 < share;
  }

  /** One of several. */
  choice(several) {
    return several[this.below(several.length)];
  }
}

/** Makes values as scripts have them. */
export class Chance {
  #left = 0;

  constructor(types, seed) {
    this.types = types;
    this.random = new Random(seed);
  }

  /** A value of a type. */
  value(type) {
    this.#left = this.random.happens(0.001) ? MANY : this.random.choice(PARTS);
    return this.#value(type);
  }

  #value(type) {
    this.#left -= 1;
    if (typeof type !== 'number') return [type, this.#primitive(type)];
    const entry = this.types[type];
    const { kind } = entry;
    switch (kind) {
      case 'list': {
        const length = entry.length ?? this.#length();
        return ['list', Array.from({ length }, () => this.#value(entry.of))];
      }
      case 'tuple':
        return ['tuple', entry.of.map((of) => this.#value(of))];
      case 'map': {
        const keys = Array.from({ length: this.#length() }, () => this.#value(entry.key));
        const entries = new Map(keys.map((key) => [key[1], key]));
        return ['map', [...entries.values()].map((key) => [key, this.#value(entry.value)])];
      }
      case 'record':
        return ['record', entry.fields.map((own) => [own.name, this.#value(own.type)])];
      case 'variant': {
        const own = this.random.choice(entry.cases);
        return ['variant', own.name, this.#maybe(own.type)];
      }
      case 'enum':
        return ['enum', this.random.choice(entry.cases)];
      case 'flags':
        return ['flags', this.#flags(entry.flags)];
      case 'option': {
        const some = this.#left > 0 && this.random.happens(0.7);
        return ['option', some ? this.#value(entry.of) : null];
      }
      case 'result': {
        const own = this.random.choice(['ok', 'err']);
        return ['result', own, this.#maybe(entry[own])];
      }
      default:
        throw new Error(`values of the kind ${kind} are not made by chance`);
    }
  }

  #maybe(type) {
    return type === undefined ? null : this.#value(type);
  }

  #primitive(type) {
    switch (type) {
      case 'bool':
        return this.random.happens(0.5);
      case 'char':
        return this.char();
      case 'string':
        return this.text();
      case 'f32':
      case 'f64':
        return this.#float(type);
      case 's64':
      case 'u64':
        return String(this.#integer(type));
      default:
        return Number(this.#integer(type));
    }
  }

  #integer(type) {
    const [low, high] = INTEGERS[type];
    if (this.random.happens(0.5)) {
      return this.random.choice([low, low + 1n, high, high - 1n, high / 2n + 1n, 0n, 1n]);
    }
    const bits = (BigInt(this.random.bits()) << 32n) | BigInt(this.random.bits());
    return low + (bits % (high - low + 1n));
  }

  #float(type) {
    const number = (this.random.bits() / 2 ** 32 - 0.5) * 2e6;
    const view = new DataView(new ArrayBuffer(8));
    if (type === 'f32') {
      view.setFloat32(0, number);
      return this.random.happens(0.5) ? this.random.choice(FLOATS.f32) : view.getUint32(0);
    }
    view.setFloat64(0, number);
    return String(this.random.happens(0.5) ? this.random.choice(FLOATS.f64) : view.getBigUint64(0));
  }

  /** A character. */
  char() {
    if (this.random.happens(0.5)) return this.random.choice(CHARS);
    const code = this.random.below(0x110000 - 0x800);
    return String.fromCodePoint(code < 0xd800 ? code : code + 0x800);
  }

  /** A text: of any characters, of ASCII alone, now and then a long one. */
  text() {
    let length = this.#length();
    if (this.#left > 0 && this.random.happens(0.005)) length = 1000 + this.random.below(5000);
    this.#left -= Math.floor(length / 4);
    const plain = this.random.happens(0.4);
    const char = () => (plain ? String.fromCharCode(this.random.below(0x80)) : this.char());
    return Array.from({ length }, char).join('');
  }

  #flags(names) {
    const bits = this.random.choice([0, -1, this.random.bits()]);
    return names.filter((_, place) => (bits >>> place) & 1);
  }

  #length() {
    const most = Math.max(0, Math.min(this.#left, this.random.choice([0, 1, 4, 4, 12, 12, MANY])));
    return this.random.below(most + 1);
  }
}
