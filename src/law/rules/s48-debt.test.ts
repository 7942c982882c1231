import { answers, barsOf, firm, org, rulesOf } from '../testing/spec.ts';

const pilot = (status: string, ends?: string) => ({
  'readiness.pilot': { status, ...(ends === undefined ? {} : { ends }) },
});

rulesOf('dea2017-s48', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'DEA2017 s.118(4)'], unsaid: 'on' },
  {
    rule: 'from-listed',
    fails: [{ from: org('wmca') }, 'DEA2017 s.48(4)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  { rule: 'to-listed', fails: [{ to: org('defra') }, 'DEA2017 s.48(4)'], unsaid: 'to', asks: 'to.class' },
  {
    rule: 'owed-to-public',
    fails: [{ 'conditions.debt.owedTo': 'private' }, 'DEA2017 s.48(2)(a)'],
    unsaid: 'conditions.debt.owedTo',
  },
  {
    rule: 'overdue',
    fails: [{ 'conditions.debt.overdue': false }, 'DEA2017 s.48(2)(b)'],
    unsaid: 'conditions.debt.overdue',
  },
  { rule: 'purpose', fails: [{ purpose: 'collect-private-debt' }, 'DEA2017 s.48(3)'], unsaid: 'purpose' },
  ...barsOf('DEA2017 s.49(8)(a)', 'DEA2017 s.49(8)(b)'),
]);

answers('dea2017-s48', [
  [
    'a department, and the same by its office',
    { from: { class: 'sos-dwp' }, to: org('dwp') },
    'no-gateway',
    'DEA2017 s.48(1)',
  ],
  [
    'a council, and another of its kind',
    { from: { class: 'district-council-e' }, to: org('preston-city-council') },
    'gateway',
    'DEA2017 s.48(1)',
  ],
  [
    'an agency and the department that it was part of',
    { from: org('companies-house'), to: org('beis'), on: '2019-03-01' },
    'unknown',
    'DEA2017 s.48(1)',
  ],
  [
    'an agency, and that department named as its own',
    {
      from: { organisation: 'companies-house', capacity: 'agency-of', of: 'beis' },
      to: org('beis'),
      on: '2019-03-01',
    },
    'no-gateway',
    'DEA2017 s.48(1)',
  ],
  ['a district and HMRC', {}, 'gateway', 'DEA2017 Sch 7 para 11'],
  ['owed to the Crown', { 'conditions.debt.owedTo': 'crown' }, 'gateway', 'DEA2017 s.48(2)'],
  ['to recover after an official error', { purpose: 'correct-official-error' }, 'gateway', 'DEA2017 s.48(3)'],
  ['an approved pilot in its term', pilot('approved', '2025-03-01'), 'gateway', 'DEA2017 s.48(1)'],
  [
    'an approved pilot the day after its term',
    pilot('approved', '2025-02-28'),
    'not-ready',
    'DEA2017 s.52(3)',
  ],
  ['an approved pilot of which no end is said', pilot('approved'), 'gateway', 'DEA2017 s.48(1)'],
  ['business as usual', pilot('bau'), 'gateway', 'DEA2017 s.48(1)'],
  ['a pilot that ended', pilot('ended'), 'not-ready', 'DEA2017 s.52(3)'],
  ['a pilot that is submitted', pilot('submitted'), 'not-ready', 'DEA2017 s.52(3)'],
  ['the police', { from: org('met-police') }, 'no-gateway', 'DEA2017 s.48(4)'],
  ['an English NHS trust', { from: org('leeds-teaching-hospitals') }, 'no-gateway', 'DEA2017 s.48(4)'],
  [
    'the Scottish health agency, which is listed',
    { territory: 'S', from: org('nhs-nss') },
    'gateway',
    'DEA2017 Sch 7 para 30',
  ],
  [
    'Scottish bodies the day before',
    { territory: 'S', from: org('glasgow-city-council'), on: '2022-03-15' },
    'no-gateway',
    'DEA2017 Sch 7 para 26',
  ],
  [
    'Scottish bodies on the day',
    { territory: 'S', from: org('glasgow-city-council'), on: '2022-03-16' },
    'gateway',
    'DEA2017 Sch 7 para 26',
  ],
  [
    'a Scottish council and an English council',
    { from: org('glasgow-city-council'), to: org('leeds-city-council') },
    'gateway',
    'DEA2017 Sch 7 para 11',
  ],
  [
    'a community council of Wales',
    { territory: 'W', from: org('llandudno-town-council') },
    'gateway',
    'DEA2017 Sch 7 para 23',
  ],
  ['a parish council of England', { from: org('salisbury-city-council') }, 'no-gateway', 'DEA2017 s.48(4)'],
  [
    'a Welsh housing association, listed for fraud and not for debt',
    { territory: 'W', from: org('wales-west-housing') },
    'no-gateway',
    'DEA2017 s.48(4)',
  ],
  [
    'an enforcement agent within its service',
    { to: firm('preston-city-council', true), from: org('hmrc') },
    'gateway',
    'DEA2017 Sch 7 para 17',
  ],
  [
    'an enforcement agent outside its service',
    { to: firm('preston-city-council', false), from: org('hmrc') },
    'no-gateway',
    'DEA2017 s.48(9)',
  ],
  [
    'a provider to a body that is not listed',
    { to: firm('mhclg', true), from: org('hmrc') },
    'no-gateway',
    'DEA2017 s.48(4)',
  ],
  [
    'a provider to a Scottish body',
    { territory: 'S', to: firm('scts', true), from: org('hmrc') },
    'gateway',
    'DEA2017 Sch 7 para 39',
  ],
  ['the science department, functions not said', { from: org('dsit') }, 'unknown', 'DEA2017 s.48(4A)'],
  [
    'the science department, held for them',
    { from: org('dsit'), 'data.heldForListedFunction': true },
    'gateway',
    'DEA2017 Sch 7 para 5B',
  ],
  ['the energy department, listed without limit', { from: org('desnz') }, 'gateway', 'DEA2017 Sch 7 para 5A'],
  [
    'the Insolvency Service before 3 May 2023',
    { from: org('insolvency-service'), on: '2023-05-02' },
    'gateway',
    'DEA2017 Sch 7 para 5',
  ],
  [
    'the Insolvency Service since, functions not said',
    { from: org('insolvency-service'), on: '2023-05-03' },
    'unknown',
    'DEA2017 s.48(4A)',
  ],
  [
    'in Northern Ireland the day before',
    { territory: 'NI', on: '2026-02-11', from: org('dwp') },
    'no-gateway',
    'SI2026/126 reg 2',
  ],
  [
    'in Northern Ireland, two bodies of the first Part',
    { territory: 'NI', on: '2026-02-12', from: org('dwp') },
    'gateway',
    'SI2026/126 reg 2',
  ],
  [
    'a department of Northern Ireland: its list was not read',
    { territory: 'NI', on: '2026-02-12', from: org('dfc-ni') },
    'unknown',
    'DEA2017 s.55(4)',
  ],
  [
    'a department of Northern Ireland the day before',
    { territory: 'NI', on: '2026-02-11', from: org('dfc-ni') },
    'no-gateway',
    'SI2026/126 reg 2',
  ],
  [
    'a body that is only in the list of Wales, in Northern Ireland',
    { territory: 'NI', on: '2026-03-01', from: org('cardiff-council') },
    'no-gateway',
    'DEA2017 Sch 7 para 21',
  ],
  [
    'a charge for adult social care: the section has no bar on what is held for it',
    { 'data.heldFor': 'adult-social-care' },
    'gateway',
    'DEA2017 s.48(1)',
  ],
  ['HMRC and its own agency', { from: org('voa') }, 'no-gateway', 'DEA2017 s.48(1)'],
  [
    'fraud in the clothes of debt',
    {
      purpose: 'combat-public-fraud',
      'conditions.fraud': { offence: 'fraud', lossOrRisk: 'loss', againstPublicAuthority: true },
    },
    'no-gateway',
    'DEA2017 s.48(3)',
    'dea2017-s56',
  ],
]);
