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

/** How a rule's fields and codes are named. */
export interface RuleVocabulary {
  readonly field: (path: string) => string;
  readonly value: (path: string, value: string) => string;
}

/** Exact names, for those who look them up. */
const exact: RuleVocabulary = { field: (path) => path, value: (_, value) => value };

/** A rule as lines: the first says how the others join. */
export function ruleLines(rule: Rule, vocabulary: RuleVocabulary = exact): readonly string[] {
  const bullet = (one: Rule): string => `- ${ruleWords(one, vocabulary)}`;
  if ('all' in rule && rule.all.length > 1) return ['all of these hold:', ...rule.all.map(bullet)];
  if ('any' in rule && rule.any.length > 1) return ['any of these holds:', ...rule.any.map(bullet)];
  if ('count' in rule)
    return [
      `at least ${rule.count.atLeast} of these ${rule.count.of.length} hold:`,
      ...rule.count.of.map(bullet),
    ];
  return [`${ruleWords(rule, vocabulary)}.`];
}

/** A rule within a sentence. Brackets keep `and` and `or` apart. */
export function ruleWords(rule: Rule, vocabulary: RuleVocabulary = exact): string {
  const field = vocabulary.field;
  const say = (one: Rule): string => ruleWords(one, vocabulary);
  if ('compare' in rule) {
    const { is, value } = rule.compare;
    const kind = isDate(String(value)) ? 'date' : 'value';
    return `${field(rule.compare.field)} ${words[is][kind]} ${valueWords(rule.compare.field, value, vocabulary)}`;
  }
  if ('in' in rule) return `${field(rule.in.field)} is ${valuesWords(rule, vocabulary)}`;
  if ('between' in rule) return betweenWords(rule.between, field);
  if ('present' in rule) return `${field(rule.present)} is given`;
  if ('sum' in rule)
    return `${list(rule.sum.fields.map(field))} are all given and together ${words[rule.sum.is].value.replace(/^is/, 'are')} ${rule.sum.value}`;
  if ('not' in rule) return notWords(rule.not, vocabulary);
  if ('count' in rule)
    return `at least ${rule.count.atLeast} of these ${rule.count.of.length} hold (${rule.count.of.map(say).join('; ')})`;
  const parts = partsOf(rule).map((one) => (partsOf(one).length > 1 ? `(${say(one)})` : say(one)));
  return 'all' in rule ? parts.join(' and ') : parts.join(' or ');
}

/** A comparison with a missing value is false, so that its negation is true of it. */
function notWords(rule: Rule, vocabulary: RuleVocabulary): string {
  if ('present' in rule) return `${vocabulary.field(rule.present)} is not given`;
  if ('compare' in rule && rule.compare.is === 'equals') {
    const { field, value } = rule.compare;
    return `${vocabulary.field(field)} is missing or other than ${valueWords(field, value, vocabulary)}`;
  }
  if ('in' in rule)
    return `${vocabulary.field(rule.in.field)} is missing or other than ${valuesWords(rule, vocabulary)}`;
  return `it is not the case that (${ruleWords(rule, vocabulary)})`;
}

type Bounds = Extract<Rule, { readonly between: unknown }>['between'];

function betweenWords({ field, from, to }: Bounds, named: RuleVocabulary['field']): string {
  const day = (text: string): string => valueWords(field, text, exact);
  if (from === undefined) return `${named(field)} is on or before ${day(to ?? '')}`;
  if (to === undefined) return `${named(field)} is on or after ${day(from)}`;
  return `${named(field)} is from ${day(from)} to ${day(to)}`;
}

const valuesWords = (
  { in: { field, values } }: Extract<Rule, { readonly in: unknown }>,
  vocabulary: RuleVocabulary,
) =>
  list(
    values.map((value) => valueWords(field, value, vocabulary)),
    'or',
  );

function valueWords(field: string, value: string | number, vocabulary: RuleVocabulary): string {
  const text = String(value);
  return isDate(text) ? longDate(text) : vocabulary.value(field, text);
}
