// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { KeyKind } from '../model.ts';
import { gathered } from '../recode.ts';
import { countCodes, type SharedFields, type SideCounts } from '../shared-fields.ts';
import { agreementKernel } from './agree-kernel.ts';
import type { ComparisonShape, Part } from './shape.ts';

/** Rows as codes: equal codes, equal values; 0 is missing. Rows from `split` on are the second table, 0: one table. */
export interface RowCodes {
  readonly rows: number;
  readonly split: number;
  /** Codes of a field or of a key derived from it, one a row. `undefined`: not to be had, so u is sampled instead. */
  codes(field: string, key: KeyKind): Uint32Array | undefined;
  /** How many rows of each table have each code; of one table both are the same. */
  counts(field: string, key: KeyKind): SideCounts | undefined;
}

/** Rows of each side by code. */
export function countSides(codes: Uint32Array, split: number): SideCounts {
  const size = largestOf(codes) + 1;
  if (split > 0)
    return {
      left: countCodes(codes.subarray(0, split), size),
      right: countCodes(codes.subarray(split), size),
    };
  const left = countCodes(codes, size);
  return { left, right: left };
}

/** The counts of values as counts of the keys derived from them. */
function countsOfKeys({ left, right }: SideCounts, ofCode: Uint32Array, size: number): SideCounts {
  const folded = (counts: Uint32Array): Uint32Array => {
    const sums = new Uint32Array(size);
    for (let code = 0; code < ofCode.length; code++) sums[ofCode[code]!]! += counts[code]!;
    return sums;
  };
  const ours = folded(left);
  return { left: ours, right: left === right ? ours : folded(right) };
}

/** The rows of shared fields. `self`: one table is linked with itself. */
export function rowCodesOf(fields: SharedFields, self: boolean): RowCodes {
  const one = fields.values().next().value;
  const left = one?.left.length ?? 0;
  const made = new Map<string, Uint32Array>();
  return {
    rows: self ? left : left + (one?.right.length ?? 0),
    split: self ? 0 : left,
    counts(name, key) {
      const field = fields.get(name);
      const counted = field?.counts();
      if (field === undefined || counted === undefined || key === 'whole') return counted;
      const { ofCode, count } = field.keys(key);
      return countsOfKeys(counted, ofCode, count + 1);
    },
    codes(name, key) {
      const field = fields.get(name);
      if (field === undefined) return undefined;
      if (self && key === 'whole') return field.left;
      const known = made.get(`${name}\n${key}`);
      if (known) return known;
      const codes = new Uint32Array(self ? left : left + field.right.length);
      codes.set(field.left);
      if (!self) codes.set(field.right, left);
      if (key !== 'whole') {
        const { ofCode } = field.keys(key);
        for (let row = 0; row < codes.length; row++) codes[row] = ofCode[codes[row]!]!;
      }
      made.set(`${name}\n${key}`, codes);
      return codes;
    },
  };
}

/** All pairs that could be drawn: of one table without replacement, or one row from each of two. */
export const pairsAmong = (rows: number, split: number): number =>
  split === 0 ? (rows * Math.max(rows - 1, 0)) / 2 : split * (rows - split);

/** Pairs of rows that agree, from the sizes of groups: n(n-1)/2, or left times right. Group 0 takes no part. */
export function agreeingPairs({ left, right }: SideCounts, split: number): number {
  let pairs = 0;
  for (let id = 1; id < left.length; id++)
    pairs += split === 0 ? (left[id]! * (left[id]! - 1)) / 2 : left[id]! * right[id]!;
  return pairs;
}

/** The largest share of the rows that one value has, of the rows that have a value. */
export function largestShare({ left, right }: SideCounts, split: number): number {
  let present = 0;
  let most = 0;
  for (let code = 1; code < left.length; code++) {
    const rows = left[code]! + (split === 0 ? 0 : right[code]!);
    present += rows;
    if (rows > most) most = rows;
  }
  return present === 0 ? 0 : most / present;
}

function largestOf(codes: Uint32Array): number {
  let largest = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row]! > largest) largest = codes[row]!;
  return largest;
}

/** Some of the rows, chosen by a hash of the row's number: files often come sorted, so no stride. */
export function someRows(all: RowCodes, most: number): RowCodes {
  if (all.rows <= most) return all;
  const chosen: number[] = [];
  const limit = Math.floor((most / all.rows) * 2 ** 32);
  let split = 0;
  for (let row = 0; row < all.rows; row++) {
    let hash = Math.imul(row + 1, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    if ((hash ^ (hash >>> 16)) >>> 0 >= limit) continue;
    chosen.push(row);
    if (row < all.split) split++;
  }
  const rows = Uint32Array.from(chosen);
  const made = new Map<string, Uint32Array | undefined>();
  const codesOf = (field: string, key: KeyKind): Uint32Array | undefined => {
    const name = `${field}\n${key}`;
    if (!made.has(name)) {
      const codes = all.codes(field, key);
      made.set(name, codes && gathered(codes, rows));
    }
    return made.get(name);
  };
  return {
    rows: rows.length,
    split,
    codes: codesOf,
    counts(field, key) {
      const codes = codesOf(field, key);
      return codes && countSides(codes, split);
    },
  };
}

export interface Agreement {
  /** Pairs that agree on all the parts and have all the needed fields on both sides. */
  readonly pairs: number;
  /** Pairs that have all the needed fields on both sides. */
  readonly present: number;
}

/** Counts agreeing pairs over codes; remembers what it counted. */
export function agreementCounter(rows: RowCodes) {
  const known = new Map<string, number | undefined>();
  const kernel = agreementKernel(rows.rows, rows.split);
  const columnsOf = (parts: readonly Part[]): Uint32Array[] | undefined => {
    const columns = parts.map(({ field, key }) => rows.codes(field, key));
    return columns.includes(undefined) ? undefined : (columns as Uint32Array[]);
  };
  const whole = (fields: readonly string[]): Part[] => fields.map((field) => ({ field, key: 'whole' }));
  /** Pairs that agree on the parts, of rows that have the needed fields besides. */
  const count = (given: readonly Part[], needs: readonly string[]): number | undefined => {
    const parts = [...new Map(given.map((part) => [`${part.field}\n${part.key}`, part]))].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    const name = [...parts.map(([key]) => key), 'with', ...needs].join('\n\n');
    if (known.has(name)) return known.get(name);
    const own = parts.map(([, part]) => part);
    const [only] = own;
    let pairs: number | undefined;
    if (only !== undefined && own.length === 1 && needs.length === 0) {
      const counts = rows.counts(only.field, only.key);
      pairs = counts && agreeingPairs(counts, rows.split);
    } else {
      const columns = columnsOf(own);
      const others = columnsOf(whole(needs));
      pairs = columns && others && kernel.pairsAgreeing(columns, others);
    }
    known.set(name, pairs);
    return pairs;
  };
  const withAll = (fields: readonly string[]): number | undefined => {
    const name = `with\n${[...fields].sort().join('\n')}`;
    if (known.has(name)) return known.get(name);
    const [only] = fields;
    if (fields.length === 1) {
      const counts = rows.counts(only!, 'whole');
      if (counts === undefined) return undefined;
      const own = rows.split === 0 ? rows.rows : rows.split;
      return pairsOf(own - counts.left[0]!, rows.rows - own - counts.right[0]!);
    }
    const columns = columnsOf(whole(fields));
    if (columns === undefined) return undefined;
    const { left, right } = kernel.rowsHaving(columns);
    const pairs = pairsOf(left, right);
    known.set(name, pairs);
    return pairs;
  };
  const pairsOf = (left: number, right: number): number =>
    rows.split === 0 ? (left * Math.max(left - 1, 0)) / 2 : left * right;
  /** Agreement on `parts` among pairs that have `needs`. A part's own field is there when it agrees. */
  const agreement = (parts: readonly Part[], needs: readonly string[]): Agreement | undefined => {
    const present = withAll(needs);
    const own = new Set(parts.map(({ field }) => field));
    const others = needs.filter((field) => !own.has(field));
    // A needed field that is not itself compared: only rows that have it take part.
    const pairs = count(parts, others);
    return pairs === undefined || present === undefined ? undefined : { pairs, present };
  };
  return { rows, agreement };
}
export type AgreementCounter = ReturnType<typeof agreementCounter>;

/**
 * Shares of a comparison's levels whose tests are all agreements, among pairs that have its fields: exact, over
 * all pairs of rows. A level below other such levels is what it asks for less what those took, by inclusion and exclusion.
 */
export function closedShares(
  counter: AgreementCounter,
  comparison: ComparisonShape,
): ReadonlyMap<number, Agreement> {
  const shares = new Map<number, Agreement>();
  const earlier: (readonly Part[])[] = [];
  for (const level of comparison.present) {
    const parts = comparison.agreements[level];
    if (parts === undefined || earlier.length > 3) break;
    let pairs = 0;
    let present = 0;
    for (let subset = 0; subset < 1 << earlier.length; subset++) {
      const union = [...parts, ...earlier.flatMap((one, e) => (subset & (1 << e) ? one : []))];
      const found = counter.agreement(union, comparison.needs);
      if (found === undefined) return shares;
      pairs += isOdd(subset) ? -found.pairs : found.pairs;
      present = found.present;
    }
    shares.set(level, { pairs, present });
    earlier.push(parts);
  }
  return shares;
}

function isOdd(bits: number): boolean {
  let odd = false;
  for (let rest = bits; rest !== 0; rest &= rest - 1) odd = !odd;
  return odd;
}
