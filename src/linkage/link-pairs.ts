import { fail } from '#kernel';
import type { CodedTable } from './columns.ts';
import { type LinkPlan, limitsOf } from './model.ts';
import { compileModel } from './scan/compile-model.ts';
import { openKernel, type PairRun } from './scan/kernel.ts';
import { type SharedFields, shareFields } from './shared-fields.ts';
import { runWeigher } from './weigher.ts';

/** At most this many pairs in one batch. */
const BATCH_PAIRS = 65_536;
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

/** The number of the first rule among those that give a pair: of the lowest bit that is set. */
export const firstRule = (rules: number): number => 31 - Math.clz32(rules & -rules);

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
  const weigherOf = runWeigher(model, fields, false);
  const lefts = fields.values().next().value?.left.length ?? 0;
  const weight = new Float64Array(BATCH_PAIRS);
  for (const { counts, batches } of kernel.parts()) {
    const weigh = weigherOf(counts);
    for (const run of batches())
      for (let from = 0; from < run.count; from += BATCH_PAIRS) {
        const piece = pieceOf(run, from, Math.min(run.count, from + BATCH_PAIRS));
        weigh(piece, weight);
        const batch = keep(piece, weight, floor, lefts, counts.rules);
        if (batch.count > 0) yield batch;
      }
  }
}

const pieceOf = ({ left, right, pattern }: PairRun, from: number, until: number): PairRun => ({
  left: left.subarray(from, until),
  right: right.subarray(from, until),
  pattern: pattern.subarray(from, until),
  count: until - from,
});

/** The pairs at or above the floor. */
function keep(
  { left, right, pattern, count }: PairRun,
  weight: Float64Array,
  floor: number,
  lefts: number,
  rules: Uint32Array,
): PairBatch {
  let kept = 0;
  for (let p = 0; p < count; p++) if ((weight[p] as number) >= floor) kept++;
  const batch = {
    left: new Uint32Array(kept),
    right: new Uint32Array(kept),
    weight: new Float64Array(kept),
    rule: new Uint8Array(kept),
    count: kept,
  };
  for (let p = 0, to = 0; p < count; p++) {
    const w = weight[p] as number;
    if (!(w >= floor)) continue;
    batch.left[to] = left[p] as number;
    batch.right[to] = (right[p] as number) - lefts;
    batch.weight[to] = w;
    batch.rule[to] = firstRule(rules[pattern[p] as number] as number);
    to++;
  }
  return batch;
}
