import * as z from 'zod';
import {
  base64,
  canonicalise,
  type Digest,
  fail,
  fromBase64,
  fromHex,
  hex,
  issuesText,
  schemas,
} from '#kernel';
import { leafHash, rootHash, verifyInclusion } from './merkle.ts';
import { inclusionProof } from './proofs.ts';

/** One person's row, as the authority that knows them keeps it. Only its salted hash goes anywhere. */
export interface SubjectRecord {
  /** 32 random bytes in lower-case hexadecimal, one salt for each row: destroying it ends the link to the person. */
  readonly salt: string;
  /** The authority's own reference. */
  readonly reference: string;
  /** What was sent or decided, by field name. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** The proof to hand to the person, with their record. */
export interface SubjectProof {
  readonly format: 'stile-subject-proof/1';
  /** As the run's receipt has it. */
  readonly root: Digest;
  readonly index: number;
  readonly size: number;
  /** Base64, from the leaf's sibling up. */
  readonly proof: readonly string[];
}

const hash = z.string().refine((text) => fromBase64(text)?.length === 32, 'not a hash in canonical base64');

const proofSchema = z.strictObject({
  format: z.literal('stile-subject-proof/1'),
  root: schemas.digest,
  index: schemas.count,
  size: schemas.count,
  proof: z.array(hash).max(63),
});

/** The leaf of a row: hash of the canonical JSON of salt, reference and facts. Throws `TRANSPARENCY_STATEMENT_INVALID`. */
export function subjectLeafHash({ salt, reference, facts }: SubjectRecord): Uint8Array {
  if (fromHex(salt)?.length !== 32)
    fail('TRANSPARENCY_STATEMENT_INVALID', { kind: 'subject record', reason: 'the salt is not 32 bytes' });
  return leafHash(canonicalise({ facts, reference, salt }));
}

/** The root to put into the manifest and the receipt, over leaf hashes in the order of the rows. */
export const subjectRoot = (leafHashes: Iterable<Uint8Array>): Digest =>
  `sha256:${hex(rootHash(leafHashes))}`;

/** The proof that row `index` is in the tree. Throws `TRANSPARENCY_PROOF_RANGE`. */
export function proveSubject(leafHashes: readonly Uint8Array[], index: number): SubjectProof {
  return {
    format: 'stile-subject-proof/1',
    root: subjectRoot(leafHashes),
    index,
    size: leafHashes.length,
    proof: inclusionProof(leafHashes, BigInt(index)).map(base64),
  };
}

/**
 * Checks that a person's record was in the run whose receipt has `root`. It cannot show that a person was not: for
 * that there is the authority's word and the counts.
 * Throws `TRANSPARENCY_STATEMENT_INVALID`, `TRANSPARENCY_INCLUSION_WRONG`.
 */
export function verifySubject(record: SubjectRecord, proof: unknown, root: Digest): void {
  const parsed = proofSchema.safeParse(proof);
  if (!parsed.success)
    throw fail('TRANSPARENCY_STATEMENT_INVALID', {
      kind: 'subject proof',
      reason: issuesText(parsed.error),
    });
  const { index, size, proof: hashes } = parsed.data;
  if (parsed.data.root !== root) fail('TRANSPARENCY_INCLUSION_WRONG', { reason: 'it is for another run' });
  verifyInclusion({
    index: BigInt(index),
    size: BigInt(size),
    root: Buffer.from(root.slice('sha256:'.length), 'hex'),
    leafHash: subjectLeafHash(record),
    proof: hashes.map((text) => Buffer.from(text, 'base64')),
  });
}
