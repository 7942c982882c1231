// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { type Problem, problem } from '#kernel';
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { SideCounts } from '../shared-fields.ts';
import { largestShare, type RowCodes } from './agreement.ts';
import { type ChanceShares, levelCounts } from './chance.ts';
import type { LevelOdds } from './parameters.ts';
import { type Shape, touches } from './shape.ts';

/** Fewer expected matches teach little. */
const FEW_MATCHES = 20;
/** Expected matches for each record beyond which a shared name is likelier than so many records of one person. */
const MANY_EACH = 25;

/** A number for a sentence: three figures. */
export const figures = (value: number): string =>
  value === 0 ? '0' : value >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

/** What can be seen before training: whether the pairs can tell what is asked of them. */
export function checkBefore(
  shape: Shape,
  candidates: PatternCounts,
  random: PatternCounts,
  rows: RowCodes,
): Problem[] {
  const found: Problem[] = [];
  for (const rule of shape.rules)
    if (shape.comparisons.every((one) => touches(rule, one)))
      found.push(problem('LINKAGE_TRAIN_RULE_FIXES_ALL', { rule: rule.name }));
  if (candidates.patterns === 0) found.push(problem('LINKAGE_TRAIN_NO_CANDIDATES', {}));
  if (random.patterns === 0) found.push(problem('LINKAGE_TRAIN_NO_RANDOM_PAIRS', {}));
  if (candidates.patterns === 0) return found;
  shape.comparisons.forEach((one, c) => {
    const seen = levelCounts(candidates, c, one.levels);
    const drawn = levelCounts(random, c, one.levels);
    for (const level of one.present)
      if (seen[level] === 0 && drawn[level] === 0)
        found.push(problem('LINKAGE_TRAIN_LEVEL_NEVER_SEEN', { comparison: one.name, level }));
  });
  for (const field of new Set(shape.comparisons.flatMap(({ fields }) => fields))) {
    const counts = rows.counts(field, 'whole');
    const share = counts ? largestShare(counts, rows.split) : 0;
    // A sex has two values; only a field that should tell people apart is suspect.
    if (share > 0.5 && distinct(counts!) > 3)
      found.push(problem('LINKAGE_TRAIN_VALUE_DOMINATES', { field, percent: Math.round(share * 100) }));
  }
  return found;
}

const distinct = ({ left, right }: SideCounts): number => {
  let values = 0;
  for (let code = 1; code < left.length; code++) if (left[code]! + right[code]! > 0) values++;
  return values;
};

/** Of a level with fewer expected matches, or a larger error of u, it cannot be said where it belongs. */
const TELLING_MATCHES = 10;
const TELLING_ERROR = 0.3;

/** What the figures themselves show. */
export function checkAfter(
  shape: Shape,
  odds: readonly LevelOdds[],
  chance: readonly Pick<ChanceShares, 'share' | 'error'>[],
  expectedMatches: number,
): Problem[] {
  const found: Problem[] = [];
  shape.comparisons.forEach((one, c) => {
    const { m, u } = odds[c]!;
    const top = one.present[0]!;
    if (one.present.length < 2) return;
    const tells = (level: number): boolean =>
      m[level]! * expectedMatches >= TELLING_MATCHES &&
      chance[c]!.error[level]! <= TELLING_ERROR * chance[c]!.share[level]!;
    if (m[top]! <= u[top]!) found.push(problem('LINKAGE_TRAIN_TOP_LEVEL_WEAK', { comparison: one.name }));
    one.present.forEach((level, k) => {
      const above = one.present[k - 1];
      if (above === undefined || !tells(level) || !tells(above)) return;
      // A hair of slack: two levels of equal evidence are in order.
      if (m[level]! / u[level]! > 1.5 * (m[above]! / u[above]!))
        found.push(problem('LINKAGE_TRAIN_LEVELS_OUT_OF_ORDER', { comparison: one.name, level, above }));
    });
  });
  return found;
}

/** Whether the prior fits what else is known of it. */
export function checkPrior(
  fixpoint: number,
  deterministic: number | undefined,
  expectedMatches: number,
  rows: number,
): Problem[] {
  const found: Problem[] = [];
  if (expectedMatches < FEW_MATCHES)
    found.push(problem('LINKAGE_TRAIN_FEW_MATCHES', { matches: Math.round(expectedMatches) }));
  if (deterministic !== undefined && Math.abs(Math.log2(fixpoint / deterministic)) > 1.5)
    found.push(
      problem('LINKAGE_TRAIN_PRIOR_DOUBTFUL', {
        fixpoint: figures(fixpoint),
        deterministic: figures(deterministic),
      }),
    );
  if (expectedMatches > rows * MANY_EACH)
    found.push(
      problem('LINKAGE_TRAIN_MANY_MATCHES', {
        matches: Math.round(expectedMatches),
        rows,
        each: figures(expectedMatches / rows),
      }),
    );
  return found;
}
