// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps

import type { PairBatch } from './link-pairs.ts';
import { type LinkPlan, limitsOf } from './model.ts';
import { matchProbability } from './probability.ts';
import { tooClose } from './resolve/links.ts';

/** What is known of a row after linking. `review`: a person must look, or the person concerned be asked. */
export type LinkState = 'none' | 'match' | 'review';

/** One-to-one links. Row numbers are those of the two tables. */
export interface Links {
  readonly leftRows: number;
  readonly rightRows: number;
  /** For each right row its left row, -1 for none. Set for matches, and for a review with one clear candidate. */
  readonly leftOf: Int32Array;
  /** For each right row the weight of its best candidate; -Infinity when it has none. */
  readonly weightOf: Float64Array;
  rightState(row: number): LinkState;
  leftState(row: number): LinkState;
  readonly matches: number;
  /**
   * How many of the matches are wrong if the model's probabilities are right: the sum of 1 - probability. An
   * estimate to set beside the cost of a wrong match, not a measurement.
   */
  readonly expectedWrong: number;
  /** Right rows in review. */
  readonly reviews: number;
}

const states: readonly LinkState[] = ['none', 'match', 'review'];
const MATCH = 1;
const REVIEW = 2;

/** Best and second best weight of each row of one side. */
function bests(rows: number) {
  const best = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const second = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const partner = new Int32Array(rows).fill(-1);
  return {
    best,
    second,
    partner,
    see(row: number, other: number, weight: number): void {
      if (weight > best[row]!) {
        second[row] = best[row]!;
        best[row] = weight;
        partner[row] = other;
      } else if (weight > second[row]!) second[row] = weight;
    },
  };
}

/**
 * Chooses at most one left row for each right row, and the other way round.
 *
 * A pair is a match when its weight is at least the threshold, and it is the best of both its rows by more than
 * the plan's margin (or the row has no other candidate at or above the floor). Any other row with a candidate is
 * in review: two candidates that are equal, to the rounding of sums, or nearly so are never guessed between. Because only weights decide,
 * the order of rows changes nothing. Each pair must come once, as `linkPairs` gives them. Memory: 44 bytes a row.
 */
export function bestLinks(
  plan: LinkPlan,
  leftRows: number,
  rightRows: number,
  pairs: Iterable<PairBatch>,
): Links {
  const { threshold, margin } = limitsOf(plan);
  const lefts = bests(leftRows);
  const rights = bests(rightRows);
  for (const { left, right, weight, count } of pairs) {
    for (let p = 0; p < count; p++) {
      lefts.see(left[p]!, right[p]!, weight[p]!);
      rights.see(right[p]!, left[p]!, weight[p]!);
    }
  }
  const clear = (side: typeof lefts, row: number): boolean =>
    !tooClose(side.best[row]! - side.second[row]!, margin);
  const leftStates = new Uint8Array(leftRows);
  const rightStates = new Uint8Array(rightRows);
  const leftOf = new Int32Array(rightRows).fill(-1);
  let matches = 0;
  let reviews = 0;
  let expectedWrong = 0;
  for (let row = 0; row < leftRows; row++) if (lefts.partner[row]! >= 0) leftStates[row] = REVIEW;
  for (let j = 0; j < rightRows; j++) {
    const i = rights.partner[j]!;
    if (i < 0) continue;
    const clearRight = clear(rights, j);
    if (clearRight) leftOf[j] = i;
    if (clearRight && rights.best[j]! >= threshold && lefts.partner[i] === j && clear(lefts, i)) {
      rightStates[j] = MATCH;
      leftStates[i] = MATCH;
      matches++;
      expectedWrong += 1 - matchProbability(rights.best[j]!);
    } else {
      rightStates[j] = REVIEW;
      reviews++;
    }
  }
  return {
    leftRows,
    rightRows,
    leftOf,
    weightOf: rights.best,
    rightState: (row) => states[rightStates[row] ?? 0]!,
    leftState: (row) => states[leftStates[row] ?? 0]!,
    matches,
    expectedWrong,
    reviews,
  };
}
