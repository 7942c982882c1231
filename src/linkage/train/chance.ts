// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';
import { type AgreementCounter, closedShares } from './agreement.ts';
import type { ComparisonShape, Shape } from './shape.ts';

/** Pairs' worth of prior belief in each sampled level: a level that was never drawn is not impossible. */
export const PRIOR_DRAWS = 0.5;
/** Of what was counted at a level, at least this share is taken for chance: the matches to subtract are themselves uncertain. */
export const LEAST_CHANCE = 0.02;

export type Basis = 'closed' | 'sampled' | 'assumed';

/** How often two records drawn at random reach each level, matches included, among pairs that have the fields. */
export interface ChanceShares {
  readonly share: Float64Array;
  /** Standard error of each share. 0 where it was counted over all pairs. */
  readonly error: Float64Array;
  readonly basis: readonly (Basis | 'missing')[];
  /** Pairs that have the fields, of all pairs there are. Not whole when it was sampled. */
  readonly presentPairs: number;
  /** Random pairs that have the fields. */
  readonly drawn: number;
}

/** Sums of values of patterns, the pairs of each unless others are given, by the level of one comparison. `free`: only of patterns that one of these rules gives. */
export function levelCounts(
  { levels, rules, counts, patterns, comparisons }: PatternCounts,
  c: number,
  size: number,
  { values = counts, free }: { readonly values?: Float64Array; readonly free?: number } = {},
): Float64Array {
  const sums = new Float64Array(size);
  for (let p = 0, at = c; p < patterns; p++, at += comparisons) {
    if (free !== undefined && (rules[p]! & free) === 0) continue;
    sums[levels[at]!] = sums[levels[at]!]! + values[p]!;
  }
  return sums;
}

function chanceShares(
  one: ComparisonShape,
  c: number,
  random: PatternCounts,
  allPairs: number,
  counter: AgreementCounter | undefined,
): ChanceShares {
  const draws = levelCounts(random, c, one.levels);
  let drawn = 0;
  let all = 0;
  draws.forEach((count, l) => {
    all += count;
    if (!one.missing[l]) drawn += count;
  });
  const closed = counter ? closedShares(counter, one) : new Map<number, { pairs: number; present: number }>();
  const counted = closed.values().next().value?.present;
  const presentPairs = counted ?? (all === 0 ? allPairs : (allPairs * drawn) / all);
  const share = new Float64Array(one.levels);
  const error = new Float64Array(one.levels);
  const basis: (Basis | 'missing')[] = new Array(one.levels).fill('missing');
  let left = 1;
  for (const [level, { pairs, present }] of closed) {
    share[level] = Math.max(pairs, PRIOR_DRAWS) / Math.max(present, 1);
    basis[level] = 'closed';
    left -= share[level]!;
  }
  const open = one.present.filter((l) => !closed.has(l));
  const whole = open.reduce((sum, l) => sum + draws[l]! + PRIOR_DRAWS, 0);
  left = Math.max(left, 1e-9);
  for (const l of open) {
    const own = (draws[l]! + PRIOR_DRAWS) / whole;
    share[l] = left * own;
    error[l] = left * Math.sqrt((own * (1 - own)) / Math.max(whole, 1));
    basis[l] = drawn === 0 ? 'assumed' : 'sampled';
  }
  const sum = one.present.reduce((total, l) => total + share[l]!, 0);
  for (const l of one.present) share[l] = share[l]! / sum;
  return { share, error, basis, presentPairs, drawn };
}

/** The chance shares of every comparison: closed forms over codes where they are to be had, random pairs elsewhere. */
export const chanceOf = (
  shape: Shape,
  random: PatternCounts,
  allPairs: number,
  counter?: AgreementCounter,
): ChanceShares[] => shape.comparisons.map((one, c) => chanceShares(one, c, random, allPairs, counter));

/**
 * u of a comparison: the chance shares without the matches that random pairs hold, prior x m of them.
 * Levels sum to 1 over pairs that have the fields.
 */
export function uOf(
  one: ComparisonShape,
  chance: ChanceShares,
  m: Float64Array,
  prior: number,
): Float64Array {
  const u = new Float64Array(one.levels).fill(Number.NaN);
  let whole = 0;
  const least = PRIOR_DRAWS / Math.max(chance.presentPairs, 1);
  for (const l of one.present) {
    const share = chance.share[l]!;
    u[l] = Math.max(share - prior * m[l]!, share * LEAST_CHANCE, Math.min(least, share));
    whole += u[l]!;
  }
  for (const l of one.present) u[l] = u[l]! / whole;
  return u;
}
