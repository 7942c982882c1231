import { fail } from '#kernel';
import { openDuckdb } from '../memory/duckdb.ts';
import { textCells } from './cells.ts';
import type { RowSink } from './raw-table.ts';
import type { ExtractSource } from './source.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Reads any Parquet file through DuckDB, every column as text. Throws `EXTRACT_PARQUET_UNREADABLE`,
 * `EXTRACT_PARQUET_NESTED`.
 */
export async function readParquetExtract<S extends RowSink>(
  source: ExtractSource,
  header: (names: readonly string[]) => S,
  progress: (rows: number) => void,
): Promise<S> {
  const { path } = source;
  // Without the cause: DuckDB's message could quote the file.
  const refuse = (): never => fail('EXTRACT_PARQUET_UNREADABLE', { path });
  const file = source.nameOfOpenFile;
  const duckdb = await openDuckdb([file]);
  try {
    const from = `read_parquet('${file.replaceAll("'", "''")}')`;
    const schema = await duckdb.connection
      .runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${from})`)
      .catch(refuse);
    const columns = schema.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }));
    for (const [i, { type }] of columns.entries())
      if (/[[(]|BLOB|BIT/.test(type) && !type.startsWith('DECIMAL'))
        fail('EXTRACT_PARQUET_NESTED', { path, position: i + 1 });
    const sink = header(columns.map(({ name }) => name));
    const write = textCells(sink);
    const texts = columns.map(({ name }) => `CAST(${quoted(name)} AS VARCHAR)`).join(', ');
    const result = await duckdb.connection.stream(`SELECT ${texts} FROM ${from}`).catch(refuse);
    for (;;) {
      const chunk = await result.fetchChunk().catch(refuse);
      if (chunk === null || chunk.rowCount === 0) return sink;
      const values = columns.map((_, c) => chunk.getColumnVector(c));
      for (let row = 0; row < chunk.rowCount; row += 1) {
        for (let c = 0; c < columns.length; c += 1) {
          const value = values[c]?.getItem(row) ?? '';
          write(c, typeof value === 'string' ? value : String(value));
        }
        sink.endRow();
      }
      progress(sink.rows);
    }
  } finally {
    duckdb.close();
  }
}
