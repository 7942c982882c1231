import { longDate } from '#kernel';
import { englishOfModel } from '#linkage';
import type { Context } from '../checks/context.ts';
import type { RunPlan } from '../run-plan.ts';
import type { Input } from '../schema.ts';
import { nameOf, names } from './main-part.ts';
import { ruleWords } from './rule.ts';
import { capital, groupBy, list, many, number, periodWords, plain, stopped } from './words.ts';

/* The details, for looking up: exact names of everything that the plan does. */

export const whoSigns = ({ agreement }: Context): readonly string[] =>
  agreement.parties.map(({ name, roles, capacity, contract, signatories, contact }) => {
    const posts = signatories.map(({ post, count }) =>
      count === 1 ? plain(post) : `${count} holders of the post ${plain(post)}`,
    );
    const acts = capacity.kind === 'own' ? '' : `, ${plain(capacity.kind)} ${capacity.of ?? ''}`;
    const bound = contract === undefined ? '' : ` Contract with ${contract.with}: ${contract.reference}.`;
    return `- ${name} (${list(roles.map(plain))}${acts}). Signed by: ${list(posts)}.${bound} Contact: ${stopped(contact)}`;
  });

export const whichPowers = (context: Context): readonly string[] => [
  ...context.agreement.powers.map((clause) => {
    const title = context.law.powers.find(({ id }) => id === clause.power);
    const from = names(context, clause.from);
    const to = names(context, clause.to);
    const consents = clause.consents.map(
      ({ of, reference, on }) => ` Consent of ${of}: ${reference}, ${longDate(on)}.`,
    );
    return `- From ${from} to ${to}: ${title?.citation ?? clause.power}, ${title?.title ?? ''}, in ${list(clause.territory)}. Read on ${longDate(clause.asOf)} at ${clause.link}.${consents.join('')}`;
  }),
  ...bases(context),
];

/** The power allows; it is not the lawful basis. */
function bases(context: Context): readonly string[] {
  const { lawfulBasis, specialCategory, criminalConvictions, dpia } = context.agreement.dataProtection;
  const conditions = [...specialCategory, ...criminalConvictions].map(plain);
  return [
    `- UK GDPR basis: ${lawfulBasis.map(({ party, basis }) => `${nameOf(context, party)}, ${plain(basis)}`).join('; ')}.`,
    `- Special category and criminal offence conditions: ${conditions.length === 0 ? 'none needed' : list(conditions)}.`,
    `- Impact assessment of ${longDate(dpia.completedOn)}: ${dpia.link}. No data leave the United Kingdom.`,
  ];
}

/** Inputs of the same form are said once. */
export const whichFields = (context: Context): readonly string[] =>
  groupBy(context.agreement.inputs, (input) =>
    [inputBounds(input), ...fieldLines(context, input)].join('\n'),
  ).flatMap((group) => {
    const whose = list(group.map(({ name, party }) => `“${name}” of ${nameOf(context, party)}`));
    return [`${whose}: ${inputBounds(group[0])}`, ...fieldLines(context, group[0])];
  });

const inputBounds = (input: Input): string =>
  `${stopped(input.description)} From ${number(input.minimumRows)} to ${number(input.maximumRows)} rows, at most ${many(input.maximumAgeDays, 'day')} old. More than ${number(input.maximumRejectedPerThousand)} bad rows in a thousand refuse the file.`;

const fieldLines = (context: Context, input: Input): readonly string[] => [
  ...input.fields.map((field) => {
    const values = field.values === undefined ? '' : `, one of ${list(field.values, 'or')}`;
    const source = field.source === 'own' ? '' : `, from ${field.source.toUpperCase()}`;
    const uses = list(context.uses(input, field).map(plain));
    const may = field.required ? '' : ', may be missing';
    return `- ${field.name} (${typeWords[field.type]}${values}${source}${may}; for ${uses}): ${stopped(field.reason ?? '')}`;
  }),
  ...input.exclusions.map(
    ({ reason, when }) => `- Dropped (${plain(reason)}): rows where ${ruleWords(when)}.`,
  ),
];

const typeWords = {
  reference: 'reference',
  text: 'text',
  date: 'date',
  'whole-number': 'whole number',
  code: 'code',
  'yes-no': 'yes or no',
} as const;

export const whichOutputs = (context: Context): readonly string[] => [
  ...context.agreement.outputs.flatMap(({ name, to, fields, input, letters }) => [
    `- “${name}” to ${nameOf(context, to)}${input === undefined ? '' : `, answering “${input}”`}: ${list(fields)}.`,
    ...(letters === undefined
      ? []
      : [
          `- Letter to people who were matched: ${letters.matched}`,
          `- Letter to people who were not: ${letters.unmatched}`,
        ]),
  ]),
  ...groupBy(context.agreement.returns, ({ codes }) =>
    codes.map(({ code, meaning }) => `${code} ${meaning}`).join(),
  ).flatMap((group) => {
    const parties = group.map(({ from }) => from);
    return [
      `Codes that ${names(context, parties)} send back:`,
      ...group[0].codes.map(({ code, meaning }) => `- ${code}: ${stopped(meaning)}`),
    ];
  }),
];

export const otherRights = ({ agreement }: Context): readonly string[] => {
  const { challenge, objection, correction } = agreement.rights;
  return [
    `- Challenge: ${stopped(challenge.how)} You get an answer within ${many(challenge.answerWithinWorkingDays, 'working day')}.`,
    `- Object: ${stopped(objection)}`,
    `- Correct: ${stopped(correction)}`,
  ];
};

export const whatIsKept = (context: Context): readonly string[] => [
  ...groupBy(context.agreement.retention, ({ holder: _, ...line }) => JSON.stringify(line)).map((group) => {
    const [{ artefact, clockStarts, keepFor, method, certificateWithinDays, reason }] = group;
    const holders = names(
      context,
      group.map(({ holder }) => holder),
    );
    const why = reason === undefined ? '' : ` ${stopped(reason)}`;
    return `- ${capital(holders)}, ${plain(artefact)}: ${periodWords(keepFor)}, counted from when the ${clocks[clockStarts]}. Method: ${plain(method)}. Certificate within ${many(certificateWithinDays, 'day')}.${why}`;
  }),
  stopped(context.agreement.ending.dataHeld),
];

const clocks = {
  'run-finished': 'run finished',
  'output-opened': 'output was opened',
  'return-received': 'return arrived',
  'agreement-ends': 'agreement ends',
} as const;

export const risksAndCosts = (context: Context): readonly string[] => [
  ...context.agreement.risks.map(
    ({ risk, owner, mitigation }) =>
      `- Risk, owned by the ${plain(owner ?? '')}: ${stopped(risk)} ${stopped(mitigation)}`,
  ),
  ...context.agreement.costs.map(
    ({ what, party, pounds }) => `- Cost to ${nameOf(context, party)}: £${number(pounds)}. ${stopped(what)}`,
  ),
  ...context.agreement.transparency.withheld.map(
    ({ what, ground, until }) => `- Not published until ${longDate(until)}: ${what}. ${stopped(ground)}`,
  ),
];

export const howCompared = ({ agreement }: Context): readonly string[] =>
  englishOfModel(agreement.matching.model).map((sentence) => `- ${sentence}`);

export const digestsOf = (plan: RunPlan): readonly string[] => [
  `- Agreement ${plan.agreement.digest}`,
  `- Law data ${plan.lawData.digest}, checked to ${longDate(plan.lawData.checkedTo)}`,
  `- Compiled by ${plan.compiler} to ${plan.planFormat}`,
];
