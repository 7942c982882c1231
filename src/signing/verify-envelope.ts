import { fail, type PlainDate } from '#kernel';
import { type Envelope, parseEnvelope, payloadOf } from './envelope.ts';
import { shortKeyId } from './keys.ts';
import { findTrusted, type Trust, type TrustedRecord, trustedSigners, whyNotInForce } from './trust.ts';

/** Who must have signed, and which keys are believed. */
export interface EnvelopePolicy {
  readonly payloadType: string;
  readonly trust: Trust;
  /** The day on which a key must be in force. */
  readonly at: PlainDate;
  /** Each must be met. When there are none, one trusted key in force must have signed. */
  readonly require: readonly SignatureRule[];
}

/** So many different keys of one post at one organisation. */
export interface SignatureRule {
  readonly organisation: string;
  readonly post: string;
  readonly count: number;
}

export interface Signer {
  readonly organisation: string;
  readonly posts: readonly string[];
  readonly keyId: string;
}

export interface VerifiedEnvelope {
  readonly payload: Uint8Array;
  /** Trusted keys in force that signed, each once. */
  readonly signers: readonly Signer[];
  /** Signers whose one key answered for more than one required post, with those posts: for people to see. */
  readonly combinedPosts: readonly Signer[];
}

/**
 * The payload, once enough trusted keys in force have signed it. Counts different keys by post; passes over unknown
 * keys; takes the algorithm and the public key from the trusted record only. A signature that names a trusted key
 * and does not fit refuses the whole envelope.
 * Throws (all exit 5) `SIGNING_ENVELOPE_INVALID`, `SIGNING_PAYLOAD_TYPE_DIFFERS`, `SIGNING_SIGNATURE_WRONG`,
 * `SIGNING_SIGNATURES_MISSING`, `SIGNING_NO_TRUSTED_SIGNATURE`.
 */
export function verifyEnvelope(input: Envelope, policy: EnvelopePolicy): VerifiedEnvelope {
  const envelope = parseEnvelope(input);
  if (envelope.payloadType !== policy.payloadType)
    return fail('SIGNING_PAYLOAD_TYPE_DIFFERS', {
      actual: envelope.payloadType,
      expected: policy.payloadType,
    });
  const all = trustedSigners(policy.trust, envelope);
  const counting = all.filter((signer) => whyNotInForce(signer, policy.at) === undefined);
  const remarks = remarksOn(envelope, policy, all);
  if (counting.length === 0 && policy.require.length === 0)
    return fail('SIGNING_NO_TRUSTED_SIGNATURE', { at: policy.at, remarks });
  for (const { organisation, post, count } of policy.require) {
    if (!Number.isSafeInteger(count) || count < 1)
      return fail('SIGNING_POLICY_INVALID', { organisation, post, count });
    const found = counting.filter((signer) => holds(signer, organisation, post)).length;
    if (found < count)
      return fail('SIGNING_SIGNATURES_MISSING', {
        organisation,
        post,
        needed: count,
        found,
        at: policy.at,
        remarks,
      });
  }
  return {
    payload: payloadOf(envelope),
    signers: counting.map(({ record }) => signerOf(record, record.posts)),
    combinedPosts: combinedPosts(counting, policy.require),
  };
}

const holds = ({ record }: TrustedRecord, organisation: string, post: string): boolean =>
  record.organisation === organisation && record.posts.includes(post);

const signerOf = ({ organisation, keyId }: TrustedRecord['record'], posts: readonly string[]): Signer => ({
  organisation,
  posts,
  keyId,
});

function combinedPosts(
  counting: readonly TrustedRecord[],
  require: readonly SignatureRule[],
): readonly Signer[] {
  return counting
    .map((signer) => {
      const answered = require.filter(({ organisation, post }) => holds(signer, organisation, post));
      return signerOf(signer.record, [...new Set(answered.map(({ post }) => post))]);
    })
    .filter(({ posts }) => posts.length > 1);
}

/** Why signatures that are there did not count: sentences, each with a space before it. */
function remarksOn(
  envelope: Envelope,
  { trust, at }: EnvelopePolicy,
  signers: readonly TrustedRecord[],
): string {
  const outOfForce = signers.flatMap((signer) => {
    const reason = whyNotInForce(signer, at);
    if (reason === undefined) return [];
    return [`Key ${shortKeyId(signer.record.keyId)} of ${signer.record.organisation} ${reason}.`];
  });
  const unknown = envelope.signatures.filter(({ keyid }) => findTrusted(trust, keyid) === undefined).length;
  const passedOver = unknown === 0 ? [] : [`Passed over: ${unknown} by keys that are not trusted.`];
  return [...outOfForce, ...passedOver].map((sentence) => ` ${sentence}`).join('');
}
