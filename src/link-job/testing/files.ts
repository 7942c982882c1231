import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type EncodedTable, textOf } from '#linkage';

/** A folder for one test file; `end` removes it. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'stile-link-job-'));
  return {
    at: (name: string): string => path.join(folder, name),
    end: (): void => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs statements in a DuckDB without any lock; gives the rows of the last. */
export async function inDuckdb(...statements: readonly string[]): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    let rows: unknown[][] = [];
    for (const statement of statements) rows = (await connection.runAndReadAll(statement)).getRows();
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The texts of a table, by column name; null where a value is missing. */
export const cellsOf = ({ columns, rows }: EncodedTable): Record<string, (string | null)[]> =>
  Object.fromEntries(
    columns.map(({ name, codes, dictionary }) => [
      name,
      Array.from({ length: rows }, (_, row) =>
        codes[row] === 0 ? null : textOf(dictionary, codes[row] as number),
      ),
    ]),
  );
