import { open, rename, rm, stat } from 'node:fs/promises';
import * as nodePath from 'node:path';
import {
  BIGINT,
  DOUBLE,
  DuckDBTableFunction,
  type DuckDBType,
  type DuckDBVector,
  UINTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { fail } from '#kernel';
import { literal, openDuckdb, quoted } from './duckdb.ts';

const types = { integer: BIGINT, count: UINTEGER, number: DOUBLE, text: VARCHAR } as const satisfies Record<
  string,
  DuckDBType
>;

export interface WrittenColumn {
  readonly name: string;
  readonly type: keyof typeof types;
}

/** Rows to be written: `cells[c](i)` is the cell of column c in row i: a bigint, number or text, as the column's type says. */
export interface WrittenRows {
  readonly count: number;
  readonly cells: readonly ((row: number) => bigint | number | string)[];
}

/** DuckDB takes so many rows at a time. */
const ROWS_AT_ONCE = 2048;

/**
 * Writes a table as Parquet (.parquet) or CSV (.csv), batch by batch in bounded memory; gives the number of rows. A file
 * of that name is replaced, once the new one is whole: it is written as `path`.part before.
 * Throws `LINK_JOB_FORMAT_UNKNOWN`, `LINK_JOB_OUT_FOLDER_MISSING`, `LINK_JOB_OUT_UNWRITABLE` and what `batches` throws.
 */
export async function writeTable(
  path: string,
  columns: readonly WrittenColumn[],
  batches: Iterable<WrittenRows>,
): Promise<number> {
  const format = path.toLowerCase().match(/\.(csv|parquet)$/)?.[1];
  if (format === undefined) return fail('LINK_JOB_FORMAT_UNKNOWN', { path, endings: '.csv or .parquet' });
  const part = `${path}.part`;
  await prepare(path, part);
  try {
    const rows = await copy(path, part, format === 'csv' ? 'csv, header' : 'parquet', columns, batches);
    await settle(path, part);
    return rows;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

const unwritable = (path: string, { code }: { readonly code?: string }): never =>
  fail('LINK_JOB_OUT_UNWRITABLE', { path, reason: code ?? 'unknown' });

async function prepare(path: string, part: string): Promise<void> {
  const folder = nodePath.dirname(path);
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory() !== true) fail('LINK_JOB_OUT_FOLDER_MISSING', { folder });
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) unwritable(path, { code: 'EISDIR' });
  const handle = await open(part, 'w').catch((error) => unwritable(path, error));
  await handle.close();
}

async function settle(path: string, part: string): Promise<void> {
  const handle = await open(part, 'r+').catch((error) => unwritable(path, error));
  await handle.sync().finally(() => handle.close());
  await rename(part, path).catch((error) => unwritable(path, error));
}

async function copy(
  path: string,
  part: string,
  format: string,
  columns: readonly WrittenColumn[],
  batches: Iterable<WrittenRows>,
): Promise<number> {
  const rows = rowRuns(batches);
  let written = 0;
  let thrown: { readonly error: unknown } | undefined;
  const source = DuckDBTableFunction.create({
    name: 'source',
    bindFunction(info) {
      for (const { name, type } of columns) info.addResultColumn(name, types[type]);
    },
    initFunction() {},
    mainFunction(info, chunk) {
      try {
        const next = rows.next();
        chunk.rowCount = next.done === true ? 0 : next.value.count;
        if (next.done === true) return;
        const { batch, from, count } = next.value;
        for (let c = 0; c < columns.length; c += 1) {
          const vector: DuckDBVector = chunk.getColumnVector(c);
          const cell = batch.cells[c] as (row: number) => bigint | number | string;
          for (let i = 0; i < count; i += 1) vector.setItem(i, cell(from + i));
          vector.flush();
        }
        written += count;
      } catch (error) {
        thrown = { error };
        info.setError('stopped');
      }
    },
  });
  const duckdb = await openDuckdb(part);
  try {
    duckdb.connection.registerTableFunction(source);
    const names = columns.map(({ name }) => quoted(name)).join(', ');
    await duckdb.connection
      .run(`COPY (SELECT ${names} FROM source()) TO ${literal(part)} (FORMAT ${format}, USE_TMP_FILE false)`)
      .catch(() => {
        if (thrown !== undefined) throw thrown.error;
        return unwritable(path, { code: 'the disk may be full' });
      });
    return written;
  } finally {
    duckdb.close();
  }
}

function* rowRuns(batches: Iterable<WrittenRows>) {
  for (const batch of batches)
    for (let from = 0; from < batch.count; from += ROWS_AT_ONCE)
      yield { batch, from, count: Math.min(ROWS_AT_ONCE, batch.count - from) };
}
