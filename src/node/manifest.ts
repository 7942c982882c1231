import * as z from 'zod';
import { type Digest, digestOf, fail, issuesText, type PlainDate, parseStrict, schemas } from '#kernel';
import { type Envelope, payloadTypes, type Trust, verifyEnvelope } from '#signing';
import { MACHINE_POST } from './keyring.ts';
import type { PackageManifest } from './package-types.ts';

const { digest, instant, id, count } = schemas;
const ageRecipient = z.string().regex(/^age1[a-z0-9]{58}$/, 'not an age recipient');
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, 'not a name');

const manifestSchema = z.strictObject({
  format: z.literal('stile-package/1'),
  kind: z.enum(['input', 'flags', 'results', 'review', 'answers', 'return', 'counts']),
  agreement: digest,
  runPlan: digest,
  run: z.number().int().min(1).max(1_000_000),
  sender: id,
  recipient: id,
  name,
  sealedTo: ageRecipient,
  intake: digest.exactOptional(),
  replyTo: ageRecipient.exactOptional(),
  returnTo: ageRecipient.exactOptional(),
  subjectRoot: digest.exactOptional(),
  columns: z.array(name).min(1).max(200),
  rows: count,
  parts: z.array(z.strictObject({ name, digest, rows: count })).min(1),
  sealedAt: instant,
  notAfter: instant.exactOptional(),
});

/** What a package must be to be taken in. */
export interface Expected {
  readonly agreement: Digest;
  readonly runPlan: Digest;
  readonly recipient: string;
  readonly kinds: readonly PackageManifest['kind'][];
}

export interface VerifiedManifest {
  readonly manifest: PackageManifest;
  readonly digest: Digest;
}

/**
 * The manifest in an envelope, once the sender's own node has signed it with a trusted key in force, and it is for
 * this agreement, plan and recipient. Throws (exit 5) `NODE_MANIFEST_INVALID`, `NODE_MANIFEST_DIFFERS`, and what
 * `verifyEnvelope` throws.
 */
export function verifyManifest(
  envelope: Envelope,
  trust: Trust,
  at: PlainDate,
  expected: Expected,
): VerifiedManifest {
  // Who must have signed stands inside: it is read first, and believed only once that party's signature fits.
  const claimed = parseManifest(verifyEnvelope(envelope, { ...policy, trust, at, require: [] }).payload);
  const { payload } = verifyEnvelope(envelope, {
    ...policy,
    trust,
    at,
    require: [{ organisation: claimed.sender, post: MACHINE_POST, count: 1 }],
  });
  const differs = (what: string): never => fail('NODE_MANIFEST_DIFFERS', { what });
  if (claimed.agreement !== expected.agreement) differs('another agreement');
  if (claimed.runPlan !== expected.runPlan) differs('another run plan');
  if (claimed.recipient !== expected.recipient) differs('another recipient');
  if (!expected.kinds.includes(claimed.kind)) differs(`a package of the kind “${claimed.kind}”`);
  return { manifest: claimed, digest: digestOf(payload) };
}

const policy = { payloadType: payloadTypes.manifest };

function parseManifest(payload: Uint8Array): PackageManifest {
  const read = manifestSchema.safeParse(parseStrict(payload));
  return read.success ? read.data : fail('NODE_MANIFEST_INVALID', { reason: issuesText(read.error) });
}
