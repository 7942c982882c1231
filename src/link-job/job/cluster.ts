import {
  compileModel,
  componentsAt,
  fieldsOf,
  guardedClusters,
  type LinkageModel,
  openKernel,
  type ScoredEdges,
  type ThresholdClusters,
  weigherOf,
} from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';

/** The clusters at one threshold. */
export interface ClustersAt extends ThresholdClusters {
  /** Pairs that would have joined two clusters, and were not allowed to by the guard; absent without one. */
  readonly refused?: number;
}

/** How a guard weighs again. */
export interface GuardedBy {
  readonly model: LinkageModel;
  readonly table: TablesRead['table'];
  /** Bytes that rows and dictionaries may take together. */
  readonly memory: number;
}

/**
 * Clusters of scored pairs at each threshold, highest first: connected components, in one pass; or, with a model, clusters
 * in which the records agree with each other, not only with the next in a chain. A pair counts at a threshold that it
 * equals. Throws `LINKAGE_RESOLVE_OPTION_INVALID`; with a model also `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`.
 *
 * @example
 * import { clustersAt, readPairs, readTables } from 'stile/link-job';
 *
 * const edges = await readPairs('pairs.csv', await readTables(['people.csv'], { columns: [] }));
 * for (const { threshold, clusters } of clustersAt(edges, [0, 20])) console.log(threshold, clusters);
 * // prints: 20 8
 * // prints: 0 6
 */
export function* clustersAt(
  edges: ScoredEdges,
  thresholds: readonly number[],
  guard?: GuardedBy,
): Generator<ClustersAt> {
  if (guard === undefined) return yield* componentsAt(edges, thresholds);
  const weightOf = anyWeightOf(guard);
  for (const threshold of [...new Set(thresholds)].sort((a, b) => b - a)) {
    const { labels, clusters, refused } = guardedClusters(edges, { weightOf, least: threshold });
    yield {
      threshold,
      labels,
      clusters,
      refused,
      largest: largestOf(labels),
      pairs: pairsFrom(edges, threshold),
    };
  }
}

/** The weight of any two rows under a model, without comparing any others. */
export function anyWeightOf({ model, table, memory }: GuardedBy): (i: number, j: number) => number {
  const self = table.split === 0;
  const fields = fieldsOf(model, table);
  const kernel = openKernel(compileModel({ ...model, blocking: [] }, fields, self), memory);
  return weigherOf(model, fields, kernel, self).weightOf;
}

function largestOf(labels: Int32Array): number {
  const sizes = new Uint32Array(labels.length);
  let largest = 0;
  for (const label of labels) {
    const size = (sizes[label] as number) + 1;
    sizes[label] = size;
    if (size > largest) largest = size;
  }
  return largest;
}

function pairsFrom({ weight, count }: ScoredEdges, threshold: number): number {
  let pairs = 0;
  for (let p = 0; p < count; p++) if ((weight[p] as number) >= threshold) pairs++;
  return pairs;
}
