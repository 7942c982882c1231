export type { ClusterView, SizeBand } from './cluster-facts.ts';
export type { ColumnFacts, DataFacts, FieldFacts } from './data-facts.ts';
export { type GroupFacts, type GroupShare, groupColumns, LEAST_RECORDS } from './group-facts.ts';
export type { CombinationFacts, ComparisonFacts, GroupedFacts, LevelFacts } from './level-facts.ts';
export {
  type ExampleFacts,
  type ReportFacts,
  type ReportOptions,
  type ResolvedFacts,
  reportFacts,
  type TrainingFacts,
  type TruthFacts,
} from './report-facts.ts';
export type { RuleFacts } from './rule-facts.ts';
export type { UnlinkableFacts } from './unlinkable.ts';
export type { ExpectedFacts, ThresholdFacts } from './weight-facts.ts';
