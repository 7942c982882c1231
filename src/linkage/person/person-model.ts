import type { EncodedTable } from '../encoded.ts';
import type { LinkageModel } from '../model.ts';
import type { Merging } from '../train/index.ts';
import { candidateRules } from './candidate-rules.ts';
import { chooseRules, type RuleChoice } from './choose-rules.ts';
import { personParts } from './person-parts.ts';
import type { RoleColumn } from './person-roles.ts';

export interface PersonModel {
  readonly model: LinkageModel;
  /** What training may merge: see `TrainingInput`. */
  readonly merge: Merging;
  readonly rules: RuleChoice;
}

/** Pairs that may be compared: so many at least, and more for larger tables. */
const PAIRS = 3_000_000;
const PAIRS_A_ROW = 60;

/** The model for columns of known roles, its blocking rules chosen for this table. */
export function personModel(
  columns: readonly RoleColumn[],
  table: EncodedTable,
  budget = Math.max(PAIRS, PAIRS_A_ROW * table.rows),
): PersonModel {
  const parts = personParts(columns);
  const model = {
    format: 'stile-linkage-model/1' as const,
    name: 'people',
    fields: [...parts.fields],
    comparisons: [...parts.comparisons],
    priorMatchProbability: '0.0001',
    termFrequencyPriorRows: 10,
  };
  const rules = chooseRules(model, candidateRules(parts, table.rows), table, budget, parts.merge);
  return {
    model: { ...model, blocking: rules.chosen.map(({ rule }) => rule) },
    merge: parts.merge,
    rules,
  };
}
