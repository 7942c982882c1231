import type { LinkageModel } from '../model.ts';
import type { SharedFields } from '../shared-fields.ts';
import { togetherOf } from '../together.ts';
import { levelWeight, priorWeightOf, weightByValue } from '../weights.ts';
import { joinedColumn } from './compile-model.ts';

/** Weights by the values of a column: of the two rows of a pair the lower weight counts. */
export interface ValueWeights {
  /** By code; infinite for a missing value. */
  readonly weights: Float64Array;
  /** By row; rows of the second table follow those of the first. */
  readonly codes: Uint32Array;
  /** When both values are missing. */
  readonly otherwise: number;
}

/** What the values of two rows count. */
export function byValueOf({ weights, codes, otherwise }: ValueWeights, left: number, right: number): number {
  const lower = Math.min(weights[codes[left] as number] as number, weights[codes[right] as number] as number);
  return lower === Number.POSITIVE_INFINITY ? otherwise : lower;
}

/** Weighs patterns of levels, one after another. */
export interface PatternWeigher {
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
  const levelsOf = model.comparisons.map((comparison) =>
    comparison.levels.map((level) => {
      const own = levelWeight(level);
      const found = weightByValue(model, fields, comparison, level, self);
      if (found === undefined) return { own };
      const { field, weights, otherwise } = found;
      return { own, value: byValue.push({ weights, codes: joinedColumn(field, self), otherwise }) - 1 };
    }),
  );
  return {
    byValue,
    weigh(levels, from) {
      const { correction, plain } = together(levels, from);
      let base = prior + correction;
      const adjusted: number[] = [];
      levelsOf.forEach((of, c) => {
        const { own = 0, value } = of[levels[from + c] as number] ?? {};
        if (value === undefined || plain.includes(c)) base += own;
        else adjusted.push(value);
      });
      return { base, adjusted };
    },
  };
}
