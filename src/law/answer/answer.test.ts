import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from '../assess.ts';
import { type Outcome, outcomes } from '../assessment.ts';
import { type Facts, parseFacts } from '../facts.ts';
import { lawData } from '../law-data.ts';
import { neighbours, offences } from '../laws.ts';
import { resolveCitation } from '../provisions.ts';
import { having, examples as shares } from '../testing/examples.ts';
import examples from './examples.json' with { type: 'json' };
import { type Answer, answerMarkdown, answerOf, answerText, factWords } from './index.ts';
import { countWords } from './line.ts';
import { anyFacts } from './testing/any-facts.ts';

const answerTo = (facts: Facts): Answer => answerOf(facts, assess(facts, lawData), lawData);
const section = ({ sections }: Answer, heading: string): string =>
  sections
    .filter((one) => one.heading === heading)
    .flatMap(({ lines }) => lines.map(({ text }) => text))
    .join(' ');

/** How the first sentence of the answer begins, or what it holds, for each outcome. */
const opens: Readonly<Record<Outcome, RegExp>> = {
  gateway: /^(?!No\b|Not yet).* may (?!not )(?!.*but only with the consent)/,
  'no-gateway': / may not | does not let | does not have to /,
  'not-ready': /^Not yet\. The law lets /,
  'consent-only': / may .* but only with the consent of /,
  escalate: /^It is not settled whether /,
  unknown: /^We can’t say yet whether /,
  'must-comply': / must (give|consult) /,
  'must-reply': / must answer /,
  offence: /^From what you say, /,
};

const ids = new Set(
  [
    ...lawData.classes,
    ...lawData.organisations,
    ...lawData.powers,
    ...lawData.objectives,
    ...lawData.paragraphs,
    ...neighbours,
    ...offences,
  ]
    .map(({ id }) => id)
    .concat(lawData.powers.flatMap(({ purposes = [] }) => purposes))
    .filter((id) => /-.*-/.test(id)),
);
const law = JSON.stringify([lawData, neighbours, offences]);
/** Words of other laws, and of the powers that are duties. */
const duties = [
  ...neighbours.map(({ note }) => note),
  ...lawData.powers.filter(({ kind }) => kind !== 'permissive').map(({ description }) => description),
];

/** What holds of every page. */
function holds(facts: Facts): void {
  const assessment = assess(facts, lawData);
  const answer = answerOf(facts, assessment, lawData);
  const text = answerText(answer);
  expect(countWords(text)).toBeLessThan(400);
  expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object|\(\)| {2}\w+ {2}|,,|\bthe the\b/);
  for (const slug of text.match(/[a-z0-9]+(?:-[a-z0-9]+){2,}/g) ?? []) expect(ids).not.toContain(slug);
  for (const row of text.split('\n')) expect(row.length).toBeLessThanOrEqual(80);
  const cited = answer.sections.flatMap(({ lines }) => lines.flatMap(({ citations }) => citations));
  const behind = [...assessment.citations, ...assessment.trace.flatMap(({ citations }) => citations)];
  for (const one of cited) {
    expect(behind.includes(one) || law.includes(JSON.stringify(one))).toBe(true);
    expect(resolveCitation(one)).toMatchObject({ found: true });
  }
  expect(answer.outcome).toBe(assessment.outcome);
  expect(answer.verdict).toMatch(opens[assessment.outcome]);
  for (const outcome of outcomes)
    if (outcome !== assessment.outcome && outcome.startsWith('must'))
      expect(answer.verdict).not.toMatch(opens[outcome]);
  const told = answer.sections.flatMap(({ lines }) => lines.map((one) => one.text));
  if (!assessment.outcome.startsWith('must'))
    for (const one of told)
      if (!duties.some((words) => one.includes(words))) expect(one).not.toMatch(/\bmust\b/);
  const [first] = answer.sections;
  if (assessment.outcome === 'offence') expect(first?.heading).toBe('What appears to have happened');
  else if (section(answer, 'Do you need to share?') !== '')
    expect(first?.heading).toBe('Do you need to share?');
}

describe('the ten examples', () => {
  it.each(examples)('$title', ({ facts, outcome }) => {
    const read = parseFacts(facts);
    expect(assess(read, lawData).outcome).toBe(outcome);
    holds(read);
  });

  it('link every citation in Markdown', () => {
    for (const { facts } of examples) {
      const text = answerMarkdown(answerTo(parseFacts(facts)));
      for (const cited of text.match(/[A-Z]+\d{4}(?:\/\d+)? (?:ss?\.|reg |Sch)[^;)\]]*/g) ?? [])
        expect(text).toMatch(new RegExp(`\\[${cited.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    }
  });
});

describe('every page', () => {
  it.each(Object.entries(shares))('%s: the example of the power', (_, facts) => {
    holds(facts);
  });

  it('is under 400 words, in words, cited, and opens as its outcome, whatever the facts', () => {
    void fc.assert(fc.property(anyFacts, holds), { numRuns: 400 });
  });
});

describe('do you need to share', () => {
  const need = (facts: Facts) => section(answerTo(facts), 'Do you need to share?');
  it.each(['dea2017-s46', 'dea2017-s56', 'dea2017-s64-1', 'dea2017-s79'] as const)(
    'never offers consent for registration, fraud, research or statistics: %s',
    (power) => {
      expect(need(having(shares[power], { 'conditions.consentFeasible': true }))).not.toMatch(/consent/);
    },
  );
  it('offers consent for help, where asking is practicable', () => {
    const facts = having(shares['dea2017-s35'], { 'conditions.consentFeasible': true });
    expect(need(facts)).toMatch(/ask them first/);
    expect(need(having(facts, { 'conditions.consentFeasible': false }))).toMatch(/record why/);
    expect(need(shares['dea2017-s35'])).not.toMatch(/consent/);
  });
  it('is not asked of somebody with a notice to answer', () => {
    expect(need(shares['dea2017-s80-45c'])).toBe('');
  });
});

describe('what may not be done afterwards', () => {
  const bars = (facts: Facts) => section(answerTo(facts), 'What you may not do with it afterwards');
  // ss.41(2)(k), 50(2), 58(2)(k) and 66(7): debt and research have no ground for emergencies.
  it.each([
    ['dea2017-s35', /safeguarding and emergencies/],
    ['dea2017-s48', /safeguarding, but not emergencies/],
    ['dea2017-s56', /safeguarding and emergencies/],
    ['dea2017-s64-1', /but not safeguarding or emergencies/],
    ['dea2017-s74', /^Nothing in the chapter limits/],
    ['dea2017-s46', /no rule on later use/],
  ] as const)('%s: by the grounds of its own chapter', (power, words) => {
    expect(bars(shares[power])).toMatch(words);
  });
  it('leaves only consent for what HM Revenue and Customs disclosed', () => {
    const facts = having(shares['dea2017-s48'], { 'data.source': 'hmrc' });
    expect(bars(facts)).toMatch(/only the consent of the Commissioners for HM Revenue and Customs does/);
  });
});

describe('am I personally at risk', () => {
  const risk = (facts: Facts) => section(answerTo(facts), 'Am I personally at risk?');
  it('says knowing or reckless, and that a mistake is none', () => {
    expect(risk(shares['dea2017-s35'])).toMatch(/knowing .*reckless.* mistake is no offence/);
  });
  it('says strict with a defence for what HM Revenue and Customs disclosed', () => {
    expect(risk(having(shares['dea2017-s35'], { 'data.source': 'hmrc' }))).toMatch(
      /whatever you knew.*defence/,
    );
  });
  it.each(['dea2017-s46', 'dea2017-s79', 'dea2017-s80-45b'] as const)(
    '%s: says that there is none',
    (power) => {
      expect(risk(shares[power])).toMatch(/no offence/);
    },
  );
});

it('says that the law may have changed, for a day after the law data were checked', () => {
  const late = (on: string) =>
    section(answerTo(having(shares['dea2017-s35'], { on })), 'How far to trust this');
  expect(late('2027-03-01')).toMatch(/changes after that day are unknown/);
  expect(late(lawData.checkedTo)).not.toMatch(/unknown/);
});

it('asks for legal confirmation where a body is an agency', () => {
  const facts = having(shares['dea2017-s56'], { from: { organisation: 'dvla' } });
  expect(section(answerTo(facts), 'What you still need')).toMatch(
    /Legal confirmation that the Driver and Vehicle Licensing Agency acts as part of the Department for Transport/,
  );
});

it('names a fact that is not known as a further fact', () => {
  expect(factWords('factors[3].age')).toBe('the age of the person with the disadvantage');
  expect(factWords('nothing.such')).toBe('a further fact');
});
