export { bestLinks, type LinkState, type Links } from './best-links.ts';
export type { BlockingYield } from './blocking.ts';
export { clean, cleanerVersion } from './clean.ts';
export {
  type CodedColumn,
  type CodedTable,
  type ColumnBuilder,
  codedColumn,
  columnBuilder,
} from './columns.ts';
export { englishOfModel } from './english.ts';
export {
  type ComparisonResult,
  explainPair,
  type Linkage,
  linkPairs,
  matchProbability,
  type PairBatch,
  type PairExplanation,
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
export { defaultPersonModel } from './person-model.ts';
