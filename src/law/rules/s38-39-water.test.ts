import { answers, barsOf, org, rulesOf } from '../testing/spec.ts';

const special = {
  purpose: 'water-special-provision-assistance',
  'conditions.water.scheme': 'special-provision',
};
const notPoor = { 'conditions.water.inWaterPoverty': false };

rulesOf('dea2017-s38', [
  { rule: 'in-force', fails: [{ territory: 'S' }, 'DEA2017 s.119(3)'], unsaid: 'on' },
  {
    rule: 'from-listed',
    fails: [{ from: org('defra') }, 'DEA2017 s.38(4)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'undertaker',
    fails: [{ to: org('scottish-water') }, 'DEA2017 s.38(1)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  { rule: 'purpose', fails: [{ purpose: 'marketing' }, 'DEA2017 s.38(2)'], unsaid: 'purpose' },
  { rule: 'eligible', fails: [notPoor, 'DEA2017 s.38(2)'], unsaid: 'conditions.water.inWaterPoverty' },
  {
    rule: 'scheme',
    fails: [{ 'conditions.water.scheme': 'none' }, 'DEA2017 s.38(3)'],
    unsaid: 'conditions.water.scheme',
  },
  ...barsOf('DEA2017 s.40(8)(a)', 'DEA2017 s.40(8)(b)'),
]);

rulesOf('dea2017-s39', [
  {
    rule: 'in-force',
    fails: [{ territory: 'NI', on: '2026-03-01' }, 'DEA2017 s.119(3)'],
    unsaid: 'territory',
  },
  {
    rule: 'undertaker',
    fails: [{ from: org('octopus') }, 'DEA2017 s.38(1)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'to-listed',
    fails: [{ to: org('derbyshire-fire') }, 'DEA2017 s.38(4)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  { rule: 'purpose', fails: [{ purpose: 'collect-private-debt' }, 'DEA2017 s.39(2)'], unsaid: 'purpose' },
  { rule: 'eligible', fails: [notPoor, 'DEA2017 s.39(2)'], unsaid: 'conditions.water.inWaterPoverty' },
]);

answers('dea2017-s38', [
  ['a department and an undertaker of England', {}, 'gateway', 'DEA2017 s.38(1)(a)'],
  [
    'for special provision',
    { 'conditions.water.scheme': 'special-provision' },
    'gateway',
    'DEA2017 s.38(3)(a)',
  ],
  ['an undertaker of England the day before', { on: '2018-04-30' }, 'no-gateway', 'DEA2017 s.38(1)'],
  ['an undertaker of England on the first day', { on: '2018-05-01' }, 'gateway', 'DEA2017 s.38(1)(a)'],
  [
    'an undertaker of Wales the day before',
    { territory: 'W', to: org('dwr-cymru'), on: '2018-03-31' },
    'no-gateway',
    'DEA2017 s.38(1)',
  ],
  [
    'an undertaker of Wales on the first day',
    { territory: 'W', to: org('dwr-cymru'), on: '2018-04-01' },
    'gateway',
    'DEA2017 s.38(1)(b)',
  ],
  [
    'an undertaker of Wales, under the law of England, in April 2018',
    { to: org('dwr-cymru'), on: '2018-04-15' },
    'gateway',
    'DEA2017 s.38(1)(b)',
  ],
  [
    'an undertaker of England, under the law of Wales, in April 2018',
    { territory: 'W', on: '2018-04-30' },
    'no-gateway',
    'DEA2017 s.38(1)',
  ],
  [
    'a Welsh council before its Part was added',
    { territory: 'W', from: org('cardiff-council'), to: org('dwr-cymru'), on: '2018-04-25' },
    'no-gateway',
    'DEA2017 Sch 6 para 16',
  ],
  [
    'a Welsh council once its Part was added',
    { territory: 'W', from: org('cardiff-council'), to: org('dwr-cymru'), on: '2018-04-26' },
    'gateway',
    'DEA2017 Sch 6 para 16',
  ],
  [
    'an undertaker of neither country',
    { 'conditions.water.undertakerArea': 'other' },
    'no-gateway',
    'DEA2017 s.38(1)',
  ],
  ['in Scotland', { territory: 'S', from: org('glasgow-city-council') }, 'no-gateway', 'DEA2017 s.119(3)'],
  [
    'a fire authority, which only Schedules 4 and 5 list',
    { from: org('derbyshire-fire') },
    'no-gateway',
    'DEA2017 s.38(4)',
  ],
  ['Ofgem', { from: org('ofgem') }, 'no-gateway', 'DEA2017 s.38(4)'],
  ['a combined county authority', { from: org('east-midlands-cca') }, 'gateway', 'DEA2017 Sch 6 para 7A'],
  [
    'a provider within its service',
    { from: { class: 'private-company', capacity: 'provider-to', of: 'dwp', withinService: true } },
    'gateway',
    'DEA2017 Sch 6 para 12',
  ],
  [
    'a provider outside its service',
    { from: { class: 'private-company', capacity: 'provider-to', of: 'dwp', withinService: false } },
    'no-gateway',
    'DEA2017 s.38(9)',
  ],
  [
    'a provider of Wales',
    { from: { class: 'private-company', capacity: 'provider-to', of: 'rct-council', withinService: true } },
    'gateway',
    'DEA2017 Sch 6 para 25',
  ],
  [
    'somebody who provides services to an undertaker',
    { to: { class: 'private-company', capacity: 'provider-to', of: 'thames-water' } },
    'no-gateway',
    'DEA2017 s.38(1)',
  ],
  [
    'the wider class the day before it counted',
    { ...special, ...notPoor, 'conditions.water.inSpecialProvisionClass': true, on: '2025-04-23' },
    'no-gateway',
    'WSMA2025 s.17(5)',
  ],
  [
    'the wider class on the day',
    { ...special, ...notPoor, 'conditions.water.inSpecialProvisionClass': true, on: '2025-04-24' },
    'gateway',
    'DEA2017 s.38(9A)(b)',
  ],
  [
    'the wider class, poverty not said',
    {
      ...special,
      'conditions.water.inWaterPoverty': undefined,
      'conditions.water.inSpecialProvisionClass': true,
      on: '2025-05-01',
    },
    'gateway',
    'WSMA2025 s.13(5)',
  ],
  [
    'not poor and not of the class',
    { ...special, ...notPoor, 'conditions.water.inSpecialProvisionClass': false, on: '2025-05-01' },
    'no-gateway',
    'DEA2017 s.38(9A)(b)',
  ],
  [
    'not poor, the class not said',
    { ...special, ...notPoor, on: '2025-05-01' },
    'unknown',
    'DEA2017 s.38(9A)(b)',
  ],
  [
    'not poor, the class not said, before it counted',
    { ...special, ...notPoor, on: '2025-04-23' },
    'no-gateway',
    'DEA2017 s.38(2)',
  ],
  [
    'the wider class of an undertaker of Wales',
    {
      ...special,
      ...notPoor,
      territory: 'W',
      to: org('dwr-cymru'),
      'conditions.water.inSpecialProvisionClass': true,
      on: '2025-05-01',
    },
    'no-gateway',
    'DEA2017 s.38(9A)(b)',
  ],
  [
    'water poverty that is not said, in Wales',
    { territory: 'W', to: org('dwr-cymru'), 'conditions.water.inWaterPoverty': undefined, on: '2025-05-01' },
    'unknown',
    'DEA2017 s.38(2)',
  ],
]);

answers('dea2017-s39', [
  [
    'an undertaker to a council: no part of a charges scheme need be named',
    {},
    'gateway',
    'DEA2017 Sch 6 para 5',
  ],
  [
    'an undertaker of Wales in April 2018, to a department',
    { territory: 'W', from: org('hafren-dyfrdwy'), to: org('dwp'), on: '2018-04-01' },
    'gateway',
    'DEA2017 Sch 6 para 1',
  ],
  [
    'to a provider outside its service',
    { to: { class: 'private-company', capacity: 'provider-to', of: 'dwp', withinService: false } },
    'no-gateway',
    'DEA2017 s.38(9)',
  ],
  [
    'the wider class since 24 April 2025',
    { ...notPoor, 'conditions.water.inSpecialProvisionClass': true, on: '2025-04-24' },
    'gateway',
    'DEA2017 s.38(9A)(b)',
  ],
  ['to a water company, the wrong way round', { to: org('thames-water') }, 'no-gateway', 'DEA2017 s.38(4)'],
]);

answers('dea2017-s38', [
  [
    'a department is no undertaker, whatever area is said',
    { to: org('home-office'), 'conditions.water.undertakerArea': 'england' },
    'no-gateway',
    'DEA2017 s.38(1)',
  ],
  [
    'an undertaker that provides services to another',
    { to: { class: 'water-undertaker-england', capacity: 'provider-to', of: 'dwp' } },
    'no-gateway',
    'DEA2017 s.38(1)',
  ],
]);
