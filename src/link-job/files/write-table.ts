import { access, constants, type FileHandle, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import * as nodePath from 'node:path';
import { fail } from '#kernel';
import { type Cells, cellAt, chunkOf } from './parquet-chunks.ts';
import { type FileColumn, footer, MAGIC, pageHead, type RowGroup } from './parquet-file.ts';

/** Rows to be written, column by column. */
export interface WrittenRows {
  readonly count: number;
  readonly cells: readonly Cells[];
}

/**
 * Writes a table as Parquet (.parquet) or CSV (.csv), batch by batch in bounded memory; gives the number of rows. A file
 * of that name is replaced, once the new one is whole: it is written as `path`.part before.
 * Throws `LINK_JOB_FORMAT_UNKNOWN`, `LINK_JOB_OUT_FOLDER_MISSING`, `LINK_JOB_OUT_UNWRITABLE` and what `batches` throws.
 */
export async function writeTable(
  path: string,
  columns: readonly FileColumn[],
  batches: Iterable<WrittenRows>,
): Promise<number> {
  const format = formatOf(path);
  const part = `${path}.part`;
  await prepare(path, part);
  try {
    const rows = await fill(path, part, format === 'csv' ? csv : parquet, columns, batches);
    await settle(path, part);
    return rows;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Checks before a long job what would stop its results from being written. Throws `LINK_JOB_FORMAT_UNKNOWN` for a table,
 * `LINK_JOB_OUT_FOLDER_MISSING`, `LINK_JOB_OUT_UNWRITABLE`.
 */
export async function checkTarget(path: string, kind: 'table' | 'text'): Promise<void> {
  if (kind === 'table') formatOf(path);
  await checkPlace(path);
}

/** Writes a text; a file of that name is replaced once the new one is whole. Throws what `checkTarget` throws. */
export async function writeText(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  await prepare(path, part);
  await writeFile(part, text).catch((error) => unwritable(path, error));
  await settle(path, part);
}

const formatOf = (path: string): string =>
  path.toLowerCase().match(/\.(csv|parquet)$/)?.[1] ??
  fail('LINK_JOB_FORMAT_UNKNOWN', { path, endings: '.csv or .parquet' });

const unwritable = (path: string, { code }: { readonly code?: string }): never =>
  fail('LINK_JOB_OUT_UNWRITABLE', { path, reason: code ?? 'unknown' });

/** Whether a file can be written there, as far as that shows before. Throws `LINK_JOB_OUT_FOLDER_MISSING`, `LINK_JOB_OUT_UNWRITABLE`. */
async function checkPlace(path: string): Promise<void> {
  const folder = nodePath.dirname(path);
  const there = await stat(folder).catch(() => undefined);
  if (there?.isDirectory() !== true) fail('LINK_JOB_OUT_FOLDER_MISSING', { folder });
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) unwritable(path, { code: 'EISDIR' });
  await access(folder, constants.W_OK).catch((error) => unwritable(path, error));
}

async function prepare(path: string, part: string): Promise<void> {
  await checkPlace(path);
  const handle = await open(part, 'w').catch((error) => unwritable(path, error));
  await handle.close();
}

async function settle(path: string, part: string): Promise<void> {
  const handle = await open(part, 'r+').catch((error) => unwritable(path, error));
  await handle.sync().finally(() => handle.close());
  await rename(part, path).catch((error) => unwritable(path, error));
}

/** The bytes of a table, piece by piece; the whole of a batch is written before the next is asked for. */
type Form = (columns: readonly FileColumn[], batches: Iterable<WrittenRows>) => Generator<Uint8Array, number>;

async function fill(
  path: string,
  part: string,
  form: Form,
  columns: readonly FileColumn[],
  batches: Iterable<WrittenRows>,
): Promise<number> {
  const handle = await open(part, 'w').catch((error) => unwritable(path, error));
  try {
    const pieces = form(columns, batches);
    for (let next = pieces.next(); ; next = pieces.next()) {
      if (next.done === true) return next.value;
      await writeAll(path, handle, next.value);
    }
  } finally {
    await handle.close();
  }
}

async function writeAll(path: string, handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, at).catch((error) => unwritable(path, error));
    at += bytesWritten;
  }
}

const CSV_AT_ONCE = 4096;

const quoted = (text: string): string =>
  /^$|[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** A number that is whole is written with a point, so that programs that guess see a column of numbers with points. */
function shown(type: FileColumn['type'], cell: ReturnType<typeof cellAt>): string {
  if (type === 'text') return quoted(String(cell));
  return type === 'number' && Number.isInteger(cell) && Math.abs(Number(cell)) < 1e21
    ? `${cell}.0`
    : String(cell);
}

/** RFC 4180: what needs it is put in quotation marks; an empty text has them, so that it is not nothing. */
function* csv(columns: readonly FileColumn[], batches: Iterable<WrittenRows>): Generator<Uint8Array, number> {
  yield Buffer.from(`${columns.map(({ name }) => quoted(name)).join(',')}\n`);
  let rows = 0;
  for (const { count, cells } of batches) {
    for (let from = 0; from < count; from += CSV_AT_ONCE) {
      let text = '';
      for (let i = from; i < Math.min(count, from + CSV_AT_ONCE); i += 1)
        text += `${columns.map(({ type }, c) => shown(type, cellAt(cells[c] as Cells, i))).join(',')}\n`;
      yield Buffer.from(text);
    }
    rows += count;
  }
  return rows;
}

const ROWS_IN_A_GROUP = 1 << 17;

/** Batches are gathered to groups of rows. */
function* parquet(
  columns: readonly FileColumn[],
  batches: Iterable<WrittenRows>,
): Generator<Uint8Array, number> {
  const groups: RowGroup[] = [];
  const chunks = columns.map(({ type }) => chunkOf(type, ROWS_IN_A_GROUP));
  let at = MAGIC.length;
  let rows = 0;
  let held = 0;
  function* group(): Generator<Uint8Array> {
    const places: { at: number; bytes: number }[] = [];
    for (const chunk of chunks) {
      const body = chunk.take(held);
      const head = pageHead(held, body.length);
      yield head;
      yield body;
      const bytes = head.length + body.length;
      places.push({ at, bytes });
      at += bytes;
    }
    groups.push({ rows: held, chunks: places });
    held = 0;
  }
  yield MAGIC;
  for (const { count, cells } of batches) {
    for (let from = 0; from < count; ) {
      const until = Math.min(count, from + ROWS_IN_A_GROUP - held);
      chunks.forEach((chunk, c) => {
        chunk.put(cells[c] as Cells, from, until, held);
      });
      held += until - from;
      from = until;
      if (held === ROWS_IN_A_GROUP) yield* group();
    }
    rows += count;
  }
  if (held > 0) yield* group();
  yield footer(columns, groups);
  return rows;
}
