import { fail } from '#kernel';
import type { EncodedTable } from '#linkage';
import { columnBuilder } from './column-builder.ts';
import { idBuilder } from './id-builder.ts';
import type { Ids } from './ids.ts';
import { csvHeader, readCsv } from './read-csv.ts';
import { parquetHeader, readParquet } from './read-parquet.ts';

export type TablePaths = readonly [string] | readonly [string, string];

export interface ReadTablesOptions {
  /** The column that tells the records of a file apart. Else it is `id` or `unique_id`. */
  readonly id?: string;
  /** Only these columns are read, in this order. Else all but the ids, in the order of the first file, then the second. */
  readonly columns?: readonly string[];
}

export interface TablesRead {
  readonly table: EncodedTable;
  readonly ids: Ids;
  readonly files: readonly FileRead[];
}

export interface FileRead {
  readonly path: string;
  readonly rows: number;
  readonly idColumn: string;
  /** Columns of the table that this file does not have: they are missing in all its rows. */
  readonly without: readonly string[];
}

interface TableFile {
  readonly path: string;
  readonly format: 'csv' | 'parquet';
  readonly names: readonly string[];
  readonly idColumn: string;
  /** Whether the ids can be integers, as far as the type of the column tells. */
  readonly integerIds: boolean;
}

/**
 * Reads one table, or two one after the other, from CSV (.csv, .csv.gz) or Parquet (.parquet) into columns of codes
 * with one dictionary for a column name. Every value is text: of Parquet what DuckDB writes of it (dates as
 * 2024-02-29, lists as ["a","b"]). A null and an empty text are both missing. An id may come once in each file.
 * The arrays are backed by SharedArrayBuffer, so that threads can read them without a copy.
 * Throws `LINK_JOB_FORMAT_UNKNOWN`, `LINK_JOB_COLUMN_TWICE`, `LINK_JOB_COLUMN_MISSING`, `LINK_JOB_ID_MISSING`,
 * `LINK_JOB_ID_AMBIGUOUS`, `LINK_JOB_ID_EMPTY`, `LINK_JOB_ID_TWICE`, `LINK_JOB_TOO_MUCH_TEXT`, `LINK_JOB_TOO_MANY_ROWS`
 * and what `readCsv` and `readParquet` throw.
 *
 * @example
 * import { readTables } from 'stile/link-job';
 *
 * const { table, files } = await readTables(['people.csv'], { columns: ['surname', 'born'] });
 * console.log(table.rows, files[0]?.idColumn); // prints: 8 id
 */
export async function readTables(paths: TablePaths, options: ReadTablesOptions = {}): Promise<TablesRead> {
  const files: TableFile[] = [];
  for (const path of paths) files.push(await describeFile(path, options.id));
  const names = columnNames(files, options.columns);
  const builders = names.map(columnBuilder);
  const rows: number[] = [];
  const parts: ReturnType<ReturnType<typeof idBuilder>['finish']>[] = [];
  for (const file of files) {
    const ids = idBuilder(file.path, file.idColumn);
    const sinks = file.names.map((name) => (name === file.idColumn ? ids : builders[names.indexOf(name)]));
    const count = await (file.format === 'csv'
      ? readCsv(file.path, () => sinks)
      : readParquet(file.path, sinks));
    names.forEach((name, c) => {
      if (!hasColumn(file, name)) builders[c]?.skip(count);
    });
    parts.push(ids.finish());
    rows.push(count);
  }
  const [first = 0, second] = rows;
  const all = first + (second ?? 0);
  // A first file without rows must not make one table of the second: no record of it is on the other side.
  const bare = second !== undefined && first === 0;
  return {
    table: {
      rows: all,
      split: bare ? all : second === undefined ? 0 : first,
      columns: builders.map((builder) => builder.finish()),
    },
    ids: {
      type: parts.every(({ integers }, f) => integers && files[f]?.integerIds) ? 'integer' : 'text',
      split: second === undefined ? 0 : first,
      parts: (bare ? parts.slice(1) : parts).map(({ values }) => values),
    },
    files: files.map((file, f) => ({
      path: file.path,
      rows: rows[f] as number,
      idColumn: file.idColumn,
      without: names.filter((name) => !hasColumn(file, name)),
    })),
  };
}

const hasColumn = ({ names, idColumn }: TableFile, name: string): boolean =>
  name !== idColumn && names.includes(name);

async function describeFile(path: string, id: string | undefined): Promise<TableFile> {
  const format = formatOf(path);
  const columns = format === 'csv' ? [] : (await parquetHeader(path)).columns;
  const names = format === 'csv' ? await csvHeader(path) : columns.map(({ name }) => name);
  names.forEach((name, i) => {
    const first = names.indexOf(name);
    if (first !== i && name !== '') fail('LINK_JOB_COLUMN_TWICE', { path, first: first + 1, second: i + 1 });
  });
  const found = id === undefined ? ['id', 'unique_id'].filter((name) => names.includes(name)) : [id];
  if (found.length === 2) fail('LINK_JOB_ID_AMBIGUOUS', { path });
  const idColumn = found[0];
  if (idColumn === undefined || !names.includes(idColumn))
    return fail('LINK_JOB_ID_MISSING', {
      path,
      wanted: id === undefined ? '“id” or “unique_id”' : `“${id}”`,
      columns: shown(names),
    });
  return { path, format, names, idColumn, integerIds: columns[names.indexOf(idColumn)]?.integer ?? true };
}

/** A column without a name is passed over: programs that number the rows write one. */
function columnNames(files: readonly TableFile[], wanted: readonly string[] | undefined): readonly string[] {
  const all = new Set(files.flatMap(({ names, idColumn }) => names.filter((name) => name !== idColumn)));
  all.delete('');
  if (wanted === undefined) return [...all];
  for (const column of wanted)
    if (!all.has(column)) fail('LINK_JOB_COLUMN_MISSING', { column, columns: shown([...all]) });
  return [...new Set(wanted)];
}

/** Throws `LINK_JOB_FORMAT_UNKNOWN`. */
export function formatOf(path: string): 'csv' | 'parquet' {
  const name = path.toLowerCase();
  if (name.endsWith('.csv') || name.endsWith('.csv.gz')) return 'csv';
  if (name.endsWith('.parquet')) return 'parquet';
  return fail('LINK_JOB_FORMAT_UNKNOWN', { path, endings: '.csv, .csv.gz or .parquet' });
}

const MOST_SHOWN = 30;

export const shown = (names: readonly string[]): string =>
  names.length <= MOST_SHOWN
    ? names.join(', ')
    : `${names.slice(0, MOST_SHOWN).join(', ')} and ${names.length - MOST_SHOWN} more`;
