import { isResolved, missingOf } from '../bodies.ts';
import {
  assuming,
  bar,
  byFact,
  type Duty,
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
import { crownUnknown, isCrown, regulatorLimb } from './s80-request.ts';
import { asAuthority, factsOf, notice, required, toBoard } from './statistics-board.ts';

/** s.45C(1): public authorities to which s.45B does not apply. */
const otherAuthority: Rule = rule(
  'other-authority',
  'SRSA2007 s.45C(1)',
  'The authority is a public authority outside section 45B.',
  (question) => {
    const { from } = question;
    if (isResolved(from) && (regulatorLimb(from) !== undefined || isCrown(question)))
      return {
        ...failed(`${from.name} is a Crown body or a regulator: it can only be asked.`, [
          'SRSA2007 s.45B(1)',
        ]),
        redirect: 'dea2017-s80-45b',
      };
    return asAuthority(question, (body) =>
      isCrown(question) === undefined
        ? crownUnknown(body)
        : assuming(
            met(`${body.name} is a public authority outside section 45B.`),
            question.facts.from?.isCrownBody,
            'from.isCrownBody',
          ),
    );
  },
);

/** s.45C(9)-(11): whose consent the Board needs first for a devolved body. */
const governments: Readonly<Record<string, readonly [citation: string, who: string]>> = {
  S: ['SRSA2007 s.45C(9)', 'the Scottish Ministers'],
  W: ['SRSA2007 s.45C(10)', 'the Welsh Ministers'],
  NI: ['SRSA2007 s.45C(11)', 'the Department of Finance in Northern Ireland'],
};

const devolvedConsent: Rule = rule(
  'devolved-consent',
  'SRSA2007 s.45C(8)',
  'For a devolved body, its government has consented to the notice.',
  (question) => {
    const government = question.from.territories
      .map((one) => governments[one])
      .find((one) => one !== undefined);
    if (government === undefined) return undefined;
    const [instead, who] = government;
    return {
      ...byFact(factsOf(question).devolvedConsent, 'conditions.statistics.devolvedConsent', [
        `The consent of ${who} is given.`,
        `The consent of ${who} is not given, so the notice is not valid.`,
        `It is not said whether the consent of ${who} is given.`,
      ]),
      instead,
    };
  },
);

const nationalSecurity = (citation: string): Rule =>
  bar(
    'national-security',
    citation,
    'conditions.statistics.nationalSecurityRisk',
    'To comply would not prejudice national security.',
    (question) => {
      const risk = factsOf(question).nationalSecurityRisk;
      if (risk === undefined) return undefined;
      return risk
        ? failed('To comply might prejudice national security: the notice need not be complied with.')
        : met('To comply would not prejudice national security.');
    },
  );

/** s.45C(6), s.45D(5), s.45G(2): before a change of systems the Board is consulted, if the notice says so. */
const consultation = (citation: string): Rule =>
  rule(
    'consult',
    citation,
    'If systems are to change, it is known whether the notice asks for consultation.',
    (question) => {
      if (question.facts.purpose === undefined) return unknown('The purpose is not given.', 'purpose');
      if (question.facts.purpose !== 'change-data-system') return undefined;
      const clause = factsOf(question).consultClause;
      if (clause === undefined)
        return unknown(
          'It is not said whether the notice asks for consultation.',
          'conditions.statistics.consultClause',
        );
      return met(
        clause
          ? 'The notice asks for consultation before systems change.'
          : 'The notice asks for no consultation.',
      );
    },
  );

const notAlleged = (facts: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [`conditions.statistics.${name}`] : [],
  );

/** ss.45C(12), 45D(8) and 45F: comply; not to, without excuse, or to answer falsely, is an offence. */
const complyDuty =
  (comply: string, consult: string, code: readonly string[]) =>
  (question: Question): Duty => {
    const { complied, reasonableExcuse, falseInformation, consultClause } = factsOf(question);
    const assumes = notAlleged({
      falseInformation,
      complied,
      ...(complied === false ? { reasonableExcuse } : {}),
    });
    if (falseInformation === true)
      return {
        outcome: 'offence',
        says: 'False information was given, knowingly or recklessly.',
        citations: ['SRSA2007 s.45F(2)', comply],
      };
    if (complied === false && reasonableExcuse === false)
      return {
        outcome: 'offence',
        says: 'The notice was not complied with, and there is no reasonable excuse.',
        citations: ['SRSA2007 s.45F(1)', comply],
      };
    if (question.facts.purpose !== 'change-data-system')
      return {
        outcome: 'must-comply',
        says: 'The notice must be complied with.',
        citations: [comply, 'SRSA2007 s.45F(1)'],
        assumes,
      };
    return consultClause === true
      ? {
          outcome: 'must-comply',
          says: 'The Board must be consulted before the change.',
          citations: [consult, comply, ...code],
          assumes,
        }
      : {
          outcome: 'gateway',
          says: 'The change may be made. A public authority must have regard to the Board’s code on such changes.',
          citations: [...code, consult],
          assumes,
        };
  };

/** Section 80: s.45C, a notice to other public authorities. */
export const noticeToAuthorities: Tests = {
  rules: [
    inForce,
    otherAuthority,
    toBoard,
    notice('45C', 'SRSA2007 s.45C(2)', 'The Board has given a written notice under section 45C.'),
    required('SRSA2007 s.45C(8)'),
    devolvedConsent,
    nationalSecurity('SRSA2007 s.45C(13)(a)'),
    consultation('SRSA2007 s.45C(6)'),
    dataProtection,
    investigatoryPowers,
  ],
  duty: complyDuty('SRSA2007 s.45C(12)', 'SRSA2007 s.45C(6)', ['SRSA2007 s.45G(2)']),
};

/** s.45D(11), (13): a trade, business or charity; not a public authority. */
const undertaking: Rule = rule(
  'undertaking',
  'SRSA2007 s.45D(11)',
  'The notice is to a business or a charity.',
  ({ from }, power) => {
    if (!isResolved(from))
      return unknown(`It is not known what kind of body ${from.name} is.`, missingOf('from', from));
    if (from.serves === undefined && power.disclosers?.some((one) => from.classes.includes(one)))
      return met(`${from.name} is a business or a charity.`);
    if (isPublicAuthority(from) === true)
      return {
        ...failed(`${from.name} is a public authority.`, ['SRSA2007 s.45D(13)(a)']),
        redirect: 'dea2017-s80-45c',
      };
    return unknown(`It is not known whether ${from.name} is a business or a charity.`, 'from.class');
  },
);

const size: Rule = rule(
  'size',
  'SRSA2007 s.45D(13)',
  'The business is neither micro nor small.',
  (question) => {
    const given = factsOf(question).undertakingSize;
    if (given === undefined)
      return unknown('The size of the business is not given.', 'conditions.statistics.undertakingSize');
    return given === 'micro' || given === 'small'
      ? failed('The business is micro or small: no notice can bind it.', [
          `SRSA2007 s.45D(13)(${given === 'micro' ? 'b' : 'c'})`,
        ])
      : met('The business is neither micro nor small.');
  },
);

/** Section 80: s.45D, a notice to businesses and charities. */
export const noticeToUndertakings: Tests = {
  rules: [
    inForce,
    undertaking,
    size,
    toBoard,
    notice('45D', 'SRSA2007 s.45D(1)', 'The Board has given a written notice under section 45D.'),
    required('SRSA2007 s.45D(7)'),
    nationalSecurity('SRSA2007 s.45D(9)(a)'),
    consultation('SRSA2007 s.45D(5)'),
    dataProtection,
    investigatoryPowers,
  ],
  duty: complyDuty('SRSA2007 s.45D(8)', 'SRSA2007 s.45D(5)', []),
};
