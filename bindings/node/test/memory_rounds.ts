/**
 * Calls of every kind, those that fail included, round after round: says how many bytes of the heap
 * each kind leaves behind. `memory.test.ts` runs it.
 */

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { load } from 'outwit';
import { HostErrors } from '../build/golden/host_errors/golden/typescript/index.js';
import { HostResources } from '../build/golden/host_resources/golden/typescript/index.js';
import { Imports } from '../build/golden/imports/golden/typescript/index.js';
import { Reentry, type walker } from '../build/golden/reentry/golden/typescript/index.js';
import { Counter, Peer, Store, Things, typedHost, others } from './hosts.js';
import { fileOf, interfaceOf } from './support.js';

type Work = () => unknown;

const person = { name: 'Ada', age: 36, tags: ['a'], home: { x: 1, y: 2 } };
const part = {
  name: 'board',
  material: 'wood',
  abilities: { floats: true },
  joint: { tag: 'both', val: [2, 'oak'] },
  measures: [1, 2, 0.5],
};

/** Values of every kind, there and back. */
function values(): Record<string, Work> {
  const [records, nesting, maps] = [interfaceOf('records'), interfaceOf('nesting'), interfaceOf('maps')];
  const [bytes, results] = [interfaceOf('bytes'), interfaceOf('results')];
  const counters = interfaceOf('resources', 'counters');
  const words = new Map(Array.from({ length: 50 }, (_, i) => [`${i}`, 'x']));
  return {
    records: () => records.echoList(Array(50).fill(person)),
    nesting: () => nesting.echoThings(Array(50).fill({ tag: 'part', val: part })),
    resources: () => counters.makeMany(20).map((counter: any) => counter.value()),
    maps: () => maps.echoStrings(words),
    bytes: () => bytes.echoBytes(new Uint8Array(5000)),
    numbers: () => bytes.echoList(Array(10).fill(new Uint8Array(100))),
    errors: () => {
      assert.throws(() => records.echoList([...Array(50).fill(person), 1]), TypeError);
      assert.throws(() => maps.echoNumbers(new Map([[1, -1n]])), RangeError);
      assert.throws(() => results.errOwn(false, 'why'));
    },
  };
}

/** Instances that come and go, and what their hosts do. */
function instances(): Record<string, Work> {
  const loaded = Object.fromEntries(
    ['host_resources', 'host_errors', 'reentry', 'resources', 'errors'].map(
      (stem) => [stem, load(fileOf(stem))] as const,
    ),
  ) as Record<string, ReturnType<typeof load>>;
  const of = (stem: string): any => loaded[stem];
  const host = typedHost();
  const { calls } = new Imports(fileOf('imports'), { host, ...others });
  const heard = { name: 'Ada', age: 36, email: undefined, tags: ['a'] };
  const error = new Error('mine');
  return {
    imports: () => {
      calls.personMany(50, heard);
      host.heard.length = 0;
    },
    'host resources': () => {
      const things = new Things();
      const { user } = new HostResources(of('host_resources'), { things });
      user.hoard(5);
      user.keep(new Counter(things, 1));
      assert.throws(() => user.sum([new Counter(things, 1), 5 as never]), TypeError);
    },
    'host errors': () => {
      const { calls } = new HostErrors(of('host_errors'), { store: new Store({ value: error }) });
      assert.throws(() => calls.must('text'), { message: 'mine' });
    },
    circles: () => {
      const peer: Peer & { thing?: walker.Thing } = new Peer();
      const opened = new Reentry(of('reentry'), { peer });
      peer.thing = new opened.walker.Thing(5);
      peer.step = opened.walker.fine.bind(opened.walker);
    },
    instances: () => {
      const { Counter } = of('resources').instantiate().exports['fixtures:resources/counters'];
      return new Counter(1).value();
    },
    traps: () => {
      const all = of('errors').instantiate().exports['fixtures:errors/faults'];
      assert.throws(() => all.unreachable());
    },
  };
}

/** What the heap holds once everything that is forgotten is gone: the lowest of several readings. */
async function held(): Promise<number> {
  let lowest = Infinity;
  for (let i = 0; i < 8; i++) {
    await turn();
    globalThis.gc?.();
    lowest = Math.min(lowest, process.memoryUsage().heapUsed);
  }
  return lowest;
}

/** What 200 rounds leave behind: the least of three times, since tables grow now and then, but what stays stays each time. */
async function leftBy(work: Work): Promise<number> {
  const rounds = async (count: number): Promise<number> => {
    for (let i = 0; i < count; i++) work();
    return held();
  };
  await rounds(300);
  let [before, least] = [await rounds(100), Infinity];
  for (let i = 0; i < 3; i++) {
    const after = await rounds(200);
    least = Math.min(least, after - before);
    before = after;
  }
  return least;
}

async function main(): Promise<void> {
  const kept: unknown[] = [];
  const guard = { kept: () => kept.push({ something: 'that stays', much: new Array(50).fill(0) }) };
  const left: Record<string, number> = {};
  for (const [name, work] of Object.entries({ ...guard, ...values(), ...instances() })) {
    left[name] = await leftBy(work);
  }
  console.log(JSON.stringify(left));
}

void main();
