// AssemblyScript. The pairs that rules give, and pairs drawn at random: their patterns are counted, and pairs kept.
import { begin, levelsOf, pattern } from './compare.as';
import {
  NONE, P_COMPARISON_COUNT, P_ROW_COUNT, P_ROWS, P_RULE_COUNT, P_RULES, P_SPLIT, P_STRIDE, R_ENTRIES, R_ENTRY_KEYS, R_IDS, R_KEY, R_LIST_STARTS,
  R_LISTS, R_STARTS, RULE_BYTES, S_AT, S_COUNTS, S_IDS, S_KEYS, S_MOST_NUMBERS, S_PAIR_CAPACITY, S_PAIR_COUNT, S_PAIRS,
  S_PARTNER, S_PATTERN_COUNT, S_RANDOM, S_ROW_BITS, S_RULE, S_SEEN, S_TABLE_MASK, S_TOUCHED, S_UNTIL, word,
} from './layout.as';

const DONE: i32 = 0;
const PAIRS_FULL: i32 = 1;
const TABLE_FULL: i32 = 2;

/** How many entries ahead the rows are touched, so that they are near when they are compared. */
const AHEAD: u32 = 4;

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

/** The patterns that a thread has met, by their numbers, and how many pairs of each. `slots`: of its table. */
export function harvest(state: usize, slots: u32, keys: usize, counts: usize): void {
  const ownKeys = <usize>word(state + S_KEYS);
  const ownCounts = <usize>word(state + S_COUNTS);
  const ids = <usize>word(state + S_IDS);
  for (let slot: u32 = 0; slot < slots; slot++) {
    const count = load<u64>(ownCounts + (<usize>slot << 3));
    if (count == 0) continue;
    const at = <usize>word(ids + (<usize>slot << 2)) << 3;
    store<u64>(keys + at, load<u64>(ownKeys + (<usize>slot << 3)));
    store<f64>(counts + at, <f64>count);
  }
}

/** Of each key the levels, one a comparison, and the rules. */
export function decode(plan: usize, keys: usize, count: u32, levels: usize, rules: usize): void {
  const width = word(plan + P_COMPARISON_COUNT);
  const shift = <u64>word(plan + P_RULE_COUNT);
  for (let k: u32 = 0; k < count; k++) {
    const key = load<u64>(keys + (<usize>k << 3));
    store<u32>(rules + (<usize>k << 2), <u32>(key & (((<u64>1) << shift) - 1)));
    levelsOf(plan, key >> shift, levels + <usize>k * <usize>width);
  }
}
