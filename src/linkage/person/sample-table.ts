import { byteDictionaryOf, type EncodedColumn, type EncodedTable, textOf } from '../encoded.ts';
import { mixed } from '../mixed.ts';

/**
 * About so many of a table's rows, chosen by a hash of the row's number, so that the choice is always the same and has
 * nothing to do with how a file is sorted. Of pairs of rows it has about the square of that share.
 */
export function sampleTable(table: EncodedTable, most: number): EncodedTable {
  if (table.rows <= most) return table;
  const limit = (most / table.rows) * 2 ** 32;
  const rows: number[] = [];
  let split = 0;
  for (let row = 0; row < table.rows; row++) {
    if (mixed(row + 1) >= limit) continue;
    rows.push(row);
    if (row < table.split) split++;
  }
  return {
    rows: rows.length,
    split,
    columns: table.columns.map((column) => chosenOf(column, rows)),
  };
}

/** The column's values in these rows, numbered as they first come. */
function chosenOf({ name, codes, dictionary }: EncodedColumn, rows: readonly number[]): EncodedColumn {
  const number = new Uint32Array(dictionary.count);
  const values = [''];
  const chosen = Uint32Array.from(rows, (row) => {
    const code = codes[row] as number;
    if (code !== 0 && number[code] === 0) number[code] = values.push(textOf(dictionary, code)) - 1;
    return number[code] as number;
  });
  return { name, codes: chosen, dictionary: byteDictionaryOf(values) };
}
