import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { lawData } from './law-data.ts';
import { type Changes, examples, having, type PowerId } from './testing/examples.ts';
import { answers, firm, org, type Row } from './testing/spec.ts';

/*
 * Questions that an acceptance tester would put, section by section: every paragraph beside the one that is missing,
 * both sides of every day of change, each outcome. Worked out from the text of the Acts and regulations.
 */

const pair = (from: string, to: string) => ({ from: org(from), to: org(to) });
const wales = { territory: 'W' };
const scotland = { territory: 'S' };
const northernIreland = { territory: 'NI' };

/** A discloser that is allowed, or is not, under the paragraph cited. */
const may = (body: object, citation: string, more: object = {}): Row => row(body, 'gateway', citation, more);
const mayNot = (body: object, citation: string, more: object = {}): Row =>
  row(body, 'no-gateway', citation, more);
const row = (body: object, outcome: Row[2], citation: string, more: object): Row => [
  `${outcome}: ${JSON.stringify({ ...body, ...more })}`,
  { ...body, ...more },
  outcome,
  citation,
];
const from = (organisation: string) => ({ from: org(organisation) });
const fromClass = (name: string) => ({ from: { class: name } });
const to = (organisation: string) => ({ to: org(organisation) });

/* Section 35: who is named for which objective. */
const under = (objective: string, purpose: string) => ({ objective, purpose, factors: undefined });
const fuel = under('fuel-poverty', 'fuel-poverty-assistance');
const water = under('water-poverty', 'water-poverty-assistance');
const retuning = under('television-retuning', 'television-retuning-assistance');
const identity = under('digital-identity-verification', 'identity-verification');
const childcare = under('scottish-early-learning-and-childcare', 'scottish-elc-contact');
const factors = (...ids: readonly (string | object)[]) => ({
  factors: ids.map((one) => (typeof one === 'string' ? { id: one, person: 0, household: 'h1' } : one)),
});

answers('dea2017-s35', [
  [
    'two people of one household, one factor each',
    factors(
      { id: 'unemployment', person: 0, household: 'h1' },
      { id: 'ill-health', person: 1, household: 'h1' },
    ),
    'gateway',
    'SI2018/912 Sch para 2(2)',
  ],
  [
    'two people of two households, one factor each',
    factors(
      { id: 'unemployment', person: 0, household: 'h1' },
      { id: 'ill-health', person: 1, household: 'h2' },
    ),
    'no-gateway',
    'SI2018/912 Sch para 2(2)',
  ],
  [
    'one factor that counts, and one that is none of the thirteen',
    factors('unemployment', 'left-handedness'),
    'no-gateway',
    'SI2018/912 Sch para 2(2)',
  ],
  [
    'not in education at 24',
    factors({ id: 'not-in-education-or-training', age: 24, person: 0 }, { id: 'homelessness', person: 0 }),
    'gateway',
    'SI2018/912 Sch para 2(6)',
  ],
  [
    'not in education at 15',
    factors({ id: 'not-in-education-or-training', age: 15, person: 0 }, { id: 'homelessness', person: 0 }),
    'no-gateway',
    'SI2018/912 Sch para 2(6)',
  ],
  [
    'not in education, and no age is given',
    factors({ id: 'not-in-education-or-training', person: 0 }, { id: 'homelessness', person: 0 }),
    'unknown',
    'SI2018/912 Sch para 2(6)',
  ],
  [
    'a breach of data protection law beats a body that nobody knows',
    { from: org('some-new-body'), 'conditions.dpLawBreach': true },
    'no-gateway',
    'DEA2017 s.40(8)(a)',
  ],
  [
    'what is not known beats what is not settled',
    { 'data.heldFor': 'adult-social-care', factors: undefined },
    'unknown',
    'SI2018/912 Sch para 2(2)',
  ],
  [
    'what is not settled beats a paper that is missing',
    { 'data.heldFor': 'health', 'readiness.agreement': false },
    'escalate',
    'DEA2017 s.65(4)',
  ],
  ['no assessment of the impact', { 'readiness.dpia': false }, 'not-ready', 'DEA2017 s.43(3)'],
  ['no security plan', { 'readiness.securityPlan': false }, 'not-ready', 'DEA2017 s.43(3)'],
  ['no entry in the register', { 'readiness.registerEntry': false }, 'not-ready', 'DEA2017 s.43(3)'],
  [
    'no gateway, whatever papers are missing',
    { from: org('dcms'), 'readiness.agreement': false },
    'no-gateway',
    'SI2018/912 Sch para 1(2)(a)',
  ],
  [
    'an objective for people, of which only a benefit to firms is said',
    { 'conditions.benefitsIndividual': undefined, 'conditions.benefitsUndertaking': true },
    'unknown',
    'DEA2017 s.35(1)',
  ],
  mayNot({}, 'SI2018/912 Sch para 4', { objective: 'fuel-poverty', factors: undefined }),
]);

answers('dea2017-s35', [
  ...[
    ['sos-home', '1'],
    ['sos-defence', '2'],
    ['lord-chancellor', '3'],
    ['sos-justice', '4'],
    ['sos-education', '5'],
    ['sos-hclg', '8'],
    ['hmrc', '10'],
    ['district-council-e', '12'],
    ['london-borough', '13'],
    ['combined-authority', '14'],
    ['city-of-london', '15'],
    ['scilly', '16'],
    ['fra-metropolitan', '18'],
    ['london-fire-commissioner', '19'],
    ['fra-s2-e', '20'],
    ['fra-s4a', '21'],
    ['chief-officer-police-ew', '22'],
    ['school-proprietor', '23'],
    ['academy-proprietor', '24'],
    ['education-institution-responsible-person', '25'],
    ['welsh-ministers', '29'],
    ['counsel-general-w', '30'],
    ['wra', '31'],
    ['county-council-w', '32'],
    ['county-borough-council-w', '33'],
    ['community-council-w', '34'],
    ['fra-w', '40'],
    ['careers-wales', '41'],
    ['maintained-school-governing-body-w', '42'],
    ['fe-institution-w', '43'],
    ['he-institution-w', '44'],
    ['regulated-institution-w', '45'],
    ['natural-resources-wales', '46'],
    ['registered-social-landlord-w', '47'],
    ['scottish-ministers', '49'],
    ['council-s', '50'],
    ['skills-development-scotland', '51'],
  ].map(([name = '', number]) => may(fromClass(name), `DEA2017 Sch 4 para ${number}`)),
  ...[
    ['sos-business-trade', '6'],
    ['sos-desnz', '9A'],
    ['sos-dsit', '9B'],
    ['gema', '26'],
    ['chief-land-registrar', '27'],
    ['minister-cabinet-office', '27A'],
    ['sos-transport', '27B'],
    ['sos-defra', '27C'],
    ['local-health-board-w', '36'],
  ].map(([name = '', number]) => mayNot(fromClass(name), `DEA2017 Sch 4 para ${number}`)),
  ...[
    'hm-treasury',
    'nhs-body-e',
    'police-scotland',
    'nhs-board-s',
    'parish-council-e',
    'environment-agency',
  ].map((name) => mayNot(fromClass(name), 'DEA2017 s.35(2)')),
]);

answers('dea2017-s35', [
  may({ ...pair('dwp', 'kent-county-council'), ...fuel }, 'SI2018/912 Sch para 1(2)(c)'),
  may({ ...pair('hm-land-registry', 'camden'), ...fuel }, 'DEA2017 Sch 4 para 27'),
  may({ ...pair('london-fire-commissioner', 'camden'), ...fuel }, 'DEA2017 Sch 4 para 19'),
  mayNot({ ...pair('home-office', 'camden'), ...fuel }, 'DEA2017 Sch 4 para 1'),
  mayNot({ ...pair('dfe', 'camden'), ...fuel }, 'DEA2017 Sch 4 para 5'),
  mayNot({ ...pair('dwp', 'city-academy-trust'), ...fuel }, 'DEA2017 Sch 4 para 24'),
  mayNot({ ...pair('beis', 'camden'), ...fuel }, 'DEA2017 s.35(2)', { on: '2023-05-03' }),
  may({ ...pair('mhclg', 'camden'), ...water }, 'DEA2017 Sch 4 para 8'),
  may({ ...pair('gla', 'camden'), ...water }, 'DEA2017 Sch 4 para 17'),
  may({ ...pair('nrw', 'cardiff-council'), ...water }, 'DEA2017 Sch 4 para 46', wales),
  mayNot({ ...pair('met-police', 'camden'), ...water }, 'DEA2017 Sch 4 para 22'),
  mayNot({ ...pair('ofgem', 'camden'), ...water }, 'DEA2017 Sch 4 para 26'),
  mayNot({ ...pair('dwp', 'cardiff-council'), ...water }, 'SI2018/912 Sch para 5', { on: '2018-07-18' }),
  may({ ...pair('dwp', 'glasgow-city-council'), ...retuning }, 'DEA2017 Sch 4 para 50', scotland),
  mayNot({ ...pair('dwp', 'scottish-government'), ...retuning }, 'DEA2017 Sch 4 para 49', scotland),
  mayNot({ ...pair('mhclg', 'camden'), ...retuning }, 'DEA2017 Sch 4 para 8'),
  row({ ...pair('east-midlands-cca', 'camden'), ...retuning }, 'escalate', 'DEA2017 Sch 4 para 14A', {}),
  may({ ...pair('dwp', 'edinburgh-council'), ...childcare }, 'DEA2017 Sch 4 para 50', scotland),
  mayNot({ ...pair('dwp', 'cardiff-council'), ...childcare }, 'DEA2017 Sch 4 para 32', wales),
  mayNot(
    { ...pair('hmrc', 'highland-council'), ...childcare, purpose: 'casework' },
    'DEA2017 s.35(1)',
    scotland,
  ),
  ...[
    ['home-office', '1'],
    ['ministry-of-defence', '2'],
    ['dfe', '5'],
    ['desnz', '7'],
    ['dsit', '8'],
    ['dwp', '9'],
    ['dcms', '11'],
    ['kent-county-council', '13'],
    ['leeds-city-council', '14'],
    ['camden', '15'],
    ['gmca', '16'],
    ['hm-land-registry', '20'],
    ['dft', '22'],
    ['defra', '23'],
    ['welsh-government', '25'],
    ['wra', '26'],
    ['scottish-government', '29'],
  ].map(([name = '', number]) =>
    may({ ...pair(name, 'cabinet-office'), ...identity }, `SI2024/64 Sch para ${number}`),
  ),
  row({ ...pair('dbt', 'cabinet-office'), ...identity }, 'unknown', 'DEA2017 s.35(2A)', {}),
  ...['sds', 'south-wales-fire', 'wales-west-housing', 'ofgem', 'city-academy-trust'].map((name) =>
    mayNot({ ...pair(name, 'cabinet-office'), ...identity }, 'SI2024/64 reg 4(2)'),
  ),
  mayNot({ ...pair('hmrc', 'cabinet-office'), ...identity }, 'SI2024/64 reg 1(2)', {
    ...northernIreland,
    on: '2026-02-12',
  }),
  may({ ...from('dwp'), to: firm('cardiff-council', true) }, 'DEA2017 Sch 4 para 48', wales),
  may({ ...from('dwp'), to: firm('glasgow-city-council', true) }, 'DEA2017 Sch 4 para 52', scotland),
  mayNot({ ...from('dwp'), to: firm('glasgow-city-council', true) }, 'DEA2017 s.35(2)', { on: '2018-09-12' }),
  mayNot({ from: org('llais'), to: org('cardiff-council') }, 'DEA2017 s.35(2)', {
    ...wales,
    on: '2023-03-31',
  }),
]);

/* Sections 36 and 37. */
const measure = (scheme: string, fuelUsed: string) => ({
  'conditions.energy.scheme': scheme,
  'conditions.energy.fuel': fuelUsed,
  to: org('octopus'),
});
answers('dea2017-s36', [
  ...[
    ['sos-desnz', '1'],
    ['sos-hclg', '3'],
    ['hmrc', '4'],
    ['county-council-e', '5'],
    ['district-council-e', '6'],
    ['london-borough', '7'],
    ['combined-authority', '8'],
    ['combined-county-authority', '8A'],
    ['city-of-london', '9'],
    ['scilly', '10'],
    ['gla', '11'],
    ['fra-metropolitan', '12'],
    ['london-fire-commissioner', '13'],
    ['fra-s2-e', '14'],
    ['fra-s4a', '15'],
    ['gema', '16'],
    ['chief-land-registrar', '17'],
    ['welsh-ministers', '19'],
    ['counsel-general-w', '20'],
    ['wra', '21'],
    ['county-council-w', '22'],
    ['community-council-w', '24'],
    ['fra-w', '25'],
    ['natural-resources-wales', '26'],
    ['registered-social-landlord-w', '27'],
    ['maintained-school-governing-body-w', '28'],
    ['fe-institution-w', '29'],
    ['he-institution-w', '30'],
    ['regulated-institution-w', '31'],
  ].map(([name = '', number]) => may(fromClass(name), `DEA2017 Sch 5 para ${number}`)),
  ...[
    'sos-education',
    'sos-business-trade',
    'minister-cabinet-office',
    'chief-officer-police-ew',
    'local-health-board-w',
    'nhs-body-e',
    'scottish-ministers',
    'skills-development-scotland',
    'school-proprietor',
    'parish-council-e',
  ].map((name) => mayNot(fromClass(name), 'DEA2017 s.36(4)')),
  may(from('beis'), 'DEA2017 Sch 5 para 1', { on: '2023-05-02' }),
  mayNot(from('desnz'), 'DEA2017 s.36(4)', { on: '2023-05-02' }),
  may(from('desnz'), 'DEA2017 Sch 5 para 1', { on: '2023-05-03' }),
  mayNot(from('east-midlands-cca'), 'DEA2017 Sch 5 para 8A', { on: '2023-12-25' }),
  may(from('east-midlands-cca'), 'DEA2017 Sch 5 para 8A', { on: '2023-12-26' }),
  mayNot({}, 'DEA2017 s.36(1)', { on: '2018-04-30' }),
  may({}, 'DEA2017 s.36(1)(b)', { on: '2018-05-01' }),
  mayNot({}, 'DEA2017 s.119(2)', { ...northernIreland, on: '2026-06-01' }),
  may({}, 'DEA2017 s.36(3)(a)', scotland),
  mayNot(to('power-ni'), 'DEA2017 s.36(11)'),
  mayNot(to('example-comparison-site'), 'DEA2017 s.36(11)'),
  may(measure('grant', 'gas'), 'DEA2017 s.36(3)(d)'),
  may(measure('obligation-gas', 'gas'), 'DEA2017 s.36(3)(b)'),
  mayNot(measure('obligation-gas', 'electricity'), 'DEA2017 s.36(3)'),
  may(measure('obligation-electricity', 'electricity'), 'DEA2017 s.36(3)(c)'),
  may(measure('price-restriction-electricity', 'electricity'), 'DEA2017 s.36(3)(f)', { on: '2018-07-19' }),
  mayNot(measure('price-restriction-electricity', 'electricity'), 'SI2018/912 reg 3', { on: '2018-07-18' }),
  mayNot(measure('none', 'gas'), 'DEA2017 s.36(3)'),
  mayNot({}, 'DEA2017 s.36(2)', { purpose: 'price-comparison' }),
  may({ from: firm('dwp', true) }, 'DEA2017 Sch 5 para 18'),
  may({ from: firm('cardiff-council', true) }, 'DEA2017 Sch 5 para 32', wales),
  mayNot({ from: firm('dwp', false) }, 'DEA2017 s.36(9)'),
]);
answers('dea2017-s37', [
  may(to('dwp'), 'DEA2017 Sch 5 para 2', scotland),
  may(to('hmrc'), 'DEA2017 Sch 5 para 4'),
  may(to('wrexham-council'), 'DEA2017 Sch 5 para 23', wales),
  mayNot(to('glasgow-city-council'), 'DEA2017 s.36(4)', scotland),
  mayNot(to('manchester-university-nhs-ft'), 'DEA2017 s.36(4)'),
  mayNot(to('east-midlands-cca'), 'DEA2017 Sch 5 para 8A', { on: '2023-12-25' }),
  mayNot(from('power-ni'), 'DEA2017 s.36(11)', northernIreland),
  mayNot({}, 'DEA2017 s.119(2)', northernIreland),
  mayNot({}, 'DEA2017 s.37(2)', { purpose: 'marketing' }),
  mayNot(from('thames-water'), 'DEA2017 s.36(11)'),
]);

/* Sections 38 and 39. */
answers('dea2017-s38', [
  mayNot(to('dwr-cymru'), 'DEA2017 s.38(1)', { ...wales, on: '2018-03-31' }),
  may(to('dwr-cymru'), 'DEA2017 Sch 6 para 1', { ...wales, on: '2018-04-01' }),
  mayNot({}, 'DEA2017 s.38(1)', { on: '2018-04-30' }),
  may({}, 'DEA2017 s.38(1)(a)', { on: '2018-05-01' }),
  mayNot(pair('cardiff-council', 'dwr-cymru'), 'DEA2017 s.38(4)', { ...wales, on: '2018-04-25' }),
  may(pair('cardiff-council', 'dwr-cymru'), 'DEA2017 Sch 6 para 16', { ...wales, on: '2018-04-26' }),
  mayNot({}, 'DEA2017 s.119(3)', scotland),
  mayNot({}, 'DEA2017 s.119(3)', northernIreland),
  ...[
    ['sos-hclg', '2'],
    ['hmrc', '3'],
    ['county-council-e', '4'],
    ['district-council-e', '5'],
    ['london-borough', '6'],
    ['combined-authority', '7'],
    ['combined-county-authority', '7A'],
    ['city-of-london', '8'],
    ['scilly', '9'],
    ['gla', '10'],
    ['chief-land-registrar', '11'],
    ['welsh-ministers', '13'],
    ['counsel-general-w', '14'],
    ['wra', '15'],
    ['county-borough-council-w', '17'],
    ['community-council-w', '18'],
    ['registered-social-landlord-w', '19'],
    ['natural-resources-wales', '20'],
    ['maintained-school-governing-body-w', '21'],
    ['fe-institution-w', '22'],
    ['he-institution-w', '23'],
    ['regulated-institution-w', '24'],
  ].map(([name = '', number]) => may(fromClass(name), `DEA2017 Sch 6 para ${number}`)),
  ...['sos-desnz', 'gema', 'fra-s2-e', 'fra-w', 'chief-officer-police-ew', 'sos-defra', 'council-s'].map(
    (name) => mayNot(fromClass(name), 'DEA2017 s.38(4)'),
  ),
  mayNot(to('scottish-water'), 'DEA2017 s.38(1)'),
  mayNot({}, 'DEA2017 s.38(3)', { 'conditions.water.scheme': 'none' }),
  mayNot({}, 'DEA2017 s.38(1)', { 'conditions.water.undertakerArea': 'other' }),
  mayNot({}, 'DEA2017 s.38(2)', { 'conditions.water.inWaterPoverty': false, on: '2025-04-23' }),
  may({}, 'WSMA2025 s.13(5)', {
    on: '2025-04-24',
    'conditions.water': { scheme: 'special-provision', inWaterPoverty: false, inSpecialProvisionClass: true },
  }),
  mayNot({}, 'WSMA2025 s.17(5)', {
    on: '2025-04-23',
    'conditions.water': { scheme: 'special-provision', inWaterPoverty: false, inSpecialProvisionClass: true },
  }),
]);
const classOnly = { 'conditions.water': { inWaterPoverty: false, inSpecialProvisionClass: true } };
answers('dea2017-s39', [
  may(to('dwp'), 'DEA2017 Sch 6 para 1'),
  may({ from: org('dwr-cymru'), to: org('wrexham-council') }, 'DEA2017 Sch 6 para 17', {
    ...wales,
    on: '2018-04-26',
  }),
  mayNot({ from: org('dwr-cymru'), to: org('dwp') }, 'DEA2017 s.39(1)', { ...wales, on: '2018-03-31' }),
  mayNot(to('defra'), 'DEA2017 s.38(4)'),
  may(classOnly, 'DEA2017 s.38(9A)(b)', { on: '2025-04-24' }),
  mayNot(classOnly, 'DEA2017 s.39(2)', { on: '2025-04-23' }),
  mayNot({ from: org('dwr-cymru'), to: org('powys-county-council'), ...classOnly }, 'DEA2017 s.38(9A)(b)', {
    ...wales,
    on: '2025-05-01',
  }),
  mayNot(from('ni-water'), 'DEA2017 s.39(1)', northernIreland),
]);

/* Section 46. */
answers('dea2017-s46', [
  mayNot({}, 'RSA1953 s.19AA(1)', { on: '2018-04-30' }),
  may({}, 'RSA1953 s.19AB(1)(e)', { on: '2018-05-01' }),
  mayNot({}, 'DEA2017 s.119(4)', scotland),
  mayNot({}, 'DEA2017 s.119(4)', northernIreland),
  ...[
    ['dwp', 'a'],
    ['home-office', 'a'],
    ['welsh-government', 'b'],
    ['hmrc', 'c'],
    ['gla', 'd'],
    ['preston-city-council', 'f'],
    ['camden', 'g'],
    ['city-of-london-corporation', 'h'],
    ['isles-of-scilly', 'i'],
    ['powys-county-council', 'j'],
    ['caerphilly-council', 'k'],
    ['nhs-england', 'l'],
    ['leeds-teaching-hospitals', 'l'],
  ].map(([name = '', limb]) => may(to(name), `RSA1953 s.19AB(1)(${limb})`)),
  may(to('registrar-general-ew'), 'RSA1953 s.19AA(1)(b)'),
  ...[
    'gmca',
    'east-midlands-cca',
    'met-police',
    'derbyshire-fire',
    'salisbury-city-council',
    'nrs',
    'dfc-ni',
    'slc',
  ].map((name) => mayNot(to(name), 'RSA1953 s.19AB(1)')),
  mayNot({}, 'RSA1953 s.19AA(4)', { 'conditions.registration.expressBar': true }),
  row({}, 'unknown', 'RSA1953 s.19AA(4)', { 'conditions.registration.expressBar': undefined }),
  row({}, 'unknown', 'RSA1953 s.19AA(2)', { 'conditions.registration.requiredForFunction': undefined }),
  row({}, 'not-ready', 'RSA1953 s.19AC(3)', { 'readiness.agreement': false }),
  row({ ...from('kent-county-council') }, 'unknown', 'RSA1953 s.19AA(6)', {}),
  mayNot(from('nrs'), 'RSA1953 s.19AA(6)', scotland),
  mayNot(from('dwp'), 'RSA1953 s.19AA(6)'),
]);

/* Section 48. */
answers('dea2017-s48', [
  ...[
    ['sos-home', '1'],
    ['lord-chancellor', '2'],
    ['sos-justice', '3'],
    ['sos-education', '4'],
    ['sos-dwp', '6'],
    ['sos-transport', '7'],
    ['minister-cabinet-office', '9'],
    ['county-council-e', '10'],
    ['london-borough', '12'],
    ['city-of-london', '13'],
    ['scilly', '14'],
    ['gla', '15'],
    ['welsh-ministers', '18'],
    ['counsel-general-w', '19'],
    ['wra', '20'],
    ['county-council-w', '21'],
    ['county-borough-council-w', '22'],
    ['scottish-ministers', '25'],
    ['sepa', '27'],
    ['accountant-in-bankruptcy', '28'],
    ['slab', '29'],
    ['hie', '32'],
    ['scottish-enterprise', '33'],
    ['south-of-scotland-enterprise', '34'],
    ['ilf-scotland', '35'],
    ['slcc', '36'],
    ['sqa', '37'],
    ['revenue-scotland', '38'],
  ].map(([name = '', number]) => may(fromClass(name), `DEA2017 Sch 7 para ${number}`)),
  ...[
    'sos-defence',
    'sos-hclg',
    'sos-defra',
    'sos-cms',
    'sos-dhsc',
    'combined-county-authority',
    'natural-resources-wales',
    'fra-w',
    'fra-s2-e',
    'chief-land-registrar',
    'environment-agency',
    'audit-scotland',
    'food-standards-scotland',
    'creative-scotland',
    'skills-development-scotland',
    'police-scotland',
    'local-health-board-w',
    'nhs-board-s',
    'university',
  ].map((name) => mayNot(fromClass(name), 'DEA2017 s.48(4)')),
  mayNot(from('desnz'), 'DEA2017 s.48(4)', { on: '2023-05-02' }),
  may(from('desnz'), 'DEA2017 Sch 7 para 5A', { on: '2023-05-03' }),
  may(from('dvla'), 'DEA2017 Sch 7 para 7'),
  may(from('legal-aid-agency'), 'DEA2017 Sch 7 para 2'),
  mayNot(from('rpa'), 'DEA2017 s.48(4)'),
  mayNot(from('example-enforcement-agent'), 'DEA2017 s.48(4)'),
  row({}, 'not-ready', 'DEA2017 s.52(3)', { 'readiness.businessCase': false }),
  mayNot({}, 'DEA2017 s.48(2)(a)', { 'conditions.debt.owedTo': 'private', 'readiness.pilot.status': 'none' }),
]);

/* Section 56. */
const fraud = (more: object) => ({
  'conditions.fraud': { offence: 'fraud', lossOrRisk: 'loss', againstPublicAuthority: true, ...more },
});
answers('dea2017-s56', [
  ...[
    ['sos-home', '1'],
    ['sos-defence', '2'],
    ['lord-chancellor', '3'],
    ['sos-justice', '4'],
    ['sos-education', '5'],
    ['sos-dwp', '7'],
    ['sos-transport', '8'],
    ['sos-defra', '10'],
    ['sos-cms', '12'],
    ['sos-desnz', '12A'],
    ['sos-dsit', '12B'],
    ['minister-cabinet-office', '13'],
    ['hmrc', '14'],
    ['ecgd', '15'],
    ['county-council-e', '16'],
    ['london-borough', '18'],
    ['city-of-london', '19'],
    ['scilly', '20'],
    ['gla', '21'],
    ['chief-land-registrar', '22'],
    ['big-lottery-fund', '23'],
    ['nda', '24'],
    ['environment-agency', '25'],
    ['homes-communities-agency', '26'],
    ['office-for-students', '27'],
    ['historic-england', '28'],
    ['student-loans-company', '29'],
    ['british-council', '30'],
    ['arts-council-e', '31'],
    ['english-sports-council', '32'],
    ['ukri', '32A'],
    ['welsh-ministers', '42'],
    ['counsel-general-w', '43'],
    ['wra', '44'],
    ['county-council-w', '45'],
    ['fra-w', '48'],
    ['cter-w', '49'],
    ['natural-resources-wales', '50'],
    ['arts-council-w', '51'],
    ['sports-council-w', '52'],
    ['rcahmw', '53'],
    ['national-library-w', '54'],
    ['registered-social-landlord-w', '55'],
    ['scottish-ministers', '57'],
    ['council-s', '58'],
    ['common-services-agency-s', '62'],
    ['audit-scotland', '70'],
    ['food-standards-scotland', '71'],
    ['creative-scotland', '72'],
    ['skills-development-scotland', '73'],
  ].map(([name = '', number]) => may(fromClass(name), `DEA2017 Sch 8 para ${number}`)),
  ...[
    'combined-authority',
    'combined-county-authority',
    'fra-s2-e',
    'chief-officer-police-ew',
    'gema',
    'dbs',
    'sos-dhsc',
    'hm-treasury',
    'nhs-body-e',
    'nhs-counter-fraud-e',
    'local-health-board-w',
    'he-institution-w',
    'scts',
    'police-scotland',
    'university',
    'bank',
  ].map((name) => mayNot(fromClass(name), 'DEA2017 s.56(5)')),
  mayNot(fraud({ offence: 'error' }), 'DEA2017 s.56(3)'),
  mayNot(fraud({ offence: 'other-crime' }), 'DEA2017 s.56(3)'),
  may(fraud({ lossOrRisk: 'risk' }), 'DEA2017 s.56(2)'),
  mayNot(fraud({ lossOrRisk: 'neither' }), 'DEA2017 s.56(2)'),
  mayNot(fraud({ againstPublicAuthority: false }), 'DEA2017 s.56(14)'),
  mayNot({}, 'DEA2017 s.56(4)', { purpose: 'combat-private-fraud' }),
  may(from('office-for-students'), 'DEA2017 Sch 8 para 27', { on: '2019-08-01' }),
  mayNot(from('office-for-students'), 'DEA2017 s.56(5)', { on: '2019-07-31' }),
  may(fromClass('hefce'), 'DEA2017 Sch 8 para 27', { on: '2019-07-31' }),
  mayNot(fromClass('hefce'), 'DEA2017 s.56(5)', { on: '2019-08-01' }),
  mayNot(from('ukri'), 'DEA2017 s.56(5)', { on: '2019-07-31' }),
  may(from('ukri'), 'DEA2017 Sch 8 para 32A', { on: '2019-08-01' }),
  may(from('hefcw'), 'DEA2017 Sch 8 para 49', { ...wales, on: '2024-07-31' }),
  mayNot(from('hefcw'), 'DEA2017 s.56(5)', { ...wales, on: '2024-08-01' }),
  mayNot(from('audit-scotland'), 'DEA2017 Sch 8 para 70', { ...scotland, on: '2022-03-15' }),
  may(from('audit-scotland'), 'DEA2017 Sch 8 para 70', { ...scotland, on: '2022-03-16' }),
  may(from('dfid'), 'DEA2017 Sch 8 para 11', { on: '2020-09-01' }),
  row(from('dfid'), 'escalate', 'DEA2017 Sch 8 para 11', { on: '2020-09-02' }),
  may(from('dsit'), 'DEA2017 Sch 8 para 12B', { 'data.heldForListedFunction': false }),
  row(pair('hmrc', 'companies-house'), 'unknown', 'DEA2017 s.56(5A)', {}),
  may({ from: firm('hmrc', true) }, 'DEA2017 Sch 8 para 41'),
  may({ from: firm('wales-west-housing', true) }, 'DEA2017 Sch 8 para 56', wales),
  may({ from: firm('sepa', true) }, 'DEA2017 Sch 8 para 74', scotland),
  row({}, 'not-ready', 'DEA2017 s.60(3)', { 'readiness.pilot': { status: 'approved', ends: '2025-02-28' } }),
  may({}, 'DEA2017 s.56(1)', { 'readiness.pilot': { status: 'bau' } }),
]);

/* Section 64. */
answers('dea2017-s64-1', [
  ...['met-police', 'derbyshire-fire', 'ofgem', 'hmrc', 'ons', 'environment-agency', 'dhsc'].map((name) =>
    may(from(name), 'DEA2017 s.64(1)'),
  ),
  ...[
    'manchester-university-nhs-ft',
    'derby-derbyshire-icb',
    'cardiff-vale-uhb',
    'nhs-lothian',
    'nhs-nss',
  ].map((name) => mayNot(from(name), 'DEA2017 s.73(2)')),
  mayNot(from('glasgow-city-council'), 'DEA2017 s.65(4)', {
    ...scotland,
    'data.heldFor': 'adult-social-care',
  }),
  mayNot(from('dhsc'), 'DEA2017 s.65(4)', { 'data.heldFor': 'health' }),
  may(from('revenue-scotland'), 'DEA2017 s.64(1)', { ...scotland, on: '2018-05-01' }),
  mayNot(from('revenue-scotland'), 'DEA2017 s.64(1)', { ...scotland, on: '2018-04-30' }),
  row({}, 'unknown', 'DEA2017 s.64(3)', { 'data.deIdentified': false, 'data.identifiable': undefined }),
  row({}, 'not-ready', 'DEA2017 s.70', { on: '2018-06-01', 'readiness.codeInForce': false }),
  mayNot({}, 'DEA2017 s.66(2)', {
    'data.identifiable': true,
    laterUse: { kind: 'onward', ground: 'section-64-disclosure', toClass: 'researcher' },
  }),
]);
answers('dea2017-s64-5', [
  mayNot(from('nhs-england'), 'DEA2017 s.73(2)'),
  mayNot({}, 'DEA2017 s.65(4)', { 'data.heldFor': 'health' }),
  row({ from: { class: 'accredited-processor' } }, 'consent-only', 'DEA2017 s.68(5)', {
    'data.source': 'wra',
  }),
  mayNot({}, 'DEA2017 s.66(5)', {
    laterUse: { kind: 'onward', ground: 'research-team', toClass: 'researcher' },
  }),
]);

/* Sections 74 to 77. */
answers('dea2017-s74', [
  mayNot({}, 'DEA2017 s.74(1)', { on: '2017-07-30' }),
  may({}, 'DEA2017 s.74(1)', { ...northernIreland, on: '2017-07-31' }),
  may(from('voa'), 'DEA2017 s.74(2)(b)'),
  may({}, 'DEA2017 s.74(2)(a)', { 'data.createdByCombining': false }),
  mayNot(from('wra'), 'DEA2017 s.74(1)'),
  mayNot({}, 'DEA2017 s.74(2)', { 'data.identifiable': true }),
  mayNot({}, 'DEA2017 s.74(1)(b)', { 'conditions.publicInterest': false }),
]);
answers('dea2017-s75', [
  mayNot({}, 'DEA2017 s.75(1)', { on: '2018-03-31' }),
  may({}, 'DEA2017 s.75(1)', { on: '2018-04-01' }),
  mayNot(from('hmrc'), 'DEA2017 s.75(1)'),
]);
answers('dea2017-s76', [
  mayNot({}, 'DEA2017 s.76(1)', { on: '2017-07-30' }),
  may({}, 'DEA2017 s.76(2)(b)', { on: '2017-07-31' }),
  [
    'single records without names',
    { data: { identifiable: false, everIdentifying: true, createdByCombining: false } },
    'no-gateway',
    'DEA2017 s.76(2)',
    'dea2017-s64-1',
  ],
]);
answers('dea2017-s77', [
  mayNot({}, 'DEA2017 s.77(1)', { on: '2017-07-30' }),
  may({}, 'DEA2017 s.77(4)', { on: '2017-07-31' }),
  mayNot({}, 'DEA2017 s.77(4)', { 'data.categories': ['employer-name', 'tax-record'] }),
  mayNot({}, 'DEA2017 s.77(3)', { purpose: 'marketing' }),
  mayNot(from('dwp'), 'DEA2017 s.77(1)'),
]);

/* Sections 78 to 81. */
const statistics = (name: string) => `conditions.statistics.${name}`;
answers('dea2017-s78', [
  may(from('voa'), 'DEA2017 s.78'),
  row({}, 'unknown', 'SRSA2007 s.45(2)', { [statistics('requiredForBoardFunction')]: undefined }),
  may({}, 'SRSA2007 s.45(4)', {
    [statistics('sourceConsent')]: true,
    laterUse: { kind: 'onward', ground: 'other', toClass: 'researcher' },
  }),
]);
answers('dea2017-s79', [
  ...[
    'nhs-england',
    'cardiff-vale-uhb',
    'met-police',
    'fca',
    'environment-agency',
    'scottish-government',
  ].map((name) => may(from(name), 'SRSA2007 s.45A(1)')),
  row(from('thames-water'), 'unknown', 'SRSA2007 s.45A(2)', {}),
]);
answers('dea2017-s80-45b', [
  ...[
    ['hmrc', 'a'],
    ['dhsc', 'a'],
    ['hm-treasury', 'a'],
    ['scottish-government', 'a'],
    ['dfc-ni', 'a'],
    ['ofgem', 'a'],
    ['fca', 'd'],
  ].map(([name = '', limb]) => row(from(name), 'must-reply', `SRSA2007 s.45B(1)(${limb})`, {})),
  mayNot(from('derbyshire-constabulary'), 'SRSA2007 s.45B(1)'),
  row({}, 'must-reply', 'SRSA2007 s.45B(8)', { on: '2018-05-01' }),
]);
answers('dea2017-s80-45c', [
  ...['cardiff-vale-uhb', 'caerphilly-council', 'south-wales-fire', 'careers-wales'].map((name) =>
    mayNot(from(name), 'SRSA2007 s.45C(10)', { ...wales, [statistics('devolvedConsent')]: false }),
  ),
  row(from('south-wales-police'), 'must-comply', 'SRSA2007 s.45C(12)', wales),
  ...['nhs-lothian', 'police-scotland', 'sepa', 'scottish-fire'].map((name) =>
    row(from(name), 'must-comply', 'SRSA2007 s.45C(12)', {
      ...scotland,
      [statistics('devolvedConsent')]: true,
    }),
  ),
  row(from('psni'), 'unknown', 'SRSA2007 s.45C(11)', northernIreland),
  row(from('natural-england'), 'must-comply', 'SRSA2007 s.45C(12)', {
    from: { organisation: 'natural-england', isCrownBody: false },
  }),
  mayNot({}, 'SRSA2007 s.45C(13)(b)', { 'conditions.dpLawBreach': true }),
  row({}, 'offence', 'SRSA2007 s.45F(2)', {
    [statistics('complied')]: true,
    [statistics('falseInformation')]: true,
  }),
]);
answers('dea2017-s80-45d', [
  ...['example-bank', 'octopus', 'dwr-cymru', 'example-insurer'].map((name) =>
    row(from(name), 'must-comply', 'SRSA2007 s.45D(8)', {}),
  ),
  mayNot({}, 'SRSA2007 s.45D(9)(b)', { 'conditions.dpLawBreach': true }),
  mayNot({}, 'SRSA2007 s.45D(7)', { [statistics('requiredForBoardFunction')]: false }),
]);
answers('dea2017-s81', [
  may(to('scottish-government'), 'SRSA2007 s.53A(2)', { ...scotland, on: '2017-07-31' }),
  mayNot(to('scottish-government'), 'SRSA2007 s.53A(1)', { ...scotland, on: '2017-07-30' }),
  may(to('aib'), 'SRSA2007 s.53A(2)', scotland),
  may(to('revenue-scotland'), 'SRSA2007 s.53A(2)', scotland),
  may(to('social-security-scotland'), 'SRSA2007 s.53A(2)', scotland),
  mayNot(to('dwp'), 'SRSA2007 s.53A(2)'),
  mayNot(to('glasgow-city-council'), 'SRSA2007 s.53A(2)', scotland),
  row({}, 'unknown', 'SRSA2007 s.53A(6)(c)', { [statistics('sourceConsent')]: undefined }),
]);

/* Without a power: the answer is that of the power which was meant, or of one that allows more. */
const ignored = { [statistics('complied')]: false, [statistics('reasonableExcuse')]: false };
const passedOn = (ground: string, more: object = {}) => ({ laterUse: { kind: 'onward', ground, ...more } });
const unsaid = { 'conditions.benefitsIndividual': undefined, 'conditions.punitive': undefined };
describe('a question that names no power', () => {
  it.each<readonly [says: string, share: PowerId, Changes, power: string, outcome: string, citation: string]>(
    [
      [
        'a hospital to a council',
        'dea2017-s35',
        from('leeds-teaching-hospitals'),
        'dea2017-s35',
        'no-gateway',
        'DEA2017 s.35(2)',
      ],
      [
        'help for small firms',
        'dea2017-s35',
        { ...pair('hmrc', 'dbt'), objective: undefined, purpose: 'small-business-support' },
        'dea2017-s35',
        'no-gateway',
        'DEA2017 s.35(7)',
      ],
      [
        'for a supplier to sell',
        'dea2017-s36',
        { purpose: 'marketing', 'conditions.energy.scheme': 'none' },
        'dea2017-s36',
        'no-gateway',
        'DEA2017 s.36(2)',
      ],
      [
        'to a bank, for fuel poverty',
        'dea2017-s36',
        to('example-bank'),
        'dea2017-s36',
        'no-gateway',
        'DEA2017 s.36(11)',
      ],
      [
        'from a supplier to a department that is not listed',
        'dea2017-s37',
        to('dfe'),
        'dea2017-s37',
        'no-gateway',
        'DEA2017 s.36(4)',
      ],
      [
        'from a department that is not listed, for water',
        'dea2017-s38',
        from('defra'),
        'dea2017-s38',
        'no-gateway',
        'DEA2017 s.38(4)',
      ],
      [
        'a registrar to a charity',
        'dea2017-s46',
        to('example-charity'),
        'dea2017-s46',
        'no-gateway',
        'RSA1953 s.19AB(1)',
      ],
      [
        'a debt to a private creditor',
        'dea2017-s48',
        { 'conditions.debt.owedTo': 'private' },
        'dea2017-s48',
        'no-gateway',
        'DEA2017 s.48(2)(a)',
      ],
      [
        'a parish council, on fraud',
        'dea2017-s56',
        from('salisbury-city-council'),
        'dea2017-s56',
        'no-gateway',
        'DEA2017 s.56(5)',
      ],
      [
        'research for one firm’s profit',
        'dea2017-s64-1',
        { purpose: 'commercial-profit', 'conditions.research.projectAccredited': false },
        'dea2017-s64-1',
        'no-gateway',
        'DEA2017 s.64(8)',
      ],
      [
        'a notice to a small shop',
        'dea2017-s80-45d',
        { [statistics('undertakingSize')]: 'small' },
        'dea2017-s80-45d',
        'no-gateway',
        'SRSA2007 s.45D(13)',
      ],
      [
        'casework, from the Board',
        'dea2017-s81',
        { purpose: 'casework', [statistics('statisticalPurpose')]: false },
        'dea2017-s81',
        'no-gateway',
        'SRSA2007 s.53A(3)',
      ],
      [
        'a notice without the consent that it needs: the body may still give',
        'dea2017-s80-45c',
        { ...scotland, from: org('glasgow-city-council'), [statistics('devolvedConsent')]: false },
        'dea2017-s79',
        'gateway',
        'SRSA2007 s.45A(1)',
      ],
      [
        'a notice ignored: that the body may also give does not hide it',
        'dea2017-s80-45c',
        ignored,
        'dea2017-s80-45c',
        'offence',
        'SRSA2007 s.45F(1)',
      ],
      [
        'a later use of what was shared for an objective',
        'dea2017-s35',
        { ...unsaid, ...passedOn('safeguarding') },
        'dea2017-s35',
        'gateway',
        'DEA2017 s.41(2)(k)(iii)',
      ],
      [
        'the same, of HMRC data',
        'dea2017-s35',
        { ...unsaid, ...from('hmrc'), ...passedOn('safeguarding') },
        'dea2017-s35',
        'consent-only',
        'DEA2017 s.42(1)',
      ],
      [
        'the same, done knowingly without a ground',
        'dea2017-s35',
        { ...unsaid, ...passedOn('other', { done: true, stateOfMind: 'knew' }) },
        'dea2017-s35',
        'offence',
        'DEA2017 s.41(4)',
      ],
    ],
  )('%s', (_, share, changes, power, outcome, citation) => {
    const found = assess(having(examples[share], { ...changes, power: undefined }), lawData);
    expect([found.power, found.outcome]).toEqual([power, outcome]);
    expect(found.citations).toContain(citation);
  });
});
