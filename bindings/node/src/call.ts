/** Calls: arguments into the shared buffer, one call of the addon, the result out of it. */

import { FAILED, growTo, HEADER, LARGEST_BYTES, scratch, SPILLED } from './buffer.js';
import { errorOf, type Failure } from './errors.js';
import type { FunctionPlan, Plans } from './plan.js';
import { addon, isFailure, settle, type Cancel, type NativeCall } from './native.js';
import { reader, readerOf, type Reader } from './reader.js';
import {
  lend,
  move,
  release,
  restore,
  type AsyncFunction,
  type ExportedFunction,
  type Owner,
  type Resource,
} from './resource.js';
import { writer } from './writer.js';
import { Wrong } from './wrong.js';

/** How one call on another thread may end early. */
export interface CallOptions {
  /** Stops the call; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** The milliseconds that the call may take, instead of what the instance was made with. */
  readonly deadline?: number;
}

/** The function number `index` of an instance. */
export function syncFunction(plans: Plans, index: number, owner: Owner, call: NativeCall): ExportedFunction {
  let plan: FunctionPlan | undefined;
  // The same as `withArguments`, written out: this is the way that must be fast.
  return (...args) => {
    plan ??= plans.of(index);
    const { position, blobs, moved, lent, owner: before } = writer;
    const begin = open(owner);
    try {
      plan.write(writer, args);
      const end = seal(index, begin);
      return writer.blobs === undefined && writer.moved === undefined
        ? result(plan, owner, call(), end)
        : heavyCall(plan, owner, call, end);
    } catch (error) {
      throw error instanceof Wrong ? error.toError() : error;
    } finally {
      writer.position = position;
      writer.blobs = blobs;
      writer.moved = moved;
      writer.lent = lent;
      writer.owner = before;
    }
  };
}

/** A call with large arguments, or with resources that move into the component. */
function heavyCall(plan: FunctionPlan, owner: Owner, call: NativeCall, end: number): unknown {
  const { blobs = [], moved = [] } = writer;
  const handles = move(moved);
  const returned = call(...blobs);
  if (writer.views.u32[HEADER.status] === FAILED) throw failed(returned as Failure, moved, handles);
  return result(plan, owner, returned, end);
}

/** The result of a call whose arguments ended at `end`. */
function result(plan: FunctionPlan, owner: Owner, returned: unknown, end: number): unknown {
  const { views } = writer;
  const status = views.u32[HEADER.status] as number;
  if (status === FAILED) throw failed(returned as Failure);
  if (status === SPILLED) return plan.read(spilled(returned as unknown[], owner));
  const start = (end + 7) & ~7;
  reader.views = views;
  reader.position = start;
  reader.end = start + status;
  reader.beside = returned as unknown[] | undefined;
  reader.owner = owner;
  return plan.read(reader);
}

/** Calls of one instance on other threads, which take turns. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs `work` after all that came before. A thread that only waited would block others. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

/** Calls on other threads. Node waits for them when it exits, so they are stopped then. */
const underWay = new Set<Cancel>();
process.once('exit', () => {
  for (const cancel of underWay) cancel.cancel();
});

/** The function number `index` of an instance, on another thread. */
export function asyncFunction(plans: Plans, index: number, owner: Owner, turns: Turns): AsyncFunction {
  return async (...args) => {
    const plan = plans.of(index);
    const given = args.length > plan.params ? args.slice(0, plan.params) : args;
    const { signal, deadline } = checked(args.slice(plan.params));
    signal?.throwIfAborted();
    const cancel = new addon.Cancel();
    const { pending, moved, lent } = withArguments(plan, index, owner, given, () => {
      const { blobs, moved, lent } = writer;
      const pending = settle(owner.native.prepare(scratch, blobs ?? [], cancel, deadline));
      return { pending, moved, lent };
    });
    const handles = moved === undefined ? undefined : move(moved);
    lend(lent ?? []);
    const work = async (): Promise<unknown> => {
      underWay.add(cancel);
      try {
        if (signal?.aborted) {
          restore(moved ?? [], handles ?? []);
          throw signal.reason;
        }
        const returned = await pending.run();
        if (isFailure(returned)) throw failed(returned, moved, handles);
        return plan.read(spilled(returned, owner));
      } finally {
        underWay.delete(cancel);
        release(lent ?? []);
      }
    };
    const answer = turns.take(work);
    return signal === undefined ? answer : orAborted(answer, signal, cancel);
  };
}

/** Begins a frame. A getter of an argument may make a call: its frame lies behind the caller's. */
function open(owner: Owner): number {
  const begin = (writer.position + 7) & ~7;
  writer.position = begin;
  writer.blobs = writer.moved = writer.lent = undefined;
  writer.owner = owner;
  return begin;
}

/** Ends the arguments of a frame, writes the header and says where they end. */
function seal(index: number, begin: number): number {
  const end = writer.position;
  if (end + 8 > writer.views.length) writer.views = growTo(end + 8);
  const header = writer.views.u32;
  header[HEADER.function] = index;
  header[HEADER.begin] = begin;
  header[HEADER.end] = end;
  return end;
}

/** Writes the header and the arguments and runs `use` on them. */
function withArguments<T>(
  plan: FunctionPlan,
  index: number,
  owner: Owner,
  args: readonly unknown[],
  use: () => T,
): T {
  const { position, blobs, moved, lent, owner: before } = writer;
  const begin = open(owner);
  try {
    plan.write(writer, args);
    seal(index, begin);
    return use();
  } catch (error) {
    throw error instanceof Wrong ? error.toError() : error;
  } finally {
    writer.position = position;
    writer.blobs = blobs;
    writer.moved = moved;
    writer.lent = lent;
    writer.owner = before;
  }
}

/** A reader for a result that is not in the shared buffer. Next time there is room for its like. */
function spilled(returned: readonly unknown[], owner: Owner): Reader {
  const reader = readerOf(returned);
  reader.owner = owner;
  const wanted = writer.position + reader.end + 16;
  if (wanted > writer.views.length && wanted <= LARGEST_BYTES) writer.views = growTo(wanted);
  return reader;
}

/** Failures before the component has run: it did not get what was to move into it. */
const BEFORE = new Set(['type', 'range', 'value', 'handle', 'busy']);

function failed(failure: Failure, moved?: readonly Resource[], handles?: readonly number[]): Error {
  if (moved !== undefined && BEFORE.has(failure.kind)) restore(moved, handles ?? []);
  return errorOf(failure);
}

/** The result, or the signal's reason as soon as it is given. */
function orAborted<T>(result: Promise<T>, signal: AbortSignal, cancel: Cancel): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel.cancel();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function checked(rest: readonly unknown[]): CallOptions {
  const options = rest[0] ?? {};
  if (rest.length > 1 || typeof options !== 'object') {
    throw new TypeError('expected options { signal, deadline } after the arguments of the function');
  }
  const { signal, deadline } = options as CallOptions;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError('signal: expected an AbortSignal');
  }
  if (deadline !== undefined && !(typeof deadline === 'number' && deadline >= 0 && deadline < Infinity)) {
    throw new RangeError(`deadline: expected milliseconds, got ${String(deadline)}`);
  }
  return options;
}
