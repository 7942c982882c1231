import * as z from 'zod';
import {
  canonicalise,
  type Digest,
  digestOf,
  equalBytes,
  fail,
  fromBase64,
  issuesText,
  type PlainDate,
  parseStrictOr,
  schemas,
} from '#kernel';
import {
  type Envelope,
  parseEnvelope,
  payloadOf,
  preAuthenticationEncoding,
  signEnvelope,
} from './envelope.ts';
import { isKeyId, keyIdOf, type SigningKey, verifySignature } from './keys.ts';
import { payloadTypes } from './payload-types.ts';

/** Binds an organisation, its posts and one key. Signed by the key itself, and trusted only by its fingerprint. */
export interface KeyRecord {
  readonly format: 'stile-key-record/1';
  readonly organisation: string;
  readonly organisationName: string;
  /** The posts whose holder signs with this key. At least one, each once. */
  readonly posts: readonly string[];
  readonly algorithm: 'ed25519';
  /** Base64 of the SPKI DER. */
  readonly publicKey: string;
  /** Lower-case hexadecimal SHA-256 of the SPKI DER. */
  readonly keyId: string;
  /** First day on which the key counts. */
  readonly validFrom: PlainDate;
  /** Last day on which the key counts. */
  readonly validUntil?: PlainDate;
  /** The key id that this key takes the place of. */
  readonly supersedes?: string;
}

const keyId = z.string().refine(isKeyId, 'not a key id (64 hexadecimal digits)');

const keyRecordSchema = z
  .strictObject({
    format: z.literal('stile-key-record/1'),
    organisation: schemas.id,
    organisationName: z.string().min(1).max(200),
    posts: z.array(schemas.id).min(1).max(50),
    algorithm: z.literal('ed25519'),
    publicKey: z.string(),
    keyId,
    validFrom: schemas.date,
    validUntil: schemas.date.exactOptional(),
    supersedes: keyId.exactOptional(),
  })
  .refine(({ posts }) => new Set(posts).size === posts.length, 'a post is named twice')
  .refine(
    ({ validFrom, validUntil }) => validUntil === undefined || validFrom <= validUntil,
    'the key ends before it begins',
  )
  .refine(({ supersedes, keyId }) => supersedes !== keyId, 'the key supersedes itself');

/** A key record that has passed its own signature, with what people compare by telephone. */
export interface ReadKeyRecord {
  readonly record: KeyRecord;
  readonly fingerprint: Digest;
  readonly envelope: Envelope;
}

/** Completes and checks a key record. Throws `SIGNING_KEY_RECORD_INVALID`, `SIGNING_PUBLIC_KEY_INVALID`. */
export function makeKeyRecord(fields: Omit<KeyRecord, 'format' | 'algorithm' | 'keyId'>): KeyRecord {
  const id = keyIdOf(fields.publicKey, fields.organisation);
  return checkKeyRecord({ format: 'stile-key-record/1', algorithm: 'ed25519', keyId: id, ...fields });
}

/**
 * Signs a key record with its own key and, for a rotation, with the key it supersedes or with two other posts.
 * Throws `SIGNING_KEY_RECORD_NOT_ITS_KEY`.
 */
export function signKeyRecord(
  record: KeyRecord,
  key: SigningKey,
  rotationKeys: readonly SigningKey[] = [],
): Envelope {
  if (key.keyId !== record.keyId)
    return fail('SIGNING_KEY_RECORD_NOT_ITS_KEY', { expected: record.keyId, actual: key.keyId });
  return signEnvelope(payloadTypes.keyRecord, canonicalise(record), [key, ...rotationKeys]);
}

/**
 * Reads a key record out of its envelope: closed schema, canonical bytes, key id equal to SHA-256 of the SPKI, and a
 * signature by the key itself. This shows possession, not identity: whose key it is, only the fingerprint says.
 * Throws `SIGNING_ENVELOPE_INVALID`, `SIGNING_PAYLOAD_TYPE_DIFFERS`, `SIGNING_KEY_RECORD_INVALID`,
 * `SIGNING_PUBLIC_KEY_INVALID`, `SIGNING_SIGNATURE_WRONG`.
 */
export function readKeyRecord(input: Envelope): ReadKeyRecord {
  const envelope = parseEnvelope(input);
  if (envelope.payloadType !== payloadTypes.keyRecord)
    return fail('SIGNING_PAYLOAD_TYPE_DIFFERS', {
      actual: envelope.payloadType,
      expected: payloadTypes.keyRecord,
    });
  const payload = payloadOf(envelope);
  const record = checkKeyRecord(parseStrictOr(payload, refuse));
  if (!equalBytes(payload, canonicalise(record))) return refuse('it is not written as canonical JSON');
  const own = envelope.signatures.filter(({ keyid }) => keyid === record.keyId);
  if (own.length === 0) return refuse('its own key has not signed it');
  const message = preAuthenticationEncoding(envelope.payloadType, payload);
  for (const { sig } of own)
    if (!verifySignature(record.publicKey, message, fromBase64(sig) ?? new Uint8Array(), record.organisation))
      return fail('SIGNING_SIGNATURE_WRONG', { organisation: record.organisation, keyId: record.keyId });
  return { record, fingerprint: fingerprintOf(record), envelope };
}

/** What two people compare by telephone: SHA-256 of the record's canonical JSON. */
export const fingerprintOf = (record: KeyRecord): Digest => digestOf(canonicalise(record));

function checkKeyRecord(value: unknown): KeyRecord {
  const result = keyRecordSchema.safeParse(value);
  if (!result.success) return refuse(issuesText(result.error));
  const record: KeyRecord = result.data;
  if (keyIdOf(record.publicKey, record.organisation) !== record.keyId)
    return refuse('its key id is not the SHA-256 of its public key');
  return record;
}

const refuse = (reason: string): never => fail('SIGNING_KEY_RECORD_INVALID', { reason });
