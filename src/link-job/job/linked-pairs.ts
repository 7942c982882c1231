import { type Candidates, gatherKeyedPairs, type KeyedEdges, matchProbability, type Weigher } from '#linkage';
import type { ScoredPairs } from '../files/write-results.ts';

interface Where {
  readonly rows: number;
  readonly split: number;
}

/** Weighs every candidate once, and keeps those of at least a weight. */
export const weighCandidates = (
  candidates: Candidates,
  weigher: Weigher,
  { rows, split, least }: Where & { readonly least: number },
): KeyedEdges => gatherKeyedPairs(weigher.weighed(candidates, least), { rows, split });

/** Pairs that were kept in a file, as they were. */
export function keptEdges(batches: Iterable<ScoredPairs>, where: Where): KeyedEdges {
  function* counted() {
    for (const { left, right, weight, key } of batches)
      yield { left, right, weight, key: Uint8Array.from(key), count: left.length };
  }
  return gatherKeyedPairs(counted(), where);
}

const PAIRS_AT_ONCE = 1 << 16;

/** The pairs, or those that are `linked`, with what is written of them. */
export function* linkedPairs(
  { left, right, weight, key, count }: KeyedEdges,
  linked?: (left: number, right: number) => boolean,
): Generator<ScoredPairs> {
  for (let from = 0; from < count; from += PAIRS_AT_ONCE) {
    const until = Math.min(count, from + PAIRS_AT_ONCE);
    const all = {
      left: left.subarray(from, until),
      right: right.subarray(from, until),
      weight: weight.subarray(from, until),
      key: key.subarray(from, until),
    };
    yield withProbability(linked ? only(all, linked) : all);
  }
}

const withProbability = (pairs: Omit<ScoredPairs, 'probability'>): ScoredPairs => ({
  ...pairs,
  probability: pairs.weight.map(matchProbability),
});

function only(
  { left, right, weight, key }: Omit<ScoredPairs, 'probability'>,
  linked: (left: number, right: number) => boolean,
): Omit<ScoredPairs, 'probability'> {
  const kept = Uint32Array.from(left.keys()).filter((p) => linked(left[p] as number, right[p] as number));
  return {
    left: kept.map((p) => left[p] as number),
    right: kept.map((p) => right[p] as number),
    weight: Float64Array.from(kept, (p) => weight[p] as number),
    key: Uint8Array.from(kept, (p) => key[p] as number),
  };
}
