/** Wrong values, and the path to them, which grows from the inside out. */

/** A wrong value on its way up to the function that it was passed to. */
export class Wrong {
  path = '';

  constructor(
    readonly kind: 'type' | 'range',
    readonly message: string,
  ) {}

  /** The error that the caller sees. `before` says what the path begins in. */
  toError(before = ''): Error {
    const message = before + (this.path === '' ? this.message : `${this.path}: ${this.message}`);
    return this.kind === 'type' ? new TypeError(message) : new RangeError(message);
  }
}

/** A value of the wrong type. */
export function wrongType(expected: string, value: unknown): Wrong {
  return new Wrong('type', `expected ${expected}, got ${show(value)}`);
}

/** A number out of range, or a value of the right type that is not allowed. */
export function notAllowed(expected: string, value: unknown): Wrong {
  return new Wrong('range', `expected ${expected}, got ${show(value)}`);
}

/** Adds the field, case or parameter that a wrong value is in. Other errors stay as they are. */
export function inside(error: unknown, name: string): unknown {
  if (error instanceof Wrong) {
    const joint = error.path === '' || error.path.startsWith('[') ? '' : '.';
    error.path = name + joint + error.path;
  }
  return error;
}

/** Adds the position that a wrong value is at. */
export function at(error: unknown, index: number): unknown {
  return inside(error, `[${index}]`);
}

/** A value on one short line, for a message. */
export function show(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value.length > 40 ? `a string of ${value.length}` : JSON.stringify(value);
    case 'bigint':
      // Digits without end help nobody, and cost as much time.
      return value >> 256n === 0n || value >> 256n === -1n ? `${value}n` : 'a bigint far beyond it';
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'object':
      return value === null ? 'null' : article(classOf(value));
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

/** The name of an object's class, whatever its getters do. */
function classOf(value: object): string {
  try {
    const name: unknown = value.constructor?.name;
    return typeof name === 'string' && name !== '' ? name : 'object';
  } catch {
    return 'object';
  }
}

/** A name with `a` or `an` before it: an `Item`, but a `Uint8Array`. */
export function article(name: string): string {
  return `${/^(?!uint)[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
