// What came out of components, as a script has it.

import { ARRAYS, camelCase } from './forms.mjs';

/** Writes values of a world's types as scripts have them. */
export class Tags {
  constructor(types) {
    this.types = types;
  }

  /** What a value is in a script; it must be what comes out of components and nothing else. */
  tag(type, value) {
    if (type === undefined) return expect(value === undefined, value, null);
    if (typeof type !== 'number') return [type, primitive(type, value)];
    const entry = this.types[type];
    const { kind } = entry;
    switch (kind) {
      case 'list': {
        const Wanted = entry.of in ARRAYS && entry.length === undefined ? ARRAYS[entry.of] : Array;
        const list = expect(Object.getPrototypeOf(value) === Wanted.prototype, value);
        return [kind, Array.from(list, (part) => this.tag(entry.of, part))];
      }
      case 'tuple':
        expect(Array.isArray(value) && value.length === entry.of.length, value);
        return [kind, value.map((part, place) => this.tag(entry.of[place], part))];
      case 'map':
        expect(value instanceof Map, value);
        return [kind, [...value].map(([key, of]) => [this.tag(entry.key, key), this.tag(entry.value, of)])];
      case 'record':
        hasOnly(
          value,
          entry.fields.map(({ name }) => camelCase(name)),
        );
        return [kind, entry.fields.map(({ name, type: of }) => [name, this.tag(of, value[camelCase(name)])])];
      case 'variant': {
        const own = entry.cases.find(({ name }) => name === value.tag);
        return [kind, value.tag, this.#payload(expect(own !== undefined, value, own).type, value)];
      }
      case 'enum':
        return [kind, expect(entry.cases.includes(value), value)];
      case 'flags':
        hasOnly(value, entry.flags.map(camelCase));
        return [kind, entry.flags.filter((name) => primitive('bool', value[camelCase(name)]))];
      case 'option': {
        const inner = this.types[entry.of];
        if (inner?.kind !== 'option') return [kind, value === undefined ? null : this.tag(entry.of, value)];
        expect(value.tag === 'none' || value.tag === 'some', value);
        return [kind, this.#payload(value.tag === 'some' ? entry.of : undefined, value)];
      }
      case 'result':
        expect(value.tag === 'ok' || value.tag === 'err', value);
        return [kind, value.tag, this.#payload(entry[value.tag], value)];
      default:
        throw new Error(`values of the kind ${kind} are not written`);
    }
  }

  #payload(type, value) {
    hasOnly(value, type === undefined ? ['tag'] : ['tag', 'val']);
    return this.tag(type, value.val);
  }
}

function primitive(type, value) {
  switch (type) {
    case 'bool':
      return expect(typeof value === 'boolean', value);
    case 'char':
    case 'string':
      return expect(typeof value === 'string', value);
    case 'u64':
    case 's64':
      return String(expect(typeof value === 'bigint', value));
    case 'f32':
    case 'f64':
      return bitsOf(type, expect(typeof value === 'number', value));
    default:
      return expect(Number.isInteger(value) && !Object.is(value, -0), value);
  }
}

/** The bits of a float as a script has them. */
function bitsOf(type, number) {
  const view = new DataView(new ArrayBuffer(8));
  if (type === 'f32') {
    view.setFloat32(0, number);
    return Number.isNaN(number) ? 0x7fc00000 : view.getUint32(0);
  }
  view.setFloat64(0, number);
  return String(Number.isNaN(number) ? 0x7ff8000000000000n : view.getBigUint64(0));
}

function hasOnly(value, names) {
  const own = Object.keys(value);
  expect(own.length === names.length && names.every((name) => own.includes(name)), value);
}

/** Fails unless it is right; `as` otherwise. */
function expect(isRight, value, as = value) {
  if (!isRight) throw new TypeError(`came back as ${typeof value}: ${JSON.stringify(value)}`);
  return as;
}
