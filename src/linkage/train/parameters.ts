// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { matchProbability } from '../probability.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { ComparisonShape, Shape } from './shape.ts';

/** Probabilities of a comparison's levels: among pairs that have its fields they sum to 1. NaN for “missing”. */
export interface LevelOdds {
  readonly m: Float64Array;
  readonly u: Float64Array;
}

/**
 * Several comparisons that are not independent, as one: a cell for each combination of their levels. Where some
 * are missing, the cell holds the sums over their levels.
 */
export interface JointTable {
  /** Numbers of the comparisons, ascending. */
  readonly members: readonly number[];
  /** What a step in each member's level adds to the number of the cell. */
  readonly strides: readonly number[];
  readonly m: Float64Array;
  readonly u: Float64Array;
}

/**
 * What people who agree on a group agree on besides, more than strangers do: for each cell of the group and each level of
 * a comparison outside it what its u is multiplied by. 1 where nothing is known.
 */
export interface Beside {
  /** Number of the joint table. */
  readonly group: number;
  readonly comparison: number;
  /** By cell, then level. */
  readonly lift: Float64Array;
  /** The same for one person's records and m: what is wrong in one field may go with what is right in the others. */
  readonly matchLift: Float64Array;
  /** Of some patterns those at whose places it may not be 1, and these places. */
  readonly telling?: {
    readonly of: PatternCounts;
    readonly patterns: Uint32Array;
    readonly places: Uint32Array;
  };
}

/** A trained model as numbers. */
export interface Trained {
  readonly shape: Shape;
  /** That two records drawn at random are of one person. */
  readonly prior: number;
  readonly odds: readonly LevelOdds[];
  readonly joint: readonly JointTable[];
  readonly besides?: readonly Beside[];
}

export const cellsOf = (shape: Shape, members: readonly number[]): number =>
  members.reduce((product, c) => product * (shape.comparisons[c]?.levels ?? 1), 1);

export function stridesOf(shape: Shape, members: readonly number[]): number[] {
  let stride = 1;
  return members.map((c) => {
    const own = stride;
    stride *= shape.comparisons[c]?.levels ?? 1;
    return own;
  });
}

/** The levels of a cell, in the order of its members. */
export const levelsOfCell = (shape: Shape, { members, strides }: JointTable, cell: number): number[] =>
  members.map((c, k) => Math.floor(cell / strides[k]!) % shape.comparisons[c]!.levels);

const numbered = new WeakMap<PatternCounts, Map<string, Uint32Array>>();

/** For each pattern the number of a group's cell; worked out once. */
export function cellNumbers(
  counts: PatternCounts,
  members: readonly number[],
  strides: readonly number[],
): Uint32Array {
  const of = numbered.get(counts) ?? new Map<string, Uint32Array>();
  numbered.set(counts, of);
  const name = `${members} ${strides}`;
  const cells = of.get(name) ?? numberCells(counts, members, strides);
  of.set(name, cells);
  return cells;
}

function numberCells(
  { levels, patterns, comparisons }: PatternCounts,
  members: readonly number[],
  strides: readonly number[],
): Uint32Array {
  const cells = new Uint32Array(patterns);
  for (let p = 0; p < patterns; p++) {
    let cell = 0;
    for (let k = 0; k < members.length; k++) cell += levels[p * comparisons + members[k]!]! * strides[k]!;
    cells[p] = cell;
  }
  return cells;
}

/** 1 for the cells in which no member is missing. */
export function fullCells(shape: Shape, members: readonly number[], strides: readonly number[]): Uint8Array {
  const full = new Uint8Array(cellsOf(shape, members));
  for (let cell = 0; cell < full.length; cell++)
    full[cell] = members.every((c, k) => {
      const one = shape.comparisons[c]!;
      return !one.missing[Math.floor(cell / strides[k]!) % one.levels];
    })
      ? 1
      : 0;
  return full;
}

/** Fills the cells with missing members from the full ones: what is not known is summed over. */
export function fillMissing(
  shape: Shape,
  members: readonly number[],
  strides: readonly number[],
  table: Float64Array,
): void {
  members.forEach((c, k) => {
    const one = shape.comparisons[c]!;
    const stride = strides[k]!;
    const missing = one.missing.indexOf(1);
    if (missing < 0) return;
    for (let cell = 0; cell < table.length; cell++) {
      const level = Math.floor(cell / stride) % one.levels;
      if (!one.missing[level]) continue;
      const zero = cell - level * stride;
      let sum = 0;
      for (const l of one.present) sum += table[zero + l * stride]!;
      table[cell] = sum;
    }
  });
}

/** The product of the members' own probabilities, for every full cell; missing members sum to 1. */
export function productTable(
  shape: Shape,
  members: readonly number[],
  strides: readonly number[],
  of: (comparison: number) => Float64Array,
): Float64Array {
  const table = new Float64Array(cellsOf(shape, members)).fill(1);
  members.forEach((c, k) => {
    const own = of(c);
    const one = shape.comparisons[c]!;
    for (let cell = 0; cell < table.length; cell++) {
      const level = Math.floor(cell / strides[k]!) % one.levels;
      if (!one.missing[level]) table[cell] = table[cell]! * own[level]!;
    }
  });
  return table;
}

const LOG2E = Math.LOG2E;

/**
 * Match weights of patterns: log2 of the odds that a pair is one person, the prior included. A joint cell stands
 * for the product of its comparisons. Term frequencies are not in it: they depend on values.
 */
export function weightsOf(trained: Trained, counts: PatternCounts): Float64Array {
  const { shape, odds, joint, prior } = trained;
  const { levels, patterns, comparisons } = counts;
  const weights = new Float64Array(patterns).fill(Math.log2(prior / (1 - prior)));
  const grouped = new Set(joint.flatMap(({ members }) => members));
  odds.forEach(({ m, u }, c) => {
    if (grouped.has(c)) return;
    addByLevel(weights, levels, comparisons, c, logRatios(shape.comparisons[c]!, m, u));
  });
  for (const { members, strides, m, u } of joint) {
    const own = m.map((one, cell) => Math.log(one / u[cell]!) * LOG2E);
    addByCell(weights, cellNumbers(counts, members, strides), own);
  }
  const besides = trained.besides ?? [];
  for (const { group, comparison, lift, matchLift, telling } of besides) {
    const { members, strides } = joint[group]!;
    const bits = bitsOf(lift, matchLift);
    if (telling?.of === counts) takeFrom(weights, telling.patterns, telling.places, bits);
    else {
      const size = shape.comparisons[comparison]!.levels;
      takeByPlace(
        weights,
        cellNumbers(counts, members, strides),
        size,
        levels,
        comparisons,
        comparison,
        bits,
      );
    }
  }
  return weights;
}

/** What lifts take from a weight; nearly all of them are 1 and take nothing. */
function bitsOf(lift: Float64Array, matchLift: Float64Array): Float64Array {
  const bits = new Float64Array(lift.length);
  for (let place = 0; place < bits.length; place++) {
    if (lift[place] === 1 && matchLift[place] === 1) continue;
    bits[place] = (Math.log(lift[place]!) - Math.log(matchLift[place]!)) * LOG2E;
  }
  return bits;
}

/* The loops over patterns are functions of their own: they are compiled once, and what calls them need not be. */

function addByLevel(
  weights: Float64Array,
  levels: Uint8Array,
  width: number,
  c: number,
  own: Float64Array,
): void {
  for (let p = 0, at = c; p < weights.length; p++, at += width) weights[p] = weights[p]! + own[levels[at]!]!;
}

function addByCell(weights: Float64Array, cells: Uint32Array, own: Float64Array): void {
  for (let p = 0; p < weights.length; p++) weights[p] = weights[p]! + own[cells[p]!]!;
}

function takeFrom(
  weights: Float64Array,
  patterns: Uint32Array,
  places: Uint32Array,
  own: Float64Array,
): void {
  for (let k = 0; k < patterns.length; k++) {
    const p = patterns[k]!;
    weights[p] = weights[p]! - own[places[k]!]!;
  }
}

function takeByPlace(
  weights: Float64Array,
  cells: Uint32Array,
  size: number,
  levels: Uint8Array,
  width: number,
  c: number,
  own: Float64Array,
): void {
  for (let p = 0, at = c; p < weights.length; p++, at += width)
    weights[p] = weights[p]! - own[cells[p]! * size + levels[at]!]!;
}

const logRatios = (comparison: ComparisonShape, m: Float64Array, u: Float64Array): Float64Array =>
  m.map((one, l) => (comparison.missing[l] ? 0 : Math.log(one / u[l]!) * LOG2E));

/** The probability of each pattern. */
export function posteriorsOf(trained: Trained, counts: PatternCounts): Float64Array {
  const posteriors = weightsOf(trained, counts);
  for (let p = 0; p < posteriors.length; p++) posteriors[p] = matchProbability(posteriors[p]!);
  return posteriors;
}
