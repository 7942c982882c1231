import { answers, rulesOf } from '../testing/spec.ts';

const org = (organisation: string) => ({ organisation });

rulesOf('dea2017-s56', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'DEA2017 s.118(4)'], unsaid: 'territory' },
  {
    rule: 'from-listed',
    fails: [{ from: org('hse') }, 'DEA2017 s.56(5)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'to-listed',
    fails: [{ to: org('met-police') }, 'DEA2017 s.56(5)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  {
    rule: 'fraud-offence',
    fails: [{ 'conditions.fraud.offence': 'other-crime' }, 'DEA2017 s.56(3)'],
    unsaid: 'conditions.fraud.offence',
  },
  {
    rule: 'loss-or-risk',
    fails: [{ 'conditions.fraud.lossOrRisk': 'neither' }, 'DEA2017 s.56(2)'],
    unsaid: 'conditions.fraud.lossOrRisk',
  },
  {
    rule: 'public-authority',
    fails: [{ 'conditions.fraud.againstPublicAuthority': false }, 'DEA2017 s.56(14)'],
    unsaid: 'conditions.fraud.againstPublicAuthority',
  },
  { rule: 'purpose', fails: [{ purpose: 'combat-private-fraud' }, 'DEA2017 s.56(4)'], unsaid: 'purpose' },
  { rule: 'health-and-care', unsaid: 'data.heldFor' },
  {
    rule: 'data-protection',
    fails: [{ 'conditions.dpLawBreach': true }, 'DEA2017 s.57(8)(a)'],
    unsaid: 'conditions.dpLawBreach',
  },
  {
    rule: 'investigatory-powers',
    fails: [{ 'data.ipaBarred': true }, 'DEA2017 s.57(8)(b)'],
    unsaid: 'data.ipaBarred',
  },
]);

answers('dea2017-s56', [
  ['a department and a district', {}, 'gateway', 'DEA2017 Sch 8 para 9'],
  ['a risk of loss is enough', { 'conditions.fraud.lossOrRisk': 'risk' }, 'gateway', 'DEA2017 s.56(2)'],
  ['error alone', { 'conditions.fraud.offence': 'error' }, 'no-gateway', 'DEA2017 s.56(3)'],
  ['to prosecute or penalise', { purpose: 'punish-or-sanction' }, 'gateway', 'DEA2017 s.56(4)'],
  ['to prevent crime at large', { purpose: 'crime-prevention' }, 'no-gateway', 'DEA2017 s.56(4)'],
  ['the lottery fund', { from: org('national-lottery-community-fund') }, 'gateway', 'DEA2017 Sch 8 para 23'],
  [
    'the courts of Scotland, listed for debt and not for fraud',
    { territory: 'S', from: org('scts') },
    'no-gateway',
    'DEA2017 s.56(5)',
  ],
  ['Audit Scotland', { territory: 'S', from: org('audit-scotland') }, 'gateway', 'DEA2017 Sch 8 para 70'],
  ['the English NHS fraud authority', { from: org('nhscfa') }, 'no-gateway', 'DEA2017 s.56(5)'],
  [
    'the university funding council until its last day',
    { from: { class: 'hefce' }, on: '2019-07-31' },
    'gateway',
    'DEA2017 Sch 8 para 27',
  ],
  [
    'its successor, the day before',
    { from: org('office-for-students'), on: '2019-07-31' },
    'no-gateway',
    'DEA2017 Sch 8 para 27',
  ],
  [
    'its successor, on the day',
    { from: org('office-for-students'), on: '2019-08-01' },
    'gateway',
    'DEA2017 Sch 8 para 27',
  ],
  [
    'the research funder, the day before',
    { from: org('ukri'), on: '2019-07-31' },
    'no-gateway',
    'DEA2017 Sch 8 para 32A',
  ],
  [
    'the research funder, on the day',
    { from: org('ukri'), on: '2019-08-01' },
    'gateway',
    'DEA2017 Sch 8 para 32A',
  ],
  [
    'the Welsh funding council on its last day',
    { territory: 'W', from: org('hefcw'), on: '2024-07-31' },
    'gateway',
    'DEA2017 Sch 8 para 49',
  ],
  [
    'the Welsh funding council the day after',
    { territory: 'W', from: org('hefcw'), on: '2024-08-01' },
    'no-gateway',
    'DEA2017 Sch 8 para 49',
  ],
  [
    'the science department, listed here without limit',
    { from: org('dsit') },
    'gateway',
    'DEA2017 Sch 8 para 12B',
  ],
  [
    'Companies House before 3 May 2023',
    { from: org('companies-house'), on: '2023-05-02' },
    'gateway',
    'DEA2017 Sch 8 para 6',
  ],
  [
    'Companies House since, functions not said',
    { from: org('companies-house'), on: '2023-05-03' },
    'unknown',
    'DEA2017 s.56(5A)',
  ],
  [
    'Companies House, held for its listed functions',
    { from: org('companies-house'), 'data.heldForListedFunction': true },
    'gateway',
    'DEA2017 Sch 8 para 6',
  ],
  [
    'Companies House, held for others',
    { from: org('companies-house'), 'data.heldForListedFunction': false },
    'no-gateway',
    'DEA2017 s.56(5A)',
  ],
  [
    'the aid department while it was there',
    { from: org('dfid'), on: '2020-09-01' },
    'gateway',
    'DEA2017 Sch 8 para 11',
  ],
  [
    'the foreign office before it took the aid functions',
    { from: org('fcdo'), on: '2020-09-01' },
    'no-gateway',
    'DEA2017 s.56(5)',
  ],
  ['the foreign office since', { from: org('fcdo'), on: '2020-09-02' }, 'escalate', 'DEA2017 Sch 8 para 11'],
  [
    'a Welsh fire authority, which is listed',
    { territory: 'W', from: org('south-wales-fire') },
    'gateway',
    'DEA2017 Sch 8 para 48',
  ],
  [
    'an English fire authority, which is not',
    { from: org('derbyshire-fire') },
    'no-gateway',
    'DEA2017 s.56(5)',
  ],
  [
    'a provider within its service',
    { to: { class: 'private-company', capacity: 'provider-to', of: 'camden', withinService: true } },
    'gateway',
    'DEA2017 Sch 8 para 41',
  ],
  [
    'a provider outside its service',
    { to: { class: 'private-company', capacity: 'provider-to', of: 'camden', withinService: false } },
    'no-gateway',
    'DEA2017 s.56(10)',
  ],
  ['a pilot that is not approved', { 'readiness.pilot.status': 'none' }, 'not-ready', 'DEA2017 s.60(3)'],
  [
    'a council of Northern Ireland: its list was not read',
    { territory: 'NI', on: '2026-02-12', from: org('dwp'), to: org('belfast-city-council') },
    'unknown',
    'DEA2017 s.63(4)',
  ],
  [
    'a research council after its entry was taken out',
    { from: { class: 'research-council-pre2019' }, on: '2019-08-01' },
    'no-gateway',
    'DEA2017 Sch 8 para 33',
  ],
]);
