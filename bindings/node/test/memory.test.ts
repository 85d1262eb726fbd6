/** Nothing stays behind, however often it is called. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

const skip = !existsSync('/proc/self/status');
const flags = ['--expose-gc', '--max-semi-space-size=1', join(__dirname, 'memory_worker.js')];

// An allocator with a heap a thread would grow by how the threads happen to take turns.
const env = { ...process.env, MALLOC_ARENA_MAX: '1' };

for (const name of ['byImports', 'byHostResources', 'byGuestResources', 'byErrors', 'offTheThread']) {
  test(`after 200,000 calls and after a million: ${name}`, { skip }, () => {
    const child = spawnSync(process.execPath, [...flags, name], { encoding: 'utf8', env });
    assert.equal(child.stderr, '');
    const { early, late, hostResources, guestResources } = JSON.parse(child.stdout);
    assert.ok(late < early * 1.02, `${early} bytes became ${late}`);
    assert.deepEqual([hostResources, guestResources], [0, 0]);
  });
}
