/** How an imported function is called: resolved once a world, used by all its instances. */

import type { Codec, Codecs } from './codec.js';
import { WitError } from './errors.js';
import type { WitErrorClass } from './plan.js';
import { placeOf } from './names.js';
import type { Reader } from './reader.js';
import { entry, type FunctionDef, type Signature } from './signature.js';
import type { Writer } from './writer.js';
import { Wrong } from './wrong.js';

/** A function of the host's. `this` of a method is the resource. */
export type HostFunction = (this: unknown, ...args: unknown[]) => unknown;

/** How one imported function is called. */
export interface HostPlan {
  /** The function as messages name it. */
  readonly place: string;
  /** Reads the arguments and calls the function `member` of `holder`, or of the resource. */
  call(from: Reader, holder: unknown, member: string): unknown;
  /** Writes what the function gave. */
  write(to: Writer, value: unknown): void;
  /** Writes what the function threw, if it is the error of its `result`; says whether it is. */
  writeError(to: Writer, error: unknown): boolean;
}

/** An imported function as messages name it. */
export function placeText({ interface: id, name }: FunctionDef): string {
  return id === undefined ? name : `${id}.${name}`;
}

/** Whether a function belongs to the objects of a resource. */
export function isMethod({ name }: FunctionDef): boolean {
  return placeOf(name).kind === 'method';
}

/** The plan of an imported function. */
export function hostPlan(
  signature: Signature,
  definition: FunctionDef,
  codecs: Codecs,
  errors: ReadonlyMap<number, WitErrorClass>,
): HostPlan {
  const place = placeText(definition);
  const params = definition.params.map(({ type }) => codecs.of(type));
  return {
    place,
    call: isMethod(definition) ? methodCall(params) : functionCall(params),
    ...resultOf(signature, definition, codecs, errors, place),
  };
}

type Holder = Record<string, HostFunction>;

// The most usual counts of parameters are written out: without arrays of arguments a call is twice
// as fast.

function functionCall(params: readonly Codec[]): HostPlan['call'] {
  const [first, second] = params as [Codec, Codec];
  switch (params.length) {
    case 0:
      return (from, holder, member) => {
        from.finish();
        return (holder as Holder)[member]!();
      };
    case 1:
      return (from, holder, member) => {
        const a = first.read(from);
        from.finish();
        return (holder as Holder)[member]!(a);
      };
    case 2:
      return (from, holder, member) => {
        const a = first.read(from);
        const b = second.read(from);
        from.finish();
        return (holder as Holder)[member]!(a, b);
      };
    default:
      return (from, holder, member) => (holder as Holder)[member]!(...readAll(params, from));
  }
}

function methodCall([self, ...params]: readonly Codec[]): HostPlan['call'] {
  const method = functionCall(params);
  return (from, _, member) => method(from, (self as Codec).read(from), member);
}

function readAll(params: readonly Codec[], from: Reader): unknown[] {
  const args: unknown[] = [];
  for (const param of params) args.push(param.read(from));
  from.finish();
  return args;
}

function resultOf(
  signature: Signature,
  { result }: FunctionDef,
  codecs: Codecs,
  errors: ReadonlyMap<number, WitErrorClass>,
  place: string,
): Pick<HostPlan, 'write' | 'writeError'> {
  const whole = result === undefined ? undefined : entry(signature, result);
  if (whole?.kind !== 'result') {
    const codec = result === undefined ? undefined : codecs.of(result);
    return { write: (to, value) => writeWith(to, codec, value, place), writeError: () => false };
  }
  const ok = whole.ok === undefined ? undefined : codecs.of(whole.ok);
  const err = whole.err === undefined ? undefined : codecs.of(whole.err);
  const ErrorClass = (typeof whole.err === 'number' ? errors.get(whole.err) : undefined) ?? WitError;
  return {
    write(to, value): void {
      to.u8(0);
      writeWith(to, ok, value, place);
    },
    writeError(to, error): boolean {
      // A subclass of another error type is somebody else's: it stops the component.
      if (!(error instanceof WitError)) return false;
      const isOurs =
        error.constructor === WitError || (ErrorClass !== WitError && error instanceof ErrorClass);
      if (!isOurs) return false;
      to.u8(1);
      writeWith(to, err, error.payload, place);
      return true;
    },
  };
}

function writeWith(to: Writer, codec: Codec | undefined, value: unknown, place: string): void {
  if (codec === undefined) return;
  try {
    codec.write(to, value);
    to.finish();
  } catch (error) {
    throw error instanceof Wrong ? error.toError(`${place} returned a wrong value: `) : error;
  }
}
