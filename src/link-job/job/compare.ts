import {
  type Candidates,
  compileModel,
  fieldsOf,
  type Kernel,
  type LinkageModel,
  type Merging,
  openKernel,
  rowCodesOf,
  type SharedFields,
  shapeOf,
  type TrainingReport,
  train,
  withTrained,
} from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import { startTeam, type ThreadTeam } from '../threads/team.ts';

export interface CompareOptions {
  /** Threads that compare pairs, this one among them. */
  readonly threads: number;
  /** Bytes that rows, dictionaries and pairs may take together. */
  readonly memory: number;
  /** Pairs drawn at random for what chance alone gives. */
  readonly random?: number;
  /** Whether the model is trained on these records, without labels, or its figures are kept. Default `train`. */
  readonly figures?: 'train' | 'keep';
  /** What training may merge. Without it, whatever it finds dependent. */
  readonly merge?: Merging;
  /** Told what is being done. */
  readonly onStage?: (stage: string) => void;
}

/** Every candidate pair compared, and the model by which they are weighed. */
export interface Compared {
  readonly model: LinkageModel;
  /** What training found; absent when the model's figures were kept. */
  readonly report?: TrainingReport;
  readonly fields: SharedFields;
  readonly kernel: Kernel;
  readonly candidates: Candidates;
}

const RANDOM_PAIRS = 250_000;
const SEED = 1n;
/** Starting a thread costs as much as comparing some hundred thousand pairs. */
const PAIRS_WORTH_A_THREAD = 1_000_000;

/** Lets threads loose on kernels, as many as the pairs of their rules are worth; they end with the work. */
export async function withTeam<Result>(
  kernels: readonly Kernel[],
  threads: number,
  work: (team: ThreadTeam) => Promise<Result>,
): Promise<Result> {
  const pairs = kernels.reduce((sum, { rules }) => sum + rules.reduce((own, rule) => own + rule.pairs, 0), 0);
  const team = await startTeam(Math.min(threads, 1 + Math.floor(pairs / PAIRS_WORTH_A_THREAD)));
  try {
    return await work(team);
  } finally {
    await team.end();
  }
}

/** Compares every candidate pair, and trains the model on what comes out unless its figures are kept. */
export async function compareAndTrain(
  model: LinkageModel,
  table: TablesRead['table'],
  { threads, memory, random = RANDOM_PAIRS, figures = 'train', merge, onStage = () => {} }: CompareOptions,
): Promise<Compared> {
  const self = table.split === 0;
  onStage('clean');
  const fields = fieldsOf(model, table);
  onStage('block');
  const kernel = openKernel(compileModel(model, fields, self), memory);
  onStage('compare');
  const { drawn, candidates } = await withTeam([kernel], threads, async (team) => ({
    drawn: figures === 'train' ? await kernel.sampleBy(team, random, SEED) : undefined,
    candidates: await kernel.scanBy(team),
  }));
  if (drawn === undefined) return { model, fields, kernel, candidates };
  onStage('train');
  const { trained, report } = train({
    shape: shapeOf(model),
    rows: rowCodesOf(fields, self),
    candidates: candidates.counts,
    random: drawn,
    ...(merge && { merge }),
  });
  return { model: withTrained(model, trained), report, fields, kernel, candidates };
}
