/** Codecs of the primitives. */

import type { Codec } from './codec.js';
import { defect, type Reader } from './reader.js';
import type { Primitive } from './signature.js';
import type { Writer } from './writer.js';
import { notAllowed, Wrong, wrongType } from './wrong.js';

export const booleanCodec: Codec = {
  write(to: Writer, value: unknown): void {
    if (typeof value !== 'boolean') throw wrongType('a boolean', value);
    to.u8(value ? 1 : 0);
  },
  read: (from: Reader): boolean => from.tag(),
};

export const stringCodec: Codec = {
  write(to: Writer, value: unknown): void {
    if (typeof value !== 'string') throw wrongType('a string', value);
    to.string(value);
  },
  read: (from: Reader): string => from.string(),
};

export const charCodec: Codec = {
  write(to: Writer, value: unknown): void {
    if (typeof value !== 'string') throw wrongType('a string of one character', value);
    const code = value.codePointAt(0);
    if (code === undefined || value.length !== (code > 0xffff ? 2 : 1) || isSurrogate(code)) {
      throw notAllowed('a string of one Unicode scalar value', value);
    }
    to.u32(code);
  },
  read(from: Reader): string {
    const code = from.u32();
    if (code > 0x10ffff || isSurrogate(code)) throw defect('has a char that is no scalar value');
    return String.fromCodePoint(code);
  },
};

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

/** What is wrong with a value that is no number of the type `name`. */
function notNumber(name: string, value: unknown): Wrong {
  if (typeof value === 'number') return notAllowed(`${rangeOf(name)}`, value);
  return wrongType(`a number (${name})`, value);
}

function notBigint(name: string, value: unknown): Wrong {
  if (typeof value === 'bigint') return notAllowed(rangeOf(name), value);
  const wrong = wrongType(`a bigint (${name})`, value);
  const hint = Number.isInteger(value) ? `; pass a bigint, ${String(value)}n` : '';
  return new Wrong(wrong.kind, wrong.message + hint);
}

/** `s8` as `an integer from -128 to 127`. */
function rangeOf(name: string): string {
  const bits = BigInt(name.slice(1));
  const [least, most] = name.startsWith('u')
    ? [0n, (1n << bits) - 1n]
    : [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n];
  return `an integer from ${least} to ${most}`;
}

/** The types of numbers. */
export type NumberType = Exclude<Primitive, 'bool' | 'char' | 'string'>;

// One literal for each, since a shared closure over the width would be slower: this is the inner
// loop of everything.
export const numberCodecs: Record<NumberType, Codec> = {
  u8: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number' || (value & 0xff) !== value) throw notNumber('u8', value);
      to.u8(value);
    },
    read: (from: Reader): number => from.u8(),
  },
  u16: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number' || (value & 0xffff) !== value) throw notNumber('u16', value);
      const position = to.reserve(2);
      to.views.view.setUint16(position, value, true);
    },
    read(from: Reader): number {
      const position = from.take(2);
      return from.views.view.getUint16(position, true);
    },
  },
  u32: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number' || value >>> 0 !== value) throw notNumber('u32', value);
      to.u32(value);
    },
    read: (from: Reader): number => from.u32(),
  },
  u64: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'bigint' || BigInt.asUintN(64, value) !== value) throw notBigint('u64', value);
      const position = to.reserve(8);
      to.views.view.setBigUint64(position, value, true);
    },
    read(from: Reader): bigint {
      const position = from.take(8);
      return from.views.view.getBigUint64(position, true);
    },
  },
  s8: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number' || (value << 24) >> 24 !== value) throw notNumber('s8', value);
      to.u8(value);
    },
    read: (from: Reader): number => (from.u8() << 24) >> 24,
  },
  s16: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number' || (value << 16) >> 16 !== value) throw notNumber('s16', value);
      const position = to.reserve(2);
      to.views.view.setInt16(position, value, true);
    },
    read(from: Reader): number {
      const position = from.take(2);
      return from.views.view.getInt16(position, true);
    },
  },
  s32: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number' || (value | 0) !== value) throw notNumber('s32', value);
      const position = to.reserve(4);
      to.views.view.setInt32(position, value, true);
    },
    read(from: Reader): number {
      const position = from.take(4);
      return from.views.view.getInt32(position, true);
    },
  },
  s64: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'bigint' || BigInt.asIntN(64, value) !== value) throw notBigint('s64', value);
      const position = to.reserve(8);
      to.views.view.setBigInt64(position, value, true);
    },
    read(from: Reader): bigint {
      const position = from.take(8);
      return from.views.view.getBigInt64(position, true);
    },
  },
  f32: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number') throw wrongType('a number (f32)', value);
      // A number never becomes infinite on its way.
      if (Math.abs(Math.fround(value)) === Infinity && Math.abs(value) !== Infinity) {
        throw notAllowed('a number that fits 32 bits (f32)', value);
      }
      const position = to.reserve(4);
      to.views.view.setFloat32(position, value, true);
    },
    read(from: Reader): number {
      const position = from.take(4);
      return from.views.view.getFloat32(position, true);
    },
  },
  f64: {
    write(to: Writer, value: unknown): void {
      if (typeof value !== 'number') throw wrongType('a number (f64)', value);
      const position = to.reserve(8);
      to.views.view.setFloat64(position, value, true);
    },
    read(from: Reader): number {
      const position = from.take(8);
      return from.views.view.getFloat64(position, true);
    },
  },
};
