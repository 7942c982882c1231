import type { Placed } from './layout.ts';
import type { SharedMemory } from './memory.ts';
import type { PatternCounts, ScanPlan } from './scan-plan.ts';
import type { Harvest, KernelExports } from './work.ts';

/* Patterns as threads count them, each with numbers of its own, and as levels with one numbering for all. */

/** A plan in memory, and the kernel that works there. */
export interface Made {
  readonly kernel: KernelExports;
  readonly memory: SharedMemory;
  readonly plan: ScanPlan;
  readonly placed: Placed;
}

/** Threads number patterns each for itself: one numbering for all, whatever thread met which, and each thread's way to it. */
export function merge(made: Made, harvests: readonly Harvest[]) {
  const all = new BigUint64Array(harvests.reduce((sum, harvest) => sum + harvest.keys.length, 0));
  let at = 0;
  for (const harvest of harvests) {
    all.set(harvest.keys, at);
    at += harvest.keys.length;
  }
  const keys = all.sort().filter((key, k) => key !== all[k - 1]);
  const numbers = numbersOf(keys);
  const ways = harvests.map((harvest) => wayOf(harvest.keys, numbers));
  const counts = new Float64Array(keys.length);
  harvests.forEach((harvest, h) => {
    harvest.counts.forEach((count, id) => {
      const to = ways[h]?.[id] as number;
      counts[to] = (counts[to] as number) + count;
    });
  });
  return { counts: decode(made, keys, counts), ways, numbers };
}

const numbersOf = (keys: BigUint64Array): ReadonlyMap<bigint, number> =>
  new Map(Array.from(keys, (key, number) => [key, number]));

/** The way from a thread's numbers of patterns to those of all. */
export const wayOf = (keys: BigUint64Array, numbers: ReadonlyMap<bigint, number>): Uint32Array =>
  Uint32Array.from({ length: keys.length }, (_, id) => numbers.get(keys[id] as bigint) as number);

/** Numbers of mixed radix back to levels. */
export function decode(
  { kernel, memory, plan, placed }: Made,
  keys: BigUint64Array,
  counts: Float64Array,
): PatternCounts {
  const comparisons = plan.comparisons.length;
  const mark = memory.taken();
  const at = memory.take(keys.length * 8);
  memory.u64(at, keys.length).set(keys);
  const levelsAt = memory.take(keys.length * comparisons);
  const rulesAt = memory.take(keys.length * 4);
  kernel.decode(placed.at, at, keys.length, levelsAt, rulesAt);
  const levels = memory.u8(levelsAt, keys.length * comparisons).slice();
  const rules = memory.u32(rulesAt, keys.length).slice();
  memory.release(mark);
  return { levels, rules, counts, patterns: keys.length, comparisons };
}
