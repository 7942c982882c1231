import { describe, expect, it } from 'vitest';
import { base64, isStileError, utf8 } from '#kernel';
import { generateKeyPair, signingKey, signNote, verifierKey } from '#signing';
import { parseTreeHead } from './checkpoint.ts';
import {
  emptyRoot,
  leafHash,
  parseTlogProof,
  rootHash,
  signCheckpoint,
  tilePath,
  verifyCheckpoint,
  verifyTlogProof,
  writeTlogProof,
} from './index.ts';
import { decodeBundle, encodeBundle, hashesAtLevel, tileHolding } from './tiles.ts';

const key = signingKey(generateKeyPair().privateKeyPem);
const origin = 'log.example/node';
const verifier = verifierKey(origin, key.publicKey);

function codeOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error.exit === 5 ? error.code : `exit ${error.exit}`;
  }
  return 'accepted';
}

describe('tile paths (C2SP tlog-tiles)', () => {
  it.each([
    [0, 0n, 256, 'tile/0/000'],
    [0, 0n, 1, 'tile/0/000.p/1'],
    [1, 999n, 255, 'tile/1/999.p/255'],
    [2, 1000n, 256, 'tile/2/x001/000'],
    [63, 1234067n, 256, 'tile/63/x001/x234/067'],
    ['entries', 12345n, 7, 'tile/entries/x012/345.p/7'],
    [0, 999_999n, 256, 'tile/0/x999/999'],
    [0, 1_000_000n, 256, 'tile/0/x001/x000/000'],
  ] as const)('level %s, index %s, width %s', (level, index, width, path) => {
    expect(tilePath({ level, index, width })).toBe(path);
  });

  // The example in the specification: a tree of size 70,000.
  it.each([
    [0, 70_000n, 70_000n],
    ['entries', 70_000n, 70_000n],
    [1, 70_000n, 273n],
    [2, 70_000n, 1n],
    [3, 70_000n, 0n],
    [1, 256n, 1n],
    [1, 255n, 0n],
  ] as const)('level %s of a tree of %s has %s hashes', (level, size, hashes) => {
    expect(hashesAtLevel(level, size)).toBe(hashes);
  });

  it.each([
    [0, 69_999n, { index: 273n, width: 112 }],
    [0, 69_887n, { index: 272n, width: 256 }],
    [1, 272n, { index: 1n, width: 17 }],
    [1, 255n, { index: 0n, width: 256 }],
    [2, 0n, { index: 0n, width: 1 }],
  ] as const)('hash %s/%s of a tree of 70,000 is in tile %o', (level, position, place) => {
    expect(tileHolding(level, position, 70_000n)).toEqual({ level, ...place });
  });
});

describe('entry bundles', () => {
  it('put a 16-bit big-endian length before each entry', () => {
    const entries = [utf8('ab'), new Uint8Array(), new Uint8Array(258)];
    const bytes = encodeBundle(entries);
    expect([...bytes.subarray(0, 8)]).toEqual([0, 2, 0x61, 0x62, 0, 0, 1, 2]);
    expect(decodeBundle(bytes)).toEqual(entries);
    expect(decodeBundle(bytes.subarray(0, 5))).toBeUndefined();
    expect(decodeBundle(bytes.subarray(0, 3))).toBeUndefined();
    expect(decodeBundle(new Uint8Array())).toEqual([]);
    expect(decodeBundle(Uint8Array.of(0, 0))).toEqual([new Uint8Array()]);
  });

  it('are read wherever they lie in a larger buffer', () => {
    const whole = Uint8Array.of(9, 9, 0, 1, 0x61, 9);
    expect(decodeBundle(whole.subarray(2, 5))).toEqual([utf8('a')]);
  });
});

describe('checkpoints', () => {
  const head = { origin, size: 3n, root: rootHash([leafHash(utf8('a'))]) };

  it('are signed and read back', () => {
    const checkpoint = signCheckpoint(head, key);
    expect(checkpoint.note.split('\n').slice(0, 3)).toEqual([origin, '3', base64(head.root)]);
    expect(verifyCheckpoint(checkpoint.note, verifier)).toEqual(checkpoint);
    expect(verifyCheckpoint(utf8(checkpoint.note), verifier)).toEqual(checkpoint);
  });

  it('are refused when the key signed for another log', () => {
    const text = `log.example/other\n3\n${base64(head.root)}\n`;
    expect(codeOf(() => verifyCheckpoint(signNote(text, origin, key), verifier))).toBe(
      'TRANSPARENCY_CHECKPOINT_INVALID',
    );
    expect(() => verifyCheckpoint(signNote(text, origin, key), verifier)).toThrow(
      'it is of another log, not of log.example/node',
    );
  });

  const root = base64(emptyRoot());
  it.each([
    ['two lines', `a\n3\n`, 'it does not have just three lines'],
    ['an extension line', `a\n3\n${root}\nmore\n`, 'it does not have just three lines'],
    ['an extension line cut short', `a\n3\n${root}\nmore`, 'it does not have just three lines'],
    ['no last line break', `a\n3\n${root}`, 'it does not have just three lines'],
    ['an empty last line', `a\n3\n${root}\n\n`, 'it does not have just three lines'],
    ['no origin', `\n3\n${root}\n`, 'the origin is empty'],
    ['a leading zero', `a\n03\n${root}\n`, 'the size is not a whole number'],
    ['two zeros', `a\n00\n${root}\n`, 'the size is not a whole number'],
    ['a sign', `a\n+3\n${root}\n`, 'the size is not a whole number'],
    ['a negative size', `a\n-3\n${root}\n`, 'the size is not a whole number'],
    ['a size in hexadecimal', `a\n0x3\n${root}\n`, 'the size is not a whole number'],
    ['an empty size', `a\n\n${root}\n`, 'the size is not a whole number'],
    ['a size of 21 digits', `a\n${'1'.repeat(21)}\n${root}\n`, 'the size is not a whole number'],
    ['a short root', `a\n3\n${base64(new Uint8Array(31))}\n`, 'the root is not 32 bytes of canonical base64'],
    ['a root that is not base64', `a\n3\n*\n`, 'the root is not 32 bytes of canonical base64'],
    [
      'a root without padding',
      `a\n3\n${root.replace('=', '')}\n`,
      'the root is not 32 bytes of canonical base64',
    ],
  ])('are refused with %s', (_, text, reason) => {
    expect(codeOf(() => parseTreeHead(text))).toBe('TRANSPARENCY_CHECKPOINT_INVALID');
    expect(() => parseTreeHead(text)).toThrow(reason);
  });

  it.each(['0', '1', '10', '18446744073709551615'])('may have the size %s', (size) => {
    expect(parseTreeHead(`a\n${size}\n${root}\n`)).toEqual({
      origin: 'a',
      size: BigInt(size),
      root: emptyRoot(),
    });
  });
});

describe('.tlog-proof files', () => {
  const [a, b] = [leafHash(utf8('a')), leafHash(utf8('b'))];
  const checkpoint = signCheckpoint({ origin, size: 2n, root: rootHash([a, b]) }, key);
  const text = writeTlogProof({ index: 1n, proof: [a] }, checkpoint);

  it('have the lines of C2SP tlog-proof', () => {
    expect(text).toBe(`c2sp.org/tlog-proof@v1\nindex 1\n${base64(a)}\n\n${checkpoint.note}`);
    expect(parseTlogProof(text)).toStrictEqual({ index: 1n, proof: [a], checkpoint: checkpoint.note });
    expect(parseTlogProof(text.replace('index 1', 'index 1234567890')).index).toBe(1_234_567_890n);
    expect(verifyTlogProof(text, b, verifier)).toEqual({ index: 1n, checkpoint });
  });

  it('may carry extra data, and no hashes at all', () => {
    const single = signCheckpoint({ origin, size: 1n, root: a }, key);
    const alone = writeTlogProof({ index: 0n, proof: [] }, single);
    expect(verifyTlogProof(alone, a, verifier).index).toBe(0n);
    const withExtra = alone.replace('index', 'extra aGk=\nindex');
    expect(parseTlogProof(withExtra)).toMatchObject({ index: 0n, extra: utf8('hi') });
    expect(verifyTlogProof(withExtra, a, verifier).index).toBe(0n);
  });

  it.each([
    ['another version', text.replace('@v1', '@v2'), 'the first line is not “c2sp.org/tlog-proof@v1”'],
    ['no index', text.replace('index 1\n', ''), 'the line “index” with a whole number is missing'],
    ['nothing but its first line', 'c2sp.org/tlog-proof@v1\n\n', 'the line “index”'],
    ['a word before the index', text.replace('index 1', 'the index 1'), 'the line “index”'],
    ['a leading zero', text.replace('index 1', 'index 01'), 'the line “index”'],
    ['a negative index', text.replace('index 1', 'index -1'), 'the line “index”'],
    ['extra data after the index', text.replace('index 1', 'index 1\nextra aGk='), 'a hash is not canonical'],
    [
      'extra data that is not base64',
      text.replace('index', 'extra *\nindex'),
      'the extra line is not canonical',
    ],
    ['a hash that is not base64', text.replace(base64(a), '*'), 'a hash is not canonical base64'],
    ['a short hash', text.replace(base64(a), base64(a.subarray(1))), 'a hash is not 32 bytes long'],
    [
      '64 hashes',
      text.replace(base64(a), Array(64).fill(base64(a)).join('\n')),
      'it has more than 63 hashes',
    ],
    ['a blank line too few', text.replace('\n\n', '\n').split('\n\n')[0] ?? '', 'no blank line stands'],
    ['a blank line before all', `\n\n${text}`, 'the first line is not'],
    ['nothing', '', 'no blank line stands before the checkpoint'],
  ])('are refused with %s', (_, changed, reason) => {
    expect(codeOf(() => verifyTlogProof(changed, b, verifier))).toBe('TRANSPARENCY_PROOF_FILE_INVALID');
    expect(() => verifyTlogProof(changed, b, verifier)).toThrow(reason);
  });

  it.each([
    ['another leaf', text, a, 'TRANSPARENCY_INCLUSION_WRONG'],
    ['another place', text.replace('index 1', 'index 0'), b, 'TRANSPARENCY_INCLUSION_WRONG'],
    [
      '63 hashes',
      text.replace(base64(a), Array(63).fill(base64(a)).join('\n')),
      b,
      'TRANSPARENCY_INCLUSION_WRONG',
    ],
    ['another size in the checkpoint', text.replace('\n2\n', '\n3\n'), b, 'SIGNING_NOTE_SIGNATURE_WRONG'],
  ])('do not verify with %s', (_, changed, leaf, expected) => {
    expect(codeOf(() => verifyTlogProof(changed, leaf, verifier))).toBe(expected);
  });
});
