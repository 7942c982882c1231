import { fail } from '#kernel';
import { makeBlocks, type RuleYield } from './blocks.ts';
import { placePlan } from './layout.ts';
import { newSharedMemory, PAGE, type SharedMemory } from './memory.ts';
import { decode, type Made, merge, wayOf } from './patterns.ts';
import type { PatternCounts, ScanPlan } from './scan-plan.ts';
import type { PatternWeigher } from './score.ts';
import { instantiate, perform, type Task, type Team } from './team.ts';
import { bytesOfWeigher, type KernelWeigher, openWeigher, type StoredPairs } from './weigh.ts';
import { bytesOfPairs, type Harvest, newBench, putQueue, type ScanChunk, type Segment } from './work.ts';

/** Pairs of rows, with the number of the pattern that each shows. */
export interface Candidates {
  readonly counts: PatternCounts;
  readonly pairs: number;
  /** The pairs as they are stored, for a weigher of the same kernel. */
  stored(): Generator<StoredPairs>;
  /** Runs of pairs, each good until the next is asked for; `pattern` numbers into `counts`. */
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
  /** What so many pairs drawn at random look like. The same seed draws the same pairs, however many threads there are. */
  sample(pairs: number, seed: bigint): PatternCounts;
  sampleBy(team: Team, pairs: number, seed: bigint): Promise<PatternCounts>;
  /** Compares every candidate pair, and keeps the pairs, or where there is no room for them compares them again for each `batches`. */
  scan(): Candidates;
  scanBy(team: Team): Promise<Candidates>;
  /** As `scanBy`, but keeps no pair: only how often each pattern occurs. */
  tallyBy(team: Team): Promise<PatternCounts>;
  /**
   * The same part by part, on this thread: a part is gone when the next is asked for, so memory does not grow with the
   * pairs. One at a time.
   */
  parts(): Generator<Candidates>;
  /** Weighs pairs of this kernel: after the scan, as it takes room. Throws `LINKAGE_MEMORY_FULL`, then and when it weighs. */
  weigher(weights: PatternWeigher): KernelWeigher;
  /** The levels that two rows reach, one for each comparison. */
  levelsBetween(i: number, j: number): Uint8Array;
  /** A measure of two codes of its column; for tests. */
  measure(slot: number, a: number, b: number): number;
}

/** Random pairs are drawn in so many parts, each with a seed of its own. */
const SAMPLE_PARTS = 4;

/**
 * Makes a plan ready, in new memory or in such as another plan leaves. Throws `LINKAGE_MEMORY_FULL`, then and later,
 * `LINKAGE_TOO_MANY_LEVELS`, `LINKAGE_TOO_MANY_MEASURES`.
 */
export function openKernel(plan: ScanPlan, limit: number, memory = newSharedMemory(limit)): Kernel {
  const full = (error: unknown): never => {
    if (!(error instanceof Error && error.name === 'MemoryFull')) throw error;
    return fail('LINKAGE_MEMORY_FULL', { limit: Math.floor(limit / 1_048_576) });
  };
  /** Room may be wanting only when what is found is asked for. */
  function* told<Of>(of: () => Generator<Of>): Generator<Of> {
    try {
      yield* of();
    } catch (error) {
      full(error);
    }
  }
  const found = ({ counts, pairs, stored, batches }: Candidates): Candidates => ({
    counts,
    pairs,
    stored: () => told(stored),
    batches: () => told(batches),
  });
  const tried = <Of>(work: () => Of): Of => {
    try {
      return work();
    } catch (error) {
      return full(error);
    }
  };
  const kernel = tried(() => made(plan, memory));
  return {
    ...kernel,
    scan: () => found(tried(kernel.scan)),
    scanBy: (team) => kernel.scanBy(team).then(found).catch(full),
    tallyBy: (team) => kernel.tallyBy(team).catch(full),
    parts: () => told(kernel.parts),
    weigher: (weights) => {
      const { weighed, weightOf } = tried(() => kernel.weigher(weights));
      return { weighed: (...of) => told(() => weighed(...of)), weightOf };
    },
  };
}

function made(plan: ScanPlan, memory: SharedMemory): Kernel {
  const kernel = instantiate(memory);
  const placed = placePlan(kernel, memory, plan);
  const own: Made = { kernel, memory, plan, placed };
  const rules = makeBlocks(kernel, memory, plan, placed);
  const task = {
    memory: memory.memory,
    maximum: memory.maximum,
    plan: placed.at,
    longest: placed.longest,
  };
  const one = plan.split === 0 ? plan.rows < 2 : plan.split === plan.rows;
  const samples = (wanted: number, seed: bigint): readonly Task[] =>
    Array.from({ length: SAMPLE_PARTS }, (_, part) => ({
      ...task,
      work: {
        kind: 'sample',
        pairs: one
          ? 0 // There is no pair.
          : Math.floor((wanted * (part + 1)) / SAMPLE_PARTS) - Math.floor((wanted * part) / SAMPLE_PARTS),
        seed: (seed + 1n) * 0x9e3779b97f4a7c15n + BigInt(part),
      },
    }));
  const chunks = chunksOf(rules);
  /** Whether there is room for every pair, with a quarter for tables of patterns. */
  const stored = (threads: number): boolean =>
    bytesOfPairs(
      rules.reduce((sum, { pairs }) => sum + pairs, 0),
      plan.rows,
      threads,
    ) *
      1.25 +
      bytesOfWeigher(plan) <
    memory.maximum * PAGE - memory.taken();
  const scans = (threads: number, kept = stored(threads)): readonly Task[] => {
    const queue = putQueue(memory, chunks);
    const work = { kind: 'scan', queue, stored: kept } as const;
    return Array.from({ length: threads }, () => ({ ...task, work }));
  };
  const found = (harvests: readonly Harvest[]): Candidates =>
    harvests.some(({ segments }) => segments.length > 0)
      ? candidatesOf(own, harvests)
      : comparedAgain(own, harvests, byChunk);
  let bench: number | undefined;
  const state = (): number => {
    bench ??= newBench(memory, placed.at, task.longest, 1n).state;
    return bench;
  };
  /** The chunks one after another, each in the room of the one before. */
  function* byChunk(): Generator<Harvest> {
    // Room for comparing any two rows is taken before the room that is given back.
    state();
    const mark = memory.taken();
    for (const chunk of chunks) {
      try {
        const queue = putQueue(memory, [chunk]);
        yield perform({ ...task, work: { kind: 'scan', queue, stored: true } });
      } finally {
        memory.release(mark);
      }
    }
  }
  return {
    rules,
    sample: (pairs, seed) => merge(own, samples(pairs, seed).map(perform)).counts,
    sampleBy: async (team, pairs, seed) => merge(own, await team.all(samples(pairs, seed))).counts,
    scan: () => found(scans(1).map(perform)),
    scanBy: async (team) => found(await team.all(scans(team.size))),
    tallyBy: async (team) => merge(own, await team.all(scans(team.size, false))).counts,
    *parts() {
      for (const harvest of byChunk()) yield candidatesOf(own, [harvest]);
    },
    weigher: (weights) => openWeigher(memory, placed, state(), weights),
    levelsBetween: (i, j) => {
      const pattern = kernel.compare(state(), i, j);
      return decode(own, BigUint64Array.of(pattern << BigInt(plan.rules.length)), new Float64Array(1)).levels;
    },
    measure: (slot, a, b) => kernel.measureOf(state(), slot, a, b),
  };
}

/** Chunks of about as many pairs, so that threads end together; a large block is cut between its rows. */
export function chunksOf(rules: readonly RuleYield[]): ScanChunk[] {
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

function candidatesOf(made: Made, harvests: readonly Harvest[]): Candidates {
  const { counts, ways } = merge(made, harvests);
  return candidatesIn(made.memory, counts, harvests, function* () {
    for (const [h, { segments }] of harvests.entries())
      for (const segment of segments) yield { segment, way: ways[h] as Uint32Array };
  });
}

/** Pairs for which there is no room: they are compared again, chunk by chunk, whenever they are asked for. */
function comparedAgain(
  made: Made,
  harvests: readonly Harvest[],
  byChunk: () => Generator<Harvest>,
): Candidates {
  const { counts, numbers } = merge(made, harvests);
  return candidatesIn(made.memory, counts, harvests, function* () {
    for (const { keys, segments } of byChunk()) {
      const way = wayOf(keys, numbers);
      for (const segment of segments) yield { segment, way };
    }
  });
}

const candidatesIn = (
  memory: SharedMemory,
  counts: PatternCounts,
  harvests: readonly Harvest[],
  stored: Candidates['stored'],
): Candidates => ({
  counts,
  pairs: harvests.reduce((sum, { pairs }) => sum + pairs, 0),
  stored,
  *batches() {
    const unpack = unpacker(memory);
    for (const { segment, way } of stored()) yield unpack(segment, way);
  },
});

/** Reads runs of pairs, each into the room of the one before. */
function unpacker(memory: SharedMemory): (segment: Segment, way: Uint32Array) => PairRun {
  let room = new Uint32Array(0);
  return (segment, way) => {
    const { count } = segment;
    if (room.length < 3 * count) room = new Uint32Array(3 * count);
    const [left, right, pattern] = [0, 1, 2].map((part) =>
      room.subarray(part * count, (part + 1) * count),
    ) as [Uint32Array, Uint32Array, Uint32Array];
    const run = { left, right, pattern, count };
    unpack(memory, segment, way, run);
    return run;
  };
}

function unpack(
  memory: SharedMemory,
  { at, count, rowBits }: Segment,
  way: Uint32Array,
  { left, right, pattern }: PairRun,
): void {
  if (rowBits === 0) {
    const words = memory.u32(at, count * 3);
    for (let p = 0, w = 0; p < count; p++, w += 3) {
      left[p] = words[w] as number;
      right[p] = words[w + 1] as number;
      pattern[p] = way[words[w + 2] as number] as number;
    }
  } else {
    const words = memory.u32(at, count * 2);
    const mask = 2 ** rowBits - 1;
    for (let p = 0, w = 0; p < count; p++, w += 2) {
      const low = words[w] as number;
      const high = words[w + 1] as number;
      left[p] = low & mask;
      right[p] = ((low >>> rowBits) | (high << (32 - rowBits))) & mask;
      // With 16 bits a row, a shift by 0: all of the upper word is the number.
      pattern[p] = way[high >>> (2 * rowBits - 32)] as number;
    }
  }
}
