import * as crypto from 'node:crypto';
import { type Digest, hex } from '#kernel';
import {
  proveSubject,
  type SubjectProof,
  type SubjectRecord,
  subjectLeafHash,
  subjectRoot,
} from '#transparency';

/** What every leaf of one input's tree has in common. */
export interface SubjectScope {
  /** 32 random bytes, kept by this authority only. Destroying it ends the link between leaves and people. */
  readonly secret: Uint8Array;
  readonly run: number;
  readonly input: string;
}

/** A person's record: the salt is a keyed hash of the reference, so that one secret serves a whole input (RFC 2104). */
export function subjectRecord({ secret, run, input }: SubjectScope, reference: string): SubjectRecord {
  const salt = crypto.createHmac('sha256', secret).update(reference).digest('hex');
  return { salt, reference, facts: { input, run } };
}

const LEAF_BYTES = 32;

/** The leaves in the order of their hashes, so that a place in the tree says nothing about a place in the extract. */
export function subjectLeaves(scope: SubjectScope, references: readonly string[]): readonly Uint8Array[] {
  return references.map((reference) => subjectLeafHash(subjectRecord(scope, reference))).sort(Buffer.compare);
}

export const rootOfLeaves = (leaves: readonly Uint8Array[]): Digest => subjectRoot(leaves);

/** Leaves as one file: 32 bytes each. */
export const encodeLeaves = (leaves: readonly Uint8Array[]): Uint8Array => Buffer.concat(leaves);

export const decodeLeaves = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: bytes.length / LEAF_BYTES }, (_, i) =>
    bytes.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES),
  );

/** A person's record and its proof; `undefined` when the reference was not in the input. */
export function proveReference(
  scope: SubjectScope,
  leaves: readonly Uint8Array[],
  reference: string,
): { record: SubjectRecord; proof: SubjectProof } | undefined {
  const record = subjectRecord(scope, reference);
  const leaf = subjectLeafHash(record);
  const index = leaves.findIndex((other) => Buffer.compare(other, leaf) === 0);
  return index === -1 ? undefined : { record, proof: proveSubject(leaves, index) };
}

/**
 * In how many references an extract differs from an earlier input, of which only the secret and the leaves are kept:
 * those that are new and those that are gone.
 */
export function differences(
  scope: SubjectScope,
  leaves: readonly Uint8Array[],
  references: readonly string[],
): number {
  const before = new Set(leaves.map(hex));
  const common = subjectLeaves(scope, references).filter((leaf) => before.has(hex(leaf))).length;
  return before.size - common + (references.length - common);
}

/** Runs over inputs that differ in this many references or fewer, but not in none, could single people out. */
const MOST_TELLING_DIFFERENCE = 9;

export const isTelling = (difference: number): boolean =>
  difference > 0 && difference <= MOST_TELLING_DIFFERENCE;
