/** Types inside of types inside of types. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { roundTrip, throws } from './support.js';
import { bothWays } from './ways.js';

const echoes = bothWays('nesting');

const part = {
  name: 'board',
  material: 'wood',
  abilities: { floats: true, burns: true },
  joint: { tag: 'both', val: [2, 'oak'] },
  measures: [1, 2, 0.5],
};
const plain = {
  name: '',
  material: 'stone',
  abilities: { floats: false, burns: false },
  joint: { tag: 'glue', val: undefined },
  measures: undefined,
};
const assembly = {
  label: ['shelf', 2n ** 64n - 1n],
  groups: [[part, plain], [], [part]],
  tests: [
    { tag: 'ok', val: part },
    { tag: 'ok', val: undefined },
    { tag: 'err', val: { tag: 'loose' } },
  ],
  words: new Map([
    [1, ['one', 'eins']],
    [2, []],
  ]),
  picture: new Uint8Array(10_000).fill(3),
};
const things = [
  { tag: 'part', val: part },
  { tag: 'assembly', val: assembly },
  {
    tag: 'pile',
    val: [
      [part, { tag: 'none' }],
      [plain, { tag: 'some', val: undefined }],
      [plain, { tag: 'some', val: { tag: 'nails', val: 3 } }],
    ],
  },
  {
    tag: 'corners',
    val: {
      tag: 'ok',
      val: [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
      ],
    },
  },
  { tag: 'corners', val: { tag: 'err', val: 'round' } },
];

test('round trips', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoPart, part, plain);
    roundTrip(echo.echoAssembly, assembly);
    roundTrip(echo.echoThing, ...things);
    roundTrip(echo.echoThings, [], things, Array(100).fill(things).flat());
  }
});

test('results', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.echoResult({ tag: 'ok', val: things }), things);
    assert.deepEqual(echo.echoResult({ tag: 'ok', val: [] }), []);
    assert.equal(echo.echoResult({ tag: 'ok', val: undefined }), undefined);
    assert.throws(() => echo.echoResult({ tag: 'err', val: 'no' }), {
      name: 'WitError',
      message: 'no',
      payload: 'no',
    });
  }
});

test('tuples', () => {
  for (const echo of echoes) {
    roundTrip(
      echo.echoTuple,
      [
        { tag: 'err', val: { tag: 'loose' } },
        [
          ['x', { floats: true, burns: false }],
          ['🦀', undefined],
        ],
        new Map([
          ['m', 'wood'],
          ['n', undefined],
        ]),
      ],
      [{ tag: 'ok', val: 1 }, [], new Map()],
      [undefined, [], new Map()],
    );
  }
});

test('onions', () => {
  for (const echo of echoes) {
    roundTrip(echo.echoOnion, [], [undefined, [undefined, [undefined, 'core']]]);
    roundTrip(echo.echoOnion, [undefined, [], [undefined, [], [undefined, 'core']], [[], ['a']]]);
  }
});

test('computed', () => {
  for (const echo of echoes) {
    assert.deepEqual(echo.names([]), []);
    const names = ['board', 'board', '', 'board', 'board', '', ''];
    assert.deepEqual(echo.names(things), names);
    assert.deepEqual(echo.names(Array(100).fill(things).flat()), Array(100).fill(names).flat());
  }
});

test('path', () => {
  for (const echo of echoes) {
    const wrong = structuredClone(things) as any[];
    wrong[2].val[2][1].val.val = 70_000;
    throws(
      () => echo.echoThings(wrong),
      RangeError,
      'v[2].pile[2][1].some.nails: expected an integer from 0 to 65535, got 70000',
    );
    const measured = { ...assembly, groups: [[], [{ ...part, measures: [1, 2, 'x'] }]] };
    throws(
      () => echo.echoAssembly(measured),
      TypeError,
      'v.groups[1][0].measures[2]: expected a number (f32), got "x"',
    );
    const words = { ...assembly, words: new Map([[7, ['a', 1]]]) };
    throws(() => echo.echoAssembly(words), TypeError, 'v.words[7][1]: expected a string, got 1');
    const tests = { ...assembly, tests: [{ tag: 'err', val: { tag: 'glue', val: 5 } }] };
    throws(() => echo.echoAssembly(tests), TypeError, 'v.tests[0].err.glue: expected a string, got 5');
    throws(() => echo.echoOnion([[[1]]]), TypeError, 'v[0][0][0]: expected a string, got 1');
  }
});
