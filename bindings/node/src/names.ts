/** WIT names as TypeScript writes them: the same rule as in generated code. */

/** `text-of-all-pages` as `textOfAllPages`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `outline-item` as `OutlineItem`. */
export function pascalCase(name: string): string {
  const words = name.toLowerCase().split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** `outwit:pdf/reader@0.1.0` as `reader`. */
export function interfaceName(id: string): string {
  return id.replace(/@.*$/, '').replace(/^.*\//, '');
}

/** `outwit:pdf/reader@0.1.0` as `outwit:pdf/reader`. */
export function withoutVersion(id: string): string {
  return id.replace(/@.*$/, '');
}

/** What a function belongs to, by the name that the component model gives it. */
export type Place =
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'constructor'; readonly resource: string }
  | { readonly kind: 'method' | 'static'; readonly resource: string; readonly name: string };

/** Takes `[method]document.text` apart. */
export function placeOf(name: string): Place {
  const match = /^\[(constructor|method|static)\]([^.]+)(?:\.(.+))?$/.exec(name);
  const [, kind, resource = '', member = ''] = match ?? [];
  switch (kind) {
    case 'constructor':
      return { kind, resource };
    case 'method':
    case 'static':
      return { kind, resource, name: member };
    default:
      return { kind: 'function', name };
  }
}

/**
 * The name of the error class for the error type `name` of the interface `interfaceId`, which has
 * types of the names `others`: `failure` gives `FailureError`, `error` of `reader` gives
 * `ReaderError`; what would be the name of a type, as for `parse-error`, gives
 * `ParseErrorException`.
 */
export function errorName(name: string, interfaceId: string | undefined, others: readonly string[]): string {
  const words = name.toLowerCase().split('-');
  if (words.at(-1) === 'error') words.pop();
  const owner = interfaceId === undefined ? 'world' : interfaceName(interfaceId);
  const candidate = `${words.length === 0 ? owner.toLowerCase() : words.join('-')}-error`;
  return pascalCase(others.includes(candidate) ? `${name}-exception` : candidate);
}

/** What every object has from JavaScript, and `then`, by which promises know one another. */
const OBJECT_MEMBERS = [
  'constructor',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'then',
  'toLocaleString',
  'toString',
  'valueOf',
];

/** What objects of resources have of their own. */
const RESOURCE_MEMBERS = [...OBJECT_MEMBERS, 'dispose', 'disposed'];

/** What every class has from JavaScript. */
const CLASS_MEMBERS = ['arguments', 'caller', 'length', 'name', 'prototype'];

const TAKEN = { function: OBJECT_MEMBERS, method: RESOURCE_MEMBERS, static: CLASS_MEMBERS };

/** The name of a function, method or static function. */
export function functionName(name: string, kind: keyof typeof TAKEN): string {
  const member = camelCase(name);
  return TAKEN[kind].includes(member) ? `${member}_` : member;
}
