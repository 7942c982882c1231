// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { PatternCounts } from '../scan/scan-plan.ts';
import type { AgreementCounter, RowCodes } from './agreement.ts';
import { countedM, estimatedM, priorM } from './belief.ts';
import { type BesideFrame, besideFrames, besidesOf, firstBesides } from './besides.ts';
import { type ChanceShares, PRIOR_DRAWS, uOf } from './chance.ts';
import type { PairRate } from './dependence.ts';
import { matchCounters, type NewCounter } from './expected.ts';
import { frameOf, type GroupFrame, jointChance, jointM } from './joint.ts';
import { cellNumbers, type JointTable, type LevelOdds, posteriorsOf, type Trained } from './parameters.ts';
import { blockingRecall, deterministicPrior } from './prior.ts';
import { fixes, type Shape, touches } from './shape.ts';

/** Pairs of which it is known whether they match. */
export interface Labels {
  readonly counts: PatternCounts;
  /** For each pattern how many of its pairs are matches. */
  readonly matches: Float64Array;
  /** Whether these are all the matches there are (an entity column): then the prior is counted too. */
  readonly complete?: boolean;
}

/** What is counted before anything is fitted. */
export interface Bench {
  readonly shape: Shape;
  readonly rows: RowCodes;
  readonly allPairs: number;
  /** What the blocking rules give. */
  readonly candidates: PatternCounts;
  /** Pairs drawn at random. */
  readonly random: PatternCounts;
  readonly labels?: Labels;
  readonly chance: readonly ChanceShares[];
  readonly rates: readonly PairRate[];
  /** Counts what rows agree on, of all rows or of enough of them. */
  readonly counter: AgreementCounter;
}

export interface Fitted {
  readonly trained: Trained;
  readonly frames: readonly GroupFrame[];
  readonly counters: Counters;
  /** The prior from agreement on unrelated facts, by the figures as they came out. */
  readonly deterministic: number | undefined;
  readonly recall: number | undefined;
  readonly posteriors: Float64Array;
  readonly rounds: { readonly count: number; readonly change: number; readonly converged: boolean };
  /** Comparisons that every rule looks at: their m is still what was believed. */
  readonly untaught: readonly number[];
  /** The prior is held below. */
  readonly most: number;
}

const MOST_ROUNDS = 60;
const SMALL_MOVE = 1e-4;
/** More than so many times the matches that unrelated facts imply are something else than matches. */
const MOST_TIMES = 4;

/** The product of m of the first levels of two comparisons. */
export const topOf = (shape: Shape, m: readonly Float64Array[]) => (a: number, b: number) =>
  m[a]![shape.comparisons[a]!.present[0]!]! * m[b]![shape.comparisons[b]!.present[0]!]!;

/**
 * Fits m, u, joint tables and the prior, from what is believed of matches and how many of them unrelated facts imply: a start
 * that people of one home cannot take for themselves, as they can when m is first learned among the pairs of each rule.
 */
export function fitFigures(bench: Bench, groups: readonly (readonly number[])[]): Fitted {
  const { shape, candidates, random, rates, allPairs, counter, labels } = bench;
  const frames = groups.map((group) => frameOf(shape, group, candidates, random, rates, allPairs, counter));
  const m = labels ? labelledM(shape, labels) : shape.comparisons.map(priorM);
  const implied = deterministicPrior(rates, topOf(shape, m));
  const prior = labels?.complete
    ? share(sum(labels.matches), allPairs)
    : (implied ?? 1 / Math.max(bench.rows.rows, 2));
  const odds = withChance(bench, m, prior);
  const start = { shape, prior, odds, joint: frames.map((frame) => firstTable(bench, frame, odds, prior)) };
  const most = implied === undefined ? 1 : MOST_TIMES * implied;
  const counters = countersOf(bench, frames);
  const fit = rounds(bench, { frames, counters, most }, start);
  return {
    ...fit,
    frames,
    counters,
    deterministic: deterministicPrior(
      rates,
      topOf(
        shape,
        fit.trained.odds.map((one) => one.m),
      ),
    ),
    untaught: labels ? [] : [...freeMasks(shape).entries()].flatMap(([c, free]) => (free === 0 ? [c] : [])),
    most,
  };
}

/** What is learned of what homes share besides, whether m is too, and the prior below which it is given up. */
interface WithBesides {
  readonly besides: readonly BesideFrame[];
  readonly withM: boolean;
  readonly least: number;
}

/** Estimates all figures again and again from the weights of all candidates, until they stay. */
function rounds(
  bench: Bench,
  { frames, counters, most }: Pick<Fitted, 'frames' | 'counters' | 'most'>,
  start: Trained,
  { besides, withM, least }: WithBesides = { besides: [], withM: false, least: 0 },
): Pick<Fitted, 'trained' | 'recall' | 'posteriors' | 'rounds'> {
  const { shape, candidates, labels, allPairs } = bench;
  const matchesOf = {
    comparisons: counters.comparisons.map((begin) => begin?.()),
    groups: counters.groups.map((begin) => begin()),
  };
  let trained = start;
  let recall: number | undefined;
  let posteriors: Float64Array = new Float64Array(0);
  const matches = new Float64Array(candidates.patterns);
  const seen = { count: 0, change: 1, converged: false };
  while (seen.count < MOST_ROUNDS && !seen.converged && trained.prior >= least) {
    posteriors = posteriorsOf(trained, candidates);
    matchesInto(matches, posteriors, candidates.counts);
    recall = blockingRecall(candidates, posteriors, shape.rules.length);
    const before = trained;
    const prior = labels?.complete
      ? before.prior
      : Math.min(share(sum(matches) / (recall ?? 1), allPairs), most);
    const m = before.odds.map(({ m: known }, c) => {
      const count = matchesOf.comparisons[c];
      return count ? estimatedM(shape.comparisons[c]!, count(matches)) : known;
    });
    const odds = withChance(bench, m, prior);
    const joint = frames.map((frame, g) => {
      const counted = jointM(shape, frame, matchesOf.groups[g]!(matches), odds);
      const u = jointChance(shape, frame, candidates, { odds, m: counted, prior, posteriors });
      return { members: frame.members, strides: frame.strides, m: counted, u };
    });
    trained = {
      shape,
      prior,
      odds,
      joint,
      besides: besidesOf(shape, besides, candidates, () => posteriors, odds, joint, withM),
    };
    seen.count++;
    seen.change = Math.max(Math.abs(prior / before.prior - 1), largestMove(before, trained));
    seen.converged = seen.change < (besides.length > 0 ? SMALL_MOVE / 10 : SMALL_MOVE);
  }
  return { trained, recall, posteriors, rounds: seen };
}

function matchesInto(matches: Float64Array, posteriors: Float64Array, counts: Float64Array): void {
  for (let p = 0; p < matches.length; p++) matches[p] = posteriors[p]! * counts[p]!;
}

/** Of the matches that unrelated facts imply at least this share must be left when people of one home are told apart better. */
const LEAST_LEFT = 0.9;
/** They may not grow: who was one person's is told from who is of one home, not the other way round. */
const MOST_RISE = 1.01;
/** And at most so many of them may be told differently: more is another kind of thing that was found. */
const MOST_MOVED = 0.15;
/**
 * The fit with what people of one home share besides, such as twins their birthday. Of several ways to look for it that which leaves
 * fewest matches. Where it would make far fewer than unrelated facts imply, what seems shared is matches that are written
 * badly; where nothing else is left, the fit stays as it was.
 */
export function withBesides(bench: Bench, fitted: Fitted): Fitted {
  const { shape, candidates, chance, allPairs } = bench;
  const least = leastPrior(fitted);
  // The fewer cells are tried where nothing comes of more.
  for (const wide of [true, false]) {
    const besides = besideFrames(shape, fitted, candidates, chance, allPairs, wide);
    if (besides.length === 0) continue;
    let best: Fitted | undefined;
    for (const withM of [true, false]) {
      const first = firstBesides(shape, besides, candidates, fitted.trained, withM);
      const next = rounds(bench, fitted, { ...fitted.trained, besides: first }, { besides, withM, least });
      if (!isRefined(bench, fitted, next)) continue;
      if (best === undefined || next.trained.prior < best.trained.prior) best = { ...fitted, ...next };
    }
    if (best) return best;
  }
  return fitted;
}

const leastPrior = ({ trained, deterministic }: Fitted): number =>
  LEAST_LEFT * Math.min(trained.prior, deterministic ?? trained.prior);

/** Whether a fit tells the same matches as one before it, but for some that it gives up. */
export function isRefined(
  { candidates }: Bench,
  before: Fitted,
  after: Pick<Fitted, 'trained' | 'posteriors'>,
): boolean {
  const { prior } = after.trained;
  if (prior < leastPrior(before) || prior > MOST_RISE * before.trained.prior) return false;
  return moved(candidates, before.posteriors, after.posteriors) <= MOST_MOVED;
}

/** How much of the expected matches two fits tell differently. */
function moved({ counts }: PatternCounts, before: Float64Array, after: Float64Array): number {
  let matches = 0;
  let apart = 0;
  for (let p = 0; p < before.length; p++) {
    matches += counts[p]! * before[p]!;
    apart += counts[p]! * Math.abs(before[p]! - after[p]!);
  }
  return apart / Math.max(matches, 1);
}

export const sum = (values: Float64Array): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/** A share that is never 0 or 1: half a pair's worth of doubt either way. */
const share = (matches: number, pairs: number): number =>
  Math.min((matches + PRIOR_DRAWS) / (pairs + 2 * PRIOR_DRAWS), 0.5);

const largestMove = (before: Trained, after: Trained): number => {
  let move = 0;
  after.odds.forEach(({ m }, c) => {
    m.forEach((value, l) => {
      const change = Math.abs(value - before.odds[c]!.m[l]!);
      if (change > move) move = change;
    });
  });
  return move;
};

const withChance = (bench: Bench, m: readonly Float64Array[], prior: number): LevelOdds[] =>
  bench.shape.comparisons.map((one, c) => ({ m: m[c]!, u: uOf(one, bench.chance[c]!, m[c]!, prior) }));

function firstTable(bench: Bench, frame: GroupFrame, odds: readonly LevelOdds[], prior: number): JointTable {
  const m = jointM(bench.shape, frame, new Float64Array(frame.full.length), odds);
  const u = jointChance(bench.shape, frame, bench.candidates, { odds, m, prior, posteriors: undefined });
  return { members: frame.members, strides: frame.strides, m, u };
}

/** Bits of the rules that do not look at a comparison's fields; failing those, at what its first level asks for. */
const freeMasks = (shape: Shape): number[] =>
  shape.comparisons.map((one) => {
    const bits = (looks: typeof touches): number =>
      shape.rules.reduce((mask, rule, r) => (looks(rule, one) ? mask : mask | (1 << r)), 0);
    return bits(touches) || bits(fixes);
  });

/** What counts the matches from which m is estimated: of each comparison, unless it is known or every rule looks at it, and of each group. */
export interface Counters {
  readonly comparisons: readonly (NewCounter | undefined)[];
  readonly groups: readonly NewCounter[];
}

function countersOf({ shape, candidates, labels }: Bench, frames: readonly GroupFrame[]): Counters {
  const free = freeMasks(shape);
  const comparisons = shape.comparisons.map((one, c): NewCounter | undefined => {
    if (labels || free[c] === 0) return undefined;
    return matchCounters(candidates, {
      cells: cellNumbers(candidates, [c], [1]),
      size: one.levels,
      free: free[c]!,
      counted: one.missing.map((missing) => 1 - missing),
    });
  });
  const groups = frames.map(({ members, strides, cells, full, freeRules }): NewCounter => {
    const known = labels && byCell(cellNumbers(labels.counts, members, strides), full, labels.matches);
    if (known) return () => () => known;
    return matchCounters(candidates, { cells, size: full.length, free: freeRules, counted: full });
  });
  return { comparisons, groups };
}

/** Matches by cell, of the cells that count. */
function byCell(cells: Uint32Array, counted: Uint8Array, matches: Float64Array): Float64Array {
  const seen = new Float64Array(counted.length);
  for (let p = 0; p < cells.length; p++)
    if (counted[cells[p]!]) seen[cells[p]!] = seen[cells[p]!]! + matches[p]!;
  return seen;
}

const labelledM = (shape: Shape, { counts, matches }: Labels): Float64Array[] =>
  shape.comparisons.map((one, c) => {
    const cells = Uint32Array.from(
      { length: counts.patterns },
      (_, p) => counts.levels[p * counts.comparisons + c]!,
    );
    return countedM(one, byCell(cells, new Uint8Array(one.levels).fill(1), matches));
  });
