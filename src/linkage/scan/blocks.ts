import { type Placed, placeRule } from './layout.ts';
import type { SharedMemory } from './memory.ts';
import type { Lists } from './program.ts';
import type { KeyPart, ScanPlan } from './scan-plan.ts';
import type { KernelExports } from './work.ts';

/** What a blocking rule gives, counted before anything is compared. */
export interface RuleYield {
  /** Rows with a key, but for those of heavy blocks; where a row has several keys, rows and keys. */
  readonly keyed: number;
  /** Those of them that are sorted into blocks: most that are alone with their key are left out before. */
  readonly entries: number;
  /** Pairs that the rule alone would give. */
  readonly pairs: number;
  /** Pairs of the largest block. */
  readonly largest: number;
}

const NONE = 0xffffffff;
const PART_BYTES = 16;
/** Hashes for each row with a key, as a power of 2: the more, the fewer rows share one by chance. 2 bits each. */
const HASHES = 2;

/** Sorts the rows of each rule by its key, so that blocks stand together; and counts what each rule gives. */
export function makeBlocks(
  kernel: KernelExports,
  memory: SharedMemory,
  plan: ScanPlan,
  placed: Placed,
): readonly RuleYield[] {
  return plan.rules.map((rule, r) => {
    if ('lists' in rule) return listBlocks(kernel, memory, plan, placed, r, rule.lists);
    const key = (plan.columns.length + r) * 4;
    const ids = memory.take(plan.rows * 4);
    const starts = memory.take(Math.ceil((plan.rows + 32) / 32) * 4);
    const mark = memory.taken();
    const sorted = sortRows(kernel, memory, plan, placed, rule.parts, { ids, starts, key });
    memory.release(mark);
    const entries =
      rule.atMost === undefined
        ? sorted.entries
        : withoutHeavy(memory, plan, placed, { ids, starts, key }, sorted.entries, rule.atMost);
    placeRule(memory, placed, r, { ids, starts, entries, key });
    const keyed = sorted.keyed - (sorted.entries - entries);
    return { keyed, entries, ...counted(kernel, memory, plan, { ids, starts, entries }) };
  });
}

interface Room {
  readonly ids: number;
  readonly starts: number;
  readonly key: number;
}

/** Sorts by a key of several parts. Parts that are too many for one number of 64 bits are numbered together first. */
function sortRows(
  kernel: KernelExports,
  memory: SharedMemory,
  plan: ScanPlan,
  placed: Placed,
  parts: readonly KeyPart[],
  room: Room,
): Pick<RuleYield, 'keyed' | 'entries'> {
  const idBits = bitsFor(plan.rows);
  let fits = 0;
  let bits = 0;
  while (fits < parts.length && bits + bitsFor(parts[fits]?.keyCount ?? 1) + idBits <= 64) {
    bits += bitsFor(parts[fits]?.keyCount ?? 1);
    fits++;
  }
  const now = parts.slice(0, fits);
  const rest = parts.slice(fits);
  const at = memory.take(now.length * PART_BYTES);
  now.forEach(({ column, keys, keyCount }, p) => {
    memory.u32(at + p * PART_BYTES, 2).set([column * 4, keys === undefined ? 0 : memory.put(keys)]);
    memory.u64(at + p * PART_BYTES + 8, 1)[0] = BigInt(Math.max(1, keyCount));
  });
  const a = memory.take(plan.rows * 8);
  const b = memory.take(Math.max(64, plan.rows * 8));
  const counts = memory.take(2048 * 4);
  const keyed = kernel.pack(placed.rows, placed.stride, 0, plan.rows, at, now.length, idBits, a);
  const entries =
    rest.length > 0 ? keyed : kernel.dropAlone(a, keyed, idBits, plan.split, b, bitsFor(keyed) + HASHES);
  const flipped = kernel.sort(a, b, entries, idBits, Math.min(64, idBits + bits), counts);
  if (rest.length > 0) clearKeys(memory, plan, placed, room.key);
  const keys = kernel.unpack(
    flipped === 0 ? a : b,
    entries,
    idBits,
    room.ids,
    room.starts,
    placed.rows,
    placed.stride,
    room.key,
  );
  if (rest.length === 0) return { keyed, entries };
  const numbered: KeyPart = { column: room.key / 4, keyCount: keys };
  return sortRows(kernel, memory, plan, placed, [numbered, ...rest], room);
}

/** Takes the blocks of more rows out; their rows are then without a key under this rule. */
function withoutHeavy(
  memory: SharedMemory,
  plan: ScanPlan,
  { rows, stride }: Placed,
  { ids, starts, key }: Room,
  entries: number,
  atMost: number,
): number {
  const rowOf = memory.u32(ids, entries);
  const bits = memory.u32(starts, Math.ceil((plan.rows + 32) / 32));
  const matrix = memory.u32(rows, (plan.rows * stride) / 4);
  const begins = (e: number): boolean => (((bits[e >> 5] as number) >>> (e & 31)) & 1) === 1;
  const kept = new Uint32Array(bits.length);
  let count = 0;
  for (let from = 0, until: number; from < entries; from = until) {
    until = from + 1;
    while (until < entries && !begins(until)) until++;
    if (until - from > atMost)
      for (let e = from; e < until; e++) matrix[((rowOf[e] as number) * stride + key) / 4] = 0;
    else {
      kept[count >> 5] = (kept[count >> 5] as number) | (1 << (count & 31));
      rowOf.copyWithin(count, from, until);
      count += until - from;
    }
  }
  bits.set(kept);
  return count;
}

/** Rows without a key must not keep one from an earlier numbering. */
function clearKeys(memory: SharedMemory, plan: ScanPlan, { rows, stride }: Placed, key: number): void {
  const matrix = memory.u32(rows, (plan.rows * stride) / 4);
  for (let i = 0, at = key / 4; i < plan.rows; i++, at += stride / 4) matrix[at] = 0;
}

/** Bits that tell apart so many numbers from 0. */
const bitsFor = (count: number): number => Math.max(1, Math.ceil(Math.log2(Math.max(2, count))));

/** A rule of several keys a row: a row stands in the block of each of its keys. */
function listBlocks(
  kernel: KernelExports,
  memory: SharedMemory,
  plan: ScanPlan,
  placed: Placed,
  r: number,
  { starts: of, values }: Lists,
): RuleYield {
  const entries = values.length;
  let keys = 0;
  for (const key of values) if (key > keys) keys = key;
  const first = new Uint32Array(keys + 2);
  for (const key of values) first[key + 1] = (first[key + 1] as number) + 1;
  for (let key = 1; key < first.length; key++)
    first[key] = (first[key] as number) + (first[key - 1] as number);
  const ids = memory.take(entries * 4);
  const entryKeys = memory.take(entries * 4);
  const starts = memory.take(Math.ceil((entries + 32) / 32) * 4);
  const bits = memory.u32(starts, Math.ceil((entries + 32) / 32));
  bits.fill(0);
  for (let key = 1; key <= keys; key++) {
    const at = first[key] as number;
    if (at < (first[key + 1] as number)) bits[at >> 5] = (bits[at >> 5] as number) | (1 << (at & 31));
  }
  const rowOf = memory.u32(ids, entries);
  const keyOf = memory.u32(entryKeys, entries);
  const next = first.slice();
  for (let row = 0; row < plan.rows; row++) {
    const end = of[row + 1] as number;
    for (let v = of[row] as number; v < end; v++) {
      const key = values[v] as number;
      const at = next[key] as number;
      rowOf[at] = row;
      keyOf[at] = key;
      next[key] = at + 1;
    }
  }
  placeRule(memory, placed, r, {
    ids,
    starts,
    entries,
    key: NONE,
    lists: memory.put(values),
    listStarts: memory.put(of),
    entryKeys,
  });
  return { keyed: entries, entries, ...counted(kernel, memory, plan, { ids, starts, entries }) };
}

function counted(
  kernel: KernelExports,
  memory: SharedMemory,
  plan: ScanPlan,
  { ids, starts, entries }: { readonly ids: number; readonly starts: number; readonly entries: number },
): { readonly pairs: number; readonly largest: number } {
  const at = memory.take(8);
  const pairs = Number(kernel.yieldOf(ids, starts, entries, plan.split, at));
  return { pairs, largest: Number(memory.u64(at, 1)[0]) };
}
