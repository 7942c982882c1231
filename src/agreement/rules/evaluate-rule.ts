import type { ComparisonOperator, FieldName, Rule } from '../rule.ts';

/** A field's value in one row: text as checked, dates as `YYYY-MM-DD`, whole numbers as numbers. */
export type RuleValue = string | number | undefined;
export type Lookup = (field: FieldName) => RuleValue;

/** How a rule came to its value. Holds clauses and truth only, never a value from a row. */
export interface RuleTrace {
  /** The clause of the agreement, such as `operation.flags[0].rule.all[1]`. */
  readonly clause: string;
  readonly value: boolean;
  readonly parts: readonly RuleTrace[];
}

/**
 * Evaluates a rule on one row. Always ends; a comparison with a missing value is false. Every part is evaluated,
 * so that the trace is whole. `clause` is where the rule stands in the agreement.
 */
export function evaluateRule(rule: Rule, lookup: Lookup, clause = 'rule'): RuleTrace {
  const parts = (rules: readonly Rule[], path: string): RuleTrace[] =>
    rules.map((part, i) => evaluateRule(part, lookup, `${clause}.${path}[${i}]`));
  const answer = (value: boolean, inside: readonly RuleTrace[] = []): RuleTrace => ({
    clause,
    value,
    parts: inside,
  });

  if ('compare' in rule)
    return answer(compare(lookup(rule.compare.field), rule.compare.is, rule.compare.value));
  if ('in' in rule) {
    const value = lookup(rule.in.field);
    return answer(typeof value === 'string' && rule.in.values.includes(value));
  }
  if ('between' in rule) {
    const { field, from, to } = rule.between;
    const value = lookup(field);
    return answer(
      typeof value === 'string' && (from === undefined || from <= value) && (to === undefined || value <= to),
    );
  }
  if ('present' in rule) return answer(lookup(rule.present) !== undefined);
  if ('sum' in rule) {
    const values = rule.sum.fields.map(lookup);
    const numbers = values.filter((value) => typeof value === 'number');
    const whole = numbers.length === values.length;
    const total = numbers.reduce((sum, value) => sum + value, 0);
    return answer(whole && compare(total, rule.sum.is, rule.sum.value));
  }
  if ('not' in rule) {
    const inside = evaluateRule(rule.not, lookup, `${clause}.not`);
    return answer(!inside.value, [inside]);
  }
  if ('all' in rule) {
    const inside = parts(rule.all, 'all');
    return answer(
      inside.every(({ value }) => value),
      inside,
    );
  }
  if ('any' in rule) {
    const inside = parts(rule.any, 'any');
    return answer(
      inside.some(({ value }) => value),
      inside,
    );
  }
  const inside = parts(rule.count.of, 'count.of');
  return answer(inside.filter(({ value }) => value).length >= rule.count.atLeast, inside);
}

function compare(actual: RuleValue, is: ComparisonOperator, value: string | number): boolean {
  if (actual === undefined || typeof actual !== typeof value) return false;
  switch (is) {
    case 'equals':
      return actual === value;
    case 'not-equals':
      return actual !== value;
    case 'less':
      return actual < value;
    case 'at-most':
      return actual <= value;
    case 'more':
      return actual > value;
    case 'at-least':
      return actual >= value;
  }
}
