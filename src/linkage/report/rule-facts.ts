// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { ruleWords } from '../english.ts';
import type { LinkageModel } from '../model.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';

/** What one blocking rule gives. Matches are expected ones: sums of probabilities. */
export interface RuleFacts {
  readonly rule: string;
  /** What two records have in common under it. */
  readonly words: string;
  /** Pairs, and those that no rule above it gives. */
  readonly pairs: number;
  readonly newPairs: number;
  /** Pairs of this rule and those above it together. */
  readonly cumulativePairs: number;
  readonly cumulativeMatches: number;
  readonly matches: number;
  readonly newMatches: number;
  /** Matches that no other rule gives: what leaving it out would lose. */
  readonly onlyMatches: number;
  /** Pairs of the largest block. */
  readonly largest: number;
}

/** `matches`: expected matches by pattern; `largest`: pairs of the largest block of each rule. */
export function ruleFacts(
  { blocking }: LinkageModel,
  { rules, counts, patterns }: PatternCounts,
  matches: Float64Array,
  largest: readonly number[],
): RuleFacts[] {
  const zero = () => ({ pairs: 0, newPairs: 0, matches: 0, newMatches: 0, onlyMatches: 0 });
  const sums = blocking.map(zero);
  for (let p = 0; p < patterns; p++) {
    const mask = rules[p]!;
    for (const [r, sum] of sums.entries()) {
      const bit = 1 << r;
      if ((mask & bit) === 0) continue;
      sum.pairs += counts[p]!;
      sum.matches += matches[p]!;
      if ((mask & (bit - 1)) === 0) {
        sum.newPairs += counts[p]!;
        sum.newMatches += matches[p]!;
      }
      if (mask >>> 0 === bit >>> 0) sum.onlyMatches += matches[p]!;
    }
  }
  let cumulativePairs = 0;
  let cumulativeMatches = 0;
  return blocking.map((rule, r) => {
    cumulativePairs += sums[r]!.newPairs;
    cumulativeMatches += sums[r]!.newMatches;
    return {
      rule: rule.name,
      words: ruleWords(rule),
      ...sums[r]!,
      cumulativePairs,
      cumulativeMatches,
      largest: largest[r] ?? 0,
    };
  });
}
