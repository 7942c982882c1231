import { type Body, isResolved, missingOf } from '../bodies.ts';
import {
  assuming,
  byFact,
  type Duty,
  type Found,
  failed,
  met,
  type Question,
  type Rule,
  rule,
  type Tests,
  unknown,
} from '../rule.ts';
import { dataProtection, inForce, investigatoryPowers } from './general.ts';
import { isPublicAuthority } from './public-authority.ts';
import { factsOf, notice, required, toBoard } from './statistics-board.ts';

/** s.45B(1): (a) Crown bodies, (b) and (c) the Bank of England, (d) the FCA, (e) the Payment Systems Regulator. */
const regulators: Readonly<Record<string, string>> = {
  'bank-of-england': 'SRSA2007 s.45B(1)(b)',
  fca: 'SRSA2007 s.45B(1)(d)',
  psr: 'SRSA2007 s.45B(1)(e)',
};

export const regulatorLimb = ({ classes }: Body): string | undefined =>
  classes.map((one) => regulators[one]).find((one) => one !== undefined);

export const isCrown = ({ from, facts }: Question): boolean | undefined =>
  facts.from?.isCrownBody ?? from.crown;

export const crownUnknown = ({ name }: Body): Found => ({
  ...unknown(`It is not said whether ${name} is a Crown body.`, 'from.isCrownBody'),
  also: ['SRSA2007 s.45B(1)(a)'],
});

const crownOrRegulator: Rule = rule(
  'crown-or-regulator',
  'SRSA2007 s.45B(1)',
  'The authority is a Crown body, the Bank of England, the Financial Conduct Authority or the Payment Systems Regulator.',
  (question) => {
    const { from } = question;
    const limb = regulatorLimb(from);
    if (limb !== undefined) return met(`${from.name} is one of the regulators named.`, [limb]);
    if (from.classes.includes('statistics-board')) return failed('The Board is the one who asks.');
    if (question.facts.from?.isCrownBody === undefined && !isResolved(from))
      return unknown(`It is not known what kind of body ${from.name} is.`, missingOf('from', from));
    const crown = isCrown(question);
    if (crown === undefined) return crownUnknown(from);
    if (crown)
      return assuming(
        met(`${from.name} is a Crown body.`, ['SRSA2007 s.45B(1)(a)']),
        question.facts.from?.isCrownBody,
        'from.isCrownBody',
      );
    const found = failed(`${from.name} is neither a Crown body nor one of the regulators named.`);
    return isPublicAuthority(from) === true ? { ...found, redirect: 'dea2017-s80-45c' } : found;
  },
);

/** s.45B(7)(a): the request sets out the Board's reasons. */
const reasons: Rule = rule(
  'reasons',
  'SRSA2007 s.45B(7)(a)',
  'The request gives the Board’s reasons.',
  (question) =>
    byFact(factsOf(question).reasonsGiven, 'conditions.statistics.reasonsGiven', [
      'The request gives reasons.',
      'The request gives no reasons.',
      'It is not said whether the request gives reasons.',
    ]),
);

/** s.45B(8): the authority must answer in writing, willing and when, or unwilling and why. It need not agree. */
function replyDuty(question: Question): Duty {
  const { reply } = factsOf(question);
  if (reply === 'willing')
    return {
      outcome: 'gateway',
      says: 'The authority has answered that it is willing: it may give the information.',
      citations: ['SRSA2007 s.45B(2)', 'SRSA2007 s.45B(8)(a)'],
    };
  if (reply === 'unwilling-with-reasons')
    return {
      outcome: 'gateway',
      says: 'The authority has refused, with reasons, and so done its duty. It may still give the information; the Board may lay the refusal before the legislature.',
      citations: ['SRSA2007 s.45B(2)', 'SRSA2007 s.45B(8)(b)', 'SRSA2007 s.45B(10)'],
    };
  return {
    outcome: 'must-reply',
    says:
      reply === 'unwilling-no-reasons'
        ? 'The authority has refused without reasons: it must give them, in writing.'
        : 'The authority must answer in writing: willing, and by when; or unwilling, and why.',
    citations: ['SRSA2007 s.45B(8)', 'SRSA2007 s.45B(2)', 'SRSA2007 s.45B(10)'],
  };
}

/** Section 80: s.45B, a request to Crown bodies and financial regulators. */
export const requestToCrown: Tests = {
  rules: [
    inForce,
    crownOrRegulator,
    toBoard,
    notice('45B', 'SRSA2007 s.45B(6)', 'The Board has asked by a written request under section 45B.'),
    required('SRSA2007 s.45B(2)(b)'),
    reasons,
    dataProtection,
    investigatoryPowers,
  ],
  duty: replyDuty,
};
