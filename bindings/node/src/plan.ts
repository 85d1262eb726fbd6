/** What a world's functions are called with: resolved once a world, used by all its instances. */

import { Codecs, type Codec } from './codec.js';
import { WitError } from './errors.js';
import { hostPlan, type HostPlan } from './host-plan.js';
import { placeOf } from './names.js';
import type { Reader } from './reader.js';
import { entry, type FunctionDef, type Signature } from './signature.js';
import type { Writer } from './writer.js';
import { inside } from './wrong.js';

/** The class of errors with a payload. */
export type WitErrorClass = new (payload: any) => WitError;

/** How one function's arguments are written and its result is read. */
export interface FunctionPlan {
  /** How many parameters there are. */
  readonly params: number;
  write(to: Writer, args: readonly unknown[]): void;
  /** Gives the result, or throws its error. */
  read(from: Reader): unknown;
}

/** The plans of a world's functions, each made at its first call. */
export class Plans {
  private readonly codecs: Codecs;
  private readonly made: (FunctionPlan | undefined)[] = [];
  private readonly madeImports: (HostPlan | undefined)[] = [];

  /** `errors` are the classes of the functions' errors, by type. */
  constructor(
    private readonly signature: Signature,
    private readonly errors: ReadonlyMap<number, WitErrorClass>,
  ) {
    this.codecs = new Codecs(signature);
  }

  /** The plan of the function number `index`. */
  of(index: number): FunctionPlan {
    return (this.made[index] ??= this.make(this.signature.exports[index] as FunctionDef));
  }

  /** The imported functions. */
  get imports(): readonly FunctionDef[] {
    return this.signature.imports;
  }

  /** The plan of the imported function number `index`. */
  ofImport(index: number): HostPlan {
    const { signature, codecs, errors } = this;
    const make = (): HostPlan => hostPlan(signature, signature.imports[index] as FunctionDef, codecs, errors);
    return (this.madeImports[index] ??= make());
  }

  private make(definition: FunctionDef): FunctionPlan {
    const { signature, codecs, errors } = this;
    return {
      params: definition.params.length,
      write: writeOf(signature, definition, codecs),
      read: readOf(signature, definition, codecs, errors),
    };
  }
}

function writeOf(signature: Signature, definition: FunctionDef, codecs: Codecs): FunctionPlan['write'] {
  const names = definition.params.map(({ name }) => name);
  const params = definition.params.map(({ type }) => codecs.of(type));
  const most = params.length;
  let least = most;
  const isOption = (i: number): boolean => {
    const type = definition.params[i]?.type;
    return type !== undefined && entry(signature, type)?.kind === 'option';
  };
  while (isOption(least - 1)) least -= 1;
  return (to, args) => {
    const count = args.length;
    if (count < least || count > most) throw wrongCount(definition, least, most, count);
    let i = 0;
    try {
      for (; i < most; i++) (params[i] as Codec).write(to, args[i]);
    } catch (error) {
      throw inside(error, names[i] as string);
    }
  };
}

function wrongCount(definition: FunctionDef, least: number, most: number, count: number): TypeError {
  const place = placeOf(definition.name);
  const self = place.kind === 'method' ? 1 : 0;
  const name = place.kind === 'constructor' ? place.resource : place.name;
  const expected = least === most ? `${most - self}` : `${least - self} to ${most - self}`;
  return new TypeError(`${name}: expected ${expected} arguments, got ${count - self}`);
}

function readOf(
  signature: Signature,
  definition: FunctionDef,
  codecs: Codecs,
  errors: ReadonlyMap<number, WitErrorClass>,
): FunctionPlan['read'] {
  if (definition.result === undefined) {
    return (from) => from.finish();
  }
  const type = entry(signature, definition.result);
  if (type?.kind !== 'result') {
    const result = codecs.of(definition.result);
    return (from) => {
      const value = result.read(from);
      from.finish();
      return value;
    };
  }
  // A result at the top is the value, or is thrown.
  const ok = type.ok === undefined ? undefined : codecs.of(type.ok);
  const err = type.err === undefined ? undefined : codecs.of(type.err);
  const ErrorClass = (typeof type.err === 'number' ? errors.get(type.err) : undefined) ?? WitError;
  return (from) => {
    const isErr = from.tag();
    const value = (isErr ? err : ok)?.read(from);
    from.finish();
    if (isErr) throw new ErrorClass(value);
    return value;
  };
}
