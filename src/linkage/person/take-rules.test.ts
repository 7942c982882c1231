import { describe, expect, it } from 'vitest';
import { type CountedRule, takeRules, type Yields } from './take-rules.ts';

const ruled = (...pairs: readonly number[]): CountedRule[] =>
  pairs.map((own, r) => ({
    rule: { name: `rule-${r}`, keys: [{ field: 'name', key: 'whole' }] },
    pairs: own,
  }));
const yields = (...of: readonly (readonly [mask: number, pairs: number, matches: number])[]): Yields =>
  new Map(of.map(([mask, pairs, matches]) => [mask, { pairs, matches }]));
const taken = (rules: readonly CountedRule[], byMask: Yields, budget = 1e9, scale = 1) =>
  takeRules(rules, byMask, budget, scale);
const names = ({ chosen }: ReturnType<typeof taken>): string[] => chosen.map(({ rule }) => rule.name);

describe('rules are taken', () => {
  it('by new matches for each new pair, the best first', () => {
    const found = taken(ruled(100, 50, 10), yields([1, 100, 10], [2, 50, 20], [4, 10, 9]));
    expect(names(found)).toEqual(['rule-2', 'rule-1', 'rule-0']);
    expect(found.recall).toBe(1);
  });

  it('without what another rule gives already', () => {
    // All but one of the matches of rule 1 are given by rule 0 too, which costs less; rule 2 gives nothing else.
    const found = taken(ruled(100, 1100, 60), yields([1, 40, 30], [3, 60, 60], [2, 1000, 1], [7, 0, 0]));
    expect(names(found)).toEqual(['rule-0', 'rule-1']);
    expect(found.chosen[1]).toMatchObject({ pairs: 1100, newPairs: 1000, newMatches: 1 });
  });

  it('while they fit the budget, in new pairs', () => {
    const byMask = yields([1, 600, 300], [2, 500, 200], [3, 50, 50], [4, 300, 100]);
    const found = taken(ruled(650, 550, 300), byMask, 1000);
    expect(names(found)).toEqual(['rule-0', 'rule-2']);
    expect(found.recall).toBeCloseTo(450 / 650, 9);
  });

  it('only where one in a thousand new pairs is expected to match', () => {
    expect(names(taken(ruled(1000, 2001), yields([1, 1000, 100], [2, 2001, 2])))).toEqual(['rule-0']);
    expect(names(taken(ruled(1000, 2000), yields([1, 1000, 100], [2, 2000, 2])))).toEqual([
      'rule-0',
      'rule-1',
    ]);
  });

  it('and told in pairs of the whole table', () => {
    expect(taken(ruled(10), yields([1, 10, 5]), 1e9, 4).chosen[0]).toMatchObject({
      pairs: 40,
      newPairs: 40,
      newMatches: 20,
    });
  });

  it('never, when nothing matches', () => {
    expect(taken(ruled(10), yields([1, 10, 0]))).toEqual({ chosen: [], recall: 1 });
  });
});
