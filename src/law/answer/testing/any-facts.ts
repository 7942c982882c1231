import * as fc from 'fast-check';
import { energySchemes, type Facts, parseFacts, revenueSources, territories } from '../../facts.ts';
import { lawData } from '../../law-data.ts';
import { categoryWords, factorWords, groundWords, purposeWords } from '../words/index.ts';

const some = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape, { requiredKeys: [] });
const of = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const keys = (table: object) => of(...Object.keys(table));
const yes = fc.boolean();
const ids = (records: readonly { readonly id: string }[]) => of(...records.map(({ id }) => id));
const anyClass = ids(lawData.classes);
const organisation = fc.oneof(
  { weight: 9, arbitrary: ids(lawData.organisations) },
  { weight: 1, arbitrary: of('nowhere-at-all', 'north-something-partnership') },
);

const body = fc.oneof(
  some({ organisation }),
  some({ class: anyClass }),
  some({
    organisation,
    class: anyClass,
    capacity: of('own', 'agency-of', 'provider-to'),
    of: fc.oneof(organisation, anyClass),
    withinService: yes,
    publicAuthorityForResearch: yes,
    isCrownBody: yes,
  }),
);
const days = of(
  '2018-06-01',
  '2019-05-01',
  '2022-11-01',
  '2024-03-01',
  '2025-03-01',
  '2026-03-01',
  '2027-01-01',
);
const consent = of('given', 'refused', 'not-asked');

/** Facts of every shape that the schema allows; each member is there about half of the time. */
export const anyFacts: fc.Arbitrary<Facts> = some({
  on: days,
  territory: of(...territories),
  from: body,
  to: body,
  power: ids(lawData.powers),
  objective: ids(lawData.objectives),
  purpose: keys(purposeWords),
  subjects: of('person', 'company', 'none'),
  data: some({
    categories: fc.array(keys(categoryWords), { maxLength: 6 }),
    identifiable: yes,
    deIdentified: yes,
    everIdentifying: yes,
    createdByCombining: yes,
    source: of(...revenueSources),
    heldFor: of('health', 'adult-social-care', 'other'),
    heldForListedFunction: yes,
    ipaBarred: yes,
    alreadyPublic: yes,
  }),
  factors: fc.array(
    some({ age: fc.nat(100), person: fc.nat(3) }).chain((rest) =>
      keys(factorWords).map((id) => ({ id, ...rest })),
    ),
    {
      maxLength: 6,
    },
  ),
  conditions: some({
    benefitsIndividual: yes,
    punitive: yes,
    consentGiven: yes,
    consentFeasible: yes,
    revenueConsent: consent,
    dpLawBreach: yes,
    publicInterest: yes,
    debt: some({ overdue: yes, owedTo: of('public-authority', 'crown', 'private') }),
    fraud: some({
      offence: of('fraud', 'error', 'other-crime'),
      lossOrRisk: of('loss', 'risk'),
      againstPublicAuthority: yes,
    }),
    energy: some({ scheme: of(...energySchemes), recipientLicensed: yes, fuel: of('gas', 'electricity') }),
    water: some({ scheme: of('special-provision', 'social-tariff', 'none'), inWaterPoverty: yes }),
    research: some({ projectAccredited: yes, processorsAccredited: yes, usersAccredited: yes }),
    statistics: some({
      notice: of('45A', '45B', '45C', '45D', '53A', 'none'),
      requiredForBoardFunction: yes,
      reasonsGiven: yes,
      reply: of('willing', 'unwilling-with-reasons', 'unwilling-no-reasons', 'none'),
      devolvedConsent: yes,
      undertakingSize: of('micro', 'small', 'medium', 'large'),
      consultClause: yes,
      complied: yes,
      reasonableExcuse: yes,
      falseInformation: yes,
      sourceConsent: yes,
    }),
    registration: some({ expressBar: yes, requiredForFunction: yes }),
  }),
  readiness: some({
    pilot: some({ status: of('none', 'submitted', 'approved', 'bau', 'ended'), ends: days }),
    codeInForce: yes,
    agreement: yes,
    dpia: yes,
    registerEntry: yes,
  }),
  laterUse: fc.option(
    some({
      kind: of('use', 'onward'),
      ground: keys(groundWords),
      toClass: anyClass,
      done: yes,
      stateOfMind: of('knew', 'reckless', 'reasonable-belief'),
      revenueConsent: consent,
    }),
    { freq: 2, nil: undefined },
  ),
}).map((facts) => parseFacts(JSON.parse(JSON.stringify(facts))));
