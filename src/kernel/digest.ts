import * as crypto from 'node:crypto';
import { hex } from './bytes.ts';
import { canonicalise, type JsonValue } from './canonical-json.ts';
import { fail } from './errors/stile-error.ts';

/** `sha256:` and 64 lower-case hexadecimal digits: how every digest is written in our documents. */
export type Digest = `sha256:${string}`;

/** SHA-256 (FIPS 180-4), 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(crypto.hash('sha256', bytes, 'buffer'));

export const digestOf = (bytes: Uint8Array): Digest => `sha256:${hex(sha256(bytes))}`;

/** The digest of a value's canonical JSON (RFC 8785). */
export const digestOfJson = (value: JsonValue): Digest => digestOf(canonicalise(value));

export const isDigest = (text: string): text is Digest => /^sha256:[0-9a-f]{64}$/.test(text);

/** Throws `DIGEST_INVALID`. */
export const parseDigest = (text: string): Digest =>
  isDigest(text) ? text : fail('DIGEST_INVALID', { text });
