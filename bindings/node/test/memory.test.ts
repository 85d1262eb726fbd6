/** Nothing stays behind, whatever is called, however often, and whatever goes wrong. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Reentry } from '../build/golden/reentry/golden/typescript/index.js';
import { Counter, Peer, Things } from './hosts.js';
import { fileOf, instanceOf } from './support.js';
import { HostResources } from '../build/golden/host_resources/golden/typescript/index.js';

/** What a program of these tests says, in a process of its own. */
function said(program: string, ...args: string[]): any {
  const flags = ['--expose-gc', '--max-semi-space-size=1', join(__dirname, program), ...args];
  // An allocator with a heap a thread would grow by how the threads happen to take turns.
  const env = { ...process.env, MALLOC_ARENA_MAX: '1' };
  const child = spawnSync(process.execPath, flags, { encoding: 'utf8', env });
  assert.equal(child.stderr, '');
  return JSON.parse(child.stdout);
}

test('nothing stays', () => {
  const { kept, ...left } = said('memory_rounds.js');
  assert.ok(kept > 50_000, 'what stays is not seen');
  assert.ok(Object.keys(left).length >= 13);
  for (const [name, bytes] of Object.entries(left)) {
    assert.ok((bytes as number) < 50_000, `${name}: ${bytes} bytes more after 200 rounds more`);
  }
});

// Memory after 200,000 calls and after 1,000,000 is the same within 2 %.
test('a million calls', { skip: !existsSync('/proc/self/status') }, async (t) => {
  for (const name of ['byImports', 'byHostResources', 'byGuestResources', 'byErrors', 'offTheThread']) {
    await t.test(name, () => {
      const { early, late, hostResources, guestResources } = said('memory_worker.js', name);
      assert.ok(late < early * 1.02, `${early} bytes became ${late}`);
      assert.deepEqual([hostResources, guestResources], [0, 0]);
    });
  }
});

test('tables are empty', () => {
  const guest = instanceOf('resources');
  const counters = guest.exports['fixtures:resources/counters'];
  const many = counters.makeMany(10);
  assert.equal(guest.guestResources, 10);
  for (const counter of many.slice(0, 4)) counter.dispose();
  assert.equal(guest.guestResources, 6);
  counters.finishMany(many.slice(4));
  assert.deepEqual([guest.guestResources, guest.hostResources], [0, 0]);
  guest.close();
  assert.deepEqual([guest.guestResources, guest.hostResources], [0, 0]);

  const things = new Things();
  const { user, instance } = new HostResources(fileOf('host_resources'), { things });
  user.keep(new Counter(things, 1));
  user.hoard(5);
  assert.equal(instance.hostResources, 6);
  user.release();
  instance.close();
  assert.equal(instance.hostResources, 0);

  const { walker, instance: walking } = new Reentry(fileOf('reentry'), { peer: new Peer() });
  new walker.Thing(1).dispose();
  assert.deepEqual([walking.guestResources, walking.hostResources], [0, 0]);
});
