import { type ByteDictionary, textOf } from '#linkage';

/** The ids of all rows: value r + 1 of a part is the id of its row r. */
export interface Ids {
  /**
   * `integer` where every id of every file is a whole number of 64 bits, and of Parquet the column's type says so too;
   * so it is written again.
   */
  readonly type: 'integer' | 'text';
  /** Rows from here on are of the second part; 0: there is one part. */
  readonly split: number;
  readonly parts: readonly ByteDictionary[];
}

/** The id of a row of the table. */
export function idText({ split, parts }: Ids, row: number): string {
  const second = split > 0 && row >= split;
  return textOf(parts[second ? 1 : 0] as ByteDictionary, (second ? row - split : row) + 1);
}
