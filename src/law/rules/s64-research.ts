import { type Body, isResolved, missingOf } from '../bodies.ts';
import type { Facts } from '../facts.ts';
import {
  assuming,
  byFact,
  type Found,
  failed,
  met,
  type Question,
  type Rule,
  rule,
  type Tests,
  unknown,
} from '../rule.ts';
import { dataProtection, inForce, investigatoryPowers, purposeNamed } from './general.ts';
import { isHealthKind, isPublicAuthority } from './public-authority.ts';

/** s.73(1)-(2): a person with functions of a public nature, but not one that has only health or adult social care. */
const publicAuthority: Rule = rule(
  'public-authority',
  'DEA2017 s.73(2)',
  'The discloser is a public authority, and does more than health services and adult social care.',
  ({ from, facts }) => authority(from, facts),
);

function authority(body: Body, facts: Facts): Found {
  const said = facts.from?.publicAuthorityForResearch;
  if (said !== undefined)
    return said
      ? met(`${body.name} is a public authority for research.`, ['DEA2017 s.73(1)'])
      : failed(`${body.name} is not a public authority for research.`, ['DEA2017 s.73(1)']);
  if (!isResolved(body))
    return unknown(`It is not known what kind of body ${body.name} is.`, missingOf('from', body));
  if (isHealthKind(body))
    return failed(`${body.name} is taken to have only health or adult social care functions.`, [
      'DEA2017 s.73(1)',
    ]);
  const known = isPublicAuthority(body);
  if (known === undefined)
    return unknown(
      `It is not known whether ${body.name} has functions of a public nature beyond health and care.`,
      'from.publicAuthorityForResearch',
    );
  return known
    ? assuming(
        met(`${body.name} is a public authority.`, ['DEA2017 s.73(1)']),
        said,
        'from.publicAuthorityForResearch',
      )
    : failed(`${body.name} is not a public authority.`, ['DEA2017 s.73(1)', 'DEA2017 s.64(1)']);
}

/** s.65(4): what is held for health services or adult social care stays out. */
const notHeldForHealth: Rule = rule(
  'not-held-for-health',
  'DEA2017 s.65(4)',
  'The information is not held for health services or adult social care.',
  ({ facts }) => {
    const heldFor = facts.data?.heldFor;
    if (heldFor === undefined)
      return unknown('It is not said for which function it is held.', 'data.heldFor');
    return heldFor === 'other'
      ? met('The information is not held for health or care.')
      : failed('The information is held for health services or adult social care.');
  },
);

/** s.64(2): the six conditions hold for personal information only. */
const personal: Rule = rule(
  'personal',
  'DEA2017 s.64(2)',
  'If the information is about a particular person or company, six conditions are met.',
  ({ facts }) => {
    if (facts.subjects === undefined)
      return unknown('It is not said whether the information is about particular people.', 'subjects');
    return facts.subjects === 'none'
      ? met('The information is about no particular person: the six conditions do not apply.')
      : undefined;
  },
);

/** A condition that holds where the information is personal. */
const condition = (id: string, citation: string, asks: string, test: (question: Question) => Found): Rule =>
  rule(id, citation, asks, (question) => (question.facts.subjects === 'none' ? undefined : test(question)));

const deIdentified = condition(
  'de-identified',
  'DEA2017 s.64(3)',
  'First condition: what identifies somebody is processed first, so that identity is neither stated nor likely to be deduced.',
  ({ facts: { data } }) => {
    if (data?.deIdentified === true) return met('It is de-identified.');
    if (data?.identifiable === false) return met('It identifies nobody.');
    if (data?.deIdentified === false && data.identifiable === true)
      return failed('It identifies people and has not been de-identified.');
    return unknown(
      'It is not said whether it identifies people.',
      data?.deIdentified === undefined ? 'data.deIdentified' : 'data.identifiable',
    );
  },
);

type ResearchFact = keyof NonNullable<NonNullable<Facts['conditions']>['research']>;

const stated = (
  id: string,
  citation: string,
  asks: string,
  fact: ResearchFact,
  words: readonly [string, string, string],
): Rule =>
  condition(id, citation, asks, ({ facts }) =>
    byFact(facts.conditions?.research?.[fact], `conditions.research.${fact}`, words),
  );

const reasonableSteps = stated(
  'reasonable-steps',
  'DEA2017 s.64(6)',
  'Second condition: everyone who processes it takes reasonable steps against identifying disclosure.',
  'reasonableSteps',
  [
    'Processors take reasonable steps.',
    'Processors do not take reasonable steps against identifying disclosure.',
    'It is not said whether processors take reasonable steps.',
  ],
);

const madeBy = stated(
  'made-by',
  'DEA2017 s.64(7)',
  'Third condition: the authority, or a processor of it, makes the disclosure.',
  'madeByAuthorityOrProcessor',
  [
    'The authority or its processor makes the disclosure.',
    'Neither the authority nor a processor of it makes the disclosure.',
    'It is not said who makes the disclosure.',
  ],
);

const projectAccredited = stated(
  'project-accredited',
  'DEA2017 s.64(8)',
  'Fourth condition: the research is accredited.',
  'projectAccredited',
  [
    'The research is accredited.',
    'The research is not accredited.',
    'It is not said whether the research is accredited.',
  ],
);

/** s.71(4): research that is not in the public interest can't be accredited; what is accredited has passed that test. */
const publicInterest = rule(
  'research-in-public-interest',
  'DEA2017 s.71(4)',
  'Research that is not in the public interest can’t be accredited.',
  ({ facts }) => {
    const { researchInPublicInterest: interest, projectAccredited: accredited } =
      facts.conditions?.research ?? {};
    if (facts.subjects === 'none' || accredited === true || interest !== false) return undefined;
    return failed('The research is not in the public interest, so it can’t be accredited.', [
      'DEA2017 s.64(8)',
    ]);
  },
);

const processors = stated(
  'processors-accredited',
  'DEA2017 s.64(9)(a)',
  'Fifth condition: every processor is accredited, the authority included.',
  'processorsAccredited',
  [
    'Every processor is accredited.',
    'A processor is not accredited.',
    'It is not said whether every processor is accredited.',
  ],
);

const recipients = stated(
  'recipients-accredited',
  'DEA2017 s.64(9)(b)',
  'Fifth condition: everyone to whom it is disclosed is accredited.',
  'recipientsAccredited',
  [
    'Every recipient is accredited.',
    'A recipient is not accredited.',
    'It is not said whether every recipient is accredited.',
  ],
);

const users = stated(
  'users-accredited',
  'DEA2017 s.64(9)(c)',
  'Fifth condition: everyone who uses it is accredited.',
  'usersAccredited',
  [
    'Everyone who uses it is accredited.',
    'Somebody who uses it is not accredited.',
    'It is not said whether everyone who uses it is accredited.',
  ],
);

const codeRegard = stated(
  'code-regard',
  'DEA2017 s.64(10)',
  'Sixth condition: disclosers and processors have regard to the research code.',
  'codeRegard',
  [
    'Regard is had to the research code.',
    'No regard is had to the research code.',
    'It is not said whether regard is had to the research code.',
  ],
);

/** Section 64(1): a public authority to anyone, for research. */
export const research: Tests = {
  rules: [
    inForce,
    publicAuthority,
    notHeldForHealth,
    purposeNamed('research that is being, or is to be, carried out'),
    personal,
    deIdentified,
    reasonableSteps,
    madeBy,
    projectAccredited,
    publicInterest,
    processors,
    recipients,
    users,
    codeRegard,
    dataProtection,
    investigatoryPowers,
  ],
};

/** Whether it passes from one processor to another; undefined when that is not said and can't be seen. */
const betweenProcessors = ({ facts, from }: Question): boolean | undefined =>
  facts.conditions?.research?.processorToProcessor ??
  (from.classes.includes('accredited-processor') ? true : undefined);

/** s.64(5): a public authority to a processor, or one processor to another. */
const authorityOrProcessor: Rule = rule(
  'authority-or-processor',
  'DEA2017 s.64(5)',
  'The discloser is a public authority, or a processor who passes it to another.',
  (question) => {
    if (betweenProcessors(question) === true)
      return assuming(
        { ...met('It passes from one processor to another.'), instead: 'DEA2017 s.64(5)(b)' },
        question.facts.conditions?.research?.processorToProcessor,
        'conditions.research.processorToProcessor',
      );
    const found = authority(question.from, question.facts);
    return { ...found, also: ['DEA2017 s.64(5)(a)', 'DEA2017 s.73(2)', ...(found.also ?? [])] };
  },
);

/** s.64(9)(a): whoever prepares it is accredited. */
const processorAccredited: Rule = rule(
  'processor-accredited',
  'DEA2017 s.64(9)(a)',
  'The processor is accredited.',
  ({ facts }) =>
    byFact(facts.conditions?.research?.processorsAccredited, 'conditions.research.processorsAccredited', [
      'The processor is accredited.',
      'The processor is not accredited.',
      'It is not said whether the processor is accredited.',
    ]),
);

/** ss.67(5)-(7), 68(5)-(7), 69(5)-(7): what a revenue authority supplied goes on only with its consent. */
const revenueBetweenProcessors: Rule = rule(
  'revenue-between-processors',
  'DEA2017 s.64(5)(b)',
  'What a revenue authority supplied passes from one processor to another only with its consent.',
  (question, { exceptions }) => {
    const between = betweenProcessors(question);
    if (between === false) return undefined;
    const { facts, law, from } = question;
    const source = facts.data?.source;
    if (source === undefined) return unknown('It is not said from which body it first came.', 'data.source');
    const revenue = law.data.exceptions
      .find(({ id }) => id === exceptions)
      ?.revenue.find((one) => one.source === source);
    if (revenue === undefined || from.classes.includes(revenue.class)) return undefined;
    const also = [revenue.onward, revenue.consent];
    if (between === undefined)
      return {
        ...unknown(
          'It is not said whether it passes from one processor to another.',
          'conditions.research.processorToProcessor',
        ),
        also,
      };
    return facts.conditions?.revenueConsent === 'given'
      ? met(`The consent of ${revenue.holder} is given.`, also)
      : { met: 'consent', says: `Only ${revenue.holder} can allow it, and consent is not given.`, also };
  },
);

/** Section 64(5): to a processor, to prepare it for a research disclosure. */
export const researchProcessing: Tests = {
  rules: [
    inForce,
    authorityOrProcessor,
    notHeldForHealth,
    purposeNamed('to prepare information for a research disclosure'),
    processorAccredited,
    revenueBetweenProcessors,
    dataProtection,
    investigatoryPowers,
  ],
};
