/** Codecs of handles. */

import type { Codec } from './codec.js';
import { defect, type Reader } from './reader.js';
import { adopt, handleOf, type Owner, type Resource } from './resource.js';
import type { Writer } from './writer.js';
import { show, Wrong } from './wrong.js';

const HIGH = 2 ** 32;

/** Handles are below this. */
const HANDLES = 2 ** 52;

/** A handle is an object of the class of the resource at `id`, bound to the instance that is called. */
export function handleCodec(id: number, kind: 'own' | 'borrow'): Codec {
  return {
    write(to: Writer, value: unknown): void {
      const handle = handleOf((to.owner as Owner).resource(id), value);
      if (typeof handle === 'string') {
        const got = handle.startsWith('expected') ? `, got ${show(value)}` : '';
        throw new Wrong('type', handle + got);
      }
      const resource = value as Resource;
      if (kind === 'borrow') {
        (to.lent ??= []).push(resource);
      } else {
        const { moved } = to.loaded();
        if (moved.includes(resource)) throw new Wrong('type', 'the same resource is given away twice');
        moved.push(resource);
      }
      to.u32(handle >>> 0);
      to.u32(Math.floor(handle / HIGH));
    },
    read(from: Reader): Resource {
      const low = from.u32();
      const handle = from.u32() * HIGH + low;
      if (handle >= HANDLES) throw defect('has a handle that is too large');
      return adopt((from.owner as Owner).resource(id), handle);
    },
  };
}
