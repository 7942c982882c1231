// AssemblyScript. The distinct values of columns, numbered from 1 as they first come. One memory, given out from one end;
// a column's values lie in chunks of it one after another, each after its number and its length, filled up with zeros to
// whole words. The table of a column finds a value by its hash; equal hashes are not trusted, the bytes are compared.

// Offsets of a column.
const TABLE: usize = 0; // 0: none yet
const MASK: usize = 4;
const COUNT: usize = 8; // of values, with 0, the missing one
const FIRST: usize = 12; // first chunk
const CHUNK: usize = 16; // the chunk that is being filled
const AT: usize = 20; // where the next value goes
const END: usize = 24; // of that chunk
const LAST: usize = 28; // the last value
const COLUMN_BYTES: usize = 32;

// Offsets of a chunk; values follow.
const NEXT: usize = 0;
const USED: usize = 4;
const CHUNK_HEAD: usize = 8;
const CHUNK_BYTES: usize = 1 << 18;
const FIRST_CHUNK_BYTES: usize = 1 << 12;

// Offsets of a value in a chunk.
const CODE: usize = 0;
const LENGTH: usize = 4;
const VALUE_HEAD: usize = 8;

const FIRST_SLOTS: u32 = 1 << 10;
/** There is no more memory. */
export const FULL: u32 = 0xffffffff;

let top: usize = 64;
let input: usize = 0;
let inputBytes: usize = 0;

// @ts-ignore: decorator
@inline
export function word(at: usize): u32 {
  return load<u32>(at);
}

/** Room for so many bytes, all 0; 0 when there is no more memory. */
function take(bytes: usize): usize {
  const at = top;
  const end = <u64>at + ((<u64>bytes + 63) & ~63);
  const have = <u64>memory.size() << 16;
  if (end > have) {
    const short = <i32>((end - have + 0xffff) >> 16);
    // A quarter more than there is, when that can be had, so that memory grows seldom.
    const more = memory.size() >> 2;
    if (more <= short || memory.grow(more) < 0) if (memory.grow(short) < 0) return 0;
  }
  top = <usize>end;
  return at;
}

/** A column without values; 0 when there is no more memory. */
export function open(): usize {
  const column = take(COLUMN_BYTES);
  if (column != 0) store<u32>(column + COUNT, 1);
  return column;
}

/** Where to put what is read next: so many bytes, which may be used again; 0 when there is no more memory. */
export function inputRoom(bytes: usize): usize {
  if (bytes > inputBytes) {
    input = take(bytes);
    inputBytes = input == 0 ? 0 : bytes;
  }
  return input;
}

// @ts-ignore: decorator
@inline
function tail(at: usize, length: u32): u64 {
  return load<u64>(at) & (((<u64>1) << (<u64>length << 3)) - 1);
}

function hashOf(at: usize, length: u32): u32 {
  let hash: u64 = <u64>length * 0x9e3779b97f4a7c15;
  let rest = length;
  for (; rest >= 8; rest -= 8, at += 8) {
    hash = (hash ^ load<u64>(at)) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
  }
  if (rest > 0) hash = (hash ^ tail(at, rest)) * 0xff51afd7ed558ccd;
  hash ^= hash >> 29;
  hash *= 0xc4ceb9fe1a85ec53;
  return <u32>(hash >> 32);
}

/** Whether a value of a column is these bytes. */
function isValue(value: usize, at: usize, length: u32): bool {
  if (word(value + LENGTH) != length) return false;
  let own = value + VALUE_HEAD;
  let rest = length;
  for (; rest >= 8; rest -= 8, at += 8, own += 8) if (load<u64>(own) != load<u64>(at)) return false;
  return rest == 0 || load<u64>(own) == tail(at, rest);
}

/** Keeps a new value; gives where it is, 0 when there is no more memory. */
function keep(column: usize, at: usize, length: u32): usize {
  const size = (VALUE_HEAD + <usize>length + 7) & ~7;
  let value = <usize>word(column + AT);
  if (value == 0 || value + size > <usize>word(column + END)) {
    const usual = value == 0 ? FIRST_CHUNK_BYTES : CHUNK_BYTES;
    const bytes = size > usual - CHUNK_HEAD ? size + CHUNK_HEAD : usual;
    const chunk = take(bytes);
    if (chunk == 0) return 0;
    const before = <usize>word(column + CHUNK);
    if (before == 0) store<u32>(column + FIRST, <u32>chunk);
    else {
      store<u32>(before + NEXT, <u32>chunk);
      store<u32>(before + USED, <u32>(value - before));
    }
    store<u32>(column + CHUNK, <u32>chunk);
    store<u32>(column + END, <u32>(chunk + bytes));
    value = chunk + CHUNK_HEAD;
  }
  const code = word(column + COUNT);
  store<u32>(value + CODE, code);
  store<u32>(value + LENGTH, length);
  memory.copy(value + VALUE_HEAD, at, <usize>length);
  const full = value + VALUE_HEAD + <usize>length;
  memory.fill(full, 0, value + size - full);
  store<u32>(column + COUNT, code + 1);
  store<u32>(column + AT, <u32>(value + size));
  store<u32>(column + LAST, <u32>value);
  return value;
}

/** A table of so many slots, a power of 2, with what an older one holds. */
function resize(column: usize, slots: u32): bool {
  const table = take(<usize>slots << 3);
  if (table == 0) return false;
  const old = <usize>word(column + TABLE);
  const mask = slots - 1;
  if (old != 0) {
    const end = old + ((<usize>word(column + MASK) + 1) << 3);
    for (let from = old; from < end; from += 8) {
      if (word(from + 4) == 0) continue;
      let slot = word(from) & mask;
      while (word(table + (<usize>slot << 3) + 4) != 0) slot = (slot + 1) & mask;
      store<u64>(table + (<usize>slot << 3), load<u64>(from));
    }
  }
  store<u32>(column + TABLE, <u32>table);
  store<u32>(column + MASK, mask);
  return true;
}

/** Puts the values that a column has, all different, into a table. */
export function index(column: usize): bool {
  let slots = FIRST_SLOTS;
  const count = word(column + COUNT);
  while (<u64>slots * 5 < <u64>count * 10) slots <<= 1;
  if (!resize(column, slots)) return false;
  const table = <usize>word(column + TABLE);
  const mask = slots - 1;
  const last = <usize>word(column + CHUNK);
  for (let chunk = <usize>word(column + FIRST); chunk != 0; chunk = <usize>word(chunk + NEXT)) {
    const end = chunk == last ? <usize>word(column + AT) : chunk + <usize>word(chunk + USED);
    for (let value = chunk + CHUNK_HEAD; value < end; ) {
      const length = word(value + LENGTH);
      const hash = hashOf(value + VALUE_HEAD, length);
      let slot = hash & mask;
      while (word(table + (<usize>slot << 3) + 4) != 0) slot = (slot + 1) & mask;
      store<u32>(table + (<usize>slot << 3), hash);
      store<u32>(table + (<usize>slot << 3) + 4, <u32>value);
      value += (VALUE_HEAD + <usize>length + 7) & ~7;
    }
  }
  return true;
}

/**
 * Numbers the cells `[starts[i] - base, ends[i] - base)` of `bytes`: writes the code of each, 0 for an empty one. Gives
 * how many; all ones when there is no more memory. `hashes` is room for a number a cell. The table must be there.
 */
export function intern(
  column: usize,
  bytes: usize,
  base: u32,
  starts: usize,
  ends: usize,
  count: u32,
  hashes: usize,
  codes: usize,
): u32 {
  // Hashes first: then the look-ups, which wait for memory, overlap.
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const start = word(starts + i);
    store<u32>(hashes + i, hashOf(bytes + <usize>(start - base), word(ends + i) - start));
  }
  let table = <usize>word(column + TABLE);
  let mask = word(column + MASK);
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const start = word(starts + i);
    const length = word(ends + i) - start;
    if (length == 0) {
      store<u32>(codes + i, 0);
      continue;
    }
    const at = bytes + <usize>(start - base);
    const hash = word(hashes + i);
    let slot = hash & mask;
    let value: usize;
    while (true) {
      const entry = table + (<usize>slot << 3);
      value = <usize>word(entry + 4);
      if (value == 0) {
        value = keep(column, at, length);
        if (value == 0) return FULL;
        store<u32>(entry, hash);
        store<u32>(entry + 4, <u32>value);
        // At most six in ten slots are taken.
        if (<u64>word(column + COUNT) * 10 > (<u64>mask + 1) * 6) {
          if (!resize(column, (mask + 1) << 1)) return FULL;
          table = <usize>word(column + TABLE);
          mask = word(column + MASK);
        }
        break;
      }
      if (word(entry) == hash && isValue(value, at, length)) break;
      slot = (slot + 1) & mask;
    }
    store<u32>(codes + i, word(value + CODE));
  }
  return count;
}

/** The shorter first, then by bytes, as numbers and numbered names are ordered. */
function isBelow(value: usize, at: usize, length: u32): bool {
  const own = word(value + LENGTH);
  if (own != length) return own < length;
  return memory.compare(value + VALUE_HEAD, at, <usize>length) < 0;
}

/** Keeps cells, none of them empty, while each is above the value before it. Gives how many; all ones when there is no more memory. */
export function rise(column: usize, bytes: usize, base: u32, starts: usize, ends: usize, count: u32): u32 {
  for (let i: u32 = 0; i < count; i++) {
    const start = word(starts + (<usize>i << 2));
    const length = word(ends + (<usize>i << 2)) - start;
    const at = bytes + <usize>(start - base);
    const last = <usize>word(column + LAST);
    if (last != 0 && !isBelow(last, at, length)) return i;
    if (keep(column, at, length) == 0) return FULL;
  }
  return count;
}

export function countOf(column: usize): u32 {
  return word(column + COUNT);
}

/**
 * Lays the values of each chunk end to end, which ends all use of the column: a chunk then says how many bytes it has.
 * Gives where the starts of the values are, `count + 1` numbers as if the chunks were one; 0 when there is no more memory.
 */
export function finish(column: usize): usize {
  const starts = take((<usize>word(column + COUNT) + 1) << 2);
  if (starts == 0) return 0;
  let next = starts + 4; // the missing value is empty: it starts at 0, as the first value does
  let sum: u32 = 0;
  const last = <usize>word(column + CHUNK);
  for (let chunk = <usize>word(column + FIRST); chunk != 0; chunk = <usize>word(chunk + NEXT)) {
    const end = chunk == last ? <usize>word(column + AT) : chunk + <usize>word(chunk + USED);
    let to = chunk + CHUNK_HEAD;
    for (let value = chunk + CHUNK_HEAD; value < end; ) {
      const length = word(value + LENGTH);
      memory.copy(to, value + VALUE_HEAD, <usize>length);
      value += (VALUE_HEAD + <usize>length + 7) & ~7;
      to += <usize>length;
      store<u32>(next, sum);
      next += 4;
      sum += length;
    }
    store<u32>(chunk + USED, <u32>(to - chunk - CHUNK_HEAD));
  }
  store<u32>(next, sum);
  return starts;
}

/** The first chunk of a column that is finished, 0 for none; and the one after a chunk. Its bytes begin 8 behind. */
export function firstChunk(column: usize): usize {
  return <usize>word(column + FIRST);
}
export function nextChunk(chunk: usize): usize {
  return <usize>word(chunk + NEXT);
}
export function chunkBytes(chunk: usize): u32 {
  return word(chunk + USED);
}
