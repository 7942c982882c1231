import {
  type Candidates,
  firstRule,
  gatherPairs,
  type LinkageModel,
  matchProbability,
  type RowLinks,
  resolveRows,
  type ScoredEdges,
  type TrainingReport,
  type Weigher,
  weigherOf,
} from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import type { ScoredPairs } from '../files/write-results.ts';
import { type Compared, type CompareOptions, compareAndTrain, withTeam } from './compare.ts';

export interface MatchOptions extends CompareOptions {
  /** Match weight from which two records are linked. Default 0: a probability of one half. */
  readonly threshold?: number;
  /** A record of one table has at most one of the other, by the greatest total weight; a tie is left open. */
  readonly oneToOne?: boolean;
}

/** What came of linking: pairs at or above the threshold, and clusters of rows. */
export interface Matched {
  readonly model: LinkageModel;
  /** What training found; absent when the model's figures were kept. */
  readonly report?: TrainingReport;
  readonly candidates: Candidates;
  /** Pairs at or above the threshold. */
  readonly edges: ScoredEdges;
  /** With `oneToOne`: the links that were chosen among them. */
  readonly links?: RowLinks;
  /** The linked pairs with what is written of them, in no order; may be asked for again. */
  pairs(): Generator<ScoredPairs>;
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  readonly clusters: number;
}

/**
 * Links the records of one table, or of two: trains the model unless its figures are kept, weighs every candidate pair,
 * makes clusters. One-to-one, a cluster is a link. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`,
 * `LINKAGE_RULE_NEEDS_TWO_TABLES`.
 */
export function match(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  options: MatchOptions,
): Promise<Matched> {
  return withTeam(table.rows, options.threads, async (team) =>
    resolve(await compareAndTrain(team, model, table, options), table, options),
  );
}

function resolve(
  { model, report, fields, kernel, candidates }: Compared,
  { rows, split }: TablesRead['table'],
  { threshold = 0, oneToOne = false, onStage = () => {} }: MatchOptions,
): Matched {
  onStage('weigh');
  const weigher = weigherOf(model, fields, kernel, candidates.counts, split === 0);
  const edges = gatherPairs(weighed(candidates, weigher), { rows, split, least: threshold });
  onStage('cluster');
  const { links, labels, clusters } = resolveRows(edges, {
    weightOf: weigher.weightOf,
    threshold,
    oneToOne,
  });
  const linked = links && ((left: number, right: number) => links.partner[left] === right);
  return {
    model,
    ...(report && { report }),
    candidates,
    edges,
    ...(links && { links }),
    pairs: () => linkedPairs(candidates, weigher, threshold, linked),
    labels,
    clusters,
  };
}

/** Weighs again rather than keep what only a file needs. */
function* linkedPairs(
  candidates: Candidates,
  weigher: Weigher,
  threshold: number,
  linked: (left: number, right: number) => boolean = () => true,
): Generator<ScoredPairs> {
  const first = Uint8Array.from(candidates.counts.rules, firstRule);
  for (const run of candidates.batches()) {
    const { left, right, pattern, count } = run;
    const weight = new Float64Array(count);
    weigher.weigh(run, weight);
    const kept = {
      left: new Uint32Array(count),
      right: new Uint32Array(count),
      weight,
      probability: new Float64Array(count),
      key: new Uint8Array(count),
    };
    let n = 0;
    for (let p = 0; p < count; p++) {
      const own = weight[p] as number;
      if (own < threshold || !linked(left[p] as number, right[p] as number)) continue;
      kept.left[n] = left[p] as number;
      kept.right[n] = right[p] as number;
      weight[n] = own;
      kept.probability[n] = matchProbability(own);
      kept.key[n] = first[pattern[p] as number] as number;
      n++;
    }
    yield {
      left: kept.left.subarray(0, n),
      right: kept.right.subarray(0, n),
      weight: weight.subarray(0, n),
      probability: kept.probability.subarray(0, n),
      key: kept.key.subarray(0, n),
    };
  }
}

function* weighed(candidates: Candidates, weigher: Weigher) {
  for (const run of candidates.batches()) {
    const weight = new Float64Array(run.count);
    weigher.weigh(run, weight);
    yield { left: run.left, right: run.right, weight, count: run.count };
  }
}
