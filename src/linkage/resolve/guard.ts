// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { findRoot, labelsOf, singletons } from './components.ts';
import { orderByWeight } from './order.ts';
import type { ScoredEdges, WeightOf } from './pairs.ts';

export interface GuardOptions {
  /** Also asked for two rows of one table. */
  readonly weightOf: WeightOf;
  /** The least mean weight between two clusters that may be joined. Default -3. */
  readonly floor?: number;
  /** No single pair counts for more than this, for or against. Default 10. */
  readonly clip?: number;
  /** Of a larger cluster so many rows speak for it. Default 12. */
  readonly sample?: number;
  /** Pairs with less weight join nothing. Default: every pair given counts. */
  readonly least?: number;
}

export interface GuardedClusters {
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  /** Rows alone are clusters too. */
  readonly clusters: number;
  /** Pairs that would have joined two clusters, and were not allowed to. */
  readonly refused: number;
  /** How many pairs were scored again. */
  readonly rescored: number;
}

/** Clusters in the making. Those who speak for a cluster are its rows with the smallest hash: the choice does not depend on how it grew. */
export interface Guard {
  readonly parent: Int32Array;
  /** The mean weight over the pairs between two clusters, given by their roots. */
  meanBetween(a: number, b: number): number;
  /** The mean weight over the pairs of one row with a cluster, given by its root. */
  meanOfRow(row: number, root: number): number;
  /** As `meanBetween`, for two clusters that this pair connects. */
  meanAcross(a: number, b: number, weight: number): number;
  allows(mean: number): boolean;
  join(a: number, b: number): number;
  rescored(): number;
}

const MEMO = 1 << 16;
const NONE = -1;

/** Mixes a row number, one to one, so that its neighbours in a file do not speak together (the finaliser of MurmurHash3). */
export function mixed(row: number): number {
  let h = Math.imul(row ^ (row >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A guard over rows that are each alone. Throws `LINKAGE_RESOLVE_OPTION_INVALID`. */
export function newGuard(
  rows: number,
  { weightOf, floor = -3, clip = 10, sample = 12 }: GuardOptions,
): Guard {
  if (!Number.isFinite(floor)) invalid('floor', 'a finite number');
  if (!(clip > 0)) invalid('clip', 'a number above 0');
  if (!Number.isInteger(sample) || sample < 1) invalid('sample', 'a whole number from 1');
  const parent = singletons(rows);
  const size = new Int32Array(rows).fill(1);
  /** Who speaks for a cluster, from its root on, by rising hash. Each row is in one list at most. */
  const first = singletons(rows);
  const next = new Int32Array(rows).fill(NONE);
  const memo = { keys: new Int32Array(4 * MEMO).fill(NONE), means: new Float64Array(MEMO) };
  let rescored = 0;

  const clipped = (weight: number): number => {
    if (Number.isNaN(weight)) fail('LINKAGE_RESCORE_INVALID', {});
    return weight > clip ? clip : weight < -clip ? -clip : weight;
  };

  const sumOfRow = (row: number, root: number): number => {
    let sum = 0;
    for (let other = first[root]!; other !== NONE; other = next[other]!) {
      sum += clipped(row < other ? weightOf(row, other) : weightOf(other, row));
      rescored++;
    }
    return sum;
  };

  const meanBetween = (x: number, y: number): number => {
    const a = x < y ? x : y;
    const b = x < y ? y : x;
    // A cluster only grows, so its root and its size say which rows it has.
    const slot = mixed(a ^ Math.imul(b, 0x9e3779b1)) & (MEMO - 1);
    const { keys, means } = memo;
    const at = 4 * slot;
    if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === size[a] && keys[at + 3] === size[b])
      return means[slot]!;
    let sum = 0;
    for (let row = first[a]!; row !== NONE; row = next[row]!) sum += sumOfRow(row, b);
    const mean = sum / (Math.min(size[a]!, sample) * Math.min(size[b]!, sample));
    keys[at] = a;
    keys[at + 1] = b;
    keys[at + 2] = size[a]!;
    keys[at + 3] = size[b]!;
    means[slot] = mean;
    return mean;
  };

  /** The first `sample` of two lists by hash. */
  const joinLists = (a: number, b: number): number => {
    let x = first[a]!;
    let y = first[b]!;
    let head = NONE;
    let tail = NONE;
    for (let taken = 0; taken < sample && (x !== NONE || y !== NONE); taken++) {
      let row: number;
      if (y === NONE || (x !== NONE && mixed(x) < mixed(y))) {
        row = x;
        x = next[x]!;
      } else {
        row = y;
        y = next[y]!;
      }
      if (tail === NONE) head = row;
      else next[tail] = row;
      tail = row;
    }
    next[tail] = NONE;
    return head;
  };

  return {
    parent,
    meanBetween,
    meanOfRow: (row, root) => sumOfRow(row, root) / Math.min(size[root]!, sample),
    meanAcross: (a, b, weight) => (size[a] === 1 && size[b] === 1 ? clipped(weight) : meanBetween(a, b)),
    allows: (mean) => mean >= floor,
    join(a, b) {
      const low = Math.min(a, b);
      const high = Math.max(a, b);
      first[low] = joinLists(a, b);
      parent[high] = low;
      size[low] = size[low]! + size[high]!;
      return low;
    },
    rescored: () => rescored,
  };
}

const invalid = (option: string, allowed: string): never =>
  fail('LINKAGE_RESOLVE_OPTION_INVALID', { option, allowed });

/**
 * Clusters in which the rows agree with each other, not only with the next in a chain. Pairs are taken by falling
 * weight; two clusters are joined only if the mean weight over the pairs between them, scored again and clipped, is at
 * least the floor. Of clusters above `sample` rows a fixed choice of rows speaks. A pair of two rows still alone is
 * judged by its own weight. The order of pairs changes nothing; the numbering of rows decides between equal weights.
 * Memory: 21 bytes a row, 17 a pair.
 *
 * Throws `LINKAGE_RESOLVE_OPTION_INVALID`, and `LINKAGE_RESCORE_INVALID` when `weightOf` gives no number.
 */
export function guardedClusters(edges: ScoredEdges, options: GuardOptions): GuardedClusters {
  const { least = Number.NEGATIVE_INFINITY } = options;
  const guard = newGuard(edges.rows, options);
  const { parent } = guard;
  const { left, right } = edges;
  let clusters = edges.rows;
  let refused = 0;
  // Most rows that are linked have one partner, who has no other: such a pair waits for no other pair.
  const alone = pairsAlone(edges, least);
  for (let p = 0; p < edges.count; p++) {
    if (alone[p] === 0) continue;
    if (guard.allows(guard.meanAcross(left[p]!, right[p]!, edges.weight[p]!))) {
      parent[Math.max(left[p]!, right[p]!)] = Math.min(left[p]!, right[p]!);
      clusters--;
    } else refused++;
  }
  const order = orderByWeight(edges, least, alone);
  for (let x = 0; x < order.length; x++) {
    const p = order[x]!;
    const weight = edges.weight[p]!;
    const a = findRoot(parent, left[p]!);
    const b = findRoot(parent, right[p]!);
    if (a === b) continue;
    if (guard.allows(guard.meanAcross(a, b, weight))) {
      guard.join(a, b);
      clusters--;
    } else refused++;
  }
  return { labels: labelsOf(parent), clusters, refused, rescored: guard.rescored() };
}

/** 1 for the pairs of at least a weight neither of whose rows is in another such pair. */
function pairsAlone({ rows, left, right, weight, count }: ScoredEdges, least: number): Uint8Array {
  const partners = new Uint8Array(rows);
  for (let p = 0; p < count; p++) {
    if (!(weight[p]! >= least)) continue;
    if (partners[left[p]!]! < 2) partners[left[p]!]!++;
    if (partners[right[p]!]! < 2) partners[right[p]!]!++;
  }
  const alone = new Uint8Array(count);
  for (let p = 0; p < count; p++)
    if (weight[p]! >= least && partners[left[p]!] === 1 && partners[right[p]!] === 1) alone[p] = 1;
  return alone;
}
