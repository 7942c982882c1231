// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { PairRate } from './dependence.ts';
import { LEAST_PAIRS, quantile, TELLING } from './dependence.ts';

/** Below this the estimate of blocking recall is not believed. */
const LEAST_RECALL = 0.25;
/** Of few pairs that agree on two facts so many may be chance. */
const MOST_BY_CHANCE = 3;

/**
 * Share of all matches that the blocking rules give, from how many rules give each expected match (Chao 1987):
 * those that no rule gives are at least f1² / 2 f2. An upper bound of recall. `undefined` with one rule.
 */
export function blockingRecall(
  { rules, counts, patterns }: PatternCounts,
  posteriors: Float64Array,
  ruleCount: number,
): number | undefined {
  if (ruleCount < 2) return undefined;
  let once = 0;
  let twice = 0;
  let all = 0;
  for (let p = 0; p < patterns; p++) {
    const match = counts[p]! * posteriors[p]!;
    const rest = rules[p]! & (rules[p]! - 1);
    all += match;
    if (rest === 0) once += match;
    else if ((rest & (rest - 1)) === 0) twice += match;
  }
  if (all === 0) return undefined;
  const missed = (once * once) / (2 * Math.max(twice, 1));
  return Math.max(all / (all + missed), LEAST_RECALL);
}

/**
 * The prior from agreement on two facts that are not otherwise tied: joint agreement beyond chance, divided by the
 * two m. The low quartile over pairs of comparisons, so that housemates don't count. Where few pairs agree on both and
 * chance gives hardly any, that few is itself what tells: it is counted with its likely error. `undefined` when nothing tells.
 */
export function deterministicPrior(
  rates: readonly PairRate[],
  bothM: (a: number, b: number) => number,
): number | undefined {
  const implied = rates.flatMap(({ a, b, together, alone, pairs, present, basis }) => {
    const product = alone[0] * alone[1];
    const beyond = together - product;
    if (pairs >= LEAST_PAIRS) return beyond >= TELLING * product ? [beyond / bothM(a, b)] : [];
    if (basis === 'sampled' || product * present > MOST_BY_CHANCE) return [];
    return [(pairs + 2 * Math.sqrt(pairs) + 1) / present / bothM(a, b)];
  });
  return implied.length === 0 ? undefined : Math.min(quantile(implied, 0.25), 0.5);
}
