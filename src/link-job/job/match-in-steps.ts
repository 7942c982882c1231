import type { LinkageModel } from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import { anyWeightOf } from './cluster.ts';
import { keptEdges } from './linked-pairs.ts';
import { clustered, type Matched, type MatchOptions, match } from './match.ts';
import type { WorkFolder } from './work-folder.ts';

/** What came of linking, some of it perhaps done before. */
export interface MatchedInSteps extends Omit<Matched, 'candidates'> {
  /** Pairs that were compared. */
  readonly candidatePairs: number;
}

/**
 * Links as `match` does, and keeps in a folder the trained model, then the weighed pairs, each as soon as it is there. What
 * is kept is used: then nothing is trained, or compared, again. The result is the same. Throws what `match` throws and
 * `LINK_JOB_WORK_UNUSABLE`.
 *
 * @param notes what to know about the model, kept with it
 *
 * @example
 * import { readFileSync } from 'node:fs';
 * import { matchInSteps, openWork, readTables } from 'stile/link-job';
 * import { parseLinkageModel } from 'stile/linkage';
 *
 * const model = parseLinkageModel(JSON.parse(readFileSync('trained.json', 'utf8')));
 * const work = await openWork('work', { files: ['people.csv'], model, options: {}, version: '1' });
 * const how = { threads: 1, memory: 2 ** 26, figures: 'keep' } as const;
 * const { clusters } = await matchInSteps(model, await readTables(['people.csv']), how, work);
 * console.log(clusters); // prints: 6
 */
export async function matchInSteps(
  model: LinkageModel,
  read: Pick<TablesRead, 'table'>,
  options: MatchOptions,
  work: WorkFolder,
  notes: readonly string[] = [],
): Promise<MatchedInSteps> {
  const { trained, pairs } = work;
  const { rows, split } = read.table;
  if (pairs === undefined) {
    const { candidates, ...found } = await match(trained?.model ?? model, read, {
      ...options,
      figures: trained === undefined ? (options.figures ?? 'train') : 'keep',
      keep: {
        trained(made, report) {
          if (trained === undefined) work.saveTraining({ model: made, ...(report && { report }), notes });
        },
        weighed: (candidatePairs, batches) => work.savePairs(candidatePairs, batches),
      },
    });
    return { ...found, ...(trained?.report && { report: trained.report }), candidatePairs: candidates.pairs };
  }
  const used = trained?.model ?? model;
  options.onStage?.('weigh');
  const edges = keptEdges(pairs.batches(), { rows, split });
  let asked: ReturnType<typeof anyWeightOf> | undefined;
  // One-to-one links are chosen without weighing again.
  const weightOf = () => {
    asked ??= anyWeightOf({ model: used, table: read.table, memory: options.memory });
    return asked;
  };
  return {
    model: used,
    ...(trained?.report && { report: trained.report }),
    candidatePairs: pairs.candidatePairs,
    ...clustered(edges, (i, j) => weightOf()(i, j), options),
  };
}
