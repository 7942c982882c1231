// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { fail, type Problem, problem } from '#kernel';
import type { PatternCounts } from '../scan/scan-plan.ts';
import { agreementCounter, pairsAmong, type RowCodes, someRows } from './agreement.ts';
import { type BesideFrame, besideFrames, besidesOf, firstBesides } from './besides.ts';
import { type Precision, precisionAt, type WeightBand, weightBands } from './calibration.ts';
import { type Basis, type ChanceShares, chanceOf, PRIOR_DRAWS, uOf } from './chance.ts';
import { checkAfter, checkBefore, checkPrior, checkSessions, figures } from './checks.ts';
import {
  type Dependence,
  dependencesOf,
  dependenceTree,
  groupsOf,
  informationOf,
  matchRoots,
  nearDependencesOf,
  type PairRate,
  pairRates,
} from './dependence.ts';
import { asWritten } from './document.ts';
import { combineSessions, freeOf, PRIOR_MATCHES, priorM, runSession, type Session } from './em.ts';
import { frameOf, type GroupFrame, jointChance, jointMatches, PRIOR_INDEPENDENT } from './joint.ts';
import {
  cellNumbers,
  type JointTable,
  type LevelOdds,
  posteriorsOf,
  probabilityOf,
  type Trained,
  weightsOf,
} from './parameters.ts';
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

export interface TrainingInput {
  readonly shape: Shape;
  readonly rows: RowCodes;
  /** What the blocking rules give. */
  readonly candidates: PatternCounts;
  /** Pairs drawn at random. */
  readonly random: PatternCounts;
  readonly labels?: Labels;
  /** Which comparisons are merged: without it those found dependent, whichever they are. */
  readonly merge?: false | Merging;
}

/** What is known of dependence before anything is counted. `false` in its place keeps all apart, as other tools do. */
export interface Merging {
  /** Comparisons, by name, that are merged in any case: such as a place and the postcode there. */
  readonly always?: readonly (readonly string[])[];
  /** Only comparisons that stand together in one of these lists are merged, if they are found dependent. */
  readonly within?: readonly (readonly string[])[];
}

export interface GroupReport {
  readonly comparisons: readonly string[];
  /** How much commoner agreement on all is than the product, among pairs that are not matches. */
  readonly lift: number;
  readonly sentence: string;
}

export interface TrainingReport {
  readonly pairs: { readonly all: number; readonly candidates: number; readonly random: number };
  readonly prior: {
    /** From the weights of the candidates, over the estimated blocking recall. */
    readonly fixpoint: number;
    /** From agreement on two unrelated facts; absent when nothing tells. */
    readonly deterministic?: number;
    /** At most this share of matches is among the candidates; absent when it could not be estimated, and then taken for 1. */
    readonly blockingRecall?: number;
    readonly expectedMatches: number;
  };
  readonly sessions: readonly (Omit<Session, 'm' | 'likelihoods' | 'free' | 'rule'> & {
    readonly rule: string;
    readonly comparisons: readonly string[];
  })[];
  /** Rounds of estimating all figures from the weights of all candidates. */
  readonly rounds: { readonly count: number; readonly change: number; readonly converged: boolean };
  readonly comparisons: readonly {
    readonly name: string;
    readonly levels: readonly {
      readonly m: number;
      readonly u: number;
      /** Standard error of u; 0 when counted over all pairs. */
      readonly uError: number;
      readonly uFrom: Basis | 'missing';
    }[];
  }[];
  /** Dependent comparisons that were merged, in words. */
  readonly groups: readonly GroupReport[];
  /** The strongest dependences among expected non-matches as a tree, merged ones included. */
  readonly tree: readonly {
    readonly a: string;
    readonly b: string;
    readonly bits: number;
    readonly merged: boolean;
  }[];
  /** Faults and doubts, as sentences with codes. */
  readonly findings: readonly Problem[];
  readonly bands: readonly WeightBand[];
  readonly precision: readonly Precision[];
}

const MOST_SESSIONS = 12;
const MOST_ROUNDS = 60;
const SMALL_MOVE = 1e-4;
/** Rows looked at for dependence; the tables of merged groups are made from all. */
const MOST_ROWS = 200_000;
const MOST_ROW_VISITS = 12_000_000;
/** Agreement on both beyond this many times what chance and matches explain is dependence. Independent comparisons show 0.95 to 1.15. */
const UNEXPLAINED = 1.25;
/** The same for what training finds afterwards: learned figures hide more than they show. */
const NEW_UNEXPLAINED = 1.5;
const MOST_REGROUPINGS = 3;
/** A session that finds more than so many times the matches that unrelated facts imply has found something else. */
const MOST_TIMES = 4;
/** Of the matches that unrelated facts imply at least this share must be left when people of one home are told apart better. */
const LEAST_LEFT = 0.9;
/** They may not grow: who was one person's is told from who is of one home, not the other way round. */
const MOST_RISE = 1.01;
const attempts = [
  [true, true],
  [false, true],
  [true, false],
  [false, false],
] as const;
/** And at most so many of them may be told differently: more is another kind of thing that was found. */
const MOST_MOVED = 0.15;

/** Trains m, u, the prior and joint tables without labels, or from labels. Deterministic. Throws `LINKAGE_TRAIN_MISFIT`. */
export function train(input: TrainingInput): { trained: Trained; report: TrainingReport } {
  const { shape, rows, candidates, random, labels } = input;
  checkShapes(shape, [candidates, random, ...(labels ? [labels.counts] : [])]);
  const allPairs = Math.max(pairsAmong(rows.rows, rows.split), 1);
  const counter = agreementCounter(rows);
  const chance = chanceOf(shape, random, allPairs, counter);
  const size = shape.comparisons.length;
  const most = Math.max(
    20_000,
    Math.min(MOST_ROWS, Math.floor((2 * MOST_ROW_VISITS) / Math.max(1, size * (size - 1)))),
  );
  const few = rows.rows <= most ? counter : agreementCounter(someRows(rows, most));
  const rates = pairRates(shape, random, chance, few);
  const bench: Bench = { ...input, allPairs, chance, rates, counter };

  // First without any model; then again with what was learned, which may part what was merged.
  const roots = matchRoots(shape, rates);
  const merged = (found: readonly Dependence[]): Dependence[] => mergeable(shape, input.merge, rates, found);
  const near = nearDependencesOf(
    shape,
    random,
    chance,
    deterministicPrior(rates, topOf(shape, shape.comparisons.map(priorM))) ?? 1 / Math.max(rows.rows, 2),
  );
  const withNear = (found: readonly Dependence[]): Dependence[] => [
    ...found,
    ...near.filter((one) => !found.some(({ a, b }) => a === one.a && b === one.b)),
  ];
  let dependences = merged(withNear(dependencesOf(rates, (a, b) => roots[a]! * roots[b]!, UNEXPLAINED)));
  let grouping = groupsOf(shape, dependences);
  let fitted = fitFigures(bench, grouping.groups);
  for (let again = 0; again < MOST_REGROUPINGS && input.merge !== false; again++) {
    const before = JSON.stringify(grouping.groups);
    const known = new Set(dependences.map(({ a, b }) => `${a} ${b}`));
    dependences = merged(
      withNear(
        dependencesOf(rates, matchedTogether(bench, fitted), UNEXPLAINED).filter(
          ({ a, b, unexplained }) => unexplained >= NEW_UNEXPLAINED || known.has(`${a} ${b}`),
        ),
      ),
    );
    grouping = groupsOf(shape, dependences);
    if (JSON.stringify(grouping.groups) === before) break;
    fitted = fitFigures(bench, grouping.groups);
  }
  if (input.merge !== false && !labels) fitted = withBesides(bench, fitted);
  const trained = asWritten(fitted.trained);
  return { trained, report: reportOf(bench, fitted, trained, grouping.left, dependences) };
}

/** Of the dependences found those that may be merged, after those that are merged in any case. */
function mergeable(
  shape: Shape,
  merge: false | Merging | undefined,
  rates: readonly PairRate[],
  found: readonly Dependence[],
): Dependence[] {
  if (merge === false) return [];
  const together = (lists: readonly (readonly string[])[] | undefined, { a, b }: { a: number; b: number }) =>
    lists?.some((list) => [a, b].every((c) => list.includes(shape.comparisons[c]!.name)));
  const certain = rates
    .filter((rate) => together(merge?.always, rate))
    .map(({ a, b, together: both, alone, pairs }) => {
      const lift = both / Math.max(alone[0] * alone[1], 1e-300);
      return { a, b, lift, unexplained: lift, pairs };
    });
  const rest = found.filter((one) => together(merge?.within, one) ?? true);
  return [...certain, ...rest.filter((one) => !certain.some(({ a, b }) => a === one.a && b === one.b))];
}

interface Bench extends TrainingInput {
  readonly allPairs: number;
  readonly chance: readonly ChanceShares[];
  readonly rates: readonly PairRate[];
  readonly counter: ReturnType<typeof agreementCounter>;
}

interface Fitted {
  readonly trained: Trained;
  readonly frames: readonly GroupFrame[];
  readonly sessions: readonly Session[];
  readonly deterministic: number | undefined;
  readonly recall: number | undefined;
  readonly posteriors: Float64Array;
  readonly rounds: { count: number; change: number; converged: boolean };
  readonly untrained: readonly number[];
  /** The prior is held below. */
  readonly most: number;
}

/** The product of m of the first levels of two comparisons. */
const topOf = (shape: Shape, m: readonly Float64Array[]) => (a: number, b: number) =>
  m[a]![shape.comparisons[a]!.present[0]!]! * m[b]![shape.comparisons[b]!.present[0]!]!;

function fitFigures(bench: Bench, groups: readonly (readonly number[])[]): Fitted {
  const { shape, candidates, random, rates, allPairs, counter, labels } = bench;
  const frames = groups.map((group) => frameOf(shape, group, candidates, random, rates, allPairs, counter));
  const believed = shape.comparisons.map(priorM);
  const unrelated = deterministicPrior(rates, topOf(shape, believed));
  const most = unrelated === undefined ? 1 : MOST_TIMES * unrelated;
  let prior = unrelated ?? 1 / Math.max(bench.rows.rows, 2);
  let odds = withChance(bench, believed, prior);
  let joint = frames.map((frame) => firstTable(bench, frame, odds, prior));
  const sessions = labels ? [] : runSessions(shape, candidates, odds, joint);
  const believable = sessions.filter(({ expectedMatches }) => expectedMatches <= most * allPairs);
  const learned = labels ? labelledM(shape, labels) : combineSessions(shape, believable);
  const free = freeMasks(shape);
  const untrained = labels ? [] : learned.flatMap((m, c) => (m === undefined && free[c] === 0 ? [c] : []));
  const m = learned.map((own, c) => own ?? believed[c]!);
  const deterministic = deterministicPrior(rates, topOf(shape, m));
  prior = deterministic ?? firstPrior(believable, allPairs) ?? prior;
  if (labels?.complete) prior = share(sum(labels.matches), allPairs);
  odds = withChance(bench, m, prior);
  joint = frames.map((frame) => firstTable(bench, frame, odds, prior));

  const start: Trained = { shape, prior, odds, joint };
  return { ...rounds(bench, frames, start, most), frames, sessions, deterministic, untrained, most };
}

/** Estimates all figures again and again from the weights of all candidates, until they stay. */
function rounds(
  { shape, candidates, labels, allPairs, ...bench }: Bench,
  frames: readonly GroupFrame[],
  start: Trained,
  most: number,
  { besides, least }: { besides: readonly BesideFrame[]; least: number } = { besides: [], least: 0 },
): Pick<Fitted, 'trained' | 'recall' | 'posteriors' | 'rounds'> {
  const free = freeMasks(shape);
  let trained = start;
  let recall: number | undefined;
  let posteriors: Float64Array = new Float64Array(0);
  const matches = new Float64Array(candidates.patterns);
  const seen = { count: 0, change: 1, converged: false };
  const byLabels = labels && frames.map((frame) => cellNumbers(labels.counts, frame.members, frame.strides));
  while (seen.count < MOST_ROUNDS && !seen.converged && trained.prior >= least) {
    posteriors = posteriorsOf(trained, candidates);
    for (let p = 0; p < matches.length; p++) matches[p] = posteriors[p]! * candidates.counts[p]!;
    recall = blockingRecall(candidates, posteriors, shape.rules.length);
    const before = trained;
    const prior = labels?.complete
      ? before.prior
      : Math.min(share(sum(matches) / (recall ?? 1), allPairs), most);
    const known = before.odds.map(({ m }) => m);
    const m = labels ? known : expectedM(shape, candidates, matches, free, known);
    const odds = withChance({ shape, ...bench }, m, prior);
    const joint = frames.map((frame, g) => {
      const counted = byLabels
        ? jointMatches(shape, frame, byLabels[g]!, labels!.matches, odds)
        : jointMatches(shape, frame, frame.cells, onlyFree(matches, candidates, frame.freeRules), odds);
      const u = jointChance(shape, frame, candidates, { odds, m: counted, prior, posteriors });
      return { members: frame.members, strides: frame.strides, m: counted, u };
    });
    trained = {
      shape,
      prior,
      odds,
      joint,
      besides: besidesOf(shape, besides, candidates, () => posteriors, odds, joint),
    };
    seen.count++;
    seen.change = Math.max(Math.abs(prior / before.prior - 1), largestMove(before, trained));
    seen.converged = seen.change < (besides.length > 0 ? SMALL_MOVE / 10 : SMALL_MOVE);
  }
  return { trained, recall, posteriors, rounds: seen };
}

const sum = (values: Float64Array): number => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};

/**
 * The fit with what people of one home share besides, such as twins their birthday. Where it would make far fewer matches
 * than unrelated facts imply, what seems shared is matches that are written badly: then the fit stays as it was.
 */
function withBesides(bench: Bench, fitted: Fitted): Fitted {
  const { shape, candidates, chance, allPairs } = bench;
  const least = LEAST_LEFT * Math.min(fitted.trained.prior, fitted.deterministic ?? fitted.trained.prior);
  const most = MOST_RISE * fitted.trained.prior;
  // From the boldest: more cells, and m beside u.
  for (const [wide, withM] of attempts) {
    const besides = besideFrames(shape, fitted, candidates, chance, allPairs, { wide, withM });
    if (besides.length === 0) continue;
    const start = { ...fitted.trained, besides: firstBesides(shape, besides, candidates, fitted.trained) };
    const next = rounds(bench, fitted.frames, start, fitted.most, { besides, least });
    const { prior } = next.trained;
    if (prior < least || prior > most) continue;
    if (moved(candidates, fitted.posteriors, next.posteriors) <= MOST_MOVED) return { ...fitted, ...next };
  }
  return fitted;
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

const withChance = (
  bench: Pick<Bench, 'shape' | 'chance'>,
  m: readonly Float64Array[],
  prior: number,
): LevelOdds[] =>
  bench.shape.comparisons.map((one, c) => ({ m: m[c]!, u: uOf(one, bench.chance[c]!, m[c]!, prior) }));

function firstTable(bench: Bench, frame: GroupFrame, odds: readonly LevelOdds[], prior: number): JointTable {
  const none = new Float64Array(0);
  const m = jointMatches(bench.shape, frame, new Uint32Array(0), none, odds);
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

/** Expected matches of the pairs that rules give which look at none of a group's fields. */
function onlyFree(matches: Float64Array, { rules }: PatternCounts, freeRules: number): Float64Array {
  const free = new Float64Array(matches.length);
  for (let p = 0; p < free.length; p++) if (rules[p]! & freeRules) free[p] = matches[p]!;
  return free;
}

/** m of each comparison from expected matches found without looking at it: every such pair once, whatever the rule. */
function expectedM(
  shape: Shape,
  { levels, rules, patterns, comparisons }: PatternCounts,
  matches: Float64Array,
  free: readonly number[],
  before: readonly Float64Array[],
): Float64Array[] {
  return shape.comparisons.map((one, c) => {
    const mask = free[c]!;
    if (mask === 0) return before[c]!;
    const sums = new Float64Array(one.levels);
    for (let p = 0; p < patterns; p++)
      if (rules[p]! & mask) sums[levels[p * comparisons + c]!]! += matches[p]!;
    return normalised(one, sums);
  });
}

/** Counts of levels with the prior, as shares of the present ones. */
function normalised(one: Shape['comparisons'][number], sums: Float64Array): Float64Array {
  const believed = priorM(one);
  let whole = 0;
  for (const l of one.present) whole += sums[l]! + believed[l]! * PRIOR_MATCHES;
  return believed.map((m, l) => (sums[l]! + m * PRIOR_MATCHES) / whole);
}

const labelledM = (shape: Shape, { counts, matches }: Labels): Float64Array[] =>
  expectedM(
    shape,
    { ...counts, rules: new Uint32Array(counts.patterns).fill(1) },
    matches,
    shape.comparisons.map(() => 1),
    [],
  );

/** Sessions on the rules that leave most comparisons free; then, for those still untaught, by the narrower sense of looking. */
function runSessions(
  shape: Shape,
  candidates: PatternCounts,
  odds: readonly LevelOdds[],
  joint: readonly JointTable[],
): Session[] {
  const plans = shape.rules.map((_, rule) => ({ rule, free: freeOf(shape, rule) }));
  const taught = new Set(plans.flatMap(({ free }) => free));
  const wanting = shape.comparisons.flatMap((_, c) => (taught.has(c) ? [] : [c]));
  for (const plan of plans) {
    if (wanting.length === 0) break;
    const narrow = freeOf(shape, plan.rule, true).filter((c) => wanting.includes(c));
    plan.free = [...new Set([...plan.free, ...narrow])].sort((x, y) => x - y);
  }
  return plans
    .sort((x, y) => y.free.length - x.free.length || x.rule - y.rule)
    .slice(0, MOST_SESSIONS)
    .sort((x, y) => x.rule - y.rule)
    .map(({ rule, free }) => runSession(shape, candidates, rule, free, odds, joint));
}

const firstPrior = (sessions: readonly Session[], allPairs: number): number | undefined => {
  const most = Math.max(0, ...sessions.map(({ expectedMatches }) => expectedMatches));
  return most === 0 ? undefined : share(most, allPairs);
};

/** Share of random pairs that are matches and agree on both of two comparisons, by the fitted figures. */
function matchedTogether(bench: Bench, { trained, posteriors }: Fitted): (a: number, b: number) => number {
  const { shape, candidates, rates } = bench;
  const { levels, rules, counts, patterns, comparisons } = candidates;
  const bothM = (a: number, b: number): number => {
    const [one, two] = [shape.comparisons[a]!, shape.comparisons[b]!];
    const product = trained.odds[a]!.m[one.present[0]!]! * trained.odds[b]!.m[two.present[0]!]!;
    const free = shape.rules.reduce(
      (mask, rule, r) => (touches(rule, one) || touches(rule, two) ? mask : mask | (1 << r)),
      0,
    );
    let both = PRIOR_INDEPENDENT * product;
    let whole = PRIOR_INDEPENDENT;
    for (let p = 0; free !== 0 && p < patterns; p++) {
      if (!(rules[p]! & free)) continue;
      const la = levels[p * comparisons + a]!;
      const lb = levels[p * comparisons + b]!;
      if (one.missing[la] || two.missing[lb]) continue;
      const match = counts[p]! * posteriors[p]!;
      whole += match;
      if (la === one.present[0] && lb === two.present[0]) both += match;
    }
    // Matches are rather more than less alike together than the product says.
    return Math.max(product, both / whole);
  };
  const known = new Map(rates.map(({ a, b }) => [`${a} ${b}`, bothM(a, b)]));
  const m = (a: number, b: number): number => known.get(`${a} ${b}`) ?? 1;
  // Not the prior of the fit: housemates taken for matches raise that one.
  const prior = deterministicPrior(rates, m) ?? trained.prior;
  return (a, b) => prior * m(a, b);
}

function checkShapes({ comparisons }: Shape, all: readonly PatternCounts[]): void {
  for (const counts of all) {
    const misfit = (what: string, got: number, want: number) =>
      got < want && fail('LINKAGE_TRAIN_MISFIT', { what, got, want });
    if (counts.comparisons !== comparisons.length)
      fail('LINKAGE_TRAIN_MISFIT', { what: 'pattern', got: counts.comparisons, want: comparisons.length });
    misfit('list of levels', counts.levels.length, counts.patterns * counts.comparisons);
    misfit('list of counts', counts.counts.length, counts.patterns);
  }
}

function reportOf(
  bench: Bench,
  fitted: Fitted,
  trained: Trained,
  left: readonly Dependence[],
  dependences: readonly Dependence[],
): TrainingReport {
  const { shape, candidates, random, rows, chance, allPairs } = bench;
  const { sessions, deterministic, recall, rounds, frames, untrained } = fitted;
  const name = (c: number): string => shape.comparisons[c]!.name;
  const weights = weightsOf(trained, candidates);
  const probabilities = weights.map(probabilityOf);
  const expectedMatches = trained.prior * allPairs;
  const before = checkBefore(shape, candidates, random, rows);
  const after = [
    ...untrained.map((c) => problem('LINKAGE_TRAIN_COMPARISON_UNTRAINED', { comparison: name(c) })),
    ...checkSessions(shape, sessions, trained.odds),
    ...checkAfter(shape, trained.odds),
    ...checkPrior(trained.prior, deterministic, expectedMatches, rows.rows),
    ...left.map(({ a, b, lift }) =>
      problem('LINKAGE_TRAIN_DEPENDENT', { a: name(a), b: name(b), lift: figures(lift) }),
    ),
  ];
  if (!rounds.converged)
    after.push(
      problem('LINKAGE_TRAIN_NOT_CONVERGED', {
        iterations: rounds.count,
        where: 'all candidates',
        change: figures(rounds.change),
      }),
    );
  // Of no pairs no more can be said than that there are none.
  const findings = candidates.patterns === 0 ? before : [...before, ...after];
  return {
    pairs: { all: allPairs, candidates: sum(candidates.counts), random: sum(random.counts) },
    prior: {
      fixpoint: trained.prior,
      ...(deterministic !== undefined && { deterministic }),
      ...(recall !== undefined && { blockingRecall: recall }),
      expectedMatches,
    },
    sessions: sessions.map(({ m: _, likelihoods: __, free, rule, ...rest }) => ({
      ...rest,
      rule: shape.rules[rule]!.name,
      comparisons: free.map(name),
    })),
    rounds,
    comparisons: shape.comparisons.map((one, c) => ({
      name: one.name,
      levels: Array.from(trained.odds[c]!.m, (m, l) => ({
        m,
        u: trained.odds[c]!.u[l]!,
        uError: chance[c]!.error[l]!,
        uFrom: chance[c]!.basis[l]!,
      })),
    })),
    groups: trained.joint.map((table, g) => groupReport(shape, table, frames[g]!, trained.odds, dependences)),
    tree: treeOf(shape, candidates, probabilities, trained.joint),
    findings,
    bands: weightBands(weights, candidates.counts),
    precision: [0.5, 0.9, 0.95, 0.99].map((at) => precisionAt(at, probabilities, candidates.counts)),
  };
}

function groupReport(
  shape: Shape,
  { members, strides, u }: JointTable,
  frame: GroupFrame,
  odds: readonly LevelOdds[],
  dependences: readonly Dependence[],
): GroupReport {
  const names = members.map((c) => shape.comparisons[c]!.name);
  const cell =
    frame.top?.cell ?? members.reduce((at, c, k) => at + shape.comparisons[c]!.present[0]! * strides[k]!, 0);
  const product = members.reduce((all, c) => all * odds[c]!.u[shape.comparisons[c]!.present[0]!]!, 1);
  const lift = u[cell]! / product;
  const pairs = dependences
    .filter(({ a, b }) => members.includes(a) && members.includes(b))
    .map(
      ({ a, b, lift: own }) =>
        `${shape.comparisons[a]!.name} with ${shape.comparisons[b]!.name} ${figures(own)} times`,
    );
  const list =
    names.length === 2 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return {
    comparisons: names,
    lift,
    sentence: `Pairs that are not one person agree on ${list} ${figures(lift)} times as often as if these were independent (${pairs.join('; ')}), so they are weighed as one.`,
  };
}

/** The dependence tree among expected non-matches of the candidates: what the rules and homes tie together. */
function treeOf(
  shape: Shape,
  { levels, counts, patterns, comparisons }: PatternCounts,
  probabilities: Float64Array,
  joint: readonly JointTable[],
): TrainingReport['tree'] {
  const size = shape.comparisons.length;
  const edges = dependenceTree(size, (a, b) => {
    const [one, two] = [shape.comparisons[a]!, shape.comparisons[b]!];
    const table = new Float64Array(one.levels * two.levels);
    for (let p = 0; p < patterns; p++) {
      const la = levels[p * comparisons + a]!;
      const lb = levels[p * comparisons + b]!;
      if (one.missing[la] || two.missing[lb]) continue;
      table[la * two.levels + lb]! += counts[p]! * (1 - probabilities[p]!);
    }
    return sum(table) === 0 ? 0 : informationOf(table, one.levels, two.levels);
  });
  return edges.map(({ a, b, bits }) => ({
    a: shape.comparisons[a]!.name,
    b: shape.comparisons[b]!.name,
    bits,
    merged: joint.some(({ members }) => members.includes(a) && members.includes(b)),
  }));
}
