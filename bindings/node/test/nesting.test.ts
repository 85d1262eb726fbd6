import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('nesting');

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

test('everything inside of everything', () => {
  roundTrip(echo.echoPart, part, plain);
  roundTrip(echo.echoAssembly, assembly);
  roundTrip(echo.echoThing, ...things);
  roundTrip(echo.echoThings, [], things);
  roundTrip(echo.echoOnion, [], [undefined, [], [undefined, [], [undefined, 'core']]]);
  assert.deepEqual(echo.echoResult({ tag: 'ok', val: things }), things);
  assert.equal(echo.echoResult({ tag: 'ok', val: undefined }), undefined);
  assert.throws(() => echo.echoResult({ tag: 'err', val: 'no' }), { name: 'WitError', message: 'no' });
  const joint = { tag: 'err', val: { tag: 'loose' } };
  roundTrip(echo.echoTuple, [joint, [['x', { floats: true, burns: false }]], new Map([['m', 'wood']])]);
  assert.ok(Array.isArray(echo.names(things)));
});

test('the path through all of it', () => {
  const wrong = structuredClone(things) as any[];
  wrong[2].val[2][1].val.val = 70_000;
  throws(
    () => echo.echoThings(wrong),
    RangeError,
    'v[2].pile[2][1].some.nails: expected an integer from 0 to 65535, got 70000',
  );
  const words = { ...assembly, words: new Map([[7, ['a', 1]]]) };
  throws(() => echo.echoAssembly(words), TypeError, 'v.words[7][1]: expected a string, got 1');
  const tests = { ...assembly, tests: [{ tag: 'err', val: { tag: 'glue', val: 5 } }] };
  throws(() => echo.echoAssembly(tests), TypeError, 'v.tests[0].err.glue: expected a string, got 5');
});
