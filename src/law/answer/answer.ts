import { longDate } from '#kernel';
import type { Assessment } from '../assessment.ts';
import type { Facts } from '../facts.ts';
import type { LawData } from '../law-data.ts';
import { afterOf, nowOf, riskOf } from './after.ts';
import { needOf, stillOf } from './before.ts';
import { type Context, contextOf } from './context.ts';
import { healthOf, howLongOf, neighboursOf, overseenOf, redirectOf } from './elsewhere.ts';
import { fitted } from './fit.ts';
import { type Answer, type Draft, line, listed, type Section } from './line.ts';
import { verdictOf } from './verdict.ts';
import { whyOf } from './why.ts';
import { factWords } from './words/index.ts';

/** Words on a page; the limit that is promised is 400. */
const MOST_WORDS = 395;

/**
 * What an assessment means for the person who asked, on one page of plain English under 400 words: whether to share at
 * all, the answer, why, what is still needed, what may not be done afterwards, who is at risk, where else to look.
 * `assessment` is what `assess(facts, law)` gave. Not legal advice.
 */
export function answerOf(facts: Facts, assessment: Assessment, law: LawData): Answer {
  const context = contextOf(facts, assessment, law);
  const verdict = verdictOf(context);
  const sections = assessment.outcome === 'offence' ? ofOffence(context, verdict) : ofShare(context, verdict);
  return {
    outcome: assessment.outcome,
    verdict: verdict[0]?.text ?? '',
    sections: fitted(sections, MOST_WORDS).map(({ heading, lines }) => ({
      heading,
      lines: lines.map(({ text, citations }) => ({ text, citations })),
    })),
  };
}

const ofShare = (context: Context, verdict: readonly Draft[]): readonly Section<Draft>[] => [
  { heading: 'Do you need to share?', lines: needOf(context) },
  { heading: 'The answer', lines: verdict },
  { heading: 'Why', lines: whyOf(context) },
  { heading: 'Another power', lines: redirectOf(context) },
  { heading: 'What you still need', lines: stillOf(context) },
  { heading: 'What you may not do with it afterwards', lines: afterOf(context) },
  { heading: 'Am I personally at risk?', lines: riskOf(context) },
  timeAndOversight(context),
  { heading: 'Health and care: the route', lines: healthOf(context) },
  { heading: 'You may not need Part 5', lines: neighboursOf(context) },
  { heading: 'How far to trust this', lines: caveatsOf(context) },
];

function timeAndOversight(context: Context): Section<Draft> {
  const time = howLongOf(context);
  const heading =
    time.length === 0 ? 'Who oversees it' : 'How long such shares have taken, and who oversees them';
  return { heading, lines: [...time, ...overseenOf(context, time.length > 0 ? 'Overseen by: ' : '')] };
}

const ofOffence = (context: Context, verdict: readonly Draft[]): readonly Section<Draft>[] => [
  { heading: 'What appears to have happened', lines: verdict },
  { heading: 'What to do now', lines: nowOf(context) },
  { heading: 'Why', lines: whyOf(context) },
  { heading: 'Am I personally at risk?', lines: riskOf(context) },
  { heading: 'How far to trust this', lines: caveatsOf(context) },
];

function caveatsOf({ assessment, facts }: Context): readonly Draft[] {
  const { assumed, checkedTo, sureness, trace } = assessment;
  const shaky = trace.find((one) => one.sureness === sureness)?.citation;
  const later = facts.on !== undefined && facts.on > checkedTo;
  return [
    ...(sureness === 'H'
      ? []
      : [
          line(
            sureness === 'M'
              ? 'We are fairly, not fully, sure: part of the law data is not confirmed.'
              : 'We are not sure: part of the law data rests on memory.',
            ...(shaky === undefined ? [] : [shaky]),
          ),
        ]),
    ...takenAs(assumed),
    line(
      `Law checked to ${longDate(checkedTo)}${later ? '; changes after that day are unknown' : ''}. Not legal advice.`,
    ),
  ];
}

/** Facts of which nothing was said, and how they were taken. Steps of the code of practice are told elsewhere. */
function takenAs(assumed: readonly string[]): readonly Draft[] {
  const paths = assumed.filter((path) => !path.startsWith('readiness.'));
  const bars = paths.filter((path) => alleged.has(path));
  const bodies = paths.filter((path) => /^(from|to)\./.test(path));
  const rest = paths.filter((path) => !bars.includes(path) && !bodies.includes(path));
  const told = (words: string, of: readonly string[]): readonly Draft[] =>
    of.length === 0 ? [] : [line(`${words}: ${listed(of.map(factWords))}.`)];
  return [
    ...told('Taken as not alleged', bars),
    ...told('Not said, and taken as usual for its kind', bodies),
    ...told('Not said, and not counted against you', rest),
  ];
}

const alleged: ReadonlySet<string> = new Set([
  'conditions.dpLawBreach',
  'data.ipaBarred',
  'conditions.statistics.nationalSecurityRisk',
]);
