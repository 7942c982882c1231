import type { SharedMemory } from './memory.ts';

/* What one thread does: it compares chunks of the blocks until none is left. */

/** The functions of wasm/index.as.ts. Addresses and counts are numbers of 32 bits. */
export interface KernelExports {
  scan(state: number): number;
  sample(state: number, pairs: number): number;
  compare(state: number, i: number, j: number): bigint;
  harvest(state: number, slots: number, keys: number, counts: number): void;
  decode(plan: number, keys: number, count: number, levels: number, rules: number): void;
  measureOf(state: number, slot: number, a: number, b: number): number;
  rowsOf(columns: number, count: number, rows: number, out: number, stride: number): void;
  heads(starts: number, letters: number, bytes: number, count: number, out: number): number;
  pack(
    rows: number,
    stride: number,
    from: number,
    to: number,
    parts: number,
    partCount: number,
    idBits: number,
    out: number,
  ): number;
  dropAlone(
    entries: number,
    count: number,
    idBits: number,
    split: number,
    table: number,
    bits: number,
  ): number;
  sort(a: number, b: number, count: number, low: number, high: number, counts: number): number;
  unpack(
    entries: number,
    count: number,
    idBits: number,
    ids: number,
    starts: number,
    rows: number,
    stride: number,
    key: number,
  ): number;
  useWeigher(weigher: number): void;
  weightOf(i: number, j: number): number;
  weigh(
    plan: number,
    records: number,
    recordBytes: number,
    pairs: number,
    count: number,
    rowBits: number,
    way: number,
    firsts: number,
    least: number,
    out: number,
  ): number;
  yieldOf(ids: number, starts: number, count: number, split: number, largest: number): bigint;
}

/** A thread's own room. */
export interface Bench {
  readonly state: number;
  capacity: number;
  readonly segments: Filling[];
}

/** A run of pairs in shared memory, as `unpackRun` reads it. */
export interface Segment {
  readonly at: number;
  readonly count: number;
  /**
   * Bits of a row's number where a pair has 8 bytes: left row, right row and number of the pattern, from the lowest bit. 0
   * where it has 12: a word each.
   */
  readonly rowBits: number;
}
type Filling = { -readonly [K in keyof Segment]: Segment[K] };

/** What a thread has to show at the end; all of it in shared memory. */
export interface Harvest {
  readonly keys: BigUint64Array;
  readonly counts: Float64Array;
  readonly segments: readonly Segment[];
  readonly pairs: number;
}

const STATE_BYTES = 128;
/** Where a plan says how many rows there are. */
const ROWS_OF_PLAN = 28;
const FIRST_TABLE = 1 << 12;
const SEGMENT_PAIRS = 1 << 18;
const WIDE_PAIR_BYTES = 12;
const PAIR_BYTES = 8;
/** Fewer bits for a row's number than this would leave nothing to gain, and make reading it harder. */
const LEAST_ROW_BITS = 16;
/** So many patterns are thought enough when room for pairs is reckoned. */
const MANY_PATTERNS = 1 << 20;

const rowBitsOf = (rows: number): number => Math.max(LEAST_ROW_BITS, 32 - Math.clz32(Math.max(rows - 1, 1)));
/** How many patterns can be numbered beside two rows in 8 bytes. */
const mostNumbers = (rowBits: number): number => Math.min(2 ** (64 - 2 * rowBits), 2 ** 32 - 1);

/** Bytes to reckon with for so many pairs of so many rows, found by so many threads, of which each has a run that is not full. */
export const bytesOfPairs = (pairs: number, rows: number, threads: number): number =>
  (pairs + threads * SEGMENT_PAIRS) *
  (mostNumbers(rowBitsOf(rows)) >= MANY_PATTERNS ? PAIR_BYTES : WIDE_PAIR_BYTES);
/** Room for the rows of an edit distance between values of this length, and for flags of longer ones. */
const SCRATCH_BYTES = 4 * 1026 * 1026;

export function newBench(memory: SharedMemory, plan: number, longest: number, seed: bigint): Bench {
  const state = memory.take(STATE_BYTES);
  const words = memory.u32(state, STATE_BYTES / 4);
  words.fill(0);
  words[0] = plan;
  const squared = 4 * (longest + 2) * (longest + 2);
  words[13] = memory.take(Math.min(SCRATCH_BYTES, Math.max(4096, squared)));
  words[14] = memory.take(32 * 8);
  memory.u64(state + 64, 1)[0] = BigInt.asUintN(64, seed) || 1n;
  const bench: Bench = { state, capacity: 0, segments: [] };
  grow(memory, bench);
  return bench;
}

/** A table of patterns twice as large, with what the old one holds. */
function grow(memory: SharedMemory, bench: Bench): void {
  const words = memory.u32(bench.state, 16);
  const old = bench.capacity;
  const capacity = old === 0 ? FIRST_TABLE : old * 4;
  const keys = memory.take(capacity * 8);
  const counts = memory.take(capacity * 8);
  const ids = memory.take(capacity * 4);
  memory.u8(counts, capacity * 8).fill(0);
  if (old > 0) {
    const from = {
      keys: memory.u64(words[8] as number, old),
      counts: memory.u64(words[9] as number, old),
      ids: memory.u32(words[10] as number, old),
    };
    const to = {
      keys: memory.u64(keys, capacity),
      counts: memory.u64(counts, capacity),
      ids: memory.u32(ids, capacity),
    };
    const mask = capacity - 1;
    for (let i = 0; i < old; i++) {
      if (from.counts[i] === 0n) continue;
      let slot = hash(from.keys[i] as bigint) & mask;
      while (to.counts[slot] !== 0n) slot = (slot + 1) & mask;
      to.keys[slot] = from.keys[i] as bigint;
      to.counts[slot] = from.counts[i] as bigint;
      to.ids[slot] = from.ids[i] as number;
    }
  }
  bench.capacity = capacity;
  words.set([keys, counts, ids, capacity - 1], 8);
}

/** The same hash as in scan.as.ts. */
function hash(key: bigint): number {
  const mixed = BigInt.asUintN(64, key * 0x9e3779b97f4a7c15n);
  return Number((mixed ^ (mixed >> 32n)) & 0xffffffffn) >>> 0;
}

/** Room for more pairs: of 8 bytes while the patterns met so far can be numbered in them. */
function newSegment(memory: SharedMemory, bench: Bench): void {
  const words = memory.u32(bench.state, STATE_BYTES / 4);
  closeSegment(memory, bench);
  const rows = memory.u32((words[0] as number) + ROWS_OF_PLAN, 1)[0] as number;
  const bits = rowBitsOf(rows);
  const fits = (words[12] as number) < mostNumbers(bits);
  words[5] = memory.take(SEGMENT_PAIRS * (fits ? PAIR_BYTES : WIDE_PAIR_BYTES));
  words[6] = 0;
  words[7] = SEGMENT_PAIRS;
  words[21] = fits ? bits : 0;
  words[22] = mostNumbers(bits);
  bench.segments.push({ at: words[5] as number, count: 0, rowBits: fits ? bits : 0 });
}

function closeSegment(memory: SharedMemory, bench: Bench): void {
  const last = bench.segments.at(-1);
  if (last !== undefined) last.count = memory.u32(bench.state, 16)[6] as number;
}

/** Compares every pair of the chunks that this thread gets hold of. `stored`: whether the pairs are kept. */
export function workThrough(
  kernel: KernelExports,
  memory: SharedMemory,
  bench: Bench,
  queue: number,
  stored: boolean,
): Harvest {
  const words = memory.u32(bench.state, 32);
  words[7] = 0;
  words[6] = 0;
  if (stored) newSegment(memory, bench);
  for (let chunk = nextChunk(memory, queue); chunk !== undefined; chunk = nextChunk(memory, queue)) {
    words.set([chunk.rule, chunk.from, chunk.until, 0], 1);
    for (let left = kernel.scan(bench.state); left !== 0; left = kernel.scan(bench.state)) {
      if (left === 1) newSegment(memory, bench);
      else grow(memory, bench);
    }
  }
  if (stored) closeSegment(memory, bench);
  return harvest(kernel, memory, bench);
}

/** Compares so many pairs drawn at random. */
export function drawPairs(kernel: KernelExports, memory: SharedMemory, bench: Bench, pairs: number): Harvest {
  let drawn = 0;
  while (drawn < pairs) {
    const more = kernel.sample(bench.state, pairs - drawn);
    drawn += more;
    if (drawn < pairs) grow(memory, bench);
  }
  return harvest(kernel, memory, bench);
}

function harvest(kernel: KernelExports, memory: SharedMemory, { state, capacity, segments }: Bench): Harvest {
  const patterns = memory.u32(state, 16)[12] as number;
  const keysAt = memory.take(patterns * 8);
  const countsAt = memory.take(patterns * 8);
  kernel.harvest(state, capacity, keysAt, countsAt);
  const counts = memory.f64(countsAt, patterns).slice();
  let pairs = 0;
  for (const count of counts) pairs += count;
  return { keys: memory.u64(keysAt, patterns).slice(), counts, segments, pairs };
}

/** Entries of a rule whose pairs are compared together. */
export interface ScanChunk {
  readonly rule: number;
  readonly from: number;
  readonly until: number;
}

/** Chunks of the blocks, to be taken one after another by any thread: how many, which is next, then three numbers each. */
export function putQueue(memory: SharedMemory, chunks: readonly ScanChunk[]): number {
  const at = memory.take(8 + chunks.length * 12);
  const words = memory.u32(at, 2 + chunks.length * 3);
  words[0] = chunks.length;
  words[1] = 0;
  chunks.forEach(({ rule, from, until }, c) => {
    words.set([rule, from, until], 2 + c * 3);
  });
  return at;
}

function nextChunk(memory: SharedMemory, queue: number) {
  const head = memory.u32(queue, 2);
  const c = Atomics.add(head, 1, 1);
  if (c >= (head[0] as number)) return undefined;
  const [rule = 0, from = 0, until = 0] = memory.u32(queue + 8 + c * 12, 3);
  return { rule, from, until };
}
