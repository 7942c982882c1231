import type { EncodedTable } from '../encoded.ts';
import { fieldsOf } from '../fields.ts';
import type { BlockingRule, LinkageModel } from '../model.ts';
import { compileModel } from '../scan/compile-model.ts';
import { openKernel } from '../scan/kernel.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { SharedFields } from '../shared-fields.ts';
import { type Merging, pairsAmong, posteriorsOf, rowCodesOf, shapeOf, train } from '../train/index.ts';
import { sampleTable } from './sample-table.ts';
import { type ChosenRule, type CountedRule, takeRules, type Yields } from './take-rules.ts';

export interface RuleChoice {
  readonly chosen: readonly ChosenRule[];
  /** Share of the matches that any candidate rule gives which the chosen ones give. */
  readonly recall: number;
  /** Rows that were looked at. */
  readonly rows: number;
}

/** More would not fit in the mask that says which rules give a pair. */
const MOST_RULES = 31;
/** Rounds in which candidates are tried, each beside those chosen before. */
const MOST_ROUNDS = 3;
/** A rule with more than so many pairs for each row is too loose to be tried. */
const MOST_PAIRS_A_ROW = 50;
const MEMORY = 2 ** 31;
const RANDOM_PAIRS = 300_000;
/** What is taken of the pairs of a telling key to be more than chance, before anything is known. */
const TELLING = 0.3;

/**
 * Chooses rules by what they yield for what they cost, within a budget in pairs. Pairs are counted from keys, before any is
 * compared; matches are those that the model itself, trained on a sample of the rows, can tell: a pair that the model would not
 * know for a match is not worth comparing. Each next rule is the one with most new matches for each new pair.
 */
export function chooseRules(
  model: Omit<LinkageModel, 'blocking'>,
  candidates: readonly BlockingRule[],
  table: EncodedTable,
  budget: number,
  merge?: Merging,
): RuleChoice {
  const sample = sampleTable(table, Math.max(20_000, Math.round(100 * Math.sqrt(table.rows))));
  const self = table.split === 0;
  const all = pairsAmong(sample.rows, sample.split);
  const scale = pairsAmong(table.rows, table.split) / Math.max(all, 1);
  const fields = fieldsOf(model, sample);
  const room = roomForRules(model);
  // A word is as rare in the sample as in the table: the limit in rows shrinks with the rows.
  const scaled = candidates.map((rule) => inSample(rule, sample.rows / Math.max(table.rows, 1)));
  const limit = Math.min(budget / scale, MOST_PAIRS_A_ROW * sample.rows);
  const promising = promisingRules(model, scaled, fields, self, limit, all);
  let chosen: readonly ChosenRule[] = [];
  let recall = 1;
  // Chance pairs have nothing to do with rules: they are drawn once.
  const random = chancePairs(model, fields, self);
  for (let next = 0, round = 0; round < MOST_ROUNDS && next < promising.length; round++) {
    const kept = promising.filter(({ rule }) => chosen.some((one) => one.rule === rule));
    const more = promising.slice(next, next + room - kept.length);
    next += more.length;
    const rules = [...kept, ...more];
    const blocking = rules.map(({ rule }) => rule);
    const byMask = matchesByMask({ ...model, blocking }, fields, self, random, merge);
    ({ chosen, recall } = takeRules(rules, byMask, budget / scale, scale));
  }
  const original = new Map(scaled.map((rule, r) => [rule, candidates[r] as BlockingRule]));
  return {
    chosen: chosen.map((one) => ({ ...one, rule: original.get(one.rule) as BlockingRule })),
    recall,
    rows: sample.rows,
  };
}

export const inSample = (rule: BlockingRule, share: number): BlockingRule => ({
  ...rule,
  ...(rule.atMost !== undefined && { atMost: Math.max(2, Math.round(rule.atMost * share)) }),
  keys: rule.keys.map((key) =>
    key.atMost === undefined ? key : { ...key, atMost: Math.max(2, Math.round(key.atMost * share)) },
  ),
});

/** How many rules there may be beside so many levels: both share a number of 64 bits. */
export function roomForRules({ comparisons }: Pick<LinkageModel, 'comparisons'>): number {
  const bits = comparisons.reduce((sum, { levels }) => sum + Math.log2(levels.length), 0);
  return Math.max(1, Math.min(MOST_RULES, Math.floor(63 - bits)));
}

/** What pairs drawn at random look like. */
export const chancePairs = (
  model: Omit<LinkageModel, 'blocking'>,
  fields: SharedFields,
  self: boolean,
): PatternCounts =>
  openKernel(compileModel({ ...model, blocking: [] }, fields, self), MEMORY).sample(RANDOM_PAIRS, 2n);

/** How many pairs, and how many that the model takes for matches, each combination of rules gives. */
export function matchesByMask(
  model: LinkageModel,
  fields: SharedFields,
  self: boolean,
  random: PatternCounts,
  merge?: Merging,
): Yields {
  const kernel = openKernel(compileModel(model, fields, self), MEMORY);
  const { counts } = kernel.scan();
  const rows = rowCodesOf(fields, self);
  const { trained } = train({
    shape: shapeOf(model),
    rows,
    candidates: counts,
    random,
    ...(merge && { merge }),
  });
  const posteriors = posteriorsOf(trained, counts);
  const byMask = new Map<number, { pairs: number; matches: number }>();
  counts.rules.forEach((mask, p) => {
    const one = byMask.get(mask) ?? { pairs: 0, matches: 0 };
    const count = counts.counts[p] as number;
    one.pairs += count;
    one.matches += count * (posteriors[p] as number);
    byMask.set(mask, one);
  });
  return byMask;
}

/** The candidates that fit the budget, those with most agreement beyond chance for their pairs first. */
function promisingRules(
  model: Omit<LinkageModel, 'blocking'>,
  candidates: readonly BlockingRule[],
  fields: SharedFields,
  self: boolean,
  budget: number,
  all: number,
): readonly CountedRule[] {
  const nameOf = ({ field, key }: BlockingRule['keys'][number]): string => `${field} ${key}`;
  const single = new Map<string, BlockingRule>();
  for (const { keys } of candidates)
    for (const key of keys) single.set(nameOf(key), { name: 'key', keys: [key] });
  const alone = countPairs(model, [...single.values()], fields, self);
  const share = new Map([...single.keys()].map((name, k) => [name, (alone[k] as number) / Math.max(all, 1)]));
  const counts = countPairs(model, candidates, fields, self);
  return candidates
    .map((rule, r) => ({ rule, pairs: counts[r] as number }))
    .filter(({ pairs }) => pairs > 0 && pairs <= budget)
    .map(({ rule, pairs }) => {
      const chance = rule.keys.reduce((product, key) => product * (share.get(nameOf(key)) as number), all);
      // A key by itself has no chance to be set against: it is a candidate because it tells much.
      const beyond = rule.keys.length === 1 ? pairs * TELLING : Math.max(pairs - chance, 0);
      return { rule, pairs, worth: (beyond * beyond) / pairs };
    })
    .sort((a, b) => b.worth - a.worth);
}

/** Pairs that each rule gives, counted from its keys. */
function countPairs(
  model: Omit<LinkageModel, 'blocking'>,
  rules: readonly BlockingRule[],
  fields: SharedFields,
  self: boolean,
): readonly number[] {
  const counts: number[] = [];
  for (let at = 0; at < rules.length; at += MOST_RULES) {
    const blocking = rules.slice(at, at + MOST_RULES);
    const plan = compileModel({ ...model, comparisons: [], blocking }, fields, self);
    for (const { pairs } of openKernel(plan, MEMORY).rules) counts.push(pairs);
  }
  return counts;
}
