import * as z from 'zod';
import { type Digest, digestOf, schemas } from '#kernel';
import {
  type Envelope,
  type EnvelopePolicy,
  payloadTypes,
  type VerifiedEnvelope,
  verifyEnvelope,
} from '#signing';
import { code, roundedCount } from './fields.ts';
import { readStatement, type StatementKind, statementBytes } from './statement.ts';

const { digest, date, instant, id } = schemas;

const runReceiptSchema = z
  .strictObject({
    /** The series is random and says nothing; the rest are the digests of what was signed. */
    series: id,
    agreement: digest,
    runPlan: digest,
    lawData: digest,
    /** The version of Stile that ran. */
    engine: z.string().regex(/^[0-9A-Za-z.+-]{1,64}$/, 'not a version'),
    operator: id,
    /** Counts from 1 within an agreement version. */
    run: z.number().int().min(1).max(1_000_000),
    outcome: z.enum(['finished', 'failed', 'refused']),
    /** Why there is no output, with the clause of the agreement where there is one. */
    problem: z
      .strictObject({
        code,
        clause: z
          .string()
          .regex(/^[A-Za-z0-9_.[\]-]{1,200}$/, 'not a clause')
          .exactOptional(),
      })
      .exactOptional(),
    inputs: z.array(
      z.strictObject({ party: id, schema: digest, package: digest, content: digest, rows: roundedCount }),
    ),
    outputs: z.array(z.strictObject({ party: id, output: id, package: digest, rows: roundedCount })),
    checks: z.array(z.strictObject({ name: id, ok: z.boolean() })),
    /** The root of each party's tree of salted rows, from its package. */
    subjectTrees: z.array(z.strictObject({ party: id, root: digest })),
    startedAt: instant,
    endedAt: instant,
    /** Until when each thing may be kept. */
    retention: z.array(z.strictObject({ artefact: digest, deadline: date })),
  })
  .refine(({ startedAt, endedAt }) => startedAt <= endedAt, 'it ends before it starts')
  .refine(
    ({ outcome, problem }) => (outcome === 'finished') === (problem === undefined),
    'a finished run has no problem, and any other has one',
  )
  .refine(
    ({ outcome, outputs }) => (outcome === 'finished') === outputs.length > 0,
    'a finished run has outputs, and no other has any',
  )
  .refine(
    ({ outcome, checks }) => outcome !== 'finished' || checks.every(({ ok }) => ok),
    'a run with a failed check has not finished',
  );

/**
 * What a run did, for everyone to read: digests, ids, times, and counts rounded to ten of rows read and released. How
 * many matched is not here: that goes sealed to disclosers and the operator.
 */
export type RunReceipt = Readonly<z.infer<typeof runReceiptSchema>>;

const kind: StatementKind<RunReceipt> = {
  kind: 'run receipt',
  predicateType: 'urn:stile:run-receipt:1',
  schema: runReceiptSchema,
  subjects: ({ outputs, agreement }) =>
    outputs.length === 0
      ? [{ name: 'agreement', digest: agreement }]
      : outputs.map(({ party, output, package: sealed }) => ({ name: `${party}/${output}`, digest: sealed })),
};

/** The bytes of a run receipt to sign with `payloadTypes.statement`. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export const runReceiptBytes = (receipt: RunReceipt): Uint8Array => statementBytes(kind, receipt);

/** Reads a run receipt out of verified bytes. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export const readRunReceipt = (payload: Uint8Array): RunReceipt => readStatement(kind, payload);

export interface VerifiedReceipt extends VerifiedEnvelope {
  readonly receipt: RunReceipt;
  /** The digest of the signed bytes, as the log has it. */
  readonly digest: Digest;
}

/** Verifies a signed run receipt. Throws what `verifyEnvelope` and `readRunReceipt` throw. */
export function verifyRunReceipt(
  envelope: Envelope,
  policy: Omit<EnvelopePolicy, 'payloadType'>,
): VerifiedReceipt {
  const verified = verifyEnvelope(envelope, { ...policy, payloadType: payloadTypes.statement });
  return { ...verified, receipt: readRunReceipt(verified.payload), digest: digestOf(verified.payload) };
}
