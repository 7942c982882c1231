// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail } from '#kernel';
import { countingUp, sortByKey } from './order.ts';

/** One blocking rule over a spine: key `keys[k]` has the rows `rows[starts[k]] .. rows[starts[k + 1]]`; keys and rows rise. */
export interface KeyRuns {
  readonly keys: Uint32Array;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

export interface MatchQuery {
  /** For each rule of the index the record's keys, none for a missing value. */
  readonly keys: readonly ArrayLike<number>[];
  /** The weight of the record with each of these spine rows, log2 of the odds. */
  readonly weightsOf: (rows: Uint32Array) => ArrayLike<number>;
  /** Whether a row has the record's `key`th key under a rule, where keys are told apart by more than their numbers. */
  readonly shares?: (rule: number, key: number, row: number) => boolean;
  /** Rows with less weight are left out. Default: none is. */
  readonly least?: number;
  /** At most so many rows. Default 20. */
  readonly most?: number;
  /** A key with more rows is passed over. Default: none is. */
  readonly largestBlock?: number;
}

export interface FoundMatches {
  /** Best first; equal weights by row. */
  readonly rows: Uint32Array;
  readonly weights: Float64Array;
  /** Rows that share a key with the record, each once: so many were scored. */
  readonly candidates: number;
  /** Keys that were passed over because they have too many rows. */
  readonly passedOver: number;
}

/**
 * The rows of each key, for a rule: entry `e` says that row `rows[e]` has key `keys[e]`. Without `rows`, row `e` has it: one
 * key a row. Key 0 is no key.
 */
export function keyRuns(keys: Uint32Array, rows?: Uint32Array): KeyRuns {
  if (rows !== undefined && rows.length !== keys.length)
    fail('LINKAGE_ROWS_UNEQUAL', { what: 'list of rows with keys', got: rows.length, rows: keys.length });
  const order = countingUp(keys.length);
  if (rows) sortByKey(order, rows);
  sortByKey(order, keys);
  let none = 0;
  while (none < order.length && keys[order[none]!] === 0) none++;
  const entries = order.length - none;
  const runRows = new Uint32Array(entries);
  let count = 0;
  for (let e = 0; e < entries; e++) {
    const at = order[none + e]!;
    runRows[e] = rows ? rows[at]! : at;
    if (e === 0 || keys[at] !== keys[order[none + e - 1]!]) count++;
  }
  const runKeys = new Uint32Array(count);
  const starts = new Uint32Array(count + 1);
  for (let e = 0, k = 0; e < entries; e++) {
    const key = keys[order[none + e]!]!;
    if (e > 0 && key === runKeys[k - 1]) continue;
    runKeys[k] = key;
    starts[k++] = e;
  }
  starts[count] = entries;
  return { keys: runKeys, starts, rows: runRows };
}

/**
 * Makes a spine ready to be asked for single records: 4 bytes a row beside the runs themselves.
 * Throws `LINKAGE_ROWS_UNEQUAL` for a run with a row outside the spine.
 */
export function spineIndex(rules: readonly KeyRuns[], rows: number) {
  for (const rule of rules)
    for (const row of rule.rows)
      if (row >= rows) fail('LINKAGE_ROWS_UNEQUAL', { what: 'list of rows with keys', got: row, rows });
  /** The question in which a row was last met. */
  const met = new Uint32Array(rows);
  let question = 0;

  /** The rows that share a key with the record, scored, best first. Throws `LINKAGE_RESCORE_INVALID`. */
  function findMatches(query: MatchQuery): FoundMatches {
    const {
      weightsOf,
      shares = () => true,
      least = Number.NEGATIVE_INFINITY,
      most = 20,
      largestBlock = Number.POSITIVE_INFINITY,
    } = query;
    if (++question > 0xffffffff) {
      met.fill(0);
      question = 1;
    }
    const candidates: number[] = [];
    let passedOver = 0;
    rules.forEach((rule, r) => {
      const asked = query.keys[r] ?? [];
      for (let x = 0; x < asked.length; x++) {
        const k = indexOfKey(rule.keys, asked[x]!);
        if (k < 0) continue;
        const end = rule.starts[k + 1]!;
        if (end - rule.starts[k]! > largestBlock) {
          passedOver++;
          continue;
        }
        for (let at = rule.starts[k]!; at < end; at++) {
          const row = rule.rows[at]!;
          if (met[row] === question || !shares(r, x, row)) continue;
          met[row] = question;
          candidates.push(row);
        }
      }
    });
    const best = newBest(most);
    const rows = Uint32Array.from(candidates);
    const weights = weightsOf(rows);
    for (let c = 0; c < rows.length; c++) {
      const weight = weights[c]!;
      if (Number.isNaN(weight)) fail('LINKAGE_RESCORE_INVALID', {});
      if (weight >= least) best.offer(rows[c]!, weight);
    }
    return { ...best.taken(), candidates: rows.length, passedOver };
  }
  return { findMatches };
}

function indexOfKey(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return keys[low] === key ? low : -1;
}

/** The best so many, by falling weight, then rising row. */
function newBest(most: number) {
  const rows = new Uint32Array(most);
  const weights = new Float64Array(most);
  let count = 0;
  const before = (row: number, weight: number, x: number): boolean =>
    weight > weights[x]! || (weight === weights[x]! && row < rows[x]!);
  return {
    offer(row: number, weight: number): void {
      if (count === most) {
        if (most === 0 || !before(row, weight, most - 1)) return;
        count--;
      }
      let x = count++;
      for (; x > 0 && before(row, weight, x - 1); x--) {
        rows[x] = rows[x - 1]!;
        weights[x] = weights[x - 1]!;
      }
      rows[x] = row;
      weights[x] = weight;
    },
    taken: () => ({ rows: rows.slice(0, count), weights: weights.slice(0, count) }),
  };
}
