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
 * Collects batches of scored pairs into one list, 16 bytes a pair. A pair may come more than once.
 *
 * Throws `LINKAGE_SCORED_PAIR_INVALID` for a row outside the tables, a row with itself, and a weight that is not finite.
 */
export function gatherPairs(batches: Iterable<ScoredPairs>, options: GatherOptions): ScoredEdges {
  const { key: _, ...edges } = gathered(batches, options);
  return edges;
}

/** The same with keys: 17 bytes a pair. */
export const gatherKeyedPairs = (batches: Iterable<KeyedPairs>, options: GatherOptions): KeyedEdges =>
  gathered(batches, options);

function gathered(batches: Iterable<Batch>, options: GatherOptions): KeyedEdges {
  const { rows, split, least = Number.NEGATIVE_INFINITY } = options;
  checkRows(rows, split);
  const list = newList(options.capacity ?? 1024);
  let seen = 0;
  for (const batch of batches) {
    list.append(areTidy(batch, rows, least, seen) ? batch : tidied(batch, least));
    seen += batch.count;
  }
  return { rows, split, ...list.so() };
}

type Batch = ScoredPairs & { readonly key?: Uint8Array };

/** Whether all pairs stay, the smaller row left as it is. Throws `LINKAGE_SCORED_PAIR_INVALID`. */
function areTidy({ left, right, weight, count }: Batch, rows: number, least: number, seen: number): boolean {
  let tidy = true;
  for (let p = 0; p < count; p++) {
    const i = left[p]!;
    const j = right[p]!;
    const w = weight[p]!;
    if (!(i < rows && j < rows)) refuse(seen + p, rows, 'a row is outside the tables');
    if (i === j) refuse(seen + p, rows, 'it pairs a row with itself');
    if (!Number.isFinite(w)) refuse(seen + p, rows, 'its weight is not a finite number');
    if (i > j || w < least) tidy = false;
  }
  return tidy;
}

/** The pairs of at least a weight, the smaller row left. */
function tidied({ left, right, weight, key, count }: Batch, least: number): Batch {
  const stay = Uint32Array.from({ length: count }, (_, p) => p).filter((p) => weight[p]! >= least);
  return {
    left: stay.map((p) => Math.min(left[p]!, right[p]!)),
    right: stay.map((p) => Math.max(left[p]!, right[p]!)),
    weight: Float64Array.from(stay, (p) => weight[p]!),
    ...(key && { key: Uint8Array.from(stay, (p) => key[p]!) }),
    count: stay.length,
  };
}

/** Pairs one batch after another, in arrays that grow. Keys stay 0 where none are given. */
function newList(capacity: number) {
  let left = new Uint32Array(capacity);
  let right = new Uint32Array(capacity);
  let weight = new Float64Array(capacity);
  let key = new Uint8Array(capacity);
  let count = 0;
  const grow = (size: number): void => {
    left = grown(left, new Uint32Array(size));
    right = grown(right, new Uint32Array(size));
    weight = grown(weight, new Float64Array(size));
    key = grown(key, new Uint8Array(size));
  };
  return {
    append(batch: Batch): void {
      const end = count + batch.count;
      if (end > left.length) grow(Math.max(count * 2, end));
      left.set(batch.left.subarray(0, batch.count), count);
      right.set(batch.right.subarray(0, batch.count), count);
      weight.set(batch.weight.subarray(0, batch.count), count);
      if (batch.key) key.set(batch.key.subarray(0, batch.count), count);
      count = end;
    },
    so: () => ({ left, right, weight, key, count }),
  };
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
