/** The addon, `runtimes/node`. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorOf, type Failure } from './errors.js';
import type { Host } from './host.js';

/** A value, or why there is none. */
export type Outcome<T> = T | Failure;

/** Holds the `ArrayBuffer` that this thread shares with the addon. */
export interface Scratch {
  share(buffer: ArrayBuffer): Outcome<undefined>;
  close(): void;
}

/** A component, compiled. */
export interface NativeComponent {
  world(): Outcome<string>;
  signatures(): Outcome<string[]>;
  imports(): Outcome<string[]>;
  link(world: string): Outcome<NativeLinked>;
  linkOwn(): Outcome<NativeLinked>;
}

/** A component that fits a world. */
export interface NativeLinked {
  instantiate(limits: NativeLimits): Outcome<NativeInstance>;
  instantiateWith(
    limits: NativeLimits,
    scratch: Scratch,
    given: boolean[],
    now: Host['now'],
    later: Host['later'],
  ): Outcome<NativeInstance>;
}

/** What an instance may use. */
export interface NativeLimits {
  memory?: number;
  fuel?: number;
  /** Milliseconds a call. */
  deadline?: number;
}

/** Makes the call that the header of the shared buffer describes; `runtimes/node/src/call.rs`. */
export type NativeCall = (...blobs: ArrayBufferView[]) => undefined | unknown[] | Failure;

/** A call with its arguments, ready to run on another thread. */
export interface NativePending {
  run(): Outcome<Promise<unknown[] | Failure>>;
  /** Stops the call. */
  cancel(): void;
}

/** An instance of a component. */
export interface NativeInstance {
  bind(scratch: Scratch): Outcome<NativeCall>;
  prepare(
    scratch: Scratch,
    blobs: readonly ArrayBufferView[],
    deadline: number | undefined,
  ): Outcome<NativePending>;
  dropHandle(handle: number): Outcome<undefined>;
  queueDrop(handle: number): void;
  handles(): Outcome<number>;
  close(): Outcome<undefined>;
}

interface Addon {
  readonly Scratch: new () => Scratch;
  readonly Component: {
    load(source: string | Uint8Array, cache?: boolean | string): Outcome<NativeComponent>;
    loadAsync(source: string | Uint8Array, cache?: boolean | string): Promise<Outcome<NativeComponent>>;
  };
  cli(args: string[]): Outcome<number>;
}

/** The addon for this platform. */
export const addon: Addon = open();

function open(): Addon {
  const platform = `${process.platform}-${process.arch}`;
  const file = join(__dirname, '..', 'native', `${platform}.node`);
  if (!existsSync(file)) {
    throw new Error(`outwit has no addon for ${platform}: ${file} does not exist; build it from the sources`);
  }
  return require(file) as Addon;
}

/** Whether an outcome is a failure: the addon's own objects have no `kind`. */
export function isFailure(outcome: unknown): outcome is Failure {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome;
}

/** The value of an outcome; its failure is thrown. */
export function settle<T>(outcome: Outcome<T>): T {
  if (isFailure(outcome)) throw errorOf(outcome);
  return outcome;
}
