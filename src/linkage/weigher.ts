import type { LinkageModel } from './model.ts';
import { joinedColumn } from './scan/compile-model.ts';
import type { Kernel, PairRun } from './scan/kernel.ts';
import type { PatternCounts } from './scan/scan-plan.ts';
import { levelWeight, weightByValue } from './scorer.ts';
import type { SharedFields } from './shared-fields.ts';
import { type Trained, weightsOf } from './train/index.ts';

/** Match weights under trained figures: of the patterns that were counted, and of any two rows. */
export interface Weigher {
  /** Writes the weight of each pair of a run. */
  weigh(run: PairRun, into: Float64Array): void;
  /** Weight of any two rows, in either order. */
  weightOf(i: number, j: number): number;
}

/** What values add to a level's weight, by code; 0 for a missing value. Of the two values the commoner one counts. */
interface Added {
  readonly comparison: number;
  readonly level: number;
  readonly codes: Uint32Array;
  readonly added: Float64Array;
}

/** Weighs by trained figures, joint tables included, and by how frequent the values are where the model says so. */
export function weigherOf(
  model: LinkageModel,
  trained: Trained,
  fields: SharedFields,
  kernel: Pick<Kernel, 'compare' | 'levelsOf'>,
  counts: PatternCounts,
  self: boolean,
): Weigher {
  const base = weightsOf(trained, counts);
  const adding = addedByValue(model, fields, self);
  const size = model.comparisons.length;
  const apply = (levels: Uint8Array, from: number): readonly Added[] =>
    adding.filter(({ comparison, level }) => levels[from + comparison] === level);
  const adjustments = Array.from({ length: counts.patterns }, (_, p) => apply(counts.levels, p * size));
  const others = new Map<bigint, { readonly weight: number; readonly adds: readonly Added[] }>();
  return {
    weigh({ left, right, pattern, count }, into) {
      for (let p = 0; p < count; p++) {
        const number = pattern[p] as number;
        let weight = base[number] as number;
        const adds = adjustments[number] as readonly Added[];
        for (let a = 0; a < adds.length; a++)
          weight += between(adds[a] as Added, left[p] as number, right[p] as number);
        into[p] = weight;
      }
    },
    weightOf(i, j) {
      const pattern = kernel.compare(i, j);
      let known = others.get(pattern);
      if (known === undefined) {
        const levels = kernel.levelsOf(pattern);
        const one = {
          levels,
          rules: new Uint32Array(1),
          counts: new Float64Array(1),
          patterns: 1,
          comparisons: size,
        };
        known = { weight: weightsOf(trained, one)[0] as number, adds: apply(levels, 0) };
        others.set(pattern, known);
      }
      return known.adds.reduce((sum, one) => sum + between(one, i, j), known.weight);
    },
  };
}

const between = ({ codes, added }: Added, i: number, j: number): number =>
  Math.min(added[codes[i] as number] as number, added[codes[j] as number] as number);

function addedByValue(model: LinkageModel, fields: SharedFields, self: boolean): readonly Added[] {
  return model.comparisons.flatMap((comparison, c) =>
    comparison.levels.flatMap((level, l) => {
      const found = weightByValue(model, fields, comparison, level);
      if (found === undefined) return [];
      const own = levelWeight(level);
      const added = found.weights.map((weight) => (weight === Number.POSITIVE_INFINITY ? 0 : weight - own));
      return [{ comparison: c, level: l, codes: joinedColumn(found.field, self), added }];
    }),
  );
}
