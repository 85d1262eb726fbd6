/** Writes arguments as `docs/wire.md` says. */

import { growTo, HEADER, shared, writeText, type Views } from './buffer.js';
import type { Resource, Side } from './resource.js';
import { Wrong } from './wrong.js';

/** A run of this many bytes travels beside the buffer. */
export const BLOB_BYTES = 4096;

/** In place of a count: the run is a blob. */
export const BLOB = 0xffff_ffff;

/** Of UTF-16, that are at most 3 bytes of UTF-8 each: the text is no blob for certain. */
const SHORT_TEXT = Math.floor(BLOB_BYTES / 3);

/** Up to this length a loop is faster than a call out of JavaScript. */
const LOOP_TEXT = 12;

const encoder = new TextEncoder();

/** What goes with the values of a call beside the buffer. */
export interface Load {
  /** Large runs, in the order of their positions. */
  readonly blobs: ArrayBufferView[];
  /** Their lengths in bytes. */
  readonly sizes: number[];
  /** Resources that move into the component. */
  readonly moved: Resource[];
  /** Numbers of the host's objects that the component owns from now on. */
  readonly given: number[];
  /** Numbers of the host's objects that the component borrows for the call. */
  readonly shown: number[];
}

/** What of a writer belongs to one call. */
export type Frame = Pick<Writer, 'position' | 'load' | 'lent' | 'owner'>;

/**
 * Writes values one after the other. There is one a thread: whoever makes a call puts back what was
 * there before, since calls are made within calls.
 */
export class Writer {
  /** The buffer's views; another call or `reserve` may exchange them. */
  views: Views = shared;
  /** Where the next value goes. */
  position: number = HEADER.bytes;
  /** What goes beside the buffer, if anything. */
  load: Load | undefined = undefined;
  /** Resources that are lent for this call. */
  lent: Resource[] | undefined = undefined;
  /** The instance that is called, or whose component calls. */
  owner: Side | undefined = undefined;

  /** What belongs to the call under way. */
  frame(): Frame {
    const { position, load, lent, owner } = this;
    return { position, load, lent, owner };
  }

  /** Goes back to the call that was under way. */
  back(frame: Frame): void {
    this.position = frame.position;
    this.load = frame.load;
    this.lent = frame.lent;
    this.owner = frame.owner;
  }

  /** What goes beside the buffer, to add to it. */
  loaded(): Load {
    return (this.load ??= { blobs: [], sizes: [], moved: [], given: [], shown: [] });
  }

  /** Says where the buffer is free: what the addon does next may call functions of the host's. */
  cover(): void {
    const end = this.position;
    if (end + 16 > this.views.length) this.views = growTo(end + 16);
    this.views.u32[HEADER.end] = end;
  }

  /** Begins a frame, behind those of the calls under way, and says where. */
  begin(owner: Side): number {
    const begin = (this.position + 7) & ~7;
    this.position = begin;
    this.load = this.lent = undefined;
    this.owner = owner;
    return begin;
  }

  /** Makes room for `bytes` at the position, steps over them and says where they begin. */
  reserve(bytes: number): number {
    const position = this.position;
    const end = position + bytes;
    if (end > this.views.length) this.views = growTo(end);
    this.position = end;
    return position;
  }

  u8(value: number): void {
    const position = this.reserve(1);
    this.views.u8[position] = value;
  }

  u32(value: number): void {
    const position = this.reserve(4);
    this.views.view.setUint32(position, value, true);
  }

  /** Zero bytes up to a multiple of `size`. */
  pad(size: number): void {
    while (this.position % size !== 0) this.u8(0);
  }

  /** The position of a run beside the buffer. */
  blob(run: ArrayBufferView): void {
    const { blobs, sizes } = this.loaded();
    this.u32(BLOB);
    this.u32(blobs.length);
    blobs.push(run);
    sizes.push(run.byteLength);
  }

  /** All is written. The memory of a run may have been given away by a getter meanwhile. */
  finish(): void {
    const { load } = this;
    if (load === undefined || load.blobs.every((run, i) => run.byteLength === load.sizes[i])) return;
    throw new Wrong('range', 'expected memory that stays as it is during the call, but its length changed');
  }

  string(value: string): void {
    const length = value.length;
    if (length <= LOOP_TEXT && this.ascii(value, length)) return;
    if (length > SHORT_TEXT) {
      this.longString(value);
      return;
    }
    const start = this.reserve(4 + 3 * length) + 4;
    const written = writeText(this.views.text, value, start);
    // As many bytes as units are ASCII; a lone surrogate would have become three.
    if (written !== length) checkText(value);
    this.views.view.setUint32(start - 4, written, true);
    this.position = start + written;
  }

  /** Writes a short text in a loop, unless it is not ASCII. */
  private ascii(value: string, length: number): boolean {
    const start = this.reserve(4 + length);
    const u8 = this.views.u8;
    for (let i = 0; i < length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 0x7f) {
        this.position = start;
        return false;
      }
      u8[start + 4 + i] = unit;
    }
    this.views.view.setUint32(start, length, true);
    return true;
  }

  private longString(value: string): void {
    checkText(value);
    const bytes = encoder.encode(value);
    if (bytes.length >= BLOB_BYTES) {
      this.blob(bytes);
      return;
    }
    this.u32(bytes.length);
    const start = this.reserve(bytes.length);
    this.views.u8.set(bytes, start);
  }
}

function checkText(value: string): void {
  if (!value.isWellFormed()) throw new Wrong('range', 'expected well-formed text, got a lone surrogate');
}

/** The writer of this thread. */
export const writer = new Writer();
