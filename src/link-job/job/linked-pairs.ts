import { type Candidates, firstRule, matchProbability, type ScoredEdges, type Weigher } from '#linkage';
import type { ScoredPairs } from '../files/write-results.ts';

/** Pairs at or above a threshold, and which rule gave each. 17 bytes a pair. */
export interface KeyedEdges extends ScoredEdges {
  /** By pair: the first rule that gives it. */
  readonly key: Uint8Array;
}

interface Where {
  readonly rows: number;
  readonly split: number;
}

/** Weighs every candidate once, and keeps those of at least a weight. */
export function weighCandidates(
  candidates: Candidates,
  weigher: Weigher,
  { rows, split, least }: Where & { readonly least: number },
): KeyedEdges {
  const first = Uint8Array.from(candidates.counts.rules, firstRule);
  const kept = growingEdges();
  let weight = new Float64Array(0);
  for (const run of candidates.batches()) {
    const { left, right, pattern, count } = run;
    if (weight.length < count) weight = new Float64Array(count);
    weigher.weigh(run, weight);
    for (let p = 0; p < count; p++)
      if ((weight[p] as number) >= least)
        kept.add(
          left[p] as number,
          right[p] as number,
          weight[p] as number,
          first[pattern[p] as number] as number,
        );
  }
  return { ...kept.edges(), rows, split };
}

/** Pairs that were kept in a file, as they were. */
export function keptEdges(batches: Iterable<ScoredPairs>, where: Where): KeyedEdges {
  const kept = growingEdges();
  for (const { left, right, weight, key } of batches)
    for (let p = 0; p < left.length; p++)
      kept.add(left[p] as number, right[p] as number, weight[p] as number, key[p] as number);
  return { ...kept.edges(), ...where };
}

const FEW = 1024;

function growingEdges() {
  let count = 0;
  let left = new Uint32Array(FEW);
  let right = new Uint32Array(FEW);
  let weight = new Float64Array(FEW);
  let key = new Uint8Array(FEW);
  const grow = (): void => {
    const grown = <A extends { set(from: A): void }>(from: A, to: A): A => {
      to.set(from);
      return to;
    };
    left = grown(left, new Uint32Array(count * 2));
    right = grown(right, new Uint32Array(count * 2));
    weight = grown(weight, new Float64Array(count * 2));
    key = grown(key, new Uint8Array(count * 2));
  };
  return {
    /** The smaller row of a pair is its left one. */
    add(i: number, j: number, own: number, rule: number): void {
      if (count === left.length) grow();
      left[count] = i < j ? i : j;
      right[count] = i < j ? j : i;
      weight[count] = own;
      key[count] = rule;
      count++;
    },
    edges: () => ({ left, right, weight, key, count }),
  };
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
