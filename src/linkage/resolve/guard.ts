import { fail } from '#kernel';
import { bytesOfPairs, putPairs } from './order.ts';
import type { ScoredEdges, WeightOf } from './pairs.ts';
import { newRoom, type ResolveRoom, SORTING } from './resolve-kernel.ts';

export interface GuardOptions {
  /** Also asked for two rows of one table. */
  readonly weightOf: WeightOf;
  /** The least mean weight between two clusters that may be joined. Default -3. */
  readonly floor?: number;
  /** No single pair counts for more than this, for or against. Default 10. */
  readonly clip?: number;
  /** Of a larger cluster so many rows speak for it. Default 12. */
  readonly sample?: number;
  /** Pairs with less weight join nothing. Default: every pair given counts. */
  readonly least?: number;
  /**
   * Whether the pairs given weigh what `weightOf` would say, and none comes twice: then it is not asked for them again. Default
   * false.
   */
  readonly known?: boolean;
}

export interface GuardedClusters {
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  /** Rows alone are clusters too. */
  readonly clusters: number;
  /** Pairs that would have joined two clusters, and were not allowed to. */
  readonly refused: number;
  /** Pairs that were looked at for means between clusters. */
  readonly rescored: number;
}

/** Clusters in the making, in memory of their own. */
export interface Guard {
  readonly parent: Int32Array;
  /** The mean weight over the pairs of one row with a cluster, given by its root. */
  meanOfRow(row: number, root: number): number;
  /** The mean weight over the pairs between two clusters, given by their roots, that a pair of this weight connects. */
  meanAcross(a: number, b: number, weight: number): number;
  allows(mean: number): boolean;
  join(a: number, b: number): void;
  rescored(): number;
}

const FLOOR = -3;
/** As guard.as.ts has it: four words a row, and means that are remembered. */
const ROW_BYTES = 16;
const MEMO_BYTES = 24 * 2 ** 16;

/** Room for a guard over rows that are each alone, and for so many bytes besides. Throws `LINKAGE_RESOLVE_OPTION_INVALID`. */
function openGuard(
  rows: number,
  bytes: number,
  { weightOf, floor = FLOOR, clip = 10, sample = 12 }: GuardOptions,
): ResolveRoom {
  if (!Number.isFinite(floor)) invalid('floor', 'a finite number');
  if (!(clip > 0)) invalid('clip', 'a number above 0');
  if (!Number.isInteger(sample) || sample < 1) invalid('sample', 'a whole number from 1');
  const own = MEMO_BYTES + rows * ROW_BYTES;
  const room = newRoom(own + bytes, { weightOf, invalid: () => fail('LINKAGE_RESCORE_INVALID', {}) });
  room.kernel.open(room.take(own), rows, floor, clip, sample);
  return room;
}

const parentsIn = ({ kernel }: ResolveRoom, rows: number): Int32Array =>
  new Int32Array(kernel.memory.buffer, kernel.parents(), rows);

/** A guard over rows that are each alone. Throws `LINKAGE_RESOLVE_OPTION_INVALID`. */
export function newGuard(rows: number, options: GuardOptions): Guard {
  const { floor = FLOOR } = options;
  const room = openGuard(rows, 0, options);
  const { meanOfRow, meanAcross, join, rescored } = room.kernel;
  return {
    parent: parentsIn(room, rows),
    meanOfRow,
    meanAcross,
    allows: (mean) => mean >= floor,
    join,
    rescored,
  };
}

const invalid = (option: string, allowed: string): never =>
  fail('LINKAGE_RESOLVE_OPTION_INVALID', { option, allowed });

/**
 * Clusters in which the rows agree with each other, not only with the next in a chain. Pairs are taken by falling
 * weight; two clusters are joined only if the mean weight over the pairs between them, scored again and clipped, is at
 * least the floor. Of clusters above `sample` rows a fixed choice of rows speaks. A pair of two rows still alone is
 * judged by its own weight. The order of pairs changes nothing; the numbering of rows decides between equal weights.
 * Memory: 17 bytes a row, 17 a pair, and of pairs that share a row with another 16 more; 24 to 32 where weights are known.
 *
 * Throws `LINKAGE_RESOLVE_OPTION_INVALID`, and `LINKAGE_RESCORE_INVALID` when `weightOf` gives no number.
 */
export function guardedClusters(edges: ScoredEdges, options: GuardOptions): GuardedClusters {
  const { least = Number.NEGATIVE_INFINITY, known = false } = options;
  const { rows, count } = edges;
  const room = openGuard(rows, bytesOfPairs(count) + count + rows + 16, options);
  const { kernel, take } = room;
  const { left, right, weight } = putPairs(room, edges);
  const alone = take(count);
  const rest = kernel.joinAlone(left, right, weight, count, least, alone, take(rows));
  const slots = known && rest > 0 ? 2 ** Math.ceil(Math.log2(rest * 2)) : 0;
  const order = take(rest * 4);
  const work = take(rest * 12 + SORTING);
  const joined = kernel.joinRest(count, least, rows, alone, order, work, take(slots * 4), slots);
  return {
    labels: parentsIn(room, rows).slice(),
    clusters: rows - joined,
    refused: kernel.refused(),
    rescored: kernel.rescored(),
  };
}
