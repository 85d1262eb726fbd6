/// <reference lib="esnext.disposable" preserve="true" />

/**
 * outwit calls WebAssembly components.
 *
 * `load` a component, `instantiate` it and call its `exports` with plain values; or use bindings
 * that `npx outwit generate typescript` made from its WIT.
 */

import './warm.js';

export { Bindings, Interface, type BindingsOptions } from './bindings.js';
export type { CallOptions } from './call.js';
export {
  Component,
  load,
  loadAsync,
  type Export,
  type Import,
  type LoadOptions,
  type Source,
} from './component.js';
export type { Exports } from './dynamic.js';
export {
  CacheError,
  Cancelled,
  ComponentError,
  DeadlineExceeded,
  InstanceError,
  LimitExceeded,
  LinkError,
  OutOfFuel,
  OutOfMemory,
  OutwitError,
  Trap,
  WitError,
  type Frame,
} from './errors.js';
export type { MaybePromise } from './host.js';
export type { HostPlace } from './host-names.js';
export { Instance, type InstanceOptions } from './instance.js';
export { Resource, type AsyncFunction, type ExportedFunction, type FunctionTable } from './resource.js';
export type { Case, Field, FunctionDef, Primitive, Signature, Type, TypeDef } from './signature.js';
export type { Bytes, Err, List, Ok, Option, Result } from './values.js';
export { World, type WorldClasses } from './world.js';
