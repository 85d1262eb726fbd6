/** Codecs of enums and flags. */

import type { Codec } from './codec.js';
import { camelCase } from './names.js';
import { defect, type Reader } from './reader.js';
import type { Writer } from './writer.js';
import { inside, notAllowed, show, Wrong, wrongType } from './wrong.js';

/** An enum is the WIT name of its case. */
export function enumCodec(cases: readonly string[]): Codec {
  const indexes = new Map<unknown, number>(cases.map((name, index) => [name, index]));
  return {
    write(to: Writer, value: unknown): void {
      const index = indexes.get(value);
      if (index === undefined) throw noCase(cases, value);
      to.u32(index);
    },
    read: (from: Reader): string => cases[from.case(cases.length)] as string,
  };
}

/** What is wrong with a value that names none of the cases. */
export function noCase(cases: readonly string[], value: unknown): Wrong {
  const few = cases.length > 8 ? [...cases.slice(0, 8), '...'] : cases;
  const expected = `one of ${few.map((name) => (name === '...' ? name : `'${name}'`)).join(', ')}`;
  return typeof value === 'string' ? notAllowed(expected, value) : wrongType(expected, value);
}

/** Flags are an object of booleans; all of them are there when it is read. */
export function flagsCodec(names: readonly string[]): Codec {
  const keys = names.map(camelCase);
  const bits = new Map(keys.map((key, index) => [key, 1 << index]));
  const unknown = names.length === 32 ? 0 : -1 << names.length;
  return {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'object' || value === null) throw wrongType('an object of booleans', value);
      const flags = value as Record<string, unknown>;
      let set = 0;
      for (const key of Object.keys(flags)) {
        const bit = bits.get(key);
        const flag = flags[key];
        if (bit === undefined) throw inside(new Wrong('type', `there is no such flag: ${show(key)}`), key);
        if (flag === true) set |= bit;
        else if (flag !== false && flag !== undefined) throw inside(wrongType('a boolean', flag), key);
      }
      to.u32(set >>> 0);
    },
    read(from: Reader): Record<string, boolean> {
      const set = from.u32();
      if ((set & unknown) !== 0) throw defect('has flags that do not exist');
      const flags: Record<string, boolean> = {};
      for (let i = 0; i < keys.length; i++) flags[keys[i] as string] = ((set >>> i) & 1) === 1;
      return flags;
    },
  };
}
