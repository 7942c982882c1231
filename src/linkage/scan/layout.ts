import { fail } from '#kernel';
import type { SharedMemory } from './memory.ts';
import type { Step, Test } from './program.ts';
import type { Measure, MeasureKind, ScanComparison, ScanPlan } from './scan-plan.ts';
import type { KernelExports } from './work.ts';

/* Writes a plan into shared memory in the form that scan.as.ts reads. Offsets there and here are the same. */

const NONE = 0xffffffff;
const TEST_BYTES = 40;
const MEASURE_BYTES = 32;
const COMPARISON_BYTES = 16;
export const RULE_BYTES = 32;
const PLAN_BYTES = 64;
const ROWS_AT_ONCE = 4096;
/** The kernel looks at so many letters at once, so some after the last must be there. */
const LOADED_AT_ONCE = 64;

/** A plan in memory. */
export interface Placed {
  readonly at: number;
  readonly rows: number;
  /** Bytes of a row: its codes, then its key under each rule of one key. */
  readonly stride: number;
  readonly rulesAt: number;
  /** How much each comparison's level counts for in a pattern's number. */
  readonly radixes: readonly bigint[];
  /** Letters of the longest value that is measured. */
  readonly longest: number;
}

const kinds: Readonly<Record<MeasureKind, number>> = {
  'jaro-winkler': 1,
  jaro: 2,
  levenshtein: 3,
  'damerau-levenshtein': 4,
};

/** Places columns, dictionaries and tests; rules are filled in when their blocks are made. Throws `LINKAGE_TOO_MANY_LEVELS`. */
export function placePlan(kernel: KernelExports, memory: SharedMemory, plan: ScanPlan): Placed {
  const width = plan.columns.length + plan.rules.length;
  const stride = width * 4;
  const rows = memory.take(plan.rows * stride);
  placeRows(kernel, memory, plan, rows, stride);
  const { measures, longest } = placeMeasures(kernel, memory, plan.measures);
  const radixes = radixesOf(plan);
  const comparisons = placeComparisons(memory, plan, radixes);
  const rulesAt = memory.take(Math.max(1, plan.rules.length) * RULE_BYTES);
  const at = memory.take(PLAN_BYTES);
  memory
    .u32(at, 9)
    .set([
      comparisons,
      plan.comparisons.length,
      rulesAt,
      plan.rules.length,
      rows,
      stride,
      plan.split,
      plan.rows,
      measures,
    ]);
  return { at, rows, stride, rulesAt, radixes, longest };
}

/** The codes of each row side by side. Some rows of all columns, then the next: what is written stays near. */
function placeRows(
  kernel: KernelExports,
  memory: SharedMemory,
  { columns, rows: count }: ScanPlan,
  rows: number,
  stride: number,
): void {
  const mark = memory.taken();
  const room = memory.take(columns.length * ROWS_AT_ONCE * 4);
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const some = Math.min(count - from, ROWS_AT_ONCE);
    columns.forEach((codes, c) => {
      memory.u32(room + c * some * 4, some).set(codes.subarray(from, from + some));
    });
    kernel.rowsOf(room, columns.length, some, rows + from * stride, stride);
  }
  memory.release(mark);
}

function radixesOf({ comparisons, rules }: ScanPlan): readonly bigint[] {
  const radixes: bigint[] = [];
  let next = 1n;
  for (const { levels } of comparisons) {
    radixes.push(next);
    next *= BigInt(levels);
  }
  if (next << BigInt(rules.length) >= 1n << 64n)
    fail('LINKAGE_TOO_MANY_LEVELS', { comparisons: comparisons.length, rules: rules.length });
  return radixes;
}

function placeMeasures(
  kernel: KernelExports,
  memory: SharedMemory,
  measures: readonly Measure[],
): { readonly measures: number; readonly longest: number } {
  if (measures.length > 32) fail('LINKAGE_TOO_MANY_MEASURES', { measures: measures.length });
  const at = memory.take(Math.max(1, measures.length) * MEASURE_BYTES);
  const spelled = new Map<object, ReturnType<typeof placeDictionary>>();
  measures.forEach(({ kind, column, dictionary, bound }, m) => {
    let placed = spelled.get(dictionary);
    if (placed === undefined) {
      placed = placeDictionary(kernel, memory, dictionary);
      spelled.set(dictionary, placed);
    }
    const { heads, letters } = placed;
    memory
      .u32(at + m * MEASURE_BYTES, 5)
      .set([kinds[kind], column * 4, heads, letters, dictionary.letters.BYTES_PER_ELEMENT]);
    memory.f64(at + m * MEASURE_BYTES + 24, 1)[0] = bound;
  });
  return { measures: at, longest: Math.max(1, ...[...spelled.values()].map(({ longest }) => longest)) };
}

/** The letters of a dictionary, and for each value its head, as scan.as.ts makes them. */
function placeDictionary(kernel: KernelExports, memory: SharedMemory, dictionary: Measure['dictionary']) {
  const { count, starts } = dictionary;
  const letters = memory.put(dictionary.letters, LOADED_AT_ONCE);
  const heads = memory.take((count + 1) * 8);
  const mark = memory.taken();
  const width = dictionary.letters.BYTES_PER_ELEMENT;
  const longest = kernel.heads(memory.put(starts), letters, width, count, heads);
  memory.release(mark);
  return { heads, letters, longest };
}

function placeComparisons(memory: SharedMemory, plan: ScanPlan, radixes: readonly bigint[]): number {
  const placed = new Map<object, number>();
  const put = (array: Uint8Array | Uint32Array | Float64Array): number => {
    let at = placed.get(array);
    if (at === undefined) {
      at = memory.put(array);
      placed.set(array, at);
    }
    return at;
  };
  const tests = plan.comparisons.map((one) => placeSteps(memory, one, plan, put));
  const at = memory.take(Math.max(1, plan.comparisons.length) * COMPARISON_BYTES);
  plan.comparisons.forEach((_, c) => {
    memory.u32(at + c * COMPARISON_BYTES, 1)[0] = tests[c] as number;
    memory.u64(at + c * COMPARISON_BYTES + 8, 1)[0] = radixes[c] as bigint;
  });
  return at;
}

type Put = (array: Uint8Array | Uint32Array | Float64Array) => number;

function placeSteps(
  memory: SharedMemory,
  { start, steps }: ScanComparison,
  plan: ScanPlan,
  put: Put,
): number {
  // A comparison that is settled before its first step is one step that leads to its level either way.
  const written: readonly Step[] =
    start < 0 ? [{ test: { op: 'missing', column: 0 }, yes: start, no: start }] : steps;
  const at = memory.take(written.length * TEST_BYTES);
  written.forEach((step, s) => {
    const words = memory.u32(at + s * TEST_BYTES, 6);
    const limit = memory.f64(at + s * TEST_BYTES + 24, 1);
    const { op, column, a = 0, b = 0, slot = 0, limit: by = 0 } = encoded(step.test, plan, put);
    const same = sameBehind(step, written);
    words.set([same ? MISSING_OR_SAME : op, column * 4, a, b, same ? step.yes : 0, slot]);
    limit[0] = by;
    const { yes, no } = same ?? step;
    new Int32Array(memory.memory.buffer, at + s * TEST_BYTES + 32, 2).set([yes, no]);
  });
  return at;
}

/** As compare.as.ts has it. */
const MISSING_OR_SAME = 11;

/** The step that asks for the same value where this one finds that none is missing: the two are done as one. */
function sameBehind({ test, no }: Step, steps: readonly Step[]): Step | undefined {
  const next = steps[no];
  if (test.op !== 'missing' || next?.test.op !== 'same' || next.test.column !== test.column) return undefined;
  return next;
}

interface Encoded {
  readonly op: number;
  readonly column: number;
  readonly a?: number;
  readonly b?: number;
  readonly slot?: number;
  readonly limit?: number;
}

function encoded(test: Test, plan: ScanPlan, put: Put): Encoded {
  switch (test.op) {
    case 'missing':
      return { op: 0, column: test.column };
    case 'same':
      return { op: 1, column: test.column };
    case 'same-key':
      return { op: 2, column: test.column, a: put(test.keys) };
    case 'at-least':
    case 'at-most': {
      const column = plan.measures[test.measure]?.column ?? 0;
      return { op: test.op === 'at-least' ? 3 : 4, column, slot: test.measure, limit: test.limit };
    }
    case 'across':
      return { op: test.reverse ? 6 : 5, column: test.column, a: put(test.map), b: test.to * 4 };
    case 'mapped':
      return { op: 7, column: test.column, a: put(test.map) };
    case 'near':
      return { op: 8, column: test.column, a: put(test.numbers), limit: test.limit };
    case 'initial':
      return { op: 9, column: test.column, a: put(test.firsts), b: put(test.single) };
    case 'overlap':
      return {
        op: 10,
        column: test.column,
        a: put(test.lists.starts),
        b: put(test.lists.values),
        limit: test.limit,
      };
  }
}

/** Writes a rule: where its rows in order are, and the bits that begin a block. */
export function placeRule(
  memory: SharedMemory,
  { rulesAt }: Placed,
  rule: number,
  words: {
    ids: number;
    starts: number;
    entries: number;
    key?: number;
    lists?: number;
    listStarts?: number;
    entryKeys?: number;
  },
): void {
  const { ids, starts, entries, key = NONE, lists = 0, listStarts = 0, entryKeys = 0 } = words;
  memory.u32(rulesAt + rule * RULE_BYTES, 7).set([ids, starts, entries, key, lists, listStarts, entryKeys]);
}
