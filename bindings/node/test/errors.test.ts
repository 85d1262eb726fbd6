import assert from 'node:assert/strict';
import test from 'node:test';
import {
  DeadlineExceeded,
  InstanceError,
  LimitExceeded,
  OutOfMemory,
  OutwitError,
  Trap,
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

test('traps have a code and frames', () => {
  const codes: [string, (all: any) => unknown][] = [
    ['unreachable', (all) => all.unreachable()],
    ['unreachable', (all) => all.panic('on purpose')],
    ['out-of-bounds-memory-access', (all) => all.load(0xffff_fff0)],
    ['integer-division-by-zero', (all) => all.divide(1, 0)],
    ['integer-overflow', (all) => all.truncate(1e20)],
    ['bad-conversion-to-integer', (all) => all.truncate(NaN)],
    ['out-of-bounds-table-access', (all) => all.callIndirect(100_000)],
    ['stack-overflow', (all) => all.recurse(100_000_000)],
  ];
  for (const [code, call] of codes) {
    const trap = trapOf(() => call(faults()));
    assert.equal(trap.code, code);
    assert.equal(trap.name, 'Trap');
    assert.match(trap.message, /^the guest trapped: /);
    assert.ok(trap.frames.length > 0);
    assert.ok(trap.frames.some((frame) => frame.function !== undefined));
  }
});

test('after a trap the instance says so', () => {
  const all = faults();
  assert.equal(all.fine(5), 5);
  trapOf(() => all.unreachable());
  throws(
    () => all.fine(5),
    InstanceError,
    /^the instance cannot be used after a failed call \(.*\); make a new one$/,
  );
});

test('a call ends at its deadline', () => {
  const all = faults({ deadline: 30 });
  assert.equal(all.fine(5), 5);
  throws(() => all.spin(), DeadlineExceeded, 'the call ran past its deadline');
  assert.ok(Object.create(DeadlineExceeded.prototype) instanceof LimitExceeded);
  throws(() => all.fine(5), InstanceError, /after a failed call/);
});

test('memory is limited', () => {
  throws(
    () => faults({ memory: 4 << 20 }).grow(),
    OutOfMemory,
    /wants \d+ bytes of memory and may have 4194304/,
  );
  assert.equal(faults({ memory: 64 << 20 }).fine(5), 5);
});

test('limits must be numbers', () => {
  throws(
    () => faults({ deadline: -1 }),
    RangeError,
    'deadline: expected a number that is not negative, got -1',
  );
  throws(
    () => faults({ memory: NaN }),
    RangeError,
    'memory: expected a number that is not negative, got NaN',
  );
  throws(() => faults({ memory: '5' as any }), RangeError, /^memory: expected a number/);
});

test('a destructor that traps is told to whoever disposes', () => {
  const all = faults();
  const bomb = new all.Bomb();
  trapOf(() => bomb.dispose());
  bomb.dispose();
  assert.ok(bomb.disposed);
});
