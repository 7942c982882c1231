import {
  type Candidates,
  chooseLinks,
  compileModel,
  fieldsOf,
  gatherPairs,
  guardedClusters,
  type LinkageModel,
  type Merging,
  matchProbability,
  openKernel,
  type RowLinks,
  rowCodesOf,
  type ScoredEdges,
  shapeOf,
  type TrainingReport,
  train,
  type Weigher,
  weigherOf,
  withTrained,
} from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import type { ScoredPairs } from '../files/write-results.ts';
import { startTeam, type ThreadTeam } from '../threads/team.ts';

export interface MatchOptions {
  /** Threads that compare pairs, this one among them. */
  readonly threads: number;
  /** Bytes that rows, dictionaries and pairs may take together. */
  readonly memory: number;
  /** Pairs drawn at random for what chance alone gives. */
  readonly random?: number;
  /** Match weight from which two records are linked. Default 0: a probability of one half. */
  readonly threshold?: number;
  /** Whether the model is trained on these records, without labels, or its figures are kept. Default `train`. */
  readonly figures?: 'train' | 'keep';
  /** What training may merge. Without it, whatever it finds dependent. */
  readonly merge?: Merging;
  /** A record of one table has at most one of the other, by the greatest total weight; a tie is left open. */
  readonly oneToOne?: boolean;
  /** Told what is being done, and how far it is. */
  readonly onStage?: (stage: string) => void;
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

const RANDOM_PAIRS = 1_000_000;
const SEED = 1n;
/** Starting a thread costs more than comparing so many rows. */
const ROWS_WORTH_A_THREAD = 20_000;

/**
 * Links the records of one table, or of two: trains the model unless its figures are kept, weighs every candidate pair,
 * makes clusters. One-to-one, a cluster is a link. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`,
 * `LINKAGE_RULE_NEEDS_TWO_TABLES`.
 */
export async function match(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  options: MatchOptions,
): Promise<Matched> {
  const { onStage = () => {}, threshold = 0 } = options;
  const team = startTeam(table.rows < ROWS_WORTH_A_THREAD ? 1 : options.threads);
  try {
    return await matchWith(team, model, table, { ...options, onStage, threshold });
  } finally {
    await team.end();
  }
}

async function matchWith(
  team: ThreadTeam,
  model: LinkageModel,
  table: TablesRead['table'],
  {
    memory,
    threshold,
    onStage,
    random = RANDOM_PAIRS,
    figures = 'train',
    merge,
    oneToOne = false,
  }: MatchOptions & { threshold: number; onStage: (stage: string) => void },
): Promise<Matched> {
  const self = table.split === 0;
  onStage('clean');
  const fields = fieldsOf(model, table);
  onStage('block');
  const kernel = openKernel(compileModel(model, fields, self), memory);
  onStage('compare');
  const drawn = figures === 'train' ? await kernel.sampleBy(team, random, SEED) : undefined;
  const candidates = await kernel.scanBy(team);
  let written = model;
  let report: TrainingReport | undefined;
  if (drawn !== undefined) {
    onStage('train');
    const found = train({
      shape: shapeOf(model),
      rows: rowCodesOf(fields, self),
      candidates: candidates.counts,
      random: drawn,
      ...(merge && { merge }),
    });
    written = withTrained(model, found.trained);
    report = found.report;
  }
  onStage('weigh');
  const weigher = weigherOf(written, fields, kernel, candidates.counts, self);
  const edges = gatherPairs(weighed(candidates, weigher), {
    rows: table.rows,
    split: table.split,
    least: threshold,
  });
  onStage('cluster');
  const links = oneToOne ? chooseLinks(edges, { kind: 'one-to-one', least: threshold }) : undefined;
  const linked = links && ((left: number, right: number) => links.partner[left] === right);
  return {
    model: written,
    ...(report && { report }),
    candidates,
    edges,
    ...(links && { links }),
    pairs: () => linkedPairs(candidates, weigher, threshold, linked),
    ...(links ? clustersOf(links) : guardedClusters(edges, { weightOf: weigher.weightOf })),
  };
}

/** Each link is a cluster, and so is each row without one. */
function clustersOf({ partner, linked }: RowLinks): { labels: Int32Array; clusters: number } {
  const labels = partner.map((other, row) => (other >= 0 ? Math.min(other, row) : row));
  return { labels, clusters: partner.length - linked };
}

/** Weighs again rather than keep what only a file needs. */
function* linkedPairs(
  candidates: Candidates,
  weigher: Weigher,
  threshold: number,
  linked: (left: number, right: number) => boolean = () => true,
): Generator<ScoredPairs> {
  const { rules } = candidates.counts;
  for (const run of candidates.batches()) {
    const weight = new Float64Array(run.count);
    weigher.weigh(run, weight);
    const kept = Uint32Array.from(weight.keys()).filter(
      (p) => (weight[p] as number) >= threshold && linked(run.left[p] as number, run.right[p] as number),
    );
    const of = (from: Uint32Array): Uint32Array => kept.map((p) => from[p] as number);
    yield {
      left: of(run.left),
      right: of(run.right),
      weight: Float64Array.from(kept, (p) => weight[p] as number),
      probability: Float64Array.from(kept, (p) => matchProbability(weight[p] as number)),
      key: Uint32Array.from(kept, (p) => firstRule(rules[run.pattern[p] as number] as number)),
    };
  }
}

/** The number of the lowest bit that is set. */
const firstRule = (mask: number): number => 31 - Math.clz32(mask & -mask);

function* weighed(candidates: Candidates, weigher: Weigher) {
  for (const run of candidates.batches()) {
    const weight = new Float64Array(run.count);
    weigher.weigh(run, weight);
    yield { left: run.left, right: run.right, weight, count: run.count };
  }
}
