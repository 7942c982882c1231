import * as crypto from 'node:crypto';
import { base64, concatBytes, equalBytes, fail, fromBase64, fromHex, hex, sha256 } from '#kernel';

/** A private key that can be used but not read. */
export interface SigningKey {
  /** Lower-case hexadecimal SHA-256 of the public key's SPKI DER. */
  readonly keyId: string;
  /** Base64 of the public key's SPKI DER. */
  readonly publicKey: string;
  /** Ed25519 (RFC 8032), 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** What stands before the 32 key bytes in the SPKI DER of every Ed25519 key (RFC 8410 section 10.1). */
const SPKI_PREFIX = new Uint8Array(Buffer.from('302a300506032b6570032100', 'hex'));

/** Every y coordinate (sign bit cleared) of a point of order 1, 2, 4 or 8, canonical or not: with such a key one signature fits any message. */
const SMALL_ORDER = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

/** A new Ed25519 key: the private key as PKCS#8 PEM. The one function of this room that is not pure. */
export function generateKeyPair(): { privateKeyPem: string; publicKey: string; keyId: string } {
  const { privateKey } = crypto.generateKeyPairSync('ed25519');
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const { publicKey, keyId } = signingKey(privateKeyPem);
  return { privateKeyPem, publicKey, keyId };
}

/** Opens an Ed25519 private key (PKCS#8 PEM). Throws `SIGNING_PRIVATE_KEY_INVALID`. */
export function signingKey(privateKeyPem: string): SigningKey {
  const privateKey = readPrivateKey(privateKeyPem);
  const spki = crypto.createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return {
    keyId: hex(sha256(spki)),
    publicKey: base64(spki),
    sign: (message) => new Uint8Array(crypto.sign(null, message, privateKey)),
  };
}

function readPrivateKey(pem: string): crypto.KeyObject {
  try {
    const key = crypto.createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The reason could quote the file; the message below says what is wanted instead.
  }
  return fail('SIGNING_PRIVATE_KEY_INVALID', {});
}

/** The key id of a public key: lower-case hexadecimal SHA-256 of the SPKI DER. Throws `SIGNING_PUBLIC_KEY_INVALID`. */
export const keyIdOf = (publicKey: string, owner: string): string => hex(sha256(spkiOf(publicKey, owner)));

/** The 32 bytes of RFC 8032 in a base64 SPKI public key. Throws `SIGNING_PUBLIC_KEY_INVALID`. */
export const rawPublicKey = (publicKey: string, owner: string): Uint8Array =>
  spkiOf(publicKey, owner).subarray(SPKI_PREFIX.length);

/** Base64 SPKI DER of 32 raw public key bytes. Throws `SIGNING_PUBLIC_KEY_INVALID`. */
export function publicKeyOfRaw(raw: Uint8Array, owner: string): string {
  const publicKey = base64(concatBytes(SPKI_PREFIX, raw));
  spkiOf(publicKey, owner);
  return publicKey;
}

/** The public key as PEM, for other people's tools. Throws `SIGNING_PUBLIC_KEY_INVALID`. */
export function publicKeyPem(publicKey: string, owner: string): string {
  const lines = base64(spkiOf(publicKey, owner));
  return `-----BEGIN PUBLIC KEY-----\n${lines}\n-----END PUBLIC KEY-----\n`;
}

/**
 * Whether an Ed25519 signature (RFC 8032) fits. `publicKey` is base64 SPKI DER; `owner` is named if it is unusable.
 * OpenSSL refuses S at or above the group order, so a signature cannot be altered into another that also fits.
 * Throws `SIGNING_PUBLIC_KEY_INVALID`.
 */
export function verifySignature(
  publicKey: string,
  message: Uint8Array,
  signature: Uint8Array,
  owner: string,
): boolean {
  const spki = Buffer.from(spkiOf(publicKey, owner));
  const key = crypto.createPublicKey({ key: spki, type: 'spki', format: 'der' });
  return crypto.verify(null, message, key, signature);
}

function spkiOf(publicKey: string, owner: string): Uint8Array {
  const refuse = (reason: string): never => fail('SIGNING_PUBLIC_KEY_INVALID', { owner, reason });
  const spki = fromBase64(publicKey) ?? refuse('it is not canonical base64');
  const length = SPKI_PREFIX.length + 32;
  if (spki.length !== length || !equalBytes(spki.subarray(0, SPKI_PREFIX.length), SPKI_PREFIX))
    return refuse('it is not the SPKI DER form of an Ed25519 key');
  if (isSmallOrder(spki.subarray(SPKI_PREFIX.length))) return refuse('it is a point of small order');
  return spki;
}

function isSmallOrder(raw: Uint8Array): boolean {
  const y = Uint8Array.from(raw);
  y[31] = (y[31] ?? 0) & 0x7f;
  return SMALL_ORDER.includes(hex(y));
}

/** A key id as people read it: its first 16 digits. */
export const shortKeyId = (keyId: string): string => keyId.slice(0, 16);

/** True for 64 lower-case hexadecimal digits. */
export const isKeyId = (text: string): boolean => text.length === 64 && fromHex(text) !== undefined;
