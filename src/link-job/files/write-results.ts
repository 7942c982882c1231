import { countingUp } from '#linkage';
import { type Ids, idNumbers } from './ids.ts';
import type { Cells } from './parquet-chunks.ts';
import type { FileColumn } from './parquet-file.ts';
import { type WrittenRows, writeTable } from './write-table.ts';

/** Pairs of rows of the table with what was found; entry i of each array is of pair i. */
export interface ScoredPairs {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** log2 of the Bayes factor. */
  readonly weight: Float64Array;
  readonly probability: Float64Array;
  /** Which blocking rule gave the pair, from 0. */
  readonly key: Uint8Array | Uint16Array | Uint32Array;
}

/**
 * Writes pairs with the columns `id_l, id_r, match_weight, match_probability, match_key`, batch by batch; gives how
 * many. The record that comes first in the table is the left one. Throws what `writeTable` throws.
 */
export function writePairs(path: string, batches: Iterable<ScoredPairs>, ids: Ids): Promise<number> {
  const columns: FileColumn[] = [
    { name: 'id_l', type: ids.type },
    { name: 'id_r', type: ids.type },
    { name: 'match_weight', type: 'number' },
    { name: 'match_probability', type: 'number' },
    { name: 'match_key', type: 'count' },
  ];
  const idsOf = idCells(ids);
  function* rows(): Generator<WrittenRows> {
    for (const { left, right, weight, probability, key } of batches) {
      const first = left.map((row, i) => Math.min(row, right[i] as number));
      const second = left.map((row, i) => Math.max(row, right[i] as number));
      yield { count: left.length, cells: [idsOf(first), idsOf(second), weight, probability, key] };
    }
  }
  return writeTable(path, columns, rows());
}

/**
 * Writes for every row of the table in which cluster it is: columns `cluster_id, id`, and `source` where there are two
 * files: the name given for each. Throws what `writeTable` throws.
 */
export function writeClusters(
  path: string,
  clusters: Uint32Array | Int32Array,
  ids: Ids,
  sources?: readonly [string, string],
): Promise<number> {
  const columns: FileColumn[] = [
    { name: 'cluster_id', type: 'count' },
    { name: 'id', type: ids.type },
  ];
  if (sources !== undefined) columns.push({ name: 'source', type: 'text' });
  const source = (row: number): string => sources?.[row < ids.split ? 0 : 1] ?? '';
  const cells = [clusters, idCells(ids)(countingUp(clusters.length)), source];
  return writeTable(path, columns, [{ count: clusters.length, cells }]);
}

/** What gives the ids of rows as cells. */
export function idCells(ids: Ids): (rows: Uint32Array) => Cells {
  if (ids.type === 'text') return (rows) => ({ ...ids, rows });
  const numbers = idNumbers(ids);
  return (rows) => taken(numbers, rows);
}

function taken(numbers: Float64Array | BigInt64Array, rows: Uint32Array): Float64Array | BigInt64Array {
  if (numbers instanceof BigInt64Array) return BigInt64Array.from(rows, (row) => numbers[row] as bigint);
  const some = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) some[i] = numbers[rows[i] as number] as number;
  return some;
}
