/** An instance's exports by name, for use without generated code. */

import type { Instance } from './instance.js';
import { functionName, pascalCase, placeOf, withoutVersion } from './names.js';
import type { Resource } from './resource.js';
import type { FunctionDef } from './signature.js';

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
    const member = { target, name: functionName(place.name, 'function'), ...freeFunction(instance, index) };
    members.get(target)?.push(member);
  }
  for (const functions of members.values()) define(functions);
  addShortNames(all);
  return all;
}

/** What a function does, and its variant on another thread. */
interface Callable {
  readonly sync: Function;
  readonly promise: Function;
}

/** A function under its name on an object; of a constructor, only the variant has one. */
interface Member extends Omit<Callable, 'sync'> {
  readonly target: object;
  readonly name: string;
  readonly sync?: Function;
}

function freeFunction(instance: Instance, index: number): Callable {
  const promise = (...args: unknown[]) => instance.asyncFunctions[index](...args);
  return { sync: instance.functions[index], promise };
}

function method(instance: Instance, index: number): Callable {
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
  const isOwn = ({ interface: owner }: FunctionDef): boolean => owner === type.interface;
  const made = exports.findIndex((own) => isOwn(own) && own.name === `[constructor]${type.name}`);
  const Class = made < 0 ? Bound : constructible(Bound, instance.functions[made]);
  const members: Member[] = [];
  for (const [index, own] of exports.entries()) {
    const place = placeOf(own.name);
    if (!isOwn(own) || place.kind === 'function' || place.resource !== type.name) continue;
    if (place.kind === 'method') {
      const name = functionName(place.name, 'method');
      members.push({ target: Bound.prototype, name, ...method(instance, index) });
    } else if (place.kind === 'static') {
      const name = functionName(place.name, 'static');
      members.push({ target: Class, name, ...freeFunction(instance, index) });
    } else {
      members.push({ target: Class, name: 'new', promise: freeFunction(instance, index).promise });
    }
  }
  define(members);
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

/** Defines functions that generated code has in one class, with the names of their variants there. */
function define(members: readonly Member[]): void {
  const taken = new Set(members.filter(({ sync }) => sync !== undefined).map(({ name }) => name));
  for (const { target, name, sync, promise } of members) {
    const stem = `${name.replace(/_$/, '')}Async`;
    const variant = taken.has(stem) ? `${stem}_` : stem;
    taken.add(variant);
    put(target, variant, promise);
    if (sync !== undefined) put(target, name, sync);
  }
}

function put(target: object, key: string, value: Function): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
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
