import { isDate, longDate } from '#kernel';
import type { ComparisonOperator, Rule } from '../rule.ts';
import { partsOf } from '../rules/walk.ts';
import { list } from './words.ts';

const words: Readonly<Record<ComparisonOperator, { readonly value: string; readonly date: string }>> = {
  equals: { value: 'is', date: 'is' },
  'not-equals': { value: 'is given and is not', date: 'is given and is not' },
  less: { value: 'is less than', date: 'is before' },
  'at-most': { value: 'is at most', date: 'is on or before' },
  more: { value: 'is more than', date: 'is after' },
  'at-least': { value: 'is at least', date: 'is on or after' },
};

/** A rule as lines: the first says how the others join. */
export function ruleLines(rule: Rule): readonly string[] {
  if ('all' in rule && rule.all.length > 1) return ['all of these hold:', ...rule.all.map(bullet)];
  if ('any' in rule && rule.any.length > 1) return ['any of these holds:', ...rule.any.map(bullet)];
  if ('count' in rule)
    return [
      `at least ${rule.count.atLeast} of these ${rule.count.of.length} hold:`,
      ...rule.count.of.map(bullet),
    ];
  return [`${ruleWords(rule)}.`];
}

const bullet = (rule: Rule): string => `- ${ruleWords(rule)}`;

/** A rule within a sentence. Brackets keep `and` and `or` apart. */
export function ruleWords(rule: Rule): string {
  if ('compare' in rule) {
    const { field, is, value } = rule.compare;
    return `${field} ${words[is][isDate(String(value)) ? 'date' : 'value']} ${valueWords(value)}`;
  }
  if ('in' in rule) return `${rule.in.field} is ${list(rule.in.values.map(valueWords), 'or')}`;
  if ('between' in rule) return betweenWords(rule.between);
  if ('present' in rule) return `${rule.present} is given`;
  if ('sum' in rule)
    return `${list(rule.sum.fields)} are all given and together ${words[rule.sum.is].value.replace(/^is/, 'are')} ${rule.sum.value}`;
  if ('not' in rule) return notWords(rule.not);
  if ('count' in rule)
    return `at least ${rule.count.atLeast} of these ${rule.count.of.length} hold (${rule.count.of.map(ruleWords).join('; ')})`;
  const parts = partsOf(rule).map(inner);
  return 'all' in rule ? parts.join(' and ') : parts.join(' or ');
}

const inner = (rule: Rule): string => (partsOf(rule).length > 1 ? `(${ruleWords(rule)})` : ruleWords(rule));

function notWords(rule: Rule): string {
  if ('present' in rule) return `${rule.present} is not given`;
  return `it is not the case that (${ruleWords(rule)})`;
}

function betweenWords({
  field,
  from,
  to,
}: {
  readonly field: string;
  readonly from?: string;
  readonly to?: string;
}): string {
  if (from === undefined) return `${field} is on or before ${valueWords(to ?? '')}`;
  if (to === undefined) return `${field} is on or after ${valueWords(from)}`;
  return `${field} is from ${valueWords(from)} to ${valueWords(to)}`;
}

const valueWords = (value: string | number): string => {
  const text = String(value);
  return isDate(text) ? longDate(text) : text;
};
