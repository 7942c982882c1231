import { isDate, type Problem, problem } from '#kernel';
import type { Rule } from '../rule.ts';
import { inputsOf, straddles } from '../rules/partition-rule.ts';
import { satisfiable } from '../rules/satisfiable.ts';
import { ownFields, partsOf, splitField } from '../rules/walk.ts';
import { codesOf, type InputField } from '../schema.ts';
import { type Context, clauses } from './context.ts';

/** Rules look at fields that are there, ask what their types can answer, and can come true. */
export function checkRules(context: Context): Problem[] {
  const { agreement, field } = context;
  const exclusions = clauses(agreement.inputs, 'inputs').flatMap(([input, at]) =>
    clauses(input.exclusions, `${at}.exclusions`).flatMap(([exclusion, here]) =>
      checkRule(exclusion.when, `${exclusion.reason} exclusion`, `${here}.when`, (name) =>
        input.fields.find((one) => one.name === name),
      ),
    ),
  );
  const flags = clauses(agreement.operation.flags, 'operation.flags').flatMap(([flag, at]) => [
    ...checkRule(flag.rule, flag.name, `${at}.rule`, field),
    ...oneSide(context, flag.name, flag.rule, `${at}.rule`),
  ]);
  return [...exclusions, ...flags, ...household(context)];
}

type FieldOf = (name: string) => InputField | undefined;

/** The type check; then, if nothing is wrong, whether the rule can ever hold. */
function checkRule(rule: Rule, name: string, at: string, fieldOf: FieldOf): Problem[] {
  const found = typeCheck(rule, at, fieldOf);
  if (found.length > 0) return found;
  const domain = (path: string) => {
    const field = fieldOf(path);
    if (field === undefined) return undefined;
    const values = field.type === 'yes-no' ? ['yes', 'no'] : codesOf(field);
    return { type: field.type, required: field.required, ...(values === undefined ? {} : { values }) };
  };
  return satisfiable(rule, domain) ? [] : [problem('AGREEMENT_RULE_NEVER_TRUE', { name }, at)];
}

function typeCheck(rule: Rule, at: string, fieldOf: FieldOf): Problem[] {
  const own = ownFields(rule).flatMap((path) => {
    const field = fieldOf(path);
    if (field === undefined) return [problem('AGREEMENT_RULE_FIELD_UNKNOWN', { field: path }, at)];
    const reason = mistyped(rule, field);
    if (reason !== undefined)
      return [problem('AGREEMENT_RULE_TYPE', { field: path, type: field.type, reason }, at)];
    const values = field.type === 'yes-no' ? ['yes', 'no'] : codesOf(field);
    return namedValues(rule)
      .filter((value) => values !== undefined && !values.includes(value))
      .map((value) => problem('AGREEMENT_RULE_VALUE_UNKNOWN', { field: path, value }, at));
  });
  const parts = partsOf(rule);
  const path = 'count' in rule ? `${at}.count.of` : 'all' in rule ? `${at}.all` : `${at}.any`;
  const many =
    'count' in rule && rule.count.atLeast > parts.length
      ? [problem('AGREEMENT_RULE_NEVER_TRUE', { name: 'count' }, at)]
      : [];
  const inside =
    'not' in rule
      ? typeCheck(rule.not, `${at}.not`, fieldOf)
      : clauses(parts, path).flatMap(([part, here]) => typeCheck(part, here, fieldOf));
  return [...own, ...many, ...inside];
}

const namedValues = (rule: Rule): readonly string[] => {
  if ('in' in rule) return rule.in.values;
  return 'compare' in rule && typeof rule.compare.value === 'string' ? [rule.compare.value] : [];
};

/** Text compares for equality only; dates and whole numbers in order; only whole numbers add up. */
function mistyped(rule: Rule, { type }: InputField): string | undefined {
  if ('sum' in rule) return type === 'whole-number' ? undefined : 'only whole numbers add up';
  if ('in' in rule) {
    if (type === 'whole-number') return 'a list holds texts';
    return type === 'date' && !rule.in.values.every(isDate) ? 'a value is not a date' : undefined;
  }
  if ('between' in rule) {
    const { from, to } = rule.between;
    if (type !== 'date') return 'between is for dates';
    if (from === undefined && to === undefined) return 'between needs a first or a last day';
    return [from, to].every((day) => day === undefined || isDate(day)) ? undefined : 'a bound is not a date';
  }
  if (!('compare' in rule)) return undefined;
  const { is, value } = rule.compare;
  if (type === 'whole-number') return typeof value === 'number' ? undefined : 'the value is not a number';
  if (typeof value === 'number') return 'the value is a number';
  if (type === 'date') return isDate(value) ? undefined : 'the value is not a date';
  return is === 'equals' || is === 'not-equals' ? undefined : 'it has no order';
}

/** So that each side works out its own facts, and neither learns the other's. */
function oneSide({ input }: Context, name: string, rule: Rule, at: string): Problem[] {
  const sides = new Set(
    inputsOf(rule)
      .map((one) => input(one)?.side)
      .filter((side) => side !== undefined),
  );
  return sides.size > 1 || straddles(rule) ? [problem('AGREEMENT_RULE_BOTH_SIDES', { name }, at)] : [];
}

function household({ agreement, field, input }: Context): Problem[] {
  const household = agreement.operation.oneHelpPerHousehold;
  if (household === undefined) return [];
  const at = 'operation.oneHelpPerHousehold';
  const refuse = (reason: string) => [problem('AGREEMENT_HOUSEHOLD', { field: household.field, reason }, at)];
  const found = field(household.field);
  if (found === undefined) return refuse('there is no such field');
  const from = splitField(household.field).input;
  if (input(from)?.side !== 'people') return refuse('it is not a field of people');
  if (found.type !== 'text' && found.type !== 'code') return refuse('it is not a text');
  const prefer = household.preferWhen;
  if (prefer === undefined) return [];
  if (inputsOf(prefer).some((one) => one !== from)) return refuse('the preference looks at another input');
  return checkRule(prefer, 'one help per household', `${at}.preferWhen`, field);
}
