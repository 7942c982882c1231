import readWorkbook from 'read-excel-file/node';
import { fail } from '#kernel';
import { textCells } from './cells.ts';
import type { RowSink } from './raw-table.ts';
import type { ExtractSource } from './source.ts';

/** A workbook is held whole in memory, dozens of times its size: larger extracts belong in CSV or Parquet. */
export const MOST_EXCEL_BYTES = 20 * 2 ** 20;

/**
 * Reads the one sheet of an Excel workbook. Dates become YYYY-MM-DD and numbers keep their digits.
 * Throws `EXTRACT_EXCEL_TOO_LARGE`, `EXTRACT_EXCEL_UNREADABLE`, `EXTRACT_EXCEL_SHEETS`, `EXTRACT_EMPTY`.
 */
export async function readExcel<S extends RowSink>(
  source: ExtractSource,
  header: (names: readonly string[]) => S,
): Promise<S> {
  const { path } = source;
  if (source.size > MOST_EXCEL_BYTES)
    fail('EXTRACT_EXCEL_TOO_LARGE', { path, bytes: source.size, limit: MOST_EXCEL_BYTES });
  const pieces: Buffer[] = [];
  for await (const piece of source.bytes()) pieces.push(piece);
  // Without the cause of a failure: its message could quote the file.
  const sheets = await readWorkbook<string>(Buffer.concat(pieces), {
    parseNumber: (digits) => digits,
    trim: false,
  }).catch(() => fail('EXTRACT_EXCEL_UNREADABLE', { path }));
  const [sheet, ...others] = sheets.filter(({ data }) => data.length > 0);
  if (sheet === undefined) return fail('EXTRACT_EMPTY', { path });
  if (others.length > 0) fail('EXTRACT_EXCEL_SHEETS', { path, count: others.length + 1 });
  const [first = [], ...rows] = sheet.data;
  // The reader fills each row up to the widest one.
  const names = first.slice(0, first.findLastIndex((name) => name !== null) + 1);
  const sink = header(names.map(cellText));
  const write = textCells(sink);
  for (const row of rows) {
    const texts = row.map(cellText);
    for (let position = 0; position < names.length; position += 1) write(position, texts[position] ?? '');
    const ragged = texts.slice(names.length).some((text) => text !== '');
    const inexact = texts.some((text, i) => typeof row[i] !== 'object' && /^-?\d(\.\d+)?E\+\d+$/i.test(text));
    sink.endRow(ragged ? 'ragged-row' : inexact ? 'number-too-long' : undefined);
  }
  return sink;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'no date';
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(value);
}
