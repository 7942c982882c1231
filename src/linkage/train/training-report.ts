// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { type Problem, problem } from '#kernel';
import { matchProbability } from '../probability.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import { type Precision, precisionAt, type WeightBand, weightBands } from './calibration.ts';
import type { Basis } from './chance.ts';
import { checkAfter, checkBefore, checkPrior, figures } from './checks.ts';
import { type Dependence, dependenceTree, informationOf, tableOfTwo } from './dependence.ts';
import { type Bench, type Fitted, sum } from './fit.ts';
import type { GroupFrame } from './joint.ts';
import { type JointTable, type LevelOdds, type Trained, weightsOf } from './parameters.ts';
import type { Shape } from './shape.ts';

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

/** What training found, in figures and words. */
export function reportOf(
  bench: Bench,
  fitted: Fitted,
  trained: Trained,
  left: readonly Dependence[],
  dependences: readonly Dependence[],
): TrainingReport {
  const { shape, candidates, random, rows, chance, allPairs } = bench;
  const { deterministic, recall, rounds, frames, untaught } = fitted;
  const name = (c: number): string => shape.comparisons[c]!.name;
  const weights = weightsOf(trained, candidates);
  const probabilities = weights.map(matchProbability);
  const expectedMatches = trained.prior * allPairs;
  const before = checkBefore(shape, candidates, random, rows);
  const after = [
    ...untaught.map((c) => problem('LINKAGE_TRAIN_COMPARISON_UNTRAINED', { comparison: name(c) })),
    ...checkAfter(shape, trained.odds, chance, expectedMatches),
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
  patterns: PatternCounts,
  probabilities: Float64Array,
  joint: readonly JointTable[],
): TrainingReport['tree'] {
  const size = shape.comparisons.length;
  const others = patterns.counts.map((count, p) => count * (1 - probabilities[p]!));
  const edges = dependenceTree(size, (a, b) => {
    const [one, two] = [shape.comparisons[a]!, shape.comparisons[b]!];
    const table = tableOfTwo(shape, patterns, others, a, b);
    for (let la = 0; la < one.levels; la++)
      for (let lb = 0; lb < two.levels; lb++)
        if (one.missing[la] || two.missing[lb]) table[la * two.levels + lb] = 0;
    return sum(table) === 0 ? 0 : informationOf(table, one.levels, two.levels);
  });
  return edges.map(({ a, b, bits }) => ({
    a: shape.comparisons[a]!.name,
    b: shape.comparisons[b]!.name,
    bits,
    merged: joint.some(({ members }) => members.includes(a) && members.includes(b)),
  }));
}
