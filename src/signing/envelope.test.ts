import { describe, expect, it } from 'vitest';
import { canonicalise, utf8, utf8Text } from '#kernel';
import {
  addSignature,
  generateKeyPair,
  parseEnvelope,
  payloadOf,
  preAuthenticationEncoding,
  signEnvelope,
  signingKey,
} from './index.ts';

const [first, second] = [generateKeyPair(), generateKeyPair()].map(({ privateKeyPem }) =>
  signingKey(privateKeyPem),
);
if (first === undefined || second === undefined) throw new Error('no keys');
const envelope = signEnvelope('text/x', utf8('hello'), [first]);

describe('preAuthenticationEncoding', () => {
  // The first is the example of the DSSE protocol page; lengths are of bytes, not of characters.
  it.each([
    [
      'http://example.com/HelloWorld',
      'hello world',
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    ],
    ['', '', 'DSSEv1 0  0 '],
    ['é', '😀', 'DSSEv1 2 é 4 😀'],
  ])('of %j and %j', (type, payload, expected) => {
    expect(utf8Text(preAuthenticationEncoding(type, utf8(payload)))).toBe(expected);
  });
});

describe('envelopes', () => {
  it('read back what was signed, from bytes or from a value', () => {
    expect(parseEnvelope(canonicalise(envelope))).toEqual(envelope);
    expect(parseEnvelope(envelope)).toEqual(envelope);
    expect(utf8Text(payloadOf(envelope))).toBe('hello');
  });

  it('gain signatures in any order, one for each key', () => {
    const both = addSignature(envelope, second);
    expect(both.signatures.map(({ keyid }) => keyid)).toEqual([first.keyId, second.keyId]);
    expect(both).toEqual(signEnvelope('text/x', utf8('hello'), [first, second]));
    expect(addSignature(both, second)).toEqual(both);
    expect(envelope.signatures).toHaveLength(1);
  });

  const [signature] = envelope.signatures;
  it.each([
    ['an unknown member', { ...envelope, extra: 1 }, 'document: Unrecognized key: "extra"'],
    [
      'an unknown member in a signature',
      { ...envelope, signatures: [{ ...signature, alg: 'none' }] },
      'signatures.0: Unrecognized key: "alg"',
    ],
    [
      'a member named __proto__',
      JSON.parse(JSON.stringify(envelope).replace('{', '{"__proto__":{},')),
      'document: Unrecognized key: "__proto__"',
    ],
    ['no signatures', { ...envelope, signatures: [] }, 'signatures'],
    ['signatures that are not a list', { ...envelope, signatures: {} }, 'signatures'],
    ['an empty signature', { ...envelope, signatures: [{ ...signature, sig: '' }] }, 'signatures.0.sig'],
    [
      'a signature in URL-safe base64',
      { ...envelope, signatures: [{ ...signature, sig: '_-8=' }] },
      'signatures.0.sig',
    ],
    [
      'a signature without padding',
      { ...envelope, signatures: [{ ...signature, sig: 'YQ' }] },
      'signatures.0.sig',
    ],
    [
      'a signature with stray bits',
      { ...envelope, signatures: [{ ...signature, sig: 'YR==' }] },
      'signatures.0.sig',
    ],
    ['a signature without key id', { ...envelope, signatures: [{ sig: 'YQ==' }] }, 'signatures.0.keyid'],
    ['a payload with a line break', { ...envelope, payload: 'YQ==\n' }, 'payload'],
    ['a missing payload', { payloadType: 'x', signatures: envelope.signatures }, 'payload'],
    ['an empty payload type', { ...envelope, payloadType: '' }, 'payloadType'],
    ['a list', [], 'document'],
    ['nothing', null, 'document'],
    ['too many signatures', { ...envelope, signatures: Array(1001).fill(signature) }, 'signatures'],
  ])('are refused with %s', (_, value, place) => {
    expect(() => parseEnvelope(value)).toThrow(`The signed envelope is malformed: ${place}`);
  });

  it('may have a payload type of one letter', () => {
    expect(parseEnvelope({ ...envelope, payloadType: 'x' }).payloadType).toBe('x');
  });

  it('may carry an empty payload and a thousand signatures', () => {
    expect(payloadOf(parseEnvelope(signEnvelope('text/x', new Uint8Array(), [first])))).toHaveLength(0);
    expect(parseEnvelope({ ...envelope, signatures: Array(1000).fill(signature) }).signatures).toHaveLength(
      1000,
    );
  });

  it('are refused where the JSON is ambiguous', () => {
    const text = utf8Text(canonicalise(envelope)).replace('{', '{"payloadType":"other/y",');
    expect(() => parseEnvelope(utf8(text))).toThrow(
      'The signed envelope is malformed: The member “payloadType” occurs twice',
    );
  });

  it('never give bytes of a payload that is not base64', () => {
    expect(() => payloadOf({ ...envelope, payload: '*' })).toThrow('payload: not canonical base64');
  });
});
