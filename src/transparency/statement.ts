import * as z from 'zod';
import { canonicalise, type Digest, equalBytes, fail, issuesText, parseStrictOr } from '#kernel';

/** Something that a statement is about. */
export interface Subject {
  readonly name: string;
  readonly digest: Digest;
}

/** The kinds of statement: how people call each, its predicate type, and the shape of its predicate. */
export interface StatementKind<Predicate> {
  readonly kind: string;
  readonly predicateType: string;
  readonly schema: z.ZodType<Predicate>;
  /** What the statement is about, worked out from the predicate, so that the two cannot differ. */
  readonly subjects: (predicate: Predicate) => readonly Subject[];
}

/** in-toto Statement v1 (in-toto/attestation, spec/v1/statement.md). */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

const statementSchema = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(z.unknown()),
  predicateType: z.string(),
  predicate: z.unknown(),
});

/** The bytes to sign for a predicate: canonical JSON of an in-toto Statement. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export function statementBytes<P>(kind: StatementKind<P>, predicate: P): Uint8Array {
  const checked = checkPredicate(kind, predicate);
  const subject = kind.subjects(checked).map(({ name, digest }) => ({
    name,
    digest: { sha256: digest.slice('sha256:'.length) },
  }));
  return canonicalise({
    _type: STATEMENT_TYPE,
    subject,
    predicateType: kind.predicateType,
    predicate: checked,
  });
}

/**
 * The predicate of a statement: closed schema, canonical bytes, and subjects that follow from it.
 * Throws `TRANSPARENCY_STATEMENT_INVALID`.
 */
export function readStatement<P>(kind: StatementKind<P>, payload: Uint8Array): P {
  const refuse = (reason: string): never =>
    fail('TRANSPARENCY_STATEMENT_INVALID', { kind: kind.kind, reason });
  const statement = statementSchema.safeParse(parseStrictOr(payload, refuse));
  if (!statement.success) return refuse(issuesText(statement.error));
  if (statement.data.predicateType !== kind.predicateType)
    return refuse(`its predicate type is not “${kind.predicateType}”`);
  const predicate = checkPredicate(kind, statement.data.predicate);
  if (!equalBytes(statementBytes(kind, predicate), payload))
    return refuse('its subjects do not follow from its content, or it is not written as canonical JSON');
  return predicate;
}

function checkPredicate<P>({ kind, schema }: StatementKind<P>, predicate: unknown): P {
  const result = schema.safeParse(predicate);
  return result.success
    ? result.data
    : fail('TRANSPARENCY_STATEMENT_INVALID', { kind, reason: issuesText(result.error) });
}
