export { bestLinks, type LinkState, type Links } from './best-links.ts';
export { clean, cleanerVersion } from './clean.ts';
export {
  bytesColumn,
  type CodedColumn,
  type CodedTable,
  type ColumnBuilder,
  codedColumn,
  columnBuilder,
  columnOfRows,
  textAt,
} from './columns.ts';
export {
  type ByteDictionary,
  byteDictionaryOf,
  bytesOf,
  type EncodedColumn,
  type EncodedTable,
  encodedColumn,
  encodedTable,
  textOf,
} from './encoded.ts';
export { englishOfModel, ruleWords } from './english.ts';
export { type ComparisonResult, explainRows, type PairExplanation } from './explain.ts';
export { fieldsOf } from './fields.ts';
export { type FindOptions, openSpine, type Spine } from './find/index.ts';
export { type Interner, interner } from './interner.ts';
export {
  type BlockingYield,
  type Linkage,
  linkPairs,
  type PairBatch,
  prepareLinkage,
} from './link-pairs.ts';
export {
  type BlockingRule,
  type Comparison,
  type ComparisonLevel,
  type FieldKind,
  fieldKinds,
  type KeyKind,
  keyKinds,
  type LevelTest,
  type LinkageField,
  type LinkageModel,
  type LinkPlan,
  linkageModelSchema,
  parseLinkageModel,
} from './model.ts';
export {
  type ColumnSample,
  type ColumnsRead,
  type PersonModel,
  type PersonModelOptions,
  type PersonRole,
  personModel,
  readPersonColumns,
  sampleColumns,
} from './person/index.ts';
export { defaultPersonModel } from './person-model.ts';
export { matchProbability } from './probability.ts';
export {
  type ClusterView,
  type ComparisonFacts,
  type DataFacts,
  type ExampleFacts,
  type ExpectedFacts,
  type GroupedFacts,
  type GroupFacts,
  type GroupShare,
  groupColumns,
  LEAST_RECORDS,
  type ReportFacts,
  type ReportOptions,
  type ResolvedFacts,
  type RuleFacts,
  reportFacts,
  type SizeBand,
  type ThresholdFacts,
  type TruthFacts,
  type UnlinkableFacts,
} from './report/index.ts';
export {
  type Attached,
  attach,
  type CarriedIds,
  carryIds,
  chooseLinks,
  clusterQuality,
  componentsAt,
  connectedComponents,
  countingUp,
  edgeQuality,
  gatherKeyedPairs,
  gatherPairs,
  guardedClusters,
  type IdChange,
  idChanges,
  type KeyedEdges,
  type RowLinks,
  resolveRows,
  type ScoredEdges,
  type ThresholdClusters,
} from './resolve/index.ts';
export { type ExpectedYield, expectedYield, suggestRules } from './rules/index.ts';
export { compileModel } from './scan/compile-model.ts';
export { type Candidates, type Kernel, openKernel, type PairRun } from './scan/kernel.ts';
export type { PatternCounts, ScanPlan } from './scan/scan-plan.ts';
export { alone, perform, type Task, type Team } from './scan/team.ts';
export { firstRule } from './scan/weigh.ts';
export type { Harvest } from './scan/work.ts';
export { overRows, type SharedField, type SharedFields, shareFields } from './shared-fields.ts';
export { type ExportedSettings, type ExportOptions, exportSplinkSettings } from './splink/export-model.ts';
export {
  type ImportedModel,
  type ImportOptions,
  importSplinkModel,
  type NotTranslated,
} from './splink/import-model.ts';
export { whyTooWide } from './too-wide.ts';
export {
  type Merging,
  pairsAmong,
  rowCodesOf,
  shapeOf,
  type Trained,
  type TrainingReport,
  train,
  withTrained,
} from './train/index.ts';
export { wasmModule } from './wasm-module.ts';
export { type Weigher, weigherOf } from './weigher.ts';
