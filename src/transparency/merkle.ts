import { concatBytes, equalBytes, fail, sha256 } from '#kernel';

/** Hashes are SHA-256, 32 bytes. */
export const HASH_BYTES = 32;

/** The root of a tree of no leaves: SHA-256 of the empty string (RFC 9162 section 2.1.1). */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());

/** The hash of a leaf: SHA-256(0x00 || bytes) (RFC 9162 section 2.1.1). */
export const leafHash = (bytes: Uint8Array): Uint8Array => sha256(concatBytes(Uint8Array.of(0), bytes));

/** The hash of an inner node: SHA-256(0x01 || left || right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concatBytes(Uint8Array.of(1), left, right));

/** Takes leaf hashes one at a time and knows the root so far, in memory that grows with the logarithm of the size. */
export interface TreeHasher {
  push(leafHash: Uint8Array): void;
  root(): Uint8Array;
  size(): bigint;
}

export function treeHasher(): TreeHasher {
  /** Roots of the complete subtrees so far, widest first; the bits of `size` say how wide each is. */
  const peaks: Uint8Array[] = [];
  let size = 0n;
  return {
    push(leaf) {
      let hash = leaf;
      for (let bits = size; bits & 1n; bits >>= 1n) hash = nodeHash(peaks.pop() ?? hash, hash);
      peaks.push(hash);
      size += 1n;
    },
    root: () => joinPeaks(peaks),
    size: () => size,
  };
}

/** The root over complete subtrees that stand side by side, widest first. */
export const joinPeaks = (peaks: readonly Uint8Array[]): Uint8Array =>
  peaks.length === 0 ? emptyRoot() : peaks.reduceRight((right, left) => nodeHash(left, right));

/** The Merkle tree hash over leaf hashes (RFC 9162 section 2.1.1). */
export function rootHash(leafHashes: Iterable<Uint8Array>): Uint8Array {
  const tree = treeHasher();
  for (const hash of leafHashes) tree.push(hash);
  return tree.root();
}

export interface InclusionClaim {
  /** Position of the leaf, from 0. */
  readonly index: bigint;
  readonly size: bigint;
  readonly root: Uint8Array;
  readonly leafHash: Uint8Array;
  /** From the leaf's sibling up. */
  readonly proof: readonly Uint8Array[];
}

/** Checks an inclusion proof (RFC 9162 section 2.1.3.2). Throws `TRANSPARENCY_INCLUSION_WRONG`. */
export function verifyInclusion({ index, size, root, leafHash, proof }: InclusionClaim): void {
  const refuse = (reason: string): never => fail('TRANSPARENCY_INCLUSION_WRONG', { reason });
  if (index < 0n || index >= size) refuse(`entry ${index} is not in a log of ${size} entries`);
  if (![root, leafHash, ...proof].every(isHash)) refuse('a hash is not 32 bytes long');
  let node = index;
  let last = size - 1n;
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0n) refuse('it has too many hashes');
    if (node & 1n || node === last) {
      hash = nodeHash(sibling, hash);
      while (!(node & 1n) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) refuse('it has too few hashes');
  if (!equalBytes(hash, root)) refuse('it leads to another root');
}

export interface ConsistencyClaim {
  readonly size1: bigint;
  readonly root1: Uint8Array;
  readonly size2: bigint;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Checks a consistency proof (RFC 9162 section 2.1.4.2). A tree of no leaves must have the empty root, and takes an
 * empty proof, as in C2SP tlog-witness. Throws `TRANSPARENCY_CONSISTENCY_WRONG`.
 */
export function verifyConsistency({ size1, root1, size2, root2, proof }: ConsistencyClaim): void {
  const refuse = (reason: string): never => fail('TRANSPARENCY_CONSISTENCY_WRONG', { reason });
  if (size1 < 0n || size1 > size2) refuse(`${size1} entries cannot come before ${size2}`);
  if (![root1, root2, ...proof].every(isHash)) refuse('a hash is not 32 bytes long');
  if (size1 === 0n && !equalBytes(root1, emptyRoot())) refuse('the empty log has another root');
  if (size1 === 0n || size1 === size2) {
    if (proof.length > 0) refuse('it has too many hashes');
    if (size1 === size2 && !equalBytes(root1, root2)) refuse('two logs of one size have different roots');
    return;
  }
  let node = size1 - 1n;
  let last = size2 - 1n;
  while (node & 1n) {
    node >>= 1n;
    last >>= 1n;
  }
  // A complete earlier tree is a node of the later one: its root is where both walks begin.
  const [first = refuse('it has too few hashes'), ...rest] = node === 0n ? [root1, ...proof] : proof;
  let hash1 = first;
  let hash2 = first;
  for (const sibling of rest) {
    if (last === 0n) refuse('it has too many hashes');
    if (node & 1n || node === last) {
      hash1 = nodeHash(sibling, hash1);
      hash2 = nodeHash(sibling, hash2);
      while (!(node & 1n) && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash2 = nodeHash(hash2, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) refuse('it has too few hashes');
  if (!equalBytes(hash1, root1)) refuse('it leads to another earlier root');
  if (!equalBytes(hash2, root2)) refuse('it leads to another later root');
}

const isHash = (hash: Uint8Array): boolean => hash.length === HASH_BYTES;
