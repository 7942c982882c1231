import type { Comparison, Rule } from '#agreement';
import { fail } from '#kernel';

/** What is known of a fact: `undefined` when nothing is. */
export type Fact = boolean | undefined;

/** `input.fact` to what is known of it. */
export type Facts = (field: string) => Fact;

/**
 * Works out a rule over facts when some may be unknown (Kleene's three values): true or false only where no value
 * of the unknown ones could change it. So nothing is ever flagged on the ground of a fact that nobody sent.
 */
export function evaluateFacts(rule: Rule, facts: Facts): Fact {
  if ('all' in rule) return every(rule.all.map((part) => evaluateFacts(part, facts)));
  if ('any' in rule) return negate(every(rule.any.map((part) => negate(evaluateFacts(part, facts)))));
  if ('not' in rule) return negate(evaluateFacts(rule.not, facts));
  if ('count' in rule)
    return atLeast(
      rule.count.atLeast,
      rule.count.of.map((part) => evaluateFacts(part, facts)),
    );
  if ('compare' in rule) return compare(rule.compare, facts);
  return fail('NODE_RULE_NOT_OVER_FACTS', {});
}

/** The fields that a rule names, each once, in order of first use. */
export function fieldsOf(rule: Rule): readonly string[] {
  if ('all' in rule) return unique(rule.all.flatMap(fieldsOf));
  if ('any' in rule) return unique(rule.any.flatMap(fieldsOf));
  if ('not' in rule) return fieldsOf(rule.not);
  if ('count' in rule) return unique(rule.count.of.flatMap(fieldsOf));
  if ('compare' in rule) return [rule.compare.field];
  return fail('NODE_RULE_NOT_OVER_FACTS', {});
}

/** More facts than this from other inputs in one rule are refused: each doubles the work of `canQualify`. */
const MOST_OTHER_FACTS = 10;

/**
 * Whether one side's facts can ever make the rule true: whether some values of the other sides' facts exist with
 * which it holds, and with which it would not be known to hold without these facts. It does not look at what
 * the others sent, so its answer says nothing about them.
 */
export function canQualify(rule: Rule, own: Facts, isOwn: (field: string) => boolean): boolean {
  const others = fieldsOf(rule).filter((field) => !isOwn(field));
  if (others.length > MOST_OTHER_FACTS) return fail('NODE_RULE_TOO_WIDE', { facts: others.length });
  // Each other fact is unknown, true or false.
  for (let combination = 0; combination < 3 ** others.length; combination += 1) {
    const other: Facts = (field) => {
      const digit = Math.floor(combination / 3 ** others.indexOf(field)) % 3;
      return digit === 0 ? undefined : digit === 1;
    };
    const withOwn = evaluateFacts(rule, (field) => (isOwn(field) ? own(field) : other(field)));
    const without = evaluateFacts(rule, (field) => (isOwn(field) ? undefined : other(field)));
    if (withOwn === true && without !== true) return true;
  }
  return false;
}

const unique = (fields: readonly string[]): readonly string[] => [...new Set(fields)];
const negate = (fact: Fact): Fact => (fact === undefined ? undefined : !fact);
const every = (facts: readonly Fact[]): Fact =>
  facts.includes(false) ? false : facts.includes(undefined) ? undefined : true;

function atLeast(wanted: number, facts: readonly Fact[]): Fact {
  const known = facts.filter((fact) => fact === true).length;
  const possible = facts.filter((fact) => fact !== false).length;
  return known >= wanted ? true : possible < wanted ? false : undefined;
}

function compare({ field, is, value }: Comparison, facts: Facts): Fact {
  if ((is !== 'equals' && is !== 'not-equals') || (value !== 'true' && value !== 'false'))
    return fail('NODE_RULE_NOT_OVER_FACTS', {});
  const fact = facts(field);
  if (fact === undefined) return undefined;
  return (fact === (value === 'true')) === (is === 'equals');
}
