import { DuckDBBlobValue, DuckDBListVector } from '@duckdb/node-api';
import { fail } from '#kernel';
import type { CellSink } from './cells.ts';
import { type Duckdb, literal, openDuckdb, quoted } from './duckdb.ts';

/** Small groups of rows are read together, up to this many; */
const ROWS_AT_ONCE = 1 << 17;
/** larger ones than this in parts. DuckDB has to skip to a part, so parts are few. */
const MOST_AT_ONCE = 1 << 18;

/** Reads columns of a Parquet file that was opened before, of any type, as the texts that DuckDB writes of their values, lists as JSON arrays. Throws `LINK_JOB_PARQUET_UNREADABLE`. */
export async function readThroughDuckdb(
  path: string,
  sinks: readonly (CellSink | undefined)[],
): Promise<void> {
  const duckdb = await openDuckdb(path);
  try {
    const { columns, groups } = await describe(duckdb, path);
    const steps: { sink: CellSink; text: string; from: number; rows: number }[] = [];
    let from = 0;
    for (const rows of together(groups)) {
      sinks.forEach((sink, c) => {
        if (sink !== undefined) steps.push({ sink, text: columns[c] as string, from, rows });
      });
      from += rows;
    }
    const fetch = (step: (typeof steps)[number] | undefined) =>
      step === undefined ? undefined : texts(duckdb, path, step.text, step.from, step.rows);
    // DuckDB fetches the next texts, in a thread of its own, while these are encoded.
    let next = fetch(steps[0]);
    try {
      for (const [s, { rows, sink }] of steps.entries()) {
        const fetched = await next;
        next = fetch(steps[s + 1]);
        if (fetched !== undefined) readColumn(fetched, rows, sink);
      }
    } finally {
      // Nothing may be under way when the database is closed.
      await next?.catch(() => undefined);
    }
  } finally {
    duckdb.close();
  }
}

/** A list as a JSON array, which is what a field that holds lists reads; anything else as DuckDB writes it. */
const asText = (column: string, type: string): string =>
  `CAST(${type.endsWith('[]') ? `to_json(${quoted(column)})` : quoted(column)} AS VARCHAR)`;

/** How each column is read as text, by the name that DuckDB calls it (it tells apart names that differ by case alone), and rows by group. */
async function describe(duckdb: Duckdb, path: string) {
  const rows = async (sql: string) =>
    // Without the cause: DuckDB's message could quote the file.
    (
      await duckdb.connection.runAndReadAll(sql).catch(() => fail('LINK_JOB_PARQUET_UNREADABLE', { path }))
    ).getRows();
  const file = literal(path);
  const described = await rows(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${file}))`,
  );
  const groups = await rows(
    `SELECT any_value(row_group_num_rows) FROM parquet_metadata(${file}) GROUP BY row_group_id ORDER BY row_group_id`,
  );
  return {
    columns: described.map(([name, type]) => asText(String(name), String(type))),
    groups: groups.map(([count]) => Number(count)),
  };
}

function together(groups: readonly number[]): number[] {
  const sums: number[] = [];
  for (const rows of groups) {
    const last = sums.at(-1);
    if (last !== undefined && last + rows <= ROWS_AT_ONCE) sums[sums.length - 1] = last + rows;
    else for (let from = 0; from < rows; from += MOST_AT_ONCE) sums.push(Math.min(MOST_AT_ONCE, rows - from));
  }
  return sums;
}

interface Texts {
  readonly bytes: Uint8Array;
  readonly lengths: DuckDBListVector;
}

async function texts(
  { connection }: Duckdb,
  path: string,
  text: string,
  from: number,
  rows: number,
): Promise<Texts> {
  const result = await connection
    .run(
      `SELECT encode(coalesce(string_agg(t, ''), '')), list(coalesce(strlen(t), 0)::UINTEGER) FROM (
         SELECT ${text} AS t FROM read_parquet(${literal(path)}, file_row_number = true)
         WHERE file_row_number BETWEEN ${from} AND ${from + rows - 1})`,
    )
    .catch(() => fail('LINK_JOB_PARQUET_UNREADABLE', { path }));
  const chunk = await result.fetchChunk();
  const bytes = chunk?.getColumnVector(0).getItem(0);
  const lengths = chunk?.getColumnVector(1);
  if (!(bytes instanceof DuckDBBlobValue && lengths instanceof DuckDBListVector))
    throw new TypeError('not the two values that were asked for');
  return { bytes: bytes.bytes, lengths };
}

function readColumn({ bytes, lengths }: Texts, count: number, sink: CellSink): void {
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  const { childVector } = lengths;
  if (lengths.getEntryLength(0) !== count) throw new RangeError('lengths are missing');
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    starts[i] = at;
    at += childVector.getItem(i) as number;
    ends[i] = at;
  }
  if (at !== bytes.length) throw new RangeError('lengths do not fit the text');
  sink.append({ bytes, starts, ends, count });
}
