import type { Facts } from '../facts.ts';
import type { Objective } from '../law-data.ts';
import { type Found, failed, met, type Rule, rule, unknown } from '../rule.ts';

type Factor = NonNullable<Facts['factors']>[number];
type Listed = NonNullable<Objective['factors']>[number];

/**
 * Two or more of the listed factors fall on one person, or on people of one household. The same factor of two people
 * of a household counts once. Source: SI 2018/912 Sch para 2(2)-(6), by way of the objective's data.
 */
export const multipleDisadvantages: Rule = rule(
  'disadvantages',
  'SI2018/912 Sch para 2(2)',
  'Where the objective is about several disadvantages, enough of the listed ones fall on one person or household.',
  ({ objective, facts: { factors } }) => {
    if (objective?.test === undefined || objective.factors === undefined) return undefined;
    const { citation, minFactors } = objective.test;
    const found = count(factors, objective.factors, minFactors);
    return { ...found, instead: citation };
  },
);

function count(factors: readonly Factor[] | undefined, listed: readonly Listed[], needed: number): Found {
  if (factors === undefined) return unknown('It is not said which disadvantages are present.', 'factors');
  const read = factors.map((factor, at) => ({ factor, at, rule: listed.find(({ id }) => id === factor.id) }));
  const counts = read.filter(({ factor, rule: one }) => one !== undefined && ofAge(factor, one) === true);
  const perhaps = read.filter(
    ({ factor, rule: one }) => one !== undefined && ofAge(factor, one) === undefined,
  );
  const also = read.flatMap(({ rule: one }) => (one === undefined ? [] : citationsOf(one)));
  const { certain, possible } = largest(
    counts.map(({ factor }) => factor),
    perhaps.map(({ factor }) => factor),
  );
  if (certain >= needed) return met(`${fall(certain)} on one person or household.`, also);
  if (possible < needed)
    return failed(
      `${certain === 0 ? '' : 'Only '}${fall(certain)} on one person or household; ${inWords(needed)} are needed.`,
      also,
    );
  const missing = [
    ...perhaps.map(({ at }) => `factors[${at}].age`),
    ...read.flatMap(({ factor, at }) =>
      factor.person === undefined && factor.household === undefined ? [`factors[${at}].person`] : [],
    ),
  ];
  return { ...unknown('It depends on ages, or on whose the disadvantages are.', ...missing), also };
}

const inWords = (number: number): string =>
  ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][number] ??
  String(number);

const fall = (number: number): string =>
  `${inWords(number)} of the listed disadvantages ${number < 2 ? 'falls' : 'fall'}`;

const citationsOf = ({ citation, ageLimit }: Listed): readonly string[] =>
  ageLimit === undefined ? [citation] : [citation, ageLimit.citation];

/** Whether an age is within the factor's limits; undefined when the age matters and is not given. */
function ofAge({ age }: Factor, { ageLimit }: Listed): boolean | undefined {
  if (ageLimit === undefined) return true;
  return age === undefined ? undefined : age >= ageLimit.minAge && age < ageLimit.maxAgeExclusive;
}

/** How many different factors fall on one person or household: for certain, and at most. */
function largest(counts: readonly Factor[], perhaps: readonly Factor[]) {
  const household = new Map<number, string>();
  for (const { person, household: home } of [...counts, ...perhaps])
    if (person !== undefined && home !== undefined) household.set(person, home);
  const groupOf = ({ person, household: home }: Factor): string | undefined => {
    const label = home ?? (person === undefined ? undefined : household.get(person));
    if (label !== undefined) return `household ${label}`;
    return person === undefined ? undefined : `person ${person}`;
  };
  const groups = new Set([...counts, ...perhaps].map(groupOf));
  let certain = counts.length > 0 ? 1 : 0;
  let possible = 0;
  for (const group of groups) {
    const of = (factors: readonly Factor[]) => factors.filter((one) => groupOf(one) === group);
    const floating = (factors: readonly Factor[]) => factors.filter((one) => groupOf(one) === undefined);
    if (group !== undefined) certain = Math.max(certain, different(of(counts)));
    possible = Math.max(
      possible,
      different([...of(counts), ...of(perhaps), ...floating(counts), ...floating(perhaps)]),
    );
  }
  return { certain, possible };
}

const different = (factors: readonly Factor[]): number => new Set(factors.map(({ id }) => id)).size;
