import { fail } from '#kernel';
import {
  type Attached,
  attach,
  compileModel,
  fieldsOf,
  gatherPairs,
  type LinkageModel,
  openKernel,
  overRows,
  type SharedFields,
  weigherOf,
} from '#linkage';
import { idText } from '../files/ids.ts';
import type { ClustersRead } from '../files/read-clusters.ts';
import type { TablesRead } from '../files/read-tables.ts';
import type { Finding } from '../files/write-persons.ts';
import { withTeam } from './compare.ts';

export interface AddOptions {
  /** Threads that compare pairs, this one among them. */
  readonly threads: number;
  /** Bytes that rows, dictionaries and pairs may take together; twice, for a time. */
  readonly memory: number;
  /** Match weight from which two records are linked. Default 0: a probability of one half. */
  readonly threshold?: number;
  /** A second cluster that fits a new record less well by at most this is a finding. Default 3: eight times the odds. */
  readonly margin?: number;
  readonly onStage?: (stage: string) => void;
}

/** The clusters of a spine, by row. */
export interface SpineClusters {
  /** For each row the smallest row of its cluster. */
  readonly labels: Int32Array;
  /** For each row the number of its cluster. */
  readonly numbers: Int32Array;
  /** The first number that was never given. */
  readonly next: number;
}

/** What came of adding records to a spine. */
export interface Added {
  /** For each row, those of the spine first, the number of its cluster. */
  readonly persons: Int32Array;
  /** The first number that was never given. */
  readonly next: number;
  /** Pairs that were compared. */
  readonly candidatePairs: number;
  /** New records that joined a cluster of the spine, and those that did not, and how many clusters these make. */
  readonly attached: number;
  readonly unattached: number;
  readonly newClusters: number;
  readonly findings: readonly Finding[];
}

/**
 * Adds the records of the second table to the clusters of the first, the spine, without linking the spine again: a new
 * record is compared with the spine and with the other new ones. No cluster of the spine changes but by growing; two that
 * the new records show to be one are a finding. The model's figures are kept. How frequent a value is, is
 * judged by both tables. Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`.
 *
 * @param spine its clusters; see `spineClusters`
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { addRecords, readClusters, readTables, spineClusters } from 'stile/link-job';
 * import { parseLinkageModel } from 'stile/linkage';
 *
 * const model = parseLinkageModel(JSON.parse(readFileSync('trained.json', 'utf8')));
 * const read = await readTables(['people.csv', 'new.csv']);
 * const spine = spineClusters(await readClusters('clusters.csv'), read);
 * const { attached, newClusters } = await addRecords(model, read, spine, { threads: 1, memory: 2 ** 26 });
 * console.log(attached, newClusters); // prints: 1 1
 */
export async function addRecords(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  spine: SpineClusters,
  { threads, memory, threshold = 0, margin = 3, onStage = () => {} }: AddOptions,
): Promise<Added> {
  const { rows, split } = table;
  onStage('clean');
  const fields = fieldsOf(model, table);
  onStage('block');
  const kernel = openKernel(compileModel(model, fields, false), memory);
  const among = openAmong(model, fields, memory);
  onStage('compare');
  const { crossing, within } = await withTeam([kernel, among.kernel], threads, async (team) => ({
    crossing: await kernel.scanBy(team),
    within: await among.kernel.scanBy(team),
  }));
  onStage('weigh');
  const weigher = weigherOf(model, fields, kernel, false);
  const all = function* () {
    yield* weigher.weighed(crossing, threshold);
    for (const { left, right, weight, count } of among.weigher().weighed(within, threshold))
      yield { left: left.map((row) => row + split), right: right.map((row) => row + split), weight, count };
  };
  const edges = gatherPairs(all(), { rows, split });
  onStage('cluster');
  const found = attach(edges, spine.labels, { weightOf: weigher.weightOf, margin });
  return {
    ...numbered(found.labels, spine, split),
    candidatePairs: crossing.pairs + within.pairs,
    attached: found.attached,
    unattached: found.unattached,
    newClusters: found.newClusters,
    findings: findingsOf(found, spine, split),
  };
}

/** The new records by themselves; a rule across two fields has nothing to say of one table. */
function openAmong(model: LinkageModel, fields: SharedFields, memory: number) {
  const rules = model.blocking.filter(({ keys }) => keys.every((key) => key.with === undefined));
  const blocked = { ...model, blocking: rules };
  const own: SharedFields = new Map([...fields].map(([name, field]) => [name, overRows(field, field.right)]));
  const kernel = openKernel(compileModel(blocked, own, true), memory);
  return { kernel, weigher: () => weigherOf(blocked, own, kernel, true) };
}

/** Clusters with a row of the spine keep its number; the others get new ones, in the order of their first rows. */
function numbered(labels: Int32Array, { numbers, next }: SpineClusters, split: number) {
  const persons = new Int32Array(labels.length);
  let free = next;
  labels.forEach((label, row) => {
    if (label < split) persons[row] = numbers[label] as number;
    else persons[row] = label === row ? free++ : (persons[label] as number);
  });
  return { persons, next: free };
}

function findingsOf(
  { merges, contested, labels }: Attached,
  { numbers }: SpineClusters,
  split: number,
): readonly Finding[] {
  const numberOf = (row: number): number => numbers[labels[row] as number] as number;
  return [
    ...Array.from({ length: merges.count }, (_, m) => ({
      finding: 'merge' as const,
      cluster: numberOf(merges.left[m] as number),
      other: numberOf(merges.right[m] as number),
      weight: merges.weight[m] as number,
    })),
    ...Array.from({ length: contested.count }, (_, c) => ({
      finding: 'contested' as const,
      cluster: numberOf(contested.left[c] as number),
      other: numberOf(contested.right[c] as number),
      row: contested.left[c] as number,
      weight: contested.weight[c] as number,
    })).filter(({ row }) => (labels[row] as number) < split),
  ];
}

/**
 * The clusters of the first file of a job, from what was written of them. Throws `LINK_JOB_RECORDS_WITHOUT_CLUSTER`,
 * `LINK_JOB_ID_UNKNOWN`, `LINK_JOB_RECORD_TWICE`.
 */
export function spineClusters(
  { path, ids: written, clusters, next }: ClustersRead,
  { ids, files }: Pick<TablesRead, 'ids' | 'files'>,
): SpineClusters {
  const { path: records = '', rows = 0 } = files[0] ?? {};
  const rowOf = new Map(Array.from({ length: rows }, (_, row) => [idText(ids, row), row]));
  const numbers = new Int32Array(rows).fill(-1);
  for (const [w, id] of written.entries()) {
    const row = rowOf.get(id) ?? fail('LINK_JOB_ID_UNKNOWN', { path, row: w + 1, column: 'id', records });
    if (numbers[row] !== -1) fail('LINK_JOB_RECORD_TWICE', { path, row: w + 1 });
    numbers[row] = clusters[w] as number;
  }
  const without = numbers.indexOf(-1);
  if (without >= 0) {
    const count = numbers.reduce((sum, one) => sum + (one === -1 ? 1 : 0), 0);
    fail('LINK_JOB_RECORDS_WITHOUT_CLUSTER', { path, records, count, rows, row: without + 1 });
  }
  const first = new Map<number, number>();
  const labels = numbers.map((number, row) => {
    const label = first.get(number) ?? row;
    first.set(number, label);
    return label;
  });
  return { labels, numbers, next };
}
