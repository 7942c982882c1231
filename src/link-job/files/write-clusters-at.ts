import { countingUp } from '#linkage';
import type { Ids } from './ids.ts';
import type { FileColumn } from './parquet-file.ts';
import { idCells } from './write-results.ts';
import { type WrittenRows, writeTable } from './write-table.ts';

/**
 * Writes for each threshold and every row of the table in which cluster it is: columns `threshold, cluster_id, id`, and
 * `source` where there are two files: the name given for each. Gives how many rows. Throws what `writeTable` throws.
 */
export function writeClustersAt(
  path: string,
  sets: Iterable<{ readonly threshold: number; readonly labels: Uint32Array | Int32Array }>,
  ids: Ids,
  sources?: readonly [string, string],
): Promise<number> {
  const columns: FileColumn[] = [
    { name: 'threshold', type: 'number' },
    { name: 'cluster_id', type: 'count' },
    { name: 'id', type: ids.type },
  ];
  if (sources !== undefined) columns.push({ name: 'source', type: 'text' });
  const idsOf = idCells(ids);
  const source = (row: number): string => sources?.[row < ids.split ? 0 : 1] ?? '';
  function* rows(): Generator<WrittenRows> {
    for (const { threshold, labels } of sets) {
      const cells = [() => threshold, labels, idsOf(countingUp(labels.length)), source];
      yield { count: labels.length, cells };
    }
  }
  return writeTable(path, columns, rows());
}
