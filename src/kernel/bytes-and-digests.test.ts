import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base64,
  concatBytes,
  digestOf,
  digestOfJson,
  equalBytes,
  fromBase64,
  fromHex,
  hex,
  isDigest,
  parseDigest,
  sha256,
  utf8,
  utf8Text,
} from './index.ts';

describe('digests', () => {
  // FIPS 180-2 appendix B.1, and the hash of nothing.
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('SHA-256 of %j is the published one', (text, expected) => {
    expect(hex(sha256(utf8(text)))).toBe(expected);
    expect(digestOf(utf8(text))).toBe(`sha256:${expected}`);
  });

  it('the digest of JSON is that of its canonical bytes', () => {
    expect(digestOfJson({ b: 1, a: [] })).toBe(digestOf(utf8('{"a":[],"b":1}')));
  });

  it.each([
    ['sha256:', 'too short'],
    [`sha256:${'a'.repeat(63)}`, 'one digit short'],
    [`sha256:${'a'.repeat(65)}`, 'one digit long'],
    [`sha256:${'A'.repeat(64)}`, 'capitals'],
    [`sha512:${'a'.repeat(64)}`, 'another algorithm'],
    [`sha256:${'g'.repeat(64)}`, 'not hexadecimal'],
    [` sha256:${'a'.repeat(64)}`, 'a space before'],
    [`sha256:${'a'.repeat(64)}\n`, 'a line break after'],
  ])('refuses %j: %s', (text) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text)).toThrow('is not a digest');
  });

  it('reads what digestOf writes', () => {
    const digest = digestOf(utf8('x'));
    expect(parseDigest(digest)).toBe(digest);
  });
});

describe('bytes', () => {
  it('base64 and hexadecimal read back what they wrote', () => {
    return fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase64(base64(bytes))).toEqual(Uint8Array.from(bytes));
        expect(fromHex(hex(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each(['YQ', 'YQ=', 'YR==', 'YQ==\n', 'Y Q==', '_-8=', 'YQ==YQ==', '='])(
    'refuses base64 that is not canonical: %j',
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );

  it.each(['a', 'AB', 'ag', '0x00', 'ab\n'])(
    'refuses hexadecimal that is not lower case and whole: %j',
    (text) => {
      expect(fromHex(text)).toBeUndefined();
    },
  );

  it('compares and joins', () => {
    const joined = concatBytes(utf8('ab'), new Uint8Array(), utf8('c'));
    expect(utf8Text(joined)).toBe('abc');
    expect(equalBytes(joined, utf8('abc'))).toBe(true);
    expect(equalBytes(joined, utf8('abd'))).toBe(false);
    expect(equalBytes(joined, utf8('ab'))).toBe(false);
    expect(equalBytes(joined, utf8('abcd'))).toBe(false);
    expect(concatBytes()).toEqual(new Uint8Array());
  });

  it('keeps a byte order mark and refuses malformed UTF-8', () => {
    expect(utf8Text(Uint8Array.of(0xef, 0xbb, 0xbf))).toBe('\ufeff');
    expect(() => utf8Text(Uint8Array.of(0xff))).toThrow(TypeError);
  });
});
