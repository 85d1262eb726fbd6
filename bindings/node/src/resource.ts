/** Resources: objects that live in an instance. */

import type { Failure } from './errors.js';
import type { Host } from './host.js';
import type { HostObjects } from './host-objects.js';
import { isFailure, type NativeInstance, type Outcome } from './native.js';
import { article } from './wrong.js';

/** An exported function of an instance. */
export type ExportedFunction = (...args: any[]) => any;

/** The same on another thread. One argument more than the function has is `CallOptions`. */
export type AsyncFunction = (...args: any[]) => Promise<any>;

/**
 * An instance's functions by their positions in the signature. Of `any` type, since generated code
 * states what each of them takes and gives.
 */
export interface FunctionTable {
  readonly length: number;
  readonly [position: number]: any;
}

/** Whose objects of the host's are meant. */
export interface Side {
  readonly objects: HostObjects;
}

/** What a resource needs to know of its instance. */
export interface Owner extends Side {
  readonly host: Host | undefined;
  readonly native: NativeInstance;
  readonly functions: FunctionTable;
  readonly asyncFunctions: FunctionTable;
  /** The class of the resource that stands at `id` in the signature, bound to this instance. */
  resource(id: number): typeof Resource;
  /** Drops a resource, whose destructor may call functions of the host's. */
  drop(handle: number): Outcome<undefined>;
  /** What a failure of the instance comes to. */
  errorOf(failure: Failure): unknown;
}

const HANDLE = Symbol('outwit.handle');
const BINDING = Symbol('outwit.binding');
/** How many calls on other threads have borrowed the resource. */
const LENT = Symbol('outwit.lent');
/** The handle to drop when the last of them is over. */
const LATE = Symbol('outwit.late');

/** In place of a handle: the resource was disposed of. */
const DISPOSED = -1;
/** In place of a handle: the component owns the resource. */
const MOVED = -2;

/** What all resources of one type in one instance share. */
interface Binding {
  readonly owner: Owner;
  readonly name: string;
  /** Makes an object around a handle without running a generated constructor. */
  readonly Adopted: new (handle: number) => Resource;
}

interface Held {
  readonly native: NativeInstance;
  readonly handle: number;
}

/** Drops what nobody disposed of, at the next call of its instance. */
const forgotten = new FinalizationRegistry<Held>(({ native, handle }) => native.queueDrop(handle));

/**
 * A resource that lives in an instance: the base of the classes that are generated.
 *
 * `dispose()`, or `using`, drops it. One that is forgotten is dropped some time after it was
 * garbage-collected.
 */
export class Resource {
  /** @internal */
  declare [HANDLE]: number;
  /** @internal */
  declare [LENT]: number;
  /** @internal */
  declare [LATE]: number | undefined;
  /** @internal */
  declare readonly [BINDING]: Binding;

  /** For generated constructors, which pass on what the component's constructor made. */
  protected constructor(made?: unknown) {
    if (!(made instanceof Resource)) {
      const { name } = bound(new.target);
      throw new TypeError(`${name} has no constructor; the component's functions make its objects`);
    }
    return made;
  }

  /** The functions of the instance that a class is bound to. For generated code. */
  protected static get _functions(): FunctionTable {
    return ownerOf(this).functions;
  }

  /** The same on another thread. For generated code. */
  protected static get _asyncFunctions(): FunctionTable {
    return ownerOf(this).asyncFunctions;
  }

  /** The functions of the resource's instance. For generated code. */
  protected get _functions(): FunctionTable {
    return this[BINDING].owner.functions;
  }

  /** The same on another thread. For generated code. */
  protected get _asyncFunctions(): FunctionTable {
    return this[BINDING].owner.asyncFunctions;
  }

  /** Whether the resource was disposed of, or given to the component. */
  get disposed(): boolean {
    return this[HANDLE] < 0;
  }

  /**
   * Drops the resource: now, or when the calls on other threads that use it are over. A second
   * time does nothing.
   */
  dispose(): void {
    const handle = this[HANDLE];
    if (!(handle >= 0)) return;
    this[HANDLE] = DISPOSED;
    forgotten.unregister(this);
    if (this[LENT] > 0) {
      this[LATE] = handle;
      return;
    }
    const { owner } = this[BINDING];
    const outcome = owner.drop(handle);
    if (!isFailure(outcome)) return;
    // With its instance the resource is gone already.
    if (outcome.kind !== 'closed' && outcome.kind !== 'poisoned') throw owner.errorOf(outcome);
  }

  /** The same as `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

function bindingOf(type: Function): Binding | undefined {
  return (type.prototype as Partial<Resource>)[BINDING];
}

function ownerOf(type: Function): Owner {
  return bound(type).owner;
}

function bound(type: Function): Binding {
  const binding = bindingOf(type);
  if (binding === undefined) {
    throw new TypeError(
      `${type.name} belongs to no instance; take the class from one, as in pdf.reader.${type.name}`,
    );
  }
  return binding;
}

/** The class `Base` with its objects in one instance. `name` is the resource's WIT name. */
export function bind(Base: typeof Resource, name: string, owner: Owner): typeof Resource {
  const Bound = { [Base.name]: class extends Base {} }[Base.name] as typeof Resource;
  const Adopted = function (this: Resource, handle: number): void {
    this[HANDLE] = handle;
    this[LENT] = 0;
    this[LATE] = undefined;
  } as unknown as Binding['Adopted'];
  Object.defineProperty(Adopted, 'prototype', { value: Bound.prototype });
  // Constants on the class are faster than the getters that they hide.
  const functions = { value: owner.functions };
  Object.defineProperty(Bound, '_functions', functions);
  Object.defineProperty(Bound.prototype, '_functions', functions);
  Object.defineProperty(Bound.prototype, BINDING, { value: { owner, name, Adopted } satisfies Binding });
  return Bound;
}

/** The object for a handle that the component gave to the host. */
export function adopt(Bound: typeof Resource, handle: number): Resource {
  const { Adopted, owner } = bindingOf(Bound) as Binding;
  const resource = new Adopted(handle);
  forgotten.register(resource, { native: owner.native, handle }, resource);
  return resource;
}

/** The handle of a resource if it is of the class `Bound`, or why not. */
export function handleOf(Bound: typeof Resource, value: unknown): number | string {
  const binding = bindingOf(Bound) as Binding;
  const resource = value as Partial<Resource> | null | undefined;
  const own = typeof resource === 'object' ? resource?.[BINDING] : undefined;
  if (own === undefined || own.name !== binding.name) return `expected ${article(binding.name)}`;
  if (own.owner !== binding.owner) return `this ${binding.name} belongs to another instance`;
  if (own !== binding) return `expected ${article(binding.name)} of another interface`;
  const handle = resource?.[HANDLE];
  if (handle === undefined || handle === DISPOSED) return `this ${binding.name} was disposed of`;
  if (handle === MOVED) return `this ${binding.name} was given to the component`;
  return handle;
}

/** A call on another thread borrows these resources. */
export function lend(resources: readonly Resource[]): void {
  for (const resource of resources) resource[LENT] += 1;
}

/** The call is over. What was disposed of meanwhile is dropped. */
export function release(resources: readonly Resource[]): void {
  for (const resource of resources) {
    resource[LENT] -= 1;
    const late = resource[LATE];
    if (resource[LENT] > 0 || late === undefined) continue;
    resource[LATE] = undefined;
    resource[BINDING].owner.native.queueDrop(late);
  }
}

/** The component owns these resources now. Gives their handles, for `restore`. */
export function move(resources: readonly Resource[]): number[] {
  return resources.map((resource) => {
    const handle = resource[HANDLE];
    resource[HANDLE] = MOVED;
    forgotten.unregister(resource);
    return handle;
  });
}

/** The call failed before the component got them. */
export function restore(resources: readonly Resource[], handles: readonly number[]): void {
  resources.forEach((resource, i) => {
    const handle = handles[i] as number;
    resource[HANDLE] = handle;
    forgotten.register(resource, { native: resource[BINDING].owner.native, handle }, resource);
  });
}
