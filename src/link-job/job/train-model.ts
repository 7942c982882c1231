import type { LinkageModel, TrainingReport } from '#linkage';
import type { TablesRead } from '../files/read-tables.ts';
import { type CompareOptions, compareAndTrain } from './compare.ts';

export interface ModelTrained {
  readonly model: LinkageModel;
  readonly report: TrainingReport;
  /** Pairs that were compared for it. */
  readonly candidatePairs: number;
}

/** Trains a model without labels on the records of one table, or of two, and links nothing. Throws what `match` throws. */
export async function trainModel(
  model: LinkageModel,
  { table }: Pick<TablesRead, 'table'>,
  options: Omit<CompareOptions, 'figures'>,
): Promise<ModelTrained> {
  const { candidates, report, model: trained } = await compareAndTrain(model, table, options);
  return { model: trained, report: report as TrainingReport, candidatePairs: candidates.pairs };
}
