import type { WeightOf } from '../resolve/index.ts';

/** Records that say too little to be linked at a threshold. */
export interface UnlinkableFacts {
  readonly threshold: number;
  readonly records: number;
  readonly share: number;
}

/**
 * How many records would not reach each threshold against a record that is the same in every field: what they hold is
 * too little, or too common, to say who they are of. `weightOf` is asked for each row with itself.
 */
export function unlinkableFacts(
  rows: number,
  weightOf: WeightOf,
  thresholds: readonly number[],
): UnlinkableFacts[] {
  const weights = new Float64Array(rows);
  for (let row = 0; row < rows; row++) weights[row] = weightOf(row, row);
  weights.sort();
  let records = 0;
  return thresholds
    .toSorted((a, b) => a - b)
    .map((threshold) => {
      while (records < rows && (weights[records] as number) < threshold) records++;
      return { threshold, records, share: rows === 0 ? 0 : records / rows };
    });
}
