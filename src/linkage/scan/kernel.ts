import { makeBlocks, type RuleYield } from './blocks.ts';
import { type Placed, placePlan } from './layout.ts';
import { newSharedMemory, type SharedMemory } from './memory.ts';
import { kernelModule } from './module.ts';
import type { PatternCounts, ScanPlan } from './scan-plan.ts';
import { drawPairs, type Harvest, type KernelExports, newBench, putQueue, workThrough } from './work.ts';

/** Pairs of rows, with the number of the pattern that each shows. */
export interface Candidates {
  readonly counts: PatternCounts;
  readonly pairs: number;
  /** Runs of pairs; `pattern` numbers into `counts`. */
  batches(): Generator<PairRun>;
}

export interface PairRun {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly pattern: Uint32Array;
  readonly count: number;
}

/** A plan made ready: its rows in memory, its blocks sorted. */
export interface Kernel {
  readonly rules: readonly RuleYield[];
  /** What so many pairs drawn at random look like. The same seed draws the same pairs. */
  sample(pairs: number, seed: bigint): PatternCounts;
  /** Compares every candidate pair once. */
  scan(): Candidates;
  /** A measure of two codes of its column; for tests. */
  measure(slot: number, a: number, b: number): number;
}

/** Makes a plan ready on this thread. Throws `LINKAGE_MEMORY_FULL`, `LINKAGE_TOO_MANY_LEVELS`, `LINKAGE_TOO_MANY_MEASURES`. */
export function openKernel(plan: ScanPlan, limit: number): Kernel {
  const memory = newSharedMemory(limit);
  const kernel = instantiate(memory);
  const placed = placePlan(memory, plan);
  const rules = makeBlocks(kernel, memory, plan, placed);
  const longest = longestValue(plan);
  return {
    rules,
    sample(pairs, seed) {
      const bench = newBench(memory, placed.at, longest, seed);
      return merge([drawPairs(kernel, memory, bench, pairs)], plan, placed).counts;
    },
    scan() {
      const bench = newBench(memory, placed.at, longest, 1n);
      const queue = putQueue(memory, chunksOf(rules));
      return candidatesOf([workThrough(kernel, memory, bench, queue, true)], memory, plan, placed);
    },
    measure(slot, a, b) {
      const bench = newBench(memory, placed.at, longest, 1n);
      return kernel.measureOf(bench.state, slot, a, b);
    },
  };
}

export function instantiate({ memory }: SharedMemory): KernelExports {
  const instance = new WebAssembly.Instance(kernelModule(), { env: { memory } });
  return instance.exports as unknown as KernelExports;
}

export const longestValue = ({ measures }: ScanPlan): number => {
  let longest = 1;
  for (const { dictionary } of measures)
    for (let v = 0; v < dictionary.count; v++)
      longest = Math.max(longest, (dictionary.starts[v + 1] as number) - (dictionary.starts[v] as number));
  return longest;
};

/** Chunks of about as many pairs, so that threads end together; a large block is cut between its rows. */
export function chunksOf(rules: readonly RuleYield[]) {
  const target = 250_000;
  return rules.flatMap(({ entries, pairs }, rule) => {
    const parts = Math.max(1, Math.min(Math.ceil(pairs / target), 4096, entries));
    return Array.from({ length: parts }, (_, p) => ({
      rule,
      from: Math.floor((entries * p) / parts),
      until: Math.floor((entries * (p + 1)) / parts),
    }));
  });
}

/** Threads number patterns each for itself: one numbering for all, and each thread's way to it. */
export function merge(harvests: readonly Harvest[], plan: ScanPlan, placed: Placed) {
  const numbers = new Map<bigint, number>();
  const ways = harvests.map(({ keys }) =>
    Uint32Array.from(keys, (key) => {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      return numbers.size - 1;
    }),
  );
  const counts = new Float64Array(numbers.size);
  harvests.forEach((harvest, h) => {
    harvest.counts.forEach((count, id) => {
      const to = ways[h]?.[id] as number;
      counts[to] = (counts[to] as number) + count;
    });
  });
  return { counts: decode([...numbers.keys()], counts, plan, placed), ways };
}

/** Numbers of mixed radix back to levels. */
function decode(
  keys: readonly bigint[],
  counts: Float64Array,
  { comparisons, rules: ruled }: ScanPlan,
  { radixes }: Placed,
): PatternCounts {
  const levels = new Uint8Array(keys.length * comparisons.length);
  const rules = new Uint32Array(keys.length);
  const shift = BigInt(ruled.length);
  keys.forEach((key, k) => {
    rules[k] = Number(key & ((1n << shift) - 1n));
    const pattern = key >> shift;
    comparisons.forEach((comparison, c) => {
      levels[k * comparisons.length + c] = Number(
        (pattern / (radixes[c] as bigint)) % BigInt(comparison.levels),
      );
    });
  });
  return { levels, rules, counts, patterns: keys.length, comparisons: comparisons.length };
}

export function candidatesOf(
  harvests: readonly Harvest[],
  memory: SharedMemory,
  plan: ScanPlan,
  placed: Placed,
): Candidates {
  const { counts, ways } = merge(harvests, plan, placed);
  return {
    counts,
    pairs: harvests.reduce((sum, { pairs }) => sum + pairs, 0),
    *batches() {
      for (const [h, { segments }] of harvests.entries())
        for (const { at, count } of segments)
          yield unpackRun(memory.u32(at, count * 3), count, ways[h] as Uint32Array);
    },
  };
}

function unpackRun(words: Uint32Array, count: number, way: Uint32Array): PairRun {
  const left = new Uint32Array(count);
  const right = new Uint32Array(count);
  const pattern = new Uint32Array(count);
  for (let p = 0, at = 0; p < count; p++, at += 3) {
    left[p] = words[at] as number;
    right[p] = words[at + 1] as number;
    pattern[p] = way[words[at + 2] as number] as number;
  }
  return { left, right, pattern, count };
}
