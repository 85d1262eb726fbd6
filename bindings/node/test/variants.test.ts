import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('variants');
const mixed = [
  { tag: 'byte', val: 255 },
  { tag: 'wide', val: 2n ** 64n - 1n },
  { tag: 'single', val: -0 },
  { tag: 'double', val: NaN },
  { tag: 'letter', val: '🦀' },
  { tag: 'text', val: '' },
  { tag: 'items', val: ['a', 'b'] },
  { tag: 'pair', val: [1, -1n] },
  { tag: 'nothing' },
];
const rect = { tag: 'rect', val: { width: 2, height: 3 } };

test('variants are a tag and a value', () => {
  roundTrip(echo.echoShape, { tag: 'circle', val: 1.5 }, rect, { tag: 'dot' });
  roundTrip(echo.echoMixed, ...mixed);
  roundTrip(echo.echoOnly, { tag: 'one', val: 1 });
  roundTrip(
    echo.echoNested,
    { tag: 'shape', val: rect },
    { tag: 'mixed', val: mixed[6] },
    { tag: 'shapes', val: [rect, { tag: 'dot' }] },
    { tag: 'maybe', val: undefined },
    { tag: 'maybe', val: { tag: 'dot' } },
  );
  roundTrip(
    echo.echoDrawing,
    { name: 'n', shape: rect, front: undefined },
    { name: '', shape: rect, front: rect },
  );
  roundTrip(echo.echoList, [], mixed);
  roundTrip(echo.echoOption, undefined, mixed[0]);
  assert.equal(echo.area(rect), 6);
  assert.equal(echo.name({ tag: 'nothing' }), 'nothing');
});

test('wrong tags and values', () => {
  const cases = "expected one of 'circle', 'rect', 'dot'";
  throws(() => echo.echoShape({ tag: 'square' }), RangeError, `v.tag: ${cases}, got "square"`);
  throws(() => echo.echoShape({}), TypeError, `v.tag: ${cases}, got undefined`);
  throws(() => echo.echoShape('dot'), TypeError, 'v: expected an object { tag, val }, got "dot"');
  throws(
    () => echo.echoShape({ tag: 'circle' }),
    TypeError,
    'v.circle: expected a number (f64), got undefined',
  );
  throws(
    () => echo.echoShape({ tag: 'dot', val: 1 }),
    TypeError,
    'v.dot: the case has no payload, but val is given',
  );
  throws(
    () => echo.echoShape({ tag: 'rect', val: { width: 1 } }),
    TypeError,
    'v.rect.height: expected a number (f64), got undefined',
  );
});
