import * as z from 'zod';
import { canonicalise, equalBytes, fail, issuesText, parseStrictOr, schemas } from '#kernel';
import { isKeyId } from '#signing';
import { code, roundedCount } from './fields.ts';

const { digest, date, instant, id } = schemas;
const keyId = z.string().refine(isKeyId, 'not a key id (64 hexadecimal digits)');
const number = z.number().int().min(1).max(1_000_000);

/** Of a version of an agreement. `series` is random and says nothing. */
const ofAgreement = { series: id, agreement: digest };
const ofRun = { ...ofAgreement, run: number };

const entry = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), at: instant, ...shape });

/**
 * Every kind of log entry. A log is for ever and for everyone: an entry holds digests, ids, times, counts rounded
 * for the public, and key ids. There is no free text in it and nothing about a person.
 */
const entrySchema = z.discriminatedUnion('kind', [
  entry('key-trusted', { organisation: id, keyId, fingerprint: digest }),
  entry('key-rotated', { organisation: id, keyId, supersedes: keyId, fingerprint: digest }),
  entry('key-retired', { organisation: id, keyId, from: date }),
  entry('agreement-lodged', {
    ...ofAgreement,
    version: number,
    runPlan: digest,
    english: digest,
    lawData: digest,
  }),
  entry('agreement-signed', { ...ofAgreement, organisation: id, keyId }),
  entry('agreement-activated', { ...ofAgreement, envelope: digest }),
  entry('agreement-suspended', { ...ofAgreement, organisation: id, keyId }),
  entry('agreement-resumed', { ...ofAgreement, organisation: id, keyId }),
  entry('agreement-ended', { ...ofAgreement, organisation: id, keyId }),
  entry('intake-published', { ...ofRun, intake: digest }),
  entry('package-sealed', { ...ofRun, package: digest, party: id, rows: roundedCount }),
  entry('run-proposed', { ...ofRun, organisation: id, keyId }),
  entry('run-approved', { ...ofRun, organisation: id, keyId }),
  entry('run-refused', { ...ofRun, code, receipt: digest.exactOptional() }),
  entry('run-started', ofRun),
  entry('run-finished', { ...ofRun, receipt: digest }),
  entry('run-failed', { ...ofRun, code, receipt: digest.exactOptional() }),
  entry('receipt', { ...ofRun, receipt: digest }),
  entry('released', { ...ofRun, party: id, output: id, package: digest, rows: roundedCount }),
  entry('return-sent', { ...ofRun, party: id, package: digest }),
  entry('return-received', { ...ofRun, party: id, package: digest }),
  entry('disposal-due', { ...ofRun, artefact: digest, deadline: date }),
  entry('disposal-certified', { ...ofRun, certificate: digest }),
  entry('disposal-overdue', { ...ofRun, artefact: digest, deadline: date }),
  entry('register-published', { register: digest, agreements: schemas.count }),
  entry('operator-changed', { ...ofAgreement, from: id, to: id }),
]);

export type LogEntry = z.infer<typeof entrySchema>;
export type LogEntryKind = LogEntry['kind'];

/** The bytes of an entry: canonical JSON. Throws `TRANSPARENCY_ENTRY_INVALID`. */
export const entryBytes = (entry: LogEntry): Uint8Array => canonicalise(check(entry));

/** Reads an entry: closed kinds, canonical bytes. Throws `TRANSPARENCY_ENTRY_INVALID`. */
export function parseEntry(bytes: Uint8Array): LogEntry {
  const read = check(parseStrictOr(bytes, refuse));
  return equalBytes(canonicalise(read), bytes) ? read : refuse('it is not written as canonical JSON');
}

function check(value: unknown): LogEntry {
  const result = entrySchema.safeParse(value);
  return result.success ? result.data : refuse(issuesText(result.error));
}

const refuse = (reason: string): never => fail('TRANSPARENCY_ENTRY_INVALID', { reason });
