import { longDate } from '#kernel';
import { type Assessment, type Finding, type Outcome, permissiveness } from './assessment.ts';
import { resolveBody } from './bodies.ts';
import { type Facts, parseFacts } from './facts.ts';
import type { LawData, Power, Sureness } from './law-data.ts';
import { indexOf, type LawIndex } from './law-index.ts';
import { citationOf, type Duty, type Found, type Question, type Rule } from './rule.ts';
import { testsOf } from './rules/index.ts';
import { begun, laterUse } from './rules/later-use.ts';
import { readinessOf } from './rules/readiness.ts';
import { objectiveOf } from './rules/s35-public-service.ts';

/**
 * What the law says to one question. Where the facts name a power, the answer is for that power, and another that fits
 * is named in `redirect`; where they name none, for the power that fits best. Not legal advice: it applies dated data,
 * and says what it does not know. Throws `LAW_FACTS_INVALID`. Source: Digital Economy Act 2017 Part 5; law data.
 */
export function assess(input: Facts, law: LawData): Assessment {
  const index = indexOf(law);
  const question = questionOf(parseFacts(input), index);
  const { power, laterUse: later } = question.facts;
  if (power === undefined) return later === undefined ? best(question, law) : ofOriginal(question, law);
  const named = index.powers.get(power);
  if (named === undefined || !testsOf.has(power))
    return noPower(law, 'The power named is not in the law data.');
  const answer = weigh(question, named, law);
  if (permissiveness[answer.outcome] > 1 || later !== undefined || answer.redirect !== undefined)
    return answer;
  const other = best(question, law);
  return permissiveness[other.outcome] > 1 && other.power !== undefined
    ? { ...answer, redirect: other.power }
    : answer;
}

function questionOf(facts: Facts, law: LawIndex): Question {
  return {
    facts,
    law,
    on: facts.on,
    territory: facts.territory,
    from: resolveBody(facts.from, law),
    to: resolveBody(facts.to, law),
    objective: objectiveOf({ facts, law }),
  };
}

/**
 * An offence is said whatever else might be allowed. Then the power that allows most; of those that allow the same, one
 * that binds, for who must give is not asked whether he may; then one that is for the purpose; then one that nothing
 * forbids; then the one to which the facts answer most.
 */
function best(question: Question, law: LawData): Assessment {
  const weighed = law.powers.filter(({ id }) => testsOf.has(id)).map((power) => weigh(question, power, law));
  const [first] = weighed.sort(
    (a, b) =>
      Number(b.outcome === 'offence') - Number(a.outcome === 'offence') ||
      permissiveness[b.outcome] - permissiveness[a.outcome] ||
      Number(binds(b)) - Number(binds(a)) ||
      Number(isFor(b)) - Number(isFor(a)) ||
      Number(b.outcome === 'unknown') - Number(a.outcome === 'unknown') ||
      answers(b) - answers(a),
  );
  return first ?? noPower(law, 'The law data hold no power.');
}

const binds = ({ outcome }: Assessment): boolean => outcome === 'must-comply' || outcome === 'must-reply';

/** The power names the purpose that is given. */
const isFor = ({ trace }: Assessment): boolean =>
  trace.some(({ rule, met }) => rule === 'purpose' && met === true);

/**
 * How far the facts answer to a power: by what is open. Where a test fails, so that the no is that of the power which
 * was meant, also by the tests that are met: a failed or an open one counts against two of them.
 */
const answers = (one: Assessment): number =>
  one.outcome === 'no-gateway'
    ? count(one, true) - 2 * count(one, false) - 2 * count(one, 'unknown')
    : -count(one, 'unknown');

const count = ({ trace }: Assessment, met: Finding['met']): number =>
  trace.filter((one) => one.met === met).length;

/**
 * A later use with no power named: only section 35 has objectives; without one, by the power that would have allowed
 * the original share, if one would.
 */
function ofOriginal(question: Question, law: LawData): Assessment {
  const { laterUse: _, ...original } = question.facts;
  const section35 = question.law.powers.get('dea2017-s35');
  if (section35 !== undefined && question.law.objectives.has(original.objective ?? ''))
    return weigh(question, section35, law);
  const { power, outcome, assumed } = best({ ...question, facts: original }, law);
  const named = law.powers.find(({ id }) => id === power);
  if (named === undefined || permissiveness[outcome] === 0)
    return noPower(law, 'It is not said under which power the information was first shared.');
  const answer = weigh(question, named, law);
  return { ...answer, assumed: [...new Set([...answer.assumed, ...assumed])] };
}

function noPower(law: LawData, says: string): Assessment {
  return {
    outcome: 'unknown',
    citations: ['DEA2017'],
    missing: ['power'],
    assumed: [],
    trace: [],
    sureness: 'H',
    checkedTo: law.checkedTo,
    text: [verdicts.unknown, says],
  };
}

/** A finding while it is being weighed. */
interface Weighed extends Finding {
  readonly missing: readonly string[];
  readonly redirect?: string;
}

function weigh(question: Question, power: Power, law: LawData): Assessment {
  const tests = testsOf.get(power.id);
  if (tests === undefined) return noPower(law, 'There are no tests for this power.');
  if (question.facts.laterUse !== undefined) return weighLaterUse(question, power, law);
  const { findings, assumed } = run([...tests.rules, ...readinessOf(power)], question, power);
  const outcome = outcomeOf(findings);
  const duty = outcome === 'gateway' ? tests.duty?.(question) : undefined;
  return report({
    outcome,
    findings,
    assumed: [...assumed, ...(duty?.assumes ?? [])],
    power,
    law,
    question,
    duty,
  });
}

function weighLaterUse(question: Question, power: Power, law: LawData): Assessment {
  const exceptions = law.exceptions.find(({ id }) => id === power.exceptions);
  if (exceptions === undefined)
    return noPower(law, 'The law data hold no rules on later use for this power.');
  const told = laterUse(question, power, exceptions);
  const rule = `later-${question.facts.laterUse?.kind ?? 'use'}`;
  const first = weighed({ id: rule, stage: 'gateway' }, told.citation, told.found);
  const bars = (testsOf.get(power.id)?.rules ?? []).filter(({ assumes }) => assumes !== undefined);
  const { findings, assumed } = run([begun, ...bars], question, power);
  const all = [first, ...findings];
  const duty: Duty | undefined =
    told.offence === undefined || findings.some(({ rule: one, met }) => one === begun.id && met === false)
      ? undefined
      : { outcome: 'offence', says: told.found.says, citations: [told.offence, ...first.citations] };
  return report({
    outcome: outcomeOf(all),
    findings: all,
    assumed: [...assumed, ...(told.found.assumes ?? [])],
    power,
    law,
    question,
    duty,
  });
}

function run(rules: readonly Rule[], question: Question, power: Power) {
  const findings: Weighed[] = [];
  const assumed: string[] = [];
  for (const rule of rules) {
    const found = rule.test(question, power);
    if (found !== undefined) {
      findings.push(weighed(rule, citationOf(rule, power), found));
      assumed.push(...(found.assumes ?? []));
    } else if (rule.assumes !== undefined) assumed.push(rule.assumes);
  }
  return { findings, assumed };
}

function weighed({ id, stage }: Pick<Rule, 'id' | 'stage'>, citation: string, found: Found): Weighed {
  const { met, says, instead = citation, also = [], missing = [], redirect, sureness } = found;
  return {
    rule: id,
    met,
    citation: instead,
    citations: [...new Set([instead, ...also])],
    says: capital(says),
    stage,
    missing,
    ...(redirect === undefined ? {} : { redirect }),
    ...(sureness === undefined || sureness === 'H' ? {} : { sureness }),
  };
}

/** A finding may begin with the name of a body, as it is called in the middle of a sentence. */
const capital = (says: string): string => says.charAt(0).toUpperCase() + says.slice(1);

/**
 * A test that fails beats one that can't be answered; that beats law that is not settled, or a consent that only a
 * revenue authority can give; and that beats a step of the code of practice that is not done.
 */
function outcomeOf(findings: readonly Weighed[]): Outcome {
  const gateway = findings.filter(({ stage }) => stage === 'gateway');
  if (gateway.some(({ met }) => met === false)) return 'no-gateway';
  if (gateway.some(({ met }) => met === 'unknown')) return 'unknown';
  if (gateway.some(({ met }) => met === 'unsettled')) return 'escalate';
  if (gateway.some(({ met }) => met === 'consent')) return 'consent-only';
  return findings.some(({ met }) => met === false) ? 'not-ready' : 'gateway';
}

const verdicts: Readonly<Record<Outcome, string>> = {
  gateway: 'The law allows this. It does not require it.',
  'no-gateway': 'The law does not allow this.',
  'must-comply': 'The law requires this.',
  'must-reply': 'The law requires a reply.',
  'consent-only': 'The law allows this only with the consent of the authority that supplied the information.',
  'not-ready': 'The law allows this, but a step of the code of practice is missing.',
  escalate: 'The law is not settled. A lawyer must decide.',
  unknown: 'The facts given do not settle the question.',
  offence: 'On these facts an offence appears to have been committed.',
};

/** Which findings an outcome rests on. */
function decisive(outcome: Outcome, findings: readonly Weighed[]): readonly Weighed[] {
  const gateway = findings.filter(({ stage }) => stage === 'gateway');
  switch (outcome) {
    case 'gateway':
    case 'must-comply':
    case 'must-reply':
      return gateway.filter(({ met }) => met === true);
    case 'no-gateway':
      return gateway.filter(({ met }) => met === false);
    case 'unknown':
      return gateway.filter(({ met }) => met === 'unknown');
    case 'not-ready':
      return findings.filter(({ met }) => met === false);
    case 'offence':
      return [];
    default:
      return gateway.filter(({ met }) => met === 'unsettled' || met === 'consent');
  }
}

interface Weighing {
  readonly outcome: Outcome;
  readonly findings: readonly Weighed[];
  readonly assumed: readonly string[];
  readonly power: Power;
  readonly law: LawData;
  readonly question: Question;
  readonly duty: Duty | undefined;
}

function report({ findings, assumed, power, law, question, duty, ...weighing }: Weighing): Assessment {
  const outcome = duty?.outcome ?? weighing.outcome;
  const resting = decisive(outcome, findings);
  const cited = [
    ...(duty?.citations ?? []),
    ...(outcome === 'not-ready' || outcome === 'escalate' ? [power.citation] : []),
    ...resting.flatMap(({ citations }) => citations),
  ];
  const redirect = resting.find((one) => one.redirect !== undefined)?.redirect;
  const reasons = outcome === 'gateway' ? [] : resting.map(({ says, citation }) => `${says} (${citation})`);
  const done = duty === undefined ? [] : [`${duty.says} (${duty.citations[0] ?? power.citation})`];
  return {
    outcome,
    power: power.id,
    citations: [...new Set(cited)],
    ...(redirect === undefined || outcome !== 'no-gateway' ? {} : { redirect }),
    missing: [...new Set(findings.flatMap(({ missing }) => missing))],
    assumed: [...new Set(assumed)],
    trace: findings.map(({ missing: _, redirect: __, ...finding }) => finding),
    sureness: least(resting.map(({ sureness }) => sureness)),
    checkedTo: law.checkedTo,
    text: [verdicts[outcome], ...done, ...(duty === undefined ? reasons : []), ...late(question.on, law)],
  };
}

/** The least sure of several; H when all are. */
const least = (all: readonly (Sureness | undefined)[]): Sureness =>
  all.includes('L') ? 'L' : all.includes('M') ? 'M' : 'H';

const late = (on: string | undefined, { checkedTo }: LawData): readonly string[] =>
  on !== undefined && on > checkedTo
    ? [`The law data are checked to ${longDate(checkedTo)}: check what has changed since.`]
    : [];
