/** What the generated classes of worlds and interfaces have in common. */

import { Component, load, type LoadOptions, type Source } from './component.js';
import type { Instance, InstanceOptions } from './instance.js';
import type { FunctionTable } from './resource.js';
import type { World } from './world.js';

/** How generated bindings load and instantiate their component. */
export interface BindingsOptions extends LoadOptions, Omit<InstanceOptions, 'imports'> {}

/** A component with the types of its world: the base of the classes that are generated. */
export class Bindings {
  /** The instance behind the bindings. */
  readonly instance: Instance;
  /** The instance's functions. For generated code. */
  protected readonly _functions: FunctionTable;

  /** For generated constructors. */
  protected constructor(
    world: World,
    source: Source | Component,
    options: BindingsOptions = {},
    imports?: object,
  ) {
    const component = source instanceof Component ? source : load(source, options);
    this.instance = component.instantiate(imports === undefined ? options : { ...options, imports }, world);
    this._functions = this.instance.functions;
  }

  /** The instance's functions on another thread. For generated code. */
  protected get _asyncFunctions(): FunctionTable {
    return this.instance.asyncFunctions;
  }

  /** Frees the instance with its memory and resources. A second time does nothing. */
  dispose(): void {
    this.instance.close();
  }

  /** The same as `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** The functions of one exported interface: the base of the classes that are generated. */
export class Interface {
  /** The instance's functions. For generated code. */
  protected readonly _functions: FunctionTable;
  readonly #instance: Instance;

  /** For generated constructors. */
  constructor(instance: Instance) {
    this.#instance = instance;
    this._functions = instance.functions;
  }

  /** The instance's functions on another thread. For generated code. */
  protected get _asyncFunctions(): FunctionTable {
    return this.#instance.asyncFunctions;
  }
}
