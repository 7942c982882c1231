import { fail } from '#kernel';
import { type CarriedIds, carryIds } from '#linkage';
import { idText } from '../files/ids.ts';
import type { ClustersRead } from '../files/read-clusters.ts';
import type { TablesRead } from '../files/read-tables.ts';

/**
 * Gives the clusters of this run the numbers that they had in an earlier one, as far as their records are the same; says
 * which were merged, split, ended or are new. Of two files a record is known by its id and its file; the files of the
 * earlier run are known by their names, or, where these have changed, by their order.
 * Throws `LINK_JOB_SOURCES_DIFFER`, `LINKAGE_RECORD_ID_REPEATED`.
 *
 * @example
 * import { carryClusters, readClusters, readTables } from 'stile/link-job';
 *
 * const read = await readTables(['people.csv'], { columns: [] });
 * const alone = Int32Array.from({ length: read.table.rows }, (_, row) => row);
 * const { changes } = carryClusters(await readClusters('clusters.csv'), read, alone);
 * console.log(changes.count); // prints: 10
 */
export function carryClusters(
  previous: ClustersRead,
  { ids, table, files }: Pick<TablesRead, 'ids' | 'table' | 'files'>,
  labels: Int32Array,
): CarriedIds {
  const two = files.length === 2;
  const names = [...new Set(previous.sources)];
  // In one file an id is enough; that it comes once is seen to below.
  if (two && (names.length === 0 || names.length > 2))
    fail('LINK_JOB_SOURCES_DIFFER', {
      path: previous.path,
      before: Math.max(1, names.length),
      now: files.length,
    });
  const number = fileNumbers(
    names,
    files.map(({ path }) => path),
  );
  const keyOf = (file: number, id: string): string => (two ? `${file} ${id}` : id);
  return carryIds(
    {
      records: previous.ids.map((id, row) => keyOf(number.get(previous.sources[row] ?? '') ?? 0, id)),
      persons: previous.clusters,
    },
    {
      records: Array.from({ length: table.rows }, (_, row) =>
        keyOf(row < ids.split ? 0 : 1, idText(ids, row)),
      ),
      labels,
    },
    previous.next,
  );
}

/** Which file of this run each file of the earlier run is: by name, else in the order in which they were written. */
function fileNumbers(names: readonly string[], paths: readonly string[]): ReadonlyMap<string, number> {
  const turned = names.length > 0 && (names[0] === paths[1] || names[1] === paths[0]);
  return new Map(names.map((name, n) => [name, turned ? 1 - n : n]));
}
