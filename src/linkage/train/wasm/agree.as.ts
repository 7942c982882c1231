// AssemblyScript. How many pairs of rows agree on several columns at once: rows that have the same in all are numbered alike.
// Columns are words of 4 bytes a row, 0 where a value is missing; rows from `split` on are the second table, 0: one table.
import { setWord, word } from '../../wasm/words.as';

/** Writes to `ids` 1 for the rows that have a value in each of the columns, 0 for the others. */
function mark(columns: usize, count: u32, rows: u32, ids: usize): void {
  for (let row: u32 = 0; row < rows; row++) setWord(ids, row, 1);
  for (let c: u32 = 0; c < count; c++) {
    const codes = <usize>word(columns, c);
    for (let row: u32 = 0; row < rows; row++) if (word(codes, row) == 0) setWord(ids, row, 0);
  }
}

/** How many rows of each table have a value in each of the columns: two words at `out`. `ids`: a word a row. */
export function having(columns: usize, count: u32, rows: u32, split: u32, ids: usize, out: usize): void {
  mark(columns, count, rows, ids);
  const own = split == 0 ? rows : split;
  let left: u32 = 0;
  let right: u32 = 0;
  for (let row: u32 = 0; row < own; row++) left += word(ids, row);
  for (let row = own; row < rows; row++) right += word(ids, row);
  setWord(out, 0, left);
  setWord(out, 1, right);
}

/**
 * Pairs that agree on each of the `parts` columns and have a value in each of the `needs` columns after them: of one table
 * n(n - 1)/2 of each group, of two left times right. `room`: 16 bytes a row and 16 more, and 4 for each of `slots`, a power
 * of 2 that is twice the rows or more.
 */
export function agreeing(
  columns: usize,
  parts: u32,
  needs: u32,
  rows: u32,
  split: u32,
  room: usize,
  slots: u32,
): f64 {
  const ids = room;
  const firstA = ids + (<usize>rows << 2);
  const firstB = firstA + (<usize>(rows + 1) << 2);
  const table = firstB + (<usize>(rows + 1) << 2);
  mark(columns + (<usize>parts << 2), needs, rows, ids);
  let most: u32 = 1;
  for (let part: u32 = 0; part < parts; part++) {
    const codes = <usize>word(columns, part);
    // A code may be larger than there are rows: of one part alone codes are numbered too.
    most = part == 0 && parts > 1 ? take(ids, codes, rows) : refine(ids, codes, rows, firstA, firstB, table, slots);
  }
  return pairsOf(ids, rows, split, most, firstA, table);
}

/** Codes in place of marks; gives the largest. */
function take(ids: usize, codes: usize, rows: u32): u32 {
  let largest: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    if (word(ids, row) == 0) continue;
    const code = word(codes, row);
    setWord(ids, row, code);
    if (code > largest) largest = code;
  }
  return largest;
}

/** Numbers each (number so far, code) in order of first meeting; 0 in either is left out. Gives how many there are. */
function refine(ids: usize, codes: usize, rows: u32, firstA: usize, firstB: usize, table: usize, slots: u32): u32 {
  const mask = slots - 1;
  memory.fill(table, 0, <usize>slots << 2);
  let made: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const a = word(ids, row);
    if (a == 0) continue;
    const b = word(codes, row);
    if (b == 0) {
      setWord(ids, row, 0);
      continue;
    }
    let hash = (a * 0x9e3779b1) ^ (b * 0x85ebca6b);
    hash = (hash ^ (hash >> 15)) * 0x2c1b3c6d;
    let at = (hash ^ (hash >> 13)) & mask;
    while (true) {
      const id = word(table, at);
      if (id == 0) {
        made++;
        setWord(table, at, made);
        setWord(firstA, made, a);
        setWord(firstB, made, b);
        setWord(ids, row, made);
        break;
      }
      if (word(firstA, id) == a && word(firstB, id) == b) {
        setWord(ids, row, id);
        break;
      }
      at = (at + 1) & mask;
    }
  }
  return made;
}

/** From the sizes of groups. `left` and `right`: room for a word for each number up to `most`. */
function pairsOf(ids: usize, rows: u32, split: u32, most: u32, left: usize, right: usize): f64 {
  memory.fill(left, 0, <usize>(most + 1) << 2);
  if (split != 0) memory.fill(right, 0, <usize>(most + 1) << 2);
  const own = split == 0 ? rows : split;
  for (let row: u32 = 0; row < own; row++) setWord(left, word(ids, row), word(left, word(ids, row)) + 1);
  for (let row = own; row < rows; row++) setWord(right, word(ids, row), word(right, word(ids, row)) + 1);
  let pairs: f64 = 0;
  for (let id: u32 = 1; id <= most; id++) {
    const size = <f64>word(left, id);
    pairs += split == 0 ? (size * (size - 1)) / 2 : size * <f64>word(right, id);
  }
  return pairs;
}
