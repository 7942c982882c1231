import { describe, expect, it } from 'vitest';
import { base64, isStileError, utf8 } from '#kernel';
import { generateKeyPair, parseVerifierKey, signingKey, signNote, verifierKey, verifyNote } from './index.ts';

// The example of C2SP signed-note (CC BY 4.0).
const example = {
  key: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};
const key = signingKey(generateKeyPair().privateKeyPem);
const other = signingKey(generateKeyPair().privateKeyPem);
const name = 'log.example/a';
const known = verifierKey(name, key.publicKey);
const note = signNote('first\n\nsecond\n', name, key);

function codeOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error.exit === 5 ? error.code : `exit ${error.exit}`;
  }
  return 'accepted';
}

describe('signed notes', () => {
  it('verify the example of the specification', () => {
    expect(verifyNote(example.note, [parseVerifierKey(example.key)])).toEqual({
      text: 'This is an example message.\n',
      signatures: [{ name: 'example.com/foo', keyHash: '530d903a' }],
    });
  });

  it('read back their text, from bytes or a string, with empty lines in it', () => {
    const expected = { text: 'first\n\nsecond\n', signatures: [{ name, keyHash: known.keyHash }] };
    expect(verifyNote(note, [known])).toEqual(expected);
    expect(verifyNote(utf8(note), [known])).toEqual(expected);
  });

  const line = note.slice(note.indexOf('—'));
  const [dash, , text = ''] = line.trimEnd().split(' ');
  const unknownLine = signNote('first\n\nsecond\n', 'other.example', other).split('\n\n').at(-1) ?? '';
  const otherText = signNote('other\n', name, key);
  it.each([
    ['an unknown signature before the known one', note.replace('—', `${unknownLine}—`), 'accepted'],
    ['the known signature twice', `${note}${line}`, 'accepted'],
    ['a hundred signatures', `${note}${unknownLine.repeat(99)}`, 'accepted'],
    ['a hundred and one', `${note}${unknownLine.repeat(100)}`, 'SIGNING_NOTE_INVALID'],
    ['only an unknown signature', `first\n\nsecond\n\n${unknownLine}`, 'SIGNING_NOTE_UNSIGNED'],
    ['the known name with another key’s hash', signNote('a\n', name, other), 'SIGNING_NOTE_UNSIGNED'],
    ['the known hash under another name', note.replace(name, 'log.example/b'), 'SIGNING_NOTE_UNSIGNED'],
    ['another text', note.replace('first', 'First'), 'SIGNING_NOTE_SIGNATURE_WRONG'],
    [
      'another note’s signature',
      `first\n\n${otherText.split('\n\n').at(-1)}`,
      'SIGNING_NOTE_SIGNATURE_WRONG',
    ],
    [
      'a wrong signature of a known key after a good one',
      `${note}${otherText.split('\n\n').at(-1)}`,
      'SIGNING_NOTE_SIGNATURE_WRONG',
    ],
    ['no signatures', 'first\n\n', 'SIGNING_NOTE_INVALID'],
    ['no blank line', `first\n${line}`, 'SIGNING_NOTE_INVALID'],
    ['no last line break', note.trimEnd(), 'SIGNING_NOTE_INVALID'],
    ['a carriage return', note.replace('first', 'first\r'), 'SIGNING_NOTE_INVALID'],
    ['a tab', note.replace('first', 'fir\tst'), 'SIGNING_NOTE_INVALID'],
    ['a NUL', note.replace('first', 'fir\0st'), 'SIGNING_NOTE_INVALID'],
    ['the control character before space', note.replace('first', 'fir\u001fst'), 'SIGNING_NOTE_INVALID'],
    ['a vertical tab', note.replace('first', 'fir\u000bst'), 'SIGNING_NOTE_INVALID'],
    ['a lone surrogate', note.replace('first', '\ud800'), 'SIGNING_NOTE_INVALID'],
    ['a hyphen for the dash', note.replace('—', '-'), 'SIGNING_NOTE_INVALID'],
    ['a line with a word after the signature', note.replace(/\n$/, ' x\n'), 'SIGNING_NOTE_INVALID'],
    ['a signature without name', note.replace(` ${name}`, ''), 'SIGNING_NOTE_INVALID'],
    ['a name with a plus', note.replace(name, 'log+a'), 'SIGNING_NOTE_INVALID'],
    ['base64 without padding', note.replace(text, text.replace(/=+$/, '')), 'SIGNING_NOTE_INVALID'],
    [
      'base64 that is too short for a signature',
      note.replace(text, base64(new Uint8Array(4))),
      'SIGNING_NOTE_INVALID',
    ],
  ])('with %s', (_, changed, expected) => {
    expect(dash).toBe('—');
    expect(codeOf(() => verifyNote(changed, [known]))).toBe(expected);
  });

  it.each([
    ['no blank line', `first\n${line}`, 'no blank line stands'],
    ['nothing at all', '', 'no blank line stands'],
    ['no last line break', note.trimEnd(), 'the last line does not end in a newline'],
    ['a signature line without dash', note.replace('— ', ''), 'is not “— name base64”'],
    ['a control character', note.replace('first', 'fir\tst'), 'it has a control character'],
    ['four bytes for a signature', note.replace(text, base64(new Uint8Array(4))), 'a signature is too short'],
    ['stray characters', note.replace(text, '*'), 'a signature is not canonical base64'],
    ['a plus in a name', note.replace(name, 'log+a'), 'a key name holds a space or a plus sign'],
    ['a word before the dash', note.replace('—', 'x—'), 'is not “— name base64”'],
    ['a hundred and one signatures', `${note}${unknownLine.repeat(100)}`, 'it has more than 100 signatures'],
    ['a lone surrogate', note.replace('first', '\ud800'), 'it is not valid Unicode'],
    ['bytes that are not UTF-8', Uint8Array.of(0xff, ...utf8(note)), 'it is not valid UTF-8'],
  ])('with %s say what is wrong', (_, changed, reason) => {
    expect(() => verifyNote(changed, [known])).toThrow(reason);
  });

  it('may have a text of one empty line', () => {
    expect(verifyNote(signNote('\n', name, key), [known]).text).toBe('\n');
  });

  it('may carry five bytes by an unknown key', () => {
    const short = `— other.example ${base64(new Uint8Array(5))}\n`;
    expect(verifyNote(`${note}${short}`, [known]).signatures).toHaveLength(1);
  });

  it('count a known key once', () => {
    expect(verifyNote(`${note}${line}`, [known]).signatures).toHaveLength(1);
  });

  it('are refused when their bytes are not UTF-8, and without keys', () => {
    expect(codeOf(() => verifyNote(Uint8Array.of(0xff, ...utf8(note)), [known]))).toBe(
      'SIGNING_NOTE_INVALID',
    );
    expect(codeOf(() => verifyNote(note, []))).toBe('SIGNING_NOTE_UNSIGNED');
  });

  it.each([
    ['no line break', 'the text does not end in a newline'],
    ['\nonly a first line break', 'the text does not end in a newline'],
    ['', 'the text does not end in a newline'],
    ['a tab\t\n', 'it has a control character'],
  ])('are not made of %j', (unsuitable, reason) => {
    expect(() => signNote(unsuitable, name, key)).toThrow(reason);
  });
});

describe('verifier keys', () => {
  it('read back what they write', () => {
    expect(parseVerifierKey(known.text)).toEqual(known);
    expect(parseVerifierKey(example.key)).toMatchObject({
      name: 'example.com/foo',
      keyHash: '530d903a',
      text: example.key,
    });
  });

  it.each([
    ['two parts', 'example.com/foo+530d903a', 'it does not have three parts'],
    ['another hash', example.key.replace('530d903a', '530d903b'), 'the hash does not fit'],
    ['a hash in capitals', example.key.replace('530d903a', '530D903A'), 'the hash does not fit'],
    ['another name', example.key.replace('foo', 'bar'), 'the hash does not fit'],
    ['no name', example.key.replace('example.com/foo', ''), 'the name is empty, or holds a space'],
    ['a name with a space', example.key.replace('foo', 'f o'), 'the name is empty, or holds a space'],
    ['another algorithm', example.key.replace('+Ae', '+Be'), 'the key is not an Ed25519 key'],
    ['a key cut short', `${example.key.slice(0, -4)}`, 'the key is not an Ed25519 key'],
    ['a key that is not base64', example.key.replace('+Ae', '+*e'), 'the key is not canonical base64'],
    ['a line break after it', `${example.key}\n`, 'the key is not canonical base64'],
    ['nothing', '', 'it does not have three parts'],
  ])('are refused with %s', (_, text, reason) => {
    expect(codeOf(() => parseVerifierKey(text))).toBe('SIGNING_VERIFIER_KEY_INVALID');
    expect(() => parseVerifierKey(text)).toThrow(reason);
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', 'a\u0000b'])(
    'are not made for the name %j',
    (unsuitable) => {
      expect(codeOf(() => verifierKey(unsuitable, key.publicKey))).toBe('SIGNING_VERIFIER_KEY_INVALID');
    },
  );
});
