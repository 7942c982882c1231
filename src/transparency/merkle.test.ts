import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hex, isStileError, sha256, utf8 } from '#kernel';
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  nodeHash,
  rootHash,
  treeHasher,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';
import { consistencyRanges, inclusionRanges } from './proofs.ts';

const leaves = Array.from({ length: 70 }, (_, i) => leafHash(utf8(`leaf ${i}`)));

/** The definition of RFC 6962 section 2.1, word for word, to hold our walk against. */
function definedRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const [first] = hashes;
  if (first === undefined) return sha256(new Uint8Array());
  if (hashes.length === 1) return first;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return nodeHash(definedRoot(hashes.slice(0, k)), definedRoot(hashes.slice(k)));
}

function reasonOf(step: () => void): string {
  try {
    step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return `${error.code} ${error.message}`;
  }
  return 'accepted';
}

describe('hashes', () => {
  it('of nothing, of a leaf and of a node are those of RFC 9162 section 2.1.1', () => {
    expect(hex(emptyRoot())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    // The hash of the empty leaf, as in the Certificate Transparency reference tree.
    expect(hex(leafHash(new Uint8Array()))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    const [a, b] = [sha256(utf8('a')), sha256(utf8('b'))];
    expect(nodeHash(a, b)).toEqual(sha256(Uint8Array.of(1, ...a, ...b)));
  });

  it('of a tree follow the recursive definition at every size', () => {
    const tree = treeHasher();
    for (let size = 0; size <= leaves.length; size++) {
      expect(rootHash(leaves.slice(0, size))).toEqual(definedRoot(leaves.slice(0, size)));
      expect(tree.root()).toEqual(definedRoot(leaves.slice(0, size)));
      expect(tree.size()).toBe(BigInt(size));
      const next = leaves[size];
      if (next !== undefined) tree.push(next);
    }
  });
});

describe('inclusion', () => {
  it('is proved for every leaf of every tree of 2 to 70, and for no other place or tree', () => {
    for (let size = 2; size <= leaves.length; size++) {
      const seen = leaves.slice(0, size);
      const root = rootHash(seen);
      for (const [i, leaf] of seen.entries()) {
        const proof = inclusionProof(seen, BigInt(i));
        const claim = { index: BigInt(i), size: BigInt(size), root, leafHash: leaf, proof };
        verifyInclusion(claim);
        for (const wrong of [
          { ...claim, index: claim.index + 1n },
          { ...claim, index: claim.index - 1n },
          { ...claim, proof: proof.slice(1) },
          { ...claim, proof: proof.slice(0, -1) },
          { ...claim, proof: [...proof, root] },
          { ...claim, leafHash: root },
          { ...claim, root: emptyRoot() },
        ]) {
          expect(() => verifyInclusion(wrong)).toThrow();
        }
      }
    }
  });

  it('of the only leaf needs no hashes', () => {
    const [leaf = emptyRoot()] = leaves;
    expect(inclusionProof([leaf], 0n)).toEqual([]);
    verifyInclusion({ index: 0n, size: 1n, root: leaf, leafHash: leaf, proof: [] });
    expect(() => verifyInclusion({ index: 0n, size: 1n, root: leaf, leafHash: leaf, proof: [leaf] })).toThrow(
      'too many',
    );
    expect(() =>
      verifyInclusion({ index: 0n, size: 1n, root: emptyRoot(), leafHash: leaf, proof: [] }),
    ).toThrow('another root');
  });

  it.each([
    ['an index at the size', { index: 3n }, 'entry 3 is not in a log of 3 entries'],
    ['a negative index', { index: -1n }, 'entry -1 is not in a log of 3 entries'],
    ['an empty tree', { index: 0n, size: 0n }, 'entry 0 is not in a log of 0 entries'],
    ['a short root', { root: new Uint8Array(31) }, 'not 32 bytes'],
    ['a long leaf hash', { leafHash: new Uint8Array(33) }, 'not 32 bytes'],
    ['a short hash in the proof', { proof: [new Uint8Array(31)] }, 'not 32 bytes'],
    ['too many hashes', { proof: leaves.slice(0, 3) }, 'too many hashes'],
    ['too few hashes', { proof: leaves.slice(0, 1) }, 'too few hashes'],
    ['another leaf', { leafHash: emptyRoot() }, 'another root'],
  ])('is refused with %s', (_, change, reason) => {
    const seen = leaves.slice(0, 3);
    const claim = {
      index: 1n,
      size: 3n,
      root: rootHash(seen),
      leafHash: leaves[1] ?? emptyRoot(),
      proof: inclusionProof(seen, 1n),
    };
    const found = reasonOf(() => verifyInclusion({ ...claim, ...change }));
    expect(found).toMatch(/^TRANSPARENCY_INCLUSION_WRONG/);
    expect(found).toContain(reason);
  });

  it('is refused when any one bit of a hash is changed', () => {
    const seen = leaves.slice(0, 50);
    const proof = inclusionProof(seen, 37n);
    const claim = { index: 37n, size: 50n, root: rootHash(seen), leafHash: seen[37] ?? emptyRoot(), proof };
    return fc.assert(
      fc.property(fc.nat(proof.length - 1), fc.nat(31), fc.nat(7), (which, byte, bit) => {
        const bent = proof.map((hash, i) =>
          hash.map((value, j) => (i === which && j === byte ? value ^ (1 << bit) : value)),
        );
        expect(() => verifyInclusion({ ...claim, proof: bent })).toThrow('another root');
      }),
    );
  });
});

describe('consistency', () => {
  it('is proved between any two sizes up to 40, and for no other pair', () => {
    const roots = Array.from({ length: 41 }, (_, size) => rootHash(leaves.slice(0, size)));
    for (const [b, root2] of roots.entries())
      for (const [a, root1] of roots.slice(0, b + 1).entries()) {
        const proof = consistencyProof(leaves.slice(0, b), BigInt(a));
        const claim = { size1: BigInt(a), root1, size2: BigInt(b), root2, proof };
        verifyConsistency(claim);
        expect(() => verifyConsistency({ ...claim, proof: [...proof, root2] })).toThrow();
        expect(() => verifyConsistency({ ...claim, root1: leafHash(utf8('x')) })).toThrow();
        if (a === 0) continue;
        expect(() => verifyConsistency({ ...claim, root2: leafHash(utf8('x')) })).toThrow();
        if (proof.length > 0) {
          expect(() => verifyConsistency({ ...claim, proof: proof.slice(1) })).toThrow();
          expect(() => verifyConsistency({ ...claim, proof: proof.slice(0, -1) })).toThrow();
        }
      }
  });

  const root = (size: number) => rootHash(leaves.slice(0, size));
  const claim = {
    size1: 3n,
    root1: root(3),
    size2: 7n,
    root2: root(7),
    proof: consistencyProof(leaves.slice(0, 7), 3n),
  };
  it.each([
    ['a later size that is smaller', { size2: 2n }, '3 entries cannot come before 2'],
    ['a negative size', { size1: -1n }, '-1 entries cannot come before 7'],
    ['a short earlier root', { root1: new Uint8Array(31) }, 'not 32 bytes'],
    ['a short later root', { root2: new Uint8Array(31) }, 'not 32 bytes'],
    ['a short hash', { proof: [new Uint8Array(31)] }, 'not 32 bytes'],
    ['no proof', { proof: [] }, 'too few hashes'],
    ['an empty log with another root', { size1: 0n, proof: [] }, 'the empty log has another root'],
    ['an empty log and a proof', { size1: 0n, root1: emptyRoot() }, 'too many hashes'],
    ['one size, one root and a proof', { size1: 7n, root1: root(7) }, 'too many hashes'],
    ['one size and two roots', { size1: 7n, proof: [] }, 'different roots'],
    ['another earlier root', { root1: root(4) }, 'another earlier root'],
    ['another later root', { root2: root(6) }, 'another later root'],
    ['a hash too many', { proof: [...claim.proof, root(1)] }, 'too many hashes'],
    ['a hash too few', { proof: claim.proof.slice(0, -1) }, 'too few hashes'],
    [
      'the proof of a complete tree without anything',
      { size1: 4n, root1: root(4), proof: [] },
      'too few hashes',
    ],
  ])('is refused with %s', (_, change, reason) => {
    const found = reasonOf(() => verifyConsistency({ ...claim, ...change }));
    expect(found).toMatch(/^TRANSPARENCY_CONSISTENCY_WRONG/);
    expect(found).toContain(reason);
  });

  it('needs no proof from the empty log, and none from a log to itself', () => {
    verifyConsistency({ size1: 0n, root1: emptyRoot(), size2: 0n, root2: emptyRoot(), proof: [] });
    verifyConsistency({ size1: 0n, root1: emptyRoot(), size2: 7n, root2: root(7), proof: [] });
    verifyConsistency({ size1: 7n, root1: root(7), size2: 7n, root2: root(7), proof: [] });
  });
});

describe('the ranges of a proof', () => {
  // The worked examples of RFC 6962 section 2.1.3, on a tree of seven leaves.
  it.each([
    [0n, '1-2 2-4 4-7'],
    [3n, '2-3 0-2 4-7'],
    [4n, '5-6 6-7 0-4'],
    [6n, '4-6 0-4'],
  ])('of inclusion of d%d in seven', (index, expected) => {
    expect(
      inclusionRanges(index, 7n)
        .map(({ from, to }) => `${from}-${to}`)
        .join(' '),
    ).toBe(expected);
  });

  it.each([
    [3n, '2-3 3-4 0-2 4-7'],
    [4n, '4-7'],
    [6n, '4-6 6-7 0-4'],
    [7n, ''],
    [0n, ''],
  ])('of consistency from %d to seven', (size, expected) => {
    expect(
      consistencyRanges(size, 7n)
        .map(({ from, to }) => `${from}-${to}`)
        .join(' '),
    ).toBe(expected);
  });

  it('reach to the largest logs', () => {
    const size = 2n ** 64n - 1n;
    expect(inclusionRanges(0n, size)).toHaveLength(64);
    expect(inclusionRanges(size - 1n, size)).toHaveLength(63);
  });

  it.each([
    [() => inclusionRanges(7n, 7n)],
    [() => inclusionRanges(-1n, 7n)],
    [() => inclusionRanges(0n, 0n)],
    [() => consistencyRanges(8n, 7n)],
    [() => consistencyRanges(-1n, 7n)],
  ])('are refused outside the log: %s', (step) => {
    expect(reasonOf(step)).toMatch(/^TRANSPARENCY_PROOF_RANGE/);
  });
});
