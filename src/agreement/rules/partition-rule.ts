import { canonicalise, utf8Text } from '#kernel';
import type { Rule } from '../rule.ts';
import { fieldsOf, partsOf, renameFields, splitField, withParts } from './walk.ts';

/** A sub-rule over one input alone, worked out before anything leaves it. */
export interface Fact {
  readonly input: string;
  /** `fact_1`, `fact_2` … within the input. */
  readonly name: string;
  /** Over the input's own field names, without prefix. */
  readonly rule: Rule;
  readonly clause: string;
}

export interface FactList {
  readonly facts: readonly Fact[];
  /** The rule that is left: over `input.fact_n` only. */
  readonly residual: Rule;
}

/** A fact read back: a column of the sealed package that says `true` or `false`. */
export const factHolds = (input: string, name: string): Rule => ({
  compare: { field: `${input}.${name}`, is: 'equals', value: 'true' },
});

/**
 * Takes a rule apart by input, so that the fields under it never leave their discloser. Each largest part over one
 * input becomes a fact; parts of one `all` or `any` over the same input become one fact together, so that as little as
 * possible crosses. Facts already found are used again.
 */
export function partitionRule(rule: Rule, clause: string, known: readonly Fact[] = []): FactList {
  const facts = [...known];
  const factFor = (input: string, one: Rule, at: string): Rule => {
    const own = renameFields(one, (field) => splitField(field).field);
    const same = facts.find((fact) => fact.input === input && text(fact.rule) === text(own));
    if (same !== undefined) return factHolds(input, same.name);
    const name = `fact_${facts.filter((fact) => fact.input === input).length + 1}`;
    facts.push({ input, name, rule: own, clause: at });
    return factHolds(input, name);
  };
  const reduce = (one: Rule, at: string): Rule => {
    const [input, ...others] = inputsOf(one);
    if (input !== undefined && others.length === 0) return factFor(input, one, at);
    if ('all' in one) return { all: grouped(one.all, (all) => ({ all })).map((part) => reduce(part, at)) };
    if ('any' in one) return { any: grouped(one.any, (any) => ({ any })).map((part) => reduce(part, at)) };
    return withParts(one, (part) => reduce(part, at));
  };
  return { residual: reduce(rule, clause), facts };
}

const text = (rule: Rule): string => utf8Text(canonicalise(rule));

export const inputsOf = (rule: Rule): readonly string[] => [
  ...new Set(fieldsOf(rule).map((field) => splitField(field).input)),
];

/** Puts parts over the same single input together, in the order in which each input comes first. */
function grouped(parts: readonly Rule[], join: (parts: Rule[]) => Rule): readonly Rule[] {
  const groups = new Map<string, Rule[]>();
  for (const [i, part] of parts.entries()) {
    const inputs = inputsOf(part);
    const key = inputs.length === 1 ? `input ${inputs[0]}` : `part ${i}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].map((group) => (group.length === 1 ? (group[0] as Rule) : join(group)));
}

/** True when some part of a rule asks one question of fields of two inputs, as a sum can. */
export const straddles = (rule: Rule): boolean =>
  ('sum' in rule && inputsOf(rule).length > 1) || partsOf(rule).some(straddles);
