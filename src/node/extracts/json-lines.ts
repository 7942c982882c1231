import { fail, isStileError, type JsonValue, parseStrict } from '#kernel';
import { numberText, textCells } from './cells.ts';
import { MOST_ROW_BYTES, type TextReaderRequest } from './csv.ts';
import type { RowFlaw, RowSink } from './raw-table.ts';

const LINE_FEED = 10;

/**
 * Reads one flat JSON object a line (jsonlines.org). The first line's members are the columns; a later line may leave
 * members out, which are then missing, but not bring new ones. Empty lines at the end are passed over.
 * Throws `EXTRACT_EMPTY`, `EXTRACT_ROW_TOO_LONG`, `EXTRACT_JSON_FIRST_LINE`.
 */
export async function readJsonLines<S extends RowSink>(
  { path, chunks, progress }: TextReaderRequest,
  header: (names: readonly string[]) => S,
): Promise<S> {
  let sink: S | undefined;
  let write: (position: number, value: string) => void = () => undefined;
  let positions = new Map<string, number>();
  let emptyLines = 0;

  const first = (record: Members | undefined): S => {
    if (record === undefined) return fail('EXTRACT_JSON_FIRST_LINE', { path });
    const names = Object.keys(record);
    positions = new Map(names.map((name, position) => [name, position]));
    const made = header(names);
    write = textCells(made);
    return made;
  };

  const take = (bytes: Buffer): void => {
    if (bytes.every((byte) => byte === 32 || byte === 9 || byte === 13)) {
      emptyLines += 1;
      return;
    }
    const record = readObject(bytes);
    sink ??= first(record);
    for (; emptyLines > 0; emptyLines -= 1) endRow(sink, positions.size, write, 'malformed-json');
    const flaw = record === undefined ? 'malformed-json' : writeRecord(record, positions, write);
    if (flaw === undefined) sink.endRow();
    else endRow(sink, positions.size, write, flaw);
    if (sink.rows % 50_000 === 0) progress(sink.rows);
  };

  const tooLong = (): never =>
    fail('EXTRACT_ROW_TOO_LONG', {
      path,
      row: (sink?.rows ?? 0) + emptyLines + 1,
      limit: MOST_ROW_BYTES,
    });
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      if (end - start > MOST_ROW_BYTES) tooLong();
      take(bytes.subarray(start, end));
      start = end + 1;
    }
    held = bytes.subarray(start);
    if (held.length > MOST_ROW_BYTES) tooLong();
  }
  if (held.length > 0) take(held);
  return sink ?? fail('EXTRACT_EMPTY', { path });
}

type Members = Readonly<Record<string, JsonValue | undefined>>;

function readObject(bytes: Buffer): Members | undefined {
  try {
    const value = parseStrict(bytes);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Members)
      : undefined;
  } catch (error) {
    if (isStileError(error)) return undefined;
    throw error;
  }
}

function writeRecord(
  record: Members,
  positions: ReadonlyMap<string, number>,
  write: (position: number, value: string) => void,
): RowFlaw | undefined {
  for (const name of Object.keys(record)) if (!positions.has(name)) return 'ragged-row';
  for (const [name, position] of positions) {
    const value = record[name] ?? '';
    if (typeof value === 'object') return 'nested-value';
    const number = typeof value === 'number' ? numberText(value) : { text: String(value) };
    if ('flaw' in number) return number.flaw;
    write(position, number.text);
  }
  return undefined;
}

function endRow(
  sink: RowSink,
  columns: number,
  write: (position: number, value: string) => void,
  flaw: RowFlaw,
): void {
  for (let position = 0; position < columns; position += 1) write(position, '');
  sink.endRow(flaw);
}
