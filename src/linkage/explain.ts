import { levelWords } from './english.ts';
import type { Comparison, ComparisonLevel, LinkageModel } from './model.ts';
import { compileModel } from './scan/compile-model.ts';
import { openKernel } from './scan/kernel.ts';
import { byValueOf } from './scan/score.ts';
import { type SharedField, type SharedFields, sharedField } from './shared-fields.ts';
import { togetherOf } from './together.ts';
import { levelWeight, priorWeightOf, weightByValue } from './weights.ts';

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

/** All that addresses of 32 bits reach; two rows with their values take little of it. */
const MOST_MEMORY = 2 ** 32;

/**
 * Explains pairs of rows of tables whose fields are made, as the kernel compares them. Rows are counted in their own
 * table; where one table is linked with itself (`self`) it is both. How frequent a value is comes from all rows.
 */
export function explainRows(
  model: LinkageModel,
  fields: SharedFields,
  self: boolean,
): (left: number, right: number) => PairExplanation {
  const together = togetherOf(model);
  const priorWeight = priorWeightOf(model);
  return (left, right) => {
    const levels = levelsOf(model, fields, left, right);
    const { correction, plain } = together(levels);
    const comparisons = model.comparisons.map((comparison, c): ComparisonResult => {
      const at = levels[c] as number;
      const level = comparison.levels[at] as ComparisonLevel;
      const weight = plain.includes(c)
        ? levelWeight(level)
        : weightOfRows(model, fields, comparison, level, self, left, right);
      return { comparison: comparison.name, level: at, holds: levelWords(comparison, level), weight };
    });
    const weight = comparisons.reduce((sum, one) => sum + one.weight, priorWeight + correction);
    return { priorWeight, comparisons, together: correction, weight, probability: matchProbability(weight) };
  };
}

/** The levels of two rows: the kernel over these two alone, without blocking. */
function levelsOf(model: LinkageModel, fields: SharedFields, left: number, right: number): Uint8Array {
  const alone = (field: SharedField): SharedField =>
    sharedField(
      field.name,
      field.left.subarray(left, left + 1),
      field.right.subarray(right, right + 1),
      field,
    );
  const two = new Map([...fields].map(([name, field]) => [name, alone(field)]));
  const kernel = openKernel(compileModel({ ...model, blocking: [] }, two, false), MOST_MEMORY);
  return kernel.levelsOf(kernel.compare(0, 1));
}

function weightOfRows(
  model: LinkageModel,
  fields: SharedFields,
  comparison: Comparison,
  level: ComparisonLevel,
  self: boolean,
  left: number,
  right: number,
): number {
  const found = weightByValue(model, fields, comparison, level, self);
  if (found === undefined) return levelWeight(level);
  const { field, weights, otherwise } = found;
  const codes = Uint32Array.of(field.left[left] as number, field.right[right] as number);
  return byValueOf({ weights, codes, otherwise }, 0, 1);
}
