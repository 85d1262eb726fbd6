/** The host's side of an instance: calls of what its component imports. */

import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { FAILED, growTo, HEADER } from './buffer.js';
import { spilled } from './call.js';
import { errorOf, InstanceError, OutwitError, type Failure } from './errors.js';
import { disposeAll, HostObjects } from './host-objects.js';
import type { HostPlace } from './host-names.js';
import { isMethod, placeText, type HostPlan } from './host-plan.js';
import type { Plans } from './plan.js';
import { reader, type Reader } from './reader.js';
import type { Side } from './resource.js';
import type { FunctionDef } from './signature.js';
import { writer } from './writer.js';
import { show } from './wrong.js';

/** In the place of an import's number: the component dropped the resource that comes as argument. */
const DROPPED = 0xffff_ffff;
/** In the place of an import's number: the last result could not be given to the component. */
const TAKE_BACK = 0xffff_fffe;

/** A host function that a call on another thread waits for, with what waits for the call. */
interface Within {
  readonly host: Host;
  readonly outer: Within | undefined;
  over: boolean;
}

/** The host functions that the code which runs now is part of. */
const within = new AsyncLocalStorage<Within>();

/** What a host function may give: the value, or a promise of it in calls on another thread. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** Large parts of a result, which travel beside the buffer. */
export type Blobs = readonly ArrayBufferView[] | undefined;

/** Takes a result from the shared buffer, and its blobs; says whether anybody takes it. */
export type Answer = (blobs: Blobs) => boolean;

const BUSY = 'the instance is in a call already; a host function cannot call back into its own instance';

/** What the host gives to one instance. */
export class Host implements Side {
  /** The host's objects that the component holds. */
  readonly objects = new HostObjects();
  private readonly holders: readonly unknown[];
  /** What waits for the call on another thread that is under way. */
  private outer: Within | undefined;
  /** Where that call was made: its host functions see what is stored there. */
  private scope: AsyncResource | undefined;
  private thrown: { readonly value: unknown } | undefined;
  /** Numbers of objects that the last result gave to the component. */
  private given: readonly number[] | undefined;

  /** `imports` has the functions at `places`, one for each import of the world. */
  constructor(
    private readonly plans: Plans,
    imports: object,
    private readonly places: readonly HostPlace[],
  ) {
    const fields = imports as Record<string, unknown>;
    this.holders = places.map(([field]) => (field === null ? imports : fields[field]));
  }

  /** Which of the functions are there. Those of resources are looked up on the objects. */
  has(): boolean[] {
    return this.places.map(([, member], index) => {
      const definition = this.plans.imports[index] as FunctionDef;
      if (isMethod(definition)) return true;
      const holder = this.holders[index] as Record<string, unknown> | null | undefined;
      const found = holder?.[member] ?? undefined;
      if (found === undefined || typeof found === 'function') return found !== undefined;
      throw new TypeError(`${placeText(definition)}: expected a function, got ${show(found)}`);
    });
  }

  /** A function that a call waits for cannot wait for another call of the same instance. */
  refuseWithin(): void {
    for (let frame = within.getStore(); frame !== undefined; frame = frame.outer) {
      if (frame.host === this && !frame.over) throw new InstanceError(BUSY);
    }
  }

  /** A call on another thread has its turn. */
  begin(): void {
    this.outer = within.getStore();
    this.scope = new AsyncResource('outwit.call');
  }

  /** Takes what a host function threw, which ended the call that is over. */
  takeThrown(): { readonly value: unknown } | undefined {
    const { thrown } = this;
    this.thrown = undefined;
    return thrown;
  }

  /** The instance is closed: its component holds nothing any more. */
  close(): void {
    disposeAll(this.objects.empty());
  }

  /**
   * Makes the call that the header of the shared buffer describes, and puts the result there. What
   * is `beside` the buffer is as for results of exports.
   */
  readonly now = (beside?: readonly unknown[]): Blobs => {
    const header = writer.views.u32;
    const index = header[HEADER.function] as number;
    if (index === TAKE_BACK) return this.takeBack();
    const before = writer.frame();
    try {
      const from = this.arguments(header, beside);
      if (index === DROPPED) return this.drop(from);
      const plan = this.plans.ofImport(index);
      let value: unknown;
      try {
        value = this.call(plan, index, from);
      } catch (error) {
        return this.answer(plan, error, true);
      }
      if (isPromise(value)) throw isAsync(plan, value);
      return this.answer(plan, value, false);
    } catch (error) {
      this.fail(error);
      return undefined;
    } finally {
      writer.back(before);
    }
  };

  /** Makes the call number `index`, whose arguments are in `beside`, for a call on another thread. */
  readonly later = (index: number, beside: readonly unknown[], answer: Answer): void => {
    const plan = index === DROPPED ? undefined : this.plans.ofImport(index);
    const frame = { host: this, outer: this.outer, over: false };
    const settle = (value: unknown, isError: boolean): void => {
      frame.over = true;
      this.settle(plan, value, isError, answer);
    };
    try {
      const from = spilled(beside, this);
      const call = (): unknown => (plan === undefined ? this.drop(from) : this.call(plan, index, from));
      const here = (): unknown => within.run(frame, call);
      const value = this.scope === undefined ? here() : this.scope.runInAsyncScope(here);
      if (isPromise(value)) {
        // A promise of JavaScript's own settles once.
        Promise.resolve(value).then(
          (value) => settle(value, false),
          (error) => settle(error, true),
        );
      } else {
        settle(value, false);
      }
    } catch (error) {
      settle(error, true);
    }
  };

  private call(plan: HostPlan, index: number, from: Reader): unknown {
    const [, member] = this.places[index] as HostPlace;
    return plan.call(from, this.holders[index], member);
  }

  private arguments(header: Uint32Array, beside: readonly unknown[] | undefined): Reader {
    this.given = undefined;
    if (beside !== undefined && beside[0] !== undefined) return spilled(beside, this);
    reader.views = writer.views;
    reader.position = header[HEADER.begin] as number;
    reader.end = header[HEADER.end] as number;
    reader.beside = beside;
    reader.owner = this;
    return reader;
  }

  /** Gives an answer to a call on another thread. */
  private settle(plan: HostPlan | undefined, value: unknown, isError: boolean, answer: Answer): void {
    const before = writer.frame();
    let large: Blobs;
    try {
      this.given = undefined;
      if (plan !== undefined) large = this.answer(plan, value, isError);
      else if (isError) throw value;
      else this.answerNothing();
    } catch (error) {
      this.fail(error);
    }
    if (!answer(large)) {
      this.takeBack();
      this.thrown = undefined;
    }
    writer.back(before);
  }

  /** Puts an answer into the shared buffer and gives its blobs. Throws an error that is none. */
  private answer(plan: HostPlan, value: unknown, isError: boolean): Blobs {
    const begin = writer.begin(this);
    try {
      if (!isError) plan.write(writer, value);
      else if (!plan.writeError(writer, value)) throw value;
    } catch (error) {
      this.objects.takeAll(writer.load?.given);
      throw error;
    }
    const { position, load } = writer;
    this.given = load?.given;
    this.seal(begin, position, load === undefined ? 0 : load.blobs.length);
    return load?.blobs;
  }

  private answerNothing(): undefined {
    this.seal(HEADER.bytes, HEADER.bytes, 0);
    return undefined;
  }

  /** Puts an error aside, of which the addon is told no more than that. */
  private fail(error: unknown): void {
    this.thrown = { value: error };
    this.seal(HEADER.bytes, HEADER.bytes, FAILED);
  }

  private seal(begin: number, end: number, status: number): void {
    if (end + 8 > writer.views.length) writer.views = growTo(end + 8);
    const header = writer.views.u32;
    header[HEADER.begin] = begin;
    header[HEADER.end] = end;
    header[HEADER.status] = status;
  }

  /** The component dropped an object. */
  private drop(from: Reader): undefined {
    const object = this.objects.take(from.u32());
    from.finish();
    object?.[Symbol.dispose]?.();
    return this.answerNothing();
  }

  private takeBack(): undefined {
    this.objects.takeAll(this.given);
    this.given = undefined;
    return this.answerNothing();
  }
}

/** The error for a failure: what a function of the host's threw stays what it was. */
export function thrownOf(failure: Failure, host: Host | undefined): unknown {
  const thrown = failure.kind === 'host' ? host?.takeThrown() : undefined;
  return thrown === undefined ? errorOf(failure) : thrown.value;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

function isAsync({ place }: HostPlan, promise: PromiseLike<unknown>): OutwitError {
  // Nobody will look at what comes of it.
  promise.then(undefined, () => undefined);
  return new OutwitError(`${place} is async: call it through an *Async function`);
}
