import fc from 'fast-check';
import type * as z from 'zod';
import { addDays, parseDate } from '#kernel';
import { type Facts, factsSchema } from '../facts.ts';
import { lawData } from '../law-data.ts';
import { examples, having } from './examples.ts';

/* Facts that the schema allows, by walking it: a member added to the schema is generated without a change here. */

const unknown = 'not-in-the-law-data';
const ids = (records: readonly { readonly id: string }[]): readonly string[] => records.map(({ id }) => id);
const classes = ids(lawData.classes);
const organisations = ids(lawData.organisations);
const purposes = [...lawData.powers, ...lawData.objectives].flatMap((one) => one.purposes ?? []);
const grounds = lawData.exceptions.flatMap(({ use, onward }) =>
  [...use.exceptions, ...onward.exceptions].map(({ ground }) => ground),
);

/** What a slug may say, by the name of the member that holds it. */
const slugs: Readonly<Record<string, readonly string[]>> = {
  power: ids(lawData.powers),
  objective: ids(lawData.objectives),
  purpose: [...purposes, 'marketing', 'school-place-planning', 'casework', 'change-data-system', 'other'],
  organisation: organisations,
  class: classes,
  toClass: classes,
  of: [...organisations, ...classes],
  ground: [...grounds, 'same-purpose', 'revenue-consent', 'other'],
  id: [...lawData.objectives.flatMap(({ factors = [] }) => ids(factors)), 'left-handedness'],
  categories: [...lawData.powers.flatMap((one) => one.categories ?? []), 'name', 'address'],
};

/** Days on which the law changes, and the days beside them. */
const days = [
  ...new Set([
    ...[...lawData.powers, ...lawData.objectives, ...lawData.paragraphs].flatMap(({ inForce }) =>
      inForce.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
    ),
    ...lawData.powers.flatMap(({ measures = [], eligible }) => [
      ...measures.map(({ from }) => from),
      ...(eligible === undefined ? [] : [eligible.from]),
    ]),
    parseDate('2025-03-01'),
  ]),
].flatMap((one) => [addDays(one, -1), one, addDays(one, 1)]);

type Def = { readonly type: string } & Readonly<Record<string, unknown>>;
const defOf = (schema: unknown): Def => (schema as z.core.$ZodType)._zod.def as unknown as Def;

function arbitraryOf(schema: unknown, name: string): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
      return arbitraryOf(def['innerType'], name);
    case 'object': {
      const shape = def['shape'] as Readonly<Record<string, unknown>>;
      const members = Object.entries(shape).map(([key, one]) => [key, arbitraryOf(one, key)] as const);
      const requiredKeys = Object.keys(shape).filter((key) => defOf(shape[key]).type !== 'optional');
      return fc.record(Object.fromEntries(members), { requiredKeys });
    }
    case 'array':
      return fc.array(arbitraryOf(def['element'], name), { maxLength: 3 });
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def['entries'] as Readonly<Record<string, string>>));
    case 'number':
      return name === 'age' ? fc.constantFrom(0, 15, 16, 24, 25, 130) : fc.nat({ max: 2 });
    case 'string':
    case 'custom':
      if (name === 'on' || name === 'ends') return fc.constantFrom(...days);
      if (name === 'household') return fc.constantFrom('a', 'b');
      return fc.constantFrom(...(slugs[name] ?? []), unknown);
    default:
      throw new Error(`no arbitrary for ${def.type} at ${name}`);
  }
}

/** Any facts that the schema allows. */
export const anyFacts = arbitraryOf(factsSchema, '') as fc.Arbitrary<Facts>;

/** The facts that are given, by dotted path; a list is one fact. */
export function factsGiven(value: unknown, at = ''): readonly (readonly [path: string, value: unknown])[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[at, value]];
  return Object.entries(value).flatMap(([key, one]) => factsGiven(one, at === '' ? key : `${at}.${key}`));
}

const shares: readonly Facts[] = Object.values(examples);

/** The example of a power, with a few of its facts changed or taken away, and sometimes a later use. */
export const nearGateway: fc.Arbitrary<Facts> = fc
  .tuple(
    fc.constantFrom(...shares),
    anyFacts,
    fc.array(fc.nat(), { maxLength: 3 }),
    fc.array(fc.nat(), { maxLength: 2 }),
    fc.record({ later: fc.boolean(), unnamed: fc.boolean() }),
  )
  .map(([share, other, changed, taken, { later, unnamed }]) => {
    const given = factsGiven(other).filter(([path]) => !path.startsWith('laterUse') && path !== 'power');
    const pick = <T>(list: readonly T[], at: number): readonly T[] =>
      list.length === 0 ? [] : list.slice(at % list.length, (at % list.length) + 1);
    const changes = Object.fromEntries(changed.flatMap((at) => pick(given, at)));
    const some = having(share, changes);
    const away = taken
      .flatMap((at) => pick(factsGiven(some), at))
      .map(([path]) => [path, undefined] as const);
    const less = having(some, Object.fromEntries(away));
    const question = unnamed ? having(less, { power: undefined }) : less;
    return later && other.laterUse !== undefined ? having(question, { laterUse: other.laterUse }) : question;
  });
