// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { countingUp, orderByWeight, sortByKey } from './order.ts';
import { newPairSum } from './pair-sum.ts';
import type { ScoredEdges } from './pairs.ts';

/** Counts of pairs are exact; a share is null where it would divide by 0. */
export interface PairQuality {
  /** Pairs found that are true. */
  readonly truePairs: bigint;
  readonly foundPairs: bigint;
  /** All pairs that are true, found or not. */
  readonly actualPairs: bigint;
  readonly precision: number | null;
  readonly recall: number | null;
  /** The harmonic mean of both: 2 true / (found + actual). */
  readonly f1: number | null;
}

export interface ClusterQuality extends PairQuality {
  /** Clusters and persons, those of one row included. */
  readonly clusters: number;
  readonly persons: number;
  /** B-cubed (Bagga and Baldwin 1998): the mean over rows of the share of the row's cluster, and of its person, that is both. */
  readonly bCubed: {
    readonly precision: number | null;
    readonly recall: number | null;
    readonly f1: number | null;
  };
}

export interface EdgeQuality extends PairQuality {
  /** Pairs at or above it are found. */
  readonly threshold: number;
}

/**
 * Clusters against the truth, both a label for each row. With a `split`, only pairs across the two tables count; B-cubed
 * is over all rows. By sorting rows, without listing pairs. Throws `LINKAGE_ROWS_UNEQUAL`.
 */
export function clusterQuality(labels: Int32Array, truth: Int32Array, split = 0): ClusterQuality {
  const rows = labels.length;
  if (truth.length !== rows) fail('LINKAGE_ROWS_UNEQUAL', { what: 'truth', got: truth.length, rows });
  const cluster = new Uint32Array(labels.buffer, labels.byteOffset, rows);
  const person = new Uint32Array(truth.buffer, truth.byteOffset, rows);
  const order = countingUp(rows);

  sortByKey(order, person);
  const personSize = new Int32Array(rows);
  const actual = newPairSum();
  let persons = 0;
  forRuns(order, person, 0, rows, split, (from, until, onLeft) => {
    persons++;
    actual.add(until - from, onLeft, split);
    for (let x = from; x < until; x++) personSize[order[x]!] = until - from;
  });

  sortByKey(order, cluster);
  const found = newPairSum();
  const right = newPairSum();
  let clusters = 0;
  let precise = 0;
  let recalled = 0;
  forRuns(order, cluster, 0, rows, split, (from, until, onLeft) => {
    clusters++;
    found.add(until - from, onLeft, split);
    forRuns(order, person, from, until, split, (cellFrom, cellUntil, cellOnLeft) => {
      const n = cellUntil - cellFrom;
      right.add(n, cellOnLeft, split);
      precise += n * (n / (until - from));
      recalled += n * (n / personSize[order[cellFrom]!]!);
    });
  });
  const precision = rows > 0 ? precise / rows : null;
  const recall = rows > 0 ? recalled / rows : null;
  const f1 = precision === null || recall === null ? null : (2 * precision * recall) / (precision + recall);
  return {
    ...shares(right.total(), found.total(), actual.total()),
    clusters,
    persons,
    bCubed: { precision, recall, f1 },
  };
}

/**
 * Scored pairs against the truth, at each threshold, and at the one with the best F1 (of equals the highest; null without
 * pairs). Each pair must come once. With a split, pairs inside one table do not count. Throws `LINKAGE_ROWS_UNEQUAL`.
 */
export function edgeQuality(
  edges: ScoredEdges,
  truth: Int32Array,
  thresholds: readonly number[] = [],
): { readonly at: readonly EdgeQuality[]; readonly best: EdgeQuality | null } {
  const { rows, split, left, right, weight } = edges;
  const actual = actualPairs(truth, rows, split);
  const order = orderByWeight(edges);
  const falling = [...new Set(thresholds)].sort((x, y) => y - x);
  const points = new Map<number, EdgeQuality>();
  let found = 0;
  let good = 0;
  let best = { f1: -1, threshold: 0, found: 0, good: 0 };
  const total = Number(actual);
  const point = (threshold: number, right: number, all: number): EdgeQuality => ({
    threshold,
    ...shares(BigInt(right), BigInt(all), actual),
  });
  for (let x = 0; x < order.length; ) {
    const w = weight[order[x]!]!;
    while (falling.length > points.size && falling[points.size]! > w)
      points.set(falling[points.size]!, point(falling[points.size]!, good, found));
    for (; x < order.length && weight[order[x]!] === w; x++) {
      const p = order[x]!;
      if (split > 0 && left[p]! < split === right[p]! < split) continue;
      found++;
      if (truth[left[p]!] === truth[right[p]!]) good++;
    }
    const f1 = found + total > 0 ? (2 * good) / (found + total) : 0;
    // -0 + 0 is 0: nobody wants to read a threshold of -0.
    if (f1 > best.f1) best = { f1, threshold: w + 0, found, good };
  }
  for (const threshold of falling.slice(points.size)) points.set(threshold, point(threshold, good, found));
  return {
    at: thresholds.map((threshold) => points.get(threshold)!),
    best: best.f1 < 0 ? null : point(best.threshold, best.good, best.found),
  };
}

function actualPairs(truth: Int32Array, rows: number, split: number): bigint {
  if (truth.length !== rows) fail('LINKAGE_ROWS_UNEQUAL', { what: 'truth', got: truth.length, rows });
  const person = new Uint32Array(truth.buffer, truth.byteOffset, rows);
  const order = countingUp(rows);
  sortByKey(order, person);
  const actual = newPairSum();
  forRuns(order, person, 0, rows, split, (from, until, onLeft) => actual.add(until - from, onLeft, split));
  return actual.total();
}

/** Calls for each run of equal keys, with how many of its rows are before the split. */
function forRuns(
  order: Uint32Array,
  key: Uint32Array,
  from: number,
  until: number,
  split: number,
  each: (from: number, until: number, onLeft: number) => void,
): void {
  for (let begin = from; begin < until; ) {
    const own = key[order[begin]!]!;
    let onLeft = 0;
    let end = begin;
    for (; end < until && key[order[end]!] === own; end++) if (order[end]! < split) onLeft++;
    each(begin, end, onLeft);
    begin = end;
  }
}

function shares(truePairs: bigint, foundPairs: bigint, actual: bigint): PairQuality {
  return {
    truePairs,
    foundPairs,
    actualPairs: actual,
    precision: share(truePairs, foundPairs),
    recall: share(truePairs, actual),
    f1: share(2n * truePairs, foundPairs + actual),
  };
}

const share = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : Number(part) / Number(whole);
