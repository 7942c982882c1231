import { levelWords } from './english.ts';
import type { Comparison, ComparisonLevel, LinkageModel } from './model.ts';
import { makeScorer, type Scorer } from './scorer.ts';
import type { SharedFields } from './shared-fields.ts';

/** What one comparison says about a pair: no values, only which level holds and what it counts for. */
export interface ComparisonResult {
  readonly comparison: string;
  /** Number of the level in the model, from 0. */
  readonly level: number;
  /** What holds, in words: `the same surname`. */
  readonly holds: string;
  readonly weight: number;
}

/** Why a pair weighs what it weighs: the prior, each comparison, and what some say together add up to the weight. */
export interface PairExplanation {
  readonly priorWeight: number;
  readonly comparisons: readonly ComparisonResult[];
  /** What dependent comparisons say together, beyond the sum of theirs. 0 in a model without joint tables. */
  readonly together: number;
  readonly weight: number;
  readonly probability: number;
}

/** The probability that goes with a match weight: odds of 2 to the weight. */
export const matchProbability = (weight: number): number => 1 / (1 + 2 ** -weight);

/** Explains pairs of rows under a scorer of the model. */
export const explainerOf =
  ({ comparisons }: LinkageModel, scorer: Scorer) =>
  (left: number, right: number): PairExplanation => {
    const weight = scorer.score(left, right);
    return {
      priorWeight: scorer.priorWeight,
      comparisons: scorer.levels(left, right).map(({ level, weight: counts }, c) => {
        const comparison = comparisons[c] as Comparison;
        const holds = levelWords(comparison, comparison.levels[level] as ComparisonLevel);
        return { comparison: comparison.name, level, holds, weight: counts };
      }),
      together: scorer.together(left, right),
      weight,
      probability: matchProbability(weight),
    };
  };

/**
 * Explains pairs of rows of tables whose fields are made. Rows are counted in their own table; where one table is linked
 * with itself (`self`) it is both.
 */
export const explainRows = (model: LinkageModel, fields: SharedFields, self: boolean) =>
  explainerOf(model, makeScorer(model, fields, self));
