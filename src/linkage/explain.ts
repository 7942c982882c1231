import { levelWords } from './english.ts';
import type { Comparison, ComparisonLevel, LinkageModel } from './model.ts';
import { matchProbability } from './probability.ts';
import { compileModel } from './scan/compile-model.ts';
import { openKernel } from './scan/kernel.ts';
import {
  fieldValues,
  type SharedField,
  type SharedFields,
  sharedField,
  storeOfTexts,
} from './shared-fields.ts';
import { togetherOf } from './together.ts';
import { levelWeight, priorWeightOf, type WeightByValue, weightByValue } from './weights.ts';

/** What one comparison says about a pair: no values, only which level holds and what it counts for. */
export interface ComparisonResult {
  readonly comparison: string;
  /** Number of the level in the model, from 0. */
  readonly level: number;
  /** What holds, in words: `the same surname`. */
  readonly holds: string;
  readonly weight: number;
}

/** Why a pair weighs what it weighs: the prior, each comparison, and what some say together add up to the weight. */
export interface PairExplanation {
  readonly priorWeight: number;
  readonly comparisons: readonly ComparisonResult[];
  /** What dependent comparisons say together, beyond the sum of theirs. 0 in a model without joint tables. */
  readonly together: number;
  readonly weight: number;
  readonly probability: number;
}

/** Two rows and their values take little of it. */
const MEMORY = 2 ** 28;

/**
 * Explains pairs of rows of tables whose fields are made, as the kernel compares them. Rows are counted in their own
 * table; where one table is linked with itself (`self`) it is both. How frequent a value is comes from all rows, counted once.
 */
export function explainRows(
  model: LinkageModel,
  fields: SharedFields,
  self: boolean,
): (left: number, right: number) => PairExplanation {
  const together = togetherOf(model);
  const priorWeight = priorWeightOf(model);
  const counted = new Map<string, WeightByValue | undefined>();
  const byValue = (comparison: Comparison, at: number): WeightByValue | undefined => {
    const key = `${comparison.name} ${at}`;
    if (!counted.has(key))
      counted.set(
        key,
        weightByValue(model, fields, comparison, comparison.levels[at] as ComparisonLevel, self),
      );
    return counted.get(key);
  };
  return (left, right) => {
    const levels = levelsOf(model, fields, left, right);
    const { correction, plain } = together(levels);
    const comparisons = model.comparisons.map((comparison, c): ComparisonResult => {
      const at = levels[c] as number;
      const level = comparison.levels[at] as ComparisonLevel;
      const found = plain.includes(c) ? undefined : byValue(comparison, at);
      const weight = found === undefined ? levelWeight(level) : weightOfRows(found, left, right);
      return { comparison: comparison.name, level: at, holds: levelWords(comparison, level), weight };
    });
    const weight = comparisons.reduce((sum, one) => sum + one.weight, priorWeight + correction);
    return { priorWeight, comparisons, together: correction, weight, probability: matchProbability(weight) };
  };
}

/** The levels of two rows: the kernel over these two and their values alone, without blocking. */
function levelsOf(model: LinkageModel, fields: SharedFields, left: number, right: number): Uint8Array {
  const raw = new Set(model.fields.filter(({ kind }) => kind === 'raw').map(({ name }) => name));
  const alone = (field: SharedField): SharedField => {
    const texts = [field.left[left] as number, field.right[right] as number].map((code) =>
      code === 0 ? '' : field.text(code),
    );
    const values = [...new Set(['', ...texts])];
    const [a, b] = texts.map((text) => Uint32Array.of(values.indexOf(text))) as [Uint32Array, Uint32Array];
    return sharedField(field.name, a, b, fieldValues(storeOfTexts(values, raw.has(field.name))));
  };
  const two = new Map([...fields].map(([name, field]) => [name, alone(field)]));
  const kernel = openKernel(compileModel({ ...model, blocking: [] }, two, false), MEMORY);
  return kernel.levelsBetween(0, 1);
}

function weightOfRows({ field, weights, otherwise }: WeightByValue, left: number, right: number): number {
  const lower = Math.min(
    weights[field.left[left] as number] as number,
    weights[field.right[right] as number] as number,
  );
  return lower === Number.POSITIVE_INFINITY ? otherwise : lower;
}
