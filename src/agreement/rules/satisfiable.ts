import type { Rule } from '../rule.ts';
import { ownFields, partsOf } from './walk.ts';

/** What the check needs to know of a field. */
export interface FieldDomain {
  readonly type: 'reference' | 'text' | 'date' | 'whole-number' | 'code' | 'yes-no';
  /** Every value that it can have, where that is known. */
  readonly values?: readonly string[];
  readonly required: boolean;
}

/** Past this many ways of being true a rule is taken to be satisfiable. */
const MOST_WAYS = 2000;

interface Literal {
  readonly rule: Rule;
  readonly holds: boolean;
}

/**
 * False when no row whatever can make the rule true, such as a benefit that must be two codes at once. Sound, not
 * complete: sums are taken to be satisfiable, and so are rules with very many ways of being true.
 */
export function satisfiable(rule: Rule, domainOf: (field: string) => FieldDomain | undefined): boolean {
  const ways = waysOf(rule, true);
  return ways === undefined || ways.some((way) => consistent(way, domainOf));
}

/** Disjunctive normal form: each way is a list of literals that must hold together. */
function waysOf(rule: Rule, holds: boolean): Literal[][] | undefined {
  if ('not' in rule) return waysOf(rule.not, !holds);
  const parts = partsOf(rule);
  if (parts.length === 0) return [[{ rule, holds }]];
  const needed = 'count' in rule ? rule.count.atLeast : 'all' in rule ? parts.length : 1;
  // Not at least n of k: at least k - n + 1 are false.
  return chooseWays(parts, holds ? needed : parts.length - needed + 1, holds);
}

function chooseWays(parts: readonly Rule[], needed: number, holds: boolean): Literal[][] | undefined {
  if (needed <= 0) return [[]];
  if (needed > parts.length) return [];
  const [first, ...rest] = parts as readonly [Rule, ...Rule[]];
  const firstWays = waysOf(first, holds);
  const withFirst = chooseWays(rest, needed - 1, holds);
  const without = chooseWays(rest, needed, holds);
  if (firstWays === undefined || withFirst === undefined || without === undefined) return undefined;
  if (firstWays.length * withFirst.length + without.length > MOST_WAYS) return undefined;
  return [...firstWays.flatMap((way) => withFirst.map((other) => [...way, ...other])), ...without];
}

function consistent(way: readonly Literal[], domainOf: (field: string) => FieldDomain | undefined): boolean {
  const fields = new Set(way.filter(({ rule }) => !('sum' in rule)).flatMap(({ rule }) => ownFields(rule)));
  return [...fields].every((field) => {
    const domain = domainOf(field);
    const literals = way.filter(({ rule }) => !('sum' in rule) && ownFields(rule)[0] === field);
    return domain === undefined || fieldCanBe(domain, literals);
  });
}

function fieldCanBe(domain: FieldDomain, literals: readonly Literal[]): boolean {
  const positive = literals.filter(({ holds }) => holds);
  const negative = literals.filter(({ holds }) => !holds);
  if (!domain.required && positive.length === 0) return true;
  return candidates(domain, literals).some(
    (value) =>
      positive.every(({ rule }) => test(rule, value)) && negative.every(({ rule }) => !test(rule, value)),
  );
}

/** Values worth trying: every one where they are known, else each value named and its neighbours. */
function candidates(domain: FieldDomain, literals: readonly Literal[]): readonly (string | number)[] {
  if (domain.values !== undefined) return domain.values;
  const named = literals.flatMap(({ rule }): readonly (string | number)[] => {
    if ('compare' in rule) return [rule.compare.value];
    if ('in' in rule) return rule.in.values;
    return 'between' in rule ? [rule.between.from, rule.between.to].filter((one) => one !== undefined) : [];
  });
  if (domain.type === 'whole-number')
    return [0, ...named.filter((one) => typeof one === 'number').flatMap((one) => [one - 1, one, one + 1])];
  const texts = named.filter((one) => typeof one === 'string');
  if (domain.type === 'date')
    return ['2000-01-01', ...texts.flatMap((one) => [dayBy(one, -1), one, dayBy(one, 1)])];
  return ['\u0000 none of those named', ...texts];
}

function dayBy(date: string, days: number): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(ms) ? new Date(ms + days * 86_400_000).toISOString().slice(0, 10) : date;
}

function test(rule: Rule, value: string | number): boolean {
  if ('present' in rule) return true;
  if ('in' in rule) return rule.in.values.includes(String(value));
  if ('between' in rule) {
    const { from, to } = rule.between;
    return (from === undefined || from <= value) && (to === undefined || value <= to);
  }
  if (!('compare' in rule)) return true;
  const { is, value: other } = rule.compare;
  if (is === 'equals') return value === other;
  if (is === 'not-equals') return value !== other;
  if (is === 'less') return value < other;
  if (is === 'at-most') return value <= other;
  return is === 'more' ? value > other : value >= other;
}
