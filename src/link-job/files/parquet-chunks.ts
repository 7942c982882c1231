import type { ByteDictionary } from '#linkage';
import { type IdPart, idText } from './ids.ts';
import type { CellKind } from './parquet-file.ts';

/** Texts of rows: of each the value after that of its row, as ids are kept; rows from `split` on are of the second part. */
export interface TextsOfRows {
  readonly split: number;
  readonly parts: readonly IdPart[];
  /** Which rows, one a cell. */
  readonly rows: Uint32Array;
}

/**
 * The cells of a column in so many rows: numbers, ids of rows, or what is asked for each row: a text or number as the
 * column's type says. An integer is a bigint, or a number while it is exact.
 */
export type Cells =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int32Array
  | Float64Array
  | BigInt64Array
  | TextsOfRows
  | ((row: number) => bigint | number | string);

/** One cell. */
export function cellAt(cells: Cells, row: number): bigint | number | string {
  if (typeof cells === 'function') return cells(row);
  if ('rows' in cells) return idText(cells, cells.rows[row] as number);
  return cells[row] as bigint | number;
}

/** A column of a group of rows in the making. */
export interface Chunk {
  /** Puts the cells of rows `from` up to `until` behind the `held` that are there. */
  put(cells: Cells, from: number, until: number, held: number): void;
  /** The bytes of so many rows, until the next `put`. */
  take(rows: number): Uint8Array;
}

/** A column of at most so many rows, in the plain form of Parquet. */
export function chunkOf(type: CellKind, most: number): Chunk {
  if (type === 'text') return textChunk();
  if (type === 'integer') return integerChunk(most);
  const values = new (type === 'count' ? Uint32Array : Float64Array)(most);
  return {
    put(cells, from, until, held) {
      if (ArrayBuffer.isView(cells) && !(cells instanceof BigInt64Array))
        values.set(cells.subarray(from, until), held);
      else for (let i = from; i < until; i += 1) values[held + i - from] = cellAt(cells, i) as number;
    },
    take: (rows) => new Uint8Array(values.buffer, 0, rows * values.BYTES_PER_ELEMENT),
  };
}

/** Whole numbers of 64 bits. A bigint for each would be most of the work. */
function integerChunk(most: number): Chunk {
  const values = new BigInt64Array(most);
  const halves = new Int32Array(values.buffer);
  const putNumber = (at: number, value: number): void => {
    halves[2 * at] = value;
    halves[2 * at + 1] = Math.floor(value / 2 ** 32);
  };
  return {
    put(cells, from, until, held) {
      if (cells instanceof BigInt64Array) values.set(cells.subarray(from, until), held);
      else if (cells instanceof Float64Array)
        for (let i = from; i < until; i += 1) putNumber(held + i - from, cells[i] as number);
      else
        for (let i = from; i < until; i += 1) {
          const value = cellAt(cells, i);
          if (typeof value === 'bigint') values[held + i - from] = value;
          else putNumber(held + i - from, value as number);
        }
    },
    take: (rows) => new Uint8Array(values.buffer, 0, rows * 8),
  };
}

/** Each text after its length in 4 bytes. */
function textChunk(): Chunk {
  let bytes = Buffer.allocUnsafeSlow(1 << 16);
  let used = 0;
  const room = (more: number): void => {
    if (used + more <= bytes.length) return;
    const larger = Buffer.allocUnsafeSlow((used + more) * 2);
    bytes.copy(larger, 0, 0, used);
    bytes = larger;
  };
  const putText = (text: string): void => {
    room(4 + text.length * 3);
    const length = bytes.write(text, used + 4);
    bytes.writeUInt32LE(length, used);
    used += 4 + length;
  };
  /** Texts of rows that are all of one part, whose first row is `base`. */
  const putPart = (part: ByteDictionary, rows: Uint32Array, base: number): void => {
    room(bytesOfValues(part, rows, base) + 4 * rows.length);
    used = copyValues(part, rows, base, bytes, used);
  };
  return {
    put(cells, from, until, held) {
      if (held === 0) used = 0;
      if (typeof cells === 'function' || !('rows' in cells)) {
        for (let i = from; i < until; i += 1) putText(String(cellAt(cells, i)));
        return;
      }
      const { split, parts, rows } = cells;
      const inSecond = (i: number): boolean => split > 0 && (rows[i] as number) >= split;
      for (let i = from, end = from; i < until; i = end) {
        const second = inSecond(i);
        while (end < until && inSecond(end) === second) end += 1;
        const part = parts[second ? 1 : 0] as IdPart;
        if (part instanceof Float64Array)
          for (let own = i; own < end; own += 1) putText(idText(cells, rows[own] as number));
        else putPart(part, rows.subarray(i, end), second ? split : 0);
      }
    },
    take: (rows) => bytes.subarray(0, rows === 0 ? 0 : used),
  };
}

function bytesOfValues({ starts }: ByteDictionary, rows: Uint32Array, base: number): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const value = (rows[i] as number) - base + 1;
    sum += (starts[value + 1] as number) - (starts[value] as number);
  }
  return sum;
}

/** Each value after its length in 4 bytes; gives where they end. Most are so short that copying them byte by byte costs least. */
function copyValues(
  { starts, bytes }: ByteDictionary,
  rows: Uint32Array,
  base: number,
  into: Uint8Array,
  from: number,
): number {
  let at = from;
  for (let i = 0; i < rows.length; i += 1) {
    const value = (rows[i] as number) - base + 1;
    const start = starts[value] as number;
    const length = (starts[value + 1] as number) - start;
    into[at] = length;
    into[at + 1] = length >>> 8;
    into[at + 2] = length >>> 16;
    into[at + 3] = length >>> 24;
    at += 4;
    for (let b = 0; b < length; b += 1) into[at + b] = bytes[start + b] as number;
    at += length;
  }
  return at;
}
