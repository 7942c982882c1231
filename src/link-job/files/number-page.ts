import type { Page } from './parquet-pages.ts';

/** Numbers of a page as they are read: none is NaN. `body` is the page’s, unpacked. Throws a RangeError where it is too short. */
function readPage({ count, levels }: Page, body: Uint8Array, width: 4 | 8) {
  const inside = levels === 'inside';
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const skip = inside ? 4 + view.getUint32(0, true) : 0;
  const present =
    levels === undefined
      ? undefined
      : presence(inside ? body.subarray(4, skip) : (levels as Uint8Array), count);
  if (present === undefined && skip + count * width > body.length)
    throw new RangeError('a page ends too soon');
  return { count, width, view, skip, present };
}

/** The plain numbers of a page, with a sign, of so many bytes each; NaN where there is none. `undefined` where one has more than 53 bits. */
export function pageNumbers(page: Page, body: Uint8Array, width: 4 | 8): Float64Array | undefined {
  const { count, view, skip, present } = readPage(page, body, width);
  const numbers = new Float64Array(count);
  let from = skip;
  for (let i = 0; i < count; i += 1) {
    if (present !== undefined && present[i] !== 1) {
      numbers[i] = Number.NaN;
      continue;
    }
    const low = view.getInt32(from, true);
    const number = width === 4 ? low : view.getInt32(from + 4, true) * 2 ** 32 + (low >>> 0);
    if (!Number.isSafeInteger(number)) return undefined;
    numbers[i] = number;
    from += width;
  }
  return numbers;
}

/** The same as texts, however large; an empty one where there is none. */
export function pageTexts(page: Page, body: Uint8Array, width: 4 | 8): string[] {
  const { count, view, skip, present } = readPage(page, body, width);
  let from = skip;
  return Array.from({ length: count }, (_, i) => {
    if (present !== undefined && present[i] !== 1) return '';
    const number = width === 4 ? view.getInt32(from, true) : view.getBigInt64(from, true);
    from += width;
    return String(number);
  });
}

/** Whether each row has a value: runs and packed bits (RLE/bit-packing hybrid of apache/parquet-format, 1 bit wide). */
function presence(levels: Uint8Array, count: number): Uint8Array {
  const present = new Uint8Array(count);
  let at = 0;
  const byte = (): number => {
    const value = levels[at];
    if (value === undefined) throw new RangeError('levels end too soon');
    at += 1;
    return value;
  };
  for (let done = 0; done < count; ) {
    let head = 0;
    for (let scale = 1, more = true; more; scale *= 128) {
      const next = byte();
      head += (next & 127) * scale;
      more = next > 127;
    }
    const packed = head % 2 === 1;
    const length = Math.floor(head / 2) * (packed ? 8 : 1);
    if (length === 0) throw new RangeError('a run of nothing');
    const end = Math.min(count, done + length);
    if (packed) {
      const start = done;
      for (let bits = 0; done < end; done += 1) {
        if ((done - start) % 8 === 0) bits = byte();
        present[done] = bits & 1;
        bits >>= 1;
      }
    } else {
      present.fill(byte() & 1, done, end);
      done = end;
    }
  }
  return present;
}
