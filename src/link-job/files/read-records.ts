import { readFileSync } from 'node:fs';
import { fail, isStileError, parseStrict } from '#kernel';
import { readColumns } from './read-columns.ts';
import { csvHeader } from './read-csv.ts';
import { textSink } from './text-sink.ts';

type RecordRead = Readonly<Record<string, string>>;

/**
 * Reads single records to look for: the rows of a CSV file, or a JSON object of texts by the names of columns (or a list
 * of such). At least one of `columns` must be there; others are left. Throws `LINK_JOB_RECORD_INVALID`,
 * `LINK_JOB_FILE_MISSING` and what reading a CSV file throws.
 */
export async function readRecords(path: string, columns: readonly string[]): Promise<readonly RecordRead[]> {
  const refuse = (reason: string): never =>
    fail('LINK_JOB_RECORD_INVALID', { path, reason, columns: columns.join(', ') });
  const records = /\.json$/i.test(path) ? jsonRecords(path, refuse) : await csvRecords(path, columns);
  for (const [r, record] of records.entries())
    if (!columns.some((column) => Object.hasOwn(record, column)))
      refuse(`${records.length > 1 ? `record ${r + 1}` : 'it'} has none of the columns that are compared`);
  return records;
}

async function csvRecords(path: string, columns: readonly string[]): Promise<readonly RecordRead[]> {
  const header = await csvHeader(path);
  const wanted = columns.filter((column) => header.includes(column));
  const sinks = wanted.map((name) => ({ name, sink: textSink() }));
  const rows = await readColumns(path, sinks);
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(sinks.map(({ name, sink }) => [name, sink.texts[row] ?? ''])),
  );
}

function jsonRecords(path: string, refuse: (reason: string) => never): readonly RecordRead[] {
  const document = parsed(path, refuse);
  return (Array.isArray(document) ? document : [document]).map((record: unknown) => {
    if (typeof record !== 'object' || record === null || Array.isArray(record))
      return refuse('it is not a JSON object');
    return Object.fromEntries(
      Object.entries(record).map(([name, value]) => {
        if (value === null) return [name, ''];
        if (typeof value !== 'string' && typeof value !== 'number')
          return refuse('a value is neither a text nor a number');
        return [name, String(value)];
      }),
    );
  });
}

function parsed(path: string, refuse: (reason: string) => never): unknown {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(path));
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return fail('LINK_JOB_FILE_MISSING', { path });
    return fail('LINK_JOB_FILE_UNREADABLE', { path, reason: code });
  }
  try {
    return parseStrict(bytes);
  } catch (error) {
    // Without what was wrong: the message could hold a value.
    if (isStileError(error)) return refuse('it is not JSON');
    throw error;
  }
}
