import { fail } from '#kernel';
import type { ByteDictionary } from '#linkage';
import type { CellSink, Cells } from './cells.ts';
import { numberCells } from './number-page.ts';
import { valueStore } from './value-store.ts';

/** Collects the ids of one file: value r + 1 is the id of row r. */
export interface IdBuilder extends CellSink {
  finish(): { readonly values: ByteDictionary; readonly integers: boolean };
}

/**
 * Throws `LINK_JOB_ID_EMPTY`, `LINK_JOB_ID_TWICE`. While each id is above the one before it (the shorter first, then by
 * bytes, as numbers and numbered names are ordered) none can come twice, and no table of them is needed.
 */
export function idBuilder(path: string, column: string): IdBuilder {
  const store = valueStore();
  let risesOn = true;
  let integers = true;
  const add = (cells: Cells, whole: boolean): void => {
    const { bytes, starts, ends, count } = cells;
    const before = store.count;
    for (let i = 0; i < count; i += 1) {
      const start = starts[i] as number;
      const end = ends[i] as number;
      if (start === end) fail('LINK_JOB_ID_EMPTY', { path, row: before + i, column });
      if (integers && !whole) integers = isInteger(bytes, start, end);
    }
    const risen = risesOn ? store.rise(cells) : 0;
    if (risen === count) return;
    risesOn = false;
    const codes = new Uint32Array(count - risen);
    const rest = {
      bytes,
      starts: starts.subarray(risen),
      ends: ends.subarray(risen),
      count: count - risen,
    };
    store.intern(rest, codes, 0);
    codes.forEach((code, i) => {
      const row = before + risen + i;
      if (code !== row) fail('LINK_JOB_ID_TWICE', { path, row, first: code, column });
    });
  };
  return {
    append: (cells) => add(cells, false),
    appendNumbers(page, width) {
      const body = page.unpacked === undefined ? page.body : store.unsnapped(page.body, page.unpacked);
      add(numberCells(page, body, width), true);
    },
    finish: () => ({ values: store.finish(), integers }),
  };
}

function isBelow(
  a: Uint8Array,
  aStart: number,
  aEnd: number,
  b: Uint8Array,
  bStart: number,
  bEnd: number,
): boolean {
  const length = aEnd - aStart;
  if (length !== bEnd - bStart) return length < bEnd - bStart;
  for (let i = 0; i < length; i += 1) {
    const difference = (a[aStart + i] as number) - (b[bStart + i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const MINUS = 45;
const ZERO = 48;
const NINE = 57;
/** The largest of 64 bits with a sign. */
const LARGEST = new TextEncoder().encode(String(2n ** 63n - 1n));

/** Whether these bytes are the one usual way to write a whole number (no sign but a minus, no zeros before it) of 64 bits. */
function isInteger(bytes: Uint8Array, start: number, end: number): boolean {
  const from = bytes[start] === MINUS ? start + 1 : start;
  const digits = end - from;
  if (digits === 0 || digits > LARGEST.length) return false;
  if (bytes[from] === ZERO && (digits > 1 || from > start)) return false;
  for (let i = from; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (byte < ZERO || byte > NINE) return false;
  }
  return digits < LARGEST.length || !isBelow(LARGEST, 0, digits, bytes, from, end);
}
