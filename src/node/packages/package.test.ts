import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedColumn } from '#linkage';
import { readParquet } from './parquet-reader.ts';
import { writeParquet } from './parquet-writer.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stile-package-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a part', () => {
  it('is Parquet that DuckDB reads as the same rows', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [
      `ref-${i}`,
      i % 7 === 0 ? undefined : `name é😀 ${i % 50}`,
      undefined,
      'same',
    ]);
    const columns = ['reference', 'name', 'none', 'one'].map((name, c) => ({
      name,
      column: codedColumn(rows.map((row) => row[c])),
    }));
    const bytes = writeParquet(columns, 100, 900);
    const file = path.join(folder, 'part.parquet');
    fs.writeFileSync(file, bytes);
    const duckdb = await DuckDBInstance.create(':memory:');
    const connection = await duckdb.connect();
    const result = await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`);
    expect(result.columnNames()).toEqual(['reference', 'name', 'none', 'one']);
    expect(result.getRows()).toEqual(rows.slice(100, 900).map((row) => row.map((value) => value ?? null)));
    connection.closeSync();
    duckdb.closeSync();
    const back = readParquet(bytes);
    expect(back.rows).toBe(800);
    expect(
      Array.from({ length: 800 }, (_, r) =>
        back.columns.map((c) => (c.codes[r] ? c.dictionary[(c.codes[r] ?? 0) - 1] : undefined)),
      ),
    ).toEqual(rows.slice(100, 900));
  });
});
