import * as z from 'zod';
import {
  canonicalise,
  type Digest,
  digestOf,
  fail,
  type Instant,
  issuesText,
  type PlainDate,
  parseStrict,
  schemas,
} from '#kernel';
import {
  type Envelope,
  payloadTypes,
  type Signer,
  type SigningKey,
  signEnvelope,
  type Trust,
  verifyEnvelope,
} from '#signing';
import { MACHINE_POST } from './keyring.ts';

/** A party's word that it stops an agreement, or goes on with it. */
export interface Suspension {
  readonly format: 'stile-suspension/1';
  readonly agreement: Digest;
  readonly organisation: string;
  readonly state: 'suspended' | 'resumed';
  /** Counts up with each statement of this party on this agreement, so that an older one cannot be sent again. */
  readonly sequence: number;
  /** A code, such as `breach`. */
  readonly reason: string;
  /** Rounded up to a quarter of an hour. */
  readonly at: Instant;
}

const REASON = /^[a-z0-9][a-z0-9.-]{0,99}$/;
export const isReason = (text: string): boolean => REASON.test(text);

const suspensionSchema = z.strictObject({
  format: z.literal('stile-suspension/1'),
  agreement: schemas.digest,
  organisation: schemas.id,
  state: z.enum(['suspended', 'resumed']),
  sequence: z.number().int().min(1).max(1_000_000),
  reason: z.string().regex(REASON, 'not a code'),
  at: schemas.instant,
});

export const signSuspension = (statement: Suspension, keys: readonly SigningKey[]): Envelope =>
  signEnvelope(payloadTypes.suspension, canonicalise(statement), keys);

export interface VerifiedSuspension {
  readonly statement: Suspension;
  readonly digest: Digest;
  /** The party's own keys that signed: any one stops; the machine and a person together go on. */
  readonly signers: readonly Signer[];
}

/**
 * Verifies that the party named in a statement has signed it with trusted keys in force.
 * Throws (exit 5) `NODE_STATEMENT_INVALID` and what `verifyEnvelope` throws.
 */
export function verifySuspension(envelope: Envelope, trust: Trust, at: PlainDate): VerifiedSuspension {
  const { payload, signers: all } = verifyEnvelope(envelope, {
    payloadType: payloadTypes.suspension,
    trust,
    at,
    require: [],
  });
  const read = suspensionSchema.safeParse(parseStrict(payload));
  if (!read.success) return fail('NODE_STATEMENT_INVALID', { reason: issuesText(read.error) });
  const { organisation, state } = read.data;
  const signers = all.filter((signer) => signer.organisation === organisation);
  if (signers.length === 0)
    return fail('NODE_STATEMENT_INVALID', { reason: `no key of ${organisation} has signed it` });
  const isMachine = ({ posts }: Signer): boolean => posts.includes(MACHINE_POST);
  if (state === 'resumed' && !(signers.some(isMachine) && signers.some((signer) => !isMachine(signer))))
    return fail('NODE_STATEMENT_INVALID', {
      reason: 'to go on takes the signatures of the party’s node and of a person',
    });
  return { statement: read.data, digest: digestOf(payload), signers };
}
