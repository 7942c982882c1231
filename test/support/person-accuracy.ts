import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { idText, readTables } from '#link-job';
import {
  clusterQuality,
  compileModel,
  connectedComponents,
  edgeQuality,
  fieldsOf,
  gatherPairs,
  guardedClusters,
  openKernel,
  type PersonModel,
  personModel,
  rowCodesOf,
  shapeOf,
  textOf,
  train,
  weigherOf,
  withTrained,
} from '#linkage';

const shared = process.env['STILE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const folder = `${shared}/data/linkage`;

/** Sets whose records of one person are known. Who is who is only ever used to score. */
export interface KnownSet {
  readonly name: string;
  readonly paths: readonly [string] | readonly [string, string];
  readonly id?: string;
  /** The column that says who is who; else it is the number in the id: rec-1070-org and rec-1070-dup-0 are one person. */
  readonly truth?: string;
}

export const knownSets: readonly KnownSet[] = [
  {
    name: 'historical_50k',
    paths: [`${folder}/splink_historical_50k/historical_figures_with_errors_50k.parquet`],
    truth: 'cluster',
  },
  { name: 'fake_1000', paths: [`${folder}/splink_fake_1000/fake_1000.csv`], truth: 'cluster' },
  { name: 'febrl3', paths: [`${folder}/febrl/dataset3.csv`], id: 'rec_id' },
  {
    name: 'febrl4',
    paths: [`${folder}/febrl/dataset4a.csv`, `${folder}/febrl/dataset4b.csv`],
    id: 'rec_id',
  },
];

export const isHere = ({ paths }: KnownSet): boolean => paths.every((path) => existsSync(path));

export interface Accuracy {
  readonly set: string;
  readonly rows: number;
  readonly rules: number;
  readonly pairs: number;
  /** Share of the true pairs that are compared. */
  readonly blockingRecall: number;
  /** The best F1 of pairs at any threshold, and the threshold. */
  readonly bestEdge: { readonly f1: number; readonly threshold: number };
  /** Pairs at a probability of at least 0.5, and 0.9. */
  readonly atHalf: { readonly precision: number; readonly recall: number };
  readonly atNine: { readonly precision: number; readonly recall: number };
  /** Guarded clusters of pairs at 0.5: F1 of the pairs they imply, and B-cubed. */
  readonly clusters: {
    readonly f1: number;
    readonly precision: number;
    readonly recall: number;
    readonly bCubed: number;
  };
  /** Connected components of pairs at 0.95. */
  readonly components: { readonly f1: number; readonly bCubed: number };
  readonly seconds: { readonly choose: number; readonly rest: number };
  readonly person: PersonModel;
}

const MEMORY = 3 * 2 ** 30;
const RANDOM_PAIRS = 1_000_000;

/** Links a set with the person model, at its fixed settings, and scores what comes out. */
export async function personAccuracy(set: KnownSet): Promise<Accuracy> {
  const { table: read, ids } = await readTables(set.paths, set.id === undefined ? {} : { id: set.id });
  const truth = truthOf(set, read, (row) => idText(ids, row));
  const began = performance.now();
  const person = personModel(read);
  const chosen = performance.now();
  const self = read.split === 0;
  const { model, merge } = person;
  const fields = fieldsOf(model, read);
  const kernel = openKernel(compileModel(model, fields, self), MEMORY);
  const random = kernel.sample(RANDOM_PAIRS, 1n);
  const found = kernel.scan();
  const rows = rowCodesOf(fields, self);
  const { trained } = train({ shape: shapeOf(model), rows, candidates: found.counts, random, merge });
  const weigher = weigherOf(withTrained(model, trained), fields, kernel, found.counts, self);
  const weighed = function* () {
    for (const run of found.batches()) {
      const weight = new Float64Array(run.count);
      weigher.weigh(run, weight);
      yield { left: run.left, right: run.right, weight, count: run.count };
    }
  };
  const edges = gatherPairs(weighed(), { rows: read.rows, split: read.split, capacity: found.pairs });
  const { labels } = guardedClusters(edges, { weightOf: weigher.weightOf, least: 0 });
  const done = performance.now();
  const { at, best } = edgeQuality(edges, truth, [Number.NEGATIVE_INFINITY, 0, Math.log2(9)]);
  const [whole, half, nine] = at.map(({ precision, recall }) => ({
    precision: precision ?? 1,
    recall: recall ?? 1,
  }));
  const clusters = clusterQuality(labels, truth, read.split);
  const components = clusterQuality(connectedComponents(edges, Math.log2(19)), truth, read.split);
  return {
    set: set.name,
    rows: read.rows,
    rules: model.blocking.length,
    pairs: found.pairs,
    blockingRecall: whole?.recall ?? 0,
    bestEdge: { f1: best?.f1 ?? 0, threshold: best?.threshold ?? 0 },
    atHalf: half ?? { precision: 0, recall: 0 },
    atNine: nine ?? { precision: 0, recall: 0 },
    clusters: {
      f1: clusters.f1 ?? 0,
      precision: clusters.precision ?? 0,
      recall: clusters.recall ?? 0,
      bCubed: clusters.bCubed.f1 ?? 0,
    },
    components: { f1: components.f1 ?? 0, bCubed: components.bCubed.f1 ?? 0 },
    seconds: { choose: (chosen - began) / 1000, rest: (done - chosen) / 1000 },
    person,
  };
}

function truthOf(
  { truth }: KnownSet,
  { rows, columns }: Parameters<typeof personModel>[0],
  idOf: (row: number) => string,
): Int32Array {
  const column = columns.find(({ name }) => name === truth);
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const who =
      column === undefined
        ? (idOf(row).split('-')[1] as string)
        : textOf(column.dictionary, column.codes[row] as number);
    const number = numbers.get(who) ?? numbers.size;
    numbers.set(who, number);
    return number;
  });
}
