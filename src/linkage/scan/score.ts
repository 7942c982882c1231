import type { LinkageModel } from '../model.ts';
import type { SharedFields } from '../shared-fields.ts';
import { togetherOf } from '../together.ts';
import { levelWeight, priorWeightOf, weightByValue } from '../weights.ts';

/** Weights by the values of a column: of the two rows of a pair the lower weight counts. */
export interface ValueWeights {
  /** Number of the column in the plan. */
  readonly column: number;
  /** By code; infinite for a missing value. */
  readonly weights: Float64Array;
  /** When both values are missing. */
  readonly otherwise: number;
}

/** What a level weighs by itself, and by which list of weights where it counts by values; -1 for none. */
interface Weighed {
  readonly own: number;
  readonly value: number;
}

/** Weighs patterns of levels, one after another. */
export interface PatternWeigher {
  /** How many levels a pattern has. */
  readonly comparisons: number;
  readonly byValue: readonly ValueWeights[];
  /** The weight of the levels from a place on, and which of `byValue` apply. */
  weigh(
    levels: ArrayLike<number>,
    from: number,
  ): { readonly base: number; readonly adjusted: readonly number[] };
}

/**
 * Weights under a model: log2 of the prior odds, and of m/u for the level of each comparison, or of groups of dependent
 * ones together. `self`: one table was linked with itself.
 */
export function patternWeigher(model: LinkageModel, fields: SharedFields, self: boolean): PatternWeigher {
  const prior = priorWeightOf(model);
  const together = togetherOf(model);
  const byValue: ValueWeights[] = [];
  const columns = [...fields.keys()];
  const levelsOf = model.comparisons.map((comparison) =>
    comparison.levels.map((level): Weighed => {
      const own = levelWeight(level);
      const found = weightByValue(model, fields, comparison, level, self);
      if (found === undefined) return { own, value: -1 };
      const { field, weights, otherwise } = found;
      return { own, value: byValue.push({ column: columns.indexOf(field.name), weights, otherwise }) - 1 };
    }),
  );
  return {
    comparisons: model.comparisons.length,
    byValue,
    weigh(levels, from) {
      const { correction, plain } = together(levels, from);
      let base = prior + correction;
      const adjusted: number[] = [];
      for (let c = 0; c < levelsOf.length; c++) {
        const { own, value } = (levelsOf[c] as Weighed[])[levels[from + c] as number] as Weighed;
        if (value < 0 || plain.includes(c)) base += own;
        else adjusted.push(value);
      }
      return { base, adjusted };
    },
  };
}
