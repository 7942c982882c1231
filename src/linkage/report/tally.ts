// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { matchProbability } from '../probability.ts';
import type { WeighedRun } from '../scan/weigh.ts';

/**
 * Every candidate pair weighed once, by where its weight lies. Entry 0 of each list is below the first edge, entry k from
 * edge k - 1 up to edge k.
 */
export interface WeightTally {
  /** Weights, rising. A pair that weighs as much as an edge lies above it. */
  readonly edges: Float64Array;
  readonly pairs: Float64Array;
  /** Matches that the model expects among them: the sum of their probabilities. */
  readonly expected: Float64Array;
  /** Matches among them by the truth, where it is known. */
  readonly observed?: Float64Array;
  /** Expected matches by pattern of levels. */
  readonly byPattern: Float64Array;
}

export interface TallyOptions {
  readonly edges: readonly number[];
  /** How many patterns the pairs have. */
  readonly patterns: number;
  /** Who is who: the same number, the same person. */
  readonly truth?: Int32Array;
}

/** Counts weighed pairs by weight, in one pass and without keeping a pair. */
export function tallyWeights(
  runs: Iterable<WeighedRun>,
  { edges, patterns, truth }: TallyOptions,
): WeightTally {
  const rising = Float64Array.from(new Set(edges)).sort();
  const size = rising.length + 1;
  const pairs = new Float64Array(size);
  const expected = new Float64Array(size);
  const observed = new Float64Array(size);
  const byPattern = new Float64Array(patterns);
  for (const run of runs) {
    for (let p = 0; p < run.count; p++) {
      const at = edgesUpTo(rising, run.weight[p]!);
      const probability = matchProbability(run.weight[p]!);
      pairs[at]! += 1;
      expected[at]! += probability;
      byPattern[run.pattern[p]!]! += probability;
      if (truth !== undefined && truth[run.left[p]!] === truth[run.right[p]!]) observed[at]! += 1;
    }
  }
  return { edges: rising, pairs, expected, byPattern, ...(truth && { observed }) };
}

/** How many edges are at or below a weight. */
function edgesUpTo(rising: Float64Array, weight: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (weight >= rising[middle]!) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sum of a list of a tally between two of its edges; the whole without them. */
export function sumBetween(
  { edges }: Pick<WeightTally, 'edges'>,
  list: Float64Array,
  from = Number.NEGATIVE_INFINITY,
  until = Number.POSITIVE_INFINITY,
): number {
  let sum = 0;
  for (let k = 0; k < list.length; k++) {
    const low = k === 0 ? Number.NEGATIVE_INFINITY : edges[k - 1]!;
    const high = k === edges.length ? Number.POSITIVE_INFINITY : edges[k]!;
    if (low >= from && high <= until) sum += list[k]!;
  }
  return sum;
}
