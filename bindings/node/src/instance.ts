/** Instances of components. */

import { asyncFunction, syncFunction, Turns } from './call.js';
import { scratch } from './buffer.js';
import type { Failure } from './errors.js';
import { thrownOf, type Host } from './host.js';
import { HostObjects } from './host-objects.js';
import { exportsOf, type Exports } from './dynamic.js';
import { settle, type NativeCall, type NativeInstance, type Outcome } from './native.js';
import { bind, type FunctionTable, type Resource } from './resource.js';
import type { World } from './world.js';
import { writer } from './writer.js';

/** What an instance may use. */
export interface InstanceOptions {
  /** The most bytes of memory that it may have. */
  readonly memory?: number;
  /** The milliseconds that a call may take. */
  readonly deadline?: number;
  /**
   * What the component imports: an object for each interface, under its name (whole, without
   * version, or without package), and the functions of the world itself.
   */
  readonly imports?: object;
}

/** One instance of a component, with a memory of its own. Its calls take turns. */
export class Instance {
  /** Every exported function, in the order of the signature. */
  readonly functions: FunctionTable;
  /** @internal */
  readonly native: NativeInstance;
  /** @internal */
  readonly objects: HostObjects;
  private readonly classes: (typeof Resource | undefined)[] = [];
  private promises: FunctionTable | undefined;
  private named: Exports | undefined;
  private isClosed = false;

  /** @internal */
  static of(world: World, native: NativeInstance, host: Host | undefined): Instance {
    return new Instance(world, native, host);
  }

  private constructor(
    /** The world that the instance was made with. */
    readonly world: World,
    native: NativeInstance,
    /** @internal */
    readonly host: Host | undefined,
  ) {
    this.native = native;
    this.objects = host?.objects ?? new HostObjects();
    const call: NativeCall = settle(native.bind(scratch));
    const { exports } = world.signature;
    this.functions = exports.map((_, index) => syncFunction(world.plans, index, this, call));
  }

  /** The same functions on another thread, as promises. */
  get asyncFunctions(): FunctionTable {
    if (this.promises === undefined) {
      const turns = new Turns();
      const { plans, signature } = this.world;
      this.promises = signature.exports.map((_, index) => asyncFunction(plans, index, this, turns));
    }
    return this.promises;
  }

  /** The exports by name, for use without generated code. */
  get exports(): Exports {
    return (this.named ??= exportsOf(this));
  }

  /** Whether the instance was closed. */
  get closed(): boolean {
    return this.isClosed;
  }

  /**
   * The class of the resource at a position of the signature's types, bound to this instance.
   * Generated code says which class it is.
   */
  resource<C = typeof Resource>(id: number): C {
    return (this.classes[id] ?? this.bind(id)) as C;
  }

  private bind(id: number): typeof Resource {
    const type = this.world.signature.types[id];
    const Base = this.world.resources.get(id);
    if (Base === undefined || type?.kind !== 'resource') {
      throw new RangeError(`the world has no resource at ${id}`);
    }
    return (this.classes[id] = bind(Base, type.name, this));
  }

  /** @internal */
  drop(handle: number): Outcome<undefined> {
    writer.cover();
    return this.native.dropHandle(handle);
  }

  /** @internal What a failure comes to: what a function of the host's threw stays what it was. */
  errorOf(failure: Failure): unknown {
    return thrownOf(failure, this.host);
  }

  /** How many of the host's objects the component holds. */
  get hostResources(): number {
    return this.objects.size;
  }

  /** How many of the component's resources the host holds; none once the instance is closed. */
  get guestResources(): number {
    if (this.isClosed) return 0;
    writer.cover();
    return settle(this.native.handles());
  }

  /**
   * Frees the instance with its memory and resources; the host's objects that its component held
   * are disposed of. A second time does nothing.
   */
  close(): void {
    settle(this.native.close());
    this.isClosed = true;
    this.host?.close();
  }

  /** The same as `close`, for `using`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
