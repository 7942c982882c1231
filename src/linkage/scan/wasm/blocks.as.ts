// AssemblyScript. Rows of codes, and blocks of a rule: rows with the same key stand together, in ascending order of row.
import { word } from './layout.as';

/** Writes rows from columns that stand one behind the other, each of so many words. */
export function rowsOf(columns: usize, count: u32, rows: u32, out: usize, stride: usize): void {
  for (let row: u32 = 0; row < rows; row++) {
    let from = columns + (<usize>row << 2);
    for (let c: u32 = 0; c < count; c++) {
      store<u32>(out + (<usize>c << 2), word(from));
      from += <usize>rows << 2;
    }
    out += stride;
  }
}

/** Words of one part of a key: offset of its column in the row, its map from codes to keys, and how many keys there are. */
const PART_BYTES: usize = 16;

/**
 * Packs `key << idBits | row` for each row in a range that has every part of the key. Gives how many.
 * A part's map leads from codes to keys from 1; 0 is none. With no map (0) the code is the key.
 */
export function pack(
  rows: usize,
  stride: usize,
  from: u32,
  to: u32,
  parts: usize,
  partCount: u32,
  idBits: u32,
  out: usize,
): u32 {
  let count: u32 = 0;
  for (let i = from; i < to; i++) {
    const row = rows + <usize>i * stride;
    let key: u64 = 0;
    let whole = true;
    for (let p: u32 = 0; p < partCount; p++) {
      const part = parts + <usize>p * PART_BYTES;
      const code = word(row + <usize>word(part));
      const map = <usize>word(part + 4);
      const k = map == 0 ? code : word(map + (<usize>code << 2));
      if (k == 0) {
        whole = false;
        break;
      }
      key = key * load<u64>(part + 8) + <u64>(k - 1);
    }
    if (!whole) continue;
    store<u64>(out + (<usize>count << 3), (key << <u64>idBits) | <u64>i);
    count++;
  }
  return count;
}

/**
 * Leaves out packed entries that are alone with their key, or of two tables with none of the other: most of them, those whose
 * hash no such entry has. `table`: 2 bits for each of 2 to the power of `bits` hashes. Gives how many are left.
 */
export function dropAlone(entries: usize, count: u32, idBits: u32, split: u32, table: usize, bits: u32): u32 {
  const idMask: u64 = ((<u64>1) << <u64>idBits) - 1;
  const shift = <u64>(64 - bits);
  memory.fill(table, 0, (<usize>1 << bits) >> 2);
  for (let e: u32 = 0; e < count; e++) {
    const entry = load<u64>(entries + (<usize>e << 3));
    const hash = hashOf(entry >> <u64>idBits, shift);
    const at = table + (hash >> 2);
    const place = <u32>(hash & 3) << 1;
    const met = <u32>load<u8>(at);
    // The first bit: met once, or in the first table. The second: met again, or in the second.
    const second = split == 0 ? ((met >> place) & 1) != 0 : <u32>(entry & idMask) >= split;
    store<u8>(at, <u8>(met | ((second ? 2 : 1) << place)));
  }
  let kept: u32 = 0;
  for (let e: u32 = 0; e < count; e++) {
    const entry = load<u64>(entries + (<usize>e << 3));
    const hash = hashOf(entry >> <u64>idBits, shift);
    if (((load<u8>(table + (hash >> 2)) >> <u8>((hash & 3) << 1)) & 3) != 3) continue;
    store<u64>(entries + (<usize>kept << 3), entry);
    kept++;
  }
  return kept;
}

// @ts-ignore: decorator
@inline
function hashOf(key: u64, shift: u64): usize {
  return <usize>((key * 0x9e3779b97f4a7c15) >> shift);
}

/** Sorts packed entries by bits from `low` up, stable, 11 bits at a time. Gives where they lie: 0 in `a`, 1 in `b`. */
export function sort(a: usize, b: usize, count: u32, low: u32, high: u32, counts: usize): u32 {
  let from = a;
  let to = b;
  let flipped: u32 = 0;
  for (let shift = low; shift < high; shift += 11) {
    memory.fill(counts, 0, 2048 * 4);
    const width: u32 = high - shift < 11 ? high - shift : 11;
    const mask: u64 = ((<u64>1) << <u64>width) - 1;
    for (let i: u32 = 0; i < count; i++) {
      const digit = <usize>((load<u64>(from + (<usize>i << 3)) >> <u64>shift) & mask);
      store<u32>(counts + (digit << 2), word(counts + (digit << 2)) + 1);
    }
    let sum: u32 = 0;
    for (let d: usize = 0; d < 2048; d++) {
      const here = word(counts + (d << 2));
      store<u32>(counts + (d << 2), sum);
      sum += here;
    }
    for (let i: u32 = 0; i < count; i++) {
      const entry = load<u64>(from + (<usize>i << 3));
      const at = counts + (<usize>((entry >> <u64>shift) & mask) << 2);
      const place = word(at);
      store<u64>(to + (<usize>place << 3), entry);
      store<u32>(at, place + 1);
    }
    const swap = from;
    from = to;
    to = swap;
    flipped ^= 1;
  }
  return flipped;
}

/**
 * From sorted entries: rows in order, a bit for each that begins a block, and each row's key, numbered from 1, in the
 * row (`key` is its offset; all ones to leave it out). Gives how many keys there are.
 */
export function unpack(
  entries: usize,
  count: u32,
  idBits: u32,
  ids: usize,
  starts: usize,
  rows: usize,
  stride: usize,
  key: u32,
): u32 {
  const idMask: u64 = ((<u64>1) << <u64>idBits) - 1;
  memory.fill(starts, 0, ((<usize>count + 31) >> 5) << 2);
  let before: u64 = 0xffffffffffffffff;
  let number: u32 = 0;
  for (let e: u32 = 0; e < count; e++) {
    const entry = load<u64>(entries + (<usize>e << 3));
    const row = <u32>(entry & idMask);
    const k = entry >> <u64>idBits;
    if (k != before) {
      before = k;
      number++;
      const at = starts + (<usize>(e >> 5) << 2);
      store<u32>(at, word(at) | (1 << (e & 31)));
    }
    store<u32>(ids + (<usize>e << 2), row);
    if (key != 0xffffffff) store<u32>(rows + <usize>row * stride + <usize>key, number);
  }
  return number;
}

/** How many pairs the blocks hold: all of a block, or those that cross `split` when it is not 0. Also the largest block. */
export function yieldOf(ids: usize, starts: usize, count: u32, split: u32, largest: usize): u64 {
  let pairs: u64 = 0;
  let size: u64 = 0;
  let left: u64 = 0;
  let most: u64 = 0;
  for (let e: u32 = 0; e <= count; e++) {
    if (e == count || ((word(starts + (<usize>(e >> 5) << 2)) >> (e & 31)) & 1) != 0) {
      const here = split == 0 ? (size * (size - 1)) / 2 : left * (size - left);
      if (size > 0) pairs += here;
      if (here > most && size > 0) most = here;
      size = 0;
      left = 0;
      if (e == count) break;
    }
    size++;
    if (word(ids + (<usize>e << 2)) < split) left++;
  }
  store<u64>(largest, most);
  return pairs;
}
