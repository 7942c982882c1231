// AssemblyScript. Sorting by keys of 32 bits, and pairs by their weights. All arrays are of words of 4 bytes but weights.
import { real, setWord, word } from '../../wasm/words.as';

const DIGIT: u32 = 11;
const DIGITS: u32 = 1 << DIGIT;
/** Below this many, insertion is quicker than counting digits. */
const FEW: u32 = 48;

/**
 * Sorts `count` items by `keys`, which stand beside them and move with them; stable, by counting digits of 11 bits from the
 * lowest. A digit that is the same everywhere costs no move. `spare`: room for items, then keys, then `DIGITS` words.
 */
function sortWithKeys(items: usize, keys: usize, count: u32, spare: usize): void {
  let fromItems = items;
  let fromKeys = keys;
  let toItems = spare;
  let toKeys = spare + (<usize>count << 2);
  const starts = toKeys + (<usize>count << 2);
  let varies: u32 = 0;
  const first = count > 0 ? word(keys, 0) : 0;
  for (let x: u32 = 1; x < count; x++) varies |= word(keys, x) ^ first;
  for (let shift: u32 = 0; shift < 32; shift += DIGIT) {
    if (((varies >> shift) & (DIGITS - 1)) == 0) continue;
    memory.fill(starts, 0, <usize>DIGITS << 2);
    for (let x: u32 = 0; x < count; x++) {
      const digit = (word(fromKeys, x) >> shift) & (DIGITS - 1);
      setWord(starts, digit, word(starts, digit) + 1);
    }
    let sum: u32 = 0;
    for (let digit: u32 = 0; digit < DIGITS; digit++) {
      const size = word(starts, digit);
      setWord(starts, digit, sum);
      sum += size;
    }
    for (let x: u32 = 0; x < count; x++) {
      const key = word(fromKeys, x);
      const digit = (key >> shift) & (DIGITS - 1);
      const place = word(starts, digit);
      setWord(starts, digit, place + 1);
      setWord(toItems, place, word(fromItems, x));
      setWord(toKeys, place, key);
    }
    const swappedItems = fromItems;
    fromItems = toItems;
    toItems = swappedItems;
    const swappedKeys = fromKeys;
    fromKeys = toKeys;
    toKeys = swappedKeys;
  }
  if (fromItems != items) memory.copy(items, fromItems, <usize>count << 2);
}

/** Sorts `order` by `key[order[x]]`. `room`: words for keys, and what `sortWithKeys` spares: 12 bytes an item and `DIGITS` words. */
export function sortByKey(order: usize, count: u32, key: usize, room: usize): void {
  for (let x: u32 = 0; x < count; x++) setWord(room, x, word(key, word(order, x)));
  sortWithKeys(order, room, count, room + (<usize>count << 2));
}

/** Whether pair p comes after pair q: by falling weight, then left row, then right row. */
// @ts-ignore: decorator
@inline
function comesAfter(p: u32, q: u32, left: usize, right: usize, weight: usize): bool {
  const own = real(weight, p);
  const other = real(weight, q);
  if (own != other) return own < other;
  const i = word(left, p);
  const j = word(left, q);
  return i != j ? i > j : word(right, p) > word(right, q);
}

/**
 * Writes to `order` the numbers of the pairs of at least a weight, by falling weight, equal weights by left row, then right
 * row; -0 equals 0. First by the upper 32 bits of a weight, then runs that agree in them by the rest. Pairs that are 1 in
 * `without`, where it is not 0, are left out. `room`: 12 bytes a pair and `DIGITS` words. Gives how many.
 */
export function orderByWeight(
  left: usize,
  right: usize,
  weight: usize,
  count: u32,
  least: f64,
  without: usize,
  order: usize,
  room: usize,
): u32 {
  let kept: u32 = 0;
  for (let p: u32 = 0; p < count; p++) {
    if (!(real(weight, p) >= least) || (without != 0 && load<u8>(without + <usize>p) == 1)) continue;
    setWord(order, kept, p);
    setWord(room, kept, upperOf(weight, p));
    kept++;
  }
  sortWithKeys(order, room, kept, room + (<usize>kept << 2));
  let from: u32 = 0;
  while (from < kept) {
    const upper = upperOf(weight, word(order, from));
    let until = from + 1;
    while (until < kept && upperOf(weight, word(order, until)) == upper) until++;
    if (until - from <= FEW) {
      for (let x = from + 1; x < until; x++) {
        const item = word(order, x);
        let y = x;
        while (y > from && comesAfter(word(order, y - 1), item, left, right, weight)) {
          setWord(order, y, word(order, y - 1));
          y--;
        }
        setWord(order, y, item);
      }
    } else {
      const run = order + (<usize>from << 2);
      sortByKey(run, until - from, right, room);
      sortByKey(run, until - from, left, room);
      for (let x: u32 = 0; x < until - from; x++) {
        const p = word(run, x);
        const low = load<u32>(weight + (<usize>p << 3));
        setWord(room, x, real(weight, p) < 0 ? low : ~low);
      }
      sortWithKeys(run, room, until - from, room + (<usize>(until - from) << 2));
    }
    from = until;
  }
  return kept;
}

/** The upper half of a weight, such that rising halves are falling weights. */
// @ts-ignore: decorator
@inline
function upperOf(weight: usize, p: u32): u32 {
  const high = load<u32>(weight + (<usize>p << 3) + 4);
  return real(weight, p) < 0 ? high : (high & 0x7fffffff) ^ 0x7fffffff;
}
