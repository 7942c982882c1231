// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { type BlockingRule, isListKey, type KeyKind } from './model.ts';
import { crossedKeys, type SharedField, type SharedFields } from './shared-fields.ts';

/** One rule's blocks: the left rows of key `k` are `rows[starts[k]] .. rows[starts[k + 1]]`. Key 0 pairs with nothing. */
export interface Blocks {
  readonly leftKeys: Uint32Array;
  readonly rightKeys: Uint32Array;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

/** What a rule would produce, before pairs that an earlier rule also gives are taken out. */
export interface BlockingYield {
  readonly rule: string;
  readonly pairs: number;
  /** Pairs in the rule's largest block. */
  readonly largestBlock: number;
}

interface Keys {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Keys are 1 to `count`. */
  readonly count: number;
}

function simpleKeys(field: SharedField, kind: KeyKind): Keys {
  const { ofCode, count } = field.keys(kind);
  return {
    left: field.left.map((code) => ofCode[code]!),
    right: field.right.map((code) => ofCode[code]!),
    count,
  };
}

/**
 * Numbers each pair of keys that occurs on the left, exactly (open addressing, pairs compared, no reliance on
 * the hash). A right row whose pair of keys does not occur on the left gets 0.
 */
function joinKeys(a: Keys, b: Keys): Keys {
  const leftRows = a.left.length;
  let capacity = 16;
  while (capacity < leftRows * 2) capacity *= 2;
  const mask = capacity - 1;
  const slots = new Uint32Array(capacity);
  const firstOf = new Uint32Array(leftRows + 1);
  const secondOf = new Uint32Array(leftRows + 1);
  const left = new Uint32Array(leftRows);
  const right = new Uint32Array(a.right.length);
  let count = 0;
  /** The slot that holds the pair, or the empty slot where it belongs. */
  const find = (x: number, y: number): number => {
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const key = slots[slot]!;
      if (key === 0 || (firstOf[key] === x && secondOf[key] === y)) return slot;
      slot = (slot + 1) & mask;
    }
  };
  for (let row = 0; row < leftRows; row++) {
    const x = a.left[row]!;
    const y = b.left[row]!;
    if (x === 0 || y === 0) continue;
    const slot = find(x, y);
    if (slots[slot] === 0) {
      count++;
      slots[slot] = count;
      firstOf[count] = x;
      secondOf[count] = y;
    }
    left[row] = slots[slot]!;
  }
  for (let row = 0; row < right.length; row++) {
    const x = a.right[row]!;
    const y = b.right[row]!;
    if (x !== 0 && y !== 0) right[row] = slots[find(x, y)]!;
  }
  return { left, right, count };
}

/** Counting sort of the left rows by key; rows of one key stay in row order. */
function group({ left, right, count }: Keys): Blocks {
  const starts = new Uint32Array(count + 2);
  for (const key of left) starts[key + 1]! += 1;
  // Rows without a key are not placed: key 0 keeps an empty range.
  starts[1] = 0;
  for (let key = 1; key <= count; key++) starts[key + 1]! += starts[key]!;
  const next = starts.slice();
  const rows = new Uint32Array(starts[count + 1]!);
  for (let row = 0; row < left.length; row++) {
    const key = left[row]!;
    if (key === 0) continue;
    const at = next[key]!;
    rows[at] = row;
    next[key] = at + 1;
  }
  return { leftKeys: left, rightKeys: right, starts, rows };
}

/** The blocks of a rule: rows pair when all keys are present and equal. Throws `LINKAGE_RULE_NEEDS_KERNEL`. */
export function blocksOf(rule: BlockingRule, fields: SharedFields): Blocks {
  const keys = rule.keys.map(({ field, key, with: other }) => {
    if (isListKey(key)) return fail('LINKAGE_RULE_NEEDS_KERNEL', { rule: rule.name });
    return other === undefined
      ? simpleKeys(fields.get(field) as SharedField, key)
      : crossedKeys(fields.get(field) as SharedField, fields.get(other) as SharedField, key);
  });
  return group(keys.reduce(joinKeys));
}

/** Counts a rule's pairs without making them. */
export function yieldOf(rule: BlockingRule, { rightKeys, starts }: Blocks): BlockingYield {
  const rightRows = new Uint32Array(starts.length - 1);
  let pairs = 0;
  let largestBlock = 0;
  for (const key of rightKeys) {
    const lefts = starts[key + 1]! - starts[key]!;
    rightRows[key]! += 1;
    pairs += lefts;
    const block = lefts * rightRows[key]!;
    if (block > largestBlock) largestBlock = block;
  }
  return { rule: rule.name, pairs, largestBlock };
}

/** Throws `LINKAGE_TOO_MANY_PAIRS`, naming the heaviest rule. */
export function checkYields(yields: readonly BlockingYield[], limit: number): void {
  const pairs = yields.reduce((sum, one) => sum + one.pairs, 0);
  if (pairs <= limit) return;
  const heaviest = yields.reduce((a, b) => (b.pairs > a.pairs ? b : a));
  fail('LINKAGE_TOO_MANY_PAIRS', {
    pairs,
    limit,
    rule: heaviest.rule,
    rulePairs: heaviest.pairs,
    blockPairs: heaviest.largestBlock,
  });
}
