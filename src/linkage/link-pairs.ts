import { fail } from '#kernel';
import type { CodedTable } from './columns.ts';
import { type LinkPlan, limitsOf } from './model.ts';
import { compileModel } from './scan/compile-model.ts';
import { openKernel } from './scan/kernel.ts';
import { type SharedFields, shareFields } from './shared-fields.ts';
import { weigherOf } from './weigher.ts';

/** All that addresses of 32 bits reach. */
const MOST_MEMORY = 2 ** 32;

/** Pairs of rows at or above the plan's floor; rows are numbered in their own table. */
export interface PairBatch {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Match weight, log2 of the odds, the prior included. */
  readonly weight: Float64Array;
  /** Number of the first blocking rule that gives the pair. */
  readonly rule: Uint8Array;
  readonly count: number;
}

/** What a rule would produce, before pairs that an earlier rule also gives are taken out. */
export interface BlockingYield {
  readonly rule: string;
  readonly pairs: number;
  /** Pairs in the rule's largest block. */
  readonly largestBlock: number;
}

/** A plan made ready over two tables. */
export interface Linkage {
  /** What each blocking rule gives. */
  readonly blocking: readonly BlockingYield[];
  /** Each candidate pair at or above the floor once, always in the same order. May be called again when it has ended. Throws `LINKAGE_MEMORY_FULL`. */
  pairs(): Generator<PairBatch>;
}

/**
 * Makes a plan ready over two tables whose values are clean. `memory`: bytes that rows, values and blocks may take
 * together, of 4 GiB at most; pairs are compared part by part and never all held.
 *
 * Throws `LINKAGE_PLAN_INVALID`, `LINKAGE_FIELD_MISSING`, `LINKAGE_COLUMN_INVALID`, `LINKAGE_TOO_MANY_PAIRS`,
 * `LINKAGE_MEMORY_FULL`, `LINKAGE_TOO_MANY_LEVELS`, `LINKAGE_TOO_MANY_MEASURES`.
 */
export function prepareLinkage(
  plan: LinkPlan,
  left: CodedTable,
  right: CodedTable,
  memory = MOST_MEMORY,
): Linkage {
  const { floor, maxPairs } = limitsOf(plan);
  const { model } = plan;
  const fields = shareFields(model, left, right);
  // Without rows on the left the kernel would take the right ones for a table of their own.
  if (left.rows === 0 || right.rows === 0)
    return {
      blocking: model.blocking.map(({ name }) => ({ rule: name, pairs: 0, largestBlock: 0 })),
      *pairs() {},
    };
  const kernel = openKernel(compileModel(model, fields, false), memory);
  const blocking = kernel.rules.map(({ pairs, largest }, r) => ({
    rule: model.blocking[r]?.name ?? '',
    pairs,
    largestBlock: largest,
  }));
  checkYields(blocking, maxPairs);
  return { blocking, pairs: () => weighedPairs(plan, fields, kernel, floor) };
}

/** Links two tables: each candidate pair at or above the floor, once. See `prepareLinkage` for the errors. */
export const linkPairs = (plan: LinkPlan, left: CodedTable, right: CodedTable): Generator<PairBatch> =>
  prepareLinkage(plan, left, right).pairs();

/** Throws `LINKAGE_TOO_MANY_PAIRS`, naming the heaviest rule. */
function checkYields(yields: readonly BlockingYield[], limit: number): void {
  const pairs = yields.reduce((sum, one) => sum + one.pairs, 0);
  if (pairs <= limit) return;
  const heaviest = yields.reduce((a, b) => (b.pairs > a.pairs ? b : a));
  fail('LINKAGE_TOO_MANY_PAIRS', {
    pairs,
    limit,
    rule: heaviest.rule,
    rulePairs: heaviest.pairs,
    blockPairs: heaviest.largestBlock,
  });
}

function* weighedPairs(
  { model }: LinkPlan,
  fields: SharedFields,
  kernel: ReturnType<typeof openKernel>,
  floor: number,
): Generator<PairBatch> {
  const { weighed } = weigherOf(model, fields, kernel, false);
  const lefts = fields.values().next().value?.left.length ?? 0;
  for (const part of kernel.parts())
    for (const { left, right, weight, key, count } of weighed(part, floor))
      yield {
        left: left.slice(),
        right: right.map((row) => row - lefts),
        weight: weight.slice(),
        rule: key.slice(),
        count,
      };
}
