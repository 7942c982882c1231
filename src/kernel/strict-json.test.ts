import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalise,
  type ErrorCode,
  isStileError,
  type JsonValue,
  parseStrict,
  parseStrictOr,
  utf8,
} from './index.ts';

const parse = (text: string): JsonValue => parseStrict(utf8(text));

/** The code of the error and the byte that its message names. */
function refusal(bytes: Uint8Array): { code: ErrorCode; offset: number; message: string } {
  try {
    parseStrict(bytes);
  } catch (error) {
    if (!isStileError(error)) throw error;
    const [, offset] = /byte (\d+)/.exec(error.message) ?? [];
    return { code: error.code, offset: Number(offset), message: error.message };
  }
  throw new Error('it was accepted');
}

describe('parseStrict', () => {
  it.each([
    ['an empty text', '', 0, 'it ends where a value is wanted'],
    ['spaces only', ' \t\r\n', 4, 'it ends where a value is wanted'],
    ['a second value', '1 2', 2, 'something follows'],
    ['a trailing NUL', '{}\0', 2, 'something follows'],
    ['a trailing comma in an array', '[1,]', 3, 'no value begins'],
    ['a trailing comma in an object', '{"a":1,}', 7, 'a member name'],
    ['an unclosed array', '[1', 2, 'a comma or ]'],
    ['an unclosed object', '{"a":1', 6, 'a comma or }'],
    ['a bracket that closes a brace', '{"a":1]', 6, 'a comma or }'],
    ['a missing comma', '[1 2]', 3, 'a comma or ]'],
    ['a missing colon', '{"a" 1}', 5, 'a colon'],
    ['a name without quotation marks', '{a:1}', 1, 'a member name'],
    ['single quotation marks', "['a']", 1, 'no value begins'],
    ['an unfinished string', '"abc', 4, 'does not end'],
    ['a string that ends in an escape', '"abc\\', 4, 'the escape'],
    ['a line break in a string', '"a\nb"', 2, 'a control character'],
    ['a unit separator in a string', '"\u001f"', 1, 'a control character'],
    ['an unknown escape', '"a\\x41"', 2, 'the escape'],
    ['a short escape', '"\\u12"', 1, 'the escape'],
    ['an escape with a letter past f', '"\\u00g0"', 1, 'the escape'],
    ['a lone high surrogate', '"é\\ud800"', 3, 'a lone surrogate'],
    ['a lone low surrogate', '"\\udc00"', 1, 'a lone surrogate'],
    ['the last low surrogate alone', '"\\udfff"', 1, 'a lone surrogate'],
    ['two low surrogates', '"\\udc00\\udc00"', 1, 'a lone surrogate'],
    ['surrogates the wrong way round', '"\\udc00\\ud800"', 1, 'a lone surrogate'],
    ['two high surrogates', '"\\udbff\\udbff"', 1, 'a lone surrogate'],
    ['a high surrogate before an ordinary escape', '"\\ud800\\u0041"', 1, 'a lone surrogate'],
    ['a high surrogate before one past the low ones', '"\\ud800\\ue000"', 1, 'a lone surrogate'],
    ['a leading zero', '[01]', 2, 'a comma or ]'],
    ['a leading plus', '+1', 0, 'no value begins'],
    ['a bare minus', '-', 0, 'no value begins'],
    ['a bare point', '.5', 0, 'no value begins'],
    ['a point without digits', '1.', 1, 'something follows'],
    ['an exponent without digits', '1e', 1, 'something follows'],
    ['hexadecimal', '0x10', 1, 'something follows'],
    ['NaN', 'NaN', 0, 'no value begins'],
    ['Infinity', '-Infinity', 0, 'no value begins'],
    ['a number beyond the doubles', '[1e309]', 1, 'too large'],
    ['a negative number beyond the doubles', '-1e309', 0, 'too large'],
    ['a literal in capitals', 'True', 0, 'no value begins'],
    ['a literal that goes on', 'nullx', 4, 'something follows'],
    ['a comment', '/**/1', 0, 'no value begins'],
    ['a no-break space', '\u00a01', 0, 'no value begins'],
    ['a form feed', '\f1', 0, 'no value begins'],
    ['a byte order mark inside', '[\ufeff1]', 1, 'no value begins'],
  ])('refuses %s and names the byte', (_, text, offset, reason) => {
    const found = refusal(utf8(text));
    expect(found).toMatchObject({ code: 'JSON_SYNTAX', offset });
    expect(found.message).toContain(reason);
  });

  it.each([
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x31], 0, 'it begins with a byte order mark'],
    ['a byte that no character begins with', [0x22, 0x61, 0xff, 0x22], 2],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22], 1],
    ['a surrogate in UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22], 2],
    ['a continuation alone', [0x22, 0x80, 0x22], 1],
    ['a character cut short by another', [0x22, 0xc3, 0x22], 2],
    ['a text that stops within a character', [0x22, 0xe2, 0x82], 3],
    ['a character past U+10FFFF', [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 2],
    ['UTF-16', [0xff, 0xfe, 0x31, 0x00], 0],
  ])('refuses %s as not UTF-8', (_, bytes, offset, reason = 'a byte does not fit') => {
    const found = refusal(Uint8Array.from(bytes));
    expect(found).toMatchObject({ code: 'JSON_ENCODING', offset });
    expect(found.message).toContain(reason);
  });

  it.each([
    ['{"a":1,"a":1}', 'a', 7],
    ['{"a":1,"\\u0061":2}', 'a', 7],
    ['{"é":{"b":1,"b":2}}', 'b', 13],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 15],
    ['{"":1, "":2}', '', 7],
  ])('refuses a member that occurs twice: %s', (text, member, offset) => {
    const found = refusal(utf8(text));
    expect(found).toMatchObject({ code: 'JSON_DUPLICATE_MEMBER', offset });
    expect(found.message).toContain(`“${member}”`);
  });

  it('allows the same member in different objects', () => {
    expect(parse('[{"a":1},{"a":{"a":2}}]')).toEqual([{ a: 1 }, { a: { a: 2 } }]);
  });

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('reads 64 levels of %s and refuses 65', (_, open, close) => {
    const nested = (levels: number) =>
      `${open.repeat(levels)}${open === '[' ? '' : '1'}${close.repeat(levels)}`;
    expect(parse(nested(64))).toEqual(JSON.parse(nested(64)));
    expect(refusal(utf8(nested(65)))).toMatchObject({ code: 'JSON_TOO_DEEP', offset: 64 * open.length });
  });

  it('does not count siblings as levels', () => {
    expect(parse(`[${'[],'.repeat(200)}[]]`)).toHaveLength(201);
  });

  it('keeps __proto__ and other names of Object.prototype as plain members', () => {
    const value = parse('{"__proto__":{"x":1},"constructor":2,"toString":3,"hasOwnProperty":4}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect((value as { x?: unknown }).x).toBeUndefined();
    expect(Buffer.from(canonicalise(value)).toString()).toBe(
      '{"__proto__":{"x":1},"constructor":2,"hasOwnProperty":4,"toString":3}',
    );
  });

  it.each([
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\ud83d\\ude00"',
    '"\\ud800\\udc00\\udbff\\udfff\\ud7ff\\ue000"',
    '"\u007f\u2028\ufeff😀"',
    ' [ 0 , -0.5e-3 , 1E+2 , 10.25 ] ',
    '[1e308, 5e-324, 1e-400, 123456789012345680000]',
    '{"b":[true,false,null],"a":{}}',
    '\t\r\n {"a" : [ ] }\n',
  ])('reads what JSON.parse reads: %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('agrees with JSON.parse on any value, however it is spaced', () => {
    return fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (json, space) => {
        const text = JSON.stringify(JSON.parse(json), null, space);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses every text that JSON.parse refuses', () => {
    const soup = fc.array(fc.constantFrom(...'{}[]",:\\u0019-+.eE tfnal\n'.split('')), { maxLength: 12 });
    return fc.assert(
      fc.property(soup, (characters) => {
        const text = characters.join('');
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          expect(() => parse(text)).toThrow();
          return;
        }
        try {
          expect(parse(text)).toEqual(expected);
        } catch (error) {
          // Stricter than JSON.parse in three things only.
          if (!isStileError(error)) throw error;
          expect(error.message).toMatch(/twice|surrogate|too large/);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('gives back what canonicalise wrote', () => {
    return fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
        fc.pre(JSON.stringify(value).isWellFormed());
        const bytes = canonicalise(value);
        expect(canonicalise(parseStrict(bytes))).toEqual(bytes);
        expect(parseStrict(bytes)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('parseStrictOr', () => {
  const refuse = (reason: string): never => {
    throw new RangeError(reason);
  };

  it('gives the value, or its caller’s refusal with what is wrong', () => {
    expect(parseStrictOr(utf8('[1]'), refuse)).toEqual([1]);
    expect(() => parseStrictOr(utf8('[1,]'), refuse)).toThrow(RangeError);
    expect(() => parseStrictOr(utf8('[1,]'), refuse)).toThrow('malformed at byte 3: no value begins here');
  });

  it('does not call a fault of ours bad JSON', () => {
    const broken = {
      get length(): number {
        throw new TypeError('a fault');
      },
    };
    expect(() => parseStrictOr(broken as never, refuse)).toThrow(new TypeError('a fault'));
  });
});
