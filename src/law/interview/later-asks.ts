import { groundWords } from '../answer/words/index.ts';
import { sectionLabel } from '../describe/words.ts';
import type { LawData } from '../law-data.ts';
import type { Asking, Choice } from './ask.ts';

/** In the order in which people think of them. */
const order = [
  'same-purpose',
  'data-subject-consent',
  'already-public',
  'safeguarding',
  'serious-physical-harm',
  'loss-of-life',
  'emergency',
  'crime-asb-prevention',
  'criminal-investigation',
  'legal-proceedings',
  'court-order',
  'enactment',
  'eu-obligation',
  'national-security',
  'protected-disclosure',
  'journalism',
  'research-team',
  'accredited-reviewer',
  'section-64-disclosure',
  'revenue-consent',
  'other',
];

/** What a ground states beside itself. */
const states: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'data-subject-consent': { 'conditions.consentGiven': true },
  'already-public': { 'data.alreadyPublic': true },
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const grounds: readonly Choice[] = order.map((value) => ({
  value,
  says: capital(groundWords[value]?.because ?? value),
  ...(states[value] !== undefined && { also: states[value] }),
}));

const revenueConsent = {
  asks: 'Has the tax authority from which it came consented?',
  kind: 'choice',
  choices: [
    { value: 'given', says: 'Yes' },
    { value: 'refused', says: 'It refused' },
    { value: 'not-asked', says: 'It was not asked' },
  ],
} as const;

/** Questions on what is done with information that has been shared. */
export const laterAsks: Readonly<Record<string, Asking>> = {
  'laterUse.kind': {
    asks: 'What would be done with the information that was shared?',
    kind: 'choice',
    choices: [
      { value: 'use', says: 'Use it for something else' },
      { value: 'onward', says: 'Pass it on to somebody else' },
    ],
  },
  power: {
    asks: 'Under which power was it first shared?',
    help: 'The agreement, or the register entry, names it.',
    form: (_, { powers }: LawData) => ({
      kind: 'choice',
      choices: powers.map((one) => ({ value: one.id, says: `${one.title} (section ${sectionLabel(one)})` })),
    }),
  },
  'laterUse.ground': { asks: 'On what ground?', kind: 'choice', choices: grounds },
  'laterUse.revenueConsent': revenueConsent,
  'laterUse.recipientAccredited': {
    asks: 'Is the person who checks the research accredited?',
    kind: 'choice',
    choices: [
      { value: true, says: 'Yes' },
      { value: false, says: 'No' },
    ],
  },
  'laterUse.toClass': {
    asks: 'Would it go to researchers?',
    kind: 'choice',
    choices: [
      { value: 'researcher', says: 'Yes' },
      { value: 'any-person', says: 'No, to somebody else' },
    ],
  },
  'laterUse.done': {
    asks: 'Has it been passed on already?',
    kind: 'choice',
    choices: [
      { value: false, says: 'No' },
      { value: true, says: 'Yes' },
    ],
  },
  'laterUse.stateOfMind': {
    asks: 'What did the person who passed it on think?',
    kind: 'choice',
    choices: [
      { value: 'reasonable-belief', says: 'That it was lawful, with good reason' },
      { value: 'reckless', says: 'They did not care whether it was' },
      { value: 'knew', says: 'They knew that it was not' },
    ],
  },
};
