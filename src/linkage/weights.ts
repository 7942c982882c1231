// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps
import { type Comparison, type ComparisonLevel, type LinkageModel, termFrequencyOf } from './model.ts';
import { frequenciesOf, type SharedField, type SharedFields } from './shared-fields.ts';

/* What a model's figures weigh: log2 of the odds. */

export const priorWeightOf = (model: LinkageModel): number => {
  const p = Number(model.priorMatchProbability);
  return Math.log2(p / (1 - p));
};

/** Weight of a level whose evidence does not depend on the value; `missing` says nothing. */
export const levelWeight = (level: ComparisonLevel): number =>
  'm' in level ? Math.log2(Number(level.m) / Number(level.u)) : 0;

/** What a level counts by the value that two rows agree on. */
export interface WeightByValue {
  readonly field: SharedField;
  /** The weight of the level by code; infinite for a missing value. Of two rows the lower counts: that of the commoner value. */
  readonly weights: Float64Array;
  /** When neither row has a value. */
  readonly otherwise: number;
}

/** The field whose values a level counts by how frequent they are, if it does. */
export function countedField(
  fields: SharedFields,
  { fields: compared }: Comparison,
  level: ComparisonLevel,
): SharedField | undefined {
  const counted = termFrequencyOf(level);
  if (counted === undefined || level.when !== 'exact') return undefined;
  const named = counted === true ? undefined : counted.field;
  return fields.get(named ?? level.field ?? (compared[0] as string));
}

/**
 * For a level with term frequency its weights by value; `undefined` for any other. The frequency of a value is its share
 * of the present values of both tables together (as Splink counts it when two tables are linked), mixed with
 * `termFrequencyPriorRows` rows of u.
 */
export function weightByValue(
  { termFrequencyPriorRows: priorRows = 0 }: LinkageModel,
  fields: SharedFields,
  comparison: Comparison,
  level: ComparisonLevel,
  self: boolean,
): WeightByValue | undefined {
  const field = countedField(fields, comparison, level);
  if (field === undefined || !('u' in level)) return undefined;
  const counted = termFrequencyOf(level);
  const options = typeof counted === 'object' ? counted : {};
  const otherwise = levelWeight(level);
  const u = Number(options.u ?? level.u);
  const share = Number(options.weight ?? 1);
  const least = Number(options.minimumU ?? 0);
  const { counts, present } = frequenciesOf(field, self);
  const weights = counts.map((count) => {
    const frequency = Math.max((count + priorRows * u) / (present + priorRows), least);
    return otherwise + share * Math.log2(u / frequency);
  });
  weights[0] = Number.POSITIVE_INFINITY;
  return { field, weights, otherwise };
}
