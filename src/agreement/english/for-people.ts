import { grouped } from '#kernel';
import type { Context } from '../checks/context.ts';
import { splitField } from '../rules/walk.ts';
import { names, verb } from './names.ts';
import { type RuleVocabulary, ruleLines } from './rule.ts';
import { capital, list, many, plain, stopped } from './words.ts';

/* What the share means for the people whom it is about. */

export function whoQualifies(context: Context): readonly string[] {
  const { flags } = context.agreement.operation;
  const inputsOf = (facts: readonly { readonly input: string }[]) => [
    ...new Set(facts.map(({ input }) => input)),
  ];
  const rules = flags.flatMap(({ name, rule }, i) => {
    const bare = inputsOf(context.flags[i]?.facts ?? []).length === 1;
    const [first, ...rest] = ruleLines(rule, vocabulary(context, bare));
    return [`“${name}” is yes when ${first}`, ...rest];
  });
  const holders = inputsOf(context.facts).map((input) => context.input(input)?.party ?? input);
  return [
    ...rules,
    `${capital(names(context, holders))} ${verb(holders, 'works this out on its', 'work this out on their')} own records. Only yes or no to each part goes into the match.`,
  ];
}

/** Fields as words and codes as what they mean. With one input its name goes without saying. */
const vocabulary = ({ field }: Context, bare: boolean): RuleVocabulary => ({
  field: (path) => plain(bare ? splitField(path).field : path.replace('.', ' ')),
  value: (path, value) => field(path)?.values?.find((one) => one.value === value)?.meaning ?? value,
});

export function howSure(context: Context): readonly string[] {
  const { matching } = context.agreement;
  const { wrongPer10000, missedPer10000, bearsWrong, bearsMissed } = matching.expected;
  const band =
    matching.reviewFrom === undefined
      ? ''
      : ` From ${matching.reviewFrom} up to that, the ${list((matching.review?.reviewers ?? []).map(plain))} may look at the pair, both records side by side.`;
  const expected = (per: number, of: string, what: string, bears: string) =>
    `- Of every 10,000 ${of}, about ${grouped(per)} ${per === 1 ? 'is' : 'are'} expected to be ${what}. Who bears it: ${stopped(bears)}`;
  return [
    `Each pair of records gets a score, the match weight: it rises where they agree and falls where they differ. From ${matching.threshold} they count as one person.${band} Where two records fit equally well, neither is chosen.`,
    expected(wrongPer10000, 'matches', 'wrong', bearsWrong),
    expected(missedPer10000, 'people who should be found', 'missed', bearsMissed),
  ];
}

export const notEligible = ({ agreement }: Context): readonly string[] => [
  stopped(agreement.purpose.notEligible ?? ''),
];

export function rightsOf({ agreement }: Context): readonly string[] {
  const { contact, complaints, objection, challenge, correction, optOut } = agreement.rights;
  return [
    `- Opt out: ${stopped(optOut ?? '')}`,
    `- Ask: ${stopped(contact)}`,
    `- Complain: ${stopped(complaints.contact)} You hear back within ${many(complaints.acknowledgeWithinDays, 'day')}.`,
    `- Challenge: ${stopped(challenge.how)} You get an answer within ${many(challenge.answerWithinWorkingDays, 'working day')}.`,
    `- Object: ${stopped(objection)}`,
    `- Correct: ${stopped(correction)}`,
  ];
}
