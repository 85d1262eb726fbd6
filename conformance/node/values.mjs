// Values of scripts as JavaScript's, by their types in the signature.

/** Something is not as the script has it. */
export class Mismatch extends Error {
  name = 'Mismatch';
}

/** Makes values and compares them. `resources` knows which object a number stands for. */
export class Values {
  constructor(types, resources) {
    this.types = types;
    this.resources = resources;
  }

  /** The kind of a type: `record`, `u32`. */
  kind(type) {
    return typeof type === 'number' ? this.types[type].kind : type;
  }

  /** The value for what the script has. */
  make(type, tagged) {
    if (tagged === null || tagged === undefined) return undefined;
    const [tag, content, payload] = tagged;
    const entry = this.types[type];
    switch (tag) {
      case 's64':
      case 'u64':
        return BigInt(content);
      case 'f32':
      case 'f64':
        return float(tag, content);
      case 'list':
        return this.#list(entry.of, content);
      case 'tuple':
        return content.map((part, place) => this.make(entry.of[place], part));
      case 'map':
        return new Map(
          content.map(([key, value]) => [this.make(entry.key, key), this.make(entry.value, value)]),
        );
      case 'record':
        return Object.fromEntries(
          content.map(([name, value], place) => [
            camelCase(name),
            this.make(entry.fields[place].type, value),
          ]),
        );
      case 'variant': {
        const { type: of } = entry.cases.find(({ name }) => name === content);
        return of === undefined ? { tag: content } : { tag: content, val: this.make(of, payload) };
      }
      case 'flags':
        return Object.fromEntries(content.map((flag) => [camelCase(flag), true]));
      case 'option': {
        const made = this.make(entry.of, content);
        if (this.kind(entry.of) !== 'option') return made;
        return content === null ? { tag: 'none' } : { tag: 'some', val: made };
      }
      case 'result':
        return entry[content] === undefined
          ? { tag: content }
          : { tag: content, val: this.make(entry[content], payload) };
      case 'own':
      case 'borrow':
        return this.resources.resource(entry.of, content, tag === 'own');
      default:
        return content;
    }
  }

  /** Fails unless the value is what the script has. */
  check(type, tagged, value) {
    if (tagged === null || tagged === undefined) return same(undefined, value);
    const [tag, content, payload] = tagged;
    const entry = this.types[type];
    switch (tag) {
      case 'list':
        return this.#all(
          content.map((part) => [entry.of, part]),
          value,
        );
      case 'tuple':
        return this.#all(
          content.map((part, place) => [entry.of[place], part]),
          value,
        );
      case 'map': {
        const wanted = this.make(type, tagged);
        same(wanted.size, value.size);
        content.forEach(([key, part]) => this.check(entry.value, part, value.get(this.make(entry.key, key))));
        return undefined;
      }
      case 'record':
        content.forEach(([name, part], place) => {
          this.check(entry.fields[place].type, part, value[camelCase(name)]);
        });
        return undefined;
      case 'variant': {
        same(content, value.tag);
        const { type: of } = entry.cases.find(({ name }) => name === content);
        return this.check(of, payload, value.val);
      }
      case 'flags':
        for (const flag of entry.flags) same(content.includes(flag), value[camelCase(flag)] ?? false);
        return undefined;
      case 'option':
        if (this.kind(entry.of) !== 'option') return this.check(entry.of, content, value);
        same(content === null ? 'none' : 'some', value.tag);
        return this.check(entry.of, content, value.val);
      case 'result':
        same(content, value.tag);
        return this.check(entry[content], payload, value.val);
      case 'own':
      case 'borrow':
        return this.resources.arrived(entry.of, content, value, tag === 'own');
      default:
        return same(this.make(type, tagged), value);
    }
  }

  #list(of, content) {
    const made = content.map((part) => this.make(of, part));
    return of === 'u8' ? Uint8Array.from(made) : made;
  }

  #all(wanted, value) {
    const values = [...value];
    same(wanted.length, values.length);
    wanted.forEach(([type, tagged], place) => this.check(type, tagged, values[place]));
  }
}

/** The number of these bits. */
function float(tag, bits) {
  const view = new DataView(new ArrayBuffer(8));
  if (tag === 'f32') {
    view.setUint32(0, bits);
    return view.getFloat32(0);
  }
  view.setBigUint64(0, BigInt(bits));
  return view.getFloat64(0);
}

function same(wanted, value) {
  if (!Object.is(wanted, value)) throw new Mismatch(`expected ${String(wanted)}, got ${String(value)}`);
}

/** `max-width` as `maxWidth`. */
function camelCase(name) {
  const words = name.toLowerCase().split('-');
  return words
    .map((word, place) => (place === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}
