import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/* Runs Splink as bench/splink does, and reads what it wrote. */

export const splinkPython = process.env['STILE_SPLINK_PYTHON'] ?? '';
export const splinkAbsent = splinkPython === '' || !existsSync(splinkPython);

export interface SplinkRun {
  readonly model: unknown;
  readonly tables: readonly TableRead[];
  /** Splink's pairs: numbers of rows in the tables, and the weight. */
  readonly pairs: { readonly left: Uint32Array; readonly right: Uint32Array; readonly weight: Float64Array };
}

export interface TableRead {
  readonly ids: readonly string[];
  readonly cells: Readonly<Record<string, readonly (string | null)[]>>;
}

/** Lets Splink train (or take a model), predict and cluster; `job` is one of bench/splink/settings.py. */
export async function runSplink(job: string, data: readonly string[], model?: string): Promise<SplinkRun> {
  const out = await mkdtemp(join(tmpdir(), 'stile-splink-'));
  const script = resolve(import.meta.dirname, '../../bench/splink/train_and_predict.py');
  const args = [script, job, out, ...data, '--lean', ...(model === undefined ? [] : ['--model', model])];
  await promisify(execFile)(splinkPython, args, { maxBuffer: 1 << 28 });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  try {
    const trained = JSON.parse(readFileSync(join(out, 'model.json'), 'utf8')) as {
      unique_id_column_name: string;
    };
    const files = ['table_a', 'table_b']
      .map((name) => join(out, `${name}.parquet`))
      .filter((file) => existsSync(file));
    const tables: TableRead[] = [];
    for (const file of files) tables.push(await readTable(connection, file, trained.unique_id_column_name));
    return { model: trained, tables, pairs: await readPairs(connection, join(out, 'pairs.parquet'), tables) };
  } finally {
    connection.closeSync();
    await rm(out, { recursive: true });
  }
}

/** A Parquet file as text, in the order of its identifiers: of two records Splink takes the one with the lower as the left. */
export async function readTable(connection: DuckDBConnection, file: string, id: string): Promise<TableRead> {
  const reader = await connection.runAndReadAll(
    `select columns(*)::varchar from (select * from '${file}' order by "${id}")`,
  );
  const columns = reader.getColumns() as (string | null)[][];
  const cells = Object.fromEntries(reader.columnNames().map((name, c) => [name, columns[c] ?? []]));
  return { ids: (cells[id] ?? []).map(String), cells };
}

async function readPairs(connection: DuckDBConnection, file: string, tables: readonly TableRead[]) {
  const reader = await connection.runAndReadAll(
    `select id_l::varchar, id_r::varchar, match_weight from '${file}'`,
  );
  const [lefts = [], rights = [], weights = []] = reader.getColumns() as [string[], string[], number[]];
  const rowOf = tables.map(({ ids }) => new Map(ids.map((id, row) => [id, row])));
  const rowsOf = (ids: readonly string[], table: number): Uint32Array =>
    Uint32Array.from(ids, (id) => rowOf[table]?.get(id) ?? Number.NaN);
  return {
    left: rowsOf(lefts, 0),
    right: rowsOf(rights, tables.length - 1),
    weight: Float64Array.from(weights),
  };
}
