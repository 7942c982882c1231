// AssemblyScript (a dialect of TypeScript for WebAssembly). Everything lives in one memory that the workers share: no
// static data, nothing allocated. Where things are is written by layout.ts and work.ts: change both together.

// Offsets of the state of a scan, one for each worker.
export const S_PLAN: usize = 0;
export const S_RULE: usize = 4;
export const S_AT: usize = 8;
export const S_UNTIL: usize = 12;
export const S_PARTNER: usize = 16;
export const S_PAIRS: usize = 20;
export const S_PAIR_COUNT: usize = 24;
export const S_PAIR_CAPACITY: usize = 28;
export const S_KEYS: usize = 32;
export const S_COUNTS: usize = 36;
export const S_IDS: usize = 40;
export const S_TABLE_MASK: usize = 44;
export const S_PATTERN_COUNT: usize = 48;
export const S_SCRATCH: usize = 52;
export const S_VALUES: usize = 56;
export const S_RANDOM: usize = 64;
export const S_SEEN: usize = 72;
export const S_TOUCHED: usize = 80;
export const S_ROW_BITS: usize = 84; // of a row's number in a pair of 8 bytes; 0: pairs have 12 bytes
export const S_MOST_NUMBERS: usize = 88; // so many patterns fit in what is left of 8 bytes

// Offsets of the plan.
export const P_COMPARISONS: usize = 0;
export const P_COMPARISON_COUNT: usize = 4;
export const P_RULES: usize = 8;
export const P_RULE_COUNT: usize = 12;
export const P_ROWS: usize = 16;
export const P_STRIDE: usize = 20;
export const P_SPLIT: usize = 24;
export const P_ROW_COUNT: usize = 28;
export const P_MEASURES: usize = 32;

export const RULE_BYTES: usize = 32;
export const R_IDS: usize = 0;
export const R_STARTS: usize = 4;
export const R_ENTRIES: usize = 8;
export const R_KEY: usize = 12; // offset of the key in the row; all ones for a rule of several keys
export const R_LISTS: usize = 16;
export const R_LIST_STARTS: usize = 20;
export const R_ENTRY_KEYS: usize = 24;

export const COMPARISON_BYTES: usize = 16;
export const TEST_BYTES: usize = 40;
export const MEASURE_BYTES: usize = 32;

export const NONE: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline
export function word(at: usize): u32 {
  return load<u32>(at);
}
