import type { LinkageModel } from '../model.ts';
import { levelWeight, priorWeightOf, weightByValue } from '../scorer.ts';
import type { SharedFields } from '../shared-fields.ts';
import { joinedColumn } from './compile-model.ts';
import type { PatternCounts } from './scan-plan.ts';

/** Match weights of patterns, and what the values themselves add. */
export interface PatternWeights {
  /** Weight by pattern; without what depends on a value. */
  readonly base: Float64Array;
  /** For each pattern the value-dependent weights that apply: indices into `byValue`. */
  readonly adjusted: readonly (readonly number[])[];
  readonly byValue: readonly ValueWeights[];
}

/** Weights by the values of a column: of the two rows of a pair the lower weight counts. */
export interface ValueWeights {
  /** By code; infinite for a missing value. */
  readonly weights: Float64Array;
  /** By row; rows of the second table follow those of the first. */
  readonly codes: Uint32Array;
  /** When both values are missing. */
  readonly otherwise: number;
}

/** The weight of a pair of rows that shows a pattern. */
export function weightOfPair(weights: PatternWeights, pattern: number, left: number, right: number): number {
  let sum = weights.base[pattern] as number;
  for (const v of weights.adjusted[pattern] as readonly number[]) {
    const { weights: byCode, codes, otherwise } = weights.byValue[v] as ValueWeights;
    const lower = Math.min(byCode[codes[left] as number] as number, byCode[codes[right] as number] as number);
    sum += lower === Number.POSITIVE_INFINITY ? otherwise : lower;
  }
  return sum;
}

/**
 * The weight of each pattern under a model: log2 of the prior odds, and of m/u for the level of each comparison. `self`:
 * one table was linked with itself.
 */
export function weighPatterns(
  model: LinkageModel,
  fields: SharedFields,
  { levels, patterns, comparisons }: PatternCounts,
  self = false,
): PatternWeights {
  const prior = priorWeightOf(model);
  const byValue: ValueWeights[] = [];
  const levelsOf = model.comparisons.map((comparison) =>
    comparison.levels.map((level) => {
      const found = weightByValue(model, fields, comparison, level);
      if (found === undefined) return { weight: levelWeight(level) };
      const { field, weights, otherwise } = found;
      return { weight: 0, value: byValue.push({ weights, codes: joinedColumn(field, self), otherwise }) - 1 };
    }),
  );
  const base = new Float64Array(patterns);
  const adjusted: number[][] = [];
  for (let p = 0; p < patterns; p++) {
    let sum = prior;
    const values: number[] = [];
    for (let c = 0; c < comparisons; c++) {
      const level = levelsOf[c]?.[levels[p * comparisons + c] as number];
      sum += level?.weight ?? 0;
      if (level?.value !== undefined) values.push(level.value);
    }
    base[p] = sum;
    adjusted.push(values);
  }
  return { base, adjusted, byValue };
}
