/** A type's way into the buffer and out of it. */

import { booleanCodec, charCodec, numberCodecs, stringCodec } from './codec-primitive.js';
import { enumCodec, flagsCodec } from './codec-enum.js';
import { hostCodec } from './codec-host.js';
import { handleCodec } from './codec-handle.js';
import { fixedListCodec, listCodec, mapCodec } from './codec-list.js';
import { fixedNumbersCodec, isNumber, numbersCodec } from './codec-numbers.js';
import { recordCodec, tupleCodec } from './codec-record.js';
import { nestedOptionCodec, optionCodec, resultCodec, variantCodec } from './codec-variant.js';
import { hostMethods } from './host-names.js';
import { pascalCase } from './names.js';
import type { Reader } from './reader.js';
import { entry, type Signature, type Type, type TypeDef } from './signature.js';
import type { Writer } from './writer.js';

/** Writes and reads the values of one type. Made once a world. */
export interface Codec {
  /** Writes a value; throws a `Wrong` if it is none of the type's. */
  write(to: Writer, value: unknown): void;
  /** Reads a value. */
  read(from: Reader): unknown;
}

/** The codecs of a world, each made when it is first needed. */
export class Codecs {
  private readonly compound: (Codec | undefined)[] = [];

  constructor(private readonly signature: Signature) {}

  /** The codec of a type. */
  of(type: Type): Codec {
    if (typeof type === 'number') {
      return (this.compound[type] ??= this.make(this.signature.types[type] as TypeDef, type));
    }
    switch (type) {
      case 'bool':
        return booleanCodec;
      case 'char':
        return charCodec;
      case 'string':
        return stringCodec;
      default:
        return numberCodecs[type];
    }
  }

  private readonly maybe = (type: Type | undefined): Codec | undefined =>
    type === undefined ? undefined : this.of(type);

  private make(type: TypeDef, id: number): Codec {
    switch (type.kind) {
      case 'record':
        return recordCodec(type.fields.map(({ name, type }) => ({ name, codec: this.of(type) })));
      case 'tuple':
        return tupleCodec(type.of.map((part) => this.of(part)));
      case 'variant':
        return variantCodec(type.cases.map(({ name, type }) => ({ name, codec: this.maybe(type) })));
      case 'enum':
        return enumCodec(type.cases);
      case 'flags':
        return flagsCodec(type.flags);
      case 'list':
        return this.list(type.of, type.length);
      case 'map':
        return mapCodec(this.of(type.key), this.of(type.value));
      case 'option': {
        const nested = entry(this.signature, type.of)?.kind === 'option';
        return nested ? nestedOptionCodec(this.of(type.of)) : optionCodec(this.of(type.of));
      }
      case 'result':
        return resultCodec(this.maybe(type.ok), this.maybe(type.err));
      case 'own':
      case 'borrow':
        return this.handle(type.of, type.kind);
      case 'resource':
        return this.handle(id, 'borrow');
    }
  }

  private handle(id: number, kind: 'own' | 'borrow'): Codec {
    const type = this.signature.types[id];
    if (type?.kind !== 'resource' || type.imported !== true) return handleCodec(id, kind);
    return hostCodec(pascalCase(type.name), hostMethods(this.signature, id), kind);
  }

  private list(of: Type, length: number | undefined): Codec {
    if (length === undefined) return isNumber(of) ? numbersCodec(of) : listCodec(this.of(of));
    return isNumber(of) ? fixedNumbersCodec(of, length) : fixedListCodec(this.of(of), length);
  }
}
