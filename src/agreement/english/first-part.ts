import { addPeriod, grouped, longDate } from '#kernel';
import type { Context } from '../checks/context.ts';
import type { RunPlan } from '../run-plan.ts';
import type { Agreement, Input } from '../schema.ts';
import { artefactWords, whenDestroyed } from './kept.ts';
import { introduced, names, verb, whoIsWho } from './names.ts';
import { capital, groupBy, list, many, plain, stopped } from './words.ts';

/*
 * The part that is read aloud, in less than two minutes: one function for each section, each giving paragraphs and
 * bullets. Plain words here; exact names and everything else stand in the details.
 */

/** Comes first: who sees data by which a person is known. Every input feeds every field that is compared. */
export function whoSeesIdentifiers(context: Context): readonly string[] {
  const { agreement, operator } = context;
  const { inputs, matching, operation } = agreement;
  const givers = inputs.map(({ party }) => party);
  const others = givers.filter((party) => party !== operator?.id);
  const compared = list([...matching.model.fields.map(({ name }) => plain(name)), 'reference']);
  const whose = [
    ...(givers.length > others.length ? ['its list'] : []),
    ...(others.length > 0
      ? [`${givers.length > others.length ? 'those' : 'the lists'} of ${names(context, others)}`]
      : []),
  ];
  const household = operation.oneHelpPerHousehold === undefined ? '' : ', and who shares a household';
  const told = context.facts.some(({ input }) => context.input(input)?.party !== operator?.id);
  const review = matching.review;
  return [
    whoIsWho(context),
    `${operator === undefined ? '' : introduced(operator)} does the matching: in each run it sees the ${compared} of everyone on ${list(whose)}${household}.${told ? ' It gets no facts behind the rules, only yes or no.' : ''}`,
    ...(review === undefined
      ? []
      : [
          `Its ${verb(review.reviewers, 'reviewer sees', 'reviewers see')} up to ${grouped(review.maximumCases)} doubtful pairs a run.`,
        ]),
    'Nobody else sees another party’s identifiers.',
    `Left out first are people ${leftOut(agreement)}.`,
  ].filter((text) => text !== '');
}

const reasons: Readonly<Record<Input['exclusions'][number]['reason'], string>> = {
  'already-helped': 'already helped',
  'safety-marker': 'at a secret address',
  'opted-out': 'opted out',
  other: 'otherwise excluded',
};

const leftOut = ({ inputs }: Agreement): string =>
  list(
    [...new Set(inputs.flatMap(({ exclusions }) => exclusions.map(({ reason }) => reasons[reason])))],
    'or',
  );

export function whoGetsWhat(context: Context): readonly string[] {
  const { agreement } = context;
  const { purpose, operation, outputs } = agreement;
  const of = (kind: string) => outputs.filter((output) => output.kind === kind).map(({ to }) => to);
  const [flags, results, counts] = [of('flags'), of('results'), of('counts')];
  return [
    `Purpose: ${plain(purpose.code)}. ${stopped(purpose.intervention)}`,
    `- ${capital(names(context, flags))} ${verb(flags, 'gets', 'get')} only ${answers(operation)} for each customer ${verb(flags, 'it puts', 'they put')} in.`,
    ...operation.flags.map(
      ({ name, meaning }) =>
        `- Yes${operation.flags.length > 1 ? ` to “${name}”` : ''} means: ${stopped(meaning)}`,
    ),
    '- No may mean not found, unsure or not qualifying.',
    ...(operation.oneHelpPerHousehold === undefined ? [] : ['- A household gets at most one yes.']),
    `- ${capital(names(context, results))} ${verb(results, 'learns', 'learn')} who on ${verb(results, 'its list', 'their lists')} was matched.`,
    ...(counts.length === 0
      ? []
      : [
          `- ${capital(names(context, counts))} ${verb(counts, 'gets', 'get')} rounded counts of rows read and released.`,
        ]),
    ...returnWords(context),
    ...onwardWords(context),
  ];
}

/** `yes or no`, and to what where it is more than one thing. */
const answers = ({ flags }: Agreement['operation']): string =>
  flags.length > 1 ? `yes or no to ${list(flags.map(({ name }) => `“${name}”`))}` : 'yes or no';

/** Returns from several parties with the same deadline are said once; the codes stand in the details. */
const returnWords = (context: Context): readonly string[] =>
  groupBy(context.agreement.returns, ({ to, dueDays }) => `${to} ${dueDays}`).map((group) => {
    const [{ to, dueDays }] = group;
    const from = group.map((one) => one.from);
    return `- ${capital(names(context, from))} ${verb(from, 'tells', 'tell')} ${names(context, [to])} within ${many(dueDays, 'day')} how each offer ended.`;
  });

const uses: Readonly<Record<Agreement['purpose']['prohibitedUses'][number], string>> = {
  marketing: 'marketing',
  credit: 'credit',
  collections: 'debt collection',
  disconnection: 'disconnection',
  prepayment: 'prepayment',
  'meter-inference': 'guesses from meters',
  immigration: 'immigration',
  'any-other-purpose': 'anything else',
};

/** Safeguards 13 and 18: where it goes on, and what it is never used for. */
function onwardWords(context: Context): readonly string[] {
  const { onward, purpose } = context.agreement;
  const never = list(
    purpose.prohibitedUses.map((code) => uses[code]),
    'or',
  );
  if (onward.length === 0) return [`Nobody may pass this on, or use it for ${never}.`];
  return [
    ...onward.map(
      ({ from, to, fields, reason }) =>
        `- ${capital(names(context, [from]))} may pass ${list(fields.map((field) => `“${field}”`))} on to ${to}: ${stopped(reason)}`,
    ),
    `Nobody may pass on anything else, or use any of this for ${never}.`,
  ];
}

/** `warnings` stand here too: a signer must not have to look for them. */
export function untilWhen(
  context: Context,
  { limits }: RunPlan,
  warnings: readonly string[],
): readonly string[] {
  const { agreement } = context;
  const { parties, ending } = agreement;
  const apart = limits.runs === 1 ? '' : `, ${many(limits.minimumGapDays, 'day')} or more apart`;
  const partial = parties.filter(({ id }) => !ending.maySuspendAll.includes(id));
  return [
    `There ${limits.runs === 1 ? 'is' : 'are'} at most ${many(limits.runs, 'run')}${apart}, from ${longDate(limits.firstRun)} until it ends on ${longDate(limits.lastRun)}.`,
    `${capital(names(context, ending.maySuspendAll, 'or'))} can stop everything${partial.length === 0 ? '' : ', and every other party its own part'}. Restarting needs everyone. People can opt out.`,
    ...destroyed(agreement),
    ...warnings.map((warning) => `Warning: ${warning}`),
  ];
}

type Kept = Agreement['retention'][number];

/** The first and the last to be destroyed; every line stands in the details. */
function destroyed({ retention, time }: Agreement): readonly string[] {
  const first = retention.find(({ artefact }) => artefact === 'input-package');
  const ends = ({ clockStarts, keepFor }: Kept) =>
    addPeriod(clockStarts === 'run-finished' ? time.firstRun : (time.end ?? time.firstRun), keepFor);
  const [last] = [...retention].sort((a, b) => (ends(a) < ends(b) ? 1 : ends(a) > ends(b) ? -1 : 0));
  if (first === undefined || last === undefined) return [];
  return [
    `${capital(artefactWords[first.artefact])} is destroyed ${whenDestroyed(first)}; the rest at most ${whenDestroyed(last)}.`,
  ];
}
