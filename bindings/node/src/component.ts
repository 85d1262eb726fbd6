/** Components: loading, listing, instantiating. */

import { fileURLToPath } from 'node:url';
import { scratch } from './buffer.js';
import { Host, thrownOf } from './host.js';
import { hostName } from './host-names.js';
import { Instance, type InstanceOptions } from './instance.js';
import {
  addon,
  isFailure,
  settle,
  type NativeComponent,
  type NativeLimits,
  type NativeLinked,
} from './native.js';
import { hasHost, type FunctionDef, type Type } from './signature.js';
import { World } from './world.js';
import { writer } from './writer.js';

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

/** A function that a component imports. */
export interface Import extends Export {
  /** The name under which the host has it. */
  readonly member: string;
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
    return listed(this.world.signature.exports, settle(this.native.signatures()));
  }

  /** What the component imports, which `instantiate` must be given. */
  get imports(): readonly Import[] {
    const { imports } = this.world.signature;
    const all = listed(imports, settle(this.native.imports()));
    return all.map((each, index) => ({ ...each, member: hostName(imports[index] as FunctionDef) }));
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
    return instanceOf(linked, world, options);
  }
}

function instanceOf(linked: NativeLinked, world: World, options: InstanceOptions): Instance {
  const limits = limitsOf(options);
  if (!hasHost(world.signature)) return Instance.of(world, settle(linked.instantiate(limits)), undefined);
  const imports = options.imports ?? {};
  if (typeof imports !== 'object') throw new TypeError('imports: expected an object');
  const host = new Host(world.plans, imports, world.placesIn(imports));
  // The component may call its imports before there is an instance.
  writer.cover();
  const native = linked.instantiateWith(limits, scratch, host.has(), host.now, host.later);
  if (isFailure(native)) throw thrownOf(native, host);
  return Instance.of(world, native, host);
}

function listed(functions: readonly FunctionDef[], signatures: readonly string[]): Export[] {
  return functions.map(({ interface: id, name, params }, index) => ({
    ...(id === undefined ? {} : { interface: id }),
    name,
    signature: signatures[index] ?? '',
    params,
  }));
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
