// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { matchProbability } from '../probability.ts';

/** Pairs whose weights lie in one band. */
export interface WeightBand {
  readonly from: number;
  readonly until: number;
  readonly pairs: number;
  /** Matches that the model expects among them. */
  readonly expected: number;
  /** Matches among them by labels, where there are labels. */
  readonly observed?: number;
}

/**
 * Expected and observed matches by band of weight, `width` bits wide. The first and the last band are open.
 * `matches`: how many pairs of each pattern are matches, by labels of all of them.
 */
export function weightBands(
  weights: Float64Array,
  counts: Float64Array,
  options: { width?: number; from?: number; until?: number; matches?: Float64Array } = {},
): WeightBand[] {
  const { width = 2, from = -20, until = 40, matches } = options;
  const size = Math.round((until - from) / width) + 2;
  const pairs = new Float64Array(size);
  const expected = new Float64Array(size);
  const observed = new Float64Array(size);
  for (let p = 0; p < weights.length; p++) {
    const band = Math.max(0, Math.min(size - 1, Math.floor((weights[p]! - from) / width) + 1));
    pairs[band]! += counts[p]!;
    expected[band]! += counts[p]! * matchProbability(weights[p]!);
    if (matches) observed[band]! += matches[p]!;
  }
  return Array.from(pairs, (count, b) => ({
    from: b === 0 ? Number.NEGATIVE_INFINITY : from + (b - 1) * width,
    until: b === size - 1 ? Number.POSITIVE_INFINITY : from + b * width,
    pairs: count,
    expected: expected[b]!,
    ...(matches && { observed: observed[b]! }),
  })).filter((band) => band.pairs > 0);
}

/** What taking every pair at or above a probability gives. */
export interface Precision {
  readonly atLeast: number;
  readonly pairs: number;
  /** Mean probability of those pairs: the precision that the model expects. */
  readonly expected: number;
  readonly observed?: number;
}

export function precisionAt(
  atLeast: number,
  probabilities: Float64Array,
  counts: Float64Array,
  matches?: Float64Array,
): Precision {
  let pairs = 0;
  let expected = 0;
  let observed = 0;
  for (let p = 0; p < probabilities.length; p++) {
    if (probabilities[p]! < atLeast) continue;
    pairs += counts[p]!;
    expected += counts[p]! * probabilities[p]!;
    if (matches) observed += matches[p]!;
  }
  const share = (sum: number): number => (pairs === 0 ? Number.NaN : sum / pairs);
  return { atLeast, pairs, expected: share(expected), ...(matches && { observed: share(observed) }) };
}

/** Expected calibration error: over bins of probability the mean gap between probability and share of matches, by pairs. */
export function calibrationError(
  probabilities: Float64Array,
  counts: Float64Array,
  matches: Float64Array,
  bins = 20,
): number {
  const gap = new Float64Array(bins);
  let all = 0;
  for (let p = 0; p < probabilities.length; p++) {
    const bin = Math.min(bins - 1, Math.floor(probabilities[p]! * bins));
    gap[bin]! += counts[p]! * probabilities[p]! - matches[p]!;
    all += counts[p]!;
  }
  let error = 0;
  for (const one of gap) error += Math.abs(one);
  return all === 0 ? 0 : error / all;
}
