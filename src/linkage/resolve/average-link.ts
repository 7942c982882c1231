// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { membersOf } from './members.ts';
import type { WeightOf } from './pairs.ts';

export interface AverageLinkOptions {
  /** Also asked for two rows of one table. */
  readonly weightOf: WeightOf;
  /** Clusters are joined while the best mean weight between two of them is at least this. Default -3. */
  readonly floor?: number;
  /** No single pair counts for more than this, for or against. Default 10. */
  readonly clip?: number;
  /** A component with more rows is left whole: every pair in it would be scored. Default 500. */
  readonly limit?: number;
}

export interface AverageLinkClusters {
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  readonly rescored: number;
  /** Components left whole because they are above the limit. */
  readonly leftWhole: number;
}

/**
 * Cuts components into clusters by average linkage (Sokal and Michener 1958): from single rows on, the two clusters
 * with the highest mean weight between them are joined, until that mean falls below the floor. It scores every pair
 * inside a component, so it is a check on `guardedClusters` rather than a substitute for it.
 *
 * Throws `LINKAGE_RESCORE_INVALID` when `weightOf` gives no number.
 */
export function averageLink(labels: Int32Array, options: AverageLinkOptions): AverageLinkClusters {
  const { weightOf, floor = -3, clip = 10, limit = 500 } = options;
  const { starts, rows } = membersOf(labels);
  const result = labels.slice();
  let rescored = 0;
  let leftWhole = 0;
  for (let label = 0; label < labels.length; label++) {
    const from = starts[label]!;
    const n = starts[label + 1]! - from;
    if (n < 2) continue;
    if (n > limit) {
      leftWhole++;
      continue;
    }
    const sums = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const weight = weightOf(rows[from + i]!, rows[from + j]!);
        if (Number.isNaN(weight)) fail('LINKAGE_RESCORE_INVALID', {});
        sums[i * n + j] = sums[j * n + i] = Math.max(-clip, Math.min(clip, weight));
        rescored++;
      }
    }
    const groups = agglomerate(sums, n, floor);
    for (let i = 0; i < n; i++) result[rows[from + i]!] = rows[from + groups[i]!]!;
  }
  return { labels: result, rescored, leftWhole };
}

/** For each item the smallest item of its cluster. `sums` holds the sums of weights between clusters, and is used up. */
function agglomerate(sums: Float64Array, n: number, floor: number): Int32Array {
  const group = new Int32Array(n);
  const size = new Int32Array(n).fill(1);
  const best = new Int32Array(n);
  const mean = new Float64Array(n);
  const look = (i: number): void => {
    mean[i] = Number.NEGATIVE_INFINITY;
    for (let j = i + 1; j < n; j++) {
      if (size[j] === 0) continue;
      const m = sums[i * n + j]! / (size[i]! * size[j]!);
      if (m > mean[i]!) {
        mean[i] = m;
        best[i] = j;
      }
    }
  };
  for (let i = 0; i < n; i++) {
    group[i] = i;
    look(i);
  }
  for (;;) {
    let a = 0;
    for (let i = 1; i < n; i++) if (size[i]! > 0 && mean[i]! > mean[a]!) a = i;
    if (!(mean[a]! >= floor)) return group;
    const b = best[a]!;
    for (let j = 0; j < n; j++) {
      sums[a * n + j]! += sums[b * n + j]!;
      sums[j * n + a] = sums[a * n + j]!;
      if (group[j] === b) group[j] = a;
    }
    size[a]! += size[b]!;
    size[b] = 0;
    mean[b] = Number.NEGATIVE_INFINITY;
    // Joined clusters are never nearer to a third than the nearer of the two was (Bruynooghe 1978): other rows stand.
    for (let i = 0; i < b; i++) if (size[i]! > 0 && (i === a || best[i] === a || best[i] === b)) look(i);
  }
}
