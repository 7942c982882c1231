// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { matchProbability } from '../probability.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { ChanceShares } from './chance.ts';
import { agreedParts, isCovered } from './cover.ts';
import { type GroupFrame, PRIOR_INDEPENDENT } from './joint.ts';
import { type Beside, type LevelOdds, productTable, type Trained, weightsOf } from './parameters.ts';
import type { Shape } from './shape.ts';

/** In a cell with fewer pairs of two people, or a smaller share of them, little but matches is seen. */
const LEAST_OTHERS = 30;
const LEAST_SHARE = 0.2;
/** A home is shared so many times as often as chance has it, or more. */
const LEAST_LIFT = 10;
/** Pairs' worth of belief that a cell is as all telling cells of its group together, and that these are as strangers. */
const PRIOR_COUNT = 1;
const MOST_CHANCE = 0.95;

/** Of a group and a comparison outside it the candidates that tell: they never change while training. */
export interface BesideFrame {
  readonly group: number;
  readonly comparison: number;
  /** Numbers of candidate patterns, and for each the place of its cell and level in the table. */
  readonly patterns: Uint32Array;
  readonly places: Uint32Array;
  /** The cells of these places. */
  readonly cells: Uint32Array;
  /** 1 for cells all of whose pairs the rules give; of others only some levels are seen whole. */
  readonly whole: Uint8Array;
  /** Pairs, of all there are, that have every member's fields and the comparison's. */
  readonly presentPairs: number;
}

/** What is known before anything is said of what people of one home share besides. */
export interface WithoutBesides {
  readonly trained: Trained;
  readonly posteriors: Float64Array;
  readonly frames: readonly GroupFrame[];
}

/**
 * Where it shows what people of one home share besides: cells of a group that people who are not one person reach many
 * times as often as by chance, all of whose pairs the rules give, and of which enough are not matches. `wide`: also cells with
 * members missing, and single levels in other such cells where the rules give all pairs of these.
 */
export function besideFrames(
  shape: Shape,
  { trained, posteriors, frames }: WithoutBesides,
  { levels, counts, patterns, comparisons }: PatternCounts,
  chance: readonly ChanceShares[],
  allPairs: number,
  wide: boolean,
): BesideFrame[] {
  return frames.flatMap(({ members, strides, full, cells, presentPairs }, group) => {
    const all = new Float64Array(full.length);
    const others = new Float64Array(full.length);
    for (let p = 0; p < patterns; p++) {
      all[cells[p]!]! += counts[p]!;
      others[cells[p]!]! += counts[p]! * (1 - posteriors[p]!);
    }
    const lifted = liftedCells(shape, trained, group);
    const agreed = Array.from(full, (_, cell) =>
      lifted[cell] && all[cell]! > 0 ? agreedParts(shape, members, strides, cell) : [],
    );
    const whole = full.map((isFull, cell) =>
      lifted[cell] &&
      (isFull || wide) &&
      others[cell]! >= Math.max(LEAST_OTHERS, LEAST_SHARE * all[cell]!) &&
      isCovered(shape, agreed[cell]!)
        ? 1
        : 0,
    );
    if (!whole.includes(1)) return [];
    return shape.comparisons.flatMap((one, comparison) => {
      if (members.includes(comparison)) return [];
      const known = new Map<number, boolean>();
      const tells = (cell: number, level: number): boolean => {
        if (one.missing[level] || !lifted[cell]) return false;
        if (whole[cell] || !wide || !full[cell]) return whole[cell] === 1;
        const place = cell * one.levels + level;
        const covered =
          known.get(place) ??
          (one.agreements[level] !== undefined &&
            isCovered(shape, [...agreed[cell]!, one.agreements[level]]));
        known.set(place, covered);
        return covered;
      };
      const own = Uint32Array.from(cells.keys()).filter((p) =>
        tells(cells[p]!, levels[p * comparisons + comparison]!),
      );
      return [
        {
          group,
          comparison,
          patterns: own,
          places: own.map((p) => cells[p]! * one.levels + levels[p * comparisons + comparison]!),
          cells: Uint32Array.from(new Set(own.map((p) => cells[p]!))).sort(),
          whole,
          presentPairs: (presentPairs * chance[comparison]!.presentPairs) / allPairs,
        },
      ];
    });
  });
}

/** 1 for cells that pairs which are not matches reach many times as often as if the members were independent. */
function liftedCells(shape: Shape, { joint, odds }: Trained, group: number): Uint8Array {
  const { members, strides, u } = joint[group]!;
  const product = productTable(shape, members, strides, (c) => odds[c]!.u);
  return Uint8Array.from(u, (one, cell) => (one >= LEAST_LIFT * product[cell]! ? 1 : 0));
}

/**
 * What people who agree on a group agree on besides, from the pairs of such cells that are not matches: how many times as
 * often as strangers they reach each level. A cell with few pairs leans on all telling cells of its group. `withM`: whether m is
 * learned there too, and not u alone.
 */
export function besidesOf(
  shape: Shape,
  frames: readonly BesideFrame[],
  candidates: PatternCounts,
  posteriorsFor: (comparison: number) => Float64Array,
  odds: readonly LevelOdds[],
  joint: Trained['joint'],
  withM: boolean,
): Beside[] {
  return frames.map(({ group, comparison, patterns, places, cells, whole, presentPairs }) => {
    const { levels, present } = shape.comparisons[comparison]!;
    const { counts } = candidates;
    const { m, u } = odds[comparison]!;
    const posteriors = posteriorsFor(comparison);
    const lift = new Float64Array(whole.length * levels).fill(1);
    const matchLift = new Float64Array(lift.length).fill(1);
    /** Pairs of two people by place, and by cell; and pairs of one person. */
    const others = new Float64Array(lift.length);
    const inCell = new Float64Array(whole.length);
    const matches = new Float64Array(lift.length);
    const matchesIn = new Float64Array(whole.length);
    for (let k = 0; k < places.length; k++) {
      const pairs = counts[patterns[k]!]!;
      const match = pairs * posteriors[patterns[k]!]!;
      const cell = Math.floor(places[k]! / levels);
      others[places[k]!]! += pairs - match;
      inCell[cell]! += pairs - match;
      matches[places[k]!]! += match;
      matchesIn[cell]! += match;
    }
    let together = 0;
    for (const cell of cells) {
      if (whole[cell]) together += inCell[cell]!;
      else inCell[cell] = joint[group]!.u[cell]! * presentPairs;
    }
    for (const l of present) {
      let alike = 0;
      for (const cell of cells) if (whole[cell]) alike += others[cell * levels + l]!;
      const pooled = (alike + PRIOR_COUNT) / (together * u[l]! + PRIOR_COUNT);
      for (const cell of cells) {
        const place = cell * levels + l;
        if (!whole[cell] && others[place] === 0) continue;
        const toward = whole[cell] ? pooled : 1;
        const own = (others[place]! + PRIOR_COUNT) / (inCell[cell]! * u[l]! + PRIOR_COUNT / toward);
        lift[place] = Math.min(own, MOST_CHANCE / u[l]!);
        if (!whole[cell] || !withM) continue;
        const expected = matchesIn[cell]! * m[l]!;
        matchLift[place] =
          (matches[place]! + PRIOR_INDEPENDENT * m[l]!) / (expected + PRIOR_INDEPENDENT * m[l]!);
      }
    }
    return { group, comparison, lift, matchLift, telling: { of: candidates, patterns, places } };
  });
}

/**
 * The first guess: of each comparison by posteriors that leave it out, since what it says of pairs who share a home is not yet
 * known. From there the rounds go on.
 */
export function firstBesides(
  shape: Shape,
  frames: readonly BesideFrame[],
  candidates: PatternCounts,
  trained: Trained,
  withM: boolean,
): Beside[] {
  const weights = weightsOf(trained, candidates);
  const { levels, comparisons } = candidates;
  const without = (c: number): Float64Array => {
    const { m, u } = trained.odds[c]!;
    const own = m.map((one, l) => (shape.comparisons[c]!.missing[l] ? 0 : Math.log2(one / u[l]!)));
    return weights.map((weight, p) => matchProbability(weight - own[levels[p * comparisons + c]!]!));
  };
  return besidesOf(shape, frames, candidates, without, trained.odds, trained.joint, withM);
}
