/** Codecs of lists of numbers: typed arrays, copied as one block. */

import type { Codec } from './codec.js';
import { arrayOf, lengthOf, unchanged, wrongLength } from './codec-list.js';
import { bytesIn, bytesOf, isArrayOf, lengthInBytes, unshared, type TypedArray } from './memory.js';
import { numberCodecs, type NumberType } from './codec-primitive.js';
import { defect, type Reader } from './reader.js';
import type { Type } from './signature.js';
import { BLOB, BLOB_BYTES, type Writer } from './writer.js';
import { article, at, wrongType } from './wrong.js';

interface TypedArrayClass {
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset?: number, length?: number): TypedArray;
}

const CLASSES: Record<NumberType, TypedArrayClass> = {
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

/** Whether lists of a type are lists of numbers. */
export function isNumber(type: Type): type is NumberType {
  return typeof type === 'string' && type in CLASSES;
}

/** `list<u8>` and its kin. */
export function numbersCodec(type: NumberType): Codec {
  const Numbers = CLASSES[type];
  const size = Numbers.BYTES_PER_ELEMENT;
  const typedArray = typedArrayOf(type);
  return {
    write(to: Writer, value: unknown): void {
      const numbers = typedArray(value);
      if (numbers === undefined) {
        const list = listOf(value, type, Numbers.name);
        const length = lengthOf(list);
        to.u32(length);
        writeEach(to, type, list, length);
        return;
      }
      const bytes = lengthInBytes(numbers, Numbers.name);
      if (bytes >= BLOB_BYTES) {
        to.blob(unshared(bytesOf(numbers, bytes)));
      } else {
        to.u32(bytes / size);
        writeBlock(to, numbers, bytes, size);
      }
    },
    read(from: Reader): TypedArray {
      const count = from.u32();
      if (count === BLOB) return fromBlob(from.blob(), Numbers);
      return readBlock(from, Numbers, count);
    },
  };
}

/** `list<u8, N>` and its kin: an array, which a typed array may stand for. */
export function fixedNumbersCodec(type: NumberType, length: number): Codec {
  const Numbers = CLASSES[type];
  const size = Numbers.BYTES_PER_ELEMENT;
  const typedArray = typedArrayOf(type);
  const element = numberCodecs[type];
  const expected = `an array of ${length} numbers (${type})`;
  return {
    write(to: Writer, value: unknown): void {
      const numbers = typedArray(value);
      const list = numbers === undefined ? arrayOf(value, expected) : undefined;
      const bytes = numbers === undefined ? 0 : lengthInBytes(numbers, Numbers.name);
      const count = list === undefined ? bytes / size : lengthOf(list);
      if (count !== length) throw wrongLength(expected, count);
      if (numbers !== undefined) writeBlock(to, numbers, bytes, size);
      else writeEach(to, type, list as readonly unknown[], length);
    },
    read(from: Reader): unknown[] {
      from.pad(size);
      const list: unknown[] = [];
      for (let i = 0; i < length; i++) list.push(element.read(from));
      return list;
    },
  };
}

/** Finds the bytes of a value whose memory already is what the list's will be. */
function typedArrayOf(type: NumberType): (value: unknown) => TypedArray | undefined {
  const { name } = CLASSES[type];
  if (type !== 'u8') return (value) => (isArrayOf(name, value) ? value : undefined);
  // Bytes are bytes, whatever they are seen as.
  return (value) => (isArrayOf(name, value) ? value : bytesIn(value, name));
}

/** The numbers one by one. */
function listOf(value: unknown, type: NumberType, name: string): readonly unknown[] {
  if (type === 'u8') throw wrongType('an ArrayBuffer or a view of one, such as a Uint8Array', value);
  return arrayOf(value, `${article(name)} or an array of numbers (${type})`);
}

function writeBlock(to: Writer, numbers: TypedArray, bytes: number, size: number): void {
  to.pad(size);
  const start = to.reserve(bytes);
  to.views.u8.set(size === 1 ? (numbers as Uint8Array) : bytesOf(numbers, bytes), start);
}

function writeEach(to: Writer, type: NumberType, list: readonly unknown[], length: number): void {
  to.pad(CLASSES[type].BYTES_PER_ELEMENT);
  let i = 0;
  try {
    if (type === 'f64') {
      i = writeDoubles(to, list, length);
      if (i < length) throw wrongType('a number (f64)', list[i]);
    } else {
      const element = numberCodecs[type];
      for (; i < length; i++) element.write(to, list[i]);
    }
  } catch (error) {
    throw at(error, i);
  }
  unchanged(list, length);
}

/** The most usual of lists, in the fastest way; gives the position of what is no number. */
function writeDoubles(to: Writer, list: readonly unknown[], length: number): number {
  const start = to.reserve(length * 8) >>> 3;
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (typeof value !== 'number') return i;
    // A getter may have called something that exchanged the views.
    to.views.f64[start + i] = value;
  }
  return length;
}

function readBlock(from: Reader, Numbers: TypedArrayClass, count: number): TypedArray {
  const size = Numbers.BYTES_PER_ELEMENT;
  from.pad(size);
  const start = from.take(count * size);
  const { buffer, u8 } = from.views;
  // The slice of a typed array is several times as fast as that of its buffer.
  if (size === 1 && Numbers === CLASSES.u8) return u8.slice(start, start + count);
  return new Numbers(buffer, start, count).slice();
}

function fromBlob(blob: unknown, Numbers: TypedArrayClass): TypedArray {
  if (!(blob instanceof Uint8Array)) throw defect('has a string for a run of numbers');
  const count = blob.byteLength / Numbers.BYTES_PER_ELEMENT;
  if (!Number.isInteger(count)) throw defect('has a run that is no whole count of numbers');
  return new Numbers(blob.buffer as ArrayBuffer, blob.byteOffset, count);
}
