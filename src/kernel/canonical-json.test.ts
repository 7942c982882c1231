import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalise, isStileError, utf8Text } from './index.ts';

const text = (value: unknown): string => utf8Text(canonicalise(value));

describe('canonicalise', () => {
  it.each([
    [
      'members by UTF-16 code units, not by code points',
      { '\ufb33': 1, '😀': 2, é: 3, a: 4, '10': 5, '9': 6 },
      '{"10":5,"9":6,"a":4,"é":3,"😀":2,"\ufb33":1}',
    ],
    [
      'numbers as ECMAScript does',
      [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 1e-7],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21,1e-7]',
    ],
    [
      'strings with the shortest escapes',
      '\u20ac$\u000f\nA\'B"\\\\"/\u007f',
      '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f"',
    ],
    ['absent members not at all', { a: undefined, b: null }, '{"b":null}'],
    ['an object without prototype', Object.assign(Object.create(null), { a: [] }), '{"a":[]}'],
    ['nothing for emptiness', [[], {}, '', true, false, null], '[[],{},"",true,false,null]'],
  ])('writes %s', (_, value, expected) => {
    expect(text(value)).toBe(expected);
  });

  it('equals the npm package canonicalize on any JSON value', () => {
    return fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(text(value)).toBe(canonicalize(value));
      }),
    );
  });

  it('does not depend on the order in which members were added', () => {
    return fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse());
        expect(text(turned)).toBe(text(members));
      }),
    );
  });

  it.each([
    ['NaN', { a: { b: [1, Number.NaN] } }, '$.a.b[1]', 'not finite'],
    ['an infinity', [Number.POSITIVE_INFINITY], '$[0]', 'not finite'],
    ['a lone surrogate', { a: '\ud800' }, '$.a', 'surrogate'],
    ['a lone surrogate in a member name', { '\udc00': 1 }, '$', 'surrogate'],
    ['undefined in an array', [1, undefined], '$[1]', 'undefined'],
    ['a hole in an array', new Array(1), '$[0]', 'undefined'],
    ['undefined itself', undefined, '$', 'undefined'],
    ['a function', { f: () => 1 }, '$.f', 'function'],
    ['a bigint', 1n, '$', 'bigint'],
    ['a symbol', Symbol('x'), '$', 'symbol'],
    ['a date', { at: new Date(0) }, '$.at', 'class'],
    ['bytes', new Uint8Array(1), '$', 'class'],
  ])('refuses %s and says where', (_, value, path, reason) => {
    try {
      canonicalise(value);
    } catch (error) {
      expect(isStileError(error, 'CANONICAL_UNREPRESENTABLE')).toBe(true);
      expect(String(error)).toContain(`at ${path} has`);
      expect(String(error)).toContain(reason);
      return;
    }
    throw new Error('it was accepted');
  });
});
