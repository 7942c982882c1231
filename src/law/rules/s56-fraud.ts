import { byFact, failed, met, type Rule, rule, type Tests, unknown } from '../rule.ts';
import {
  commonEnd,
  functionalLimit,
  inForce,
  listed,
  providerLimit,
  purposeNamed,
  twoPersons,
} from './general.ts';

const fraudOffence: Rule = rule(
  'fraud-offence',
  'DEA2017 s.56(3)',
  'The conduct is fraud in law; error alone is not enough.',
  ({ facts }) => {
    const offence = facts.conditions?.fraud?.offence;
    if (offence === undefined)
      return unknown(
        'It is not said whether the conduct is fraud, error or another crime.',
        'conditions.fraud.offence',
      );
    if (offence === 'fraud') return met('The conduct is fraud, or fraud is suspected.');
    return failed(
      offence === 'error' ? 'It was an error, without fraud.' : 'It is another crime than fraud.',
      ['DEA2017 s.56(2)'],
    );
  },
);

const lossOrRisk: Rule = rule(
  'loss-or-risk',
  'DEA2017 s.56(2)',
  'It involves loss, or exposes to a risk of loss.',
  ({ facts }) => {
    const loss = facts.conditions?.fraud?.lossOrRisk;
    if (loss === undefined)
      return unknown(
        'It is not said whether there is a loss or a risk of one.',
        'conditions.fraud.lossOrRisk',
      );
    if (loss === 'neither') return failed('There is neither a loss nor a risk of one.');
    return met(loss === 'loss' ? 'There is a loss.' : 'There is a risk of loss.');
  },
);

const publicLoser: Rule = rule(
  'public-authority',
  'DEA2017 s.56(14)',
  'The loser is a public authority, in the wide sense of the section.',
  ({ facts }) => ({
    ...byFact(facts.conditions?.fraud?.againstPublicAuthority, 'conditions.fraud.againstPublicAuthority', [
      'The loser is a public authority.',
      'The loser is not a public authority.',
      'It is not said whether the loser is a public authority.',
    ]),
    also: ['DEA2017 s.56(2)'],
  }),
);

/** Section 56: fraud against the public sector. */
export const fraud: Tests = {
  rules: [
    inForce,
    listed('from'),
    listed('to'),
    twoPersons,
    fraudOffence,
    lossOrRisk,
    publicLoser,
    purposeNamed('to take action on fraud against a public authority'),
    functionalLimit('from'),
    functionalLimit('to'),
    providerLimit('from'),
    providerLimit('to'),
    ...commonEnd,
  ],
};
