// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';

/** A run of scored pairs. Only the first `count` places are used. */
export interface ScoredPairs {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Match weight, log2 of the odds, the prior included. */
  readonly weight: Float64Array;
  readonly count: number;
}

/** Scored pairs of all rows together, the smaller row of each pair on the left. */
export interface ScoredEdges extends ScoredPairs {
  readonly rows: number;
  /** Rows from here on are the second table. 0: one table. */
  readonly split: number;
}

/** Scored pairs, each with the number of the first rule that gives it. */
export interface KeyedPairs extends ScoredPairs {
  readonly key: Uint8Array;
}

export type KeyedEdges = ScoredEdges & KeyedPairs;

export interface GatherOptions {
  /** Rows of both tables together. */
  readonly rows: number;
  /** Rows from here on are the second table. 0: one table. */
  readonly split: number;
  /** Pairs with less weight are left out. Default: none is. */
  readonly least?: number;
  /** How many pairs will be kept at most, when it is known: saves copying. */
  readonly capacity?: number;
}

/** Asks for the weight of any two rows, log2 of the odds; -Infinity and Infinity are answers too. */
export type WeightOf = (left: number, right: number) => number;

/** The highest number of rows: rows are kept as Int32, and -1 is no row. */
export const MAX_ROWS = 2 ** 31 - 1;

/**
 * Collects batches of scored pairs into one list, 16 bytes a pair, 17 with keys. A pair may come more than once.
 *
 * Throws `LINKAGE_SCORED_PAIR_INVALID` for a row outside the tables, a row with itself, and a weight that is not finite.
 */
export function gatherPairs(batches: Iterable<KeyedPairs>, options: GatherOptions): KeyedEdges;
export function gatherPairs(batches: Iterable<ScoredPairs>, options: GatherOptions): ScoredEdges;
export function gatherPairs(
  batches: Iterable<ScoredPairs & { readonly key?: Uint8Array }>,
  options: GatherOptions,
): ScoredEdges & { readonly key?: Uint8Array } {
  const { rows, split, least = Number.NEGATIVE_INFINITY } = options;
  checkRows(rows, split);
  let left = new Uint32Array(options.capacity ?? 1024);
  let right = new Uint32Array(left.length);
  let weight = new Float64Array(left.length);
  let key: Uint8Array | undefined;
  let count = 0;
  let seen = 0;
  for (const batch of batches) {
    if (batch.key !== undefined) key ??= new Uint8Array(left.length);
    for (let p = 0; p < batch.count; p++, seen++) {
      const i = batch.left[p]!;
      const j = batch.right[p]!;
      const w = batch.weight[p]!;
      if (!(i < rows && j < rows)) refuse(seen, rows, 'a row is outside the tables');
      if (i === j) refuse(seen, rows, 'it pairs a row with itself');
      if (!Number.isFinite(w)) refuse(seen, rows, 'its weight is not a finite number');
      if (w < least) continue;
      if (count === left.length) {
        const larger = Math.max(1024, count * 2);
        left = grown(left, new Uint32Array(larger));
        right = grown(right, new Uint32Array(larger));
        weight = grown(weight, new Float64Array(larger));
        if (key !== undefined) key = grown(key, new Uint8Array(larger));
      }
      left[count] = i < j ? i : j;
      right[count] = i < j ? j : i;
      weight[count] = w;
      if (key !== undefined) key[count] = batch.key![p]!;
      count++;
    }
  }
  return { rows, split, left, right, weight, count, ...(key && { key }) };
}

function grown<A extends Uint8Array | Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

const refuse = (pair: number, rows: number, reason: string): never =>
  fail('LINKAGE_SCORED_PAIR_INVALID', { pair, rows, reason });

function checkRows(rows: number, split: number): void {
  if (!Number.isInteger(rows) || rows < 0 || rows > MAX_ROWS)
    fail('LINKAGE_RESOLVE_OPTION_INVALID', {
      option: 'rows',
      allowed: 'a whole number below 2 to the power of 31',
    });
  if (!Number.isInteger(split) || split < 0 || split > rows)
    fail('LINKAGE_RESOLVE_OPTION_INVALID', {
      option: 'split',
      allowed: 'a whole number up to the number of rows',
    });
}
