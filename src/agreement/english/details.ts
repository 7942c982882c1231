import { grouped, longDate } from '#kernel';
import { assessFlows } from '../assess-flows.ts';
import type { Context } from '../checks/context.ts';
import { planFlows, principalOf } from '../flows.ts';
import type { RunPlan } from '../run-plan.ts';
import type { Input, InputField, PowerClause } from '../schema.ts';
import { artefactWords, methodWords, whenDestroyed } from './kept.ts';
import { nameOf, names } from './names.ts';
import { ruleWords } from './rule.ts';
import { capital, groupBy, list, many, plain, stopped } from './words.ts';

/* For looking up: exact names of everything that the plan does. */

export const whoSigns = (context: Context): readonly string[] => {
  const { agreement, law } = context;
  return agreement.parties.map(({ name, roles, capacity, contract, signatories, contact }) => {
    const posts = signatories.map(({ post, count }) =>
      count === 1 ? plain(post) : `${count} holders of the post ${plain(post)}`,
    );
    const whose = law.organisations.find(({ id }) => id === capacity.of)?.name ?? capacity.of ?? '';
    const acts = capacity.kind === 'own' ? '' : `, ${plain(capacity.kind)} ${whose}`;
    const bound =
      contract === undefined
        ? ''
        : ` Its contract with ${names(context, [contract.with])}: ${stopped(contract.reference)}`;
    return `- ${name} (${list(roles.map(plain))}${acts}). Signed by: ${list(posts)}.${bound} Contact: ${stopped(contact)}`;
  });
};

const territories = { E: 'England', W: 'Wales', S: 'Scotland', NI: 'Northern Ireland' } as const;

/** `Digital Economy Act 2017, section 36(1)`. */
const citationWords = (citation: string): string => `Digital Economy Act 2017, ${withoutAct(citation)}`;

/** `section 36(1)`, `Schedule 5 paragraph 2`; a citation of another instrument stays as it is. */
const withoutAct = (citation: string): string =>
  citation.replace(/^DEA2017 s\./, 'section ').replace(/^DEA2017 Sch (\d+) para /, 'Schedule $1 paragraph ');

export const whichPowers = (context: Context): readonly string[] => [
  ...context.agreement.powers.map((clause) => {
    const power = context.law.powers.find(({ id }) => id === clause.power);
    const cited = power === undefined ? clause.power : `${citationWords(power.citation)}, ${power.title}`;
    const consents = clause.consents.map(
      ({ of, reference, on }) => ` Consent of ${of}: ${reference}, ${longDate(on)}.`,
    );
    return `- From ${names(context, clause.from)} to ${names(context, clause.to)}: ${cited}${objectiveWords(context, clause)}, in ${list(clause.territory.map((one) => territories[one]))}. ${restsOn(context, clause)} Read on ${longDate(clause.asOf)} at ${clause.link}.${consents.join('')}`;
  }),
  ...approval(context),
  ...offences(context),
  ...bases(context),
];

function objectiveWords({ law }: Context, { objective }: PowerClause): string {
  const found = law.objectives.find(({ id }) => id === objective);
  return found === undefined ? '' : `, for the objective “${found.title}” (${found.citation})`;
}

/** The provisions on which the assessment rests, on the first day, for everything that passes under a power. */
function restsOn(context: Context, clause: PowerClause): string {
  const flows = planFlows(context).filter(({ facts, from, to }) => {
    const [sender, getter] = [from, to].map((id) => context.party(id));
    return (
      facts['power'] === clause.power &&
      sender !== undefined &&
      getter !== undefined &&
      clause.from.includes(principalOf(sender)) &&
      clause.to.includes(principalOf(getter))
    );
  });
  const assessed = assessFlows({ flows }, context.law, context.agreement.time.start);
  const cited = new Set(assessed.flatMap(({ assessment }) => assessment.citations));
  return `On ${longDate(context.agreement.time.start)} it rests on ${list([...cited].map(withoutAct))}.`;
}

/** Debt and fraud: the approval without which the code of practice allows no share. */
function approval({ agreement: { readiness } }: Context): readonly string[] {
  const given = readiness.approval;
  if (given === undefined) return [];
  const until = given.ends === undefined ? '' : `, until ${longDate(given.ends)}`;
  return [`- Approved as ${plain(given.as)} on ${longDate(given.on)}${until}: ${stopped(given.reference)}`];
}

function offences({ agreement, law }: Context): readonly string[] {
  const cited = agreement.powers.map(({ power }) => law.powers.find(({ id }) => id === power)?.offence);
  const known = [...new Set(cited.filter((one) => one !== undefined))].map(citationWords);
  return known.length === 0 ? [] : [`- Passing on unlawfully is an offence: ${list(known)}.`];
}

/** The power allows; it is not the lawful basis. */
function bases(context: Context): readonly string[] {
  const { lawfulBasis, specialCategory, criminalConvictions, dpia } = context.agreement.dataProtection;
  const conditions = [...specialCategory, ...criminalConvictions].map(plain);
  const basis = groupBy(lawfulBasis, (one) => one.basis).map(
    (group) =>
      `${names(
        context,
        group.map(({ party }) => party),
      )}, ${plain(group[0].basis)}`,
  );
  return [
    `- UK GDPR basis: ${basis.join('; ')}.`,
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
  `${stopped(input.description)} From ${grouped(input.minimumRows)} to ${grouped(input.maximumRows)} rows, at most ${many(input.maximumAgeDays, 'day')} old. A file with more than ${grouped(input.maximumRejectedPerThousand)} bad rows in a thousand is refused.`;

const fieldLines = (context: Context, input: Input): readonly string[] => [
  ...input.fields.map((field) => {
    const source = field.source === 'own' ? '' : `, from ${field.source.toUpperCase()}`;
    const uses = list(context.uses(input, field).map(plain));
    const may = field.required ? '' : ', may be missing';
    return `- ${field.name} (${typeWords[field.type]}${source}${may}; for ${uses}): ${stopped(field.reason ?? '')}${codeWords(field)}`;
  }),
  ...input.exclusions.map(
    ({ reason, when }) => `- Left out (${plain(reason)}): rows where ${ruleWords(when)}.`,
  ),
];

/** Each code with its meaning, except where it means itself. */
const codeWords = ({ values }: InputField): string =>
  values === undefined
    ? ''
    : ` Codes: ${values.map(({ value, meaning }) => (value === meaning ? value : `${value} for ${meaning}`)).join(', ')}.`;

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
      `What ${names(context, parties)} can send back, for each reference:`,
      ...group[0].codes.map(({ code, meaning }) => `- ${code}: ${stopped(meaning)}`),
    ];
  }),
];

/** Lines that differ only in what is kept, or in who keeps it, are said once. */
export const whatIsKept = (context: Context): readonly string[] => [
  ...groupBy(
    groupBy(context.agreement.retention, ({ artefact: _, ...line }) => JSON.stringify(line)),
    ([{ holder: _, artefact: __, ...line }, ...rest]) =>
      JSON.stringify([line, ...[...rest].map(({ artefact }) => artefact)]),
  ).flatMap((groups) =>
    groupBy(groups, (group) => group.map(({ artefact }) => artefact).join()).map((same) => {
      const [[line]] = same;
      const holders = same.map(([{ holder }]) => holder);
      const what = list(same[0].map(({ artefact }) => `${artefactWords[artefact]} (${plain(artefact)})`));
      const why = line.reason === undefined ? '' : ` ${stopped(line.reason)}`;
      return `- ${capital(names(context, holders))}: ${what}. Destroyed ${whenDestroyed(line)}, ${methodWords[line.method]}; certified within ${many(line.certificateWithinDays, 'day')}.${why}`;
    }),
  ),
  stopped(context.agreement.ending.dataHeld),
];

export const whichDates = ({ agreement }: Context, { limits }: RunPlan): readonly string[] => {
  const { time, transparency } = agreement;
  return [
    `- In force from ${longDate(time.start)}, public from ${longDate(transparency.publishOn)}.`,
    `- Review due by ${longDate(limits.reviewDue)}, evaluation by ${longDate(limits.evaluationDue)}. Nothing runs while either is overdue.`,
    `- What a party puts in is good for ${many(limits.permitHours, 'hour')}. A party that puts nothing in has stopped.`,
  ];
};

export const risksAndCosts = (context: Context): readonly string[] => [
  ...context.agreement.risks.map(
    ({ risk, owner, mitigation }) =>
      `- Risk, owned by the ${plain(owner ?? '')}: ${stopped(risk)} ${stopped(mitigation)}`,
  ),
  ...context.agreement.costs.map(
    ({ what, party, pounds }) =>
      `- Cost to ${names(context, [party])}: £${grouped(pounds)}. ${stopped(what)}`,
  ),
  ...context.agreement.transparency.withheld.map(
    ({ what, ground, until }) => `- Not published until ${longDate(until)}: ${what}. ${stopped(ground)}`,
  ),
];

export const digestsOf = (plan: RunPlan): readonly string[] => [
  `- Agreement ${plan.agreement.series}, version ${plan.agreement.version}: ${plan.agreement.digest}`,
  `- Law data ${plan.lawData.digest}, checked to ${longDate(plan.lawData.checkedTo)}`,
  `- Compiled by ${plan.compiler} to ${plan.planFormat}`,
];
