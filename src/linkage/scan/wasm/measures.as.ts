// AssemblyScript. How alike two values are: similarities, and distances in edits.
import { word } from './layout.as';

/** Longer runs than this have no table of all their letters: `SCRATCH_BYTES` in work.ts has no room for one. */
const LONG: i32 = 1024;

/** Room for flags, and for rows of a table of edits. */
let scratch: usize = 0;

export function useScratch(at: usize): void {
  scratch = at;
}

/** Bit j is set where letter j of the 32 bytes in `low` and `high` is this one. */
// @ts-ignore: decorator
@inline
function placesOf(letter: u8, low: v128, high: v128, two: bool): u32 {
  const same = v128.splat<u8>(letter);
  const here = <u32>v128.bitmask<i8>(v128.eq<i8>(low, same));
  return two ? here | (<u32>v128.bitmask<i8>(v128.eq<i8>(high, same)) << 16) : here;
}

// @ts-ignore: decorator
@inline
function firstBits(count: i32): u32 {
  return count >= 32 ? 0xffffffff : (1 << count) - 1;
}

/**
 * Edit distance by columns of bits (Myers 1999), with adjacent letters exchanged where `exchanges` says so (Hyyrö 2003:
 * restricted, no letter is edited twice). `b` has 1 to 32 bytes, `a` at least 1.
 */
function aligned(a: usize, n: i32, b: usize, m: i32, exchanges: bool): i32 {
  const two = m > 16;
  const low = v128.load(b);
  const high = two ? v128.load(b, 16) : low;
  const within = firstBits(m);
  const last: u32 = (<u32>1) << (m - 1);
  let rising: u32 = 0xffffffff; // one more than the cell above
  let falling: u32 = 0; // one less
  let diagonal: u32 = 0; // the same as the cell above and to the left
  let before: u32 = 0;
  let distance = m;
  for (let i = 0; i < n; i++) {
    const places = placesOf(load<u8>(a + <usize>i), low, high, two) & within;
    const exchanged = exchanges ? ((~diagonal & places) << 1) & before : 0;
    diagonal = (((places & rising) + rising) ^ rising) | places | falling | exchanged;
    let more = falling | ~(diagonal | rising);
    let less = diagonal & rising;
    if ((more & last) != 0) distance++;
    else if ((less & last) != 0) distance--;
    more = (more << 1) | 1;
    less = less << 1;
    rising = less | ~(diagonal | more);
    falling = more & diagonal;
    before = places;
  }
  return distance;
}

/** As `jaro`, for bytes; the letters of `b` are looked through 16 at a time. */
function jaroBytes(a: usize, n: i32, b: usize, m: i32, winkler: bool): f64 {
  if (n == 0 || m == 0 || n > 64 || m > 64) return jaro<u8>(a, n, b, m, winkler);
  if (n > 32 || m > 32) return jaroLong(a, n, b, m, winkler);
  let window = ((n > m ? n : m) >> 1) - 1;
  if (window < 0) window = 0;
  const two = m > 16;
  const low = v128.load(b);
  const high = two ? v128.load(b, 16) : low;
  let free = firstBits(m);
  let seenA: u32 = 0;
  // Letters of b from place i - window to i + window.
  let reach: u64 = ((<u64>1) << <u64>(window + 1)) - 1;
  for (let i = 0; i < n; i++) {
    const places = placesOf(load<u8>(a + <usize>i), low, high, two) & free & <u32>reach;
    if (places != 0) {
      free &= ~(places & (0 - places));
      seenA |= (<u32>1) << i;
    }
    reach = i < window ? (reach << 1) | 1 : reach << 1;
  }
  return matched<u8>(a, n, b, m, <u64>seenA, <u64>(firstBits(m) & ~free), winkler);
}

/** The same for up to 64 letters. */
function jaroLong(a: usize, n: i32, b: usize, m: i32, winkler: bool): f64 {
  const window = ((n > m ? n : m) >> 1) - 1;
  const first = v128.load(b);
  const second = v128.load(b, 16);
  const third = v128.load(b, 32);
  const fourth = v128.load(b, 48);
  const all: u64 = m == 64 ? 0xffffffffffffffff : ((<u64>1) << <u64>m) - 1;
  let free = all;
  let seenA: u64 = 0;
  let reach: u64 = ((<u64>1) << <u64>(window + 1)) - 1;
  for (let i = 0; i < n; i++) {
    const letter = load<u8>(a + <usize>i);
    const places =
      (<u64>placesOf(letter, first, second, true) | ((<u64>placesOf(letter, third, fourth, true)) << 32)) & free & reach;
    if (places != 0) {
      free &= ~(places & (0 - places));
      seenA |= (<u64>1) << <u64>i;
    }
    reach = i < window ? (reach << 1) | 1 : reach << 1;
  }
  return matched<u8>(a, n, b, m, seenA, all & ~free, winkler);
}

/** The similarity of two runs of letters of which these match, in turn. */
// @ts-ignore: decorator
@inline
function matched<T>(a: usize, n: i32, b: usize, m: i32, inA: u64, inB: u64, winkler: bool): f64 {
  const size: usize = sizeof<T>();
  if (inA == 0) return 0;
  const matches = <i32>popcnt<u64>(inA);
  let outOfOrder: i32 = 0;
  while (inA != 0) {
    if (load<T>(a + <usize>ctz<u64>(inA) * size) != load<T>(b + <usize>ctz<u64>(inB) * size)) outOfOrder++;
    inA &= inA - 1;
    inB &= inB - 1;
  }
  return similarity<T>(a, n, b, m, matches, outOfOrder, winkler);
}

/** Jaro's similarity, or Winkler's, of two runs of letters with so many matches, so many of them out of order. */
// @ts-ignore: decorator
@inline
function similarity<T>(a: usize, n: i32, b: usize, m: i32, matches: i32, outOfOrder: i32, winkler: bool): f64 {
  const size: usize = sizeof<T>();
  const k = <f64>matches;
  const jaro = (k / <f64>n + k / <f64>m + (k - <f64>(outOfOrder >> 1)) / k) / 3.0;
  if (!winkler || jaro <= 0.7) return jaro;
  let prefix: i32 = 0;
  while (
    prefix < 4 && prefix < n && prefix < m &&
    load<T>(a + <usize>prefix * size) == load<T>(b + <usize>prefix * size)
  ) prefix++;
  return jaro + <f64>prefix * 0.1 * (1.0 - jaro);
}

/** Jaro-Winkler; runs of at most 64 letters by bit masks, longer ones by flags in scratch. */
function jaro<T>(a: usize, n: i32, b: usize, m: i32, winkler: bool): f64 {
  const size: usize = sizeof<T>();
  if (n == 0 || m == 0) return 0;
  let window = ((n > m ? n : m) >> 1) - 1;
  if (window < 0) window = 0;
  let matches: i32 = 0;
  let outOfOrder: i32 = 0;
  if (n <= 64 && m <= 64) {
    let seenA: u64 = 0;
    let seenB: u64 = 0;
    for (let i = 0; i < n; i++) {
      const letter = load<T>(a + <usize>i * size);
      let j = i > window ? i - window : 0;
      const to = i + window < m - 1 ? i + window : m - 1;
      for (; j <= to; j++) {
        if (load<T>(b + <usize>j * size) == letter && ((seenB >> <u64>j) & 1) == 0) {
          seenB |= (<u64>1) << <u64>j;
          seenA |= (<u64>1) << <u64>i;
          break;
        }
      }
    }
    return matched<T>(a, n, b, m, seenA, seenB, winkler);
  }
  memory.fill(scratch, 0, <usize>(n + m));
  const flags = scratch + <usize>n;
  for (let i = 0; i < n; i++) {
    const letter = load<T>(a + <usize>i * size);
    let j = i > window ? i - window : 0;
    const to = i + window < m - 1 ? i + window : m - 1;
    for (; j <= to; j++) {
      if (load<T>(b + <usize>j * size) == letter && load<u8>(flags + <usize>j) == 0) {
        store<u8>(flags + <usize>j, 1);
        store<u8>(scratch + <usize>i, 1);
        matches++;
        break;
      }
    }
  }
  if (matches == 0) return 0;
  let j: i32 = 0;
  for (let i = 0; i < n; i++) {
    if (load<u8>(scratch + <usize>i) == 0) continue;
    while (load<u8>(flags + <usize>j) == 0) j++;
    if (load<T>(a + <usize>i * size) != load<T>(b + <usize>j * size)) outOfOrder++;
    j++;
  }
  return similarity<T>(a, n, b, m, matches, outOfOrder, winkler);
}

/** Levenshtein, by rows in scratch, after what begins and ends alike is cut away. */
function levenshtein<T>(a: usize, n: i32, b: usize, m: i32): i32 {
  const size: usize = sizeof<T>();
  while (n > 0 && m > 0 && load<T>(a) == load<T>(b)) { a += size; b += size; n--; m--; }
  while (n > 0 && m > 0 && load<T>(a + <usize>(n - 1) * size) == load<T>(b + <usize>(m - 1) * size)) { n--; m--; }
  if (n == 0) return m;
  if (m == 0) return n;
  for (let j = 0; j <= m; j++) store<i32>(scratch + (<usize>j << 2), j);
  for (let i = 1; i <= n; i++) {
    let diagonal = load<i32>(scratch);
    store<i32>(scratch, i);
    let before = i;
    const letter = load<T>(a + <usize>(i - 1) * size);
    for (let j = 1; j <= m; j++) {
      const cell = scratch + (<usize>j << 2);
      const above = load<i32>(cell);
      const change = diagonal + (load<T>(b + <usize>(j - 1) * size) == letter ? 0 : 1);
      const gap = (above < before ? above : before) + 1;
      before = change < gap ? change : gap;
      store<i32>(cell, before);
      diagonal = above;
    }
  }
  return load<i32>(scratch + (<usize>m << 2));
}

/** Unrestricted Damerau-Levenshtein (Lowrance and Wagner). The last row of a letter is sought backwards: runs are short. `most`: edits beyond these count as one more than it. */
function damerau<T>(a: usize, n: i32, b: usize, m: i32, most: i32): i32 {
  const size: usize = sizeof<T>();
  while (n > 0 && m > 0 && load<T>(a) == load<T>(b)) { a += size; b += size; n--; m--; }
  while (n > 0 && m > 0 && load<T>(a + <usize>(n - 1) * size) == load<T>(b + <usize>(m - 1) * size)) { n--; m--; }
  if (n == 0) return m;
  if (m == 0) return n;
  if (n > LONG || m > LONG) return damerauOfLong<T>(a, n, b, m, most);
  const width = <usize>(m + 1);
  for (let j = 0; j <= m; j++) store<i32>(scratch + (<usize>j << 2), j);
  for (let i = 1; i <= n; i++) {
    const letter = load<T>(a + <usize>(i - 1) * size);
    const row = scratch + ((<usize>i * width) << 2);
    const above = scratch + ((<usize>(i - 1) * width) << 2);
    store<i32>(row, i);
    let before = i;
    let lastColumn: i32 = 0; // the last column of this row where the letters agree
    for (let j = 1; j <= m; j++) {
      const other = load<T>(b + <usize>(j - 1) * size);
      const same = letter == other;
      const change = load<i32>(above + (<usize>(j - 1) << 2)) + (same ? 0 : 1);
      const insert = load<i32>(above + (<usize>j << 2)) + 1;
      let best = change < insert ? change : insert;
      if (before + 1 < best) best = before + 1;
      if (lastColumn > 0) {
        let lastRow = i - 1; // the last row above where the left letter is this column's
        while (lastRow > 0 && load<T>(a + <usize>(lastRow - 1) * size) != other) lastRow--;
        if (lastRow > 0) {
          const swap =
            load<i32>(scratch + ((<usize>(lastRow - 1) * width + <usize>(lastColumn - 1)) << 2)) +
            (i - lastRow - 1) + 1 + (j - lastColumn - 1);
          if (swap < best) best = swap;
        }
      }
      if (same) lastColumn = j;
      store<i32>(row + (<usize>j << 2), best);
      before = best;
    }
  }
  return load<i32>(scratch + ((<usize>n * width + <usize>m) << 2));
}

/**
 * The same of runs that are too long for a whole table: what is further than `most` from the diagonal, or so many rows
 * back, can't be on a way of at most so many edits, so a few short rows are kept in turn.
 */
function damerauOfLong<T>(a: usize, n: i32, b: usize, m: i32, most: i32): i32 {
  const size: usize = sizeof<T>();
  const far = most + 1;
  const turn = most + 2;
  const width = 2 * most + 3; // cell (i, j) is at place j - i + far of its row; the places at both ends are far
  for (let i = 0; i <= n; i++) {
    const row = scratch + <usize>((i % turn) * width * 4);
    for (let k = 0; k < width; k++) store<i32>(row + (<usize>k << 2), far);
    const above = scratch + <usize>(((i + turn - 1) % turn) * width * 4);
    let lastColumn: i32 = 0;
    const to = i + most < m ? i + most : m;
    for (let j = i > most ? i - most : 0; j <= to; j++) {
      const place = j - i + far;
      let best = far;
      if (i == 0 || j == 0) best = i + j;
      else {
        const other = load<T>(b + <usize>(j - 1) * size);
        const same = load<T>(a + <usize>(i - 1) * size) == other;
        const change = load<i32>(above + (<usize>place << 2)) + (same ? 0 : 1);
        const gap = min<i32>(load<i32>(above + (<usize>(place + 1) << 2)), load<i32>(row + (<usize>(place - 1) << 2))) + 1;
        best = min<i32>(best, min<i32>(change, gap));
        if (lastColumn > 0) {
          const least = i > most ? i - most : 1;
          let lastRow = i - 1;
          while (lastRow >= least && load<T>(a + <usize>(lastRow - 1) * size) != other) lastRow--;
          const before = lastColumn - lastRow + far;
          if (lastRow >= least && before >= 0 && before < width)
            best = min<i32>(
              best,
              load<i32>(scratch + <usize>((((lastRow - 1) % turn) * width + before) * 4)) +
                (i - lastRow - 1) + 1 + (j - lastColumn - 1),
            );
        }
        if (same) lastColumn = j;
      }
      store<i32>(row + (<usize>place << 2), best);
    }
  }
  const end = m - n + far;
  return end < 0 || end >= width ? far : load<i32>(scratch + <usize>(((n % turn) * width + end) * 4));
}

export function between(m: usize, a: u32, b: u32): f64 {
  const kind = word(m);
  if (a == b) return kind <= 2 ? 1 : 0;
  // Where a value begins stands beside its mask: one look into memory for both.
  const headA = <usize>word(m + 8) + (<usize>a << 3);
  const headB = <usize>word(m + 8) + (<usize>b << 3);
  const startA = word(headA);
  const lengthA = <i32>(word(headA + 8) - startA);
  const startB = word(headB);
  const lengthB = <i32>(word(headB + 8) - startB);
  const maskA = word(headA + 4);
  const maskB = word(headB + 4);
  const letters = <usize>word(m + 12);
  const wide = word(m + 16) == 2;
  const bound = load<f64>(m + 24);
  const onlyA = <i32>popcnt<u32>(maskA & ~maskB);
  const onlyB = <i32>popcnt<u32>(maskB & ~maskA);
  if (kind <= 2) {
    const inA = lengthA - onlyA;
    const inB = lengthB - onlyB;
    const most = inA < inB ? inA : inB;
    if (most <= 0) return 0;
    const best = (<f64>most / <f64>lengthA + <f64>most / <f64>lengthB + 1.0) / 3.0;
    const top = kind == 1 && best > 0.7 ? best + 0.4 * (1.0 - best) : best;
    if (top < bound - 1e-9) return 0;
    return wide
      ? jaro<u16>(letters + (<usize>startA << 1), lengthA, letters + (<usize>startB << 1), lengthB, kind == 1)
      : jaroBytes(letters + <usize>startA, lengthA, letters + <usize>startB, lengthB, kind == 1);
  }
  const longer = lengthA > lengthB ? lengthA - lengthB : lengthB - lengthA;
  if (<f64>longer > bound || <f64>onlyA > bound || <f64>onlyB > bound) return bound + 1;
  if (!wide && lengthA > 0 && lengthB > 0 && lengthB <= 32) {
    // Adjacent letters exchanged count 1 here, as in the unrestricted distance; letters between the two do not.
    const restricted = aligned(letters + <usize>startA, lengthA, letters + <usize>startB, lengthB, kind == 4);
    if (kind == 3 || restricted <= 2) return <f64>restricted;
    // Where letters stand between, the unrestricted distance saves 1 for each exchange, which then costs 2 or more.
    if (<f64>restricted > bound + Math.floor(bound * 0.5)) return bound + 1;
  }
  if (kind == 3)
    return <f64>(wide
      ? levenshtein<u16>(letters + (<usize>startA << 1), lengthA, letters + (<usize>startB << 1), lengthB)
      : levenshtein<u8>(letters + <usize>startA, lengthA, letters + <usize>startB, lengthB));
  return <f64>(wide
    ? damerau<u16>(letters + (<usize>startA << 1), lengthA, letters + (<usize>startB << 1), lengthB, <i32>bound)
    : damerau<u8>(letters + <usize>startA, lengthA, letters + <usize>startB, lengthB, <i32>bound));
}

/**
 * For each value where its letters begin, and a mask: one of 32 bits set for each letter, a bound on what two values can
 * have in common. One more says where the last ends. Gives how many letters the longest has.
 */
export function heads(starts: usize, letters: usize, bytes: u32, count: u32, out: usize): u32 {
  let at = word(starts);
  let longest: u32 = 0;
  for (let value: u32 = 0; value < count; value++) {
    const end = word(starts + (<usize>(value + 1) << 2));
    store<u32>(out, at);
    let mask: u32 = 0;
    longest = max<u32>(longest, end - at);
    if (bytes == 1) for (; at < end; at++) mask |= (<u32>1) << (load<u8>(letters + <usize>at) & 31);
    else for (; at < end; at++) mask |= (<u32>1) << (load<u16>(letters + (<usize>at << 1)) & 31);
    store<u32>(out + 4, mask);
    out += 8;
  }
  store<u32>(out, at);
  return longest;
}
