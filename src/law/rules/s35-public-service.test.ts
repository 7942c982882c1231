import { answers, barsOf, firm, org, type Row, rulesOf } from '../testing/spec.ts';

const pair = (from: string, to: string) => ({ from: org(from), to: org(to) });
const under = (objective: string, purpose: string, more = {}) => ({
  objective,
  purpose,
  factors: undefined,
  ...more,
});
const fuel = (more = {}) => under('fuel-poverty', 'fuel-poverty-assistance', more);
const water = (more = {}) => under('water-poverty', 'water-poverty-assistance', more);
const tv = (more = {}) => under('television-retuning', 'television-retuning-assistance', more);
const identity = (more = {}) => under('digital-identity-verification', 'identity-verification', more);
const childcare = (more = {}) => under('scottish-early-learning-and-childcare', 'scottish-elc-contact', more);

rulesOf('dea2017-s35', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'DEA2017 s.118(4)'], unsaid: 'on' },
  {
    rule: 'from-listed',
    fails: [{ from: org('cqc') }, 'DEA2017 s.35(2)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'to-listed',
    fails: [{ to: org('example-charity') }, 'DEA2017 s.35(2)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  { rule: 'objective', fails: [{ on: '2018-07-18' }, 'SI2018/912 Sch para 2'], unsaid: 'territory' },
  { rule: 'from-allocated', fails: [{ from: org('dcms') }, 'DEA2017 Sch 4 para 9'] },
  { rule: 'to-allocated', fails: [{ to: org('gla') }, 'DEA2017 Sch 4 para 17'] },
  { rule: 'purpose', fails: [{ purpose: 'marketing' }, 'DEA2017 s.35(1)'], unsaid: 'purpose' },
  {
    rule: 'disadvantages',
    fails: [{ factors: [{ id: 'homelessness', person: 0 }] }, 'SI2018/912 Sch para 2(2)'],
    unsaid: 'factors',
  },
  {
    rule: 'to-help',
    fails: [{ 'conditions.punitive': true }, 'DEA2017 s.35(1)'],
    unsaid: 'conditions.punitive',
  },
  {
    rule: 'benefit',
    fails: [{ 'conditions.benefitsIndividual': false }, 'SI2018/912 Sch para 2(1)'],
    unsaid: 'conditions.benefitsIndividual',
  },
  { rule: 'health-and-care', unsaid: 'data.heldFor' },
  ...barsOf('DEA2017 s.40(8)(a)', 'DEA2017 s.40(8)(b)'),
]);

answers('dea2017-s35', [
  ['several disadvantages, a department and a county council', {}, 'gateway', 'SI2018/912 Sch para 1(2)(a)'],
  ['the first day of the first objectives', { on: '2018-07-19' }, 'gateway', 'SI2018/912 Sch para 2'],
  ['the power without any objective yet', { on: '2018-06-01' }, 'no-gateway', 'SI2018/912 Sch para 2'],
  [
    'in Northern Ireland before Part 5 began there',
    { territory: 'NI', on: '2026-02-11' },
    'no-gateway',
    'SI2026/126 reg 2',
  ],
  [
    'in Northern Ireland since: no objective extends to it',
    { territory: 'NI', on: '2026-02-12' },
    'no-gateway',
    'SI2018/912 reg 1(3)',
  ],
  ['the same department twice', { to: org('dwp') }, 'no-gateway', 'DEA2017 s.35(1)'],
  [
    'an agency and its department are one person',
    { ...pair('hm-passport-office', 'home-office') },
    'no-gateway',
    'DEA2017 s.35(1)',
  ],
  [
    'two agencies of one department',
    { ...pair('dvla', 'dvsa'), ...identity() },
    'no-gateway',
    'DEA2017 s.35(1)',
  ],
  [
    'a council of Scotland, from England',
    { to: org('glasgow-city-council') },
    'gateway',
    'DEA2017 Sch 4 para 50',
  ],
  [
    'a council of Scotland before its Part was added',
    { to: org('glasgow-city-council'), on: '2018-09-12' },
    'no-gateway',
    'DEA2017 Sch 4 para 50',
  ],
  [
    'a council of Scotland on the day its Part was added',
    { to: org('glasgow-city-council'), on: '2018-09-13' },
    'gateway',
    'DEA2017 Sch 4 para 50',
  ],
  ['Skills Development Scotland', { to: org('sds') }, 'gateway', 'DEA2017 Sch 4 para 51'],
  [
    'Skills Development Scotland, for fuel poverty',
    { ...pair('dwp', 'sds'), ...fuel() },
    'no-gateway',
    'DEA2017 Sch 4 para 51',
  ],
  ['police of no police area', { to: org('btp') }, 'no-gateway', 'DEA2017 s.35(2)'],
  [
    'police of a police area in Wales',
    { territory: 'W', from: org('north-wales-police'), to: org('powys-county-council') },
    'gateway',
    'DEA2017 Sch 4 para 22',
  ],
  [
    'the police, for fuel poverty',
    { ...pair('met-police', 'camden'), ...fuel() },
    'no-gateway',
    'DEA2017 Sch 4 para 22',
  ],
  ['the health department, which is not listed', { from: org('dhsc') }, 'no-gateway', 'DEA2017 s.35(2)'],
  [
    'a body of Northern Ireland, where the list since 2026 was not read',
    { territory: 'NI', on: '2026-03-01', from: org('dwp'), to: org('belfast-city-council') },
    'no-gateway',
    'SI2018/912 reg 1(3)',
  ],
  ['a body that nobody knows', { to: org('north-something-partnership') }, 'unknown', 'DEA2017 s.35(2)'],
  [
    'an agency of a department that nobody knows',
    { from: { organisation: 'x', capacity: 'agency-of', of: 'y' } },
    'unknown',
    'DEA2017 s.35(2)',
  ],
  [
    'an agency named with its department',
    { from: { organisation: 'x', capacity: 'agency-of', of: 'moj' } },
    'gateway',
    'DEA2017 Sch 4 para 4',
  ],
]);

/** Listed in Schedule 4, and allocated to no objective at all. */
const listedOnly: readonly (readonly [organisation: string, paragraph: string])[] = [
  ['cardiff-vale-uhb', '36'],
  ['velindre', '37'],
  ['dhcw', '39'],
  ['llais', '35'],
];
answers('dea2017-s35', [
  ...listedOnly.flatMap(([organisation, paragraph]): Row[] => [
    [
      `${organisation} is listed but has no objective: several disadvantages`,
      { territory: 'W', from: org(organisation), to: org('cardiff-council') },
      'no-gateway',
      `DEA2017 Sch 4 para ${paragraph}`,
    ],
    [
      `${organisation} is listed but has no objective: fuel poverty`,
      { territory: 'W', ...pair('dwp', organisation), ...fuel() },
      'no-gateway',
      `DEA2017 Sch 4 para ${paragraph}`,
    ],
  ]),
  [
    'a health body of England, which is not even listed',
    { to: org('leeds-teaching-hospitals') },
    'no-gateway',
    'DEA2017 s.35(2)',
  ],
  [
    'the Community Health Councils on their last day: listed, not allocated',
    { territory: 'W', on: '2023-03-31', from: { class: 'community-health-council-w' } },
    'no-gateway',
    'DEA2017 Sch 4 para 38',
  ],
]);

answers('dea2017-s35', [
  [
    'fuel poverty: the energy department, whose predecessor was named',
    { ...pair('desnz', 'camden'), ...fuel() },
    'escalate',
    'DEA2017 Sch 4 para 9A',
  ],
  [
    'fuel poverty: the predecessor on its last day',
    { ...pair('beis', 'camden'), ...fuel(), on: '2023-05-02' },
    'gateway',
    'DEA2017 Sch 4 para 6',
  ],
  [
    'fuel poverty: the business department, functions not said',
    { ...pair('dbt', 'camden'), ...fuel() },
    'unknown',
    'DEA2017 s.35(2A)',
  ],
  [
    'fuel poverty: the business department, held for them',
    { ...pair('dbt', 'camden'), ...fuel(), 'data.heldForListedFunction': true },
    'gateway',
    'DEA2017 Sch 4 para 6',
  ],
  [
    'fuel poverty: the business department, held for others',
    { ...pair('dbt', 'camden'), ...fuel(), 'data.heldForListedFunction': false },
    'no-gateway',
    'DEA2017 s.35(2A)',
  ],
  [
    'fuel poverty: the science department',
    { ...pair('dsit', 'camden'), ...fuel() },
    'no-gateway',
    'DEA2017 Sch 4 para 9B',
  ],
  [
    'fuel poverty: a fire authority',
    { ...pair('derbyshire-fire', 'camden'), ...fuel() },
    'gateway',
    'DEA2017 Sch 4 para 20',
  ],
  [
    'fuel poverty: a fire authority of Wales',
    { territory: 'W', ...pair('south-wales-fire', 'cardiff-council'), ...fuel() },
    'gateway',
    'DEA2017 Sch 4 para 40',
  ],
  ['fuel poverty: Ofgem', { ...pair('ofgem', 'dwp'), ...fuel() }, 'gateway', 'DEA2017 Sch 4 para 26'],
  [
    'fuel poverty: for enforcing fire safety',
    { ...pair('dwp', 'derbyshire-fire'), ...fuel({ purpose: 'fire-safety-enforcement' }) },
    'no-gateway',
    'DEA2017 s.35(1)',
  ],
  [
    'fuel poverty: no count of disadvantages is asked',
    { ...pair('dwp', 'camden'), ...fuel({ factors: [] }) },
    'gateway',
    'SI2018/912 Sch para 1(2)(c)',
  ],
  [
    'fuel poverty: to a supplier, who is in no list here',
    {
      from: org('dwp'),
      to: org('octopus'),
      ...fuel(),
      'conditions.energy': { scheme: 'support-scheme', fuel: 'gas', recipientLicensed: true },
    },
    'no-gateway',
    'DEA2017 s.35(2)',
    'dea2017-s36',
  ],
  [
    'water poverty: a fire authority of Wales',
    { territory: 'W', ...pair('south-wales-fire', 'cardiff-council'), ...water() },
    'no-gateway',
    'DEA2017 Sch 4 para 40',
  ],
  [
    'water poverty: a Scottish council',
    { ...pair('dwp', 'glasgow-city-council'), ...water() },
    'no-gateway',
    'DEA2017 Sch 4 para 50',
  ],
  [
    'water poverty: the wider class of s.38(9A) is another purpose',
    {
      ...pair('dwp', 'camden'),
      ...water({ purpose: 'water-special-provision-assistance' }),
      on: '2025-05-01',
    },
    'no-gateway',
    'SI2018/912 Sch para 5',
  ],
  [
    'television: a housing association of Wales',
    { territory: 'W', ...pair('dwp', 'wales-west-housing'), ...tv() },
    'gateway',
    'SI2018/912 Sch para 1(2)(b)',
  ],
  [
    'television: HMRC is not named',
    { ...pair('hmrc', 'camden'), ...tv() },
    'no-gateway',
    'DEA2017 Sch 4 para 10',
  ],
  [
    'childcare: the day before',
    { on: '2022-10-26', territory: 'S', ...pair('hmrc', 'scottish-government'), ...childcare() },
    'no-gateway',
    'SI2022/1098 reg 2',
  ],
  [
    'childcare: the first day',
    { on: '2022-10-27', territory: 'S', ...pair('hmrc', 'scottish-government'), ...childcare() },
    'gateway',
    'SI2018/912 Sch para 1(2)(e)',
  ],
  [
    'childcare: to a council of England',
    { ...pair('hmrc', 'kent-county-council'), ...childcare() },
    'no-gateway',
    'DEA2017 Sch 4 para 11',
  ],
  [
    'childcare: Social Security Scotland is the Scottish Ministers',
    { territory: 'S', ...pair('dwp', 'social-security-scotland'), ...childcare() },
    'gateway',
    'DEA2017 Sch 4 para 49',
  ],
  [
    'identity: the day before',
    { on: '2024-02-07', ...pair('hmrc', 'dwp'), ...identity() },
    'no-gateway',
    'SI2024/64 reg 3',
  ],
  [
    'identity: a list of its own',
    { ...pair('hmrc', 'cabinet-office'), ...identity() },
    'gateway',
    'SI2024/64 Sch para 12',
  ],
  [
    'identity: the Cabinet Office before it was listed',
    { on: '2024-02-07', ...pair('hmrc', 'cabinet-office'), ...identity() },
    'no-gateway',
    'DEA2017 Sch 4 para 27A',
  ],
  [
    'identity: the licensing agency, through its department',
    { ...pair('dvla', 'cabinet-office'), ...identity() },
    'gateway',
    'DEA2017 Sch 4 para 27B',
  ],
  [
    'identity: the barring service',
    { ...pair('dbs', 'cabinet-office'), ...identity() },
    'gateway',
    'SI2024/64 Sch para 24',
  ],
  [
    'identity: the barring service, for several disadvantages',
    { from: org('dbs') },
    'no-gateway',
    'DEA2017 Sch 4 para 27D',
  ],
  [
    'identity: a community council of Wales',
    { territory: 'W', ...pair('llandudno-town-council', 'cabinet-office'), ...identity() },
    'gateway',
    'SI2024/64 Sch para 28',
  ],
  [
    'identity: a county borough of Wales',
    { territory: 'W', ...pair('caerphilly-council', 'cabinet-office'), ...identity() },
    'no-gateway',
    'DEA2017 Sch 4 para 33',
  ],
  [
    'identity: the police',
    { ...pair('met-police', 'cabinet-office'), ...identity() },
    'no-gateway',
    'DEA2017 Sch 4 para 22',
  ],
  [
    'identity: a Scottish council',
    { territory: 'S', ...pair('edinburgh-council', 'cabinet-office'), ...identity() },
    'gateway',
    'SI2024/64 Sch para 30',
  ],
  [
    'identity: a provider to a listed body',
    { from: firm('dwp', true), to: org('cabinet-office'), ...identity() },
    'gateway',
    'SI2024/64 reg 4(2)(b)',
  ],
  [
    'a provider to a body that is allocated',
    { to: firm('derbyshire-county-council', true) },
    'gateway',
    'DEA2017 Sch 4 para 28',
  ],
  [
    'a provider to a body that is listed and not allocated',
    { to: firm('gla', true) },
    'no-gateway',
    'DEA2017 Sch 4 para 17',
  ],
  [
    'a provider outside its service',
    { to: firm('derbyshire-county-council', false) },
    'no-gateway',
    'DEA2017 s.35(5)',
  ],
  [
    'a provider to a body that is not listed',
    { to: firm('natural-england', true) },
    'no-gateway',
    'DEA2017 s.35(2)',
  ],
  [
    'a provider to a council, from that council',
    { from: org('derbyshire-county-council'), to: firm('derbyshire-county-council', true) },
    'gateway',
    'DEA2017 Sch 4 para 28',
  ],
  [
    'a combined county authority before it was listed',
    { from: org('east-midlands-cca'), on: '2023-12-25' },
    'no-gateway',
    'DEA2017 Sch 4 para 14A',
  ],
  [
    'a combined county authority: the range was written before',
    { from: org('east-midlands-cca'), on: '2023-12-26' },
    'escalate',
    'DEA2017 Sch 4 para 14A',
  ],
  ['the objective worked out from the purpose', { objective: undefined }, 'gateway', 'SI2018/912 Sch para 2'],
  [
    'neither objective nor purpose',
    { objective: undefined, purpose: undefined },
    'unknown',
    'DEA2017 s.35(7)',
  ],
  [
    'a purpose that no objective covers',
    { objective: undefined, purpose: 'price-comparison' },
    'no-gateway',
    'DEA2017 s.35(7)',
  ],
  ['an objective that is not in the data', { objective: 'veterans' }, 'no-gateway', 'DEA2017 s.35(7)'],
  [
    'help for small firms, before the law let objectives be for them',
    { objective: undefined, purpose: 'small-business-support', on: '2026-02-11' },
    'no-gateway',
    'DEA2017 s.35(9)',
  ],
  [
    'help for small firms, since',
    { objective: undefined, purpose: 'small-business-support', on: '2026-02-12' },
    'no-gateway',
    'DUAA2025 s.123(2)',
  ],
  [
    'debt in the clothes of help',
    {
      purpose: 'collect-public-debt',
      to: org('preston-city-council'),
      'conditions.debt': { overdue: true, owedTo: 'public-authority' },
    },
    'no-gateway',
    'DEA2017 s.35(1)',
    'dea2017-s48',
  ],
]);

answers('dea2017-s35', [
  [
    'help for a firm under another name',
    {
      objective: undefined,
      purpose: 'trade-policy',
      'conditions.benefitsUndertaking': true,
      on: '2026-02-11',
    },
    'no-gateway',
    'SI2026/126 reg 3',
  ],
  [
    'an ended or unextended objective cites its extent',
    { territory: 'NI', on: '2026-02-12' },
    'no-gateway',
    'SI2018/912 Sch para 2',
  ],
  ['an objective without a purpose', { purpose: undefined }, 'unknown', 'DEA2017 s.35(1)'],
]);
