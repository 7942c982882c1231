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
  const putLength = (length: number): void => {
    for (let b = 0; b < 4; b += 1) bytes[used + b] = length >>> (8 * b);
    used += 4;
  };
  const putText = (text: string): void => {
    room(4 + text.length * 3);
    const length = bytes.write(text, used + 4);
    putLength(length);
    used += length;
  };
  /** Most texts are so short that copying them byte by byte costs least. */
  const putValue = ({ starts, bytes: from }: ByteDictionary, value: number): void => {
    const start = starts[value] as number;
    const length = (starts[value + 1] as number) - start;
    room(4 + length);
    putLength(length);
    for (let b = 0; b < length; b += 1) bytes[used + b] = from[start + b] as number;
    used += length;
  };
  return {
    put(cells, from, until, held) {
      if (held === 0) used = 0;
      if (typeof cells === 'function' || !('rows' in cells))
        for (let i = from; i < until; i += 1) putText(String(cellAt(cells, i)));
      else {
        const { split, parts, rows } = cells;
        const [first, second] = parts as [IdPart, IdPart];
        for (let i = from; i < until; i += 1) {
          const row = rows[i] as number;
          const inSecond = split > 0 && row >= split;
          const part = inSecond ? second : first;
          if (part instanceof Float64Array) putText(idText(cells, row));
          else putValue(part, inSecond ? row - split + 1 : row + 1);
        }
      }
    },
    take: (rows) => bytes.subarray(0, rows === 0 ? 0 : used),
  };
}
