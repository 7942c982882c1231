import { fail } from '#kernel';
import { type ByteDictionary, byteDictionaryOf, bytesOf } from '#linkage';
import type { CellSink, Cells } from './cells.ts';
import type { IdPart } from './ids.ts';
import { pageNumbers, pageTexts } from './number-page.ts';
import type { Page } from './parquet-pages.ts';
import { valueStore } from './value-store.ts';

/** Collects the ids of one file. */
export interface IdBuilder extends CellSink {
  finish(): { readonly values: IdPart; readonly integers: boolean };
}

/** Throws `LINK_JOB_ID_EMPTY`, `LINK_JOB_ID_TWICE`. Whole numbers of Parquet stay numbers, as long as all of them are exact. */
export function idBuilder(path: string, column: string): IdBuilder {
  const texts = textIds(path, column);
  let numbers: ReturnType<typeof numberIds> | undefined = numberIds(path, column);
  let paged: ReturnType<typeof pagedIds> | undefined;
  const toTexts = (): void => {
    if (numbers === undefined) return;
    const before = numbers.so();
    for (let from = 0; from < before.length; from += TEXTS_AT_ONCE)
      texts.add(cellsOf(Array.from(before.subarray(from, from + TEXTS_AT_ONCE), String)), true);
    numbers = undefined;
  };
  return {
    append(cells) {
      toTexts();
      texts.add(cells, false);
    },
    appendNumbers(page, width) {
      const body = page.unpacked === undefined ? page.body : texts.unsnapped(page.body, page.unpacked);
      const found = numbers && pageNumbers(page, body, width);
      if (found !== undefined) return numbers?.add(found);
      toTexts();
      texts.add(cellsOf(pageTexts(page, body, width)), true);
    },
    appendTexts(page) {
      paged ??= pagedIds(path, column);
      paged.add(page);
    },
    finish() {
      if (paged !== undefined) return { values: paged.finish(), integers: false };
      return numbers?.any() ? { values: numbers.finish(), integers: true } : texts.finish();
    },
  };
}

const TEXTS_AT_ONCE = 1 << 16;

function cellsOf(texts: readonly string[]): Cells {
  const { bytes, starts, count } = byteDictionaryOf(['', ...texts]);
  const places = Int32Array.from(starts);
  return { bytes, starts: places.subarray(1, count), ends: places.subarray(2, count + 1), count: count - 1 };
}

/** Ids that are numbers. While each is above the one before it none can come twice. */
function numberIds(path: string, column: string) {
  let numbers = new Float64Array(1 << 10);
  let count = 0;
  let risesOn = true;
  const so = (): Float64Array => numbers.subarray(0, count);
  return {
    so,
    any: () => count > 0,
    add(found: Float64Array): void {
      if (count + found.length > numbers.length) {
        const larger = new Float64Array(Math.max(numbers.length * 2, count + found.length));
        larger.set(so());
        numbers = larger;
      }
      let last = count === 0 ? Number.NEGATIVE_INFINITY : (numbers[count - 1] as number);
      for (let i = 0; i < found.length; i += 1) {
        const own = found[i] as number;
        if (Number.isNaN(own)) fail('LINK_JOB_ID_EMPTY', { path, row: count + 1, column });
        if (own <= last) risesOn = false;
        last = own;
        numbers[count] = own;
        count += 1;
      }
    },
    finish(): Float64Array {
      if (!risesOn) {
        const twice = firstTwice(so());
        if (twice !== undefined) fail('LINK_JOB_ID_TWICE', { path, ...twice, column });
      }
      return numbers.slice(0, count);
    },
  };
}

/** Bytes of marks for each number; where numbers lie further apart they are sorted. */
const MARKS_EACH = 8;

/** Numbers that come more than once. */
function repeatedOf(numbers: Float64Array): Set<number> {
  const repeated = new Set<number>();
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > most) most = number;
  }
  if (most - least < numbers.length * MARKS_EACH) {
    const met = new Uint8Array(most - least + 1);
    for (const number of numbers) {
      if (met[number - least] === 1) repeated.add(number);
      met[number - least] = 1;
    }
    return repeated;
  }
  const sorted = numbers.slice().sort();
  for (let i = 1; i < sorted.length; i += 1)
    if (sorted[i] === sorted[i - 1]) repeated.add(sorted[i] as number);
  return repeated;
}

/** The first row, from 1, whose number is that of a row before it, and that row. */
function firstTwice(numbers: Float64Array): { row: number; first: number } | undefined {
  const repeated = repeatedOf(numbers);
  const met = new Map<number, number>();
  for (let row = 1; row <= numbers.length && repeated.size > 0; row += 1) {
    const number = numbers[row - 1] as number;
    if (!repeated.has(number)) continue;
    const first = met.get(number);
    if (first !== undefined) return { row, first };
    met.set(number, row);
  }
  return undefined;
}

/** Ids that are pages of texts of a Parquet file, which may have a dictionary in any order. */
function pagedIds(path: string, column: string) {
  const store = valueStore();
  const pages: Uint32Array[] = [];
  let rows = 0;
  return {
    add(page: Page): void {
      const codes = new Uint32Array(page.kind === 'data' ? page.count : 0);
      store.page(page, codes, 0);
      const empty = codes.indexOf(0);
      if (empty >= 0) fail('LINK_JOB_ID_EMPTY', { path, row: rows + empty + 1, column });
      rows += codes.length;
      if (codes.length > 0) pages.push(codes);
    },
    /** As texts are given: value r + 1 is of row r. */
    finish(): ByteDictionary {
      const rowOf = new Uint32Array(store.count);
      const order = new Uint32Array(rows + 1);
      let row = 0;
      for (const codes of pages)
        for (const code of codes) {
          row += 1;
          const first = rowOf[code] as number;
          if (first !== 0) fail('LINK_JOB_ID_TWICE', { path, row, first, column });
          rowOf[code] = row;
          order[row] = code;
        }
      const values = store.finish();
      return values.count === rows + 1 && order.every((code, place) => code === place)
        ? values
        : inOrder(values, order);
    },
  };
}

/** The values of these codes, in this order. */
function inOrder(values: ByteDictionary, order: Uint32Array): ByteDictionary {
  const starts = new Uint32Array(order.length + 1);
  for (let at = 0; at < order.length; at += 1)
    starts[at + 1] = (starts[at] as number) + bytesOf(values, order[at] as number).length;
  const bytes = new Uint8Array(starts[order.length] as number);
  for (let at = 0; at < order.length; at += 1)
    bytes.set(bytesOf(values, order[at] as number), starts[at] as number);
  return { count: order.length, starts, bytes };
}

/**
 * Ids that are texts: value r + 1 is the id of row r. While each is above the one before it (the shorter first, then by
 * bytes, as numbers and numbered names are ordered) none can come twice, and no table of them is needed.
 */
function textIds(path: string, column: string) {
  const store = valueStore();
  let risesOn = true;
  let integers = true;
  return {
    unsnapped: store.unsnapped,
    add(cells: Cells, whole: boolean): void {
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
