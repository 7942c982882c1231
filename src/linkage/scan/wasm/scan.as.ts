// AssemblyScript (a dialect of TypeScript for WebAssembly). Everything lives in one memory that the workers share: no
// static data, nothing allocated. Layouts are in layout.ts, which writes them; change both together.

// Offsets of the state of a scan, one for each worker.
const S_PLAN: usize = 0;
const S_RULE: usize = 4;
const S_AT: usize = 8;
const S_UNTIL: usize = 12;
const S_PARTNER: usize = 16;
const S_PAIRS: usize = 20;
const S_PAIR_COUNT: usize = 24;
const S_PAIR_CAPACITY: usize = 28;
const S_KEYS: usize = 32;
const S_COUNTS: usize = 36;
const S_IDS: usize = 40;
const S_TABLE_MASK: usize = 44;
const S_PATTERN_COUNT: usize = 48;
const S_SCRATCH: usize = 52;
const S_VALUES: usize = 56;
const S_RANDOM: usize = 64;
const S_SEEN: usize = 72;
const S_TOUCHED: usize = 80;
const S_ROW_BITS: usize = 84; // of a row's number in a pair of 8 bytes; 0: pairs have 12 bytes
const S_MOST_NUMBERS: usize = 88; // so many patterns fit in what is left of 8 bytes

/** How many entries ahead the rows are touched, so that they are near when they are compared. */
const AHEAD: u32 = 4;

// Offsets of the plan.
const P_COMPARISONS: usize = 0;
const P_COMPARISON_COUNT: usize = 4;
const P_RULES: usize = 8;
const P_RULE_COUNT: usize = 12;
const P_ROWS: usize = 16;
const P_STRIDE: usize = 20;
const P_SPLIT: usize = 24;
const P_ROW_COUNT: usize = 28;
const P_MEASURES: usize = 32;

const RULE_BYTES: usize = 32;
const R_IDS: usize = 0;
const R_STARTS: usize = 4;
const R_ENTRIES: usize = 8;
const R_KEY: usize = 12; // offset of the key in the row; all ones for a rule of several keys
const R_LISTS: usize = 16;
const R_LIST_STARTS: usize = 20;
const R_ENTRY_KEYS: usize = 24;

const COMPARISON_BYTES: usize = 16;
const TEST_BYTES: usize = 40;
const MEASURE_BYTES: usize = 32;

const NONE: u32 = 0xffffffff;

const DONE: i32 = 0;
const PAIRS_FULL: i32 = 1;
const TABLE_FULL: i32 = 2;

/** Longer runs than this have no table of all their letters: `SCRATCH_BYTES` in work.ts has no room for one. */
const LONG: i32 = 1024;

// What the pair at hand has measured already.
let known: u32 = 0;
let values: usize = 0;
let scratch: usize = 0;
let measures: usize = 0;

// @ts-ignore: decorator
@inline
function word(at: usize): u32 {
  return load<u32>(at);
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

/** A measure of two codes: a similarity, or a distance; out of bounds at once where lengths and letters show it. */
function measure(slot: u32, left: usize, right: usize): f64 {
  const at = values + (<usize>slot << 3);
  const bit: u32 = 1 << slot;
  if ((known & bit) != 0) return load<f64>(at);
  const m = measures + <usize>slot * MEASURE_BYTES;
  const column = <usize>word(m + 4);
  const value = between(m, word(left + column), word(right + column));
  store<f64>(at, value);
  known |= bit;
  return value;
}

function between(m: usize, a: u32, b: u32): f64 {
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

/** Whether a test holds for two rows. */
function holds(test: usize, left: usize, right: usize): bool {
  const op = word(test);
  const column = <usize>word(test + 4);
  switch (op) {
    case 0: return word(left + column) == 0 || word(right + column) == 0;
    case 1: { const a = word(left + column); return a != 0 && a == word(right + column); }
    case 2: {
      const map = <usize>word(test + 8);
      const a = word(map + (<usize>word(left + column) << 2));
      return a != 0 && a == word(map + (<usize>word(right + column) << 2));
    }
    case 3: {
      if (word(left + column) == 0 || word(right + column) == 0) return false;
      return measure(word(test + 20), left, right) >= load<f64>(test + 24);
    }
    case 4: {
      if (word(left + column) == 0 || word(right + column) == 0) return false;
      return measure(word(test + 20), left, right) <= load<f64>(test + 24);
    }
    case 5: { // the value of one column on the left is that of another on the right
      const across = word(<usize>word(test + 8) + (<usize>word(left + column) << 2));
      return across != 0 && across == word(right + <usize>word(test + 12));
    }
    case 6: { // the same the other way round
      const across = word(<usize>word(test + 8) + (<usize>word(right + column) << 2));
      return across != 0 && across == word(left + <usize>word(test + 12));
    }
    case 7: {
      const swapped = word(<usize>word(test + 8) + (<usize>word(left + column) << 2));
      return swapped != 0 && swapped == word(right + column);
    }
    case 8: { // numbers within a distance
      const a = word(left + column);
      const b = word(right + column);
      if (a == 0 || b == 0) return false;
      const numbers = <usize>word(test + 8);
      const difference = load<f64>(numbers + (<usize>a << 3)) - load<f64>(numbers + (<usize>b << 3));
      return abs<f64>(difference) <= load<f64>(test + 24);
    }
    case 9: { // one letter against a longer value that begins with it
      const a = word(left + column);
      const b = word(right + column);
      if (a == 0 || b == 0) return false;
      const firsts = <usize>word(test + 8);
      const single = <usize>word(test + 12);
      return load<u8>(single + <usize>a) != load<u8>(single + <usize>b) &&
        word(firsts + (<usize>a << 2)) == word(firsts + (<usize>b << 2));
    }
    case 10: // lists of codes with at least so many in common
      return <f64>common(<usize>word(test + 8), <usize>word(test + 12), word(left + column), word(right + column)) >= load<f64>(test + 24);
    default: return false;
  }
}

/** How many of two ascending lists agree. */
function common(starts: usize, lists: usize, a: u32, b: u32): i32 {
  let x = word(starts + (<usize>a << 2));
  const toX = word(starts + (<usize>(a + 1) << 2));
  let y = word(starts + (<usize>b << 2));
  const toY = word(starts + (<usize>(b + 1) << 2));
  let count: i32 = 0;
  while (x < toX && y < toY) {
    const p = word(lists + (<usize>x << 2));
    const q = word(lists + (<usize>y << 2));
    if (p == q) { count++; x++; y++; } else if (p < q) x++; else y++;
  }
  return count;
}

/** The level of each comparison, as one number of mixed radix. */
function pattern(plan: usize, left: usize, right: usize): u64 {
  known = 0;
  let sum: u64 = 0;
  const count = word(plan + P_COMPARISON_COUNT);
  let comparison = <usize>word(plan + P_COMPARISONS);
  for (let c: u32 = 0; c < count; c++) {
    const tests = <usize>word(comparison);
    let at: i32 = 0;
    do {
      const test = tests + <usize>at * TEST_BYTES;
      at = holds(test, left, right) ? load<i32>(test + 32) : load<i32>(test + 36);
    } while (at >= 0);
    sum += load<u64>(comparison + 8) * <u64>(-at - 1);
    comparison += COMPARISON_BYTES;
  }
  return sum;
}

/** Smallest key that two rows share under a rule of several keys; all ones when none. */
function firstShared(rule: usize, i: u32, j: u32): u32 {
  const starts = <usize>word(rule + R_LIST_STARTS);
  const lists = <usize>word(rule + R_LISTS);
  let x = word(starts + (<usize>i << 2));
  const toX = word(starts + (<usize>(i + 1) << 2));
  let y = word(starts + (<usize>j << 2));
  const toY = word(starts + (<usize>(j + 1) << 2));
  while (x < toX && y < toY) {
    const p = word(lists + (<usize>x << 2));
    const q = word(lists + (<usize>y << 2));
    if (p == q) return p;
    if (p < q) x++; else y++;
  }
  return NONE;
}

// @ts-ignore: decorator
@inline
function blocks(rule: usize, left: usize, right: usize, i: u32, j: u32): bool {
  const key = word(rule + R_KEY);
  if (key == NONE) return firstShared(rule, i, j) != NONE;
  const a = word(left + <usize>key);
  return a != 0 && a == word(right + <usize>key);
}

/** Counts a pattern; gives its number, or all ones when the table is full. */
function count(state: usize, key: u64): u32 {
  const mask = word(state + S_TABLE_MASK);
  const keys = <usize>word(state + S_KEYS);
  const counts = <usize>word(state + S_COUNTS);
  const ids = <usize>word(state + S_IDS);
  let hash = key * 0x9e3779b97f4a7c15;
  hash ^= hash >> 32;
  let slot = <u32>hash & mask;
  while (true) {
    const c = counts + (<usize>slot << 3);
    const seen = load<u64>(c);
    if (seen == 0) {
      const number = word(state + S_PATTERN_COUNT);
      if (number * 2 > mask) return NONE;
      store<u64>(keys + (<usize>slot << 3), key);
      store<u64>(c, 1);
      store<u32>(ids + (<usize>slot << 2), number);
      store<u32>(state + S_PATTERN_COUNT, number + 1);
      return number;
    }
    if (load<u64>(keys + (<usize>slot << 3)) == key) {
      store<u64>(c, seen + 1);
      return word(ids + (<usize>slot << 2));
    }
    slot = (slot + 1) & mask;
  }
}

function begin(state: usize): usize {
  const plan = <usize>word(state + S_PLAN);
  values = <usize>word(state + S_VALUES);
  scratch = <usize>word(state + S_SCRATCH);
  measures = <usize>word(plan + P_MEASURES);
  return plan;
}

/** Whether a block begins with this entry. */
// @ts-ignore: decorator
@inline
function begins(starts: usize, entry: u32): bool {
  return ((word(starts + (<usize>(entry >> 5) << 2)) >> (entry & 31)) & 1) != 0;
}

/**
 * Compares the pairs of one rule whose first entry is in a range. Stops when there is no room, and goes on when called
 * again: 0 done, 1 the pairs are full, 2 the table of patterns is full.
 */
export function scan(state: usize): i32 {
  const plan = begin(state);
  const ruleNumber = word(state + S_RULE);
  const rules = <usize>word(plan + P_RULES);
  const ruleCount = word(plan + P_RULE_COUNT);
  const rule = rules + <usize>ruleNumber * RULE_BYTES;
  const ids = <usize>word(rule + R_IDS);
  const starts = <usize>word(rule + R_STARTS);
  const entries = word(rule + R_ENTRIES);
  const rows = <usize>word(plan + P_ROWS);
  const stride = <usize>word(plan + P_STRIDE);
  const split = word(plan + P_SPLIT);
  const several = word(rule + R_KEY) == NONE;
  const entryKeys = <usize>word(rule + R_ENTRY_KEYS);
  const pairs = <usize>word(state + S_PAIRS);
  const capacity = word(state + S_PAIR_CAPACITY);
  const rowBits = <u64>word(state + S_ROW_BITS);
  const mostNumbers = word(state + S_MOST_NUMBERS);
  let stored = word(state + S_PAIR_COUNT);
  let x = word(state + S_AT);
  const until = word(state + S_UNTIL);
  let resume = word(state + S_PARTNER);
  let seen = load<u64>(state + S_SEEN);
  let touched: u32 = 0;
  while (x < until) {
    const ahead = x + AHEAD;
    // A row that is alone in its block is not looked at.
    if (ahead + 1 < entries && !(begins(starts, ahead) && begins(starts, ahead + 1))) {
      const row = rows + <usize>word(ids + (<usize>ahead << 2)) * stride;
      touched ^= word(row) ^ word(row + stride - 4);
    }
    if (x + 1 >= entries || begins(starts, x + 1)) { x++; resume = 0; continue; }
    const i = word(ids + (<usize>x << 2));
    if (split != 0 && i >= split) { x++; resume = 0; continue; }
    const left = rows + <usize>i * stride;
    let y = resume != 0 ? resume : x + 1;
    resume = 0;
    while (y < entries) {
      if (begins(starts, y)) break;
      const j = word(ids + (<usize>y << 2));
      if (split != 0 && j < split) { y++; continue; }
      const right = rows + <usize>j * stride;
      let skip = several && (i == j || firstShared(rule, i, j) != word(entryKeys + (<usize>x << 2)));
      for (let r: u32 = 0; !skip && r < ruleNumber; r++)
        skip = blocks(rules + <usize>r * RULE_BYTES, left, right, i, j);
      if (!skip) {
        let mask: u64 = 1 << <u64>ruleNumber;
        for (let r = ruleNumber + 1; r < ruleCount; r++)
          if (blocks(rules + <usize>r * RULE_BYTES, left, right, i, j)) mask |= (<u64>1) << <u64>r;
        if (capacity != 0 && (stored >= capacity || (rowBits != 0 && word(state + S_PATTERN_COUNT) >= mostNumbers))) {
          store<u32>(state + S_AT, x);
          store<u32>(state + S_PARTNER, y);
          store<u32>(state + S_PAIR_COUNT, stored);
          store<u64>(state + S_SEEN, seen);
          return PAIRS_FULL;
        }
        const number = count(state, (pattern(plan, left, right) << <u64>ruleCount) | mask);
        if (number == NONE) {
          store<u32>(state + S_AT, x);
          store<u32>(state + S_PARTNER, y);
          store<u32>(state + S_PAIR_COUNT, stored);
          store<u64>(state + S_SEEN, seen);
          return TABLE_FULL;
        }
        seen++;
        if (capacity != 0) {
          if (rowBits != 0) {
            const packed = <u64>i | (<u64>j << rowBits) | (<u64>number << (2 * rowBits));
            store<u64>(pairs + (<usize>stored << 3), packed);
          } else {
            const record = pairs + <usize>stored * 12;
            store<u32>(record, i);
            store<u32>(record + 4, j);
            store<u32>(record + 8, number);
          }
          stored++;
        }
      }
      y++;
    }
    x++;
  }
  store<u32>(state + S_TOUCHED, touched);
  store<u32>(state + S_AT, x);
  store<u32>(state + S_PARTNER, 0);
  store<u32>(state + S_PAIR_COUNT, stored);
  store<u64>(state + S_SEEN, seen);
  return DONE;
}

let drawnLeft: u32 = 0;
let drawnRight: u32 = 0;

/** Draws two rows (xorshift64*), the smaller one left; gives the state of the next draw. */
function draw(before: u64, split: u32, total: u32): u64 {
  let random = before;
  random ^= random >> 12;
  random ^= random << 25;
  random ^= random >> 27;
  const drawn = random * 0x2545f4914f6cdd1d;
  const high = drawn >> 32;
  const low = drawn & 0xffffffff;
  let i: u32;
  let j: u32;
  if (split != 0) {
    i = <u32>((high * <u64>split) >> 32);
    j = split + <u32>((low * <u64>(total - split)) >> 32);
  } else {
    i = <u32>((high * <u64>total) >> 32);
    j = <u32>((low * <u64>(total - 1)) >> 32);
    if (j >= i) j++;
  }
  drawnLeft = i < j ? i : j;
  drawnRight = i < j ? j : i;
  return random;
}

/** Compares so many pairs drawn at random, whatever the rules say. Gives how many; fewer when the table is full. */
export function sample(state: usize, pairs: u32): u32 {
  const plan = begin(state);
  const rows = <usize>word(plan + P_ROWS);
  const stride = <usize>word(plan + P_STRIDE);
  const split = word(plan + P_SPLIT);
  const total = word(plan + P_ROW_COUNT);
  const shift = <u64>word(plan + P_RULE_COUNT);
  let random = load<u64>(state + S_RANDOM);
  let next = draw(random, split, total);
  let touched: u32 = 0;
  let done: u32 = 0;
  while (done < pairs) {
    const left = rows + <usize>drawnLeft * stride;
    const right = rows + <usize>drawnRight * stride;
    const after = draw(next, split, total);
    touched ^= word(rows + <usize>drawnLeft * stride) ^ word(rows + <usize>drawnRight * stride);
    if (count(state, pattern(plan, left, right) << shift) == NONE) break;
    random = next;
    next = after;
    done++;
  }
  store<u32>(state + S_TOUCHED, touched);
  store<u64>(state + S_RANDOM, random);
  return done;
}

/** The pattern of any two rows, whatever the rules say; the smaller row is the left one. */
export function compare(state: usize, i: u32, j: u32): u64 {
  const plan = begin(state);
  const rows = <usize>word(plan + P_ROWS);
  const stride = <usize>word(plan + P_STRIDE);
  const left = i < j ? i : j;
  const right = i < j ? j : i;
  return pattern(plan, rows + <usize>left * stride, rows + <usize>right * stride);
}

/** The same as a number, for plans whose patterns are below 2 to the power of 53: a number is quicker to hand over. */
export function compareAsNumber(state: usize, i: u32, j: u32): f64 {
  return <f64>compare(state, i, j);
}

/** Measures two codes of one column by a measure of the plan; for tests against other people's kernels. */
export function measureOf(state: usize, slot: u32, a: u32, b: u32): f64 {
  begin(state);
  return between(measures + <usize>slot * MEASURE_BYTES, a, b);
}

/**
 * For each value where its letters begin, and a mask: one of 32 bits set for each letter, a bound on what two values can
 * have in common. One more says where the last ends.
 */
export function heads(starts: usize, letters: usize, bytes: u32, count: u32, out: usize): void {
  let at = word(starts);
  for (let value: u32 = 0; value < count; value++) {
    const end = word(starts + (<usize>(value + 1) << 2));
    store<u32>(out, at);
    let mask: u32 = 0;
    if (bytes == 1) for (; at < end; at++) mask |= (<u32>1) << (load<u8>(letters + <usize>at) & 31);
    else for (; at < end; at++) mask |= (<u32>1) << (load<u16>(letters + (<usize>at << 1)) & 31);
    store<u32>(out + 4, mask);
    out += 8;
  }
  store<u32>(out, at);
}
