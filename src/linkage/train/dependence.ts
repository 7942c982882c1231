// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { AgreementCounter } from './agreement.ts';
import type { ChanceShares } from './chance.ts';
import { cellsOf } from './parameters.ts';
import { type Shape, topAgreement } from './shape.ts';

/** Largest group that is merged, and most cells of its table. */
export const MOST_MEMBERS = 6;
export const MOST_CELLS = 12_000;
/** Pairs that must agree on both before a dependence is believed. */
export const LEAST_PAIRS = 30;
/** Agreement on both tells of matches only where it is so many times what chance gives. */
export const TELLING = 3;

/** How often random pairs agree on two comparisons at once. */
export interface PairRate {
  readonly a: number;
  readonly b: number;
  /** Share of random pairs, among those that have both, at the first level of both. */
  readonly together: number;
  /** The shares of each alone. */
  readonly alone: readonly [number, number];
  /** Pairs behind it: at the first level of both, of those that have both. */
  readonly pairs: number;
  readonly present: number;
  readonly basis: 'closed' | 'sampled';
}

/** Joint agreement at first levels of every two comparisons: over codes in closed form, else from random pairs. */
export function pairRates(
  shape: Shape,
  random: PatternCounts,
  chance: readonly ChanceShares[],
  counter: AgreementCounter | undefined,
): PairRate[] {
  const rates: PairRate[] = [];
  const { levels, counts, patterns, comparisons } = random;
  for (let a = 0; a < shape.comparisons.length; a++) {
    for (let b = a + 1; b < shape.comparisons.length; b++) {
      const one = shape.comparisons[a]!;
      const two = shape.comparisons[b]!;
      const topA = topAgreement(one);
      const topB = topAgreement(two);
      const alone = [chance[a]!.share[one.present[0]!]!, chance[b]!.share[two.present[0]!]!] as const;
      const found =
        counter && topA && topB && counter.agreement([...topA, ...topB], [...one.needs, ...two.needs]);
      if (found) {
        rates.push({
          a,
          b,
          together: found.pairs / Math.max(found.present, 1),
          alone,
          pairs: found.pairs,
          present: found.present,
          basis: 'closed',
        });
        continue;
      }
      let both = 0;
      let present = 0;
      for (let p = 0; p < patterns; p++) {
        const la = levels[p * comparisons + a]!;
        const lb = levels[p * comparisons + b]!;
        if (one.missing[la] || two.missing[lb]) continue;
        present += counts[p]!;
        if (la === one.present[0] && lb === two.present[0]) both += counts[p]!;
      }
      rates.push({
        a,
        b,
        together: both / Math.max(present, 1),
        alone,
        pairs: both,
        present,
        basis: 'sampled',
      });
    }
  }
  return rates;
}

/** Logs that differ by less are the same: matches are a little more alike than independence says. */
const SAME = 0.12;

/**
 * What matches alone can be behind joint agreement: for each comparison a number such that the product of two is the
 * share of random pairs that are matches and agree on both.
 *
 * Joint agreement beyond chance is prior x m x m for independent comparisons and more, never less, for dependent ones
 * (people who share a home). Three comparisons settle their three numbers. Each three is tried in turn, the others
 * follow from it, and the three are kept that make the fewest matches of it without saying that any two should agree more
 * than they do. That tells matches from housemates without any model.
 */
export function matchRoots(shape: Shape, rates: readonly PairRate[]): Float64Array {
  const size = shape.comparisons.length;
  const logs = new Float64Array(size * size).fill(Number.NaN);
  for (const { a, b, together, alone, pairs } of rates) {
    const product = alone[0] * alone[1];
    const beyond = together - product;
    // Telling only where chance is the smaller part of agreeing on both.
    if (pairs < LEAST_PAIRS || beyond < TELLING * product) continue;
    logs[a * size + b] = Math.log(beyond);
    logs[b * size + a] = Math.log(beyond);
  }
  const telling = [...logs].filter((log) => !Number.isNaN(log));
  if (telling.length === 0) return new Float64Array(size);
  let best = new Float64Array(size).fill(quantile(telling, 0.25) / 2);
  let most = Number.NEGATIVE_INFINITY;
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++)
      for (let c = b + 1; c < size; c++) {
        const [ab, ac, bc] = [logs[a * size + b]!, logs[a * size + c]!, logs[b * size + c]!];
        if (Number.isNaN(ab + ac + bc)) continue;
        const roots = new Float64Array(size).fill(Number.NaN);
        roots[a] = (ab + ac - bc) / 2;
        roots[b] = (ab + bc - ac) / 2;
        roots[c] = (ac + bc - ab) / 2;
        const found = follow(roots, logs, [a, b, c]);
        if (found <= most) continue;
        most = found;
        best = roots;
      }
  return best.map(Math.exp);
}

/** Fills the roots that do not stand yet from those that do; says how well all of them explain the pairs. */
function follow(roots: Float64Array, logs: Float64Array, from: readonly number[]): number {
  const size = roots.length;
  for (let d = 0; d < size; d++) {
    if (from.includes(d)) continue;
    const own = from.map((c) => logs[d * size + c]! - roots[c]!).filter((one) => !Number.isNaN(one));
    // The least: what is dependent agrees more.
    roots[d] =
      own.length === 0
        ? quantile(
            from.map((c) => roots[c]!),
            0.5,
          )
        : Math.min(...own);
  }
  let short = 0;
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      const rest = logs[a * size + b]! - roots[a]! - roots[b]!;
      if (rest < -SAME) short -= rest + SAME;
    }
  let largest = Number.NEGATIVE_INFINITY;
  for (const root of roots) largest = Math.max(largest, root);
  return -2 * largest - 2 * short;
}

export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.floor(at * (sorted.length - 1))] as number;
}

/** Two comparisons that agree together more often than chance and matches explain. */
export interface Dependence {
  readonly a: number;
  readonly b: number;
  /** Agreement of random pairs on both, beside the product of agreement on each. */
  readonly lift: number;
  /** The same beside chance and matches together. */
  readonly unexplained: number;
  readonly pairs: number;
}

/**
 * Dependent comparisons: pairs that agree on both are more than `atLeast` times what chance and matches explain.
 * `matched` says what share of random pairs are matches that agree on both.
 */
export function dependencesOf(
  rates: readonly PairRate[],
  matched: (a: number, b: number) => number,
  atLeast: number,
): Dependence[] {
  const found: Dependence[] = [];
  for (const { a, b, together, alone, pairs } of rates) {
    const product = alone[0] * alone[1];
    const expected = product + matched(a, b);
    if (pairs < LEAST_PAIRS || expected === 0 || together < expected * atLeast) continue;
    // Beyond what the number of pairs itself could do by luck.
    if (pairs * (1 - expected / together) < 5 * Math.sqrt(pairs)) continue;
    const lift = Math.max(together - matched(a, b), 0) / product;
    found.push({ a, b, lift, unexplained: together / expected, pairs });
  }
  return found.sort((x, y) => y.unexplained - x.unexplained || x.a - y.a || x.b - y.b);
}

/** Near agreement together is dependence from so many times chance, and so many times what chance and matches explain: its figures are from few pairs. */
const NEAR_LIFT = 10;
const NEAR_UNEXPLAINED = 1.25;
/** Matches that may be alike so: all of them, or twice as many as the pairs that are the same in both; in dirty data matches are seldom the same. */
const NEAR_MATCHES = 1;

/**
 * Comparisons whose lower levels are dependent: random pairs that are alike in both, though not the same in both, are many
 * times what chance and matches explain, such as an e-mail address made from the name. `prior` is a belief.
 */
export function nearDependencesOf(
  shape: Shape,
  { levels, counts, patterns, comparisons }: PatternCounts,
  chance: readonly ChanceShares[],
  prior: number,
): Dependence[] {
  const found: Dependence[] = [];
  for (let a = 0; a < shape.comparisons.length; a++)
    for (let b = a + 1; b < shape.comparisons.length; b++) {
      const [one, two] = [shape.comparisons[a]!, shape.comparisons[b]!];
      const table = new Float64Array(one.levels * two.levels);
      let whole = 0;
      for (let p = 0; p < patterns; p++) {
        const la = levels[p * comparisons + a]!;
        const lb = levels[p * comparisons + b]!;
        if (one.missing[la] || two.missing[lb]) continue;
        table[la * two.levels + lb]! += counts[p]!;
        whole += counts[p]!;
      }
      const same = table[one.present[0]! * two.levels + two.present[0]!]!;
      const matches = NEAR_MATCHES * Math.max(whole * prior, 2 * same);
      let best: Dependence | undefined;
      for (const la of one.present.slice(0, -1))
        for (const lb of two.present.slice(0, -1)) {
          const pairs = table[la * two.levels + lb]!;
          if (pairs < LEAST_PAIRS || (la === one.present[0] && lb === two.present[0])) continue;
          const product = whole * chance[a]!.share[la]! * chance[b]!.share[lb]!;
          const unexplained = pairs / (product + matches);
          if (
            pairs < NEAR_LIFT * product ||
            unexplained < NEAR_UNEXPLAINED ||
            unexplained <= (best?.unexplained ?? 0)
          )
            continue;
          best = { a, b, lift: pairs / product, unexplained, pairs };
        }
      if (best) found.push(best);
    }
  return found.sort((x, y) => y.unexplained - x.unexplained || x.a - y.a || x.b - y.b);
}

/** Joins dependent comparisons into groups, the strongest first, as far as their tables stay small. */
export function groupsOf(
  shape: Shape,
  dependences: readonly Dependence[],
): { groups: number[][]; left: Dependence[] } {
  const groups = shape.comparisons.map((_, c) => [c]);
  const of = shape.comparisons.map((_, c) => c);
  const left: Dependence[] = [];
  for (const one of dependences) {
    const [into, from] = [of[one.a]!, of[one.b]!];
    if (into === from) continue;
    const merged = [...groups[into]!, ...groups[from]!].sort((x, y) => x - y);
    if (merged.length > MOST_MEMBERS || cellsOf(shape, merged) > MOST_CELLS) {
      left.push(one);
      continue;
    }
    groups[into] = merged;
    groups[from] = [];
    for (const c of merged) of[c] = into;
  }
  return { groups: groups.filter((group) => group.length > 1), left };
}

/** An edge of the dependence tree. */
export interface TreeEdge {
  readonly a: number;
  readonly b: number;
  /** Mutual information, bits a pair. */
  readonly bits: number;
}

/** The tree that keeps most mutual information between comparisons (Chow and Liu 1968), edges of nothing left out. */
export function dependenceTree(size: number, information: (a: number, b: number) => number): TreeEdge[] {
  const edges: TreeEdge[] = [];
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) edges.push({ a, b, bits: information(a, b) });
  edges.sort((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b);
  const root = Array.from({ length: size }, (_, c) => c);
  const find = (c: number): number => (root[c] === c ? c : find(root[c]!));
  return edges.filter(({ a, b, bits }) => {
    const [x, y] = [find(a), find(b)];
    if (x === y || bits <= 0) return false;
    root[x] = y;
    return true;
  });
}

/** Sums of values of patterns by their levels in two comparisons. `free`: only of patterns that one of these rules gives. */
export function tableOfTwo(
  { comparisons }: Shape,
  { levels, rules, comparisons: width }: PatternCounts,
  values: Float64Array,
  a: number,
  b: number,
  free?: number,
): Float64Array {
  const columns = comparisons[b]!.levels;
  const table = new Float64Array(comparisons[a]!.levels * columns);
  for (let p = 0, at = 0; p < values.length; p++, at += width) {
    if (free !== undefined && (rules[p]! & free) === 0) continue;
    const place = levels[at + a]! * columns + levels[at + b]!;
    table[place] = table[place]! + values[p]!;
  }
  return table;
}

/** Mutual information in bits of a table of `rows` x `columns` shares. */
export function informationOf(table: Float64Array, rows: number, columns: number): number {
  const r = new Float64Array(rows);
  const s = new Float64Array(columns);
  let whole = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const value = table[i * columns + j]!;
      r[i] = r[i]! + value;
      s[j] = s[j]! + value;
      whole += value;
    }
  let bits = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const value = table[i * columns + j]!;
      if (value > 0) bits += (value / whole) * Math.log2((value * whole) / (r[i]! * s[j]!));
    }
  return bits;
}
