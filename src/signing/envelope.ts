import * as z from 'zod';
import {
  base64,
  concatBytes,
  fail,
  fromBase64,
  issuesText,
  type JsonValue,
  parseStrictOr,
  utf8,
} from '#kernel';
import type { SigningKey } from './keys.ts';

/** A DSSE envelope (secure-systems-lab/dsse v1.0.2), as it stands in JSON. */
export interface Envelope {
  readonly payloadType: string;
  /** Base64 of the signed bytes. */
  readonly payload: string;
  readonly signatures: readonly EnvelopeSignature[];
}

export interface EnvelopeSignature {
  /** Which key to try: a hint that nothing trusts. */
  readonly keyid: string;
  /** Base64 of the signature. */
  readonly sig: string;
}

/** More signatures than this are refused before any is checked. */
const MOST_SIGNATURES = 1000;

const base64Text = (least: number) =>
  z.string().refine((text) => (fromBase64(text)?.length ?? -1) >= least, 'not canonical base64, or empty');

const envelopeSchema = z.strictObject({
  payloadType: z.string().min(1),
  payload: base64Text(0),
  signatures: z
    .array(z.strictObject({ keyid: z.string(), sig: base64Text(1) }))
    .min(1)
    .max(MOST_SIGNATURES),
});

/** DSSE pre-authentication encoding: `DSSEv1 SP len(type) SP type SP len(payload) SP payload`, lengths in bytes. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = utf8(payloadType);
  return concatBytes(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

/** Signs bytes with each key, in the order given. */
export function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  keys: readonly SigningKey[],
): Envelope {
  const unsigned: Envelope = { payloadType, payload: base64(payload), signatures: [] };
  return keys.reduce(addSignature, unsigned);
}

/** The same envelope with one more signature; an earlier one by the same key is replaced. */
export function addSignature(envelope: Envelope, key: SigningKey): Envelope {
  const message = preAuthenticationEncoding(envelope.payloadType, payloadOf(envelope));
  const others = envelope.signatures.filter(({ keyid }) => keyid !== key.keyId);
  return { ...envelope, signatures: [...others, { keyid: key.keyId, sig: base64(key.sign(message)) }] };
}

/**
 * Reads an envelope from JSON bytes or a JSON value: closed, at least one signature, canonical base64 only.
 * Says nothing about whether a signature fits. Throws `SIGNING_ENVELOPE_INVALID`.
 */
export function parseEnvelope(input: Uint8Array | JsonValue | Envelope): Envelope {
  const result = envelopeSchema.safeParse(input instanceof Uint8Array ? parseStrictOr(input, refuse) : input);
  return result.success ? result.data : refuse(issuesText(result.error));
}

const refuse = (reason: string): never => fail('SIGNING_ENVELOPE_INVALID', { reason });

/** The bytes inside, not verified. Throws `SIGNING_ENVELOPE_INVALID`. */
export const payloadOf = (envelope: Envelope): Uint8Array =>
  fromBase64(envelope.payload) ?? refuse('payload: not canonical base64');
