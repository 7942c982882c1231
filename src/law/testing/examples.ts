import { type PlainDate, parseDate } from '#kernel';
import type { Facts } from '../facts.ts';

export const day = (text: string): PlainDate => parseDate(text);

/** New values by dotted path (`data.heldFor`); a path with `undefined` is taken away. */
export type Changes = Readonly<Record<string, unknown>>;

/** Facts with some of them changed. Nothing checks the paths here: facts with a member that is not known are refused. */
export function having(facts: Facts, changes: Changes): Facts {
  const copy = structuredClone(facts) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let at = copy;
    for (const name of names) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    if (value === undefined) delete at[last];
    else at[last] = value;
  }
  return copy as Facts;
}

const share = {
  on: day('2025-03-01'),
  territory: 'E',
  subjects: 'person',
  data: { identifiable: true, source: 'other', heldFor: 'other' },
} as const;

const research = {
  ...share,
  from: { organisation: 'dfe' },
  conditions: {
    research: {
      projectAccredited: true,
      processorsAccredited: true,
      recipientsAccredited: true,
      usersAccredited: true,
      codeRegard: true,
      reasonableSteps: true,
      madeByAuthorityOrProcessor: true,
    },
  },
} as const;

const totals = {
  on: share.on,
  subjects: 'none',
  to: { organisation: 'example-think-tank' },
  purpose: 'public-interest-release',
  conditions: { publicInterest: true },
  data: { identifiable: false, everIdentifying: false, createdByCombining: true },
} as const;

const toBoard = { ...share, to: { organisation: 'ons' }, purpose: 'official-statistics' } as const;

/** For each power, a share that it allows, or a request or notice that binds. */
export const examples = {
  'dea2017-s35': {
    ...share,
    power: 'dea2017-s35',
    from: { organisation: 'dwp' },
    to: { organisation: 'derbyshire-county-council' },
    objective: 'multiple-disadvantages',
    purpose: 'multiple-disadvantages-support',
    factors: [
      { id: 'unemployment', person: 0, household: 'h1' },
      { id: 'homelessness', person: 0, household: 'h1' },
    ],
    conditions: { benefitsIndividual: true, punitive: false },
  },
  'dea2017-s36': {
    ...share,
    power: 'dea2017-s36',
    from: { organisation: 'dwp' },
    to: { class: 'licensed-electricity-supplier' },
    purpose: 'fuel-poverty-assistance',
    conditions: { energy: { scheme: 'support-scheme', fuel: 'electricity', recipientLicensed: true } },
  },
  'dea2017-s37': {
    ...share,
    power: 'dea2017-s37',
    from: { organisation: 'octopus' },
    to: { organisation: 'derbyshire-fire' },
    purpose: 'fuel-poverty-assistance',
    conditions: { energy: { recipientLicensed: true } },
  },
  'dea2017-s38': {
    ...share,
    power: 'dea2017-s38',
    from: { organisation: 'dwp' },
    to: { organisation: 'thames-water' },
    purpose: 'water-poverty-assistance',
    conditions: { water: { scheme: 'social-tariff', inWaterPoverty: true } },
  },
  'dea2017-s39': {
    ...share,
    power: 'dea2017-s39',
    from: { organisation: 'severn-trent' },
    to: { organisation: 'preston-city-council' },
    purpose: 'water-poverty-assistance',
    conditions: { water: { inWaterPoverty: true } },
  },
  'dea2017-s46': {
    ...share,
    power: 'dea2017-s46',
    from: { organisation: 'derbyshire-superintendent-registrar' },
    to: { organisation: 'derbyshire-county-council' },
    purpose: 'school-place-planning',
    conditions: { registration: { expressBar: false, requiredForFunction: true } },
  },
  'dea2017-s48': {
    ...share,
    power: 'dea2017-s48',
    from: { organisation: 'preston-city-council' },
    to: { organisation: 'hmrc' },
    purpose: 'collect-public-debt',
    conditions: { debt: { overdue: true, owedTo: 'public-authority' } },
  },
  'dea2017-s56': {
    ...share,
    power: 'dea2017-s56',
    from: { organisation: 'mhclg' },
    to: { organisation: 'preston-city-council' },
    purpose: 'combat-public-fraud',
    conditions: { fraud: { offence: 'fraud', lossOrRisk: 'loss', againstPublicAuthority: true } },
  },
  'dea2017-s64-1': {
    ...research,
    power: 'dea2017-s64-1',
    to: { class: 'researcher' },
    purpose: 'research',
    data: { identifiable: false, deIdentified: true, source: 'other', heldFor: 'other' },
  },
  'dea2017-s64-5': {
    ...research,
    power: 'dea2017-s64-5',
    to: { class: 'accredited-processor' },
    purpose: 'research-processing',
  },
  'dea2017-s74': { ...totals, power: 'dea2017-s74', territory: 'E', from: { organisation: 'hmrc' } },
  'dea2017-s75': { ...totals, power: 'dea2017-s75', territory: 'W', from: { organisation: 'wra' } },
  'dea2017-s76': {
    ...totals,
    power: 'dea2017-s76',
    territory: 'S',
    from: { organisation: 'revenue-scotland' },
  },
  'dea2017-s77': {
    on: share.on,
    territory: 'E',
    power: 'dea2017-s77',
    from: { organisation: 'hmrc' },
    to: { organisation: 'elto' },
    purpose: 'employer-liability-tracing',
    subjects: 'company',
    data: {
      categories: ['employer-name', 'employer-address', 'employer-reference'],
      identifiable: true,
      source: 'hmrc',
    },
  },
  'dea2017-s78': {
    ...toBoard,
    power: 'dea2017-s78',
    from: { organisation: 'hmrc' },
    conditions: { statistics: { requiredForBoardFunction: true } },
  },
  'dea2017-s79': {
    ...toBoard,
    power: 'dea2017-s79',
    from: { organisation: 'preston-city-council' },
    conditions: { statistics: { requiredForBoardFunction: true } },
  },
  'dea2017-s80-45b': {
    ...toBoard,
    power: 'dea2017-s80-45b',
    from: { organisation: 'fca' },
    conditions: { statistics: { requiredForBoardFunction: true, notice: '45B', reasonsGiven: true } },
  },
  'dea2017-s80-45c': {
    ...toBoard,
    power: 'dea2017-s80-45c',
    from: { organisation: 'derbyshire-county-council' },
    conditions: { statistics: { requiredForBoardFunction: true, notice: '45C' } },
  },
  'dea2017-s80-45d': {
    ...toBoard,
    power: 'dea2017-s80-45d',
    from: { organisation: 'example-supermarket' },
    conditions: {
      statistics: { requiredForBoardFunction: true, notice: '45D', undertakingSize: 'large' },
    },
  },
  'dea2017-s81': {
    ...share,
    power: 'dea2017-s81',
    territory: 'W',
    from: { organisation: 'ons' },
    to: { organisation: 'welsh-government' },
    purpose: 'devolved-statistics',
    conditions: {
      statistics: {
        requiredForBoardFunction: true,
        statisticalPurpose: true,
        writtenRequest: true,
        sourceConsent: true,
      },
    },
  },
} as const satisfies Readonly<Record<string, Facts>>;

export type PowerId = keyof typeof examples;
