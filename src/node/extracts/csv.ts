import { fail } from '#kernel';
import type { RowSink } from './raw-table.ts';

const QUOTE = 34;
const COMMA = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** A longer row is not a row of an extract: a quote is missing, or it is another kind of file. */
export const MOST_ROW_BYTES = 1 << 20;
const PROGRESS_ROWS = 50_000;

export interface TextReaderRequest {
  readonly path: string;
  /** UTF-8. */
  readonly chunks: AsyncIterable<Buffer>;
  readonly progress: (rows: number) => void;
}

/**
 * Reads comma-separated values (RFC 4180) row by row in bounded memory. `header` is called once with the first row;
 * it gives where the other rows go, or throws to refuse the file. Empty lines at the end are passed over. A row with
 * too few or too many cells, or with a quote in the wrong place, is marked.
 * Throws `EXTRACT_EMPTY`, `EXTRACT_ROW_TOO_LONG`, `EXTRACT_QUOTE_OPEN`.
 */
export async function readCsv<S extends RowSink>(
  { path, chunks, progress }: TextReaderRequest,
  header: (names: readonly string[]) => S,
): Promise<S> {
  const row: Row = { cells: 0, starts: [], ends: [], contents: [], straight: true };
  let sink: S | undefined;
  let columns = 0;
  let emptyLines = 0;

  const take = (bytes: Buffer): void => {
    if (sink === undefined) {
      sink = header(textsOf(bytes, row));
      columns = row.cells;
      return;
    }
    if (row.cells === 1 && row.starts[0] === row.ends[0]) {
      emptyLines += 1;
      return;
    }
    for (; emptyLines > 0; emptyLines -= 1) {
      sink.cell(0, bytes, 0, 0);
      sink.endRow(columns === 1 ? undefined : 'ragged-row');
    }
    const cells = Math.min(row.cells, columns);
    for (let i = 0; i < cells; i += 1)
      sink.cell(i, row.contents[i] ?? bytes, row.starts[i] as number, row.ends[i] as number);
    sink.endRow(row.cells !== columns ? 'ragged-row' : row.straight ? undefined : 'stray-quote');
    if (sink.rows % PROGRESS_ROWS === 0) progress(sink.rows);
  };

  const rowNumber = (): number => (sink === undefined ? 1 : sink.rows + emptyLines + 2);
  const tooLong = (): never =>
    fail('EXTRACT_ROW_TOO_LONG', { path, row: rowNumber(), limit: MOST_ROW_BYTES });

  let held: Buffer = Buffer.alloc(0);
  const takeAll = (bytes: Buffer, last: boolean): void => {
    let at = 0;
    while (at < bytes.length) {
      const next = readRow(bytes, at, last, row);
      if (next < 0) break;
      if (next - at > MOST_ROW_BYTES) tooLong();
      take(bytes);
      at = next;
    }
    held = bytes.subarray(at);
    if (held.length > MOST_ROW_BYTES) tooLong();
  };
  for await (const chunk of chunks) takeAll(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false);
  takeAll(held, true);
  if (held.length > 0) fail('EXTRACT_QUOTE_OPEN', { path, row: rowNumber() });
  return sink ?? fail('EXTRACT_EMPTY', { path });
}

/** The cells of one row: `contents` where a cell had doubled quotes, else in the bytes that were read. */
interface Row {
  cells: number;
  readonly starts: number[];
  readonly ends: number[];
  readonly contents: (Buffer | undefined)[];
  straight: boolean;
}

const textsOf = (bytes: Buffer, row: Row): string[] =>
  Array.from({ length: row.cells }, (_, i) =>
    (row.contents[i] ?? bytes).toString('utf8', row.starts[i], row.ends[i]),
  );

/** Reads the row that begins at `from`. Returns where the next begins, or -1 when this one is not whole. */
function readRow(bytes: Buffer, from: number, last: boolean, row: Row): number {
  const { length } = bytes;
  row.cells = 0;
  row.straight = true;
  for (let at = from; ; at += 1) {
    let start = at;
    let end = -1;
    let content: Buffer | undefined;
    if (bytes[at] === QUOTE) {
      const closing = closingQuote(bytes, at + 1);
      if (closing.at < 0) return -1;
      start = at + 1;
      end = closing.at;
      if (closing.doubled) {
        content = withoutDoubling(bytes, start, end);
        start = 0;
        end = content.length;
      }
      at = closing.at + 1;
      if (bytes[at] === CARRIAGE_RETURN && (at + 1 === length || bytes[at + 1] === LINE_FEED)) at += 1;
      if (at < length && bytes[at] !== COMMA && bytes[at] !== LINE_FEED) row.straight = false;
    }
    let byte = bytes[at];
    while (at < length && byte !== COMMA && byte !== LINE_FEED) {
      if (byte === QUOTE) row.straight = false;
      at += 1;
      byte = bytes[at];
    }
    if (at >= length && !last) return -1;
    if (end < 0) {
      end = at;
      if (byte !== COMMA && end > start && bytes[end - 1] === CARRIAGE_RETURN) end -= 1;
    }
    row.starts[row.cells] = start;
    row.ends[row.cells] = end;
    row.contents[row.cells] = content;
    row.cells += 1;
    if (at >= length) return length;
    if (byte === LINE_FEED) return at + 1;
  }
}

/** Where the quote ends that a cell began with, or -1 when it doesn't end in these bytes. */
function closingQuote(bytes: Buffer, from: number): { at: number; doubled: boolean } {
  let doubled = false;
  for (let at = bytes.indexOf(QUOTE, from); at >= 0; at = bytes.indexOf(QUOTE, at + 2)) {
    if (bytes[at + 1] !== QUOTE) return { at, doubled };
    doubled = true;
  }
  return { at: -1, doubled };
}

function withoutDoubling(bytes: Buffer, start: number, end: number): Buffer {
  const content = Buffer.allocUnsafe(end - start);
  let used = 0;
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === QUOTE) at += 1;
    content[used] = bytes[at] as number;
    used += 1;
  }
  return content.subarray(0, used);
}
