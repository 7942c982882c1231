import type { EncodedTable } from '../encoded.ts';
import type { FieldKind, LinkageModel } from '../model.ts';
import { candidateRules } from '../person/candidate-rules.ts';
import { chooseRules, type RuleChoice } from '../person/choose-rules.ts';
import type { PersonRole } from '../person/person-roles.ts';
import type { Merging } from '../train/index.ts';

/** By the kind of a field, which keys are tried on it. */
const roleOf: Readonly<Partial<Record<FieldKind, PersonRole>>> = {
  forename: 'forename',
  surname: 'surname',
  date: 'birth-date',
  'postcode-uk': 'postcode-uk',
  postcode: 'postcode',
  'address-line': 'address',
  place: 'place',
  sex: 'sex',
  phone: 'phone',
  email: 'email',
  code: 'person-number',
  text: 'category',
  raw: 'category',
};

/**
 * Rules for a model by what they are expected to find for what they cost, within a budget in pairs: those that the model
 * has, and keys of its fields alone and by twos. Of each the pairs are counted before any is compared.
 * Throws `LINKAGE_FIELD_MISSING`, `LINKAGE_MEMORY_FULL`.
 */
export function suggestRules(
  model: LinkageModel,
  table: EncodedTable,
  budget: number,
  merge?: Merging,
): RuleChoice {
  const facts = model.fields.flatMap(({ name, kind }) => {
    const role = roleOf[kind];
    return role === undefined ? [] : [{ name, role }];
  });
  const words = model.fields.find(({ kind }) => kind === 'full-name')?.name;
  const made = candidateRules({ facts, ...(words !== undefined && { words }) }, table.rows);
  const known = new Set(model.blocking.map(({ keys }) => JSON.stringify(keys)));
  const fresh = made.filter(({ keys }) => !known.has(JSON.stringify(keys)));
  const { blocking, joint: _, ...rest } = model;
  return chooseRules(rest, unlikeNames([...blocking, ...fresh]), table, budget, merge);
}

/** Names of rules must differ: a suggested one gives way to the model's own. */
function unlikeNames<Rule extends { readonly name: string }>(rules: readonly Rule[]): readonly Rule[] {
  const taken = new Set<string>();
  return rules.map((rule) => {
    let { name } = rule;
    for (let n = 2; taken.has(name); n++) name = `${rule.name.slice(0, 58)}-${n}`;
    taken.add(name);
    return { ...rule, name };
  });
}
