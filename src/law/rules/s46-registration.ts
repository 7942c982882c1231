import { missingOf } from '../bodies.ts';
import { byFact, failed, met, type Rule, rule, type Tests, unknown } from '../rule.ts';
import { dataProtection, inForce, investigatoryPowers, ofClass } from './general.ts';

/** RSA 1953 s.19AA(6): who is a civil registration official. */
const fromOfficial: Rule = rule(
  'official',
  'RSA1953 s.19AA(6)',
  'The discloser is a civil registration official of England and Wales.',
  ({ from, facts, law }, { id }) => {
    if (from.classes.length === 0)
      return unknown(`It is not known what kind of body ${from.name} is.`, missingOf('from', from));
    if (from.serves === undefined && from.classes.includes('civil-registration-official'))
      return met(`${from.name} is a civil registration official.`);
    const registers = from.classes.flatMap((one) => law.classes.get(one)?.registers ?? []);
    if (facts.power === id && from.serves === undefined && registers.length > 0)
      return {
        ...unknown(
          `It is not said whether ${from.name} acts as a registration authority for civil partnerships. Only then is it a civil registration official.`,
          'from.class',
        ),
        also: registers,
      };
    return failed(`${from.name} is not a civil registration official of England and Wales.`);
  },
);

/** RSA 1953 s.19AA(2): the official is satisfied that the recipient requires it. There is no test of benefit. */
const required: Rule = rule(
  'required',
  'RSA1953 s.19AA(2)',
  'The official is satisfied that the recipient requires the information to exercise a function.',
  ({ facts }) =>
    byFact(
      facts.conditions?.registration?.requiredForFunction,
      'conditions.registration.requiredForFunction',
      [
        'The recipient requires it for a function.',
        'The recipient does not require it for any of its functions.',
        'It is not said whether the recipient requires it for a function.',
      ],
    ),
);

/** RSA 1953 s.19AA(4): confidence is lifted, an express restriction in another Act is not. */
const noExpressBar: Rule = rule(
  'express-bar',
  'RSA1953 s.19AA(4)',
  'No other enactment expressly restricts the disclosure.',
  ({ facts }) => {
    const barred = facts.conditions?.registration?.expressBar;
    return byFact(barred === undefined ? undefined : !barred, 'conditions.registration.expressBar', [
      'No other enactment expressly restricts it.',
      'Another enactment expressly restricts it, and this power does not lift that.',
      'It is not said whether another enactment expressly restricts it.',
    ]);
  },
);

/** Section 46: ss.19AA to 19AC of the Registration Service Act 1953. */
export const registration: Tests = {
  rules: [
    inForce,
    fromOfficial,
    ofClass('to', 'one of those whom a registration official may tell'),
    required,
    noExpressBar,
    dataProtection,
    investigatoryPowers,
  ],
};
