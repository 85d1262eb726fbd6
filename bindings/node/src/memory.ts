/**
 * Memory that values lie in, seen as the language sees it: a subclass of an array, or an object like one, may say
 * anything of itself.
 */

import { types } from 'node:util';
import { article, show, Wrong } from './wrong.js';

export type TypedArray =
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

/** A getter that all objects of a class have from the language. */
function getterOf<T>(prototype: object, key: string | symbol): { call(self: unknown): T } {
  return (Object.getOwnPropertyDescriptor(prototype, key) as { get: { call(self: unknown): T } }).get;
}

const ARRAYS: object = Object.getPrototypeOf(Uint8Array.prototype);
const tagOf = getterOf<string | undefined>(ARRAYS, Symbol.toStringTag);
const byteLengthOf = getterOf<number>(ARRAYS, 'byteLength');
const byteOffsetOf = getterOf<number>(ARRAYS, 'byteOffset');
const bufferOf = getterOf<ArrayBuffer>(ARRAYS, 'buffer');
const viewLengthOf = getterOf<number>(DataView.prototype, 'byteLength');
const viewOffsetOf = getterOf<number>(DataView.prototype, 'byteOffset');
const viewBufferOf = getterOf<ArrayBuffer>(DataView.prototype, 'buffer');
const keysOf = Uint8Array.prototype.keys;

/** Whether a value is a typed array of the class that is called so. */
export function isArrayOf(name: string, value: unknown): value is TypedArray {
  return tagOf.call(value) === name;
}

/** The length in bytes of a typed array that is still there; `expected` is the name of what is wanted. */
export function lengthInBytes(array: TypedArray, expected: string): number {
  const bytes = byteLengthOf.call(array);
  if (bytes === 0 && isGone(array)) throw gone(array, article(expected));
  return bytes;
}

/** So many bytes of a typed array. */
export function bytesOf(array: TypedArray, bytes: number): Uint8Array {
  return new Uint8Array(bufferOf.call(array), byteOffsetOf.call(array), bytes);
}

/** The bytes of a buffer, or of what sees one; `undefined` for anything else. */
export function bytesIn(value: unknown, expected: string): Uint8Array | undefined {
  if (tagOf.call(value) !== undefined) {
    return bytesOf(value as TypedArray, lengthInBytes(value as TypedArray, expected));
  }
  try {
    if (types.isAnyArrayBuffer(value)) return new Uint8Array(value);
    if (!types.isDataView(value)) return undefined;
    return new Uint8Array(viewBufferOf.call(value), viewOffsetOf.call(value), viewLengthOf.call(value));
  } catch {
    throw gone(value, article(expected));
  }
}

/** Memory that other threads share may change while it is read: it is copied first. */
export function unshared(bytes: Uint8Array): Uint8Array {
  return types.isSharedArrayBuffer(bytes.buffer) ? new Uint8Array(bytes) : bytes;
}

/** Fails for a typed array without memory, whose elements cannot be read. */
export function checkMemory(value: object, expected: string): void {
  if (tagOf.call(value) !== undefined && isGone(value as TypedArray)) throw gone(value, expected);
}

/** Whether the memory of an array was given to somebody else, or has become too small for it. */
function isGone(array: TypedArray): boolean {
  try {
    keysOf.call(array);
    return false;
  } catch {
    return true;
  }
}

function gone(value: unknown, expected: string): Wrong {
  return new Wrong('type', `expected ${expected}, got ${show(value)} whose memory is gone`);
}
