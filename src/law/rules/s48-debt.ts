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

const owedToPublic: Rule = rule(
  'owed-to-public',
  'DEA2017 s.48(2)(a)',
  'The sum is owed to a public authority or to the Crown.',
  ({ facts }) => {
    const to = facts.conditions?.debt?.owedTo;
    if (to === undefined)
      return { ...unknown('It is not said to whom it is owed.', 'conditions.debt.owedTo'), also: both };
    return to === 'private'
      ? failed('It is owed to a private creditor.', both)
      : met(`It is owed to ${to === 'crown' ? 'the Crown' : 'a public authority'}.`, both);
  },
);

const overdue: Rule = rule(
  'overdue',
  'DEA2017 s.48(2)(b)',
  'All or part is unpaid after the day on which it was due.',
  ({ facts }) => ({
    ...byFact(facts.conditions?.debt?.overdue, 'conditions.debt.overdue', [
      'It is overdue.',
      'It is not overdue.',
      'It is not said whether it is overdue.',
    ]),
    also: both,
  }),
);

/** The two limbs of what the section means by debt. */
const both = ['DEA2017 s.48(2)'];

/** Section 48: debt owed to the public sector. */
export const debt: Tests = {
  rules: [
    inForce,
    listed('from'),
    listed('to'),
    twoPersons,
    owedToPublic,
    overdue,
    purposeNamed('to take action on debt owed to a public authority or the Crown'),
    functionalLimit('from'),
    functionalLimit('to'),
    providerLimit('from'),
    providerLimit('to'),
    ...commonEnd,
  ],
};
