/** Types of the WIT values that TypeScript has no word of its own for. */

/** Bytes that go into a component. What comes out is a `Uint8Array`. */
export type Bytes = ArrayBufferView | ArrayBuffer;

/** A list that goes into a component. What comes out is an array. */
export type List<T> = readonly T[] | Iterable<T>;

/** An `option` of an `option`; without the tag both `none` were `undefined`. */
export type Option<T> = { tag: 'some'; val: T } | { tag: 'none' };

/** A `result` inside of a value. One without a payload has no `val`. */
export type Result<T, E> = Ok<T> | Err<E>;

/** The good case of a `result`. */
export type Ok<T> = [T] extends [void] ? { tag: 'ok' } : { tag: 'ok'; val: T };

/** The bad case of a `result`. */
export type Err<E> = [E] extends [void] ? { tag: 'err' } : { tag: 'err'; val: E };
