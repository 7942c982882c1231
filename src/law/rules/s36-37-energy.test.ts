import { describe, expect, it } from 'vitest';
import { assess } from '../assess.ts';
import { lawData } from '../law-data.ts';
import { type Changes, examples, having } from '../testing/examples.ts';
import { answers, barsOf, firm, rulesOf } from '../testing/spec.ts';

const scheme = (value: string, fuel: string | null = 'electricity'): Changes => ({
  'conditions.energy.scheme': value,
  'conditions.energy.fuel': fuel ?? undefined,
});

rulesOf('dea2017-s36', [
  { rule: 'in-force', fails: [{ territory: 'NI' }, 'DEA2017 s.119(2)'], unsaid: 'on' },
  {
    rule: 'from-listed',
    fails: [{ from: { organisation: 'dfe' } }, 'DEA2017 s.36(4)'],
    unsaid: 'from',
    asks: 'from.class',
  },
  {
    rule: 'licensed-supplier',
    fails: [{ 'conditions.energy.recipientLicensed': false }, 'DEA2017 s.36(11)'],
    unsaid: 'conditions.energy.recipientLicensed',
  },
  { rule: 'purpose', fails: [{ purpose: 'marketing' }, 'DEA2017 s.36(2)'], unsaid: 'purpose' },
  { rule: 'measure', fails: [scheme('none'), 'DEA2017 s.36(3)'], unsaid: 'conditions.energy.scheme' },
  ...barsOf('DEA2017 s.40(8)(a)', 'DEA2017 s.40(8)(b)'),
]);

rulesOf('dea2017-s37', [
  { rule: 'in-force', fails: [{ on: '2018-04-30' }, 'DEA2017 s.37(1)'], unsaid: 'territory' },
  {
    rule: 'licensed-supplier',
    fails: [{ from: { class: 'ni-energy-supplier' } }, 'DEA2017 s.36(11)'],
    unsaid: 'conditions.energy.recipientLicensed',
  },
  {
    rule: 'to-listed',
    fails: [{ to: { organisation: 'dfe' } }, 'DEA2017 s.36(4)'],
    unsaid: 'to',
    asks: 'to.class',
  },
  { rule: 'purpose', fails: [{ purpose: 'fire-safety-enforcement' }, 'DEA2017 s.37(2)'], unsaid: 'purpose' },
]);

answers('dea2017-s36', [
  ['a listed department and a licensed supplier', {}, 'gateway', 'DEA2017 Sch 5 para 2'],
  ['the day before commencement', { on: '2018-04-30' }, 'no-gateway', 'DEA2017 s.36(1)'],
  ['the day of commencement', { on: '2018-05-01' }, 'gateway', 'DEA2017 s.36(1)'],
  ['in Scotland', { territory: 'S' }, 'gateway', 'DEA2017 Sch 5 para 2'],
  [
    'in Northern Ireland, also once Part 5 began there',
    { territory: 'NI', on: '2026-03-01' },
    'no-gateway',
    'DEA2017 s.119(2)',
  ],
  [
    'the price cap for electricity the day before it was added',
    { on: '2018-07-18', ...scheme('price-restriction-electricity') },
    'no-gateway',
    'SI2018/912 reg 3',
  ],
  [
    'the price cap for electricity on the day it was added',
    { on: '2018-07-19', ...scheme('price-restriction-electricity') },
    'gateway',
    'DEA2017 s.36(3)(f)',
  ],
  [
    'the price cap for gas on the day it was added',
    { on: '2018-07-19', to: { class: 'licensed-gas-supplier' }, ...scheme('price-restriction-gas', 'gas') },
    'gateway',
    'DEA2017 s.36(3)(e)',
  ],
  ['grants', scheme('grant'), 'gateway', 'DEA2017 s.36(3)(d)'],
  ['an electricity obligation', scheme('obligation-electricity'), 'gateway', 'DEA2017 s.36(3)(c)'],
  ['a gas measure for an electricity supplier', scheme('obligation-gas'), 'no-gateway', 'DEA2017 s.36(3)'],
  ['no measure named', scheme('none'), 'no-gateway', 'DEA2017 s.36(3)'],
  ['a price-comparison site', { to: { class: 'price-comparison-site' } }, 'no-gateway', 'DEA2017 s.36(11)'],
  ['a supplier of Northern Ireland', { to: { organisation: 'power-ni' } }, 'no-gateway', 'DEA2017 s.36(11)'],
  [
    'a gas measure for a supplier whose one licence is for gas',
    { to: { class: 'licensed-gas-supplier' }, ...scheme('obligation-gas', null) },
    'gateway',
    'DEA2017 s.36(3)(b)',
  ],
  [
    'an electricity measure for a supplier that acts under its gas licence',
    { to: { organisation: 'octopus' }, ...scheme('obligation-electricity', 'gas') },
    'no-gateway',
    'DEA2017 s.36(3)',
  ],
  [
    'a gas measure for a supplier with both licences that does not say under which it acts',
    { to: { organisation: 'octopus' }, ...scheme('obligation-gas', null) },
    'unknown',
    'DEA2017 s.36(3)',
  ],
  ['somebody who provides services to a supplier', { to: firm('octopus') }, 'no-gateway', 'DEA2017 s.36(11)'],
  [
    'a licensed supplier that acts for somebody else',
    { to: { class: 'licensed-electricity-supplier', capacity: 'provider-to', of: 'dwp' } },
    'no-gateway',
    'DEA2017 s.36(11)',
  ],
  [
    'the police, who are in no list of chapter 1 but Schedule 4',
    { from: { organisation: 'met-police' } },
    'no-gateway',
    'DEA2017 s.36(4)',
  ],
  [
    'a Scottish council: Schedule 5 has no Scottish Part',
    { territory: 'S', from: { organisation: 'glasgow-city-council' } },
    'no-gateway',
    'DEA2017 s.36(4)',
  ],
  [
    'a Welsh Local Health Board, listed in Schedule 4 only',
    { territory: 'W', from: { organisation: 'cardiff-vale-uhb' } },
    'no-gateway',
    'DEA2017 s.36(4)',
  ],
  [
    'a combined county authority before it was listed',
    { on: '2023-12-25', from: { class: 'combined-county-authority' } },
    'no-gateway',
    'DEA2017 Sch 5 para 8A',
  ],
  [
    'a combined county authority once listed',
    { on: '2023-12-26', from: { class: 'combined-county-authority' } },
    'gateway',
    'DEA2017 Sch 5 para 8A',
  ],
  [
    'a department on the last day of its listing',
    { on: '2023-05-02', from: { organisation: 'beis' } },
    'gateway',
    'DEA2017 Sch 5 para 1',
  ],
  [
    'a department the day after',
    { on: '2023-05-03', from: { organisation: 'beis' } },
    'no-gateway',
    'DEA2017 Sch 5 para 1',
  ],
  [
    'its successor the day before',
    { on: '2023-05-02', from: { organisation: 'desnz' } },
    'no-gateway',
    'DEA2017 Sch 5 para 1',
  ],
  [
    'its successor on the first day',
    { on: '2023-05-03', from: { organisation: 'desnz' } },
    'gateway',
    'DEA2017 Sch 5 para 1',
  ],
  [
    'an agency counts as its department',
    { from: { organisation: 'voa' } },
    'gateway',
    'DEA2017 Sch 5 para 4',
  ],
  [
    'a body that the facts call an agency of a department',
    { from: { organisation: 'new-agency', capacity: 'agency-of', of: 'dwp' } },
    'gateway',
    'DEA2017 Sch 5 para 2',
  ],
  [
    'an agency of a department that is not listed',
    { from: { organisation: 'dwp', capacity: 'agency-of', of: 'dfe' } },
    'no-gateway',
    'DEA2017 s.36(4)',
  ],
  ['a provider within its service', { from: firm('dwp', true) }, 'gateway', 'DEA2017 Sch 5 para 18'],
  [
    'a provider to a body of which only the kind is known',
    { from: firm('county-council-e', true) },
    'gateway',
    'DEA2017 Sch 5 para 18',
  ],
  ['a provider outside its service', { from: firm('dwp', false) }, 'no-gateway', 'DEA2017 s.36(9)'],
  ['a provider of which this is not said', { from: firm('dwp') }, 'unknown', 'DEA2017 s.36(9)'],
  [
    'a provider to a Welsh council, by the paragraph of its own Part',
    { territory: 'W', from: firm('cardiff-council', true) },
    'gateway',
    'DEA2017 Sch 5 para 32',
  ],
  ['a provider to a body that is not listed', { from: firm('dfe', true) }, 'no-gateway', 'DEA2017 s.36(4)'],
  ['a provider to nobody that is known', { from: firm('nobody', true) }, 'unknown', 'DEA2017 s.36(4)'],
  [
    'data held for health: Schedule 5 has no health body, and the section has no bar',
    { 'data.heldFor': 'health' },
    'gateway',
    'DEA2017 s.36(1)',
  ],
  ['no impact assessment', { 'readiness.dpia': false }, 'not-ready', 'DEA2017 s.43(3)'],
  [
    'with the parties the wrong way round',
    { power: 'dea2017-s37' },
    'no-gateway',
    'DEA2017 s.37(1)',
    'dea2017-s36',
  ],
]);

answers('dea2017-s37', [
  ['a supplier to a fire authority: no measure need be named', {}, 'gateway', 'DEA2017 Sch 5 para 14'],
  ['to a combined authority', { to: { organisation: 'gmca' } }, 'gateway', 'DEA2017 Sch 5 para 8'],
  ['to a provider within its service', { to: firm('dwp', true) }, 'gateway', 'DEA2017 Sch 5 para 18'],
  ['to a provider outside its service', { to: firm('dwp', false) }, 'no-gateway', 'DEA2017 s.36(9)'],
  [
    'to a housing association of Wales',
    { territory: 'W', to: { organisation: 'wales-west-housing' } },
    'gateway',
    'DEA2017 Sch 5 para 27',
  ],
  ['in Northern Ireland', { territory: 'NI', on: '2026-03-01' }, 'no-gateway', 'DEA2017 s.119(2)'],
  [
    'with a measure that the other section names not',
    { 'conditions.energy.scheme': 'none' },
    'gateway',
    'DEA2017 s.37(2)',
  ],
]);

describe('the licence cited', () => {
  const licences = (changes: Changes) =>
    assess(
      having(examples['dea2017-s36'], { to: { organisation: 'octopus' }, ...changes }),
      lawData,
    ).citations.filter((one) => one.startsWith('DEA2017 s.36(1)('));
  it('is the one that is used', () => {
    expect(licences({})).toEqual(['DEA2017 s.36(1)(b)']);
    expect(licences({ 'conditions.energy.fuel': 'gas' })).toEqual(['DEA2017 s.36(1)(a)']);
  });
  it('is each that is held, when it is not said', () => {
    expect(licences({ 'conditions.energy.fuel': undefined })).toEqual([
      'DEA2017 s.36(1)(a)',
      'DEA2017 s.36(1)(b)',
    ]);
  });
});
