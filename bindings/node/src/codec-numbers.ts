/** Codecs of lists of numbers: typed arrays, copied as one block. */

import type { Codec } from './codec.js';
import { arrayOf, wrongLength } from './codec-list.js';
import { numberCodecs, type NumberType } from './codec-primitive.js';
import { defect, type Reader } from './reader.js';
import type { Type } from './signature.js';
import { BLOB, BLOB_BYTES, type Writer } from './writer.js';
import { at, wrongType } from './wrong.js';

type TypedArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigUint64Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

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
        to.u32(list.length);
        writeEach(to, type, list);
      } else if (numbers.byteLength >= BLOB_BYTES) {
        to.blob(unshared(numbers));
      } else {
        to.u32(numbers.byteLength / size);
        writeBlock(to, numbers, size);
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
  const size = CLASSES[type].BYTES_PER_ELEMENT;
  const typedArray = typedArrayOf(type);
  const element = numberCodecs[type];
  const expected = `an array of ${length} numbers (${type})`;
  return {
    write(to: Writer, value: unknown): void {
      const numbers = typedArray(value);
      const list = numbers === undefined ? arrayOf(value, expected) : undefined;
      const count = list?.length ?? (numbers as ArrayBufferView).byteLength / size;
      if (count !== length) throw wrongLength(expected, count);
      if (list === undefined) writeBlock(to, numbers as ArrayBufferView, size);
      else writeEach(to, type, list);
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
function typedArrayOf(type: NumberType): (value: unknown) => ArrayBufferView | undefined {
  const Numbers = CLASSES[type];
  if (type !== 'u8') {
    return (value) => (value instanceof Numbers ? (value as TypedArray) : undefined);
  }
  // Bytes are bytes, whatever they are seen as.
  return (value) => {
    if (value instanceof Uint8Array) return value;
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const isBuffer = value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
    return isBuffer ? new Uint8Array(value) : undefined;
  };
}

/** The numbers one by one. */
function listOf(value: unknown, type: NumberType, name: string): readonly unknown[] {
  if (type === 'u8') throw wrongType('an ArrayBuffer or a view of one, such as a Uint8Array', value);
  return arrayOf(value, `a ${name} or an array of numbers (${type})`);
}

/** Memory that other threads share may change while it is read: it is copied first. */
function unshared(numbers: ArrayBufferView): ArrayBufferView {
  return numbers.buffer instanceof SharedArrayBuffer ? (numbers as TypedArray).slice() : numbers;
}

function writeBlock(to: Writer, numbers: ArrayBufferView, size: number): void {
  to.pad(size);
  const start = to.reserve(numbers.byteLength);
  const bytes =
    numbers instanceof Uint8Array
      ? numbers
      : new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  to.views.u8.set(bytes, start);
}

function writeEach(to: Writer, type: NumberType, list: readonly unknown[]): void {
  const length = list.length;
  to.pad(CLASSES[type].BYTES_PER_ELEMENT);
  let i = 0;
  try {
    if (type === 'f64') {
      for (i = writeDoubles(to, list, length); i < length;) throw wrongType('a number (f64)', list[i]);
      return;
    }
    const element = numberCodecs[type];
    for (; i < length; i++) element.write(to, list[i]);
  } catch (error) {
    throw at(error, i);
  }
}

/** The most usual of lists, in the fastest way; gives the position of what is no number. */
function writeDoubles(to: Writer, list: readonly unknown[], length: number): number {
  const start = to.reserve(length * 8) >>> 3;
  const f64 = to.views.f64;
  for (let i = 0; i < length; i++) {
    const value = list[i];
    if (typeof value !== 'number') return i;
    f64[start + i] = value;
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
