import { describe, expect, it } from 'vitest';
import { assess } from '../assess.ts';
import { lawData } from '../law-data.ts';
import { examples, having } from '../testing/examples.ts';
import { answers, barsOf, org, type Row, rulesOf } from '../testing/spec.ts';

const fact = (name: string) => `conditions.statistics.${name}`;
const required = (citation: string) => ({
  rule: 'required',
  fails: [{ [fact('requiredForBoardFunction')]: false }, citation] as const,
  unsaid: fact('requiredForBoardFunction'),
});
const recipient = (citation: string) => ({
  rule: 'recipient',
  fails: [{ to: org('nrs') }, citation] as const,
  unsaid: 'to',
  asks: 'to.class',
});
const notice = (citation: string) => ({
  rule: 'notice',
  fails: [{ [fact('notice')]: 'none' }, citation] as const,
  unsaid: fact('notice'),
});
const security = (citation: string) => ({
  rule: 'national-security',
  fails: [{ [fact('nationalSecurityRisk')]: true }, citation] as const,
  unsaid: fact('nationalSecurityRisk'),
});

rulesOf('dea2017-s78', [
  { rule: 'in-force', fails: [{ on: '2017-07-30' }, 'DEA2017 s.78'], unsaid: 'on' },
  { rule: 'discloser', fails: [{ from: org('dwp') }, 'DEA2017 s.78'], unsaid: 'from', asks: 'from.class' },
  recipient('DEA2017 s.78'),
  required('SRSA2007 s.45(2)'),
  ...barsOf('DPA2018 s.2(1)(a)', 'IPA2016'),
]);
rulesOf('dea2017-s79', [
  { rule: 'in-force', fails: [{ on: '2017-07-30' }, 'SRSA2007 s.45A(1)'], unsaid: 'on' },
  {
    rule: 'public-authority',
    fails: [{ from: org('example-charity') }, 'SRSA2007 s.45A(2)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  recipient('SRSA2007 s.45A(1)'),
  required('SRSA2007 s.45A(3)'),
  ...barsOf('SRSA2007 s.45A(12)(a)', 'SRSA2007 s.45A(12)(b)'),
]);
rulesOf('dea2017-s80-45b', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'SRSA2007 s.45B(2)'], unsaid: 'territory' },
  {
    rule: 'crown-or-regulator',
    fails: [{ from: org('camden') }, 'SRSA2007 s.45B(1)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  recipient('SRSA2007 s.45B(2)'),
  notice('SRSA2007 s.45B(6)'),
  required('SRSA2007 s.45B(2)(b)'),
  {
    rule: 'reasons',
    fails: [{ [fact('reasonsGiven')]: false }, 'SRSA2007 s.45B(7)(a)'],
    unsaid: fact('reasonsGiven'),
  },
  ...barsOf('SRSA2007 s.45B(3)(a)', 'SRSA2007 s.45B(3)(b)'),
]);
rulesOf('dea2017-s80-45c', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'SRSA2007 s.45C(2)'], unsaid: 'on' },
  {
    rule: 'other-authority',
    fails: [{ from: org('dwp') }, 'SRSA2007 s.45C(1)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  recipient('SRSA2007 s.45C(2)'),
  notice('SRSA2007 s.45C(2)'),
  required('SRSA2007 s.45C(8)'),
  security('SRSA2007 s.45C(13)(a)'),
  ...barsOf('SRSA2007 s.45C(13)(b)', 'SRSA2007 s.45C(13)(c)'),
]);
rulesOf('dea2017-s80-45d', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'SRSA2007 s.45D(1)'], unsaid: 'on' },
  {
    rule: 'undertaking',
    fails: [{ from: org('camden') }, 'SRSA2007 s.45D(13)(a)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'size',
    fails: [{ [fact('undertakingSize')]: 'micro' }, 'SRSA2007 s.45D(13)(b)'],
    unsaid: fact('undertakingSize'),
  },
  recipient('SRSA2007 s.45D(1)'),
  notice('SRSA2007 s.45D(1)'),
  required('SRSA2007 s.45D(7)'),
  security('SRSA2007 s.45D(9)(a)'),
  ...barsOf('SRSA2007 s.45D(9)(b)', 'SRSA2007 s.45D(9)(c)'),
]);
rulesOf('dea2017-s81', [
  { rule: 'in-force', fails: [{ on: '2017-07-30' }, 'SRSA2007 s.53A(1)'], unsaid: 'on' },
  {
    rule: 'discloser',
    fails: [{ from: org('hmrc') }, 'SRSA2007 s.53A(1)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'recipient',
    fails: [{ to: org('cardiff-council') }, 'SRSA2007 s.53A(2)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  { rule: 'purpose', fails: [{ purpose: 'casework' }, 'SRSA2007 s.53A(3)'], unsaid: 'purpose' },
  {
    rule: 'statistical',
    fails: [{ [fact('statisticalPurpose')]: false }, 'SRSA2007 s.53A(8)'],
    unsaid: fact('statisticalPurpose'),
  },
  {
    rule: 'written-request',
    fails: [{ [fact('writtenRequest')]: false }, 'SRSA2007 s.53A(4)'],
    unsaid: fact('writtenRequest'),
  },
  required('SRSA2007 s.53A(6)'),
  {
    rule: 'source-consent',
    fails: [{ [fact('sourceConsent')]: false }, 'SRSA2007 s.53A(6)(c)'],
    unsaid: fact('sourceConsent'),
  },
  ...barsOf('SRSA2007 s.53A(12)', 'SRSA2007 s.53A(12)'),
]);

answers('dea2017-s78', [
  ['HMRC to the Board', {}, 'gateway', 'DEA2017 s.78'],
  [
    'in Northern Ireland from the first day',
    { territory: 'NI', on: '2017-07-31' },
    'gateway',
    'DEA2017 s.78',
  ],
  [
    'the Board passes it on: only with the Commissioners’ consent',
    { laterUse: { kind: 'onward', ground: 'other' } },
    'consent-only',
    'SRSA2007 s.45(4)',
  ],
  [
    'the Board uses it for something that is no function of it',
    { laterUse: { kind: 'use', ground: 'other' } },
    'no-gateway',
    'SRSA2007 s.45(3)',
  ],
]);
answers('dea2017-s79', [
  ['a council offers', {}, 'gateway', 'SRSA2007 s.45A(1)'],
  [
    'HMRC offers: it has its own power',
    { from: org('hmrc') },
    'no-gateway',
    'SRSA2007 s.45A(2)',
    'dea2017-s78',
  ],
  ['a department offers', { from: org('dwp') }, 'gateway', 'SRSA2007 s.45A(1)'],
  [
    'in Northern Ireland the day before',
    { territory: 'NI', on: '2018-04-30', from: org('dfc-ni') },
    'no-gateway',
    'SRSA2007 s.45A(1)',
  ],
  [
    'in Northern Ireland on the first day',
    { territory: 'NI', on: '2018-05-01', from: org('dfc-ni') },
    'gateway',
    'SRSA2007 s.45A(1)',
  ],
  [
    'a body whose nature is not plain',
    { from: org('scottish-water'), territory: 'S' },
    'unknown',
    'SRSA2007 s.45A(2)',
  ],
]);
answers('dea2017-s80-45b', [
  ['a request with reasons: reply', {}, 'must-reply', 'SRSA2007 s.45B(8)'],
  ['the reply is that it is willing', { [fact('reply')]: 'willing' }, 'gateway', 'SRSA2007 s.45B(8)(a)'],
  [
    'the reply is a refusal with reasons: the duty is done',
    { [fact('reply')]: 'unwilling-with-reasons' },
    'gateway',
    'SRSA2007 s.45B(8)(b)',
  ],
  [
    'the reply is a refusal without reasons: it is still owed',
    { [fact('reply')]: 'unwilling-no-reasons' },
    'must-reply',
    'SRSA2007 s.45B(8)',
  ],
  ['no reply yet', { [fact('reply')]: 'none' }, 'must-reply', 'SRSA2007 s.45B(10)'],
  ['the Bank of England', { from: org('bank-of-england') }, 'must-reply', 'SRSA2007 s.45B(1)(b)'],
  ['the Payment Systems Regulator', { from: org('psr') }, 'must-reply', 'SRSA2007 s.45B(1)(e)'],
  ['a department', { from: org('dwp') }, 'must-reply', 'SRSA2007 s.45B(1)(a)'],
  [
    'the Welsh Government',
    { territory: 'W', from: org('welsh-government') },
    'must-reply',
    'SRSA2007 s.45B(1)(a)',
  ],
  [
    'a council: it can be given a notice',
    { from: org('camden') },
    'no-gateway',
    'SRSA2007 s.45B(1)',
    'dea2017-s80-45c',
  ],
  [
    'a body that is said to be of the Crown',
    { from: { organisation: 'environment-agency', isCrownBody: true } },
    'must-reply',
    'SRSA2007 s.45B(1)(a)',
  ],
  [
    'a department that is said not to be',
    { from: { organisation: 'dwp', isCrownBody: false } },
    'no-gateway',
    'SRSA2007 s.45B(1)',
  ],
  ['the Board itself', { from: org('uksa') }, 'no-gateway', 'SRSA2007 s.45B(1)'],
  ['a bank', { from: org('example-bank') }, 'no-gateway', 'SRSA2007 s.45B(1)'],
]);

const ignored = { [fact('complied')]: false, [fact('reasonableExcuse')]: false };
const change = (clause?: boolean) => ({ purpose: 'change-data-system', [fact('consultClause')]: clause });
answers('dea2017-s80-45c', [
  ['a notice to a council', {}, 'must-comply', 'SRSA2007 s.45C(12)'],
  ['not complied with, no excuse', ignored, 'offence', 'SRSA2007 s.45F(1)'],
  [
    'not complied with, with an excuse',
    { ...ignored, [fact('reasonableExcuse')]: true },
    'must-comply',
    'SRSA2007 s.45C(12)',
  ],
  [
    'not complied with, of an excuse nothing is said',
    { [fact('complied')]: false },
    'must-comply',
    'SRSA2007 s.45C(12)',
  ],
  ['answered falsely', { [fact('falseInformation')]: true }, 'offence', 'SRSA2007 s.45F(2)'],
  [
    'not complied with, for national security',
    { ...ignored, [fact('nationalSecurityRisk')]: true },
    'no-gateway',
    'SRSA2007 s.45C(13)(a)',
  ],
  [
    'not complied with, where the notice was not valid',
    { ...ignored, [fact('requiredForBoardFunction')]: false },
    'no-gateway',
    'SRSA2007 s.45C(8)',
  ],
  [
    'a Crown body can only be asked',
    { from: org('dwp') },
    'no-gateway',
    'SRSA2007 s.45B(1)',
    'dea2017-s80-45b',
  ],
  ['a local NHS body', { from: org('leeds-teaching-hospitals') }, 'must-comply', 'SRSA2007 s.45C(12)'],
  ['the police', { from: org('met-police') }, 'must-comply', 'SRSA2007 s.45C(12)'],
  [
    'a council of Scotland with consent',
    { territory: 'S', from: org('glasgow-city-council'), [fact('devolvedConsent')]: true },
    'must-comply',
    'SRSA2007 s.45C(12)',
  ],
  [
    'a body of Wales without consent',
    { territory: 'W', from: org('nrw'), [fact('devolvedConsent')]: false },
    'no-gateway',
    'SRSA2007 s.45C(10)',
  ],
  [
    'a health board of Wales, consent not said',
    { territory: 'W', from: org('velindre') },
    'unknown',
    'SRSA2007 s.45C(10)',
  ],
  [
    'a body of Northern Ireland without consent',
    { territory: 'NI', from: org('belfast-city-council'), [fact('devolvedConsent')]: false },
    'no-gateway',
    'SRSA2007 s.45C(11)',
  ],
  [
    'a firm that works for a council',
    { from: { class: 'private-company', capacity: 'provider-to', of: 'camden' } },
    'unknown',
    'SRSA2007 s.45C(1)',
  ],
  ['a change of systems that must be told first', change(true), 'must-comply', 'SRSA2007 s.45C(6)'],
  ['a change of systems without such a clause', change(false), 'gateway', 'SRSA2007 s.45G(2)'],
  ['a change of systems, the clause not said', change(), 'unknown', 'SRSA2007 s.45C(6)'],
]);
/* A false “must comply”, or a false offence, would be worse than a question. */
answers('dea2017-s80-45b', [
  [
    'a tax authority of Scotland: its class does not say whether it is of the Crown',
    { territory: 'S', from: org('revenue-scotland') },
    'unknown',
    'SRSA2007 s.45B(1)(a)',
  ],
]);
answers('dea2017-s80-45c', [
  [
    'a tax authority of Wales: no offence before it is known whether it is of the Crown',
    { territory: 'W', from: org('wra'), [fact('devolvedConsent')]: true, ...ignored },
    'unknown',
    'SRSA2007 s.45B(1)(a)',
  ],
  [
    'a tax authority of Wales that is said not to be of the Crown',
    { territory: 'W', from: { organisation: 'wra', isCrownBody: false }, [fact('devolvedConsent')]: true },
    'must-comply',
    'SRSA2007 s.45C(12)',
  ],
  [
    'an inspectorate: bodies of that class are of the Crown or not',
    { from: org('ofsted') },
    'unknown',
    'SRSA2007 s.45B(1)(a)',
  ],
]);
answers('dea2017-s80-45d', [
  ['a notice to a large business', {}, 'must-comply', 'SRSA2007 s.45D(8)'],
  ['to a medium one', { [fact('undertakingSize')]: 'medium' }, 'must-comply', 'SRSA2007 s.45D(8)'],
  ['to a small one', { [fact('undertakingSize')]: 'small' }, 'no-gateway', 'SRSA2007 s.45D(13)(c)'],
  ['to a charity', { from: org('example-charity') }, 'must-comply', 'SRSA2007 s.45D(11)'],
  ['to a water company', { from: org('thames-water') }, 'must-comply', 'SRSA2007 s.45D(11)'],
  ['to a council', { from: org('camden') }, 'no-gateway', 'SRSA2007 s.45D(13)(a)', 'dea2017-s80-45c'],
  ['answered falsely', { [fact('falseInformation')]: true }, 'offence', 'SRSA2007 s.45F(2)'],
  ['ignored', ignored, 'offence', 'SRSA2007 s.45F(1)'],
  ['a change of systems that must be told first', change(true), 'must-comply', 'SRSA2007 s.45D(5)'],
]);
answers('dea2017-s81', [
  ['to the Welsh Ministers', {}, 'gateway', 'SRSA2007 s.53A(1)'],
  ['to the Scottish registrar', { territory: 'S', to: org('nrs') }, 'gateway', 'SRSA2007 s.53A(2)'],
  [
    'to a department of Northern Ireland that is not named',
    { territory: 'NI', to: org('dfc-ni') },
    'no-gateway',
    'SRSA2007 s.53A(2)',
  ],
  [
    'to the Department of Finance the day before',
    { territory: 'NI', to: org('dof-ni'), on: '2018-04-30' },
    'no-gateway',
    'SRSA2007 s.53A(1)',
  ],
  [
    'to the Department of Finance on the first day',
    { territory: 'NI', to: org('dof-ni'), on: '2018-05-01' },
    'gateway',
    'SRSA2007 s.53A(2)',
  ],
  [
    'used for something else',
    { laterUse: { kind: 'use', ground: 'other' } },
    'no-gateway',
    'SRSA2007 s.53A(8)',
  ],
]);

/** ss.45A(7) and 45E(3): personal information to an approved researcher only with the consent of the body it came from. */
const researcher = (consent?: boolean) => ({
  [fact('sourceConsent')]: consent,
  laterUse: { kind: 'onward', ground: 'other', toClass: 'researcher' },
});
for (const [power, citation] of [
  ['dea2017-s79', 'SRSA2007 s.45A(7)'],
  ['dea2017-s80-45b', 'SRSA2007 s.45E(3)'],
  ['dea2017-s80-45c', 'SRSA2007 s.45E(3)'],
  ['dea2017-s80-45d', 'SRSA2007 s.45E(3)'],
] as const)
  answers(power, [
    ['on to a researcher with consent', researcher(true), 'gateway', citation],
    ['on to a researcher without consent', researcher(false), 'no-gateway', citation],
    ['on to a researcher, consent not said', researcher(), 'unknown', citation],
    [
      'on to a researcher, of what is about nobody',
      { ...researcher(false), subjects: 'none' },
      'gateway',
      citation,
    ],
    [
      'on to somebody else: this Act does not settle it',
      { laterUse: { kind: 'onward', ground: 'other', toClass: 'newspaper' } },
      'escalate',
      citation,
    ],
    ['on to nobody who is named', { laterUse: { kind: 'onward', ground: 'other' } }, 'unknown', citation],
  ] satisfies readonly Row[]);

/** s.39(4): what the bar of section 39 does not stop. HMRC's own bar in s.45(4) has no such list. */
for (const power of [
  'dea2017-s79',
  'dea2017-s80-45b',
  'dea2017-s80-45c',
  'dea2017-s80-45d',
  'dea2017-s81',
] as const)
  answers(power, [
    ...(
      [
        ['enactment', 'a'],
        ['eu-obligation', 'b'],
        ['already-public', 'd'],
        ['court-order', 'e'],
        ['criminal-investigation', 'f'],
        ['data-subject-consent', 'h'],
      ] as const
    ).map(
      ([ground, limb]): Row => [
        `on for ${ground}`,
        { laterUse: { kind: 'onward', ground } },
        'gateway',
        `SRSA2007 s.39(4)(${limb})`,
      ],
    ),
    [
      'on to a researcher with the consent of the person: s.39(4)(h), not (i)',
      {
        [fact('sourceConsent')]: false,
        'conditions.consentGiven': true,
        laterUse: { kind: 'onward', ground: 'data-subject-consent', toClass: 'researcher' },
      },
      'gateway',
      'SRSA2007 s.39(4)(h)',
    ],
    [
      'on for safeguarding, which is not in the list',
      { laterUse: { kind: 'onward', ground: 'safeguarding', toClass: 'charity' } },
      'escalate',
      lawData.exceptions.find(({ powers }) => powers.includes(power))?.onward.citation ?? '',
    ],
    [
      'on with a consent that was not given',
      {
        'conditions.consentGiven': false,
        laterUse: { kind: 'onward', ground: 'data-subject-consent', toClass: 'charity' },
      },
      'escalate',
      lawData.exceptions.find(({ powers }) => powers.includes(power))?.onward.citation ?? '',
    ],
  ]);
answers('dea2017-s78', [
  [
    'on under a court order: only the Commissioners’ consent opens s.45(4)',
    { laterUse: { kind: 'onward', ground: 'court-order' } },
    'consent-only',
    'SRSA2007 s.45(4)',
  ],
]);

describe('a notice of the Board', () => {
  it.each(['dea2017-s80-45b', 'dea2017-s80-45c', 'dea2017-s80-45d'] as const)(
    'is found by what the Board has sent, and beats the power to give of one’s own will (%s)',
    (power) => {
      const found = assess(having(examples[power], { power: undefined }), lawData);
      expect(found.power).toBe(power);
    },
  );
});

answers('dea2017-s80-45c', [
  [
    'complied with: of an excuse there is no question',
    { [fact('complied')]: true, [fact('reasonableExcuse')]: false },
    'must-comply',
    'SRSA2007 s.45C(12)',
  ],
]);

describe('a duty', () => {
  const says = (changes: object) => assess(having(examples['dea2017-s80-45c'], { ...changes }), lawData);
  it('is said in the answer, with the provision', () => {
    expect(says({}).text).toContain('The notice must be complied with. (SRSA2007 s.45C(12))');
    expect(says(ignored).text.join(' ')).toContain('there is no reasonable excuse. (SRSA2007 s.45F(1))');
  });
  it('says what was taken as not alleged: an excuse matters only where it was not complied with', () => {
    expect(says({}).assumed).toEqual(expect.arrayContaining([fact('complied'), fact('falseInformation')]));
    expect(says({}).assumed).not.toContain(fact('reasonableExcuse'));
    expect(says({ [fact('complied')]: false }).assumed).toContain(fact('reasonableExcuse'));
    expect(says({ [fact('complied')]: true }).assumed).not.toContain(fact('complied'));
  });
});
