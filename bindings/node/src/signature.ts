/** A world as data: `docs/signature.md`. */

/** A primitive by its WIT name, anything else by its position in `World.types`. */
export type Type = Primitive | number;

/** The primitives. */
export type Primitive =
  'bool' | 'u8' | 'u16' | 'u32' | 'u64' | 's8' | 's16' | 's32' | 's64' | 'f32' | 'f64' | 'char' | 'string';

interface Named {
  readonly name: string;
  readonly interface?: string;
}

/** A field, parameter or case. */
export interface Field {
  readonly name: string;
  readonly type: Type;
}

/** A case of a variant. */
export interface Case {
  readonly name: string;
  readonly type?: Type;
}

/** A compound type. */
export type TypeDef =
  | (Named & { readonly kind: 'record'; readonly fields: readonly Field[] })
  | (Named & { readonly kind: 'variant'; readonly cases: readonly Case[] })
  | (Named & { readonly kind: 'enum'; readonly cases: readonly string[] })
  | (Named & { readonly kind: 'flags'; readonly flags: readonly string[] })
  | (Named & { readonly kind: 'resource'; readonly imported?: boolean })
  | { readonly kind: 'list'; readonly of: Type; readonly length?: number }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'tuple'; readonly of: readonly Type[] }
  | { readonly kind: 'option'; readonly of: Type }
  | { readonly kind: 'result'; readonly ok?: Type; readonly err?: Type }
  | { readonly kind: 'own' | 'borrow'; readonly of: number };

/** A function. */
export interface FunctionDef {
  readonly interface?: string;
  readonly name: string;
  readonly params: readonly Field[];
  readonly result?: Type;
  readonly async?: boolean;
}

/** A world. */
export interface Signature {
  readonly outwit: number;
  readonly name: string;
  readonly types: readonly TypeDef[];
  readonly exports: readonly FunctionDef[];
  readonly imports: readonly FunctionDef[];
}

/** Whether the host has a part in it: functions or resources that the component imports. */
export function hasHost({ imports, types }: Signature): boolean {
  return imports.length > 0 || types.some((type) => type.kind === 'resource' && type.imported === true);
}

/** The entry of a compound type; `undefined` for a primitive. */
export function entry(signature: Signature, type: Type): TypeDef | undefined {
  return typeof type === 'number' ? signature.types[type] : undefined;
}
