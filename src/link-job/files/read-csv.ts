import { isUtf8 } from 'node:buffer';
import { fail } from '#kernel';
import { byteSource } from './byte-source.ts';
import type { CellSink } from './cells.ts';
import { type RowBatch, readRows, rowBatch, type Stop, undouble } from './csv-rows.ts';

const LINE_FEED = 10;
const WINDOW = 1 << 19;
/** A longer row is not a row: a quote is missing. */
export const MOST_ROW_BYTES = 1 << 26;
const MOST_COLUMNS = 1 << 14;
const CELLS_AT_ONCE = 1 << 16;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The names in the first row, in order. Throws what `readCsv` throws of the header. */
export async function csvHeader(path: string): Promise<readonly string[]> {
  let header: readonly string[] = [];
  await readCsv(path, (names) => {
    header = names;
    return undefined;
  });
  return header;
}

/**
 * Reads comma-separated values (RFC 4180; UTF-8, with or without a byte order mark; line feed or carriage return and
 * line feed) in bounded memory. `sinksOf` is told the header and says where the cells of each column go; undefined: no
 * row is read. Gives the number of rows.
 * Throws `LINK_JOB_CSV_EMPTY`, `LINK_JOB_CSV_HEADER`, `LINK_JOB_CSV_ENCODING`, `LINK_JOB_CSV_RAGGED`,
 * `LINK_JOB_CSV_QUOTE`, `LINK_JOB_CSV_QUOTE_OPEN`, `LINK_JOB_CSV_ROW_TOO_LONG` and what `byteSource` throws.
 */
export async function readCsv(
  path: string,
  sinksOf: (header: readonly string[]) => readonly (CellSink | undefined)[] | undefined,
): Promise<number> {
  const source = await byteSource(path);
  try {
    let window = Buffer.allocUnsafeSlow(WINDOW);
    /** Bytes in the window; those before `checked` are known to be UTF-8, but for the row that `wrongFrom` begins. */
    let length = 0;
    let checked = 0;
    let wrongFrom = -1;
    let whole = false;
    let started = false;
    let rows = 0;
    let columns = 0;
    let sinks: readonly CellSink[] = [];
    let batch: RowBatch = rowBatch(
      Int32Array.from({ length: MOST_COLUMNS + 1 }, (_, i) => i),
      MOST_COLUMNS,
      1,
    );

    const refuse = (stop: Stop | 'open' | 'encoding'): never => {
      if (columns === 0) {
        if (stop === 'encoding') return fail('LINK_JOB_CSV_ENCODING', { path, row: 0 });
        const reason =
          stop === 'open' ? 'a quotation mark is not closed' : 'a name goes on after its quotation mark';
        return fail('LINK_JOB_CSV_HEADER', { path, reason });
      }
      const row = rows + 1;
      if (stop === 'encoding') return fail('LINK_JOB_CSV_ENCODING', { path, row });
      if (stop === 'stray-quote') return fail('LINK_JOB_CSV_QUOTE', { path, row });
      if (stop === 'open') return fail('LINK_JOB_CSV_QUOTE_OPEN', { path, row });
      return fail('LINK_JOB_CSV_RAGGED', { path, row, cells: batch.cells, columns });
    };
    const takeHeader = (): boolean => {
      if (batch.cells > MOST_COLUMNS)
        fail('LINK_JOB_CSV_HEADER', { path, reason: `it has more than ${MOST_COLUMNS} cells` });
      columns = batch.cells;
      undouble(window, batch);
      const names = Array.from({ length: columns }, (_, i) =>
        window.toString('utf8', batch.starts[i], batch.ends[i]),
      );
      if (names.some((name) => name.includes('\0')))
        fail('LINK_JOB_CSV_HEADER', { path, reason: 'it holds zero bytes' });
      const wanted = sinksOf(names);
      if (wanted === undefined) return false;
      sinks = wanted.filter((sink) => sink !== undefined);
      const slots = new Int32Array(columns + 1).fill(sinks.length);
      wanted.forEach((sink, i) => {
        if (sink !== undefined) slots[i] = sinks.indexOf(sink);
      });
      const room = Math.max(16, Math.floor(CELLS_AT_ONCE / (sinks.length + 1)));
      batch = rowBatch(slots, sinks.length, room);
      return true;
    };
    const takeRows = (): void => {
      undouble(window, batch);
      const { room } = batch;
      sinks.forEach((sink, slot) => {
        const at = slot * room;
        sink.append({
          bytes: window,
          starts: batch.starts.subarray(at, at + room),
          ends: batch.ends.subarray(at, at + room),
          count: batch.rows,
        });
      });
      rows += batch.rows;
      batch.rows = 0;
    };

    for (;;) {
      if (!whole) {
        const got = await source.fill(window, length);
        length += got;
        if (length < window.length) {
          whole = true;
          if (length > 0 && window[length - 1] !== LINE_FEED) {
            window[length] = LINE_FEED;
            length += 1;
          }
        }
        if (!started && length >= 3 && window.subarray(0, 3).equals(BYTE_ORDER_MARK)) {
          window.copyWithin(0, 3, length);
          length -= 3;
        }
        started = true;
        const lines = window.lastIndexOf(LINE_FEED, length - 1) + 1;
        if (length > 0 && lines > checked) {
          if (!isUtf8(window.subarray(checked, lines))) wrongFrom = firstWrongLine(window, checked, lines);
          checked = lines;
        }
      }
      const end = wrongFrom < 0 ? length : wrongFrom;
      let from = 0;
      for (;;) {
        const { at, stop } = readRows(window, from, end, columns, batch);
        from = at;
        if (columns === 0 && batch.rows === 1) {
          if (!takeHeader()) return 0;
          continue;
        }
        if (stop === 'full') takeRows();
        else {
          if (columns > 0) takeRows();
          if (stop !== 'short') refuse(stop);
          break;
        }
      }
      if (wrongFrom >= 0) refuse('encoding');
      if (whole) {
        if (from < length) refuse('open');
        return columns === 0 ? fail('LINK_JOB_CSV_EMPTY', { path }) : rows;
      }
      if (from === 0) {
        if (window.length >= MOST_ROW_BYTES)
          fail('LINK_JOB_CSV_ROW_TOO_LONG', { path, row: rows + 1, limit: MOST_ROW_BYTES });
        const larger = Buffer.allocUnsafeSlow(window.length * 2);
        window.copy(larger, 0, 0, length);
        window = larger;
      } else {
        window.copyWithin(0, from, length);
        length -= from;
        checked -= from;
      }
    }
  } finally {
    await source.close();
  }
}

/** Where the first line begins that is not UTF-8, of lines that are not all. */
function firstWrongLine(bytes: Buffer, from: number, to: number): number {
  let at = from;
  for (;;) {
    const next = bytes.indexOf(LINE_FEED, at) + 1;
    if (next >= to || !isUtf8(bytes.subarray(at, next))) return at;
    at = next;
  }
}
