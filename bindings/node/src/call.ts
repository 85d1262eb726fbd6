/** Calls: arguments into the shared buffer, one call of the addon, the result out of it. */

import { FAILED, growTo, HEADER, LARGEST_BYTES, scratch, SPILLED } from './buffer.js';
import type { Failure } from './errors.js';
import type { FunctionPlan, Plans } from './plan.js';
import { isFailure, settle, type NativeCall, type NativePending } from './native.js';
import { reader, readerOf, type Reader } from './reader.js';
import {
  lend,
  move,
  release,
  restore,
  type AsyncFunction,
  type ExportedFunction,
  type Owner,
  type Side,
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
    const before = writer.frame();
    const begin = writer.begin(owner);
    try {
      plan.write(writer, args);
      const end = seal(index, begin);
      return writer.load === undefined ? result(plan, owner, call(), end) : heavyCall(plan, owner, call, end);
    } catch (error) {
      throw notWritten(owner, error);
    } finally {
      writer.back(before);
    }
  };
}

/** A call with large arguments, or with resources that move into the component. */
function heavyCall(plan: FunctionPlan, owner: Owner, call: NativeCall, end: number): unknown {
  writer.finish();
  const beside = sent(owner);
  const returned = call(...beside.blobs);
  const failed = writer.views.u32[HEADER.status] === FAILED;
  beside.settle(failed ? (returned as Failure) : undefined);
  return result(plan, owner, returned, end);
}

/** The result of a call whose arguments ended at `end`. */
function result(plan: FunctionPlan, owner: Owner, returned: unknown, end: number): unknown {
  const { views } = writer;
  const status = views.u32[HEADER.status] as number;
  if (status === FAILED) throw owner.errorOf(returned as Failure);
  if (status === SPILLED) return plan.read(spilled(returned as unknown[], owner));
  const start = (end + 7) & ~7;
  reader.views = views;
  reader.position = start;
  reader.end = start + status;
  reader.beside = returned as unknown[] | undefined;
  reader.owner = owner;
  return plan.read(reader);
}

/** What goes with a call beside the buffer. */
interface Sent {
  readonly blobs: readonly ArrayBufferView[];
  /** The call is over. What the component did not get is the caller's again. */
  settle(failure: Failure | undefined): void;
  /** It never began. */
  takeBack(): void;
}

const NOTHING: Sent = { blobs: [], settle: () => undefined, takeBack: () => undefined };

/** Takes what was written beside the buffer. Resources move to the component. */
function sent({ objects }: Owner): Sent {
  if (writer.load === undefined) return NOTHING;
  const { blobs, moved, given, shown } = writer.load;
  writer.load = undefined;
  const handles = move(moved);
  const takeBack = (): void => {
    restore(moved, handles);
    objects.takeAll(given);
    objects.takeAll(shown);
  };
  return {
    blobs,
    takeBack,
    settle(failure): void {
      if (failure !== undefined && !failure.taken) takeBack();
      else objects.takeAll(shown);
    },
  };
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

// Calls on other threads are stopped when the program ends, whatever they are doing.
process.once('exit', () => scratch.close());

/** The function number `index` of an instance, on another thread. */
export function asyncFunction(plans: Plans, index: number, owner: Owner, turns: Turns): AsyncFunction {
  return async (...args) => {
    const plan = plans.of(index);
    const given = args.length > plan.params ? args.slice(0, plan.params) : args;
    const { signal, deadline } = checked(args.slice(plan.params));
    signal?.throwIfAborted();
    owner.host?.refuseWithin();
    const { pending, beside, lent } = withArguments(plan, index, owner, given, () => {
      const { load, lent = [] } = writer;
      const pending = settle(owner.native.prepare(scratch, load?.blobs ?? [], deadline));
      lend(lent);
      return { pending, lent, beside: sent(owner) };
    });
    const work = async (): Promise<unknown> => {
      try {
        if (signal?.aborted) {
          beside.takeBack();
          throw signal.reason;
        }
        owner.host?.begin();
        const returned = await settle(pending.run());
        beside.settle(isFailure(returned) ? returned : undefined);
        if (isFailure(returned)) throw owner.errorOf(returned);
        return plan.read(spilled(returned, owner));
      } finally {
        release(lent);
      }
    };
    const answer = turns.take(work);
    return signal === undefined ? answer : orAborted(answer, signal, pending);
  };
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
  const before = writer.frame();
  const begin = writer.begin(owner);
  try {
    plan.write(writer, args);
    writer.finish();
    seal(index, begin);
    return use();
  } catch (error) {
    throw notWritten(owner, error);
  } finally {
    writer.back(before);
  }
}

/** The error for wrong arguments. The host's objects among them do not go to the component. */
function notWritten(owner: Owner, error: unknown): unknown {
  owner.objects.takeAll(writer.load?.given);
  owner.objects.takeAll(writer.load?.shown);
  return error instanceof Wrong ? error.toError() : error;
}

/** A reader for values that are not in the shared buffer. Next time there is room for their like. */
export function spilled(returned: readonly unknown[], owner: Side): Reader {
  const reader = readerOf(returned);
  reader.owner = owner;
  const wanted = writer.position + reader.end + 16;
  if (wanted > writer.views.length && wanted <= LARGEST_BYTES) writer.views = growTo(wanted);
  return reader;
}

/** The result, or the signal's reason as soon as it is given. */
function orAborted<T>(result: Promise<T>, signal: AbortSignal, pending: NativePending): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      pending.cancel();
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
