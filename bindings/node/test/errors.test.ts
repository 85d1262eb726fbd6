/** Traps and limits, and what they leave behind. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import {
  CacheError,
  Cancelled,
  ComponentError,
  DeadlineExceeded,
  InstanceError,
  LimitExceeded,
  LinkError,
  OutOfFuel,
  OutOfMemory,
  OutwitError,
  Trap,
  WitError,
  type InstanceOptions,
} from 'outwit';
import { instanceOf, throws } from './support.js';

function faults(options?: InstanceOptions): any {
  return instanceOf('errors', options).exports['fixtures:errors/faults'];
}

function trapOf(call: () => unknown): Trap {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Trap);
    assert.ok(error instanceof OutwitError);
    return error;
  }
  return assert.fail('the call should have trapped');
}

test('traps', () => {
  const codes: [string, (all: any) => unknown][] = [
    ['unreachable', (all) => all.unreachable()],
    ['unreachable', (all) => all.panic('on purpose')],
    ['out-of-bounds-memory-access', (all) => all.load(0xffff_fff0)],
    ['integer-division-by-zero', (all) => all.divide(1, 0)],
    ['unreachable', (all) => all.divideSigned(-(2 ** 31), -1)],
    ['integer-overflow', (all) => all.truncate(1e20)],
    ['bad-conversion-to-integer', (all) => all.truncate(NaN)],
    ['out-of-bounds-table-access', (all) => all.callIndirect(100_000)],
    ['stack-overflow', (all) => all.recurse(100_000_000)],
  ];
  for (const [code, call] of codes) {
    const all = faults();
    const trap = trapOf(() => call(all));
    assert.equal(trap.constructor, Trap);
    assert.equal(trap.code, code);
    assert.equal(trap.name, 'Trap');
    assert.match(trap.message, /^the guest trapped: /);
    assert.ok(trap.frames.length > 0);
    assert.ok(trap.frames.some((frame) => frame.function !== undefined));
    throws(() => all.fine(1), InstanceError, /cannot be used after a failed call/);
  }
});

test('after a trap', () => {
  const all = faults();
  assert.equal(all.fine(5), 5);
  trapOf(() => all.unreachable());
  throws(
    () => all.fine(5),
    InstanceError,
    /^the instance cannot be used after a failed call \(.*\); make a new one$/,
  );
});

test('a trap harms its own instance only', () => {
  const [one, other] = [faults(), faults()];
  trapOf(() => one.unreachable());
  assert.equal(other.fine(5), 5);
});

test('what is no trap', () => {
  const all = faults();
  assert.equal(all.divide(7, 2), 3);
  assert.equal(all.recurse(100), 100);
  assert.throws(
    () => all.fail({ tag: 'err', val: 'no' }),
    (error) => error instanceof WitError && error.payload === 'no',
  );
  throws(() => all.fine('1'), TypeError, 'v: expected a number (u32), got "1"');
  assert.equal(all.calls(), 1);
});

test('the deadline', () => {
  const all = faults({ deadline: 30 });
  assert.equal(all.fine(5), 5);
  throws(() => all.spin(), DeadlineExceeded, 'the call ran past its deadline');
  throws(() => all.fine(5), InstanceError, /after a failed call/);
});

test('a deadline that is met', () => {
  const all = faults({ deadline: 60_000 });
  assert.equal(all.fine(1), 1);
  assert.equal(all.count(20_000_000n), 20_000_000n);
});

test('limits that are none', () => {
  for (const limit of [-1, NaN, Infinity, 1e300]) {
    const message = `expected a number that is not negative, got ${limit}`;
    throws(() => faults({ deadline: limit }), RangeError, `deadline: ${message}`);
    throws(() => faults({ memory: limit }), RangeError, `memory: ${message}`);
  }
  throws(() => faults({ memory: '5' as any }), RangeError, /^memory: expected a number/);
});

test('the memory limit', () => {
  const all = faults({ memory: 8 << 20 });
  assert.equal(all.fine(1), 1);
  assert.equal(all.allocate(1 << 20), 1 << 20);
  throws(() => all.grow(), OutOfMemory, /wants \d+ bytes of memory and may have 8388608/);
  throws(() => all.fine(1), InstanceError, /after a failed call/);
  assert.equal(faults({ memory: 64 << 20 }).fine(5), 5);
});

test('a memory limit below the beginning', () => {
  throws(() => faults({ memory: 1 << 16 }), OutOfMemory, /wants \d+ bytes of memory and may have 65536/);
});

test('a destructor that traps', () => {
  const all = faults();
  const bomb = new all.Bomb();
  trapOf(() => bomb.dispose());
  throws(() => all.fine(1), InstanceError, /after a failed call/);
  bomb.dispose();
  assert.ok(bomb.disposed);
});

// The next call finds what the garbage collector gave up, and says so.
test('a finaliser that traps', async () => {
  const all = faults();
  const forgotten = new WeakRef(new all.Bomb());
  // The finaliser is a task of its own.
  const poisoned = (): boolean => {
    try {
      return all.fine(1) !== 1;
    } catch (error) {
      assert.ok(error instanceof InstanceError);
      return true;
    }
  };
  do {
    await turn();
    globalThis.gc?.();
  } while (!poisoned());
  assert.equal(forgotten.deref(), undefined);
});

test('a trap while resources are open', () => {
  const all = faults();
  const bomb = new all.Bomb();
  trapOf(() => bomb.explode());
  bomb.dispose();
  assert.ok(bomb.disposed);
});

test('the classes', () => {
  for (const kind of [ComponentError, LinkError, CacheError, InstanceError, WitError, Trap]) {
    assert.ok(kind.prototype instanceof OutwitError);
  }
  for (const kind of [DeadlineExceeded, OutOfMemory, OutOfFuel, Cancelled]) {
    assert.ok(kind.prototype instanceof LimitExceeded);
  }
  assert.ok(LimitExceeded.prototype instanceof Trap);
  assert.deepEqual(new Trap('a').frames, []);
  assert.equal(new Trap('a').code, undefined);
  assert.equal(new Cancelled('stopped').name, 'Cancelled');
});
