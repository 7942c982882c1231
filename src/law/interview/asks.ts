import { factorWords } from '../answer/words/index.ts';
import { resolveBody } from '../bodies.ts';
import { type Facts, type Territory, territories } from '../facts.ts';
import type { LawData } from '../law-data.ts';
import { indexOf } from '../law-index.ts';
import type { Ask, Asking, Choice, Form } from './ask.ts';
import { factAt } from './fact-paths.ts';
import { laterAsks } from './later-asks.ts';
import { otherPurposes, purposes } from './purposes.ts';
import { readinessAsks } from './readiness-asks.ts';

const choices = (says: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(says).map(([value, words]) => ({ value, says: words }));

const choice = (says: Readonly<Record<string, string>>): Form => ({ kind: 'choice', choices: choices(says) });

const yesNo: Form = {
  kind: 'choice',
  choices: [
    { value: true, says: 'Yes' },
    { value: false, says: 'No' },
  ],
};

const yes = (asks: string, help?: string): Asking => ({
  asks,
  ...(help !== undefined && { help }),
  ...yesNo,
});

/** Only for a body that is named, and that the law data do not know. */
const kindForm =
  (name: 'from' | 'to') =>
  (facts: Facts, law: LawData): Form | undefined => {
    const organisation = facts[name]?.organisation;
    return organisation === undefined || indexOf(law).organisations.has(organisation)
      ? undefined
      : { kind: 'body', among: 'classes' };
  };

const bodyHelp =
  'Type a name (such as DWP, or Leeds City Council) or a kind of body (such as county council in England).';

/** Who it is, for each of the two sides. */
const side = (name: 'from' | 'to', asks: string): Readonly<Record<string, Asking>> => ({
  [name]: { asks, help: bodyHelp, kind: 'body', among: 'all' },
  [`${name}.class`]: {
    asks: `What kind of body is it that would ${name === 'from' ? 'give' : 'receive'} the information?`,
    help: 'Type a word or two, such as district council, charity or school.',
    form: kindForm(name),
  },
  [`${name}.capacity`]: {
    asks: `Would it ${name === 'from' ? 'give' : 'receive'} the information as part of a service that it provides for a public body?`,
    ...choice({ own: 'No, on its own account', 'provider-to': 'Yes, it works for a public body' }),
  },
  [`${name}.of`]: {
    asks: 'For which public body does it provide the service?',
    help: bodyHelp,
    kind: 'body',
    among: 'all',
  },
  [`${name}.withinService`]: yes('Is the information needed for that very service?'),
});

const territoryNames = { E: 'England', W: 'Wales', S: 'Scotland', NI: 'Northern Ireland' } as const;

/** The territory of the discloser, or else of the recipient, where they have just one. */
function territoryForm(facts: Facts, law: LawData): Form {
  const index = indexOf(law);
  const of = (body: Facts['from']): Territory | undefined => {
    const own = index.organisations.get(body?.organisation ?? '')?.territory;
    const all = own === undefined ? resolveBody(body, index).territories : [own];
    return territories.find((one) => all.length > 0 && all.every((each) => each === one));
  };
  const likely = of(facts.from) ?? of(facts.to);
  const offered = choices(territoryNames);
  const suggested = offered.find(({ value }) => value === likely);
  return { kind: 'choice', choices: offered, ...(suggested !== undefined && { suggested }) };
}

/** The disadvantages that the objectives list; together they are taken to fall on one household. */
function factorsForm(facts: Facts, law: LawData): Form | undefined {
  const index = indexOf(law);
  const objective =
    index.objectives.get(facts.objective ?? '') ?? index.objectiveOfPurpose.get(facts.purpose ?? '');
  if (objective?.factors === undefined) return undefined;
  const household = 'h1';
  return {
    kind: 'several',
    choices: objective.factors.map(({ id, text }) => ({
      value: { id, household },
      says: defined(factorWords[id] ?? id, text),
    })),
  };
}

/** `Homelessness: as in the Housing Act`; without a definition where there is none. */
function defined(words: string, text: string): string {
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const definition = text.replace(/\.$/, '').replace(new RegExp(`^${name},? `), '');
  return /not further defined|^Not in education/.test(definition)
    ? name
    : `${name}: ${definition.charAt(0).toLowerCase()}${definition.slice(1)}`;
}

/** A factor that nobody is named for: with the others, or not. */
function placeForm(facts: Facts, path: string): Form {
  const known = facts.factors?.find(({ household }) => household !== undefined)?.household ?? 'h1';
  return {
    kind: 'choice',
    choices: [
      { value: known, says: 'On the same household as the others' },
      { value: `${known}, not in it: ${path}`, says: 'On another household' },
    ],
  };
}

const research = 'conditions.research.';

/** What research needs: the question, and the same as a statement. */
const inPlace: Readonly<Record<string, readonly [asks: string, says: string]>> = {
  projectAccredited: [
    'Has the UK Statistics Authority accredited the research project?',
    'The UK Statistics Authority has accredited the research project',
  ],
  processorsAccredited: [
    'Is everybody who prepares the information for research (the body itself included, if it does so) accredited?',
    'Everybody who prepares the information (the body itself included, if it does so) is accredited',
  ],
  recipientsAccredited: [
    'Is everybody who receives it accredited?',
    'Everybody who receives it is accredited',
  ],
  usersAccredited: [
    'Are all the researchers who would use it accredited?',
    'All the researchers who would use it are accredited',
  ],
  reasonableSteps: [
    'Does everybody who handles it take reasonable steps so that nobody is identified by accident?',
    'Everybody who handles it takes reasonable steps so that nobody is identified by accident',
  ],
  madeByAuthorityOrProcessor: [
    'Does the body itself hand it over, or somebody who prepared it for that body?',
    'The body itself hands it over, or somebody who prepared it for that body',
  ],
  codeRegard: [
    'Do they follow the code of practice for research?',
    'They follow the code of practice for research',
  ],
};

/** Several conditions of research in one question; each that is not chosen is not in place. */
export function researchAsk(missing: readonly string[]): (Ask & { readonly kind: 'several' }) | undefined {
  const open = Object.entries(inPlace).filter(([fact]) => missing.includes(`${research}${fact}`));
  if (open.length < 3) return undefined;
  return {
    path: 'conditions.research',
    asks: 'Which of these are in place?',
    kind: 'several',
    choices: open.map(([fact, [, says]]) => ({ path: `${research}${fact}`, value: true, says })),
  };
}

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
  ...Object.fromEntries(
    Object.entries(inPlace).map(([fact, [question]]) => [`${research}${fact}`, yes(question)]),
  ),
  'conditions.statistics.notice': {
    asks: 'Has the UK Statistics Authority (or its Office for National Statistics) asked for it formally?',
    kind: 'choice',
    choices: [
      { value: 'none', says: 'No, it would be given freely' },
      {
        value: '45B',
        says: 'Yes, by a request under section 45B (departments and financial regulators)',
        also: { power: 'dea2017-s80-45b' },
      },
      {
        value: '45C',
        says: 'Yes, by a notice under section 45C (other public bodies)',
        also: { power: 'dea2017-s80-45c' },
      },
      {
        value: '45D',
        says: 'Yes, by a notice under section 45D (businesses and charities)',
        also: { power: 'dea2017-s80-45d' },
      },
    ],
  },
  'conditions.statistics.undertakingSize': {
    asks: 'How large is the business or charity?',
    ...choice({
      micro: 'Fewer than 10 people',
      small: '10 to 49 people',
      medium: '50 to 249 people',
      large: '250 people or more',
    }),
  },
  'conditions.statistics.requiredForBoardFunction': yes(
    'Does the UK Statistics Authority need the information for its work?',
  ),
  'conditions.statistics.reasonsGiven': yes('Does the request give reasons?'),
  'conditions.statistics.devolvedConsent': yes(
    'Has the devolved government (Scottish, Welsh or Northern Ireland) consented to the notice?',
  ),
  'conditions.statistics.consultClause': yes(
    'Does the notice say that the Authority must be consulted before the system is changed?',
  ),
  'conditions.statistics.statisticalPurpose': yes('Is it wanted for statistics only?'),
  'conditions.statistics.writtenRequest': yes(
    'Is there a written request that names the information and what it is for?',
  ),
  'conditions.statistics.sourceConsent': yes('Does the body from which it first came consent?'),
  'conditions.statistics.reply': {
    asks: 'How has the body answered the request?',
    ...choice({
      willing: 'It is willing',
      'unwilling-with-reasons': 'It is unwilling, and has given reasons',
      'unwilling-no-reasons': 'It is unwilling, and has given no reasons',
      none: 'It has not answered',
    }),
  },
  'conditions.statistics.complied': {
    ...yes('Has the notice been complied with?'),
    unsaid: 'It is not due yet, or I don’t know',
  },
  'conditions.statistics.reasonableExcuse': yes('Is there a reasonable excuse?'),
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
