import type { Facts } from '../facts.ts';
import type { LawData } from '../law-data.ts';
import type { Ask, Asking } from './ask.ts';
import { side, territoryForm } from './body-asks.ts';
import { factAt } from './fact-paths.ts';
import { factorsForm, placeForm } from './factor-forms.ts';
import { choice, yes } from './forms.ts';
import { laterAsks } from './later-asks.ts';
import { otherPurposes, purposes } from './purposes.ts';
import { readinessAsks } from './readiness-asks.ts';
import { researchAsks } from './research-asks.ts';
import { statisticsAsks } from './statistics-asks.ts';

/**
 * Every fact that a rule can name as missing, in the order in which people would ask. What matters most comes first
 * anyway; among facts that matter alike this order decides. `[]` stands for any place in a list.
 */
export const asks: Readonly<Record<string, Asking>> = {
  purpose: {
    asks: 'What do you want to do?',
    kind: 'choice',
    choices: [...purposes, ...otherPurposes],
  },
  ...laterAsks,
  ...side('from', 'Who would give the information?'),
  ...side('to', 'Who would receive it?'),
  on: { asks: 'On which day?', kind: 'date' },
  territory: {
    asks: 'In which part of the United Kingdom?',
    help: 'If a body works for all of it, take the part where the people live.',
    form: territoryForm,
  },
  'from.publicAuthorityForResearch': yes(
    'Does the body that gives it carry out public functions, and others than health services and adult social care alone?',
  ),
  'from.isCrownBody': yes('Is the body that gives it a department, or otherwise a part of the Crown?'),
  'data.identifiable': yes(
    'Could anybody tell from it who a person is, alone or together with other information?',
  ),
  'data.everIdentifying': yes('Could anybody ever be identified from it, before names were taken off?'),
  'data.createdByCombining': yes(
    'Was it made by adding up or otherwise combining records of many people?',
    'Taking the names off records of single people is not combining.',
  ),
  'data.deIdentified': yes(
    'Will names and all else that shows who somebody is be taken out before researchers see it?',
  ),
  'data.source': {
    asks: 'Did the information first come from a tax authority?',
    ...choice({
      other: 'No',
      hmrc: 'Yes, HM Revenue and Customs',
      wra: 'Yes, the Welsh Revenue Authority',
      rs: 'Yes, Revenue Scotland',
    }),
  },
  'data.categories': {
    asks: 'What would be shared?',
    kind: 'choice',
    choices: [
      {
        value: ['employer-name', 'employer-address', 'employer-reference'],
        says: 'The employer’s name, address and tax reference, and nothing else',
      },
      { value: ['other'], says: 'More than that' },
    ],
  },
  subjects: {
    asks: 'Is the information about particular people?',
    ...choice({
      person: 'Yes, about people',
      company: 'About particular companies or other bodies',
      none: 'No, about nobody in particular (such as totals)',
    }),
  },
  'data.heldFor': {
    asks: 'Does the body that gives it hold the information for health services or adult social care?',
    ...choice({
      other: 'No',
      health: 'Yes, for health services',
      'adult-social-care': 'Yes, for adult social care',
    }),
  },
  'conditions.punitive': yes('Is any of it meant to punish or sanction the people concerned?'),
  'conditions.benefitsIndividual': yes('Is it meant to benefit the people whose information it is?'),
  'conditions.benefitsUndertaking': yes('Is it meant to benefit the businesses or charities concerned?'),
  factors: {
    asks: 'Which of these do you know, or have good reason to believe, to fall on the same person or household?',
    form: factorsForm,
  },
  'factors[].age': {
    asks: 'How old is the person who is not in education or training, in whole years?',
    kind: 'number',
    least: 0,
    most: 130,
  },
  'factors[].household': {
    asks: 'One of the disadvantages is not placed. On whom does it fall?',
    form: (facts, _, path) => placeForm(facts, path),
  },
  'data.heldForListedFunction': yes(
    'Is the information held for the functions for which the law lists that body?',
    'Some bodies are listed for some of their functions only: for fire authorities, say, or in research funding.',
  ),
  'conditions.energy.recipientLicensed': yes(
    'Does the energy supplier itself hold a licence to supply gas or electricity?',
  ),
  'conditions.energy.scheme': {
    asks: 'For which kind of help would the supplier use it?',
    ...choice({
      'support-scheme': 'Money off energy bills (such as the Warm Home Discount)',
      'obligation-gas': 'Insulation or heating that gas suppliers must provide (such as ECO)',
      'obligation-electricity': 'Insulation or heating that electricity suppliers must provide (such as ECO)',
      grant: 'A grant for insulation or heating',
      'price-restriction-gas': 'A limit on gas prices',
      'price-restriction-electricity': 'A limit on electricity prices',
      none: 'None of these',
    }),
  },
  'conditions.energy.fuel': {
    asks: 'Under which licence would the supplier use it?',
    ...choice({ gas: 'Its gas licence', electricity: 'Its electricity licence' }),
  },
  'conditions.water.inWaterPoverty': yes('Are the people helped in water poverty?'),
  'conditions.water.inSpecialProvisionClass': yes(
    'Do they belong to a class of customers for whom regulations require special terms (such as WaterSure)?',
  ),
  'conditions.water.scheme': {
    asks: 'For which part of its charges scheme would the water company use it?',
    ...choice({
      'social-tariff': 'A social tariff',
      'special-provision': 'Special terms under regulations (such as WaterSure)',
      none: 'Neither',
    }),
  },
  'conditions.registration.requiredForFunction': yes(
    'Is the registration official satisfied that the recipient needs it for one of its functions?',
  ),
  'conditions.registration.expressBar': yes('Does another law expressly forbid or limit giving this record?'),
  'conditions.debt.owedTo': {
    asks: 'To whom is the money owed?',
    ...choice({
      'public-authority': 'A public body (such as a council or HMRC)',
      crown: 'The Crown',
      private: 'A private creditor',
    }),
  },
  'conditions.debt.overdue': yes('Is the money overdue?'),
  'conditions.fraud.offence': {
    asks: 'What is it about?',
    ...choice({
      fraud: 'Fraud, or a suspicion of it',
      error: 'A mistake, without any fraud',
      'other-crime': 'Another crime',
    }),
  },
  'conditions.fraud.lossOrRisk': {
    asks: 'Is money or other property lost, or at risk?',
    ...choice({ loss: 'Lost', risk: 'At risk', neither: 'Neither' }),
  },
  'conditions.fraud.againstPublicAuthority': yes('Is the loser a public body?'),
  'conditions.publicInterest': yes(
    'Does the official who decides think that the release is in the public interest?',
  ),
  'conditions.research.processorToProcessor': yes(
    'Does it pass from one body that prepares research information to another?',
  ),
  'conditions.revenueConsent': {
    asks: 'Has the tax authority consented?',
    ...choice({ given: 'Yes', refused: 'It refused', 'not-asked': 'It was not asked' }),
  },
  ...researchAsks,
  ...statisticsAsks,
  ...readinessAsks,
};

/** Which question a fact that is missing leads to, where that is not its own. */
const leadsTo: Readonly<Record<string, readonly string[]>> = {
  objective: ['purpose'],
  'from.class': ['from', 'from.class'],
  'to.class': ['to', 'to.class'],
  'data.deIdentified': ['data.identifiable', 'data.deIdentified'],
  // Under which section the Authority asks comes before what the request or notice says.
  ...Object.fromEntries(
    ['reasonsGiven', 'devolvedConsent', 'consultClause', 'undertakingSize'].map((fact) => [
      `conditions.statistics.${fact}`,
      ['conditions.statistics.notice', `conditions.statistics.${fact}`],
    ]),
  ),
};

const anyPlace = (path: string): string => path.replace(/\[\d+\]/g, '[]');

/** The paths of the questions by which a missing fact may be had, the first one first. */
export function asksFor(missing: string): readonly string[] {
  const path = missing.replace(/^(factors\[\d+\])\.person$/, '$1.household');
  return leadsTo[path] ?? [path];
}

/** The place of a question in the table: what is lower is asked first. A question for several stands with them. */
export const orderOf = (path: string): number =>
  order.findIndex((one) => one === anyPlace(path) || one.startsWith(`${path}.p`));
const order = Object.keys(asks);

/** The question for a fact; nothing when it has been answered, or can't be put to these facts. */
export function askAt(path: string, facts: Facts, law: LawData): Ask | undefined {
  const asking = asks[anyPlace(path)];
  if (asking === undefined || factAt(facts, path) !== undefined) return undefined;
  if (!('form' in asking)) return { path, ...asking };
  const { form: make, ...words } = asking;
  const form = make(facts, law, path);
  return form === undefined ? undefined : { path, ...words, ...form };
}
