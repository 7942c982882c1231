import { byFact, type Rule, rule, type Tests } from '../rule.ts';
import { dataProtection, inForce, investigatoryPowers, ofClass, purposeNamed } from './general.ts';
import { factsOf } from './statistics-board.ts';

const statistical: Rule = rule(
  'statistical',
  'SRSA2007 s.53A(3)',
  'The recipient wants it for its statistical functions only.',
  (question) => ({
    ...byFact(factsOf(question).statisticalPurpose, 'conditions.statistics.statisticalPurpose', [
      'It is for statistical functions only.',
      'It is not for statistical functions only.',
      'It is not said whether it is for statistical functions only.',
    ]),
    also: ['SRSA2007 s.53A(8)'],
  }),
);

const writtenRequest: Rule = rule(
  'written-request',
  'SRSA2007 s.53A(4)',
  'A written request names the information and the purposes.',
  (question) =>
    byFact(factsOf(question).writtenRequest, 'conditions.statistics.writtenRequest', [
      'There is a written request.',
      'There is no written request that names the information and the purposes.',
      'It is not said whether there is a written request.',
    ]),
);

/** s.53A(6)(a), (b): the Board is satisfied that it is required, and will be used for nothing else. */
const satisfied: Rule = rule(
  'required',
  'SRSA2007 s.53A(6)',
  'The Board is satisfied that the information is required, and will be used for nothing else.',
  (question) => {
    const { requiredForBoardFunction } = factsOf(question);
    return byFact(requiredForBoardFunction, 'conditions.statistics.requiredForBoardFunction', [
      'The information is required.',
      'The information is not required.',
      'It is not said whether the information is required.',
    ]);
  },
);

const sourceConsents: Rule = rule(
  'source-consent',
  'SRSA2007 s.53A(6)(c)',
  'The public authority from which it came consents.',
  (question) =>
    byFact(factsOf(question).sourceConsent, 'conditions.statistics.sourceConsent', [
      'The authority from which it came consents.',
      'The authority from which it came does not consent.',
      'It is not said whether the authority from which it came consents.',
    ]),
);

/** Section 81: s.53A, the Board to devolved administrations. */
export const toDevolved: Tests = {
  rules: [
    inForce,
    ofClass('from', 'the Statistics Board'),
    ofClass('to', 'a devolved body with statistical functions'),
    purposeNamed('the recipient’s statistics'),
    statistical,
    writtenRequest,
    satisfied,
    sourceConsents,
    dataProtection,
    investigatoryPowers,
  ],
};
