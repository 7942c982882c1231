import {
  type Comparison,
  type KeyKind,
  type LevelTest,
  type LinkageField,
  type LinkageModel,
  type ListKeyKind,
  testsOf,
} from '../model.ts';

/** A field, or a key derived from it: what rows can agree on. */
export interface Part {
  readonly field: string;
  readonly key: KeyKind;
}

export interface ComparisonShape {
  readonly name: string;
  readonly fields: readonly string[];
  readonly levels: number;
  /** 1 for the levels that say nothing, such as “missing”: they have neither m nor u. */
  readonly missing: Uint8Array;
  /** Levels that say something, in order; the last is “else”. */
  readonly present: readonly number[];
  /** Fields that a pair must have on both sides to reach any other level. */
  readonly needs: readonly string[];
  /** For each level what two rows must agree on, when agreeing is all that it asks: its u has a closed form. */
  readonly agreements: readonly (readonly Part[] | undefined)[];
}

export interface RuleShape {
  readonly name: string;
  /** What two rows agree on; of a key that a row has several of, on one of them. */
  readonly parts: readonly {
    readonly field: string;
    readonly key: KeyKind | ListKeyKind;
    readonly atMost?: number | undefined;
    readonly with?: string | undefined;
    /** The fields of which agreement on one implies agreement on this key. */
    readonly impliedBy: readonly string[];
  }[];
  /** The fields that the keys are of, and those that these are made from. */
  readonly fields: readonly string[];
}

/** What training needs to know of a model: nothing of how pairs are compared. */
export interface Shape {
  readonly comparisons: readonly ComparisonShape[];
  readonly rules: readonly RuleShape[];
}

const partOf = (test: LevelTest, comparison: Comparison): Part | undefined => {
  const field = test.field ?? (comparison.fields[0] as string);
  if (test.when === 'exact') return { field, key: 'whole' };
  return test.when === 'same-key' ? { field, key: test.key } : undefined;
};

function comparisonShape(comparison: Comparison, sources: Sources): ComparisonShape {
  const { levels } = comparison;
  const missing = Uint8Array.from(levels, (level) => ('m' in level ? 0 : 1));
  const present = levels.flatMap((_, l) => (missing[l] ? [] : [l]));
  // With a “missing” level below another one, what is present depends on the levels above it; what else says nothing asks for more than fields.
  const first = present[0] as number;
  const plain = missing.lastIndexOf(1) < first && levels.every(({ when }) => when !== 'says-nothing');
  const needs = levels.flatMap((level) =>
    level.when === 'missing' ? [level.field ?? (comparison.fields[0] as string)] : [],
  );
  const agreements = levels.map((level) => {
    if (!plain || level.when === 'else' || !('m' in level)) return undefined;
    const parts = testsOf(level).map((test) => partOf(test, comparison));
    return parts.every((part) => part !== undefined) ? parts : undefined;
  });
  return {
    name: comparison.name,
    fields: sources(comparison.fields),
    levels: levels.length,
    missing,
    present,
    needs: plain ? [...new Set(needs)] : [],
    agreements,
  };
}

export const shapeOf = (model: LinkageModel): Shape => ({
  comparisons: model.comparisons.map((one) => comparisonShape(one, sourcesOf(model.fields))),
  rules: model.blocking.map(({ name, keys, atMost }) => ({
    name,
    // A rule that passes heavy blocks over does not give all pairs that agree on any of its keys.
    parts: keys.map((key) => ({
      ...key,
      ...(atMost !== undefined && { atMost }),
      impliedBy: impliedBy(model.fields, key),
    })),
    fields: sourcesOf(model.fields)(keys.map(({ field }) => field)),
  })),
});

/** Who has the same surname shares a word of the names. */
const impliedBy = (
  fields: readonly LinkageField[],
  { field, key }: { field: string; key: string },
): string[] => {
  const join = fields.find(({ name }) => name === field)?.join;
  return join !== undefined && (key === 'tokens' || key === 'soundex-tokens') ? [field, ...join] : [field];
};

type Sources = (fields: readonly string[]) => readonly string[];

/** The fields, and all that they are made from. */
function sourcesOf(fields: readonly LinkageField[]): Sources {
  const of = new Map<string, readonly string[]>();
  for (const { name, from, join } of fields) {
    const sources = from === undefined ? (join ?? []) : [from.field];
    of.set(name, [name, ...sources.flatMap((source) => of.get(source) ?? [source])]);
  }
  return (names) => [...new Set(names.flatMap((name) => of.get(name) ?? [name]))];
}

/** What two rows agree on at a comparison's first level, when its u has a closed form. */
export const topAgreement = (comparison: ComparisonShape): readonly Part[] | undefined =>
  comparison.agreements[comparison.present[0] as number];

/** Whether a rule looks at any of a comparison's fields. */
export const touches = (rule: RuleShape, comparison: ComparisonShape): boolean =>
  rule.fields.some((field) => comparison.fields.includes(field));

/** Whether a rule looks at what the comparison's first level asks for: the narrower sense of touching. */
export function fixes(rule: RuleShape, comparison: ComparisonShape): boolean {
  const parts = topAgreement(comparison) ?? [{ field: comparison.fields[0] as string }];
  return rule.fields.some((field) => parts.some((part) => part.field === field));
}
