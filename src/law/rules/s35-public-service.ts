import type { Listing } from '../bodies.ts';
import { covers, listing } from '../bodies.ts';
import type { Objective, Power } from '../law-data.ts';
import {
  byFact,
  failed,
  met,
  type Question,
  type Rule,
  rule,
  surenessOf,
  type Tests,
  unknown,
  unsettled,
} from '../rule.ts';
import { multipleDisadvantages } from './disadvantages.ts';
import {
  commonEnd,
  functionalLimit,
  inForce,
  listed,
  providerLimit,
  type Side,
  twoPersons,
} from './general.ts';

/** s.35(7): regulations specify an objective for the purpose, on the day, in the territory. */
const objectiveInForce = rule(
  'objective',
  'DEA2017 s.35(7)',
  'Regulations in force on the day, and for the territory, specify an objective that covers the purpose.',
  ({ objective, facts, on, territory }, power) => {
    if (objective === undefined) {
      if (facts.purpose === undefined && facts.objective === undefined)
        return unknown('Neither an objective nor a purpose is given.', 'objective', 'purpose');
      const also = [
        power.citation,
        ...undertakings(facts.conditions?.benefitsUndertaking, facts.purpose, on, power),
      ];
      return failed('No objective specified in regulations covers this purpose.', also);
    }
    const covered = covers(objective.inForce, on, territory);
    if (covered && (on === undefined || territory === undefined))
      return unknown('Whether the objective is in force depends on the day and the territory.');
    const inserted = objective.insertedBy === undefined ? [] : [objective.insertedBy];
    if (covered)
      return met(`The objective “${objective.title}” is in force.`, [objective.citation, ...inserted]);
    const begun = on === undefined || objective.inForce.some(({ from }) => from <= on);
    return begun
      ? failed(`The objective “${objective.title}” does not extend to this territory, or has ended.`, [
          objective.extent,
          objective.citation,
        ])
      : failed(`The objective “${objective.title}” was not yet in force.`, [objective.citation, ...inserted]);
  },
);

/** s.35(9)-(10): objectives were for individuals and households only; since s.123 of the 2025 Act also for undertakings. */
function undertakings(
  benefit: boolean | undefined,
  purpose: string | undefined,
  on: string | undefined,
  { undertakings: law }: Power,
): readonly string[] {
  if (law === undefined || on === undefined) return [];
  if (benefit !== true && purpose !== 'small-business-support') return [];
  return on < law.from ? law.before : law.after;
}

/** s.35(1): the objective is specified in relation to each of the two. */
const allocated = (side: Side) =>
  rule(
    `${side}-allocated`,
    'DEA2017 s.35(1)',
    `The objective is specified in relation to the ${side === 'from' ? 'discloser' : 'recipient'}.`,
    (question, power) => {
      const { objective, on, territory, law } = question;
      const found = listing(question[side], power.schedule ?? 0, on, territory, law);
      if (objective === undefined || found === undefined) return undefined;
      const finding = allocation(objective, found, question[side].name);
      if (on !== undefined && territory !== undefined) return finding;
      /* On a day that is not said it is sure only that no entry of the body is ever named. */
      if (found.served !== undefined) return undefined;
      const others = found.further.map((paragraph) => allocation(objective, { ...found, paragraph }, ''));
      return [finding, ...others].every(({ met: named }) => named === false) ? finding : undefined;
    },
  );

function allocation(
  { allocation: to, title, ...objective }: Objective,
  { paragraph, served }: Listing,
  label: string,
) {
  const { number, citation } = served ?? paragraph;
  const entry = to.entries?.find((one) => one.paragraph === number)?.citation;
  const also = [to.citation, ...(entry === undefined ? [] : [entry]), citation];
  if (to.paragraphs.includes(number)) {
    const through = served === undefined ? [] : [to.providers, paragraph.citation];
    return {
      ...met(`“${title}” is specified for ${label}.`, [...also, ...through]),
      sureness: surenessOf(objective, 'allocation'),
    };
  }
  const doubt = to.uncertain.find((one) => one.paragraph === number);
  return doubt === undefined
    ? failed(`${label} is listed, but “${title}” is not specified for it.`, also)
    : unsettled(`Whether “${title}” is specified for ${label} is not settled: ${doubt.why}.`, also);
}

/** s.35(1): it is for the purposes of the objective. */
const purposeServed = rule(
  'purpose',
  'DEA2017 s.35(1)',
  'The share is for the purposes of that objective.',
  ({ objective, facts: { purpose } }) => {
    if (objective === undefined) return undefined;
    if (purpose === undefined) return unknown('The purpose is not given.', 'purpose');
    return objective.purposes.includes(purpose)
      ? met(`The purpose serves the objective “${objective.title}”.`, [objective.citation])
      : failed(`The purpose given does not serve the objective “${objective.title}”.`, [objective.citation]);
  },
);

/** Every objective in force is about giving help; the section itself has no word on punishment. */
const toHelp = rule(
  'to-help',
  ({ citation }) => citation,
  'The aim is to help the people concerned, not to punish or sanction them.',
  ({ objective, facts: { conditions } }) => {
    const also = objective === undefined ? [] : [helping(objective)];
    const found = byFact(
      conditions?.punitive === undefined ? undefined : !conditions.punitive,
      'conditions.punitive',
      [
        'The aim is not to punish.',
        'The aim is to punish or sanction. Every objective in force is about giving help.',
        'It is not said whether the aim is to punish or sanction.',
      ],
    );
    return { ...found, also };
  },
);

const benefits = rule(
  'benefit',
  ({ citation }) => citation,
  'The share is for the benefit of those whom the objective is to help.',
  ({ objective, facts: { conditions } }) => {
    if (objective === undefined) return undefined;
    const also = [helping(objective)];
    const [fact, path, who] =
      objective.undertakings === true
        ? ([
            conditions?.benefitsUndertaking,
            'conditions.benefitsUndertaking',
            'businesses or charities',
          ] as const)
        : ([conditions?.benefitsIndividual, 'conditions.benefitsIndividual', 'people'] as const);
    const found = byFact(fact, path, [
      `It is for the benefit of the ${who} concerned.`,
      `It is not for the benefit of the ${who} concerned.`,
      `It is not said whether the ${who} concerned benefit.`,
    ]);
    return { ...found, also };
  },
);

/**
 * Section 35 has no bar on what is held for health or social care, as s.65(4) has for research, and s.40(7) lifts
 * confidence; but no health body is allocated to any objective, so a person decides. Elsewhere in chapters 1, 3 and 4
 * health is left out by who is listed, and by nothing else.
 */
const healthAndCare: Rule = rule(
  'health-and-care',
  'DEA2017 s.65(4)',
  'The information is not held for health services or adult social care; if it is, a person must decide.',
  ({ facts }, { citation }) => {
    const heldFor = facts.data?.heldFor;
    if (heldFor === undefined)
      return unknown('It is not said for which function the information is held.', 'data.heldFor');
    if (heldFor === 'other')
      return { ...met('The information is not held for health or care.'), instead: citation };
    return unsettled(
      'The information is held for health services or adult social care. The Act does not bar that here, as it does for research; but data protection law has rules of its own for it.',
    );
  },
);

/** The words of an objective that say whom it is to help. */
const helping = ({ id, citation }: Objective): string =>
  id === 'multiple-disadvantages' ? `${citation}(1)` : citation;

/** Section 35: public service delivery. */
export const publicService: Tests = {
  rules: [
    inForce,
    listed('from'),
    listed('to'),
    twoPersons,
    objectiveInForce,
    allocated('from'),
    allocated('to'),
    purposeServed,
    multipleDisadvantages,
    toHelp,
    benefits,
    functionalLimit('from'),
    functionalLimit('to'),
    providerLimit('from'),
    providerLimit('to'),
    healthAndCare,
    ...commonEnd,
  ],
};

/** The objective of a question: the one named, or the one that its purpose serves. */
export const objectiveOf = ({ facts, law }: Pick<Question, 'facts' | 'law'>): Objective | undefined =>
  facts.objective === undefined
    ? law.objectiveOfPurpose.get(facts.purpose ?? '')
    : law.objectives.get(facts.objective);
