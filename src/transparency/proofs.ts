import { fail } from '#kernel';
import { rootHash } from './merkle.ts';

/** Leaves `from` up to but not including `to`. */
export interface LeafRange {
  readonly from: bigint;
  readonly to: bigint;
}

/**
 * The ranges whose roots make the inclusion proof of a leaf, sibling first (PATH in RFC 9162 section 2.1.3.1).
 * Throws `TRANSPARENCY_PROOF_RANGE`.
 */
export function inclusionRanges(index: bigint, size: bigint): readonly LeafRange[] {
  if (index < 0n || index >= size)
    return fail('TRANSPARENCY_PROOF_RANGE', { size, wanted: `entry ${index}` });
  const fromTheTop: LeafRange[] = [];
  for (let from = 0n, to = size; to - from > 1n; ) {
    const middle = from + widthOfLeft(to - from);
    if (index < middle) {
      fromTheTop.push({ from: middle, to });
      to = middle;
    } else {
      fromTheTop.push({ from, to: middle });
      from = middle;
    }
  }
  return fromTheTop.reverse();
}

/**
 * The ranges whose roots make the consistency proof between two sizes (SUBPROOF in RFC 9162 section 2.1.4.1); none
 * when the earlier size is 0 or the same. Throws `TRANSPARENCY_PROOF_RANGE`.
 */
export function consistencyRanges(size1: bigint, size2: bigint): readonly LeafRange[] {
  if (size1 < 0n || size1 > size2)
    return fail('TRANSPARENCY_PROOF_RANGE', { size: size2, wanted: `size ${size1}` });
  if (size1 === 0n) return [];
  const fromTheTop: LeafRange[] = [];
  let from = 0n;
  let to = size2;
  while (size1 !== to) {
    const middle = from + widthOfLeft(to - from);
    if (size1 <= middle) {
      fromTheTop.push({ from: middle, to });
      to = middle;
    } else {
      fromTheTop.push({ from, to: middle });
      from = middle;
    }
  }
  // The verifier knows the earlier root already when the earlier tree is one complete node of the later one.
  if (from > 0n) fromTheTop.push({ from, to });
  return fromTheTop.reverse();
}

/** The largest power of two below `width`, which is at least 2. */
const widthOfLeft = (width: bigint): bigint => 1n << BigInt((width - 1n).toString(2).length - 1);

/** The inclusion proof of one leaf among leaf hashes held in memory, sibling first. Throws `TRANSPARENCY_PROOF_RANGE`. */
export const inclusionProof = (leafHashes: readonly Uint8Array[], index: bigint): Uint8Array[] =>
  inclusionRanges(index, BigInt(leafHashes.length)).map((range) => rootOfRange(leafHashes, range));

/** The consistency proof from the first `size1` leaf hashes to all of them. Throws `TRANSPARENCY_PROOF_RANGE`. */
export const consistencyProof = (leafHashes: readonly Uint8Array[], size1: bigint): Uint8Array[] =>
  consistencyRanges(size1, BigInt(leafHashes.length)).map((range) => rootOfRange(leafHashes, range));

const rootOfRange = (leafHashes: readonly Uint8Array[], { from, to }: LeafRange): Uint8Array =>
  rootHash(leafHashes.slice(Number(from), Number(to)));
