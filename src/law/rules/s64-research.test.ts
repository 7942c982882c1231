import { answers, barsOf, org, type Row, rulesOf } from '../testing/spec.ts';

const fact = (name: string) => `conditions.research.${name}`;

rulesOf('dea2017-s64-1', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'SI2018/382 reg 3(aa)'], unsaid: 'on' },
  {
    rule: 'public-authority',
    fails: [{ from: org('example-bank') }, 'DEA2017 s.73(1)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'not-held-for-health',
    fails: [{ 'data.heldFor': 'health' }, 'DEA2017 s.65(4)'],
    unsaid: 'data.heldFor',
  },
  { rule: 'purpose', fails: [{ purpose: 'select-people-for-action' }, 'DEA2017 s.64(1)'], unsaid: 'purpose' },
  {
    rule: 'de-identified',
    fails: [{ data: { identifiable: true, deIdentified: false, heldFor: 'other' } }, 'DEA2017 s.64(3)'],
  },
  {
    rule: 'reasonable-steps',
    fails: [{ [fact('reasonableSteps')]: false }, 'DEA2017 s.64(6)'],
    unsaid: fact('reasonableSteps'),
  },
  {
    rule: 'made-by',
    fails: [{ [fact('madeByAuthorityOrProcessor')]: false }, 'DEA2017 s.64(7)'],
    unsaid: fact('madeByAuthorityOrProcessor'),
  },
  {
    rule: 'project-accredited',
    fails: [{ [fact('projectAccredited')]: false }, 'DEA2017 s.64(8)'],
    unsaid: fact('projectAccredited'),
  },
  {
    rule: 'processors-accredited',
    fails: [{ [fact('processorsAccredited')]: false }, 'DEA2017 s.64(9)(a)'],
    unsaid: fact('processorsAccredited'),
  },
  {
    rule: 'recipients-accredited',
    fails: [{ [fact('recipientsAccredited')]: false }, 'DEA2017 s.64(9)(b)'],
    unsaid: fact('recipientsAccredited'),
  },
  {
    rule: 'users-accredited',
    fails: [{ [fact('usersAccredited')]: false }, 'DEA2017 s.64(9)(c)'],
    unsaid: fact('usersAccredited'),
  },
  {
    rule: 'code-regard',
    fails: [{ [fact('codeRegard')]: false }, 'DEA2017 s.64(10)'],
    unsaid: fact('codeRegard'),
  },
  ...barsOf('DEA2017 s.65(2)(a)', 'DEA2017 s.65(2)(b)'),
]);

rulesOf('dea2017-s64-5', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'SI2018/382 reg 3(aa)'], unsaid: 'territory' },
  {
    rule: 'authority-or-processor',
    fails: [{ from: org('example-bank') }, 'DEA2017 s.64(5)(a)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'not-held-for-health',
    fails: [{ 'data.heldFor': 'adult-social-care' }, 'DEA2017 s.65(4)'],
    unsaid: 'data.heldFor',
  },
  { rule: 'purpose', fails: [{ purpose: 'research' }, 'DEA2017 s.64(5)'], unsaid: 'purpose' },
  {
    rule: 'processor-accredited',
    fails: [{ [fact('processorsAccredited')]: false }, 'DEA2017 s.64(9)(a)'],
    unsaid: fact('processorsAccredited'),
  },
]);

answers('dea2017-s64-1', [
  ['a department to a researcher', {}, 'gateway', 'DEA2017 s.64(1)'],
  [
    'in Northern Ireland from the first day',
    { territory: 'NI', on: '2018-05-01', from: org('dfc-ni') },
    'gateway',
    'SI2018/382 reg 3(aa)',
  ],
  [
    'the Welsh tax authority a month before the rest',
    { territory: 'W', on: '2018-04-01', from: org('wra') },
    'gateway',
    'SI2018/342 reg 3(2)',
  ],
  [
    'the Welsh tax authority before that',
    { territory: 'W', on: '2018-03-31', from: org('wra') },
    'no-gateway',
    'SI2018/342 reg 3(2)',
  ],
  [
    'a Welsh council in that month',
    { territory: 'W', on: '2018-04-30', from: org('cardiff-council') },
    'no-gateway',
    'SI2018/382 reg 3(aa)',
  ],
  [
    'a body that does nothing but health services',
    { from: org('nhs-england') },
    'no-gateway',
    'DEA2017 s.73(2)',
  ],
  [
    'a Welsh health board, listed elsewhere in the Act',
    { territory: 'W', from: org('velindre') },
    'no-gateway',
    'DEA2017 s.73(2)',
  ],
  [
    'a health body that is said to do more',
    { from: { organisation: 'nhs-england', publicAuthorityForResearch: true } },
    'gateway',
    'DEA2017 s.73(1)',
  ],
  [
    'a department that is said to do nothing else',
    { from: { organisation: 'dfe', publicAuthorityForResearch: false } },
    'no-gateway',
    'DEA2017 s.73(2)',
  ],
  [
    'the health department, of what it holds for other ends',
    { from: org('dhsc') },
    'gateway',
    'DEA2017 s.73(1)',
  ],
  [
    'a council, of what it holds for adult social care',
    { from: org('kent-county-council'), 'data.heldFor': 'adult-social-care' },
    'no-gateway',
    'DEA2017 s.65(4)',
  ],
  [
    'any public body at all: there is no list',
    { from: org('natural-england') },
    'gateway',
    'DEA2017 s.64(1)',
  ],
  [
    'a firm that works for a department',
    { from: { class: 'private-company', capacity: 'provider-to', of: 'dwp' } },
    'unknown',
    'DEA2017 s.73(2)',
  ],
  [
    'information about no one: no condition applies',
    { subjects: 'none', 'conditions.research': undefined, data: { heldFor: 'other' } },
    'gateway',
    'DEA2017 s.64(2)',
  ],
  [
    'information about companies: the conditions apply',
    { subjects: 'company', [fact('projectAccredited')]: false },
    'no-gateway',
    'DEA2017 s.64(8)',
  ],
  ['it is not said whether it is about anyone', { subjects: undefined }, 'unknown', 'DEA2017 s.64(2)'],
  ['nothing said of identity', { data: { heldFor: 'other' } }, 'unknown', 'DEA2017 s.64(3)'],
  [
    'it never identified anybody',
    { data: { heldFor: 'other', identifiable: false } },
    'gateway',
    'DEA2017 s.64(3)',
  ],
  [
    'not in the public interest, accreditation not said',
    { [fact('projectAccredited')]: undefined, [fact('researchInPublicInterest')]: false },
    'no-gateway',
    'DEA2017 s.71(4)',
  ],
  [
    'accredited, and so found to be in the public interest',
    { [fact('researchInPublicInterest')]: false },
    'gateway',
    'DEA2017 s.64(8)',
  ],
  ['for one firm’s profit', { purpose: 'commercial-profit' }, 'no-gateway', 'DEA2017 s.64(1)'],
]);

answers('dea2017-s64-5', [
  ['a department to an accredited processor, with names', {}, 'gateway', 'DEA2017 s.64(5)(a)'],
  [
    'HMRC to a processor: that is the first step, not the second',
    { from: org('hmrc'), 'data.source': 'hmrc', [fact('processorToProcessor')]: false },
    'gateway',
    'DEA2017 s.64(5)(a)',
  ],
  [
    'HMRC to a processor, nothing said of a second',
    { from: org('hmrc'), 'data.source': 'hmrc' },
    'gateway',
    'DEA2017 s.64(5)(a)',
  ],
  ['one processor to another', { from: { class: 'accredited-processor' } }, 'gateway', 'DEA2017 s.64(5)(b)'],
  [
    'one processor to another, of HMRC data',
    { from: { class: 'accredited-processor' }, 'data.source': 'hmrc' },
    'consent-only',
    'DEA2017 s.67(5)',
  ],
  [
    'one processor to another, of HMRC data, with consent',
    { from: { class: 'accredited-processor' }, 'data.source': 'hmrc', 'conditions.revenueConsent': 'given' },
    'gateway',
    'DEA2017 s.67(7)',
  ],
  [
    'one processor to another, of Revenue Scotland data',
    { from: { class: 'accredited-processor' }, 'data.source': 'rs' },
    'consent-only',
    'DEA2017 s.69(5)',
  ],
  [
    'one processor to another, the source not said',
    { from: { class: 'accredited-processor' }, 'data.source': undefined },
    'unknown',
    'DEA2017 s.64(5)(b)',
  ],
  [
    'HMRC data from a department, nothing said of a second processor',
    { 'data.source': 'hmrc' },
    'unknown',
    'DEA2017 s.67(5)',
  ],
  [
    'HMRC data from a department that is no processor',
    { 'data.source': 'hmrc', [fact('processorToProcessor')]: false },
    'gateway',
    'DEA2017 s.64(5)(a)',
  ],
  [
    'one processor to another that is not accredited',
    { from: { class: 'accredited-processor' }, [fact('processorsAccredited')]: false },
    'no-gateway',
    'DEA2017 s.64(9)(a)',
  ],
]);

const onward = (ground: string, more: object = {}) => ({ laterUse: { kind: 'onward', ground, ...more } });
const named = { data: { identifiable: true, deIdentified: true, source: 'other', heldFor: 'other' } };
const from = (source: string) => ({ data: { ...named.data, source } });
const reviewer = (recipientAccredited?: boolean) =>
  onward('accredited-reviewer', {
    toClass: 'reviewer',
    ...(recipientAccredited === undefined ? {} : { recipientAccredited }),
  });
const knew = { done: true, stateOfMind: 'knew' };
/** The three limbs that chapters 1 and 4 have, and national security: s.66(7) has none of them. */
const absent = ['serious-physical-harm', 'loss-of-life', 'emergency', 'national-security'];

answers('dea2017-s64-1', [
  ['onward to the research team', { ...named, ...onward('research-team') }, 'gateway', 'DEA2017 s.66(3)(a)'],
  ['onward to an accredited reviewer', { ...named, ...reviewer(true) }, 'gateway', 'DEA2017 s.66(3)(b)'],
  [
    'onward to a reviewer who is not accredited',
    { ...named, ...reviewer(false) },
    'no-gateway',
    'DEA2017 s.66(3)(b)',
  ],
  [
    'onward to a reviewer of whom this is not said',
    { ...named, ...reviewer() },
    'unknown',
    'DEA2017 s.66(3)(b)',
  ],
  ...absent.map(
    (ground): Row => [
      `onward for ${ground}`,
      { ...named, ...onward(ground) },
      'no-gateway',
      'DEA2017 s.66(7)',
    ],
  ),
  [
    'onward for safeguarding: not listed, but another ground may cover it',
    { ...named, ...onward('safeguarding') },
    'escalate',
    'DEA2017 s.66(7)',
  ],
  [
    'onward to prevent crime',
    { ...named, ...onward('crime-asb-prevention') },
    'gateway',
    'DEA2017 s.66(7)(e)',
  ],
  ['onward of what identifies nobody', onward('other'), 'gateway', 'DEA2017 s.66(1)(a)'],
  ['onward knowingly', { ...named, ...onward('other', knew) }, 'offence', 'DEA2017 s.66(10)'],
  [
    'use for something else',
    { ...named, laterUse: { kind: 'use', ground: 'other' } },
    'no-gateway',
    'DEA2017 s.64(1)',
  ],
  [
    'HMRC data to an accredited reviewer',
    { ...from('hmrc'), ...reviewer(true) },
    'gateway',
    'DEA2017 s.67(3)(b)',
  ],
  [
    'HMRC data to a reviewer who is not accredited: consent is left',
    { ...from('hmrc'), ...reviewer(false) },
    'consent-only',
    'DEA2017 s.67(2)',
  ],
  [
    'HMRC data under a court order, which is no exception here',
    { ...from('hmrc'), ...onward('court-order') },
    'consent-only',
    'DEA2017 s.67(2)',
  ],
  [
    'Welsh tax data to the research team',
    { ...from('wra'), ...onward('research-team') },
    'gateway',
    'DEA2017 s.68(3)(a)',
  ],
  [
    'Scottish tax data for crime',
    { ...from('rs'), ...onward('crime-asb-prevention') },
    'consent-only',
    'DEA2017 s.69(2)',
  ],
  [
    'Scottish tax data onward, done',
    { ...from('rs'), ...onward('other', knew) },
    'offence',
    'DEA2017 s.69(8)',
  ],
  [
    'Welsh tax data onward, believed lawful',
    { ...from('wra'), ...onward('other', { done: true, stateOfMind: 'reasonable-belief' }) },
    'consent-only',
    'DEA2017 s.68(7)',
  ],
]);

answers('dea2017-s64-5', [
  ['a processor to the researcher', onward('section-64-disclosure'), 'gateway', 'DEA2017 s.66(6)'],
  [
    'a processor of HMRC data to the researcher',
    { ...from('hmrc'), ...onward('section-64-disclosure', { toClass: 'researcher' }) },
    'gateway',
    'DEA2017 s.67(6)',
  ],
  [
    'a processor of HMRC data to a second processor: s.67(6) names s.64(1) only',
    { ...from('hmrc'), ...onward('section-64-disclosure', { toClass: 'accredited-processor' }) },
    'consent-only',
    'DEA2017 s.67(5)',
  ],
  [
    'a processor of HMRC data, it is not said to whom',
    { ...from('hmrc'), ...onward('section-64-disclosure') },
    'unknown',
    'DEA2017 s.67(6)',
  ],
  [
    'a processor of Welsh tax data to a second processor',
    { ...from('wra'), ...onward('section-64-disclosure', { toClass: 'accredited-processor' }) },
    'consent-only',
    'DEA2017 s.68(5)',
  ],
  ['a processor to anybody else, knowingly', onward('other', knew), 'offence', 'DEA2017 s.66(10)'],
]);
