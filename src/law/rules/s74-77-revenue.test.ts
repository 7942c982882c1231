import { answers, barsOf, org, type Row, rulesOf } from '../testing/spec.ts';

const data = (identifiable?: boolean, everIdentifying?: boolean, createdByCombining?: boolean) => ({
  data: Object.fromEntries(
    Object.entries({ identifiable, everIdentifying, createdByCombining }).filter(
      ([, value]) => value !== undefined,
    ),
  ),
});

for (const [section, body] of [
  ['74', 'hmrc'],
  ['75', 'wra'],
  ['76', 'revenue-scotland'],
] as const) {
  const power = `dea2017-s${section}` as const;
  const other = body === 'wra' ? 'hmrc' : 'wra';
  const two = `DEA2017 s.${section}(2)`;
  rulesOf(power, [
    { rule: 'in-force', fails: [{ on: '2017-07-30' }, `DEA2017 s.${section}(1)`], unsaid: 'on' },
    {
      rule: 'discloser',
      fails: [{ from: org(other) }, `DEA2017 s.${section}(1)`],
      unsaid: 'from',
      asks: 'from.class',
    },
    { rule: 'non-identifying', fails: [{ 'data.identifiable': true }, two], unsaid: 'data.identifiable' },
    {
      rule: 'public-interest',
      fails: [{ 'conditions.publicInterest': false }, `DEA2017 s.${section}(1)(b)`],
      unsaid: 'conditions.publicInterest',
    },
    ...barsOf('DPA2018 s.2(1)(a)', 'IPA2016'),
  ]);
  answers(power, [
    ['made by combining', data(false, true, true), 'gateway', `${two}(b)`],
    ['it never identified anybody', data(false, false), 'gateway', `${two}(a)`],
    ['single people with the names taken off', data(false, true, false), 'no-gateway', two, 'dea2017-s64-1'],
    ['combined, and somebody can still be found', data(true, true, true), 'no-gateway', two],
    ['it did identify, and it is not said whether it was combined', data(false, true), 'unknown', two],
    ['it is not said whether it ever identified anybody', data(false), 'unknown', two],
    ['to anyone at all', { to: { class: 'public-at-large' } }, 'gateway', `DEA2017 s.${section}(1)`],
    ['to nobody who is named', { to: undefined }, 'gateway', `DEA2017 s.${section}(1)`],
    [
      'what happens to it afterwards is free',
      { laterUse: { kind: 'onward', ground: 'other' } },
      'gateway',
      'DEA2017 s.74(1)',
    ],
  ] satisfies readonly Row[]);
}

answers('dea2017-s74', [
  [
    'in Northern Ireland from the first day',
    { territory: 'NI', on: '2017-07-31' },
    'gateway',
    'DEA2017 s.74(1)',
  ],
  ['through the valuation agency', { from: org('voa') }, 'gateway', 'DEA2017 s.74(1)'],
]);
answers('dea2017-s75', [
  ['the day before', { on: '2018-03-31' }, 'no-gateway', 'DEA2017 s.75(1)'],
  ['the first day', { on: '2018-04-01' }, 'gateway', 'DEA2017 s.75(1)'],
  ['in England: it extends to the whole kingdom', { territory: 'E' }, 'gateway', 'DEA2017 s.75(1)'],
]);
answers('dea2017-s76', [
  ['in England: it extends to the whole kingdom', { territory: 'E' }, 'gateway', 'DEA2017 s.76(1)'],
]);

rulesOf('dea2017-s77', [
  { rule: 'in-force', fails: [{ on: '2017-07-30' }, 'DEA2017 s.77(1)'], unsaid: 'territory' },
  { rule: 'discloser', fails: [{ from: org('dwp') }, 'DEA2017 s.77(1)'], unsaid: 'from', asks: 'from.class' },
  {
    rule: 'recipient',
    fails: [{ to: org('example-insurer') }, 'DEA2017 s.77(2)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  { rule: 'purpose', fails: [{ purpose: 'insurance-business' }, 'DEA2017 s.77(3)'], unsaid: 'purpose' },
  {
    rule: 'categories',
    fails: [{ 'data.categories': ['employer-name', 'employee-name'] }, 'DEA2017 s.77(4)'],
    unsaid: 'data.categories',
  },
]);
answers('dea2017-s77', [
  ['the name alone', { 'data.categories': ['employer-name'] }, 'gateway', 'DEA2017 s.77(4)'],
  ['no item named', { 'data.categories': [] }, 'unknown', 'DEA2017 s.77(4)'],
  [
    'earnings besides',
    { 'data.categories': ['employer-reference', 'earnings'] },
    'no-gateway',
    'DEA2017 s.77(4)',
  ],
  [
    'used for other business',
    { laterUse: { kind: 'use', ground: 'other' } },
    'no-gateway',
    'DEA2017 s.77(1)',
  ],
  [
    'passed on: the section does not speak of it',
    { laterUse: { kind: 'onward', ground: 'other' } },
    'escalate',
    'DEA2017 s.77(1)',
  ],
]);
