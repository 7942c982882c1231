import { countSink } from './number-sink.ts';
import { readColumns } from './read-columns.ts';
import { textSink } from './text-sink.ts';

/** Clusters as they were written: entry i of each list is of row i. */
export interface ClustersRead {
  readonly path: string;
  readonly ids: readonly string[];
  readonly clusters: Int32Array;
  /** The file that each record is of; empty where there was one file. */
  readonly sources: readonly string[];
  /** The first number that was given to no cluster, in this run or one before it. */
  readonly next: number;
}

/**
 * Reads clusters that `match`, `cluster` or `add` wrote, from CSV or Parquet: columns `cluster_id`, `id` and, where they are
 * there, `source` and `ids_given`. Throws `LINK_JOB_COLUMN_ABSENT`, `LINK_JOB_NUMBER_INVALID` and what reading the file
 * throws.
 */
export async function readClusters(path: string): Promise<ClustersRead> {
  const cluster = countSink({ path, column: 'cluster_id' });
  const given = countSink({ path, column: 'ids_given' });
  const id = textSink();
  const source = textSink();
  await readColumns(path, [
    { name: 'cluster_id', sink: cluster },
    { name: 'id', sink: id },
    { name: 'source', sink: source, optional: true },
    { name: 'ids_given', sink: given, optional: true },
  ]);
  const clusters = cluster.finish();
  let next = 0;
  for (const used of given.finish()) if (used > next) next = used;
  for (const one of clusters) if (one >= next) next = one + 1;
  return { path, ids: id.texts, clusters, sources: source.texts, next };
}
