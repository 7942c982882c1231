/**
 * Rules are a tiny total expression form: no loops, no calls, no floats, no state. A rule always ends and can be
 * printed in English. A comparison with a missing value is false; `present` asks whether a value is there.
 */
export type Rule =
  | { readonly compare: Comparison }
  | { readonly in: { readonly field: FieldName; readonly values: readonly string[] } }
  | { readonly between: { readonly field: FieldName; readonly from?: string; readonly to?: string } }
  | { readonly present: FieldName }
  | { readonly sum: Sum }
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly count: { readonly atLeast: number; readonly of: readonly Rule[] } };

/** `input.field`: an input's name and a field of it, both as the agreement names them. */
export type FieldName = string;

export type ComparisonOperator = 'equals' | 'not-equals' | 'less' | 'at-most' | 'more' | 'at-least';

/** Text compares with `equals` and `not-equals` only; dates and whole numbers with all six. */
export interface Comparison {
  readonly field: FieldName;
  readonly is: ComparisonOperator;
  readonly value: string | number;
}

/** The sum of whole-number fields against a whole number; false when any of them is missing. */
export interface Sum {
  readonly fields: readonly FieldName[];
  readonly is: ComparisonOperator;
  readonly value: number;
}
