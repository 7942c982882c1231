// AssemblyScript. Pages of text columns of Parquet (apache/parquet-format: Encodings.md, and Snappy's format description):
// what is read is never trusted to stay within the page.
import { FULL, intern, word } from './values.as';

/** What is wrong with a page: it is not as the format says. */
const MALFORMED: u32 = 0xfffffffe;

// A varint that was read, and where it ended; 0 when it did not end.
let varint: u32 = 0;
let after: usize = 0;

function readVarint(at: usize, end: usize): void {
  varint = 0;
  after = 0;
  for (let shift: u32 = 0; shift < 35 && at < end; shift += 7, at++) {
    const byte = <u32>load<u8>(at);
    varint |= (byte & 127) << shift;
    if (byte < 128) {
      after = at + 1;
      return;
    }
  }
}

/** Undoes Snappy; whether it gave just so many bytes. There must be 16 bytes to spare behind either. */
export function unsnap(from: usize, length: u32, out: usize, size: u32): bool {
  const end = from + <usize>length;
  const outEnd = out + <usize>size;
  readVarint(from, end);
  if (after == 0 || varint != size) return false;
  let at = after;
  let to = out;
  while (at < end) {
    const tag = <u32>load<u8>(at++);
    let count: usize;
    if ((tag & 3) == 0) {
      count = <usize>(tag >> 2) + 1;
      if (count > 60) {
        const bytes = count - 60;
        if (at + bytes > end) return false;
        count = (<usize>word(at) & (bytes == 4 ? <usize>0xffffffff : ((<usize>1) << (bytes << 3)) - 1)) + 1;
        at += bytes;
      }
      if (count > end - at || count > outEnd - to) return false;
      if (count <= 16) v128.store(to, v128.load(at));
      else memory.copy(to, at, count);
      at += count;
      to += count;
      continue;
    }
    let back: usize;
    if ((tag & 3) == 1) {
      if (at >= end) return false;
      count = <usize>((tag >> 2) & 7) + 4;
      back = (<usize>(tag >> 5) << 8) | <usize>load<u8>(at++);
    } else {
      const bytes: usize = (tag & 3) == 2 ? 2 : 4;
      if (at + bytes > end) return false;
      count = <usize>(tag >> 2) + 1;
      back = bytes == 2 ? <usize>load<u16>(at) : <usize>word(at);
      at += bytes;
    }
    if (back == 0 || back > to - out || count > outEnd - to) return false;
    let copied = to - back;
    const stop = to + count;
    // Eight at a time where source and target are so far apart; a little too much is written over later.
    if (back >= 8 && stop + 8 <= outEnd) for (; to < stop; to += 8, copied += 8) store<u64>(to, load<u64>(copied));
    else for (; to < stop; to++, copied++) store<u8>(to, load<u8>(copied));
    to = stop;
  }
  return to == outEnd;
}

/** Runs of equal numbers and packed numbers of so many bits (RLE/bit-packing hybrid), until there are `count`; whether there are. */
function hybrid(from: usize, end: usize, bits: u32, count: u32, out: usize): bool {
  let at = from;
  let done: u32 = 0;
  if (bits > 32) return false;
  const mask: u64 = ((<u64>1) << <u64>bits) - 1;
  const bytes = <usize>((bits + 7) >> 3);
  while (done < count) {
    readVarint(at, end);
    if (after == 0) return false;
    at = after;
    const rest = count - done;
    if ((varint & 1) == 0) {
      const run = varint >> 1;
      if (run == 0 || at + bytes > end) return false;
      let value: u32 = 0;
      for (let b: usize = 0; b < bytes; b++) value |= <u32>load<u8>(at + b) << <u32>(b << 3);
      at += bytes;
      const take = run < rest ? run : rest;
      for (let i: u32 = 0; i < take; i++) store<u32>(out + (<usize>(done + i) << 2), value);
      done += take;
    } else {
      const groups = varint >> 1;
      if (groups == 0) return false;
      const size = <u64>groups * <u64>bits;
      // The last run may be cut off where the page ends.
      const packedEnd = size > <u64>(end - at) ? end : at + <usize>size;
      const held = <u64>groups << 3;
      const take = held < <u64>rest ? <u32>held : rest;
      let window: u64 = 0;
      let have: u32 = 0;
      let next = at;
      for (let i: u32 = 0; i < take; i++) {
        while (have < bits) {
          if (next >= packedEnd) return false;
          window |= <u64>load<u8>(next++) << <u64>have;
          have += 8;
        }
        store<u32>(out + (<usize>(done + i) << 2), <u32>(window & mask));
        window >>= <u64>bits;
        have -= bits;
      }
      at = packedEnd;
      done += take;
    }
  }
  return true;
}

/** Whether bytes are UTF-8 (RFC 3629): no surrogates, nothing longer than it must be. */
function isUtf8(from: usize, length: usize): bool {
  let at = from;
  const end = from + length;
  while (at < end) {
    if (end - at >= 8 && (load<u64>(at) & 0x8080808080808080) == 0) {
      at += 8;
      continue;
    }
    const lead = <u32>load<u8>(at++);
    if (lead < 0x80) continue;
    if (lead < 0xc2 || lead > 0xf4) return false;
    const more: usize = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (more > end - at) return false;
    const second = <u32>load<u8>(at);
    const least: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const most: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) return false;
    for (let i: usize = 1; i < more; i++) if ((load<u8>(at + i) & 0xc0) != 0x80) return false;
    at += more;
  }
  return true;
}

/** Where texts with their lengths before them begin and end, until there are `count`; whether there are. */
function plain(from: usize, end: usize, count: u32, starts: usize, ends: usize): bool {
  let at = from;
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    if (end - at < 4) return false;
    const length = <usize>word(at);
    at += 4;
    if (length > end - at || !isUtf8(at, length)) return false;
    store<u32>(starts + i, <u32>at);
    at += length;
    store<u32>(ends + i, <u32>at);
  }
  return true;
}

/** Numbers the `count` texts of a dictionary; `room` is for three numbers each. Gives `count`, or what is wrong. */
export function dictionaryPage(column: usize, at: usize, end: usize, count: u32, room: usize, map: usize): u32 {
  const ends = room + (<usize>count << 2);
  if (!plain(at, end, count, room, ends)) return MALFORMED;
  return intern(column, 0, 0, room, ends, count, ends + (<usize>count << 2), map);
}

/**
 * The codes of the rows of a data page. `levels` are its definition levels until `from`, where the values begin (the same
 * place: every row has a value); `indexed`: values are numbers into a dictionary of `mapped` texts with the codes in `map`.
 * `room` is for four numbers a row. Gives `rows`, or what is wrong.
 */
export function dataPage(
  column: usize,
  levels: usize,
  from: usize,
  end: usize,
  rows: u32,
  indexed: bool,
  map: usize,
  mapped: u32,
  room: usize,
  codes: usize,
): u32 {
  const size = <usize>rows << 2;
  const present = room;
  let values = rows;
  if (levels != from) {
    if (!hybrid(levels, from, 1, rows, present)) return MALFORMED;
    values = 0;
    for (let i: usize = 0; i < size; i += 4) values += word(present + i);
  }
  // Without a missing value among them codes are put where they belong; else spread afterwards.
  const dense = values == rows ? codes : room + size;
  if (indexed) {
    if (values > 0) {
      if (from >= end) return MALFORMED;
      if (!hybrid(from + 1, end, load<u8>(from), values, dense)) return MALFORMED;
    }
    for (let i: usize = 0; i < <usize>values << 2; i += 4) {
      const number = word(dense + i);
      if (number >= mapped) return MALFORMED;
      store<u32>(dense + i, word(map + (<usize>number << 2)));
    }
  } else {
    const starts = room + 2 * size;
    const ends = room + 3 * size;
    if (!plain(from, end, values, starts, ends)) return MALFORMED;
    // Hashes take the place of what is not yet there: of the codes that are spread later, or of the levels when there are none.
    const done = intern(column, 0, 0, starts, ends, values, values == rows ? present : codes, dense);
    if (done == FULL) return FULL;
  }
  if (values != rows) {
    let next = dense;
    for (let i: usize = 0; i < size; i += 4) {
      if (word(present + i) == 0) store<u32>(codes + i, 0);
      else {
        store<u32>(codes + i, word(next));
        next += 4;
      }
    }
  }
  return rows;
}
