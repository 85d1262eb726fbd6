import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, throws } from './support.js';

const echo = interfaceOf('bytes');

test('bytes go there and come back as a Uint8Array', () => {
  for (const length of [0, 1, 7, 64, 4095, 4096, 4097, 65_536, 1 << 20, (1 << 22) + 3]) {
    const bytes = new Uint8Array(length).map((_, i) => i * 31);
    const back = echo.echoBytes(bytes);
    assert.equal(back.constructor, Uint8Array);
    assert.ok(Buffer.compare(bytes, back) === 0, `${length} bytes`);
    assert.equal(back.buffer.byteLength, length);
  }
});

test('every view and buffer is taken as its bytes', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const same = [
    bytes.buffer,
    Buffer.from(bytes),
    new DataView(bytes.buffer),
    new Int8Array(bytes.buffer),
    new Uint8ClampedArray(bytes.buffer),
    new Float64Array(bytes.buffer),
  ];
  for (const view of same) assert.deepEqual(echo.echoBytes(view), bytes);
  assert.deepEqual(echo.echoBytes(bytes.subarray(2, 5)), Uint8Array.of(3, 4, 5));
  assert.deepEqual(echo.echoBytes(new Uint16Array(bytes.buffer, 2, 2)), Uint8Array.of(3, 4, 5, 6));
});

test('memory that threads share is copied', () => {
  for (const length of [8, 10_000]) {
    const shared = new Uint8Array(new SharedArrayBuffer(length)).fill(9);
    assert.deepEqual(echo.echoBytes(shared), new Uint8Array(length).fill(9));
    assert.deepEqual(echo.echoBytes(shared.buffer), new Uint8Array(length).fill(9));
  }
});

test('bytes inside of other values', () => {
  const small = Uint8Array.of(1, 2);
  const large = new Uint8Array(5000).fill(7);
  const lists = [[], [small], [large, small, large, new Uint8Array()]];
  for (const list of lists) assert.deepEqual(echo.echoList(list), list);
  for (const value of [undefined, small, large]) assert.deepEqual(echo.echoOption(value), value);
  assert.deepEqual(echo.echoChunk({ name: 'n', data: large }), { name: 'n', data: large });
  const many = Array.from({ length: 20 }, (_, i) => new Uint8Array(5000).fill(i));
  assert.deepEqual(echo.echoList(many), many);
});

test('functions of bytes', () => {
  assert.equal(echo.sum(Uint8Array.of(255, 255)), 510n);
  assert.deepEqual(echo.reverse(Uint8Array.of(1, 2, 3)), Uint8Array.of(3, 2, 1));
  assert.deepEqual(echo.fill(7, 5000), new Uint8Array(5000).fill(7));
  assert.deepEqual(echo.concat([Uint8Array.of(1), Uint8Array.of(2)]), Uint8Array.of(1, 2));
});

test('what has no bytes is refused', () => {
  const expected = 'expected an ArrayBuffer or a view of one, such as a Uint8Array';
  throws(() => echo.echoBytes([1, 2]), TypeError, `v: ${expected}, got an Array`);
  throws(() => echo.echoBytes('text'), TypeError, `v: ${expected}, got "text"`);
  throws(() => echo.echoChunk({ name: 'n' }), TypeError, `v.data: ${expected}, got undefined`);
  throws(() => echo.concat([new Uint8Array(), 5]), TypeError, `runs[1]: ${expected}, got 5`);
});
