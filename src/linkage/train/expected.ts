// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';

/** From so many counts on the rules that a cell is counted from stay as they are, so that training can settle. */
const SETTLED = 12;

/** Expected matches by cell, from the expected matches of each pattern. */
export type MatchCounter = (matches: Float64Array) => Float64Array;
/** Makes a counter that has counted nothing yet. */
export type NewCounter = () => MatchCounter;

/**
 * Counts expected matches by cell (a level of a comparison, or levels of several), of pairs that a rule in `free` gives: a rule that
 * does not look at what the cell is about. Where most of a rule's pairs in a cell are of two people, little can be said of
 * the matches there: a small error in what chance gives is a large one in what is left. So each cell is counted from the rules
 * whose pairs there are mostly matches, as a share of all matches of these rules; from all rules where there are none such.
 */
export function matchCounters(
  { rules, counts, patterns }: Pick<PatternCounts, 'rules' | 'counts' | 'patterns'>,
  { cells, size, free, counted }: CellsToCount,
): NewCounter {
  const own = Uint32Array.from({ length: patterns }, (_, p) => p).filter(
    (p) => (rules[p]! & free) !== 0 && counted[cells[p]!] === 1,
  );
  const freeRules = Array.from({ length: 32 }, (_, r) => r).filter((r) => free & (1 << r));
  const placeOf = new Uint8Array(32);
  for (const [k, r] of freeRules.entries()) placeOf[r] = k;
  const width = freeRules.length;
  const { masks, maskOf } = masksOf(own, rules, free);
  const byMask = new Float64Array(masks.length);

  const choose = (matches: Float64Array, pure: Uint32Array): void => {
    /** By cell and rule, matches less others. */
    const balance = new Float64Array(size * width);
    addBalance(balance, matches, counts, own, cells, maskOf, masks, placeOf, width);
    for (let cell = 0; cell < size; cell++) {
      let mask = 0;
      for (let k = 0; k < width; k++) if (balance[cell * width + k]! > 0) mask |= 1 << freeRules[k]!;
      pure[cell] = mask === 0 ? free : mask;
    }
  };

  const count = (matches: Float64Array, pure: Uint32Array): Float64Array => {
    const seen = new Float64Array(size);
    const whole = tally(matches, own, cells, maskOf, masks, pure, seen, byMask.fill(0));
    const wholes = new Map<number, number>();
    for (let cell = 0; cell < size; cell++) {
      if (seen[cell] === 0) continue;
      const mask = pure[cell]!;
      let of = wholes.get(mask);
      if (of === undefined) {
        of = 0;
        for (let k = 0; k < masks.length; k++) if (masks[k]! & mask) of += byMask[k]!;
        wholes.set(mask, of);
      }
      seen[cell] = (seen[cell]! * whole) / of;
    }
    return seen;
  };

  return () => {
    const pure = new Uint32Array(size).fill(free);
    let turns = 0;
    return (matches) => {
      if (turns++ < SETTLED) choose(matches, pure);
      return count(matches, pure);
    };
  };
}

export interface CellsToCount {
  /** The cell of each pattern. */
  readonly cells: Uint32Array;
  readonly size: number;
  /** Bits of rules. */
  readonly free: number;
  /** 1 for the cells that count: in which nothing is missing. */
  readonly counted: Uint8Array;
}

/** The different masks of free rules, in the order in which they come, and of each pattern the number of its own. */
function masksOf(own: Uint32Array, rules: Uint32Array, free: number) {
  const numbers = new Map<number, number>();
  const maskOf = Uint32Array.from(own, (p) => {
    const mask = rules[p]! & free;
    const number = numbers.get(mask) ?? numbers.size;
    numbers.set(mask, number);
    return number;
  });
  return { masks: Uint32Array.from(numbers.keys()), maskOf };
}

/** Adds up matches by cell, of those that a rule gives whose pairs there are mostly matches, and by mask; gives their sum. */
function tally(
  matches: Float64Array,
  own: Uint32Array,
  cells: Uint32Array,
  maskOf: Uint32Array,
  masks: Uint32Array,
  pure: Uint32Array,
  seen: Float64Array,
  byMask: Float64Array,
): number {
  let whole = 0;
  for (let k = 0; k < own.length; k++) {
    const p = own[k]!;
    const match = matches[p]!;
    const cell = cells[p]!;
    const number = maskOf[k]!;
    whole += match;
    byMask[number] = byMask[number]! + match;
    if (masks[number]! & pure[cell]!) seen[cell] = seen[cell]! + match;
  }
  return whole;
}

/** Adds for each pattern, by its cell and each of its free rules, matches less others. */
function addBalance(
  balance: Float64Array,
  matches: Float64Array,
  counts: Float64Array,
  own: Uint32Array,
  cells: Uint32Array,
  maskOf: Uint32Array,
  masks: Uint32Array,
  placeOf: Uint8Array,
  width: number,
): void {
  for (let k = 0; k < own.length; k++) {
    const p = own[k]!;
    const more = 2 * matches[p]! - counts[p]!;
    const row = cells[p]! * width;
    for (let left = masks[maskOf[k]!]!; left !== 0; left &= left - 1) {
      const place = row + placeOf[31 - Math.clz32(left & -left)]!;
      balance[place] = balance[place]! + more;
    }
  }
}
