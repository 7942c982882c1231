import type { BlockingRule } from '../model.ts';

/** A rule that was chosen, and what it adds to those before it: estimates from a sample of the rows. */
export interface ChosenRule {
  readonly rule: BlockingRule;
  readonly pairs: number;
  readonly newPairs: number;
  readonly newMatches: number;
}

/** A rule, and how many pairs it gives by itself. */
export interface CountedRule {
  readonly rule: BlockingRule;
  readonly pairs: number;
}

/** How many pairs, and how many expected matches among them, each combination of rules gives: bit r for rule r. */
export type Yields = ReadonlyMap<number, { readonly pairs: number; readonly matches: number }>;

/** A rule is worth taking if one in so many of the pairs that it adds is expected to match. */
const PAIRS_A_MATCH = 1000;
/** And if it adds at least this share of all matches: each rule costs a sort. */
const LEAST_SHARE = 0.0005;
/**
 * Takes, again and again, the rule with most new matches for each new pair, while it is worth it and fits the budget. Of
 * equals the first. `scale`: how many pairs of the table one of these pairs stands for.
 */
export function takeRules(
  rules: readonly CountedRule[],
  byMask: Yields,
  budget: number,
  scale: number,
): { chosen: readonly ChosenRule[]; recall: number } {
  const chosen: ChosenRule[] = [];
  let taken = 0;
  let pairs = 0;
  let found = 0;
  let whole = 0;
  for (const { matches } of byMask.values()) whole += matches;
  for (;;) {
    let best: { rule: number; pairs: number; matches: number } | undefined;
    for (let r = 0; r < rules.length; r++) {
      const bit = (1 << r) >>> 0;
      if ((taken & bit) !== 0) continue;
      const add = { rule: r, pairs: 0, matches: 0 };
      for (const [mask, one] of byMask) {
        if ((mask & bit) === 0 || (mask & taken) !== 0) continue;
        add.pairs += one.pairs;
        add.matches += one.matches;
      }
      if (add.matches * PAIRS_A_MATCH < add.pairs || pairs + add.pairs > budget) continue;
      if (add.matches <= whole * LEAST_SHARE) continue;
      if (best === undefined || add.matches * best.pairs > best.matches * add.pairs) best = add;
    }
    if (best === undefined) return { chosen, recall: whole === 0 ? 1 : found / whole };
    const { rule, pairs: own } = rules[best.rule] as CountedRule;
    taken |= 1 << best.rule;
    pairs += best.pairs;
    found += best.matches;
    chosen.push({
      rule,
      pairs: Math.round(own * scale),
      newPairs: Math.round(best.pairs * scale),
      newMatches: Math.round(best.matches * scale),
    });
  }
}
