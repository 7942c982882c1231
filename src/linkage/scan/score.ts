import type { LinkageModel } from '../model.ts';
import { levelWeight, priorWeightOf, weightsByValue } from '../scorer.ts';
import type { SharedField, SharedFields } from '../shared-fields.ts';
import type { PatternCounts } from './scan-plan.ts';

/** Match weights of patterns, and what the values themselves add. */
export interface PatternWeights {
  /** Weight by pattern; without what depends on a value. */
  readonly base: Float64Array;
  /** For each pattern the value-dependent weights that apply: indices into `byValue`. */
  readonly adjusted: readonly (readonly number[])[];
  readonly byValue: readonly { readonly weights: Float64Array; readonly codes: Uint32Array }[];
}

/** The weight of each pattern under a model: log2 of the prior odds, and of m/u for the level of each comparison. */
export function weighPatterns(
  model: LinkageModel,
  fields: SharedFields,
  { levels, patterns, comparisons }: PatternCounts,
): PatternWeights {
  const prior = priorWeightOf(model);
  const priorRows = model.termFrequencyPriorRows ?? 0;
  const byValue: { weights: Float64Array; codes: Uint32Array }[] = [];
  const levelsOf = model.comparisons.map((comparison) =>
    comparison.levels.map((level) => {
      if (level.when !== 'exact' || level.termFrequency !== true) return { weight: levelWeight(level) };
      const field = fields.get(level.field ?? (comparison.fields[0] as string)) as SharedField;
      const weights = weightsByValue(field, Number(level.m), Number(level.u), priorRows);
      return { weight: 0, value: byValue.push({ weights, codes: field.left }) - 1 };
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
