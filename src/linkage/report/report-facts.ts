// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import type { Problem } from '#kernel';
import type { EncodedTable } from '../encoded.ts';
import { explainRows, type PairExplanation } from '../explain.ts';
import type { LinkageModel } from '../model.ts';
import {
  clusterQuality,
  gatherPairs,
  orderByWeight,
  resolveRows,
  type ScoredEdges,
} from '../resolve/index.ts';
import type { Candidates, Kernel } from '../scan/kernel.ts';
import type { SharedFields } from '../shared-fields.ts';
import { pairsAmong, type TrainingReport, type WeightBand } from '../train/index.ts';
import { weigherOf } from '../weigher.ts';
import { type ClusterView, clusterSizes, clusterViews, type SizeBand } from './cluster-facts.ts';
import { type DataFacts, dataFacts } from './data-facts.ts';
import { type GroupFacts, groupColumns, groupFacts, linkedRows } from './group-facts.ts';
import { type ComparisonFacts, comparisonFacts, type GroupedFacts, groupedFacts } from './level-facts.ts';
import { type RuleFacts, ruleFacts } from './rule-facts.ts';
import { tallyWeights } from './tally.ts';
import { type UnlinkableFacts, unlinkableFacts } from './unlinkable.ts';
import {
  bandEdges,
  type ExpectedFacts,
  expectedFacts,
  type ThresholdFacts,
  thresholdFacts,
  thresholdsAround,
  weightBandsOf,
} from './weight-facts.ts';

/** Tables whose candidate pairs were compared, and the model by which they are weighed. */
export interface ReportInput {
  readonly table: EncodedTable;
  readonly model: LinkageModel;
  /** What training found; absent when the model's figures were kept. */
  readonly training?: TrainingReport;
  readonly fields: SharedFields;
  readonly kernel: Kernel;
  readonly candidates: Candidates;
}

export interface ReportOptions {
  /** Match weight from which two records are linked. */
  readonly threshold: number;
  /** A record of one table has at most one of the other. */
  readonly oneToOne: boolean;
  /** Columns by whose values linked records are set against unlinked ones. */
  readonly groups?: readonly string[];
  /** Who is who, a number for each row. */
  readonly truth?: Int32Array;
}

/** What clusters or links at a threshold come to. */
export interface ResolvedFacts {
  readonly threshold: number;
  readonly clusters: number;
  /** Records in the largest cluster. */
  readonly largest: number;
  /** Records that are linked to another. */
  readonly linkedRecords: number;
}

/** A compared pair near the threshold, or a usual one, and why it weighs what it weighs. No value, no row. */
export interface ExampleFacts {
  readonly which: 'usual' | 'above' | 'below';
  readonly pair: PairExplanation;
}

export interface TruthFacts {
  /** Pairs of records of one person, all there are; those in one cluster; and those of both. */
  readonly actualPairs: number;
  readonly foundPairs: number;
  readonly truePairs: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly bCubed: ReturnType<typeof clusterQuality>['bCubed'];
  readonly persons: number;
}

export interface TrainingFacts {
  /** That two records drawn at random are of one person. */
  readonly prior: number;
  /** Absent when the model's figures were kept. */
  readonly trained?: {
    readonly deterministicPrior?: number;
    /** At most this share of matches is among the compared pairs. */
    readonly blockingRecall?: number;
    readonly randomPairs: number;
    readonly rounds: TrainingReport['rounds'];
    readonly findings: readonly Problem[];
  };
  readonly comparisons: readonly ComparisonFacts[];
  readonly groups: readonly GroupedFacts[];
}

/** Everything that a linkage report says, as numbers and words. It holds no value of a row but those of `groups`. */
export interface ReportFacts {
  readonly model: string;
  readonly threshold: number;
  readonly oneToOne: boolean;
  readonly data: DataFacts;
  readonly rules: readonly RuleFacts[];
  readonly training: TrainingFacts;
  readonly bands: readonly WeightBand[];
  readonly expected: ExpectedFacts;
  readonly thresholds: readonly ThresholdFacts[];
  /** At the same thresholds. */
  readonly resolved: readonly ResolvedFacts[];
  readonly unlinkable: readonly UnlinkableFacts[];
  readonly sizes: readonly SizeBand[];
  readonly views: readonly ClusterView[];
  readonly examples: readonly ExampleFacts[];
  readonly groups: readonly GroupFacts[];
  readonly truth?: TruthFacts;
}

/** Clusters that are shown of each kind, and the most records of one. */
const VIEWS = 3;
const SHOWN_RECORDS = 10;

/**
 * Weighs every compared pair once more, resolves at several thresholds, and gathers what a report says. Throws
 * `LINKAGE_REPORT_GROUP_UNKNOWN`, `LINKAGE_REPORT_GROUPS_TOO_MANY`.
 */
export function reportFacts(input: ReportInput, options: ReportOptions): ReportFacts {
  const { table, model, training, fields, kernel, candidates } = input;
  const { threshold, oneToOne, truth, groups = [] } = options;
  const { rows, split } = table;
  const grouped = groupColumns(table, groups);
  const { counts } = candidates;
  const weigher = weigherOf(model, fields, kernel, split === 0);
  const thresholds = thresholdsAround(threshold);
  const tally = tallyWeights(weigher.weighed(candidates), {
    edges: [...bandEdges, ...thresholds],
    patterns: counts.patterns,
    ...(truth && { truth }),
  });
  const edges = gatherPairs(weigher.weighed(candidates, thresholds[0]!), { rows, split });
  const resolve = (least: number) =>
    resolveRows(edges, { weightOf: weigher.weightOf, threshold: least, oneToOne });
  const chosen = resolve(threshold);
  const { labels } = chosen;
  const linked = linkedRows(labels, split);
  const quality = truth && clusterQuality(labels, truth, split);
  const prior = Number(model.priorMatchProbability);
  const expected = expectedFacts(tally, threshold, { allPairs: pairsAmong(rows, split), prior });
  const data = dataFacts(model, fields, table);
  return {
    model: model.name,
    threshold,
    oneToOne,
    data,
    rules: ruleFacts(
      model,
      counts,
      tally.byPattern,
      kernel.rules.map(({ largest }) => largest),
    ),
    training: {
      prior,
      ...(training && { trained: trainedFacts(training) }),
      comparisons: comparisonFacts(model, counts, training),
      groups: groupedFacts(model, counts, training),
    },
    bands: weightBandsOf(tally),
    expected,
    thresholds: thresholdFacts(tally, thresholds, {
      all: expected.all,
      ...(quality && { actual: Number(quality.actualPairs) }),
    }),
    resolved: thresholds.map((least) => {
      const found = least === threshold ? chosen : resolve(least);
      return {
        threshold: least,
        clusters: found.clusters,
        largest: largestOf(found.labels),
        linkedRecords: linkedRows(found.labels, split).reduce((sum, one) => sum + one, 0),
      };
    }),
    unlinkable: unlinkableFacts(rows, weigher.weightOf, thresholds),
    sizes: clusterSizes(labels),
    views: clusterViews(edges, labels, {
      weightOf: weigher.weightOf,
      threshold,
      each: VIEWS,
      most: SHOWN_RECORDS,
    }),
    examples: examplesOf(edges, threshold, explainRows(model, fields, split === 0)),
    groups: grouped.flatMap((column) =>
      groupFacts(
        column,
        linked,
        split,
        data.columns.some((one) => one.used && one.column === column.name),
      ),
    ),
    ...(quality && {
      truth: {
        ...quality,
        actualPairs: Number(quality.actualPairs),
        foundPairs: Number(quality.foundPairs),
        truePairs: Number(quality.truePairs),
      },
    }),
  };
}

function trainedFacts({ pairs, prior, rounds, findings }: TrainingReport) {
  const { deterministic, blockingRecall } = prior;
  return {
    ...(deterministic !== undefined && { deterministicPrior: deterministic }),
    ...(blockingRecall !== undefined && { blockingRecall }),
    randomPairs: pairs.random,
    rounds,
    findings,
  };
}

function largestOf(labels: Int32Array): number {
  const sizes = new Uint32Array(labels.length);
  let largest = 0;
  for (const label of labels) largest = Math.max(largest, ++sizes[label]!);
  return largest;
}

/** The pair in the middle of those that are linked, the last above the threshold and the first below it. */
function examplesOf(
  edges: ScoredEdges,
  threshold: number,
  explain: (left: number, right: number) => PairExplanation,
): ExampleFacts[] {
  const order = orderByWeight(edges);
  const above = order.findIndex((p) => edges.weight[p]! < threshold);
  const linked = above < 0 ? order.length : above;
  const places = [
    ['usual', linked > 2 ? linked >> 1 : -1],
    ['above', linked - 1],
    ['below', linked],
  ] as const;
  return places.flatMap(([which, at]) => {
    const p = order[at];
    return p === undefined ? [] : [{ which, pair: explain(edges.left[p]!, edges.right[p]! - edges.split) }];
  });
}
