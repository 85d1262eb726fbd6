/** The names under which a host implements what a component imports. */

import { LinkError } from './errors.js';
import { camelCase, functionName, interfaceName, placeOf, withoutVersion } from './names.js';
import { entry, type FunctionDef, type Signature } from './signature.js';

/**
 * The name of an imported function: of a method on the object, of anything else on the interface
 * or among the imports: `newBucket` constructs a `bucket`, `bucketOpen` is its static `open`.
 */
export function hostName({ name }: FunctionDef): string {
  const place = placeOf(name);
  switch (place.kind) {
    case 'method':
      return functionName(place.name, 'method');
    case 'constructor':
      return camelCase(`new-${place.resource}`);
    case 'static':
      return functionName(`${place.resource}-${place.name}`, 'function');
    case 'function':
      return functionName(place.name, 'function');
  }
}

/** The names of the methods that an object for the resource at `id` must have. */
export function hostMethods(signature: Signature, id: number): string[] {
  const isOne = ({ name, params }: FunctionDef): boolean => {
    const self = params[0] === undefined ? undefined : entry(signature, params[0].type);
    return placeOf(name).kind === 'method' && self?.kind === 'borrow' && self.of === id;
  };
  return signature.imports.filter(isOne).map(hostName);
}

/** Where an imported function is found: the field of the imports (none: the imports themselves), the member. */
export type HostPlace = readonly [field: string | null, member: string];

/**
 * Where the imported functions are found in `imports`, whose keys are the names of interfaces:
 * whole, without version, or without package where that is clear.
 */
export function placesIn(imports: object, signature: Signature): HostPlace[] {
  const all = new Set(signature.imports.map((definition) => definition.interface));
  const ids = [...all].filter((id) => id !== undefined);
  const fieldOf = (id: string): string => {
    const names = [id, withoutVersion(id), interfaceName(id)];
    return names.find((name) => name in imports && meant(name, ids) === id) ?? id;
  };
  return signature.imports.map((definition) => {
    const { interface: id } = definition;
    if (placeOf(definition.name).kind === 'method') return [null, hostName(definition)];
    const field = id === undefined ? null : fieldOf(id);
    const holder = field === null ? imports : (imports as Record<string, unknown>)[field];
    return [field, memberOf(holder, definition)];
  });
}

/** The interface that a name means, which may be shorter than its own. */
function meant(name: string, ids: readonly string[]): string | undefined {
  if (ids.includes(name)) return name;
  const found = ids.filter((id) => withoutVersion(id) === name || interfaceName(id) === name);
  if (found.length > 1) throw new LinkError(`${name} could be ${found.join(' or ')}`);
  return found[0];
}

/** The name that an object has a function under: as in TypeScript, or as in WIT. */
function memberOf(holder: unknown, definition: FunctionDef): string {
  const name = hostName(definition);
  const isObject = typeof holder === 'object' && holder !== null;
  return isObject && !(name in holder) && definition.name in holder ? definition.name : name;
}
