/** Codecs of handles to the host's own resources. */

import type { Codec } from './codec.js';
import type { HostObject, HostObjects } from './host-objects.js';
import { defect, type Reader } from './reader.js';
import type { Writer } from './writer.js';
import { article, show, Wrong, wrongType } from './wrong.js';

/**
 * A handle is an object with the methods of the resource, which is called `name`. The component
 * holds a number that means the object.
 */
export function hostCodec(name: string, methods: readonly string[], kind: 'own' | 'borrow'): Codec {
  const check = checkOf(name, methods);
  return {
    write(to: Writer, value: unknown): void {
      const object = check(value);
      const number = objectsOf(to).keep(object);
      const load = to.loaded();
      (kind === 'own' ? load.given : load.shown).push(number);
      to.u32(number);
      to.u32(0);
    },
    read(from: Reader): HostObject {
      const number = from.u32();
      const rest = from.u32();
      const objects = objectsOf(from);
      const object = kind === 'own' ? objects.take(number) : objects.get(number);
      if (object === undefined || rest !== 0) throw defect('has a resource that the host does not know');
      return object;
    },
  };
}

function objectsOf({ owner }: Writer | Reader): HostObjects {
  if (owner === undefined) throw defect('has a resource of nobody');
  return owner.objects;
}

/** Checks that a value has the methods; once a prototype, where they are its own. */
function checkOf(name: string, methods: readonly string[]): (value: unknown) => HostObject {
  const known = new WeakSet<object>();
  return (value) => {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    if (!isObject) throw wrongType(article(name), value);
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype !== null && known.has(prototype)) return value as HostObject;
    const missing = methods.filter((method) => !has(value, method));
    if (missing.length > 0) {
      const what = `no method${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
      throw new Wrong('type', `expected ${article(name)}, ${show(value)} has ${what}`);
    }
    if (prototype !== null && methods.every((method) => has(prototype, method))) known.add(prototype);
    return value as HostObject;
  };
}

function has(object: unknown, method: string): boolean {
  return typeof (object as Record<string, unknown>)[method] === 'function';
}
