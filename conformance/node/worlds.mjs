// Makes instances through generated packages: reads a package and a component a line, answers with a line of JSON.
// Its argument is the folder of the packages.

import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const [name, component] = line.split('\t');
  let error = null;
  try {
    const module = await import(`${process.argv[2]}/${name}/index.js`);
    const World = Object.values(module).find((own) => Object.getPrototypeOf(own)?.name === 'Bindings');
    // `constructor(source, imports, options)`, without imports where there are none.
    const world = World.length === 3 ? new World(component, everything()) : new World(component);
    world[Symbol.dispose]();
  } catch (reason) {
    error = `${reason?.name}: ${reason?.message}`;
  }
  console.log(JSON.stringify({ error }));
}

/** Imports in which nothing is missing: each member is a function, whose members are functions. */
function everything() {
  const get = () => new Proxy(() => undefined, { get });
  return new Proxy({}, { get });
}
