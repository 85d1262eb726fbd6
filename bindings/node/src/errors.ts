/** Everything that this package throws, apart from `TypeError` and `RangeError` for wrong values. */

/** The base of every error of this package. */
export class OutwitError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** The data is not a WebAssembly component that can be loaded. */
export class ComponentError extends OutwitError {}

/** The component does not fit the bindings, or it wants imports that nothing supplies. */
export class LinkError extends OutwitError {}

/** The folder of compiled components cannot be used. */
export class CacheError extends OutwitError {}

/** The instance cannot be called: it is closed, poisoned by a trap, or in a call already. */
export class InstanceError extends OutwitError {}

/**
 * A function of the component answered with the error of its `result`.
 *
 * Bindings that are generated have a subclass for each error type.
 */
export class WitError<P = unknown> extends OutwitError {
  /** What the component says about it, as its WIT type says. */
  readonly payload: P;

  constructor(payload: P) {
    super(describe(payload));
    this.payload = payload;
  }
}

/** One frame of the component's stack. */
export interface Frame {
  /** The function's name, where the component has names. */
  readonly function?: string;
  /** The name of the core module. */
  readonly module?: string;
  /** The offset in the core module. */
  readonly offset?: number;
}

/** The component did what it must not, or gave up. Its instance cannot be called any more. */
export class Trap extends OutwitError {
  /** The kind of the trap, such as `unreachable`. */
  readonly code: string | undefined;
  /** The component's stack, innermost first. */
  readonly frames: readonly Frame[];

  constructor(message: string, code?: string, frames: readonly Frame[] = []) {
    super(message);
    this.code = code;
    this.frames = frames;
  }
}

/** The component used more than it was granted. */
export class LimitExceeded extends Trap {}

/** The call took longer than it may. */
export class DeadlineExceeded extends LimitExceeded {}

/** The instance has used up its fuel. */
export class OutOfFuel extends LimitExceeded {}

/** The component wanted more memory than it may have. */
export class OutOfMemory extends LimitExceeded {}

/** The caller stopped the call. */
export class Cancelled extends LimitExceeded {}

/** What the addon says of a failure. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly code?: string;
  readonly frames: readonly Frame[];
  /** Whether the component had got its arguments. */
  readonly taken: boolean;
}

/** The error for a failure in the addon. */
export function errorOf({ kind, message, code, frames }: Failure): Error {
  switch (kind) {
    case 'component':
    case 'io':
      return new ComponentError(message);
    case 'link':
      return new LinkError(message);
    case 'cache':
      return new CacheError(message);
    case 'busy':
    case 'poisoned':
    case 'closed':
      return new InstanceError(message);
    case 'trap':
      return new Trap(message, code, frames);
    case 'deadline':
      return new DeadlineExceeded(message, code, frames);
    case 'fuel':
      return new OutOfFuel(message, code, frames);
    case 'memory':
      return new OutOfMemory(message, code, frames);
    case 'cancelled':
      return new Cancelled(message, code, frames);
    case 'type':
    case 'handle':
      return new TypeError(message);
    case 'range':
    case 'value':
      return new RangeError(message);
    default:
      return new OutwitError(message);
  }
}

/** An error's payload on one line, for its message. */
function describe(payload: unknown): string {
  switch (typeof payload) {
    case 'undefined':
      return 'the component answered with an error';
    case 'string':
      return payload;
    case 'object':
      if (payload !== null && 'tag' in payload) {
        const { tag, val } = payload as { tag: unknown; val?: unknown };
        return typeof val === 'string' || typeof val === 'number' ? `${tag}: ${val}` : String(tag);
      }
      return JSON.stringify(payload, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    default:
      return String(payload);
  }
}
