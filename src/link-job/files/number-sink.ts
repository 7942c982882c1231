import { fail } from '#kernel';
import type { CellSink } from './cells.ts';

/** A column of numbers while it is read. */
export interface NumberSink<Numbers> extends CellSink {
  finish(): Numbers;
}

type Place = { readonly path: string; readonly column: string };

/** Collects numbers as they are written in a CSV file or as DuckDB writes them. Throws `LINK_JOB_NUMBER_INVALID`. */
export function weightSink({ path, column }: Place): NumberSink<Float64Array> {
  return numberSink(new Float64Array(1024), (text, row) => {
    const value = text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value))
      fail('LINK_JOB_NUMBER_INVALID', { path, row, column, kind: 'finite number' });
    return value;
  });
}

/** Numbers of clusters are below this. */
const MOST = 2 ** 31 - 1;

/** Collects numbers of clusters. Throws `LINK_JOB_NUMBER_INVALID`. */
export function countSink({ path, column }: Place): NumberSink<Int32Array> {
  return numberSink(new Int32Array(1024), (text, row) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : MOST;
    if (value >= MOST)
      fail('LINK_JOB_NUMBER_INVALID', { path, row, column, kind: 'whole number below 2,147,483,647' });
    return value;
  });
}

function numberSink<Numbers extends Float64Array | Int32Array>(
  room: Numbers,
  read: (text: string, row: number) => number,
): NumberSink<Numbers> {
  let numbers = room;
  let rows = 0;
  return {
    append({ bytes, starts, ends, count }) {
      if (rows + count > numbers.length) {
        const larger = new (numbers.constructor as new (length: number) => Numbers)(2 * (rows + count));
        larger.set(numbers.subarray(0, rows));
        numbers = larger;
      }
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (let i = 0; i < count; i += 1, rows += 1)
        numbers[rows] = read(text.toString('latin1', starts[i], ends[i]), rows + 1);
    },
    finish: () => numbers.subarray(0, rows) as Numbers,
  };
}
