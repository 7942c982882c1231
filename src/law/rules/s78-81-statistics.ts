import { type Body, isResolved, missingOf } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import {
  assuming,
  bar,
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
import { dataProtection, inForce, investigatoryPowers, ofClass, purposeNamed } from './general.ts';
import { isPublicAuthority } from './public-authority.ts';

type StatisticsFacts = NonNullable<NonNullable<Facts['conditions']>['statistics']>;
const factsOf = ({ facts }: Question): StatisticsFacts => facts.conditions?.statistics ?? {};

const toBoard = ofClass('to', 'the Statistics Board');

/** The Board requires the information for one or more of its functions. */
const required = (citation: string): Rule =>
  rule('required', citation, 'The Board requires the information for a function.', (question) =>
    byFact(factsOf(question).requiredForBoardFunction, 'conditions.statistics.requiredForBoardFunction', [
      'The Board requires it for a function.',
      'The Board does not require it for any function.',
      'It is not said whether the Board requires it for a function.',
    ]),
  );

/** Section 78: HM Revenue and Customs to the Board. */
export const fromRevenue: Tests = {
  rules: [
    inForce,
    ofClass('from', 'HM Revenue and Customs'),
    toBoard,
    required('SRSA2007 s.45(2)'),
    dataProtection,
    investigatoryPowers,
  ],
};

/** What a public authority is here: whoever exercises functions of a public nature. */
function asAuthority({ from }: Question, then: (body: Body) => Found): Found {
  if (!isResolved(from))
    return unknown(`It is not known what kind of body ${from.name} is.`, missingOf('from', from));
  const known = isPublicAuthority(from);
  if (known === undefined)
    return unknown(`It is not known whether ${from.name} is a public authority.`, 'from.class');
  return known ? then(from) : failed(`${from.name} is not a public authority.`);
}

const voluntary: Rule = rule(
  'public-authority',
  'SRSA2007 s.45A(2)',
  'The discloser is a public authority other than HM Revenue and Customs.',
  (question) => {
    if (question.from.classes.includes('hmrc'))
      return { ...failed('HM Revenue and Customs has its own power.'), redirect: 'dea2017-s78' };
    return asAuthority(question, ({ name }) => met(`${name} is a public authority.`, ['SRSA2007 s.45A(1)']));
  },
);

/** Section 79: s.45A of the 2007 Act, any other public authority to the Board, if it wishes. */
export const voluntaryToBoard: Tests = {
  rules: [inForce, voluntary, toBoard, required('SRSA2007 s.45A(3)'), dataProtection, investigatoryPowers],
};

/** Under which section the Board asks. */
const notice = (wanted: '45B' | '45C' | '45D' | '53A', citation: string, asks: string): Rule =>
  rule('notice', citation, asks, (question) => {
    const given = factsOf(question).notice;
    if (given === undefined)
      return unknown('It is not said under which section the Board asks.', 'conditions.statistics.notice');
    return given === wanted
      ? met(`The Board asks under section ${wanted}.`)
      : failed(`The Board has not asked under section ${wanted}.`);
  });

/** s.45B(1): (a) Crown bodies, (b) and (c) the Bank of England, (d) the FCA, (e) the Payment Systems Regulator. */
const regulators: Readonly<Record<string, string>> = {
  'bank-of-england': 'SRSA2007 s.45B(1)(b)',
  fca: 'SRSA2007 s.45B(1)(d)',
  psr: 'SRSA2007 s.45B(1)(e)',
};

const regulatorLimb = ({ classes }: Body): string | undefined =>
  classes.map((one) => regulators[one]).find((one) => one !== undefined);

const isCrown = ({ from, facts }: Question): boolean | undefined => facts.from?.isCrownBody ?? from.crown;

const crownUnknown = ({ name }: Body): Found => ({
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
    if (limb !== undefined) return met(`${from.name} is named.`, [limb]);
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
        `There is consent of ${who}.`,
        `There is no consent of ${who}, so the notice is not valid.`,
        `It is not said whether ${who} have consented.`,
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
