import type { FieldName, Rule } from '../rule.ts';

/** The rules directly inside a rule; none for those that look at fields. */
export function partsOf(rule: Rule): readonly Rule[] {
  if ('all' in rule) return rule.all;
  if ('any' in rule) return rule.any;
  if ('not' in rule) return [rule.not];
  return 'count' in rule ? rule.count.of : [];
}

/** The same rule with other rules inside. */
export function withParts(rule: Rule, change: (part: Rule) => Rule): Rule {
  if ('all' in rule) return { all: rule.all.map(change) };
  if ('any' in rule) return { any: rule.any.map(change) };
  if ('not' in rule) return { not: change(rule.not) };
  return 'count' in rule ? { count: { ...rule.count, of: rule.count.of.map(change) } } : rule;
}

/** The fields that a rule looks at itself, not those of the rules inside it. */
export function ownFields(rule: Rule): readonly FieldName[] {
  if ('compare' in rule) return [rule.compare.field];
  if ('in' in rule) return [rule.in.field];
  if ('between' in rule) return [rule.between.field];
  if ('present' in rule) return [rule.present];
  return 'sum' in rule ? rule.sum.fields : [];
}

/** Every field that a rule looks at, each once, in the order met. */
export const fieldsOf = (rule: Rule): readonly FieldName[] => [
  ...new Set([...ownFields(rule), ...partsOf(rule).flatMap(fieldsOf)]),
];

/** The same rule with its field names changed. */
export function renameFields(rule: Rule, rename: (field: FieldName) => FieldName): Rule {
  if ('compare' in rule) return { compare: { ...rule.compare, field: rename(rule.compare.field) } };
  if ('in' in rule) return { in: { ...rule.in, field: rename(rule.in.field) } };
  if ('between' in rule) return { between: { ...rule.between, field: rename(rule.between.field) } };
  if ('present' in rule) return { present: rename(rule.present) };
  if ('sum' in rule) return { sum: { ...rule.sum, fields: rule.sum.fields.map(rename) } };
  return withParts(rule, (part) => renameFields(part, rename));
}

/** Splits `input.field`. A name without a dot belongs to no input. */
export function splitField(field: FieldName): { readonly input: string; readonly field: string } {
  const dot = field.indexOf('.');
  return { input: field.slice(0, Math.max(dot, 0)), field: field.slice(dot + 1) };
}
