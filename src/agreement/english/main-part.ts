import { addPeriod, longDate } from '#kernel';
import type { Context } from '../checks/context.ts';
import { renameFields, splitField } from '../rules/walk.ts';
import type { Artefact, RunPlan } from '../run-plan.ts';
import type { Agreement, Input } from '../schema.ts';
import { ruleLines } from './rule.ts';
import { capital, groupBy, list, many, number, periodWords, plain, stopped } from './words.ts';

/*
 * The part that is read aloud: one function for each section, each giving paragraphs and bullets. Plain words for
 * fields here; their exact names stand in the details.
 */

export const nameOf = ({ party }: Context, id: string): string => party(id)?.name ?? id;

/** Parties in a sentence. Two or more who get flags are “the recipients” once section 1 has named them. */
export function names(context: Context, ids: readonly string[]): string {
  const distinct = [...new Set(ids)];
  const recipients = recipientsOf(context);
  const all = recipients.length > 1 && recipients.every((id) => distinct.includes(id));
  const rest = all ? distinct.filter((id) => !recipients.includes(id)) : distinct;
  return list([...rest.map((id) => nameOf(context, id)), ...(all ? ['the recipients'] : [])]);
}

const recipientsOf = ({ agreement }: Context): readonly string[] =>
  agreement.parties.filter(({ roles }) => roles.includes('recipient')).map(({ id }) => id);

/** `gets` for one party, `get` for several. */
const verb = (ids: readonly string[], one: string, several: string): string =>
  new Set(ids).size === 1 ? one : several;

/** Comes first: who sees data by which a person is known. Every input feeds every field that is compared. */
export function whoSeesIdentifiers(context: Context): readonly string[] {
  const { agreement, operator } = context;
  const recipients = recipientsOf(context);
  const others = agreement.parties.filter(({ id }) => id !== operator?.id).map(({ id }) => id);
  const holders = groupBy(agreement.inputs, ({ side }) => side).map((group) => {
    const parties = group.map(({ party }) => party);
    const own = parties.every((party) => party === operator?.id);
    return own ? 'on its own list' : `among the ${group[0].side} of ${names(context, parties)}`;
  });
  const household =
    agreement.operation.oneHelpPerHousehold === undefined ? '' : ', and which people share a household';
  return [
    ...(recipients.length > 1
      ? [`The recipients are ${list(recipients.map((id) => nameOf(context, id)))}.`]
      : []),
    `${operator?.name ?? ''} does the matching. In each run it sees the ${compared(agreement)} of every person ${list(holders)}, with each party’s own reference${household}.`,
    `${capital(names(context, others))} ${verb(others, 'sees', 'see')} only identifiers that ${verb(others, 'it', 'they')} supplied. Nobody else sees any.`,
    `Before anything leaves a party, it drops ${dropped(agreement)}.`,
  ];
}

const compared = ({ matching }: Agreement): string =>
  list(matching.model.fields.map(({ name }) => plain(name)));

const reasons: Readonly<Record<Input['exclusions'][number]['reason'], string>> = {
  'already-helped': 'people already helped',
  'safety-marker': 'people whose address must stay secret',
  'opted-out': 'people who have opted out',
  other: 'others named in the details',
};

const dropped = ({ inputs }: Agreement): string =>
  list([...new Set(inputs.flatMap(({ exclusions }) => exclusions.map(({ reason }) => reasons[reason])))]);

export function whoGetsWhat(context: Context): readonly string[] {
  const { agreement } = context;
  const { purpose, operation, outputs } = agreement;
  const of = (kind: string) => outputs.filter((output) => output.kind === kind);
  const flags = of('flags').map(({ to }) => to);
  const results = of('results').map(({ to }) => to);
  const meanings = operation.flags.map(({ name, meaning }) => `“${name}” means: ${stopped(meaning)}`);
  const quoted = list(operation.flags.map(({ name }) => `“${name}”`));
  return [
    `The purpose is ${plain(purpose.code)}. ${stopped(purpose.intervention)}`,
    `- ${capital(names(context, flags))} ${verb(flags, 'gets', 'get')}, for each customer reference supplied, yes or no for ${quoted}, and nothing else. ${meanings.join(' ')} “No” does not say why: not found, not sure and not qualifying look alike.`,
    ...(operation.oneHelpPerHousehold === undefined ? [] : ['- A household gets one “yes” at most.']),
    `- ${capital(names(context, results))} ${verb(results, 'gets', 'get')}, for each person it put in, its own reference and whether the person was matched. The letters that follow are in the details.`,
    ...of('review').map(
      ({ to }) =>
        `- At ${nameOf(context, to)}, the ${list((agreement.matching.review?.reviewers ?? []).map(plain))} may look at up to ${number(agreement.matching.review?.maximumCases ?? 0)} doubtful pairs in each run, both records side by side.`,
    ),
    ...of('counts').map(
      ({ to }) => `- ${nameOf(context, to)} gets two rounded counts: rows read and released.`,
    ),
    ...returnWords(context),
    ...agreement.onward.map(
      (one) =>
        `- ${nameOf(context, one.from)} may pass ${list(one.fields)} on to ${one.to}: ${stopped(one.reason)}`,
    ),
    `Nobody may use any of this for ${list(purpose.prohibitedUses.map(useWords), 'or')}.${offence(context)}`,
  ];
}

const useWords = (code: string): string =>
  code === 'any-other-purpose' ? 'any purpose not stated here' : plain(code);

/** Returns from several parties with the same deadline are said once; the codes stand in the details. */
const returnWords = (context: Context): readonly string[] =>
  groupBy(context.agreement.returns, ({ to, dueDays }) => `${to} ${dueDays}`).map((group) => {
    const [{ to, dueDays }] = group;
    const from = group.map((one) => one.from);
    return `- ${capital(names(context, from))} ${verb(from, 'tells', 'tell')} ${nameOf(context, to)} within ${many(dueDays, 'day')} how each offer ended, by a code.`;
  });

function offence({ agreement, law }: Context): string {
  const cited = agreement.powers.map(({ power }) => law.powers.find(({ id }) => id === power)?.offence);
  const known = [...new Set(cited.filter((one) => one !== undefined))];
  return known.length === 0 ? '' : ` Passing it on unlawfully is an offence (${list(known)}).`;
}

export function whoQualifies(context: Context): readonly string[] {
  return context.agreement.operation.flags.flatMap(({ name, rule }, i) => {
    const inputs = new Set((context.flags[i]?.facts ?? []).map((fact) => fact.input));
    const holders = [...inputs].map((input) => context.input(input)?.party ?? input);
    const bare = inputs.size === 1 ? renameFields(rule, (field) => splitField(field).field) : rule;
    const [first, ...rest] = ruleLines(bare);
    return [
      `“${name}” is yes when ${first}`,
      ...rest,
      `${names(context, holders)} works this out on its own records. Only the answer goes into the match.`,
    ];
  });
}

export function howSure(context: Context): readonly string[] {
  const { matching } = context.agreement;
  const { wrongPer10000, missedPer10000, bearsWrong, bearsMissed } = matching.expected;
  const band =
    matching.reviewFrom === undefined
      ? ''
      : ` From ${matching.reviewFrom} up to that, people look at the pair.`;
  const expected = (per: number, of: string, what: string, bears: string) =>
    `- About ${number(per)} of every 10,000 ${of} ${per === 1 ? 'is' : 'are'} expected to be ${what}. Who bears it: ${stopped(bears)}`;
  return [
    `Records are compared by the fields that section 1 names, and by nothing else. Two records count as one person from a match weight of ${matching.threshold}.${band} Where two fit equally well, neither is chosen.`,
    expected(wrongPer10000, 'matches', 'wrong', bearsWrong),
    expected(missedPer10000, 'people who should be found', 'missed', bearsMissed),
  ];
}

export const notEligible = ({ agreement }: Context): readonly string[] => [
  stopped(agreement.purpose.notEligible ?? ''),
];

export function howToStop(context: Context): readonly string[] {
  const { rights, ending } = context.agreement;
  const { contact, acknowledgeWithinDays } = rights.complaints;
  const stoppers = list(
    ending.maySuspendAll.map((id) => nameOf(context, id)),
    'or',
  );
  return [
    `- Stop: ${stoppers} can stop everything at once, alone. Every other party can stop its own part. Starting again needs everyone.`,
    `- Opt out: ${stopped(rights.optOut ?? '')}`,
    `- Ask: ${stopped(rights.contact)}`,
    `- Complain: ${stopped(contact)} You hear back within ${many(acknowledgeWithinDays, 'day')}.`,
  ];
}

export function untilWhen(context: Context, { limits }: RunPlan): readonly string[] {
  const { time, transparency } = context.agreement;
  const apart = limits.runs === 1 ? '' : `, ${many(limits.minimumGapDays, 'day')} or more apart`;
  return [
    `It starts on ${longDate(time.start)} and is public from ${longDate(transparency.publishOn)}. Between ${longDate(limits.firstRun)} and ${longDate(limits.lastRun)} there ${limits.runs === 1 ? 'is' : 'are'} at most ${many(limits.runs, 'run')}${apart}. Then it ends. What a party hands in is good for ${many(limits.permitHours, 'hour')}: a party that hands in nothing has stopped.`,
    `Nothing runs while the review, due by ${longDate(limits.reviewDue)}, or the evaluation, due by ${longDate(limits.evaluationDue)}, is overdue.`,
    ...destroyed(context.agreement),
  ];
}

const artefactWords: Readonly<Record<Artefact, string>> = {
  'input-package': 'what parties handed in',
  'intake-key': 'the key to it',
  'output-package': 'sealed results',
  'opened-output': 'flags received',
  'result-file': 'match results',
  'review-packet': 'pairs under review',
  'answer-file': 'files for answering people’s questions',
  'return-file': 'returns',
};

const clockWords = {
  'run-finished': 'after each run',
  'output-opened': 'after they are opened',
  'return-received': 'after they arrive',
  'agreement-ends': 'after the agreement ends',
} as const;

type Kept = Agreement['retention'][number];

/** The first and the last to be destroyed; every line stands in the details. */
function destroyed({ retention, time }: Agreement): readonly string[] {
  const first = retention.find(({ artefact }) => artefact === 'input-package');
  const lasts = ({ keepFor }: Kept) => addPeriod(time.start, keepFor);
  const [last] = [...retention].sort((a, b) => (lasts(a) < lasts(b) ? 1 : lasts(a) > lasts(b) ? -1 : 0));
  const words = ({ artefact, keepFor, clockStarts }: Kept) =>
    `${artefactWords[artefact]}, ${periodWords(keepFor)} ${clockWords[clockStarts]}`;
  if (first === undefined || last === undefined) return [];
  return [
    `Everything is destroyed, with a certificate: first ${words(first)}; last ${words(last)}. The details list the rest.`,
  ];
}
