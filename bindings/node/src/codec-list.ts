/** Codecs of lists and maps, apart from lists of numbers. */

import { types } from 'node:util';
import type { Codec } from './codec.js';
import { checkMemory } from './memory.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';
import { at, inside, show, Wrong, wrongType } from './wrong.js';

/** A list is an array; any other iterable but a string is taken for one. */
export function listCodec(element: Codec): Codec {
  return {
    write(to: Writer, value: unknown): void {
      const list = arrayOf(value, 'an array');
      const length = lengthOf(list);
      to.u32(length);
      writeAll(to, element, list, length);
    },
    read: (from: Reader): unknown[] => readAll(from, element, from.count()),
  };
}

/** A list of fixed length is an array of that length. */
export function fixedListCodec(element: Codec, length: number): Codec {
  const expected = `an array of ${length}`;
  return {
    write(to: Writer, value: unknown): void {
      const list = arrayOf(value, expected);
      const count = lengthOf(list);
      if (count !== length) throw wrongLength(expected, count);
      writeAll(to, element, list, length);
    },
    read: (from: Reader): unknown[] => readAll(from, element, length),
  };
}

const entriesOf = Map.prototype.entries;

/** A map is a `Map`. */
export function mapCodec(keys: Codec, values: Codec): Codec {
  return {
    write(to: Writer, value: unknown): void {
      if (!types.isMap(value)) throw wrongType('a Map', value);
      // A getter may change the map meanwhile: the count must be that of what is written. A subclass may
      // have an iterator of its own, which gives anything.
      const entries = [...entriesOf.call(value)];
      to.u32(entries.length);
      for (const [key, item] of entries) {
        try {
          keys.write(to, key);
        } catch (error) {
          throw inside(error, `[key ${show(key)}]`);
        }
        try {
          values.write(to, item);
        } catch (error) {
          throw inside(error, `[${show(key)}]`);
        }
      }
    },
    read(from: Reader): Map<unknown, unknown> {
      const map = new Map<unknown, unknown>();
      for (let count = from.count(); count > 0; count--) {
        const key = keys.read(from);
        map.set(key, values.read(from));
      }
      return map;
    },
  };
}

/** The value as an array. */
export function arrayOf(value: unknown, expected: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw wrongType(expected, value);
  }
  checkMemory(value, expected);
  return Array.from(value as Iterable<unknown>);
}

/** How many elements an array has. A `Proxy` may say anything. */
export function lengthOf(list: readonly unknown[]): number {
  const length: unknown = list.length;
  if (typeof length !== 'number' || length >>> 0 !== length)
    throw wrongType('a list whose length is a number of elements', length);
  return length;
}

/** Fails unless an array still has as many elements as were written: a getter may have changed it. */
export function unchanged(list: readonly unknown[], length: number): void {
  if (list.length === length) return;
  throw new Wrong('range', `expected a list that stays as it is during the call, but its length changed`);
}

/** What is wrong with a list of `length` elements where `expected` is. */
export function wrongLength(expected: string, length: number): Wrong {
  return new Wrong('range', `expected ${expected}, got ${length}`);
}

function writeAll(to: Writer, element: Codec, list: readonly unknown[], length: number): void {
  let i = 0;
  try {
    for (; i < length; i++) element.write(to, list[i]);
  } catch (error) {
    throw at(error, i);
  }
  unchanged(list, length);
}

function readAll(from: Reader, element: Codec, length: number): unknown[] {
  const list: unknown[] = [];
  for (let i = 0; i < length; i++) list.push(element.read(from));
  return list;
}
