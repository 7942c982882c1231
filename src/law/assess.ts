import { longDate } from '#kernel';
import type { Assessment, Outcome, Test } from './assessment.ts';
import { type Facts, parseFacts } from './facts.ts';
import type { LawData, Power } from './law-data.ts';
import { energyTests } from './rules/energy.ts';
import { laterUse } from './rules/later-use.ts';

/** Which rules speak for a power. A new family of powers is a new line here, a rule file and data. */
const families: Readonly<Record<string, typeof energyTests>> = {
  'dea2017-s36': energyTests,
  'dea2017-s37': energyTests,
};

/**
 * What the law says to one question. Where the facts name a power, the answer is for that power; another power that
 * would allow it is named in `redirect`. Not legal advice: it applies dated data, and says what it does not know.
 * Throws `LAW_FACTS_INVALID`. Source: Digital Economy Act 2017 Part 5; law data.
 */
export function assess(input: Facts, law: LawData): Assessment {
  const facts = parseFacts(input);
  const candidates = law.powers.filter(({ id }) => families[id] !== undefined);
  const answers = candidates.map((power) => weigh(facts, power, law));
  const allowed = answers.find(({ outcome }) => isYes(outcome));
  if (facts.power === undefined) return allowed ?? bestOf(answers) ?? noData(law, 'No power is named.');
  const answer = answers[candidates.findIndex(({ id }) => id === facts.power)];
  if (answer === undefined)
    return noData(law, `This law data holds nothing about the power “${facts.power}”.`);
  if (isYes(answer.outcome) || facts.laterUse !== undefined) return answer;
  const other = candidates[answers.findIndex(({ outcome }) => isYes(outcome))];
  if (other === undefined) return answer;
  return {
    ...answer,
    redirect: other.id,
    text: [...answer.text, `Section ${other.section} would allow it.`],
  };
}

const isYes = (outcome: Outcome): boolean => outcome === 'gateway' || outcome === 'not-ready';

/** With no power named and none that allows it, the one of which most tests are met says why. */
const bestOf = (answers: readonly Assessment[]): Assessment | undefined =>
  [...answers].sort((a, b) => failures(a) - failures(b))[0];
const failures = ({ trace }: Assessment): number => trace.filter(({ met }) => met === false).length;

function noData(law: LawData, says: string): Assessment {
  return {
    outcome: 'unknown',
    citations: [],
    missing: ['power'],
    trace: [],
    checkedTo: law.checkedTo,
    text: [says, 'Ask a lawyer which power is meant.'],
  };
}

function weigh(facts: Facts, power: Power, law: LawData): Assessment {
  if (facts.laterUse === undefined) {
    const tests = (families[power.id] ?? energyTests)(facts, power, law);
    return report(outcomeOf(tests), tests, facts, power, law);
  }
  const exceptions = law.exceptions.find(({ id }) => id === power.exceptions);
  if (exceptions === undefined)
    return noData(law, `The exceptions of section ${power.section} are not in the data.`);
  const { tests, instead } = laterUse(facts, power, exceptions);
  const outcome = outcomeOf(tests);
  const barredAnyway = tests.some(({ rule, met }) => rule === 'data-protection' && met === false);
  return report(
    instead === 'offence' || !barredAnyway ? (instead ?? outcome) : outcome,
    tests,
    facts,
    power,
    law,
  );
}

/** A test that fails beats one that can't be answered; that beats unsettled law, and that a step of the code not done. */
function outcomeOf(tests: readonly Test[]): Outcome {
  const gateway = tests.filter(({ stage }) => stage === 'gateway');
  if (gateway.some(({ met }) => met === false)) return 'no-gateway';
  if (gateway.some(({ met }) => met === 'unknown')) return 'unknown';
  if (tests.some(({ stage, met }) => stage === 'settled' && met === false)) return 'escalate';
  return tests.some(({ met }) => met !== true) ? 'not-ready' : 'gateway';
}

const verdicts: Readonly<Record<Outcome, string>> = {
  gateway: 'The law allows this. It does not require it.',
  'no-gateway': 'The law does not allow this.',
  'must-comply': 'The law requires this.',
  'must-reply': 'The law requires a reply.',
  'consent-only': 'The law allows this only with the consent of the authority that supplied the data.',
  'not-ready': 'The law allows this, but a step of the code of practice is missing.',
  escalate: 'The law is not settled. A lawyer must decide.',
  unknown: 'The facts given do not settle the question.',
  offence: 'On these facts an offence appears to have been committed.',
};

function report(
  outcome: Outcome,
  tests: readonly Test[],
  facts: Facts,
  power: Power,
  law: LawData,
): Assessment {
  const decisive = tests.filter(({ met }) => {
    if (outcome === 'gateway') return true;
    return outcome === 'unknown' ? met === 'unknown' : met === false;
  });
  const cited = [
    ...(outcome === 'not-ready' || outcome === 'escalate' ? [power.citation] : []),
    ...decisive.flatMap(({ citation, also = [] }) => [citation, ...also]),
  ];
  const reasons = outcome === 'gateway' ? [] : decisive.map(({ says, citation }) => `${says} (${citation})`);
  const late =
    facts.on !== undefined && facts.on > law.checkedTo
      ? [`The law data are checked to ${longDate(law.checkedTo)}: check what has changed since.`]
      : [];
  return {
    outcome,
    citations: [...new Set(cited)],
    missing: [...new Set(tests.flatMap(({ missing = [] }) => missing))],
    trace: tests.map(({ rule, met, citation, says }) => ({ rule, met, citation, says })),
    checkedTo: law.checkedTo,
    text: [verdicts[outcome], ...reasons, ...late],
  };
}
