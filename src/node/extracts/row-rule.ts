import { evaluateRule, type Rule, type RuleValue } from '#agreement';
import type { CheckedColumn } from './check-rows.ts';

/** Rules whose fields have together at most this many value combinations are worked out once for each. */
const MOST_REMEMBERED = 1 << 22;

/** A rule of one input as a question to a row of it. Field names are the input's own, without prefix. */
export function rowRule(rule: Rule, columns: readonly CheckedColumn[]): (row: number) => boolean {
  const used: { column: CheckedColumn; values: readonly RuleValue[]; stride: number }[] = [];
  let combinations = 1;
  const current = new Map<string, number>();
  for (const name of fieldsOf(rule)) {
    const column = columns.find(({ field }) => field.name === name);
    if (column === undefined) throw new Error('a rule names a field that the step has not');
    used.push({ column, values: ruleValues(column), stride: combinations });
    combinations *= column.texts.length;
  }
  const valuesOf = new Map(used.map(({ column, values }) => [column.field.name, values]));
  const evaluate = (row: number): boolean => {
    for (const { column } of used) current.set(column.field.name, column.codes[row] as number);
    return evaluateRule(rule, (name) => valuesOf.get(name)?.[current.get(name) ?? 0]).value;
  };
  if (combinations > MOST_REMEMBERED) return evaluate;
  const known = new Uint8Array(combinations);
  return (row) => {
    let place = 0;
    for (const { column, stride } of used) place += (column.codes[row] as number) * stride;
    if (known[place] === 0) known[place] = evaluate(row) ? 2 : 1;
    return known[place] === 2;
  };
}

const ruleValues = ({ field, texts }: CheckedColumn): readonly RuleValue[] =>
  texts.map((text) => (text === '' ? undefined : field.type === 'whole-number' ? Number(text) : text));

function fieldsOf(rule: Rule): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (one: Rule): void => {
    if ('compare' in one) names.add(one.compare.field);
    else if ('in' in one) names.add(one.in.field);
    else if ('between' in one) names.add(one.between.field);
    else if ('present' in one) names.add(one.present);
    else if ('sum' in one) for (const field of one.sum.fields) names.add(field);
    else if ('not' in one) visit(one.not);
    else for (const part of 'all' in one ? one.all : 'any' in one ? one.any : one.count.of) visit(part);
  };
  visit(rule);
  return names;
}
