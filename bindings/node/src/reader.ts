/** Reads results as `docs/wire.md` says. */

import { readText, shared, Views } from './buffer.js';
import { OutwitError } from './errors.js';
import type { Side } from './resource.js';
import { BLOB } from './writer.js';

/** Up to this length a loop is faster than a call out of JavaScript. */
const LOOP_TEXT = 4;

/** Reads values one after the other. */
export class Reader {
  views: Views;
  /** Where the next value begins. */
  position = 0;
  /** Where the result ends. */
  end = 0;
  /** What the call returned: what spilled, then the blobs. */
  beside: readonly unknown[] | undefined = undefined;
  /** The instance that was called, or whose component calls. */
  owner: Side | undefined = undefined;

  constructor(views: Views) {
    this.views = views;
  }

  /** Steps over `bytes` and says where they begin. */
  take(bytes: number): number {
    const position = this.position;
    const end = position + bytes;
    if (end > this.end) throw defect('ends early');
    this.position = end;
    return position;
  }

  u8(): number {
    const position = this.take(1);
    return this.views.u8[position] as number;
  }

  u32(): number {
    const position = this.take(4);
    return this.views.view.getUint32(position, true);
  }

  /** The tag of an option or result. */
  tag(): boolean {
    const tag = this.u8();
    if (tag > 1) throw defect(`has the tag ${tag}`);
    return tag === 1;
  }

  /** The number of a case, of which there are `cases`. */
  case(cases: number): number {
    const index = this.u32();
    if (index >= cases) throw defect(`has the case ${index} of ${cases}`);
    return index;
  }

  /** The count of a list, whose elements are at least a byte each. */
  count(): number {
    const count = this.u32();
    if (count > this.end - this.position) throw defect('ends early');
    return count;
  }

  /** Steps over the padding before numbers of `size` bytes. */
  pad(size: number): void {
    this.take(-this.position & (size - 1));
  }

  /** The blob of which the position comes next. */
  blob(): unknown {
    const index = this.u32();
    const blob = this.beside?.[index + 1];
    if (blob === undefined) throw defect(`has no blob ${index}`);
    return blob;
  }

  string(): string {
    const length = this.u32();
    if (length === BLOB) return this.longString();
    const start = this.take(length);
    if (length > LOOP_TEXT) return this.text(start, start + length);
    let text = '';
    const u8 = this.views.u8;
    for (let i = start; i < start + length; i++) {
      const unit = u8[i] as number;
      if (unit > 0x7f) return this.text(start, start + length);
      text += String.fromCharCode(unit);
    }
    return text;
  }

  private text(start: number, end: number): string {
    const text = readText(this.views.text, start, end);
    // This is what bytes that are no UTF-8 are made into, unless they meant it.
    return text.includes('\ufffd') ? strictText(this.views.u8.subarray(start, end)) : text;
  }

  private longString(): string {
    const blob = this.blob();
    return typeof blob === 'string' ? blob : strictText(blob as Uint8Array);
  }

  /** A wrong end means that the result and its type do not fit each other. */
  finish(): void {
    if (this.position !== this.end) throw defect(`has ${this.end - this.position} bytes too many`);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function strictText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw defect('has a string that is not UTF-8');
  }
}

/** The addon is trusted to write what its signature says; if it does not, nothing is misread. */
export function defect(what: string): OutwitError {
  return new OutwitError(`a defect in outwit: the result ${what}; please report it`);
}

/** The reader of results that are in the shared buffer. */
export const reader = new Reader(shared);

/** A reader of the result that a call returned, since it was too large or made elsewhere. */
export function readerOf(beside: readonly unknown[]): Reader {
  const bytes = beside[0];
  if (!(bytes instanceof Uint8Array)) throw defect('is missing');
  const { buffer, byteOffset, byteLength } = bytes;
  const own = byteOffset === 0 ? (buffer as ArrayBuffer) : (buffer.slice(byteOffset) as ArrayBuffer);
  const reader = new Reader(new Views(own));
  reader.end = byteLength;
  reader.beside = beside;
  return reader;
}
