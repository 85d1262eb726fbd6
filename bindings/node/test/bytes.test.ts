/** Runs of bytes: any view or buffer in, a `Uint8Array` out. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('bytes');
const sizes = [0, 1, 7, 63, 64, 1023, 1024, 1025, 4095, 4096, 4097, 65_536, 1 << 20, (1 << 22) + 3];

function data(size: number): Uint8Array {
  return new Uint8Array(size).map((_, i) => i * 31);
}

test('round trips', () => {
  for (const echo of echoes) {
    for (const size of sizes) {
      const bytes = data(size);
      const back = echo.echoBytes(bytes);
      assert.equal(back.constructor, Uint8Array);
      assert.ok(Buffer.compare(bytes, back) === 0, `${size} bytes`);
      assert.equal(back.buffer.byteLength, size);
    }
  }
});

test('what counts as bytes', () => {
  for (const echo of echoes) {
    for (const size of sizes) {
      const bytes = data(size);
      const around = data(size + 2);
      const same: [string, unknown, Uint8Array][] = [
        ['ArrayBuffer', bytes.buffer, bytes],
        ['Buffer', Buffer.from(bytes), bytes],
        ['DataView', new DataView(bytes.buffer), bytes],
        ['Int8Array', new Int8Array(bytes.buffer), bytes],
        ['Uint8ClampedArray', new Uint8ClampedArray(bytes.buffer), bytes],
        ['part', around.subarray(1, -1), around.slice(1, -1)],
      ];
      for (const [name, view, wanted] of same) {
        assert.ok(Buffer.compare(echo.echoBytes(view), wanted) === 0, `${name} of ${size} bytes`);
      }
    }
  }
});

test('memory from elsewhere', () => {
  for (const echo of echoes) {
    // Threads share it: it is copied before it is read.
    for (const length of [8, 10_000]) {
      const shared = new Uint8Array(new SharedArrayBuffer(length)).fill(9);
      assert.deepEqual(echo.echoBytes(shared), new Uint8Array(length).fill(9));
      assert.deepEqual(echo.echoBytes(shared.buffer), new Uint8Array(length).fill(9));
    }
  }
});

test('buffers of other numbers', () => {
  for (const echo of echoes) {
    // They are taken as their bytes.
    const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    assert.deepEqual(echo.echoBytes(new Float64Array(bytes.buffer)), bytes);
    assert.deepEqual(echo.echoBytes(new Uint16Array(bytes.buffer, 2, 2)), Uint8Array.of(3, 4, 5, 6));
  }
});

test('inside of others', () => {
  for (const echo of echoes) {
    const small = Uint8Array.of(1, 2);
    const large = new Uint8Array(5000).fill(7);
    const many = Array.from({ length: 20 }, (_, i) => new Uint8Array(5000).fill(i));
    roundTrip(echo.echoList, [], [small], [large, small, large, new Uint8Array()], many);
    roundTrip(echo.echoOption, undefined, new Uint8Array(), small, large);
    roundTrip(echo.echoChunk, { name: 'n', data: large }, { name: '', data: small });
  }
});

test('computed', () => {
  for (const echo of echoes) {
    for (const size of [0, 3, 5000]) {
      const bytes = data(size);
      assert.deepEqual(echo.reverse(bytes), data(size).reverse());
      assert.equal(echo.sum(bytes), BigInt(bytes.reduce((sum, byte) => sum + byte, 0)));
    }
    assert.deepEqual(echo.fill(255, 3), Uint8Array.of(255, 255, 255));
    assert.deepEqual(echo.fill(7, 5000), new Uint8Array(5000).fill(7));
    const runs = [data(5000), Uint8Array.of(1), data(5000)];
    assert.deepEqual(echo.concat(runs), new Uint8Array(Buffer.concat(runs)));
  }
});

test('results are the callers own', () => {
  for (const echo of echoes) {
    // Later calls do not change them.
    for (const size of [100, 5000]) {
      const first = echo.echoBytes(data(size));
      echo.fill(9, size);
      assert.deepEqual(first, data(size));
      assert.notEqual(first.buffer, echo.echoBytes(data(size)).buffer);
    }
  }
});

test('wrong types', () => {
  for (const echo of echoes) {
    const expected = 'v: expected an ArrayBuffer or a view of one, such as a Uint8Array';
    throws(() => echo.echoBytes([1, 2]), TypeError, `${expected}, got an Array`);
    throws(() => echo.echoBytes('text'), TypeError, `${expected}, got "text"`);
    throws(() => echo.echoBytes(5), TypeError, `${expected}, got 5`);
    throws(() => echo.echoBytes(null), TypeError, `${expected}, got null`);
    throws(() => echo.echoBytes(new Set([1])), TypeError, `${expected}, got a Set`);
  }
});

test('path', () => {
  for (const echo of echoes) {
    const expected = 'expected an ArrayBuffer or a view of one, such as a Uint8Array';
    throws(() => echo.echoChunk({ name: 'n' }), TypeError, `v.data: ${expected}, got undefined`);
    throws(() => echo.echoList([new Uint8Array(), [1]]), TypeError, `v[1]: ${expected}, got an Array`);
    throws(() => echo.concat([new Uint8Array(), 5]), TypeError, `runs[1]: ${expected}, got 5`);
  }
});

test('a buffer that is gone', () => {
  for (const echo of echoes) {
    for (const size of [3, 5000]) {
      const bytes = data(size);
      const buffer = bytes.buffer as ArrayBuffer;
      structuredClone(buffer, { transfer: [buffer] });
      for (const gone of [bytes, buffer]) {
        throws(() => echo.echoBytes(gone), TypeError, /^v: expected .* whose memory is gone$/);
      }
      assert.deepEqual(echo.echoBytes(data(size)), data(size));
    }
  }
});

test('buffers are let go', async () => {
  assert.ok(gc, 'node runs the tests with --expose-gc');
  for (const echo of echoes) {
    const held = [100, 100_000].map((size) => {
      const bytes = data(size);
      echo.echoBytes(bytes);
      echo.echoBytes(bytes.buffer);
      return new WeakRef(bytes.buffer);
    });
    for (let round = 0; round < 10 && held.some((ref) => ref.deref() !== undefined); round++) {
      await turn();
      gc();
    }
    for (const ref of held) assert.equal(ref.deref(), undefined);
  }
});
