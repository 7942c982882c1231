import {
  type Candidates,
  type KeyedEdges,
  type LinkageModel,
  type RowLinks,
  resolveRows,
  type ScoredEdges,
  type TrainingReport,
  type Weigher,
  weigherOf,
} from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import type { ScoredPairs } from '../files/write-results.ts';
import { type Compared, type CompareOptions, compareAndTrain } from './compare.ts';
import { linkedPairs, weighCandidates } from './linked-pairs.ts';

export interface MatchOptions extends CompareOptions {
  /** Match weight from which two records are linked. Default 0: a probability of one half. */
  readonly threshold?: number;
  /** A record of one table has at most one of the other, by the greatest total weight; a tie is left open. */
  readonly oneToOne?: boolean;
  /** Told what is done, so that it can be kept: a job that is stopped later need not do it again. */
  readonly keep?: {
    trained(model: LinkageModel, report: TrainingReport | undefined): void;
    /** All pairs at or above the threshold. */
    weighed(candidatePairs: number, pairs: Iterable<ScoredPairs>): void;
  };
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
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { match, readTables, writeClusters, writePairs } from 'stile/link-job';
 * import { parseLinkageModel } from 'stile/linkage';
 *
 * const model = parseLinkageModel(JSON.parse(readFileSync('trained.json', 'utf8')));
 * const read = await readTables(['people.csv']);
 * const found = await match(model, read, { threads: 1, memory: 2 ** 26, figures: 'keep' });
 * await writePairs('pairs.csv', found.pairs(), read.ids);
 * await writeClusters('clusters.csv', found.labels, read.ids);
 * console.log(found.edges.count, found.clusters); // prints: 2 6
 */
export async function match(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  options: MatchOptions,
): Promise<Matched> {
  const compared = await compareAndTrain(model, table, options);
  options.keep?.trained(compared.model, compared.report);
  return resolve(compared, table, options);
}

function resolve(
  { model, report, fields, kernel, candidates }: Compared,
  { rows, split }: TablesRead['table'],
  options: MatchOptions,
): Matched {
  const { threshold = 0, onStage = () => {} } = options;
  onStage('weigh');
  const weigher = weigherOf(model, fields, kernel, split === 0);
  const edges = weighCandidates(candidates, weigher, { rows, split, least: threshold });
  options.keep?.weighed(candidates.pairs, linkedPairs(edges));
  return { model, ...(report && { report }), candidates, ...clustered(edges, weigher.weightOf, options) };
}

/** The clusters, or with `oneToOne` the links, of weighed pairs. */
export function clustered(
  edges: KeyedEdges,
  weightOf: Weigher['weightOf'],
  { threshold = 0, oneToOne = false, onStage = () => {} }: Omit<MatchOptions, 'threads' | 'memory'>,
): Omit<Matched, 'model' | 'report' | 'candidates'> {
  onStage('cluster');
  const { links, labels, clusters } = resolveRows(edges, { weightOf, threshold, oneToOne });
  const linked = links && ((left: number, right: number) => links.partner[left] === right);
  return { edges, ...(links && { links }), pairs: () => linkedPairs(edges, linked), labels, clusters };
}
