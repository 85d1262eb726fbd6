import assert from 'node:assert/strict';
import test from 'node:test';
import { interfaceOf, roundTrip, throws } from './support.js';

const echo = interfaceOf('maps');

test('maps go there and back', () => {
  roundTrip(
    echo.echoStrings,
    new Map(),
    new Map([['a', 'b']]),
    new Map([
      ['', '🦀'],
      ['é', ''],
    ]),
  );
  roundTrip(echo.echoNumbers, new Map([[0xffff_ffff, 2n ** 64n - 1n]]));
  roundTrip(
    echo.echoSigned,
    new Map([
      [-128, NaN],
      [127, -0],
    ]),
  );
  roundTrip(
    echo.echoChars,
    new Map([
      ['🦀', true],
      ['a', false],
    ]),
  );
  roundTrip(
    echo.echoBools,
    new Map([
      [false, 'no'],
      [true, 'yes'],
    ]),
  );
  roundTrip(
    echo.echoBytes,
    new Map([
      ['a', Uint8Array.of(1)],
      ['b', new Uint8Array(9000)],
    ]),
  );
  roundTrip(echo.echoPoints, new Map([['origin', { x: 0, y: 0 }]]));
  roundTrip(
    echo.echoNested,
    new Map([
      [
        'a',
        new Map([
          [1, 'x'],
          [2, undefined],
        ]),
      ],
      ['b', new Map()],
    ]),
  );
  roundTrip(echo.echoList, [new Map(), new Map([[1, 'a']])]);
  roundTrip(echo.echoOption, undefined, new Map([['a', 1]]));
  roundTrip(echo.echoIndex, { title: 't', pages: new Map([['p', Uint32Array.of(1, 2)]]) });
});

test('functions of maps', () => {
  const merged = echo.merge(
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
    new Map([['b', 3]]),
  );
  assert.deepEqual([...merged].sort(), [
    ['a', 1],
    ['b', 3],
  ]);
  assert.deepEqual(echo.keys(new Map([['a', 1]])), ['a']);
  assert.equal(echo.countWords('a b a').get('a'), 2);
  assert.equal(echo.twice().size, 1, 'the last of equal keys stays');
});

test('other things and their paths', () => {
  throws(() => echo.echoStrings({ a: 'b' }), TypeError, 'v: expected a Map, got an Object');
  throws(() => echo.echoStrings([['a', 'b']]), TypeError, 'v: expected a Map, got an Array');
  throws(() => echo.echoStrings(new Map([['a', 1]])), TypeError, 'v["a"]: expected a string, got 1');
  throws(() => echo.echoStrings(new Map([[1, 'a']])), TypeError, 'v[key 1]: expected a string, got 1');
  const nested = new Map([['a', new Map([[300, 'x']])]]);
  throws(
    () => echo.echoNested(nested),
    RangeError,
    'v["a"][key 300]: expected an integer from 0 to 255, got 300',
  );
});
