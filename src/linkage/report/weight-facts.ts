import type { WeightBand } from '../train/index.ts';
import { sumBetween, type WeightTally } from './tally.ts';

/** Bands of weight, in bits; the first and the last are open. */
export const BAND = { width: 2, from: -20, until: 40 } as const;

export const bandEdges: readonly number[] = Array.from(
  { length: (BAND.until - BAND.from) / BAND.width + 1 },
  (_, k) => BAND.from + k * BAND.width,
);

/** Steps of the thresholds that are shown, in bits, and how far they go below and above the one in use. */
const STEP = 2;
const BELOW = 6;
const ABOVE = 20;

/** The thresholds that a report looks at: even weights around the one in use, and that one itself; rising. */
export function thresholdsAround(threshold: number): readonly number[] {
  const first = Math.floor((threshold - BELOW) / STEP) * STEP;
  const even = Array.from({ length: (BELOW + ABOVE) / STEP + 1 }, (_, k) => first + k * STEP);
  // -0 + 0 is 0: nobody wants to read a threshold of -0.
  return [...new Set([...even, threshold].map((one) => one + 0))].sort((a, b) => a - b);
}

/** Pairs by band of weight, from the lowest that holds a pair to the highest, empty ones between them included. */
export function weightBandsOf(tally: WeightTally): WeightBand[] {
  const limits = [Number.NEGATIVE_INFINITY, ...bandEdges, Number.POSITIVE_INFINITY];
  const bands = limits.slice(1).map((until, b): WeightBand => {
    const from = limits[b] as number;
    const sum = (list: Float64Array): number => sumBetween(tally, list, from, until);
    return {
      from,
      until,
      pairs: sum(tally.pairs),
      expected: sum(tally.expected),
      ...(tally.observed && { observed: sum(tally.observed) }),
    };
  });
  const filled = bands.map(({ pairs }) => pairs > 0);
  return filled.includes(true) ? bands.slice(filled.indexOf(true), filled.lastIndexOf(true) + 1) : [];
}

/** What taking every pair at or above a threshold gives. A share is absent where it would divide by 0. */
export interface ThresholdFacts {
  readonly threshold: number;
  readonly pairs: number;
  /** Sum of the probabilities of those pairs. */
  readonly expectedMatches: number;
  /** Of the pairs, the share that is right. */
  readonly precision?: number;
  /** Of the matches that are expected among all pairs of records, compared or not, the share that is found. */
  readonly recall?: number;
  /** The same by the truth. */
  readonly observed?: { readonly precision?: number; readonly recall?: number };
}

/** `all`: matches that are expected among all pairs of records; `actual`: how many there are by the truth. */
export function thresholdFacts(
  tally: WeightTally,
  thresholds: readonly number[],
  { all, actual }: { readonly all: number; readonly actual?: number },
): ThresholdFacts[] {
  return thresholds.map((threshold) => {
    const above = (list: Float64Array): number => sumBetween(tally, list, threshold);
    const pairs = above(tally.pairs);
    const expectedMatches = above(tally.expected);
    const right = tally.observed === undefined ? undefined : above(tally.observed);
    return {
      threshold,
      pairs,
      expectedMatches,
      ...shares(expectedMatches, pairs, all),
      ...(right !== undefined && { observed: shares(right, pairs, actual ?? 0) }),
    };
  });
}

const shares = (right: number, found: number, all: number) => ({
  ...(found > 0 && { precision: right / found }),
  ...(all > 0 && { recall: Math.min(right / all, 1) }),
});

/** Where the expected matches are, and how many links are expected to be wrong. */
export interface ExpectedFacts {
  /** All pairs of records that could be linked. */
  readonly allPairs: number;
  readonly comparedPairs: number;
  /** Matches among all pairs, by the prior. */
  readonly byPrior: number;
  /** Matches among the compared pairs: the sum of their probabilities. */
  readonly compared: number;
  /** The greater of the two. */
  readonly all: number;
  /** Of the compared pairs at or above the threshold: matches, and those that are none. */
  readonly linked: number;
  readonly wronglyLinked: number;
  /** Matches among the compared pairs below the threshold. */
  readonly missedBelow: number;
  /** Matches by the prior beyond those among the compared pairs. */
  readonly notCompared: number;
}

export function expectedFacts(
  tally: WeightTally,
  threshold: number,
  { allPairs, prior }: { readonly allPairs: number; readonly prior: number },
): ExpectedFacts {
  const byPrior = allPairs * prior;
  const compared = sumBetween(tally, tally.expected);
  const linked = sumBetween(tally, tally.expected, threshold);
  return {
    allPairs,
    comparedPairs: sumBetween(tally, tally.pairs),
    byPrior,
    compared,
    all: Math.max(byPrior, compared),
    linked,
    wronglyLinked: sumBetween(tally, tally.pairs, threshold) - linked,
    missedBelow: compared - linked,
    notCompared: Math.max(byPrior - compared, 0),
  };
}
