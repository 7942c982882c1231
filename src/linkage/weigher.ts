import type { LinkageModel } from './model.ts';
import type { Kernel, PairRun } from './scan/kernel.ts';
import type { PatternCounts } from './scan/scan-plan.ts';
import { byValueOf, patternWeigher, type ValueWeights } from './scan/score.ts';
import type { SharedFields } from './shared-fields.ts';

/** Match weights: of the pairs whose patterns were counted, and of any two rows. */
export interface Weigher {
  /** Writes the weight of each pair of a run. */
  weigh(run: PairRun, into: Float64Array): void;
  /** Weight of any two rows, in either order. */
  weightOf(i: number, j: number): number;
}

interface Weighed {
  readonly base: number;
  readonly values: readonly ValueWeights[];
}

function weightIn({ base, values }: Weighed, i: number, j: number): number {
  let weight = base;
  for (let v = 0; v < values.length; v++) weight += byValueOf(values[v] as ValueWeights, i, j);
  return weight;
}

/** Weighs levels of comparisons under a model. */
function levelWeigher(model: LinkageModel, fields: SharedFields, self: boolean) {
  const weigher = patternWeigher(model, fields, self);
  return (levels: ArrayLike<number>, from: number): Weighed => {
    const { base, adjusted } = weigher.weigh(levels, from);
    return { base, values: adjusted.map((v) => weigher.byValue[v] as ValueWeights) };
  };
}

type WeighRun = Weigher['weigh'];

/** Weighs runs of pairs whose patterns have been counted; for pairs that come in several parts, each with its own counts. */
export function runWeigher(
  model: LinkageModel,
  fields: SharedFields,
  self: boolean,
): (counts: PatternCounts) => WeighRun {
  return weighRuns(levelWeigher(model, fields, self));
}

const weighRuns =
  (weighed: ReturnType<typeof levelWeigher>) =>
  ({ levels, patterns, comparisons }: PatternCounts): WeighRun => {
    const counted = Array.from({ length: patterns }, (_, p) => weighed(levels, p * comparisons));
    return ({ left, right, pattern, count }, into) => {
      for (let p = 0; p < count; p++)
        into[p] = weightIn(counted[pattern[p] as number] as Weighed, left[p] as number, right[p] as number);
    };
  };

/** Weighs under a model. `self`: one table was linked with itself. */
export function weigherOf(
  model: LinkageModel,
  fields: SharedFields,
  kernel: Pick<Kernel, 'compare' | 'levelsOf'>,
  counts: PatternCounts,
  self: boolean,
): Weigher {
  const weighed = levelWeigher(model, fields, self);
  const others = new Map<number | bigint, Weighed>();
  return {
    weigh: weighRuns(weighed)(counts),
    weightOf(i, j) {
      const pattern = kernel.compare(i, j);
      let known = others.get(pattern);
      if (known === undefined) {
        known = weighed(kernel.levelsOf(pattern), 0);
        others.set(pattern, known);
      }
      return weightIn(known, i, j);
    },
  };
}
