import * as fs from 'node:fs';
import * as path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';

const shared = process.env['STILE_SHARED'] ?? path.join(import.meta.dirname, '../../../../shared');
const data = path.join(shared, 'data/linkage');
const files = fs.existsSync(data)
  ? (fs.readdirSync(data, { recursive: true, encoding: 'utf8' }) as string[])
      .filter((name) => name.endsWith('.csv') && fs.statSync(path.join(data, name)).size < 2 ** 23)
      .sort()
  : [];

describe.skipIf(files.length === 0)(
  'other people’s CSV files (skipped where ../shared/data is absent)',
  () => {
    it.each(files)('%s has the cells that DuckDB reads', async (name) => {
      const file = path.join(data, name);
      const duckdb = await DuckDBInstance.create(':memory:');
      const connection = await duckdb.connect();
      const result = await connection.runAndReadAll(
        `SELECT * FROM read_csv('${file}', all_varchar = true, delim = ',', quote = '"', escape = '"', header = true, nullstr = '')`,
      );
      const expected = result.getRows().map((row) => row.map((value) => value ?? ''));
      connection.closeSync();
      duckdb.closeSync();
      const rows: string[][] = [];
      let row: string[] = [];
      await readCsv(
        { path: file, chunks: fs.createReadStream(file, { highWaterMark: 1000 }), progress: () => undefined },
        () => ({
          rows: 0,
          cell(position, bytes, start, end) {
            row[position] = Buffer.from(bytes.subarray(start, end)).toString();
          },
          endRow(flaw) {
            expect(flaw).toBeUndefined();
            rows.push(row);
            row = [];
          },
        }),
      );
      expect(rows.length).toBe(expected.length);
      expect(rows).toEqual(expected);
    });
  },
);
