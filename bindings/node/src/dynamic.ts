/** An instance's exports by name, for use without generated code. */

import type { Instance } from './instance.js';
import { functionName, pascalCase, placeOf, withoutVersion } from './names.js';
import type { Resource } from './resource.js';

/**
 * What an instance exports: a world's own functions in camelCase, an interface under its whole
 * name (`outwit:pdf/reader@0.1.0`) and, where that is clear, without its version. Each function
 * has a variant on another thread, with `Async` at the end of its name.
 */
export type Exports = Readonly<Record<string, any>>;

/** Makes the exports of an instance. */
export function exportsOf(instance: Instance): Exports {
  const all: Record<string, object> = {};
  const { exports, types } = instance.world.signature;
  const space = (id: string | undefined): Record<string, object> =>
    id === undefined ? all : ((all[id] ??= {}) as Record<string, object>);
  for (const [id, type] of types.entries()) {
    if (type.kind !== 'resource' || type.imported === true) continue;
    space(type.interface)[pascalCase(type.name)] = classOf(instance, id);
  }
  const members = new Map<object, Member[]>();
  for (const [index, { interface: id, name }] of exports.entries()) {
    const place = placeOf(name);
    if (place.kind !== 'function') continue;
    const target = space(id);
    if (!members.has(target)) members.set(target, []);
    members
      .get(target)
      ?.push({ name: functionName(place.name, 'function'), ...freeFunction(instance, index) });
  }
  for (const [target, functions] of members) define(target, functions);
  addShortNames(all);
  return all;
}

/** A function under its name, and its variant on another thread. */
interface Member {
  readonly name: string;
  readonly sync: Function;
  readonly promise: Function;
}

function freeFunction(instance: Instance, index: number): Omit<Member, 'name'> {
  const promise = (...args: unknown[]) => instance.asyncFunctions[index](...args);
  return { sync: instance.functions[index], promise };
}

function method(instance: Instance, index: number): Omit<Member, 'name'> {
  return {
    sync(this: Resource, ...args: unknown[]) {
      return instance.functions[index](this, ...args);
    },
    promise(this: Resource, ...args: unknown[]) {
      return instance.asyncFunctions[index](this, ...args);
    },
  };
}

/** The class of a resource with its methods and static functions. */
function classOf(instance: Instance, id: number): typeof Resource {
  const { exports, types } = instance.world.signature;
  const type = types[id];
  if (type?.kind !== 'resource') throw new RangeError(`the world has no resource at ${id}`);
  const Bound = instance.resource(id);
  let Class = Bound;
  const methods: Member[] = [];
  const statics: Member[] = [];
  for (const [index, { interface: owner, name }] of exports.entries()) {
    const place = placeOf(name);
    if (owner !== type.interface || place.kind === 'function' || place.resource !== type.name) continue;
    if (place.kind === 'method') {
      methods.push({ name: functionName(place.name, 'method'), ...method(instance, index) });
    } else if (place.kind === 'static') {
      statics.push({ name: functionName(place.name, 'static'), ...freeFunction(instance, index) });
    } else {
      const { sync, promise } = freeFunction(instance, index);
      Class = constructible(Bound, sync);
      statics.push({ name: 'new', sync, promise });
    }
  }
  define(Bound.prototype, methods);
  define(Class, statics);
  return Class;
}

/** A class like `Bound` whose objects are what `make` makes. */
function constructible(Bound: typeof Resource, make: Function): typeof Resource {
  // A constructor may give another object back than its own.
  const Class = function (...args: unknown[]) {
    return make(...args);
  } as unknown as typeof Resource;
  Object.defineProperty(Class, 'name', { value: Bound.name });
  Object.defineProperty(Class, 'prototype', { value: Bound.prototype });
  return Object.setPrototypeOf(Class, Bound);
}

/** Defines functions, and their variants under the names that generated code gives them. */
function define(target: object, members: readonly Member[]): void {
  const taken = new Set(members.map(({ name }) => name));
  const put = (key: string, value: Function): void => {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  };
  for (const { name, sync, promise } of members) {
    const stem = `${name.replace(/_$/, '')}Async`;
    put(taken.has(stem) ? `${stem}_` : stem, promise);
    if (name !== 'new') put(name, sync);
  }
}

/** `outwit:pdf/reader` for `outwit:pdf/reader@0.1.0`, unless there are two versions. */
function addShortNames(all: Record<string, object>): void {
  const ids = Object.keys(all).filter((key) => key.includes('@'));
  for (const id of ids) {
    const short = withoutVersion(id);
    const alone = ids.filter((other) => withoutVersion(other) === short).length === 1;
    if (alone && !(short in all)) Object.defineProperty(all, short, { value: all[id], enumerable: false });
  }
}
