import { byFact, failed, met, type Rule, rule, type Tests, unknown } from '../rule.ts';
import { dataProtection, inForce, investigatoryPowers, ofClass, purposeNamed } from './general.ts';

/**
 * ss.74(2), 75(2), 76(2): it identifies nobody, and either never did or was made by combining what did. Taking the
 * names off records of single people is not combining.
 */
const nonIdentifying: Rule = rule(
  'non-identifying',
  ({ section }) => `DEA2017 s.${section}(2)`,
  'The information never identified anybody, or was made by combining information that did, and identifies nobody now.',
  ({ facts: { data } }, { section }) => {
    const { identifiable, everIdentifying, createdByCombining } = data ?? {};
    if (identifiable === true) return failed('The information identifies people.');
    if (everIdentifying === true && createdByCombining === false)
      return {
        ...failed(
          'The information was about single people and was not made by combining it; removing names is not enough.',
        ),
        redirect: 'dea2017-s64-1',
      };
    if (identifiable === undefined)
      return unknown('It is not said whether anybody can be identified.', 'data.identifiable');
    if (createdByCombining === true)
      return met('It was made by combining and identifies nobody.', [`DEA2017 s.${section}(2)(b)`]);
    if (everIdentifying === false) return met('It never identified anybody.', [`DEA2017 s.${section}(2)(a)`]);
    return everIdentifying === undefined
      ? unknown('It is not said whether it ever identified anybody.', 'data.everIdentifying')
      : unknown('It is not said whether it was made by combining.', 'data.createdByCombining');
  },
);

const inPublicInterest: Rule = rule(
  'public-interest',
  ({ section }) => `DEA2017 s.${section}(1)(b)`,
  'The official thinks that the disclosure would be in the public interest.',
  ({ facts }) =>
    byFact(facts.conditions?.publicInterest, 'conditions.publicInterest', [
      'The official thinks that disclosure is in the public interest.',
      'The official does not think that disclosure is in the public interest.',
      'It is not said whether the official thinks disclosure is in the public interest.',
    ]),
);

/** Sections 74 to 76: non-identifying information from a revenue authority to anyone. */
export const aggregate: Tests = {
  rules: [
    inForce,
    ofClass('from', 'the revenue authority'),
    nonIdentifying,
    inPublicInterest,
    dataProtection,
    investigatoryPowers,
  ],
};

/** s.77(4): the employer's name, address and reference, and nothing else. */
const employerReference: Rule = rule(
  'categories',
  'DEA2017 s.77(4)',
  'Only the employer’s name, address and reference are shared.',
  ({ facts }, power) => {
    const categories = facts.data?.categories;
    if (categories === undefined || categories.length === 0)
      return unknown('It is not said what kinds of item are shared.', 'data.categories');
    return categories.every((one) => power.categories?.includes(one))
      ? met('Only the employer’s name, address and reference are shared.')
      : failed('More than the employer’s name, address and reference would be shared.');
  },
);

/** Section 77: employer references to the Employers' Liability Tracing Office. */
export const employerTracing: Tests = {
  rules: [
    inForce,
    ofClass('from', 'HM Revenue and Customs'),
    ofClass('to', 'the Employers’ Liability Tracing Office'),
    purposeNamed('to help with a claim for injury, death or mesothelioma'),
    employerReference,
    dataProtection,
    investigatoryPowers,
  ],
};
