export { readWhole } from './files/byte-source.ts';
export { type Ids, idText } from './files/ids.ts';
export { type ClustersRead, readClusters } from './files/read-clusters.ts';
export { readPairs } from './files/read-pairs.ts';
export { readRecords } from './files/read-records.ts';
export {
  type FileRead,
  type ReadTablesOptions,
  readTables,
  type TablePaths,
  type TablesRead,
} from './files/read-tables.ts';
export { readTruth } from './files/read-truth.ts';
export { writeClustersAt } from './files/write-clusters-at.ts';
export { writeChanges, writeFindings, writePersons } from './files/write-persons.ts';
export { type ScoredPairs, writeClusters, writePairs } from './files/write-results.ts';
export { checkTarget, writeText } from './files/write-table.ts';
export {
  type Added,
  type AddOptions,
  addRecords,
  type SpineClusters,
  spineClusters,
} from './job/add-records.ts';
export { carryClusters } from './job/carry-clusters.ts';
export { type ClustersAt, clustersAt, type GuardedBy } from './job/cluster.ts';
export {
  type BlockingCounts,
  type CountOptions,
  countBlocking,
  type RuleCount,
} from './job/count-blocking.ts';
export { explain } from './job/explain.ts';
export { type FoundRecord, type FoundRecords, openSpine, type SpineOfFile } from './job/find.ts';
export { type Matched, type MatchOptions, match } from './job/match.ts';
export { type MatchedInSteps, matchInSteps } from './job/match-in-steps.ts';
export { type Reported, report } from './job/report.ts';
export { type ModelTrained, trainModel } from './job/train-model.ts';
export {
  openWork,
  type SavedPairs,
  type SavedTraining,
  type WorkFolder,
  type WorkOf,
} from './job/work-folder.ts';
