/** Components: loading, listing, instantiating. */

import { fileURLToPath } from 'node:url';
import { Instance, type InstanceOptions } from './instance.js';
import { addon, settle, type NativeComponent, type NativeLimits, type NativeLinked } from './native.js';
import type { Type } from './signature.js';
import { World } from './world.js';

/** Where a component comes from: a file's path or `file:` URL, or its bytes. */
export type Source = string | URL | ArrayBuffer | ArrayBufferView;

/** How a component is loaded. */
export interface LoadOptions {
  /**
   * Where compiled code is kept: a folder, or `false` for nowhere. By default the folder that the
   * environment variable `OUTWIT_CACHE` names, or the user's cache folder.
   */
  readonly cache?: string | boolean;
}

/** A function that a component exports. */
export interface Export {
  /** The interface, absent for a function of the world itself. */
  readonly interface?: string;
  /** The name as WIT has it: `extract-text`, `[method]document.text`. */
  readonly name: string;
  /** The whole signature as WIT writes it. */
  readonly signature: string;
  /** The parameters. */
  readonly params: readonly { readonly name: string; readonly type: Type }[];
}

/** A compiled component, from which instances are made. */
export class Component {
  private readonly linked = new WeakMap<World, NativeLinked>();
  private own: World | undefined;

  /** @internal */
  static of(native: NativeComponent): Component {
    return new Component(native);
  }

  private constructor(private readonly native: NativeComponent) {}

  /** The world as the component has it, with classes made at run time. */
  get world(): World {
    return (this.own ??= new World(settle(this.native.world())));
  }

  /** What the component exports; a position here is one in `Instance.functions`. */
  get exports(): readonly Export[] {
    const signatures = settle(this.native.signatures());
    return this.world.signature.exports.map((definition, index) => ({
      ...(definition.interface === undefined ? {} : { interface: definition.interface }),
      name: definition.name,
      signature: signatures[index] ?? '',
      params: definition.params,
    }));
  }

  /**
   * Makes an instance. `world` is that of generated bindings; without it the instance has the
   * component's own.
   */
  instantiate(options: InstanceOptions = {}, world: World = this.world): Instance {
    let linked = this.linked.get(world);
    if (linked === undefined) {
      linked = settle(world === this.own ? this.native.linkOwn() : this.native.link(world.json));
      this.linked.set(world, linked);
    }
    return Instance.of(world, settle(linked.instantiate(limitsOf(options))));
  }
}

/** Loads a component: compiles it, or takes it from the cache. */
export function load(source: Source, { cache }: LoadOptions = {}): Component {
  return Component.of(settle(addon.Component.load(plain(source), cache)));
}

/** The same on another thread, for programs that must not wait for the compiler. */
export async function loadAsync(source: Source, { cache }: LoadOptions = {}): Promise<Component> {
  return Component.of(settle(await addon.Component.loadAsync(plain(source), cache)));
}

/** What the addon takes: a path or bytes. */
function plain(source: Source): string | Uint8Array {
  if (typeof source === 'string') return source;
  if (source instanceof URL) return fileURLToPath(source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  }
  throw new TypeError('source: expected a path, a file: URL or the bytes of a component');
}

function limitsOf(options: InstanceOptions): NativeLimits {
  const limits: NativeLimits = {};
  for (const name of ['memory', 'deadline'] as const) {
    const value = options[name];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`${name}: expected a number that is not negative, got ${String(value)}`);
    }
    limits[name] = value;
  }
  return limits;
}
