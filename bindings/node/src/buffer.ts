/** The buffer that this thread shares with the addon, seen as every kind of number. */

import { addon, settle } from './native.js';

/** What `Buffer.write` and `Buffer.toString` come down to, without their checks of arguments. */
interface DirectText {
  utf8Write?(text: string, start: number): number;
  utf8Slice?(start: number, end: number): string;
}

const direct: DirectText = Buffer.prototype as DirectText;

/** Writes text as UTF-8 and gives its length in bytes. There must be room for it. */
export const writeText: (to: Buffer, text: string, start: number) => number =
  direct.utf8Write === undefined
    ? (to, text, start) => to.write(text, start, 'utf8')
    : (to, text, start) => (to as Buffer & Required<DirectText>).utf8Write(text, start);

/** Reads UTF-8. What is none becomes U+FFFD. */
export const readText: (from: Buffer, start: number, end: number) => string =
  direct.utf8Slice === undefined
    ? (from, start, end) => from.toString('utf8', start, end)
    : (from, start, end) => (from as Buffer & Required<DirectText>).utf8Slice(start, end);

/** Views of one run of memory. */
export class Views {
  /** The length in bytes. */
  readonly length: number;
  /** As a `Buffer`, which reads and writes text. */
  readonly text: Buffer;
  readonly u8: Uint8Array;
  readonly view: DataView;
  readonly f64: Float64Array;
  readonly u32: Uint32Array;

  /** Of `buffer`, or of the whole multiple of 8 bytes at its start. */
  constructor(readonly buffer: ArrayBuffer) {
    this.length = buffer.byteLength;
    this.text = Buffer.from(buffer);
    this.u8 = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    this.f64 = new Float64Array(buffer, 0, this.length >>> 3);
    this.u32 = new Uint32Array(buffer, 0, this.length >>> 2);
  }
}

/** In the status word: the call failed and returned why. */
export const FAILED = 0xffff_ffff;
/** In the status word: the result did not fit, and the call returned it. */
export const SPILLED = 0xffff_fffe;

/** Positions in the header, in words: what is called with what, and the length of its result. */
export const HEADER = { function: 0, begin: 1, end: 2, status: 3, bytes: 16 } as const;

const FIRST_BYTES = 64 * 1024;

/** Larger results are handed over each time instead of making the buffer larger for good. */
export const LARGEST_BYTES = 8 * 1024 * 1024;

/** This thread's side of the buffer. */
export const scratch = new addon.Scratch();

/** The buffer as it is now; a larger one takes its place when it is too small. */
export let shared = share(new ArrayBuffer(FIRST_BYTES));

/** Makes the buffer at least `length` bytes long and keeps what is in it. */
export function growTo(length: number): Views {
  let size = shared.length;
  while (size < length) size *= 2;
  const larger = new ArrayBuffer(size);
  new Uint8Array(larger).set(shared.u8);
  shared = share(larger);
  return shared;
}

function share(buffer: ArrayBuffer): Views {
  settle(scratch.share(buffer));
  return new Views(buffer);
}
