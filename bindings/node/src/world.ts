/** Worlds: a signature, and the classes that stand for its types. */

import { LinkError, WitError } from './errors.js';
import { placesIn, type HostPlace } from './host-names.js';
import { errorName, pascalCase } from './names.js';
import { Plans, type WitErrorClass } from './plan.js';
import { Resource } from './resource.js';
import { entry, type Signature, type TypeDef } from './signature.js';

/** The version of the signature that this package reads. */
const VERSION = 1;

/** What generated code knows of a world. Positions are those of the signature's types. */
export interface WorldClasses {
  /** The classes of resources. */
  readonly resources?: Readonly<Record<number, unknown>>;
  /** The classes of the errors of functions. */
  readonly errors?: Readonly<Record<number, WitErrorClass>>;
  /** Where the imported functions are found, one after the other: in which field of the imports, if in one, and under which name. */
  readonly imports?: readonly HostPlace[];
}

/** A world as bindings were made from it, or as a component has it. */
export class World {
  /** The types and functions. */
  readonly signature: Signature;
  /** The classes of the resources, by their positions in the signature. */
  readonly resources: ReadonlyMap<number, typeof Resource>;
  /** The classes of the errors, by their positions in the signature. */
  readonly errors: ReadonlyMap<number, WitErrorClass>;
  /** @internal How its functions are called. */
  readonly plans: Plans;
  private readonly places: readonly HostPlace[] | undefined;

  /** `json` is the signature. Classes that are not given are made. */
  constructor(
    readonly json: string,
    { resources = {}, errors = {}, imports }: WorldClasses = {},
  ) {
    this.signature = parse(json);
    this.resources = new Map(resourcesOf(this.signature, resources));
    this.errors = new Map(errorsOf(this.signature, errors));
    this.plans = new Plans(this.signature, this.errors);
    const count = this.signature.imports.length;
    if (imports !== undefined && imports.length !== count) {
      throw new TypeError(
        `the world imports ${count} functions, ${imports.length} places are given for them`,
      );
    }
    this.places = imports;
  }

  /** @internal Where the imported functions are found in `imports`. */
  placesIn(imports: object): readonly HostPlace[] {
    return this.places ?? placesIn(imports, this.signature);
  }
}

/** What its types are made of is looked at when a component is linked. */
function parse(json: string): Signature {
  const signature = objectOf(json);
  const { outwit, types, exports, imports = [] } = signature;
  if (typeof outwit !== 'number') throw unreadable('it has no version');
  if (outwit !== VERSION) {
    throw new LinkError(
      `the bindings are of signature version ${outwit}, this package reads ${VERSION}; ` +
        'generate them again, or install the version of outwit that fits',
    );
  }
  if (![types, exports, imports].every(Array.isArray)) throw unreadable('it has no types and functions');
  return { ...signature, imports } as Signature;
}

function objectOf(json: string): Partial<Record<keyof Signature, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw unreadable((error as Error).message);
  }
  return { ...(value as object) };
}

function unreadable(why: string): LinkError {
  return new LinkError(`the world of the bindings cannot be read: ${why}`);
}

function* resourcesOf(
  { types }: Signature,
  given: Readonly<Record<number, unknown>>,
): Iterable<[number, typeof Resource]> {
  for (const [id, type] of types.entries()) {
    if (type.kind !== 'resource' || type.imported === true) continue;
    const name = pascalCase(type.name);
    const made = (): typeof Resource => ({ [name]: class extends Resource {} })[name] as typeof Resource;
    yield [id, (given[id] as typeof Resource | undefined) ?? made()];
  }
}

/** The classes for the error types of functions. Unnamed types have none. */
function* errorsOf(
  signature: Signature,
  given: Readonly<Record<number, WitErrorClass>>,
): Iterable<[number, WitErrorClass]> {
  const { types } = signature;
  for (const { result } of [...signature.exports, ...signature.imports]) {
    const type = result === undefined ? undefined : entry(signature, result);
    const id = type?.kind === 'result' ? type.err : undefined;
    if (typeof id !== 'number') continue;
    const found = types[id];
    const error = found?.kind === 'own' || found?.kind === 'borrow' ? types[found.of] : found;
    if (error === undefined || !('name' in error)) continue;
    const neighbours = types.filter((other) => 'name' in other && other.interface === error.interface);
    const name = errorName(error.name, error.interface, namesOf(neighbours));
    yield [id, given[id] ?? ({ [name]: class extends WitError {} }[name] as WitErrorClass)];
  }
}

function namesOf(types: readonly TypeDef[]): string[] {
  return types.map((type) => ('name' in type ? type.name.toLowerCase() : ''));
}
