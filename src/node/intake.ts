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
  type SigningKey,
  signEnvelope,
  type Trust,
  verifyEnvelope,
} from '#signing';
import { MACHINE_POST } from './keyring.ts';

/** The operator's one-run public key: to whom every input of one run is sealed, and until when. */
export interface IntakeRecord {
  readonly format: 'stile-intake/1';
  readonly agreement: Digest;
  readonly runPlan: Digest;
  readonly run: number;
  readonly operator: string;
  readonly sealedTo: string;
  readonly madeAt: Instant;
  readonly notAfter: Instant;
}

const intakeSchema = z.strictObject({
  format: z.literal('stile-intake/1'),
  agreement: schemas.digest,
  runPlan: schemas.digest,
  run: z.number().int().min(1).max(1_000_000),
  operator: schemas.id,
  sealedTo: z.string().regex(/^age1[a-z0-9]{58}$/, 'not an age recipient'),
  madeAt: schemas.instant,
  notAfter: schemas.instant,
});

export const signIntake = (record: IntakeRecord, key: SigningKey): Envelope =>
  signEnvelope(payloadTypes.intake, canonicalise(record), [key]);

/** The digest by which packages name an intake. */
export const intakeDigest = (record: IntakeRecord): Digest => digestOf(canonicalise(record));

/** Verifies an intake record against the operator that the plan names. Throws `NODE_INTAKE_INVALID` and what `verifyEnvelope` throws. */
export function verifyIntake(
  envelope: Envelope,
  trust: Trust,
  at: PlainDate,
  operator: string,
): IntakeRecord {
  const { payload } = verifyEnvelope(envelope, {
    payloadType: payloadTypes.intake,
    trust,
    at,
    require: [{ organisation: operator, post: MACHINE_POST, count: 1 }],
  });
  const read = intakeSchema.safeParse(parseStrict(payload));
  if (!read.success) return fail('NODE_INTAKE_INVALID', { reason: issuesText(read.error) });
  if (read.data.operator !== operator)
    return fail('NODE_INTAKE_INVALID', { reason: 'it names another operator' });
  return read.data;
}
