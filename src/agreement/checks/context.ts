import type { LawData } from '#law';
import { type Fact, type FactList, partitionRule } from '../rules/partition-rule.ts';
import { fieldsOf, splitField } from '../rules/walk.ts';
import type { FieldUse } from '../run-plan.ts';
import type { Agreement, Input, InputField, Party } from '../schema.ts';

/** An agreement with what the checks and the plan both need to know of it. Made once the names resolve. */
export interface Context {
  readonly agreement: Agreement;
  readonly law: LawData;
  readonly party: (id: string) => Party | undefined;
  readonly input: (name: string) => Input | undefined;
  /** A field by `input.field`. */
  readonly field: (path: string) => InputField | undefined;
  readonly uses: (input: Input, field: InputField) => readonly FieldUse[];
  readonly operator: Party | undefined;
  /** Each flag's rule taken apart, in order. */
  readonly flags: readonly FactList[];
  /** Every fact of every input, in order. */
  readonly facts: readonly Fact[];
  /** The fact that says who is preferred within a household. */
  readonly preference: Fact | undefined;
}

export function makeContext(agreement: Agreement, law: LawData): Context {
  const party = byKey(agreement.parties, ({ id }) => id);
  const input = byKey(agreement.inputs, ({ name }) => name);
  const { flags, facts, preference } = takeApart(agreement);
  return {
    agreement,
    law,
    party,
    input,
    field: (path) => {
      const { input: from, field } = splitField(path);
      return input(from)?.fields.find(({ name }) => name === field);
    },
    uses: (from, field) => usesOf(agreement, from, field),
    operator: party(agreement.matching.operator),
    flags,
    facts,
    preference,
  };
}

function byKey<T>(items: readonly T[], key: (item: T) => string): (key: string) => T | undefined {
  const map = new Map(items.map((item) => [key(item), item]));
  return (name) => map.get(name);
}

function takeApart({ operation }: Agreement): Pick<Context, 'flags' | 'facts' | 'preference'> {
  const flags: FactList[] = [];
  let facts: readonly Fact[] = [];
  for (const [i, flag] of operation.flags.entries()) {
    const parted = partitionRule(flag.rule, `operation.flags[${i}].rule`, facts);
    flags.push(parted);
    facts = parted.facts;
  }
  const prefer = operation.oneHelpPerHousehold?.preferWhen;
  if (prefer === undefined) return { flags, facts, preference: undefined };
  const before = facts;
  const { facts: all, residual } = partitionRule(prefer, 'operation.oneHelpPerHousehold.preferWhen', facts);
  const named = 'compare' in residual ? splitField(residual.compare.field) : undefined;
  const preference = all.find((fact) => fact.input === named?.input && fact.name === named.field);
  return { flags, facts: preference === undefined ? before : all, preference };
}

function usesOf({ operation }: Agreement, input: Input, field: InputField): readonly FieldUse[] {
  const path = `${input.name}.${field.name}`;
  const { oneHelpPerHousehold: household } = operation;
  const uses: Readonly<Record<FieldUse, boolean>> = {
    reference: field.type === 'reference',
    matching: field.matchesAs !== undefined,
    rule: operation.flags.some(({ rule }) => fieldsOf(rule).includes(path)),
    exclusion: input.exclusions.some(({ when }) => fieldsOf(when).includes(field.name)),
    household: household?.field === path,
    preference: household?.preferWhen !== undefined && fieldsOf(household.preferWhen).includes(path),
  };
  return (Object.keys(uses) as FieldUse[]).filter((use) => uses[use]);
}

/** Each item with its clause, such as `inputs[2]`. */
export const clauses = <T>(items: readonly T[], path: string): readonly (readonly [T, string])[] =>
  items.map((item, i) => [item, `${path}[${i}]`] as const);
