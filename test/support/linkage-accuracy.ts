import {
  clusterQuality,
  compileModel,
  connectedComponents,
  type EncodedTable,
  edgeQuality,
  encodedTable,
  fieldsOf,
  gatherPairs,
  guardedClusters,
  type LinkageModel,
  type Merging,
  matchProbability,
  openKernel,
  rowCodesOf,
  type ScoredEdges,
  shapeOf,
  train,
  weigherOf,
  withTrained,
} from '#linkage';
import { generateLinkagePeople } from '#synthetic';

/** A table, and for each row a number of the person it is of, which is only ever used to score. */
export interface ScoredSet {
  readonly table: EncodedTable;
  readonly truth: Int32Array;
}

export interface LinkageAccuracy {
  readonly pairs: number;
  /** Share of the true pairs that are compared. */
  readonly blockingRecall: number;
  /** The best F1 of pairs at any threshold, and the threshold. */
  readonly bestEdge: { readonly f1: number; readonly threshold: number };
  /** Pairs at a probability of at least 0.5, and 0.9. */
  readonly atHalf: { readonly precision: number; readonly recall: number };
  readonly atNine: { readonly precision: number; readonly recall: number };
  /** Over 20 bins of probability the mean gap between probability and share of matches, by compared pairs. */
  readonly calibrationError: number;
  /** Bits a compared pair. */
  readonly logLoss: number;
  /** The comparisons that training found dependent. */
  readonly groups: readonly (readonly string[])[];
  /** Guarded clusters of pairs at 0.5: F1 of the pairs they imply, and B-cubed. */
  readonly clusters: {
    readonly f1: number;
    readonly precision: number;
    readonly recall: number;
    readonly bCubed: number;
  };
  /** Connected components of pairs at 0.95. */
  readonly components: { readonly f1: number; readonly bCubed: number };
}

const MEMORY = 6 * 2 ** 30;
const RANDOM_PAIRS = 1_000_000;

/** People of `stile generate linkage`, in memory. */
export function generatedSet(seed: string, records: number, two = false): ScoredSet {
  const { files, truth } = generateLinkagePeople({ seed, records, two });
  const header = files[0]?.header ?? [];
  const columns: (string | null)[][] = header.map(() => []);
  for (const file of files)
    for (const row of file.rows())
      row.forEach((value, c) => {
        columns[c]?.push(value === '' ? null : value);
      });
  const [ids = [], ...rest] = columns;
  const who = new Map([...truth.rows()].map(([id = '', person = '']) => [id, Number(person)]));
  const table = encodedTable(Object.fromEntries(rest.map((values, c) => [header[c + 1] ?? '', values])));
  const split = two ? [...(files[0]?.rows() ?? [])].length : 0;
  return { table: { ...table, split }, truth: Int32Array.from(ids, (id) => who.get(id ?? '') ?? -1) };
}

/** Trains a model on a set without labels, links it, and scores what comes out. */
export function linkageAccuracy(
  { table, truth }: ScoredSet,
  { model, merge }: { readonly model: LinkageModel; readonly merge?: Merging },
): LinkageAccuracy {
  const self = table.split === 0;
  const fields = fieldsOf(model, table);
  const kernel = openKernel(compileModel(model, fields, self), MEMORY);
  const random = kernel.sample(RANDOM_PAIRS, 1n);
  const found = kernel.scan();
  const rows = rowCodesOf(fields, self);
  const { trained, report } = train({
    shape: shapeOf(model),
    rows,
    candidates: found.counts,
    random,
    ...(merge && { merge }),
  });
  const weigher = weigherOf(withTrained(model, trained), fields, kernel, self);
  const where = { rows: table.rows, split: table.split, capacity: found.pairs };
  const edges = gatherPairs(weigher.weighed(found), where);
  const { labels } = guardedClusters(edges, { weightOf: weigher.weightOf, least: 0 });
  const { at, best } = edgeQuality(edges, truth, [Number.NEGATIVE_INFINITY, 0, Math.log2(9)]);
  const [whole, half, nine] = at.map(({ precision, recall }) => ({
    precision: precision ?? 1,
    recall: recall ?? 1,
  }));
  const clusters = clusterQuality(labels, truth, table.split);
  const components = clusterQuality(connectedComponents(edges, Math.log2(19)), truth, table.split);
  return {
    pairs: found.pairs,
    blockingRecall: whole?.recall ?? 0,
    bestEdge: { f1: best?.f1 ?? 0, threshold: best?.threshold ?? 0 },
    atHalf: half ?? { precision: 0, recall: 0 },
    atNine: nine ?? { precision: 0, recall: 0 },
    ...calibrationOf(edges, truth),
    groups: report.groups.map(({ comparisons }) => comparisons),
    clusters: {
      f1: clusters.f1 ?? 0,
      precision: clusters.precision ?? 0,
      recall: clusters.recall ?? 0,
      bCubed: clusters.bCubed.f1 ?? 0,
    },
    components: { f1: components.f1 ?? 0, bCubed: components.bCubed.f1 ?? 0 },
  };
}

const BINS = 20;

function calibrationOf({ left, right, weight, count }: ScoredEdges, truth: Int32Array) {
  const gap = new Float64Array(BINS);
  let loss = 0;
  for (let k = 0; k < count; k++) {
    const probability = matchProbability(weight[k] as number);
    const match = truth[left[k] as number] === truth[right[k] as number];
    const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
    gap[bin] = (gap[bin] as number) + probability - (match ? 1 : 0);
    loss -= Math.log2(Math.max(match ? probability : 1 - probability, 1e-15));
  }
  const pairs = Math.max(count, 1);
  return {
    calibrationError: gap.reduce((sum, one) => sum + Math.abs(one), 0) / pairs,
    logLoss: loss / pairs,
  };
}
