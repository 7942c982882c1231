import type { ScoredEdges } from '#linkage';
import { gatherPairs } from '#linkage';
import { type IdPart, idTexts } from './ids.ts';
import { weightSink } from './number-sink.ts';
import { readColumns } from './read-columns.ts';
import type { TablesRead } from './read-tables.ts';
import { rowFinder } from './row-finder.ts';

/**
 * Reads pairs as `writePairs` wrote them, from CSV or Parquet: columns `id_l`, `id_r` and `match_weight`; others are left.
 * Of two files `id_l` is of the first. Throws `LINK_JOB_ID_UNKNOWN`, `LINK_JOB_NUMBER_INVALID`, `LINK_JOB_COLUMN_ABSENT`,
 * `LINKAGE_SCORED_PAIR_INVALID` and what reading the file throws.
 */
export async function readPairs(
  path: string,
  { ids, table, files }: Pick<TablesRead, 'ids' | 'table' | 'files'>,
): Promise<ScoredEdges> {
  const { split } = table;
  const finder = (f: number) => rowFinder(idTexts(ids.parts[f] as IdPart), files[f]?.path ?? '');
  const first = finder(0);
  const second = split === 0 ? first : finder(1);
  const left = first.sink({ path, column: 'id_l' });
  const right = second.sink({ path, column: 'id_r' }, split);
  const weight = weightSink({ path, column: 'match_weight' });
  const count = await readColumns(path, [
    { name: 'id_l', sink: left },
    { name: 'id_r', sink: right },
    { name: 'match_weight', sink: weight },
  ]);
  const pairs = { left: left.finish(), right: right.finish(), weight: weight.finish(), count };
  return gatherPairs([pairs], { rows: table.rows, split, capacity: count });
}
