import * as z from 'zod';
import { type Digest, digestOf, schemas } from '#kernel';
import {
  type Envelope,
  type EnvelopePolicy,
  payloadTypes,
  type VerifiedEnvelope,
  verifyEnvelope,
} from '#signing';
import { roundedCount } from './fields.ts';
import { readStatement, type StatementKind, statementBytes } from './statement.ts';

const { digest, instant, id } = schemas;

const releaseSchema = z.strictObject({
  /** The series is random and says nothing; the rest are the digests of what was signed. */
  series: id,
  agreement: digest,
  runPlan: digest,
  /** Counts from 1 within an agreement version. */
  run: z.number().int().min(1).max(1_000_000),
  /** Who opened it, and who had sealed it to them. */
  party: id,
  operator: id,
  output: id,
  /** The sealed file, as the run's receipt names it. */
  package: digest,
  rows: roundedCount,
  /** Rounded up to a quarter of an hour: the exact time is nobody else's business. */
  openedAt: instant.refine((text) => /:(00|15|30|45):00Z$/.test(text), 'not a whole quarter of an hour'),
});

/** That a party has opened an output which was sealed to it: from then on there is plain text at that party. */
export type Release = Readonly<z.infer<typeof releaseSchema>>;

/** The predicate type by which a statement says that it is a release. */
export const RELEASE_TYPE = 'urn:stile:release:1';

const kind: StatementKind<Release> = {
  kind: 'release',
  predicateType: RELEASE_TYPE,
  schema: releaseSchema,
  subjects: ({ party, output, package: opened }) => [{ name: `${party}/${output}`, digest: opened }],
};

/** The bytes of a release to sign with `payloadTypes.statement`. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export const releaseBytes = (release: Release): Uint8Array => statementBytes(kind, release);

export interface VerifiedRelease extends VerifiedEnvelope {
  readonly release: Release;
  /** The digest of the signed bytes. */
  readonly digest: Digest;
}

/** Verifies a signed release. Throws what `verifyEnvelope` throws, and `TRANSPARENCY_STATEMENT_INVALID`. */
export function verifyRelease(
  envelope: Envelope,
  policy: Omit<EnvelopePolicy, 'payloadType'>,
): VerifiedRelease {
  const verified = verifyEnvelope(envelope, { ...policy, payloadType: payloadTypes.statement });
  return { ...verified, release: readStatement(kind, verified.payload), digest: digestOf(verified.payload) };
}
