// AssemblyScript. Match weights of pairs: what is the same for all pairs of a pattern, and what the values of each count.
import { begin, levelsOf, pattern } from './compare.as';
import { P_ROWS, P_STRIDE, word } from './layout.as';

// A weigher: patterns that were asked for, each in the place that its number leads to. A later one may take its place.
const W_STATE: usize = 0;
const W_KEYS: usize = 4;
const W_RECORDS: usize = 8;
const W_RECORD_BYTES: usize = 12;
const W_MASK: usize = 16;
const W_LEVELS: usize = 20; // room for the levels of a pattern that was not met

// A record of a pattern: its weight without values, then how many values count, and where each is.
const RECORD_VALUES: usize = 8;
const RECORD_FIRST: usize = 12;

// A value that counts: its weights by code, the column of the row with the code, and its weight when neither row has it.
const V_WEIGHTS: usize = 0;
const V_COLUMN: usize = 4;
const V_OTHERWISE: usize = 8;

let weigher: usize = 0;

/** Has the record written of the pattern whose levels stand ready, in this place of the weigher. */
// @ts-ignore: decorator
@external("env", "learn")
declare function learn(place: u32): void;

/** The weigher by which `weightOf` weighs, of this instance. */
export function useWeigher(at: usize): void {
  weigher = at;
}

// @ts-ignore: decorator
@inline
function weightIn(record: usize, left: usize, right: usize): f64 {
  let weight = load<f64>(record);
  const count = word(record + RECORD_VALUES);
  for (let v: u32 = 0; v < count; v++) {
    const value = <usize>word(record + RECORD_FIRST + (<usize>v << 2));
    const weights = <usize>word(value + V_WEIGHTS);
    const column = <usize>word(value + V_COLUMN);
    const lower = min<f64>(
      load<f64>(weights + (<usize>word(left + column) << 3)),
      load<f64>(weights + (<usize>word(right + column) << 3)),
    );
    weight += lower == f64.POSITIVE_INFINITY ? load<f64>(value + V_OTHERWISE) : lower;
  }
  return weight;
}

/** The weight of any two rows, in either order. */
export function weightOf(i: u32, j: u32): f64 {
  const plan = begin(<usize>word(weigher + W_STATE));
  const rows = <usize>word(plan + P_ROWS);
  const stride = <usize>word(plan + P_STRIDE);
  const left = rows + <usize>(i < j ? i : j) * stride;
  const right = rows + <usize>(i < j ? j : i) * stride;
  const key = pattern(plan, left, right);
  let hash = key * 0x9e3779b97f4a7c15;
  hash ^= hash >> 32;
  const place = <u32>hash & word(weigher + W_MASK);
  const known = <usize>word(weigher + W_KEYS) + (<usize>place << 3);
  if (load<u64>(known) != key) {
    levelsOf(plan, key, <usize>word(weigher + W_LEVELS));
    learn(place);
    store<u64>(known, key);
  }
  return weightIn(<usize>word(weigher + W_RECORDS) + <usize>place * <usize>word(weigher + W_RECORD_BYTES), left, right);
}

/**
 * Weighs stored pairs, the smaller row left, and writes those of at least a weight: all weights, then left rows, right
 * rows and patterns, then the first rule of each in a byte, each list `count` long. `way` leads from a thread's numbers of
 * patterns to the records and to `firsts`. Gives how many.
 */
export function weigh(
  plan: usize,
  records: usize,
  recordBytes: u32,
  pairs: usize,
  count: u32,
  rowBits: u32,
  way: usize,
  firsts: usize,
  least: f64,
  out: usize,
): u32 {
  const rows = <usize>word(plan + P_ROWS);
  const stride = <usize>word(plan + P_STRIDE);
  const lefts = out + (<usize>count << 3);
  const rights = lefts + (<usize>count << 2);
  const patterns = rights + (<usize>count << 2);
  const rules = patterns + (<usize>count << 2);
  const mask: u64 = ((<u64>1) << <u64>rowBits) - 1;
  let kept: u32 = 0;
  for (let p: u32 = 0; p < count; p++) {
    let i: u32;
    let j: u32;
    let number: u32;
    if (rowBits != 0) {
      const packed = load<u64>(pairs + (<usize>p << 3));
      i = <u32>(packed & mask);
      j = <u32>((packed >> <u64>rowBits) & mask);
      number = <u32>(packed >> <u64>(2 * rowBits));
    } else {
      const wide = pairs + <usize>p * 12;
      i = word(wide);
      j = word(wide + 4);
      number = word(wide + 8);
    }
    const known = word(way + (<usize>number << 2));
    const record = records + <usize>known * <usize>recordBytes;
    const weight = weightIn(record, rows + <usize>i * stride, rows + <usize>j * stride);
    if (!(weight >= least)) continue;
    const to = <usize>kept << 2;
    store<f64>(out + (to << 1), weight);
    store<u32>(lefts + to, i < j ? i : j);
    store<u32>(rights + to, i < j ? j : i);
    store<u32>(patterns + to, known);
    store<u8>(rules + <usize>kept, load<u8>(firsts + <usize>known));
    kept++;
  }
  return kept;
}
