import { fail } from '#kernel';
import type { CellSink } from './cells.ts';
import { csvHeader, readCsv } from './read-csv.ts';
import { parquetHeader, readParquet } from './read-parquet.ts';
import { formatOf, shown } from './read-tables.ts';

/** The columns of a CSV or Parquet file, and how its rows are read. */
export interface ColumnFile {
  readonly path: string;
  readonly names: readonly string[];
  /** Reads the columns that have a sink, in the order of the rows; gives how many rows there are. */
  read(sinks: readonly (CellSink | undefined)[]): Promise<number>;
}

/** Opens a file by its name: .csv, .csv.gz or .parquet. Throws `LINK_JOB_FORMAT_UNKNOWN` and what reading it throws. */
export async function columnFile(path: string): Promise<ColumnFile> {
  if (formatOf(path) === 'parquet') {
    const names = (await parquetHeader(path)).columns.map(({ name }) => name);
    return { path, names, read: (sinks) => readParquet(path, sinks) };
  }
  return { path, names: await csvHeader(path), read: (sinks) => readCsv(path, () => sinks) };
}

/** A column by its name; one that is optional may be absent from the file. */
export interface WantedColumn {
  readonly name: string;
  readonly sink: CellSink;
  readonly optional?: true;
}

/**
 * Reads columns of a file by name, each to its sink; the others are left. Gives how many rows there are.
 * Throws `LINK_JOB_COLUMN_ABSENT`, `LINK_JOB_COLUMN_TWICE` and what `columnFile` throws.
 */
export async function readColumns(path: string, wanted: readonly WantedColumn[]): Promise<number> {
  const file = await columnFile(path);
  for (const { name, optional } of wanted) {
    const [first, second] = file.names.flatMap((one, c) => (one === name ? [c + 1] : []));
    if (second !== undefined) fail('LINK_JOB_COLUMN_TWICE', { path, first: first ?? 0, second });
    if (first === undefined && optional !== true)
      fail('LINK_JOB_COLUMN_ABSENT', { path, column: name, columns: shown(file.names) });
  }
  return file.read(file.names.map((name) => wanted.find((one) => one.name === name)?.sink));
}
