import type { FileHandle } from 'node:fs/promises';
import { fail } from '#kernel';
import { openFile } from './byte-source.ts';
import type { CellSink } from './cells.ts';
import { type Page, type ParquetFooter, pagesOf, parquetFooter } from './parquet-pages.ts';

/** What a Parquet file says of itself. Throws `LINK_JOB_PARQUET_UNREADABLE` and what `openFile` throws. */
export const parquetHeader = (path: string): Promise<ParquetFooter> => withFile(path, parquetFooter);

/**
 * Reads columns of a Parquet file as text, as DuckDB writes their values. `sinks[c]` takes column c of the file;
 * undefined: it is not read. Gives the number of rows. Throws `LINK_JOB_PARQUET_UNREADABLE` and what `openFile` throws.
 *
 * Columns are read page by page where their form is the usual one (parquet-pages.ts). The others come through DuckDB, which
 * is loaded for that alone: it lays the texts of a group of rows end to end, with a list of their lengths: two values to
 * fetch for a whole column, instead of one for every cell.
 */
export const readParquet = (path: string, sinks: readonly (CellSink | undefined)[]): Promise<number> =>
  withFile(path, async (handle) => {
    const { columns, rows } = await parquetFooter(handle);
    const others: (CellSink | undefined)[] = [];
    for (const [c, { pages }] of columns.entries()) {
      const sink = sinks[c];
      const take = sink && pages && takerOf(sink, pages.kind);
      others.push(take === undefined ? sink : undefined);
      if (take === undefined || pages === undefined) continue;
      if (pages.chunks.reduce((sum, chunk) => sum + chunk.rows, 0) !== rows)
        throw new RangeError('rows are missing');
      for await (const page of pagesOf(handle, pages.chunks)) take(page);
    }
    if (others.some((sink) => sink !== undefined))
      await (await import('./read-through-duckdb.ts')).readThroughDuckdb(path, others);
    return rows;
  });

function takerOf(sink: CellSink, kind: 'text' | 4 | 8): ((page: Page) => void) | undefined {
  if (kind === 'text') return sink.appendTexts && ((page) => sink.appendTexts?.(page));
  return sink.appendNumbers && ((page) => sink.appendNumbers?.(page, kind));
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await openFile(path);
  try {
    return await use(handle);
  } catch (error) {
    if (error instanceof RangeError) fail('LINK_JOB_PARQUET_UNREADABLE', { path });
    throw error;
  } finally {
    await handle.close();
  }
}
