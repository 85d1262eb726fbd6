// The two ways to use a component: without generated code, and through generated bindings.

import { readFileSync } from 'node:fs';

/** By name, with classes made at run time. `supply` gives the host's function for an import. */
export class Dynamic {
  constructor(component, supply) {
    const imports = {};
    component.imports.forEach(({ interface: id, name }, position) => {
      const owner = id === undefined ? imports : (imports[id] ??= {});
      owner[name] = supply(position);
    });
    this.instance = component.instantiate({ imports });
  }

  /** Calls an export. */
  call(id, name, args) {
    const { exports } = this.instance;
    return call(id === null ? exports : exports[id], name, args);
  }
}

/** What a generated package has: its world, and the names of its interfaces there. */
export async function loadPackage(folder) {
  const source = readFileSync(`${folder}/index.ts`, 'utf8');
  const [, name] = /^export class (\w+) extends outwit\.Bindings/m.exec(source);
  const { [name]: World } = await import(`${folder}/index.js`);
  const [imports = '', world] = source.split(`export class ${name} `);
  return { World, imports: fieldsOf(imports), exports: fieldsOf(world) };
}

/** The fields for interfaces: `/** The interface `a:b/c`. *\/ readonly c: c.C;`. */
function fieldsOf(source) {
  const fields = source.matchAll(/The interface `([^`]+)`[^]*?readonly (\w+)/g);
  return new Map([...fields].map(([, id, field]) => [id, field]));
}

/** Through the classes of a generated package. */
export class Typed {
  constructor(component, supply, { World, imports, exports }) {
    const given = Object.fromEntries([...imports.values()].map((field) => [field, {}]));
    component.imports.forEach(({ interface: id, member }, position) => {
      const owner = id === undefined ? given : given[imports.get(id)];
      // Without a field an interface has only methods, which objects have.
      if (owner !== undefined) owner[member] = supply(position);
    });
    this.fields = exports;
    this.bindings = component.imports.length > 0 ? new World(component, given) : new World(component);
    this.instance = this.bindings.instance;
  }

  /** Calls an export by the name that it has in TypeScript. */
  call(id, name, args) {
    return call(id === null ? this.bindings : this.bindings[this.fields.get(id)], name, args);
  }
}

/** Calls what an interface, or the world itself, has under this name in WIT. */
function call(place, wit, args) {
  const [, kind, resource, name] = /^(?:\[(\w+)\]([^.]+)\.?)?(.*)$/.exec(wit);
  switch (kind) {
    case undefined:
      return place[member(place, camelCase(name))](...args);
    case 'constructor':
      return new place[member(place, pascalCase(resource))](...args);
    case 'static': {
      const Class = place[member(place, pascalCase(resource))];
      return Class[member(Class, camelCase(name))](...args);
    }
    default:
      return args[0][member(args[0], camelCase(name))](...args.slice(1));
  }
}

/** A name, with an underscore where it would be one of JavaScript's own. */
function member(place, name) {
  return `${name}_` in place ? `${name}_` : name;
}

function pascalCase(name) {
  const words = name.toLowerCase().split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function camelCase(name) {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}
