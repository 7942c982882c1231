import { fail } from '#kernel';
import { explainRows, fieldsOf, type LinkageModel, type PairExplanation } from '#linkage';
import { type Ids, idText } from '../files/ids.ts';
import type { TablesRead } from '../files/read-tables.ts';

/**
 * Why two records weigh together what they weigh under a trained model. The second id is of the second file where there
 * are two. Throws `LINK_JOB_RECORD_UNKNOWN`, `LINKAGE_FIELD_MISSING`.
 */
export function explain(
  model: LinkageModel,
  { table, ids, files }: TablesRead,
  left: string,
  right: string,
): PairExplanation {
  const { rows, split } = table;
  const end = split === 0 ? rows : split;
  const i = rowOf(ids, left, 0, end) ?? fail('LINK_JOB_RECORD_UNKNOWN', { path: files[0]?.path ?? '' });
  const j =
    rowOf(ids, right, split, rows) ??
    fail('LINK_JOB_RECORD_UNKNOWN', { path: files[split === 0 ? 0 : 1]?.path ?? '' });
  return explainRows(model, fieldsOf(model, table), split === 0)(i, j - split);
}

function rowOf(ids: Ids, id: string, from: number, to: number): number | undefined {
  for (let row = from; row < to; row++) if (idText(ids, row) === id) return row;
  return undefined;
}
