/** Codecs of records and tuples. */

import type { Codec } from './codec.js';
import { arrayOf, lengthOf, unchanged, wrongLength } from './codec-list.js';
import { camelCase } from './names.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';
import { at, inside, wrongType } from './wrong.js';

/** After so many values code of their own pays for itself. */
const USES = 50;

interface Field {
  readonly name: string;
  readonly codec: Codec;
}

/** A record is a plain object with its fields in camelCase. */
export function recordCodec(fields: readonly Field[]): Codec {
  const keys = fields.map(({ name }) => camelCase(name));
  const codecs = fields.map(({ codec }) => codec);
  let used = 0;
  let way = interpreted(keys, codecs);
  const use = (): Fields => {
    used += 1;
    if (used === USES) way = compiled(keys, codecs) ?? way;
    return way;
  };
  return {
    read: (from: Reader): unknown => use().read(from),
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'object' || value === null) throw wrongType('an object', value);
      const progress = { field: 0 };
      try {
        use().write(to, value as Record<string, unknown>, progress);
      } catch (error) {
        throw inside(error, (fields[progress.field] as Field).name);
      }
    },
  };
}

/** A record's fields in order. `progress` says which one is being written. */
interface Fields {
  write(to: Writer, value: Record<string, unknown>, progress: { field: number }): void;
  read(from: Reader): Record<string, unknown>;
}

/**
 * Code that names the fields, which V8 reads and builds objects with several times as fast as by
 * computed keys. `undefined` where the process forbids code from strings.
 */
function compiled(keys: readonly string[], codecs: readonly Codec[]): Fields | undefined {
  const key = (i: number): string => JSON.stringify(keys[i]);
  const each = (line: (i: number) => string): string => keys.map((_, i) => line(i)).join('\n');
  const code = `'use strict';
    ${each((i) => `const c${i} = codecs[${i}];`)}
    return {
      write(to, value, progress) {
        ${each((i) => `progress.field = ${i}; c${i}.write(to, value[${key(i)}]);`)}
      },
      read(from) {
        return { ${each((i) => `${key(i)}: c${i}.read(from),`)} };
      },
    };`;
  try {
    return new Function('codecs', code)(codecs) as Fields;
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}

/** The same without code from strings. */
function interpreted(keys: readonly string[], codecs: readonly Codec[]): Fields {
  return {
    write(to, value, progress): void {
      for (let i = 0; i < codecs.length; i++) {
        progress.field = i;
        (codecs[i] as Codec).write(to, value[keys[i] as string]);
      }
    },
    read(from): Record<string, unknown> {
      const value: Record<string, unknown> = {};
      for (let i = 0; i < codecs.length; i++) value[keys[i] as string] = (codecs[i] as Codec).read(from);
      return value;
    },
  };
}

/** A tuple is an array of as many values. */
export function tupleCodec(parts: readonly Codec[]): Codec {
  const expected = `an array of ${parts.length}`;
  return {
    write(to: Writer, value: unknown): void {
      const list = arrayOf(value, expected);
      const count = lengthOf(list);
      if (count !== parts.length) throw wrongLength(expected, count);
      let i = 0;
      try {
        for (; i < parts.length; i++) (parts[i] as Codec).write(to, list[i]);
      } catch (error) {
        throw at(error, i);
      }
      unchanged(list, count);
    },
    read: (from: Reader): unknown[] => parts.map((part) => part.read(from)),
  };
}
