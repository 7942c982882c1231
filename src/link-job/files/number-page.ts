import type { Cells } from './cells.ts';
import type { Page } from './parquet-pages.ts';

const LONGEST = 20;

/** The plain numbers of a page, with a sign, of so many bytes each, as text. `body` is the page’s, unpacked. Throws a RangeError where it is too short. */
export function numberCells({ count, levels }: Page, body: Uint8Array, width: 4 | 8): Cells {
  const inside = levels === 'inside';
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const skip = inside ? 4 + view.getUint32(0, true) : 0;
  const present =
    levels === undefined
      ? undefined
      : presence(inside ? body.subarray(4, skip) : (levels as Uint8Array), count);
  const bytes = Buffer.allocUnsafe(count * LONGEST);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  let from = skip;
  let to = 0;
  for (let i = 0; i < count; i += 1) {
    starts[i] = to;
    if (present === undefined || present[i] === 1) {
      const low = view.getInt32(from, true);
      // What lies above 32 bits must be nothing but the sign for the quick way.
      const small = width === 4 || view.getInt32(from + 4, true) === low >> 31;
      to = small
        ? writeDigits(low, bytes, to)
        : to + bytes.write(String(view.getBigInt64(from, true)), to, 'latin1');
      from += width;
    }
    ends[i] = to;
  }
  return { bytes, starts, ends, count };
}

const MINUS = 45;
const ZERO = 48;

/** Writes a number of 32 bits as text; gives the place behind it. */
function writeDigits(number: number, bytes: Uint8Array, at: number): number {
  let rest = number;
  let from = at;
  if (number < 0) {
    bytes[from++] = MINUS;
    rest = -number;
  }
  let end = from + 1;
  for (let ten = 10; ten <= rest; ten *= 10) end += 1;
  for (let place = end - 1; place >= from; place -= 1) {
    const tenth = Math.floor(rest / 10);
    bytes[place] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return end;
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
