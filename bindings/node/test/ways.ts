/** The two ways to call a fixture: with types made at run time, and through generated code. */

import { join } from 'node:path';
import type { Bindings } from 'outwit';
import { fileOf, interfaceOf } from './support.js';

/** The interface `name` of two new instances of the fixture `stem`, one for each way. */
export function bothWays(stem: string, name = 'echo'): readonly any[] {
  return [interfaceOf(stem, name), generatedInterfaceOf(stem, name)];
}

function generatedInterfaceOf(stem: string, name: string): any {
  const world = generatedWorldOf(stem);
  return withBoundMethods(world[name] ?? world[`${name}_`]);
}

/** A new instance of the fixture `stem` through generated code. */
export function generatedWorldOf(stem: string): any {
  const module = require(join(__dirname, 'golden', stem, 'golden', 'typescript', 'index.js'));
  const pascal = stem.replace(/(^|_)(\w)/g, (_, _before, letter: string) => letter.toUpperCase());
  const type: new (file: string) => Bindings = module[pascal];
  return new type(fileOf(stem));
}

/** Functions that can be passed around, as those of a dynamic interface can. */
function withBoundMethods(object: any): any {
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(object))) {
    if (name !== 'constructor') Object.defineProperty(object, name, { value: object[name].bind(object) });
  }
  return object;
}
