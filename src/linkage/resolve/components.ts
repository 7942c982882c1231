// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import type { ScoredEdges } from './pairs.ts';

/** The first row of `row`'s set. Paths are halved on the way. */
export function findRoot(parent: Int32Array, row: number): number {
  let at = row;
  while (parent[at]! !== at) {
    const above = parent[parent[at]!]!;
    parent[at] = above;
    at = above;
  }
  return at;
}

/** Every row a set of its own. The smallest row of a set is its root, so labels do not depend on the order of joins. */
export function singletons(rows: number): Int32Array {
  const parent = new Int32Array(rows);
  for (let row = 0; row < rows; row++) parent[row] = row;
  return parent;
}

/** Each row's label: the smallest row of its cluster. */
export function labelsOf(parent: Int32Array): Int32Array {
  const labels = new Int32Array(parent.length);
  // A parent is never larger than its row, so its own label is there already.
  for (let row = 0; row < parent.length; row++) {
    const above = parent[row]!;
    labels[row] = above === row ? row : labels[above]!;
  }
  return labels;
}

/** The clusters at one threshold. */
export interface ThresholdClusters {
  readonly threshold: number;
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  /** Rows alone are clusters too. */
  readonly clusters: number;
  /** Rows in the largest cluster. */
  readonly largest: number;
  /** Pairs at or above the threshold. */
  readonly pairs: number;
}

/**
 * Connected components at each threshold, highest first, in one pass: pairs are counted into the bands between
 * thresholds, and each band's pairs are joined to what stands. A pair counts at a threshold it equals. Only the
 * band of a pair matters, so no sorting by weight is needed and the order of pairs changes nothing. Memory: 4 bytes a
 * pair, 8 a row, and 4 a row for each result that the caller keeps.
 *
 * Throws `LINKAGE_RESOLVE_OPTION_INVALID` for a threshold that is not a number.
 */
export function* componentsAt(
  edges: ScoredEdges,
  thresholds: readonly number[],
): Generator<ThresholdClusters> {
  const falling = Float64Array.from(new Set(thresholds)).sort().reverse();
  if (falling.some(Number.isNaN))
    fail('LINKAGE_RESOLVE_OPTION_INVALID', { option: 'thresholds', allowed: 'numbers' });
  const { order, ends } = bands(edges, falling);
  const parent = singletons(edges.rows);
  const size = new Int32Array(edges.rows).fill(1);
  let clusters = edges.rows;
  let largest = edges.rows > 0 ? 1 : 0;
  let at = 0;
  for (let t = 0; t < falling.length; t++) {
    for (const end = ends[t]!; at < end; at++) {
      const p = order[at]!;
      const a = findRoot(parent, edges.left[p]!);
      const b = findRoot(parent, edges.right[p]!);
      if (a === b) continue;
      const [low, high] = a < b ? [a, b] : [b, a];
      parent[high] = low;
      const joined = size[low]! + size[high]!;
      size[low] = joined;
      if (joined > largest) largest = joined;
      clusters--;
    }
    yield { threshold: falling[t]!, labels: labelsOf(parent), clusters, largest, pairs: at };
  }
}

/** The pairs at or above the lowest threshold, band by band; band `t` ends at `ends[t]`. */
function bands({ weight, count }: ScoredEdges, falling: Float64Array) {
  const band = (w: number): number => {
    let low = 0;
    let high = falling.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (w >= falling[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const ends = new Uint32Array(falling.length + 1);
  for (let p = 0; p < count; p++) ends[band(weight[p]!)]!++;
  let kept = 0;
  for (let t = 0; t < falling.length; t++) {
    const size = ends[t]!;
    ends[t] = kept;
    kept += size;
  }
  const order = new Uint32Array(kept);
  for (let p = 0; p < count; p++) {
    const t = band(weight[p]!);
    if (t < falling.length) order[ends[t]!++] = p;
  }
  return { order, ends };
}

/** The clusters of pairs at or above one weight: for each row the smallest row of its cluster. */
export function connectedComponents(edges: ScoredEdges, threshold = Number.NEGATIVE_INFINITY): Int32Array {
  const [found] = componentsAt(edges, [threshold]);
  return (found as ThresholdClusters).labels;
}
