// Plays scripts through the npm package: reads a script's path a line, answers with a line of JSON. Its argument is
// the folder of the generated packages.

import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { refused } from './failures.mjs';
import { Player } from './player.mjs';
import { Dynamic, loadPackage, Typed } from './surfaces.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const script = JSON.parse(readFileSync(line, 'utf8'));
  const dynamic = (component, supply) => new Dynamic(component, supply);
  let error = await failure('dynamic', () => play(script, dynamic));
  if (error === null && script.bindings) {
    error = await failure('typed', async () => {
      const bindings = await loadPackage(`${process.argv[2]}/${script.bindings}`);
      play(script, (component, supply) => new Typed(component, supply, bindings));
    });
  }
  console.log(JSON.stringify({ error }));
}

/** Plays a script in the way that `surface` uses a component. */
function play(script, surface) {
  if (script.refused) {
    refused(script.refused, script.component, () => new Player(script, surface));
  } else {
    new Player(script, surface).play();
  }
}

/** What went wrong, if anything did. */
async function failure(how, work) {
  try {
    await work();
    return null;
  } catch (reason) {
    const place = reason?.stack?.split('\n')[1]?.trim();
    return `${how}: ${reason?.name}: ${reason?.message} (${place})`;
  }
}
