// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { type BlockingYield, type Blocks, blocksOf, checkYields, yieldOf } from './blocking.ts';
import type { CodedTable } from './columns.ts';
import { explainerOf, type PairExplanation } from './explain.ts';
import { type LinkPlan, limitsOf } from './model.ts';
import { makeScorer, type Scorer } from './scorer.ts';
import { shareFields } from './shared-fields.ts';

/** At most this many pairs in one batch. */
const BATCH_PAIRS = 65_536;

/** Pairs of rows at or above the plan's floor. Only the first `count` places are used. */
export interface PairBatch {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Match weight, log2 of the odds, the prior included. */
  readonly weight: Float64Array;
  /** Number of the first blocking rule that gives the pair. */
  readonly rule: Uint8Array;
  readonly count: number;
}

/** A plan made ready over two tables. */
export interface Linkage {
  /** What each blocking rule gives. */
  readonly blocking: readonly BlockingYield[];
  /** Each candidate pair once, by right row, then rule, then left row. May be called again. */
  pairs(): Generator<PairBatch>;
  explain(leftRow: number, rightRow: number): PairExplanation;
}

function* scorePairs(blocks: readonly Blocks[], scorer: Scorer, floor: number, rightRows: number) {
  let batch = emptyBatch();
  let count = 0;
  for (let j = 0; j < rightRows; j++) {
    for (let r = 0; r < blocks.length; r++) {
      const { rightKeys, starts, rows } = blocks[r]!;
      const key = rightKeys[j]!;
      if (key === 0) continue;
      const end = starts[key + 1]!;
      for (let at = starts[key]!; at < end; at++) {
        const i = rows[at]!;
        if (r > 0 && givenBefore(blocks, r, i, j)) continue;
        const weight = scorer.score(i, j);
        if (weight < floor) continue;
        batch.left[count] = i;
        batch.right[count] = j;
        batch.weight[count] = weight;
        batch.rule[count] = r;
        count++;
        if (count === BATCH_PAIRS) {
          yield { ...batch, count };
          batch = emptyBatch();
          count = 0;
        }
      }
    }
  }
  if (count > 0) yield { ...batch, count };
}

const emptyBatch = () => ({
  left: new Uint32Array(BATCH_PAIRS),
  right: new Uint32Array(BATCH_PAIRS),
  weight: new Float64Array(BATCH_PAIRS),
  rule: new Uint8Array(BATCH_PAIRS),
});

function givenBefore(blocks: readonly Blocks[], rule: number, i: number, j: number): boolean {
  for (let r = 0; r < rule; r++) {
    const { leftKeys, rightKeys } = blocks[r]!;
    const key = rightKeys[j]!;
    if (key !== 0 && leftKeys[i] === key) return true;
  }
  return false;
}

/**
 * Makes a plan ready over two tables: shared dictionaries, block keys, frequencies. Memory: 8 bytes a left
 * row and 4 a right row for each rule, 4 a right row for each field, and the dictionaries; pairs are never all held.
 *
 * Throws `LINKAGE_PLAN_INVALID`, `LINKAGE_FIELD_MISSING`, `LINKAGE_COLUMN_INVALID`, `LINKAGE_TOO_MANY_PAIRS`.
 */
export function prepareLinkage(plan: LinkPlan, left: CodedTable, right: CodedTable): Linkage {
  const { floor, maxPairs } = limitsOf(plan);
  const { model } = plan;
  const fields = shareFields(model, left, right);
  const blocks = model.blocking.map((rule) => blocksOf(rule, fields));
  const blocking = model.blocking.map((rule, r) => yieldOf(rule, blocks[r]!));
  checkYields(blocking, maxPairs);
  const scorer = makeScorer(model, fields);
  return {
    blocking,
    pairs: () => scorePairs(blocks, scorer, floor, right.rows),
    explain: explainerOf(model, scorer),
  };
}

/** Links two tables: each candidate pair at or above the floor, once. See `prepareLinkage` for the errors. */
export const linkPairs = (plan: LinkPlan, left: CodedTable, right: CodedTable): Generator<PairBatch> =>
  prepareLinkage(plan, left, right).pairs();

/** Why one pair weighs what it weighs. For many pairs, prepare once and ask `explain`. */
export const explainPair = (
  plan: LinkPlan,
  left: CodedTable,
  leftRow: number,
  right: CodedTable,
  rightRow: number,
): PairExplanation => prepareLinkage(plan, left, right).explain(leftRow, rightRow);
