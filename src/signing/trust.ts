import { addDays, type Digest, fail, fromBase64, type PlainDate } from '#kernel';
import { type Envelope, payloadOf, preAuthenticationEncoding } from './envelope.ts';
import { type KeyRecord, readKeyRecord } from './key-record.ts';
import { verifySignature } from './keys.ts';

/** A key record pinned by its fingerprint. */
export interface TrustedRecord {
  readonly record: KeyRecord;
  readonly fingerprint: Digest;
  /** First day on which the key no longer counts. */
  readonly retiredFrom?: PlainDate;
}

/** The keys that one node has decided to believe. A plain value: each change gives a new one. */
export interface Trust {
  readonly records: readonly TrustedRecord[];
}

export const emptyTrust = (): Trust => ({ records: [] });

export const findTrusted = (trust: Trust, keyId: string): TrustedRecord | undefined =>
  trust.records.find(({ record }) => record.keyId === keyId);

/**
 * Why a key does not count on a day, or `undefined` when it does. Both ends of a record's validity count;
 * the day of retirement does not.
 */
export function whyNotInForce({ record, retiredFrom }: TrustedRecord, at: PlainDate): string | undefined {
  if (at < record.validFrom) return `is not valid before ${record.validFrom}`;
  if (record.validUntil !== undefined && at > record.validUntil)
    return `was valid until ${record.validUntil} only`;
  if (retiredFrom !== undefined && at >= retiredFrom) return `was retired from ${retiredFrom}`;
  return undefined;
}

/**
 * Pins a key record whose fingerprint the owner gave by another way. Pinning the same record again changes nothing.
 * Throws `SIGNING_FINGERPRINT_DIFFERS`, `SIGNING_KEY_ALREADY_TRUSTED`, and what `readKeyRecord` throws.
 */
export function trustRecord(trust: Trust, envelope: Envelope, fingerprint: Digest): Trust {
  const { record, fingerprint: actual } = readKeyRecord(envelope);
  if (actual !== fingerprint)
    return fail('SIGNING_FINGERPRINT_DIFFERS', {
      organisation: record.organisation,
      actual,
      expected: fingerprint,
    });
  const known = findTrusted(trust, record.keyId);
  if (known?.fingerprint === actual) return trust;
  return pin(trust, record, actual);
}

function pin(trust: Trust, record: KeyRecord, fingerprint: Digest): Trust {
  const known = findTrusted(trust, record.keyId);
  if (known !== undefined)
    return fail('SIGNING_KEY_ALREADY_TRUSTED', {
      keyId: record.keyId,
      organisation: known.record.organisation,
    });
  return { records: [...trust.records, { record, fingerprint }] };
}

/**
 * Stops a trusted key from counting, from a day on. An earlier retirement stays.
 * Throws `SIGNING_KEY_UNKNOWN`.
 */
export function retire(trust: Trust, keyId: string, from: PlainDate): Trust {
  if (findTrusted(trust, keyId) === undefined) return fail('SIGNING_KEY_UNKNOWN', { keyId });
  return {
    records: trust.records.map((trusted) =>
      trusted.record.keyId !== keyId || (trusted.retiredFrom ?? from) < from
        ? trusted
        : { ...trusted, retiredFrom: from },
    ),
  };
}

/**
 * Takes a new key in the place of a trusted one, on the word of the old key or of two other posts of the same
 * organisation, each with a key of its own. The new record may not claim a post that the old one lacked. The old key
 * is retired from the new one's first day.
 * Throws `SIGNING_ROTATION_REFUSED`, `SIGNING_KEY_UNKNOWN`, `SIGNING_KEY_ALREADY_TRUSTED`, and what `readKeyRecord` throws.
 */
export function rotate(trust: Trust, envelope: Envelope): Trust {
  const { record, fingerprint } = readKeyRecord(envelope);
  const refuse = (reason: string): never =>
    fail('SIGNING_ROTATION_REFUSED', { organisation: record.organisation, reason });
  if (record.supersedes === undefined) return refuse('it does not say which key it replaces');
  const keyId = record.supersedes;
  const old = findTrusted(trust, keyId) ?? fail('SIGNING_KEY_UNKNOWN', { keyId });
  if (old.record.organisation !== record.organisation)
    return refuse('the key that it replaces belongs to another organisation');
  if (!record.posts.every((post) => old.record.posts.includes(post)))
    return refuse('it claims a post that the key it replaces did not have');
  const signers = trustedSigners(trust, envelope).filter(
    (signer) => signer.record.organisation === record.organisation,
  );
  const byOldKey = signers.includes(old) && mayHandOver(old, record.validFrom);
  if (!byOldKey && !twoOtherPosts(signers, old, record.validFrom))
    return refuse('neither the key that it replaces nor two other posts in force have signed it');
  return retire(pin(trust, record, fingerprint), keyId, record.validFrom);
}

/** A key may hand over on its last day at the latest, so that the next key begins the day after. */
const mayHandOver = (old: TrustedRecord, first: PlainDate): boolean =>
  whyNotInForce(old, first) === undefined ||
  (old.retiredFrom === undefined && old.record.validUntil === addDays(first, -1));

/** Whether two keys in force hold two different posts, neither of them a post of the old key. */
function twoOtherPosts(signers: readonly TrustedRecord[], old: TrustedRecord, at: PlainDate): boolean {
  const others = signers
    .filter((signer) => whyNotInForce(signer, at) === undefined)
    .map(({ record }) => record.posts.filter((post) => !old.record.posts.includes(post)));
  return others.some((mine, i) =>
    others.slice(i + 1).some((theirs) => mine.some((post) => theirs.some((other) => other !== post))),
  );
}

/**
 * The trusted records whose keys signed an envelope, each once, in the order of their first signature; whether a key
 * is in force is the caller's question. Signatures by unknown keys are passed over.
 * Throws `SIGNING_SIGNATURE_WRONG` when one that names a trusted key does not fit.
 */
export function trustedSigners(trust: Trust, envelope: Envelope): readonly TrustedRecord[] {
  const message = preAuthenticationEncoding(envelope.payloadType, payloadOf(envelope));
  const found = new Set<TrustedRecord>();
  for (const { keyid, sig } of envelope.signatures) {
    const trusted = findTrusted(trust, keyid);
    if (trusted === undefined) continue;
    const { organisation, publicKey } = trusted.record;
    if (!verifySignature(publicKey, message, fromBase64(sig) ?? new Uint8Array(), organisation))
      return fail('SIGNING_SIGNATURE_WRONG', { organisation, keyId: keyid });
    found.add(trusted);
  }
  return [...found];
}
