export { readWhole } from './files/byte-source.ts';
export { type Ids, idText } from './files/ids.ts';
export {
  type FileRead,
  type ReadTablesOptions,
  readTables,
  type TablePaths,
  type TablesRead,
} from './files/read-tables.ts';
export { readTruth } from './files/read-truth.ts';
export { type ScoredPairs, writeClusters, writePairs } from './files/write-results.ts';
export { checkTarget, writeText } from './files/write-table.ts';
export { explain } from './job/explain.ts';
export { type Matched, type MatchOptions, match } from './job/match.ts';
export { type Reported, report } from './job/report.ts';
export { type ModelTrained, trainModel } from './job/train-model.ts';
