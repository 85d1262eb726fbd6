/**
 * Makes a million calls of one kind and says what stayed behind. `memory.test.ts` runs it with a
 * small heap for young objects, whose growth would hide everything else.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { load, type Instance } from 'outwit';
import { HostErrors } from '../build/golden/host_errors/golden/typescript/index.js';
import { HostResources } from '../build/golden/host_resources/golden/typescript/index.js';
import { Imports } from '../build/golden/imports/golden/typescript/index.js';
import { Reentry } from '../build/golden/reentry/golden/typescript/index.js';
import { Counter, Peer, Store, Things, typedHost, others } from './hosts.js';
import { fileOf } from './support.js';

/** Makes so many calls. */
type Work = (calls: number) => void | Promise<void>;

function byImports(): [Work, Instance] {
  const host = typedHost();
  const { calls, instance } = new Imports(fileOf('imports'), { host, ...others });
  const person = { name: 'Ada', age: 36, email: 'ada@example.org', tags: ['a'] };
  const large = 'x'.repeat(10_000);
  const work = (times: number): void => {
    calls.callMany(times / 2);
    for (let done = 0; done < times / 2; done += 1000) {
      calls.personMany(900, person);
      calls.stringMany(100, large);
      host.heard.length = 0;
    }
  };
  return [work, instance];
}

function byHostResources(): [Work, Instance] {
  const things = new Things();
  const { user, instance } = new HostResources(fileOf('host_resources'), { things });
  const work = (times: number): void => {
    for (let done = 0; done < times; done += 1000) {
      user.many(250);
      user.lendMany(new Counter(things, 1), 250);
      user.hoard(250);
      user.release();
      things.made.length = things.disposed.length = 0;
    }
  };
  return [work, instance];
}

function byGuestResources(): [Work, Instance] {
  const peer = new Peer();
  const { walker, instance } = new Reentry(fileOf('reentry'), { peer });
  const work = (times: number): void => {
    for (let done = 0; done < times; done += 4) {
      const thing = new walker.Thing(done);
      thing.poke();
      thing.dispose();
      walker.fine(done);
    }
    peer.numbers.length = 0;
  };
  return [work, instance];
}

function byErrors(): [Work, Instance] {
  const store = new Store();
  const loaded = load(fileOf('host_errors'));
  const component = new HostErrors(loaded, { store });
  const work = (times: number): void => {
    for (let done = 0; done < times; done += 1000) {
      component.calls.recover(Array.from({ length: 999 }, () => 'k'));
      // A call that fails for good takes its instance with it.
      const { calls, instance } = new HostErrors(loaded, {
        store: new Store({ value: new Error('mine') }),
      });
      assert.throws(() => calls.must('text'), { message: 'mine' });
      instance.close();
    }
  };
  return [work, component.instance];
}

function offTheThread(): [Work, Instance] {
  const host = Object.assign(typedHost(), { add: (a: number, b: number) => Promise.resolve(a + b) });
  const { calls, instance } = new Imports(fileOf('imports'), { host, ...others });
  const work = async (times: number): Promise<void> => {
    // A quarter of them, since each is a journey between threads.
    for (let done = 0; done < times; done += 40) await calls.callManyAsync(10);
  };
  return [work, instance];
}

/** The memory of this process in bytes. */
async function resident(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await turn();
  }
  return Number(/VmRSS:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}

async function main(make: () => [Work, Instance]): Promise<void> {
  const [work, instance] = make();
  // The machine code of everything around promises and threads is made late.
  if (make === offTheThread) await work(1_000_000);
  for (let i = 0; i < 10; i++) await work(20_000);
  let [early, late] = [Infinity, await resident()];
  // The heap's own tables and machine code grow now and then, up to a bound; what stays behind grows each time.
  for (let tries = 0; tries < 6 && (early === Infinity || late >= early * 1.02); tries++) {
    early = late;
    for (let i = 0; i < 40; i++) await work(20_000);
    late = await resident();
  }
  const { hostResources, guestResources } = instance;
  console.log(JSON.stringify({ early, late, hostResources, guestResources }));
}

const all = { byImports, byHostResources, byGuestResources, byErrors, offTheThread };
void main(all[process.argv[2] as keyof typeof all]);
