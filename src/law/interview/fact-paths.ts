import { type Facts, parseFacts } from '../facts.ts';

/** `factors[0].age` as `factors`, `0`, `age`. */
const namesOf = (path: string): readonly string[] => path.split(/[.[\]]+/).filter((name) => name !== '');

type Group = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Group => typeof value === 'object' && value !== null;

/** The fact at a path such as `conditions.debt.overdue` or `factors[0].age`; undefined when nothing is said of it. */
export function factAt(facts: Facts, path: string): unknown {
  let at: unknown = facts;
  for (const name of namesOf(path)) at = isGroup(at) ? at[name] : undefined;
  return at;
}

/** Facts with one more, or with another value for one. Throws `LAW_FACTS_INVALID`. */
export const withFact = (facts: Facts, path: string, value: unknown): Facts =>
  withFacts(facts, { [path]: value });

/** Facts with more of them, by path. Throws `LAW_FACTS_INVALID`. */
export function withFacts(facts: Facts, more: Readonly<Record<string, unknown>>): Facts {
  let changed: unknown = facts;
  for (const [path, value] of Object.entries(more)) changed = changedAt(changed, namesOf(path), value);
  return parseFacts(changed);
}

function changedAt(at: unknown, [name, ...below]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(at)) return at.map((one, i) => (String(i) === name ? changedAt(one, below, value) : one));
  const group = isGroup(at) ? at : {};
  return { ...group, [name]: changedAt(group[name], below, value) };
}
