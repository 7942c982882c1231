// AssemblyScript. The levels of a pair of rows: steps of tests lead from the first to the level of each comparison.
import {
  COMPARISON_BYTES, MEASURE_BYTES, P_COMPARISON_COUNT, P_COMPARISONS, P_MEASURES, P_ROWS, P_STRIDE, S_PLAN, S_SCRATCH,
  S_VALUES, TEST_BYTES, word,
} from './layout.as';
import { between, useScratch } from './measures.as';

// What the pair at hand has measured already.
let known: u32 = 0;
let values: usize = 0;
let measures: usize = 0;

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

/** Two tests in one step, as most comparisons begin: whether a value is missing, and if not whether both are the same. */
const MISSING_OR_SAME: u32 = 11;

/** The level of each comparison, as one number of mixed radix. */
export function pattern(plan: usize, left: usize, right: usize): u64 {
  known = 0;
  let sum: u64 = 0;
  const count = word(plan + P_COMPARISON_COUNT);
  let comparison = <usize>word(plan + P_COMPARISONS);
  for (let c: u32 = 0; c < count; c++) {
    const tests = <usize>word(comparison);
    let at: i32 = 0;
    do {
      const test = tests + <usize>at * TEST_BYTES;
      if (word(test) == MISSING_OR_SAME) {
        const column = <usize>word(test + 4);
        const a = word(left + column);
        const b = word(right + column);
        at = load<i32>(test + (a == 0 || b == 0 ? 16 : a == b ? 32 : 36));
      } else at = load<i32>(test + (holds(test, left, right) ? 32 : 36));
    } while (at >= 0);
    sum += load<u64>(comparison + 8) * <u64>(-at - 1);
    comparison += COMPARISON_BYTES;
  }
  return sum;
}

export function begin(state: usize): usize {
  const plan = <usize>word(state + S_PLAN);
  values = <usize>word(state + S_VALUES);
  useScratch(<usize>word(state + S_SCRATCH));
  measures = <usize>word(plan + P_MEASURES);
  return plan;
}

/** The levels of a pattern, a byte each: a number of mixed radix taken apart, from the last. */
export function levelsOf(plan: usize, pattern: u64, out: usize): void {
  const comparisons = <usize>word(plan + P_COMPARISONS);
  let rest = pattern;
  for (let c = word(plan + P_COMPARISON_COUNT); c > 0; c--) {
    const radix = load<u64>(comparisons + <usize>(c - 1) * COMPARISON_BYTES + 8);
    const level = rest / radix;
    rest -= level * radix;
    store<u8>(out + <usize>(c - 1), <u8>level);
  }
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

/** Measures two codes of one column by a measure of the plan; for tests against other people's kernels. */
export function measureOf(state: usize, slot: u32, a: u32, b: u32): f64 {
  begin(state);
  return between(measures + <usize>slot * MEASURE_BYTES, a, b);
}
