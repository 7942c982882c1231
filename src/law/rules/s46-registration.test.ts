import { answers, barsOf, org, rulesOf } from '../testing/spec.ts';

rulesOf('dea2017-s46', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'RSA1953 s.19AA(1)'], unsaid: 'on' },
  {
    rule: 'official',
    fails: [{ from: org('nrs') }, 'RSA1953 s.19AA(6)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'recipient',
    fails: [{ to: org('met-police') }, 'RSA1953 s.19AB(1)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  {
    rule: 'required',
    fails: [{ 'conditions.registration.requiredForFunction': false }, 'RSA1953 s.19AA(2)'],
    unsaid: 'conditions.registration.requiredForFunction',
  },
  {
    rule: 'express-bar',
    fails: [{ 'conditions.registration.expressBar': true }, 'RSA1953 s.19AA(4)'],
    unsaid: 'conditions.registration.expressBar',
  },
  ...barsOf('RSA1953 s.19AA(4)', 'RSA1953 s.19AA(4)'),
]);

/** s.19AB(1)(a) to (l). */
const specified = [
  ['home-office', 'a'],
  ['hm-treasury', 'a'],
  ['welsh-government', 'b'],
  ['hmrc', 'c'],
  ['gla', 'd'],
  ['kent-county-council', 'e'],
  ['preston-city-council', 'f'],
  ['camden', 'g'],
  ['city-of-london-corporation', 'h'],
  ['isles-of-scilly', 'i'],
  ['powys-county-council', 'j'],
  ['rct-council', 'k'],
  ['nhs-england', 'l'],
  /* 2006 Act s.275(1): an NHS body is also a Local Health Board, and an NHS trust or Special Health Authority of Wales. */
  ['cardiff-vale-uhb', 'l'],
  ['velindre', 'l'],
  ['dhcw', 'l'],
  ['nhscfa', 'l'],
] as const;
answers('dea2017-s46', [
  ...specified.map(
    ([to, limb]) => [`to ${to}`, { to: org(to) }, 'gateway', `RSA1953 s.19AB(1)(${limb})`] as const,
  ),
  ['to another official', { to: org('registrar-general-ew') }, 'gateway', 'RSA1953 s.19AA(1)(b)'],
  ['through the driver agency, its department', { to: org('dvla') }, 'gateway', 'RSA1953 s.19AB(1)(a)'],
  [
    'to the voice of patients in Wales, which is no NHS body',
    { to: org('llais') },
    'no-gateway',
    'RSA1953 s.19AB(1)',
  ],
  ['to a combined authority, which is not named', { to: org('wmca') }, 'no-gateway', 'RSA1953 s.19AB(1)'],
  [
    'to a parish council, which is not named',
    { to: org('salisbury-city-council') },
    'no-gateway',
    'RSA1953 s.19AB(1)',
  ],
  [
    'to a firm that works for a council',
    { to: { class: 'private-company', capacity: 'provider-to', of: 'camden' } },
    'no-gateway',
    'RSA1953 s.19AB(1)',
  ],
  ['to a body that nobody knows', { to: org('nobody') }, 'unknown', 'RSA1953 s.19AA(1)'],
  [
    'for any purpose: there is no test of benefit',
    { purpose: 'punish-or-sanction' },
    'gateway',
    'RSA1953 s.19AA(2)',
  ],
  ['in Scotland', { territory: 'S' }, 'no-gateway', 'DEA2017 s.119(4)'],
  ['in Northern Ireland', { territory: 'NI', on: '2026-03-01' }, 'no-gateway', 'DEA2017 s.119(4)'],
  ['in Wales on the first day', { territory: 'W', on: '2018-05-01' }, 'gateway', 'RSA1953 s.19AA(1)'],
  ['from a Scottish registrar', { from: { class: 'local-registrar-s' } }, 'no-gateway', 'RSA1953 s.19AA(6)'],
  [
    'from a council, which is an official for civil partnerships only',
    { from: org('camden'), to: org('dwp') },
    'unknown',
    'RSA1953 s.19AA(6)(e)',
  ],
  ['from a department', { from: org('dwp') }, 'no-gateway', 'RSA1953 s.19AA(6)'],
  [
    'before the Registrar General’s code',
    { 'readiness.codeInForce': false },
    'not-ready',
    'RSA1953 s.19AC(3)',
  ],
  [
    'later use: these sections say nothing',
    { laterUse: { kind: 'use', ground: 'other' } },
    'escalate',
    'RSA1953 s.19AA',
  ],
  [
    'passing on: these sections make no offence',
    { laterUse: { kind: 'onward', ground: 'other', done: true, stateOfMind: 'knew' } },
    'escalate',
    'RSA1953 s.19AA',
  ],
]);
