import { linkageModelSchema } from '../model.ts';
import { linkByDefinition, type PlainRow, type ReferencePair } from '../reference.ts';
import { compileModel } from '../scan/compile-model.ts';
import { type Candidates, type Kernel, openKernel } from '../scan/kernel.ts';
import { shareFields } from '../shared-fields.ts';
import { weigherOf } from '../weigher.ts';
import { toTable } from './random-plans.ts';

/** What the kernel gives for a plan, and what the definition says. */
export interface PlanRun {
  /** By right row, then left. */
  readonly found: readonly ReferencePair[];
  readonly expected: readonly ReferencePair[];
  /** Pairs that were counted by their patterns. */
  readonly counted: number;
}

/** Runs a plan over one table, or two, both ways; `scan` is how the kernel is let loose. */
export async function runBothWays(
  { model: plan, lefts, rights }: PlanInput,
  scan: (kernel: Kernel) => Candidates | Promise<Candidates>,
): Promise<PlanRun> {
  const model = linkageModelSchema.parse(plan);
  const self = rights === undefined;
  const left = toTable(lefts);
  const right = self ? left : toTable(rights);
  const fields = shareFields(model, left, right);
  const kernel = openKernel(compileModel(model, fields, self), 64 * 1_048_576);
  const candidates = await scan(kernel);
  const { counts } = candidates;
  const weigher = weigherOf(model, fields, kernel, self);
  const found: ReferencePair[] = [];
  for (const { left: lows, right: highs, weight, key, count } of weigher.weighed(candidates))
    for (let p = 0; p < count; p++)
      found.push({
        left: lows[p] as number,
        right: (highs[p] as number) - (self ? 0 : left.rows),
        rule: key[p] as number,
        weight: weight[p] as number,
      });
  return {
    found: found.sort((a, b) => a.right - b.right || a.left - b.left),
    expected: linkByDefinition({ model }, lefts, rights),
    counted: counts.counts.reduce((sum, one) => sum + one, 0),
  };
}

export interface PlanInput {
  readonly model: unknown;
  readonly lefts: readonly PlainRow[];
  /** Absent: pairs within the first table. */
  readonly rights?: readonly PlainRow[];
}

/** Pairs without their weights, and the furthest that two weights are apart. */
export function difference({ found, expected }: PlanRun) {
  const pairs = (of: readonly ReferencePair[]) => of.map(({ left, right, rule }) => [left, right, rule]);
  const furthest = found.reduce(
    (most, { weight }, p) => Math.max(most, Math.abs(weight - (expected[p]?.weight ?? Number.NaN))),
    0,
  );
  return { found: pairs(found), expected: pairs(expected), furthest };
}

/** How many random plans a test tries: more when a person asks for them. */
export const planRuns = (usual: number): number => Number(process.env['STILE_RANDOM_PLANS'] ?? usual);
