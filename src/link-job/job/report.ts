import { groupColumns, type LinkageModel, type ReportFacts, type ReportOptions, reportFacts } from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import { compareAndTrain } from './compare.ts';
import type { MatchOptions } from './match.ts';

/** What was linked and what is said of it. */
export interface Reported {
  readonly model: LinkageModel;
  readonly facts: ReportFacts;
}

/**
 * Links the records as `match` does, and says how well: the facts of a linkage report. Throws what `match` and
 * `reportFacts` throw.
 */
export async function report(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  options: MatchOptions & Pick<ReportOptions, 'groups' | 'truth'>,
): Promise<Reported> {
  const { threshold = 0, oneToOne = false, onStage = () => {} } = options;
  // Before the work, not after it.
  groupColumns(table, options.groups ?? []);
  const { report: training, ...compared } = await compareAndTrain(model, table, options);
  onStage('weigh and report');
  const facts = reportFacts(
    { table, ...compared, ...(training && { training }) },
    {
      threshold,
      oneToOne,
      ...(options.groups && { groups: options.groups }),
      ...(options.truth && { truth: options.truth }),
    },
  );
  return { model: compared.model, facts };
}
