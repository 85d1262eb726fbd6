/** Codecs of variants, options and results. */

import type { Codec } from './codec.js';
import { noCase } from './codec-enum.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';
import { inside, Wrong, wrongType } from './wrong.js';

/** The shape of a variant's value. */
interface Tagged {
  readonly tag: string;
  readonly val?: unknown;
}

interface Case {
  readonly name: string;
  readonly codec: Codec | undefined;
}

/** A variant is `{ tag, val }`, without `val` where the case has no payload. */
export function variantCodec(cases: readonly Case[]): Codec {
  return taggedCodec(cases, {
    write: (to, index) => to.u32(index),
    read: (from) => from.case(cases.length),
  });
}

/** An option is the value or `undefined`; `null` is taken for `undefined`. */
export function optionCodec(some: Codec): Codec {
  return {
    write(to: Writer, value: unknown): void {
      if (value === undefined || value === null) {
        to.u8(0);
      } else {
        to.u8(1);
        some.write(to, value);
      }
    },
    read: (from: Reader): unknown => (from.tag() ? some.read(from) : undefined),
  };
}

const byteTag = {
  write: (to: Writer, index: number): void => to.u8(index),
  read: (from: Reader): number => (from.tag() ? 1 : 0),
};

/** An option of an option is `{ tag: 'some', val }` or `{ tag: 'none' }`. */
export function nestedOptionCodec(some: Codec): Codec {
  const cases = [
    { name: 'none', codec: undefined },
    { name: 'some', codec: some },
  ];
  return taggedCodec(cases, byteTag);
}

/** A result inside of a value is `{ tag: 'ok', val }` or `{ tag: 'err', val }`. */
export function resultCodec(ok: Codec | undefined, err: Codec | undefined): Codec {
  const cases = [
    { name: 'ok', codec: ok },
    { name: 'err', codec: err },
  ];
  return taggedCodec(cases, byteTag);
}

interface TagCodec {
  write(to: Writer, index: number): void;
  read(from: Reader): number;
}

function taggedCodec(cases: readonly Case[], tags: TagCodec): Codec {
  const names = cases.map(({ name }) => name);
  const indexes = new Map<unknown, number>(names.map((name, index) => [name, index]));
  return {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'object' || value === null) throw wrongType('an object { tag, val }', value);
      const { tag, val } = value as Tagged;
      const index = indexes.get(tag);
      if (index === undefined) throw inside(noCase(names, tag), 'tag');
      tags.write(to, index);
      const codec = (cases[index] as Case).codec;
      if (codec !== undefined) {
        try {
          codec.write(to, val);
        } catch (error) {
          throw inside(error, tag);
        }
      } else if (val !== undefined) {
        throw inside(new Wrong('type', `the case has no payload, but val is given`), tag);
      }
    },
    read(from: Reader): Tagged {
      const { name, codec } = cases[tags.read(from)] as Case;
      return codec === undefined ? { tag: name } : { tag: name, val: codec.read(from) };
    },
  };
}
