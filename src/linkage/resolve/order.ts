// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { ScoredPairs } from './pairs.ts';

const DIGIT = 11;
const DIGITS = 1 << DIGIT;
/** Below this many, insertion is quicker than counting digits. */
const FEW = 48;

/**
 * Sorts `order[from..until]` by `key[order[x]]`, stable, by counting digits of 11 bits from the lowest; a digit
 * that is the same everywhere costs no move. `spare` is as long as `order`. Keys move with what they belong to: 8 bytes each.
 */
export function sortByKey(
  order: Uint32Array,
  key: Uint32Array,
  spare: Uint32Array,
  from = 0,
  until = order.length,
): void {
  const count = until - from;
  let items = order.subarray(from, until);
  let spareItems = spare.subarray(0, count);
  let keys = new Uint32Array(count);
  let varies = 0;
  const first = count > 0 ? key[items[0]!]! : 0;
  for (let x = 0; x < count; x++) {
    const own = key[items[x]!]!;
    keys[x] = own;
    varies |= own ^ first;
  }
  if (varies === 0) return;
  let spareKeys = new Uint32Array(count);
  const starts = new Uint32Array(DIGITS);
  for (let shift = 0; shift < 32; shift += DIGIT) {
    if (((varies >>> shift) & (DIGITS - 1)) === 0) continue;
    starts.fill(0);
    for (let x = 0; x < count; x++) starts[(keys[x]! >>> shift) & (DIGITS - 1)]!++;
    for (let d = 0, sum = 0; d < DIGITS; d++) {
      const size = starts[d]!;
      starts[d] = sum;
      sum += size;
    }
    for (let x = 0; x < count; x++) {
      const own = keys[x]!;
      const digit = (own >>> shift) & (DIGITS - 1);
      const place = starts[digit]!;
      starts[digit] = place + 1;
      spareItems[place] = items[x]!;
      spareKeys[place] = own;
    }
    [items, spareItems] = [spareItems, items];
    [keys, spareKeys] = [spareKeys, keys];
  }
  if (items.buffer !== order.buffer) order.set(items, from);
}

export function countingUp(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let x = 0; x < count; x++) order[x] = x;
  return order;
}

/**
 * The numbers of the pairs of at least a weight, by falling weight, equal weights by left row, then right row; -0 equals
 * 0. Exact over all 64 bits: first by the upper 32 bits, then runs that agree in them by the rest. 24 bytes a pair meanwhile.
 * Pairs that are 1 in `without` are left out.
 */
export function orderByWeight(
  { left, right, weight, count }: ScoredPairs,
  least = Number.NEGATIVE_INFINITY,
  without?: Uint8Array,
): Uint32Array {
  const stays = (p: number): boolean => weight[p]! >= least && without?.[p] !== 1;
  let kept = 0;
  for (let p = 0; p < count; p++) if (stays(p)) kept++;
  const order = new Uint32Array(kept);
  for (let p = 0, x = 0; x < kept; p++) if (stays(p)) order[x++] = p;
  const spare = new Uint32Array(kept);
  const upper = new Uint32Array(count);
  const bits = new Uint32Array(weight.buffer, weight.byteOffset, weight.length * 2);
  for (let p = 0; p < count; p++) {
    const high = bits[2 * p + 1]!;
    upper[p] = weight[p]! < 0 ? high : (high & 0x7fffffff) ^ 0x7fffffff;
  }
  sortByKey(order, upper, spare);
  const after = (p: number, q: number): boolean => {
    if (weight[p]! !== weight[q]!) return weight[p]! < weight[q]!;
    return left[p]! !== left[q]! ? left[p]! > left[q]! : right[p]! > right[q]!;
  };
  let lower: Uint32Array | undefined;
  for (let from = 0; from < kept; ) {
    let until = from + 1;
    while (until < kept && upper[order[until]!] === upper[order[from]!]) until++;
    if (until - from <= FEW) insertionSort(order, from, until, after);
    else {
      lower ??= lowerKeys(weight, bits, count);
      sortByKey(order, right, spare, from, until);
      sortByKey(order, left, spare, from, until);
      sortByKey(order, lower, spare, from, until);
    }
    from = until;
  }
  return order;
}

function lowerKeys(weight: Float64Array, bits: Uint32Array, count: number): Uint32Array {
  const lower = new Uint32Array(count);
  for (let p = 0; p < count; p++) lower[p] = weight[p]! < 0 ? bits[2 * p]! : ~bits[2 * p]!;
  return lower;
}

function insertionSort(
  order: Uint32Array,
  from: number,
  until: number,
  after: (p: number, q: number) => boolean,
): void {
  for (let x = from + 1; x < until; x++) {
    const item = order[x]!;
    let y = x - 1;
    while (y >= from && after(order[y]!, item)) {
      order[y + 1] = order[y]!;
      y--;
    }
    order[y + 1] = item;
  }
}
