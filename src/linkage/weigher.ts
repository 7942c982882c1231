import type { LinkageModel } from './model.ts';
import type { Candidates, Kernel } from './scan/kernel.ts';
import { patternWeigher } from './scan/score.ts';
import type { WeighedRun } from './scan/weigh.ts';
import type { SharedFields } from './shared-fields.ts';

/** Match weights under a model, of the rows of a kernel. */
export interface Weigher {
  /** The candidates of at least a weight; by default all. Runs of pairs, each good until the next is asked for. */
  weighed(candidates: Pick<Candidates, 'counts' | 'stored'>, least?: number): Generator<WeighedRun>;
  /** Weight of any two rows, in either order. */
  readonly weightOf: (i: number, j: number) => number;
}

/**
 * Weighs under a model. `kernel`: of the same fields, when it has scanned. `self`: one table was linked with itself. Throws
 * `LINKAGE_MEMORY_FULL`, then and when it weighs.
 */
export function weigherOf(
  model: LinkageModel,
  fields: SharedFields,
  kernel: Pick<Kernel, 'weigher'>,
  self: boolean,
): Weigher {
  const { weighed, weightOf } = kernel.weigher(patternWeigher(model, fields, self));
  return {
    weighed: ({ counts, stored }, least = Number.NEGATIVE_INFINITY) => weighed(counts, stored(), least),
    weightOf,
  };
}
