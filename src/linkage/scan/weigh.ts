import type { Placed } from './layout.ts';
import type { SharedMemory } from './memory.ts';
import type { PatternCounts, ScanPlan } from './scan-plan.ts';
import type { PatternWeigher } from './score.ts';
import { newInstance } from './team.ts';
import type { Segment } from './work.ts';

/* Writes what weigh.as.ts reads: weights of values, and of patterns what is the same for all their pairs. */

/** A run of pairs with their weights, the smaller row left; `pattern` numbers into the counts of the candidates. */
export interface WeighedRun {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  readonly pattern: Uint32Array;
  /** Match weight, log2 of the odds, the prior included. */
  readonly weight: Float64Array;
  /** The first rule that gives each pair. */
  readonly key: Uint8Array;
  readonly count: number;
}

/** Pairs as a thread stored them, and the way from its numbers of patterns to those of all. */
export interface StoredPairs {
  readonly segment: Segment;
  readonly way: Uint32Array;
}

/** Weighs in the kernel, where the rows are. */
export interface KernelWeigher {
  /** The pairs of at least a weight, run by run, each good until the next is asked for. */
  weighed(counts: PatternCounts, pairs: Iterable<StoredPairs>, least: number): Generator<WeighedRun>;
  /** Weight of any two rows, in either order. */
  readonly weightOf: (i: number, j: number) => number;
}

const WEIGHER_BYTES = 24;
const VALUE_BYTES = 16;
const RECORD_HEAD = 12;
/** Patterns of pairs that no rule gave, kept at most. */
const PATTERNS_KEPT = 1 << 14;
/** Pairs that are weighed at once. */
const RUN_PAIRS = 1 << 16;
/** Bytes of a weighed pair. */
const PAIR_BYTES = 21;
const NO_PATTERN = 0xffffffff_ffffffffn;

const recordBytesOf = (comparisons: number): number => Math.ceil((RECORD_HEAD + 4 * comparisons) / 8) * 8;

/** The number of the first rule among those that give a pair: of the lowest bit that is set. */
export const firstRule = (rules: number): number => 31 - Math.clz32(rules & -rules);

/** Bytes that a weigher takes, besides the records of the candidates' patterns. */
export const bytesOfWeigher = ({ weights, comparisons }: ScanPlan): number =>
  weights * 8 + PATTERNS_KEPT * (8 + recordBytesOf(comparisons.length)) + RUN_PAIRS * PAIR_BYTES;

/** A weigher in an instance of the kernel of its own. `state`: where it compares. Throws `MemoryFull`, then and when it weighs. */
export function openWeigher(
  memory: SharedMemory,
  { at: plan }: Placed,
  state: number,
  weigher: PatternWeigher,
): KernelWeigher {
  const { byValue, comparisons } = weigher;
  const values = Uint32Array.from(byValue, ({ column, weights, otherwise }) => {
    const at = memory.take(VALUE_BYTES);
    memory.u32(at, 2).set([memory.put(weights), column * 4]);
    memory.f64(at + 8, 1)[0] = otherwise;
    return at;
  });
  const bytes = recordBytesOf(comparisons);
  const met = newRecords(memory, PATTERNS_KEPT, bytes);
  const levelsAt = memory.take(comparisons);
  const levels = memory.u8(levelsAt, comparisons);
  const kernel = newInstance(memory, (place) => writeRecord(met, place, weigher, levels, 0, values));
  const at = memory.take(WEIGHER_BYTES);
  const keys = memory.take(PATTERNS_KEPT * 8);
  memory.u64(keys, PATTERNS_KEPT).fill(NO_PATTERN);
  memory.u32(at, 6).set([state, keys, met.at, bytes, PATTERNS_KEPT - 1, levelsAt]);
  kernel.useWeigher(at);
  return {
    weightOf: kernel.weightOf,
    *weighed(counts, pairs, least) {
      // Before the pairs are asked for: where they are compared again, what is taken meanwhile is given back.
      const counted = newRecords(memory, counts.patterns, bytes);
      for (let p = 0; p < counts.patterns; p++)
        writeRecord(counted, p, weigher, counts.levels, p * comparisons, values);
      const firsts = memory.put(Uint8Array.from(counts.rules, firstRule));
      const room = memory.take(RUN_PAIRS * PAIR_BYTES);
      let placed: Uint32Array | undefined;
      let wayAt = 0;
      for (const { segment, way } of pairs) {
        const { at, count, rowBits } = segment;
        if (way !== placed) wayAt = memory.put(way);
        placed = way;
        for (let from = 0; from < count; from += RUN_PAIRS) {
          const some = Math.min(count - from, RUN_PAIRS);
          const first = at + from * (rowBits === 0 ? 12 : 8);
          const kept = kernel.weigh(
            plan,
            counted.at,
            bytes,
            first,
            some,
            rowBits,
            wayAt,
            firsts,
            least,
            room,
          );
          if (kept === 0) continue;
          yield {
            weight: memory.f64(room, kept),
            left: memory.u32(room + some * 8, kept),
            right: memory.u32(room + some * 12, kept),
            pattern: memory.u32(room + some * 16, kept),
            key: memory.u8(room + some * 20, kept),
            count: kept,
          };
        }
      }
    },
  };
}

/** Records of patterns, one after another: as numbers, and as words. */
interface Records {
  readonly at: number;
  readonly bytes: number;
  readonly bases: Float64Array;
  readonly words: Uint32Array;
}

function newRecords(memory: SharedMemory, count: number, bytes: number): Records {
  const at = memory.take(count * bytes);
  return {
    at,
    bytes,
    bases: memory.f64(at, (count * bytes) / 8),
    words: memory.u32(at, (count * bytes) / 4),
  };
}

function writeRecord(
  { bytes, bases, words }: Records,
  record: number,
  weigher: PatternWeigher,
  levels: ArrayLike<number>,
  from: number,
  values: Uint32Array,
): void {
  const { base, adjusted } = weigher.weigh(levels, from);
  bases[(record * bytes) / 8] = base;
  const at = (record * bytes) / 4 + 2;
  words[at] = adjusted.length;
  for (let v = 0; v < adjusted.length; v++) words[at + 1 + v] = values[adjusted[v] as number] as number;
}
