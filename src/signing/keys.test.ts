import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { base64, fromBase64, hex, sha256, utf8 } from '#kernel';
import { generateKeyPair, isKeyId, makeKeyRecord, signingKey } from './index.ts';
import { keyIdOf, publicKeyOfRaw, publicKeyPem, rawPublicKey, verifySignature } from './keys.ts';

// RFC 8032 section 7.1, test 2; the private key wrapped as PKCS#8 (RFC 8410 section 7).
const seed = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const raw = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const signature =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const pem = `-----BEGIN PRIVATE KEY-----\n${base64(bytes(`302e020100300506032b657004220420${seed}`))}\n-----END PRIVATE KEY-----\n`;

describe('signingKey', () => {
  it('signs as RFC 8032 does', () => {
    const key = signingKey(pem);
    expect(hex(key.sign(Uint8Array.of(0x72)))).toBe(signature);
    expect(hex(rawPublicKey(key.publicKey, 'test'))).toBe(raw);
    expect(verifySignature(key.publicKey, Uint8Array.of(0x72), bytes(signature), 'test')).toBe(true);
    expect(verifySignature(key.publicKey, Uint8Array.of(0x73), bytes(signature), 'test')).toBe(false);
  });

  it('has as key id the SHA-256 of the SPKI', () => {
    const key = signingKey(pem);
    const spki = crypto.createPublicKey(crypto.createPrivateKey(pem)).export({ type: 'spki', format: 'der' });
    expect(key.publicKey).toBe(spki.toString('base64'));
    expect(key.keyId).toBe(crypto.createHash('sha256').update(spki).digest('hex'));
    expect(keyIdOf(key.publicKey, 'test')).toBe(key.keyId);
  });

  it('opens what generateKeyPair made, a new key each time', () => {
    const pair = generateKeyPair();
    expect(signingKey(pair.privateKeyPem)).toMatchObject({ publicKey: pair.publicKey, keyId: pair.keyId });
    expect(pair.privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    expect(generateKeyPair().keyId).not.toBe(pair.keyId);
    expect(isKeyId(pair.keyId)).toBe(true);
  });

  it.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['a public key', publicKeyPem(signingKey(pem).publicKey, 'test')],
    [
      'a key of another algorithm',
      crypto.generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('refuses %s without quoting it', (_, text) => {
    expect(() => signingKey(text)).toThrow('The private key is not an Ed25519 key in PKCS#8 PEM form.');
  });
});

describe('public keys', () => {
  it('are written as the PEM that node and OpenSSL write', () => {
    const { publicKey } = signingKey(pem);
    const key = crypto.createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      type: 'spki',
      format: 'der',
    });
    expect(publicKeyPem(publicKey, 'test')).toBe(key.export({ type: 'spki', format: 'pem' }));
  });

  const spki = fromBase64(signingKey(pem).publicKey) ?? new Uint8Array();
  it.each([
    ['base64 without padding', base64(spki).replace('=', ''), 'canonical base64'],
    ['base64 with a line break', `${base64(spki)}\n`, 'canonical base64'],
    ['32 raw bytes', base64(bytes(raw)), 'SPKI'],
    ['a byte too many', base64(Uint8Array.of(...spki, 0)), 'SPKI'],
    ['a byte too few', base64(spki.subarray(0, -1)), 'SPKI'],
    ['X25519', base64(Uint8Array.from(spki, (byte, i) => (i === 8 ? 0x6e : byte))), 'SPKI'],
  ])('are refused as %s', (_, publicKey, reason) => {
    expect(() => keyIdOf(publicKey, 'dwp')).toThrow(reason);
    expect(() => keyIdOf(publicKey, 'dwp')).toThrow('The public key of dwp');
  });

  it('of small order are refused: with one, the same signature fits every message', () => {
    const identity = bytes(`01${'00'.repeat(31)}`);
    const forged = Uint8Array.of(...identity, ...new Uint8Array(32));
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), identity]);
    const key = crypto.createPublicKey({ key: der, type: 'spki', format: 'der' });
    // What OpenSSL says, and why we must refuse such a key.
    expect(crypto.verify(null, utf8('anything'), key, forged)).toBe(true);
    expect(() => verifySignature(base64(der), utf8('anything'), forged, 'mallory')).toThrow('small order');
    expect(() =>
      makeKeyRecord({
        organisation: 'mallory',
        organisationName: 'Mallory',
        posts: ['siro'],
        publicKey: base64(der),
        validFrom: '2026-01-01' as never,
      }),
    ).toThrow('small order');
  });

  // The points of order 1, 2, 4 and 8, with their other encodings (Chalkias, Garillot and Nikolaenko, “Taming the many EdDSAs”, table 1).
  it.each([
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000080',
    '0000000000000000000000000000000000000000000000000000000000000000',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('of small order are refused in every encoding: %s', (encoding) => {
    expect(() => publicKeyOfRaw(bytes(encoding), 'mallory')).toThrow('small order');
  });

  it('key ids are 64 lower-case hexadecimal digits', () => {
    const id = hex(sha256(utf8('x')));
    expect(isKeyId(id)).toBe(true);
    expect([id.slice(1), `${id}0`, `${id}00`, id.toUpperCase(), `${id.slice(1)}g`, ''].some(isKeyId)).toBe(
      false,
    );
  });
});
