// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { findRoot, labelsOf, singletons } from './components.ts';
import { type GuardOptions, newGuard } from './guard.ts';
import { countingUp, orderByWeight, sortByKey } from './order.ts';
import type { ScoredEdges } from './pairs.ts';

export interface AttachOptions extends GuardOptions {
  /** A second spine cluster whose pair weighs less by at most this is reported as well. Default 0: only equal ones. */
  readonly margin?: number;
}

/** A list of findings, in typed arrays side by side, each of two numbers once. */
export interface Findings {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** The mean weight between the two. */
  readonly weight: Float64Array;
}

export interface Attached {
  /** For each row the smallest row of its cluster; spine rows keep their label. */
  readonly labels: Int32Array;
  /** New rows that joined a spine cluster. */
  readonly attached: number;
  /** New rows in clusters without a spine row, and how many such clusters there are. */
  readonly unattached: number;
  readonly newClusters: number;
  /** Two spine clusters, by label, that the new rows say are one. They were not joined. */
  readonly merges: Findings;
  /** New rows (`left`) that would have fitted another spine cluster (`right`, its label) about as well. */
  readonly contested: Findings;
  /** Pairs that would have joined two clusters, and were not allowed to by the guard. */
  readonly refused: number;
  readonly rescored: number;
}

/**
 * Links new rows to a spine whose clusters stand. Rows below `edges.split` are the spine. By falling weight and under
 * the guard, new rows join spine clusters and each other; two spine clusters are never joined, only reported.
 *
 * `spineLabels`: for each spine row the smallest row of its cluster. Throws `LINKAGE_ROWS_UNEQUAL` if it is anything
 * else, and what `guardedClusters` throws.
 */
export function attach(edges: ScoredEdges, spineLabels: Int32Array, options: AttachOptions): Attached {
  const { rows, split } = edges;
  const { least = Number.NEGATIVE_INFINITY, margin = 0 } = options;
  checkLabels(spineLabels, split);
  const guard = newGuard(rows, options);
  const { parent } = guard;
  for (let row = 0; row < split; row++) if (spineLabels[row] !== row) guard.join(spineLabels[row]!, row);
  /** New rows that were together before they met the spine, and the weight at which they met it. */
  const together = singletons(rows - split);
  const metAt = new Float64Array(rows - split).fill(Number.NaN);
  const merges = newFindings();
  const contested = newFindings();
  let refused = 0;
  const order = orderByWeight(edges, least);
  for (let x = 0; x < order.length; x++) {
    const p = order[x]!;
    const weight = edges.weight[p]!;
    const i = edges.left[p]!;
    const j = edges.right[p]!;
    const a = findRoot(parent, i);
    const b = findRoot(parent, j);
    if (a === b) continue;
    const mean = guard.meanAcross(a, b, weight);
    // The smallest row is the root, so a cluster with a spine row has one for its root.
    if (a < split && b < split) {
      if (guard.allows(mean)) merges.add(Math.min(a, b), Math.max(a, b), mean);
      contest(i, b, weight);
      contest(j, a, weight);
    } else if (!guard.allows(mean)) refused++;
    else {
      if (a >= split && b >= split) {
        const u = findRoot(together, a - split);
        const v = findRoot(together, b - split);
        together[Math.max(u, v)] = Math.min(u, v);
      } else metAt[findRoot(together, Math.max(a, b) - split)] = weight;
      guard.join(a, b);
    }
  }
  const labels = labelsOf(parent);
  let attached = 0;
  let newClusters = 0;
  for (let row = split; row < rows; row++) {
    if (labels[row]! < split) attached++;
    else if (labels[row] === row) newClusters++;
  }
  return {
    labels,
    attached,
    unattached: rows - split - attached,
    newClusters,
    merges: merges.done(),
    contested: contested.done(),
    refused,
    rescored: guard.rescored(),
  };

  function contest(row: number, other: number, weight: number): void {
    if (row < split || !(weight >= metAt[findRoot(together, row - split)]! - margin)) return;
    const mean = guard.meanOfRow(row, other);
    if (guard.allows(mean)) contested.add(row, other, mean);
  }
}

function checkLabels(labels: Int32Array, split: number): void {
  let good = labels.length === split;
  for (let row = 0; good && row < split; row++) {
    const label = labels[row]!;
    good = label >= 0 && label <= row && labels[label] === label;
  }
  if (!good) fail('LINKAGE_ROWS_UNEQUAL', { what: 'list of spine labels', got: labels.length, rows: split });
}

/** Grows as it is added to; `done` sorts, and of equal pairs keeps the one that came first. */
function newFindings() {
  let left = new Int32Array(16);
  let right = new Int32Array(16);
  let weight = new Float64Array(16);
  let count = 0;
  return {
    add(a: number, b: number, mean: number): void {
      if (count === left.length) {
        const from = { left, right, weight };
        left = new Int32Array(2 * count);
        right = new Int32Array(2 * count);
        weight = new Float64Array(2 * count);
        left.set(from.left);
        right.set(from.right);
        weight.set(from.weight);
      }
      left[count] = a;
      right[count] = b;
      weight[count++] = mean;
    },
    done(): Findings {
      const order = countingUp(count);
      sortByKey(order, new Uint32Array(right.buffer));
      sortByKey(order, new Uint32Array(left.buffer));
      const fresh = order.filter((p, x) => {
        const before = order[x - 1];
        return before === undefined || left[p] !== left[before] || right[p] !== right[before];
      });
      return {
        count: fresh.length,
        left: Int32Array.from(fresh, (p) => left[p]!),
        right: Int32Array.from(fresh, (p) => right[p]!),
        weight: Float64Array.from(fresh, (p) => weight[p]!),
      };
    },
  };
}
