// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';
import { type AgreementCounter, pairsAmong } from './agreement.ts';
import { LEAST_CHANCE, PRIOR_DRAWS } from './chance.ts';
import { agreedParts, isCovered } from './cover.ts';
import { dependenceTree, informationOf, type PairRate } from './dependence.ts';
import {
  cellNumbers,
  fillMissing,
  fullCells,
  type LevelOdds,
  productTable,
  stridesOf,
} from './parameters.ts';
import { type Shape, topAgreement, touches } from './shape.ts';

/** Matches' worth of belief that the members of a group are independent among matches. */
export const PRIOR_INDEPENDENT = 20;

/** What of a group never changes while it is trained. */
export interface GroupFrame {
  readonly members: readonly number[];
  readonly strides: readonly number[];
  readonly full: Uint8Array;
  /** Numbers of the full cells, and of every cell the level of each member. */
  readonly fullCells: Uint32Array;
  readonly levels: Uint8Array;
  /** Random pairs by cell; only full cells. */
  readonly draws: Float64Array;
  readonly drawn: number;
  /** Pairs, of all there are, that have every member's fields. */
  readonly presentPairs: number;
  /** The cell where every member is at its first level, and its share of random pairs in closed form. */
  readonly top?: { readonly cell: number; readonly share: number };
  /** 1 for cells all of whose pairs the blocking rules give. */
  readonly covered: Uint8Array;
  /** Cell of each candidate pattern. */
  readonly cells: Uint32Array;
  /** Candidates by cell: full and covered. */
  readonly found: Float64Array;
  /** Bits of the rules that look at none of the members' fields. */
  readonly freeRules: number;
  readonly rates: ReadonlyMap<string, PairRate>;
  /** Random pairs by the levels of every two members, by their places. */
  readonly drawsOfTwo: ReadonlyMap<string, Float64Array>;
}

const nameOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

export function frameOf(
  shape: Shape,
  members: readonly number[],
  candidates: PatternCounts,
  random: PatternCounts,
  rates: readonly PairRate[],
  allPairs: number,
  counter: AgreementCounter | undefined,
): GroupFrame {
  const strides = stridesOf(shape, members);
  const full = fullCells(shape, members, strides);
  const draws = new Float64Array(full.length);
  let drawn = 0;
  let all = 0;
  cellNumbers(random, members, strides).forEach((cell, p) => {
    all += random.counts[p]!;
    if (!full[cell]) return;
    draws[cell] = draws[cell]! + random.counts[p]!;
    drawn += random.counts[p]!;
  });
  const levels = levelsOfCells(shape, members, strides, full.length);
  const cells = cellNumbers(candidates, members, strides);
  const found = new Float64Array(full.length);
  for (let p = 0; p < candidates.patterns; p++) found[cells[p]!]! += candidates.counts[p]!;
  const parts = members.map((c) => topAgreement(shape.comparisons[c]!));
  const needs = members.flatMap((c) => shape.comparisons[c]!.needs);
  const together =
    counter && parts.every((one) => one !== undefined) ? counter.agreement(parts.flat(), needs) : undefined;
  const cell = members.reduce((sum, c, k) => sum + shape.comparisons[c]!.present[0]! * strides[k]!, 0);
  const whole = counter ? pairsAmong(counter.rows.rows, counter.rows.split) : 0;
  return {
    members,
    strides,
    full,
    fullCells: Uint32Array.from(full.keys()).filter((cell) => full[cell] === 1),
    levels,
    draws,
    drawn,
    presentPairs: together
      ? (together.present * allPairs) / Math.max(whole, 1)
      : allPairs * (all === 0 ? 1 : drawn / all),
    ...(together && {
      top: { cell, share: Math.max(together.pairs, PRIOR_DRAWS) / Math.max(together.present, 1) },
    }),
    covered: coveredCells(shape, members, strides, full),
    cells,
    found,
    freeRules: shape.rules.reduce(
      (bits, rule, r) => (members.some((c) => touches(rule, shape.comparisons[c]!)) ? bits : bits | (1 << r)),
      0,
    ),
    rates: new Map(
      rates
        .filter(({ a, b }) => members.includes(a) && members.includes(b))
        .map((rate) => [nameOf(rate.a, rate.b), rate]),
    ),
    drawsOfTwo: new Map(
      placesOfTwo(members.length).map(({ i, j }) => {
        const [rows, columns] = [i, j].map((k) => shape.comparisons[members[k]!]!.levels) as [number, number];
        const sums = new Float64Array(rows * columns);
        draws.forEach((count, cell) => {
          const at = levels[cell * members.length + i]! * columns + levels[cell * members.length + j]!;
          sums[at] = sums[at]! + count;
        });
        return [`${i} ${j}`, sums];
      }),
    ),
  };
}

/** Every two of so many members, by their places. */
const placesOfTwo = (size: number): { i: number; j: number }[] =>
  Array.from({ length: size }, (_, i) => i).flatMap((i) =>
    Array.from({ length: size - i - 1 }, (_, k) => ({ i, j: i + 1 + k })),
  );

function levelsOfCells(
  shape: Shape,
  members: readonly number[],
  strides: readonly number[],
  cells: number,
): Uint8Array {
  const levels = new Uint8Array(cells * members.length);
  members.forEach((c, k) => {
    const size = shape.comparisons[c]!.levels;
    for (let cell = 0; cell < cells; cell++)
      levels[cell * members.length + k] = Math.floor(cell / strides[k]!) % size;
  });
  return levels;
}

/** A cell is covered when its levels imply agreement on every key of some rule: the candidates then hold all its pairs. */
function coveredCells(
  shape: Shape,
  members: readonly number[],
  strides: readonly number[],
  full: Uint8Array,
) {
  return full.map((isFull, cell) => {
    if (!isFull) return 0;
    return isCovered(shape, agreedParts(shape, members, strides, cell)) ? 1 : 0;
  });
}

/** An estimate between what was seen and what was expected: the more of either, the more what was seen counts. */
const between = (seen: number, expected: number): number => {
  const weight = (seen + expected) / (seen + expected + 2);
  return weight * seen + (1 - weight) * expected;
};

/**
 * u of every combination of a group's levels. From the candidates where a rule gives all pairs of the combination
 * (the pairs that are not matches); from group sizes over codes where all members agree; else from random pairs,
 * leaning on a tree of two-way tables where few were drawn. Cleaned of matches throughout; full cells sum to 1.
 */
export function jointChance(
  shape: Shape,
  frame: GroupFrame,
  candidates: PatternCounts,
  state: {
    readonly odds: readonly LevelOdds[];
    readonly m: Float64Array;
    readonly prior: number;
    readonly posteriors: Float64Array | undefined;
  },
): Float64Array {
  const { members, strides, full, fullCells, draws, drawn, presentPairs, cells } = frame;
  const { m, prior, posteriors, odds } = state;
  const { counts } = candidates;
  const leaning = treeTable(shape, frame, odds, prior);
  const u = new Float64Array(full.length);
  const settled = new Uint8Array(full.length);
  /** Where the rules give some of a combination's pairs, chance is at least those. */
  const floor = new Float64Array(full.length);
  if (frame.top) {
    const { cell, share } = frame.top;
    const known = prior * m[cell]!;
    const matched = posteriors
      ? Math.max(known, expectedIn(cell, cells, counts, posteriors) / presentPairs)
      : known;
    const left = Math.max(share - matched, share * LEAST_CHANCE);
    // A small difference of two large numbers says little: then what pairs of members say counts as much.
    const doubtful = !posteriors && matched > left;
    u[cell] = doubtful ? Math.min(left, Math.sqrt(left * leaning[cell]!)) : left;
    settled[cell] = 1;
  }
  if (posteriors)
    settle(frame, othersByCell(cells, counts, posteriors, full.length), leaning, u, settled, floor);
  let fixed = 0;
  let open = 0;
  for (const cell of fullCells) {
    if (settled[cell]) fixed += u[cell]!;
    else {
      const seen = Math.max(draws[cell]! - prior * drawn * m[cell]!, draws[cell]! * LEAST_CHANCE);
      u[cell] = between(seen, leaning[cell]! * drawn);
      open += u[cell]!;
    }
  }
  scaleOpen(u, fullCells, settled, floor, open === 0 ? 0 : Math.max(1 - fixed, 1e-6) / open);
  fillMissing(shape, members, strides, u);
  return u;
}

/** Expected matches in one cell. */
function expectedIn(
  cell: number,
  cells: Uint32Array,
  counts: Float64Array,
  posteriors: Float64Array,
): number {
  let expected = 0;
  for (let p = 0; p < cells.length; p++) if (cells[p] === cell) expected += counts[p]! * posteriors[p]!;
  return expected;
}

/** Pairs of two people by cell. */
function othersByCell(
  cells: Uint32Array,
  counts: Float64Array,
  posteriors: Float64Array,
  size: number,
): Float64Array {
  const others = new Float64Array(size);
  for (let p = 0; p < cells.length; p++)
    others[cells[p]!] = others[cells[p]!]! + counts[p]! * (1 - posteriors[p]!);
  return others;
}

/** u of the cells all of whose pairs the rules give, and of others the least that it can be. */
function settle(
  { covered, found, presentPairs }: GroupFrame,
  others: Float64Array,
  leaning: Float64Array,
  u: Float64Array,
  settled: Uint8Array,
  floor: Float64Array,
): void {
  for (let cell = 0; cell < others.length; cell++) {
    floor[cell] = others[cell]! / presentPairs;
    if (!covered[cell]) continue;
    const least = Math.min(PRIOR_DRAWS, leaning[cell]! * presentPairs);
    u[cell] = Math.max(others[cell]!, found[cell]! * LEAST_CHANCE, least) / presentPairs;
    settled[cell] = 1;
  }
}

/** Makes the full cells sum to 1, those that are open by a scale of their own first. */
function scaleOpen(
  u: Float64Array,
  fullCells: Uint32Array,
  settled: Uint8Array,
  floor: Float64Array,
  scale: number,
): void {
  let whole = 0;
  for (const cell of fullCells) {
    const own = settled[cell] ? u[cell]! : u[cell]! * scale;
    u[cell] = Math.max(own, floor[cell]!, 1e-18);
    whole += u[cell]!;
  }
  for (let cell = 0; cell < u.length; cell++) u[cell] = u[cell]! / whole;
}

/** u of the full cells as a tree over the members would have it (Chow and Liu 1968): two-way tables, chained. */
function treeTable(shape: Shape, frame: GroupFrame, odds: readonly LevelOdds[], prior: number): Float64Array {
  const { members, full, fullCells } = frame;
  const size = (k: number): number => shape.comparisons[members[k]!]!.levels;
  const tables = new Map(
    placesOfTwo(members.length).map(({ i, j }) => [`${i} ${j}`, twoWay(shape, frame, odds, prior, i, j)]),
  );
  const edges = dependenceTree(members.length, (i, j) =>
    informationOf(tables.get(`${i} ${j}`)!, size(i), size(j)),
  );
  const table = new Float64Array(full.length);
  for (const cell of fullCells) table[cell] = 1;
  for (const { a, b } of edges) timesTwoWay(table, frame, a, b, size(b), tables.get(`${a} ${b}`)!);
  members.forEach((c, k) => {
    const degree = edges.filter(({ a, b }) => a === k || b === k).length;
    timesOneWay(
      table,
      frame,
      k,
      odds[c]!.u.map((u) => u ** (1 - degree)),
    );
  });
  return table;
}

/** Multiplies the full cells by what the levels of two members have in a table. */
function timesTwoWay(
  table: Float64Array,
  { fullCells, levels, members }: GroupFrame,
  a: number,
  b: number,
  columns: number,
  by: Float64Array,
): void {
  const width = members.length;
  for (let x = 0; x < fullCells.length; x++) {
    const cell = fullCells[x]!;
    table[cell] = table[cell]! * by[levels[cell * width + a]! * columns + levels[cell * width + b]!]!;
  }
}

function timesOneWay(
  table: Float64Array,
  { fullCells, levels, members }: GroupFrame,
  k: number,
  by: Float64Array,
): void {
  const width = members.length;
  for (let x = 0; x < fullCells.length; x++) {
    const cell = fullCells[x]!;
    table[cell] = table[cell]! * by[levels[cell * width + k]!]!;
  }
}

function twoWay(
  shape: Shape,
  { members, drawn, rates, drawsOfTwo }: GroupFrame,
  odds: readonly LevelOdds[],
  prior: number,
  i: number,
  j: number,
): Float64Array {
  const [a, b] = [members[i]!, members[j]!];
  const [one, two] = [shape.comparisons[a]!, shape.comparisons[b]!];
  const seen = drawsOfTwo.get(`${i} ${j}`)!;
  const [ma, mb, ua, ub] = [odds[a]!.m, odds[b]!.m, odds[a]!.u, odds[b]!.u];
  const table = new Float64Array(seen.length);
  const rate = rates.get(nameOf(a, b));
  const top = rate?.basis === 'closed' ? one.present[0]! * two.levels + two.present[0]! : -1;
  const shared = sharedShare(shape, rate, odds, prior);
  let open = 0;
  for (const la of one.present)
    for (const lb of two.present) {
      const at = la * two.levels + lb;
      const both = ma[la]! * mb[lb]!;
      const matches = prior * both;
      if (at === top) {
        table[at] = Math.max(rate!.together - matches, rate!.together * LEAST_CHANCE, 1e-18);
        continue;
      }
      const cleaned = Math.max(seen[at]! - matches * drawn, seen[at]! * LEAST_CHANCE);
      const expected = (1 - shared) * ua[la]! * ub[lb]! + shared * both;
      table[at] = between(cleaned, expected * Math.max(drawn, 1));
      open += table[at]!;
    }
  const scale = (1 - (top < 0 ? 0 : table[top]!)) / Math.max(open, 1e-300);
  for (const la of one.present)
    for (const lb of two.present) if (la * two.levels + lb !== top) table[la * two.levels + lb]! *= scale;
  return table;
}

/**
 * Share of pairs that are not matches and yet have the same two facts behind what was written (they live together).
 * What was written then differs as it does for matches, which says how often such pairs reach fuzzy levels.
 */
function sharedShare(
  shape: Shape,
  rate: PairRate | undefined,
  odds: readonly LevelOdds[],
  prior: number,
): number {
  if (rate === undefined) return 0;
  const top = (c: number, of: 'm' | 'u'): number => odds[c]![of][shape.comparisons[c]!.present[0]!]!;
  const both = top(rate.a, 'm') * top(rate.b, 'm');
  const chance = top(rate.a, 'u') * top(rate.b, 'u');
  return both <= chance
    ? 0
    : Math.min(Math.max(rate.together - prior * both - chance, 0) / (both - chance), 1);
}

/** m of every combination: expected matches by cell, leaning on the product of the members' own m. */
export function jointM(
  shape: Shape,
  { members, strides, full }: Pick<GroupFrame, 'members' | 'strides' | 'full'>,
  matches: Float64Array,
  odds: readonly LevelOdds[],
): Float64Array {
  const product = productTable(shape, members, strides, (c) => odds[c]!.m);
  let whole = 0;
  for (const one of matches) whole += one;
  const m = product.map((one, cell) =>
    full[cell] ? (matches[cell]! + PRIOR_INDEPENDENT * one) / (whole + PRIOR_INDEPENDENT) : one,
  );
  fillMissing(shape, members, strides, m);
  return m;
}
