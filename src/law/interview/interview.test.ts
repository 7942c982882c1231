import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '#kernel';
import { assess } from '../assess.ts';
import { type BodyFacts, type Facts, factsSchema } from '../facts.ts';
import { lawData } from '../law-data.ts';
import { examples } from '../testing/examples.ts';
import type { Answer, Ask } from './ask.ts';
import { askAt, asks, asksFor } from './asks.ts';
import { factAt } from './fact-paths.ts';
import { nextQuestion, withAnswer } from './index.ts';

const MOST_QUESTIONS = 25;

/** Puts the questions until there are none; an answer of `undefined` is “I don’t know”. */
function interview(answerTo: (ask: Ask) => Answer | undefined, start: Facts = {}) {
  const dontKnow = new Set<string>();
  const asked: string[] = [];
  let facts = start;
  for (let ask = nextQuestion(facts, dontKnow, lawData); ask; ask = nextQuestion(facts, dontKnow, lawData)) {
    asked.push(ask.path);
    if (asked.length > 2 * MOST_QUESTIONS) break;
    const answer = answerTo(ask);
    if (answer === undefined) dontKnow.add(ask.path);
    else facts = withAnswer(facts, ask, answer);
  }
  return { facts, asked, dontKnow, outcome: assess(facts, lawData).outcome };
}

const bodyIds = [...lawData.organisations.map(({ id }) => id)];
const classIds = lawData.classes.map(({ id }) => id);

/** Any answer to a question, drawn by a number. */
function anyAnswer(ask: Ask, n: number): Answer {
  const at = <T>(list: readonly T[]): T => list[n % list.length] as T;
  switch (ask.kind) {
    case 'choice':
      return { kind: 'choice', choice: at(ask.choices) };
    case 'several':
      return { kind: 'several', chosen: ask.choices.filter((_, i) => (n >> i) % 2 === 1) };
    case 'date':
      return { kind: 'date', date: parseDate(at(['2017-01-01', '2018-09-13', '2025-03-01', '2026-03-01'])) };
    case 'number':
      return { kind: 'number', number: ask.least + (n % (ask.most - ask.least + 1)) };
    default:
      if (ask.among === 'classes') return { kind: 'body', body: { class: at(classIds) } };
      return {
        kind: 'body',
        body: n % 5 === 0 ? { organisation: 'nobody-knows' } : { organisation: at(bodyIds) },
      };
  }
}

/** Answers as a full set of facts would give them; “I don’t know” where it says nothing. */
const answersOf =
  (truth: Facts) =>
  (ask: Ask): Answer | undefined => {
    const value = factAt(truth, ask.path);
    switch (ask.kind) {
      case 'choice': {
        const later = ask.choices.find(
          ({ path, value }) => path === 'laterUse.kind' && value === truth.laterUse?.kind,
        );
        if (later !== undefined) return { kind: 'choice', choice: later };
        const choice = ask.choices.find((one) => {
          const said = factAt(truth, one.path ?? ask.path);
          return JSON.stringify(said) === JSON.stringify(one.value);
        });
        return choice && { kind: 'choice', choice };
      }
      case 'several': {
        if (ask.choices.some(({ path }) => path !== undefined)) {
          const chosen = ask.choices.filter((one) => factAt(truth, one.path ?? '') === true);
          return chosen.length > 0 ? { kind: 'several', chosen } : undefined;
        }
        const ids = truth.factors?.map(({ id }) => id);
        return (
          ids && {
            kind: 'several',
            chosen: ask.choices.filter((one) => ids.includes((one.value as { id: string }).id)),
          }
        );
      }
      case 'date':
        return typeof value === 'string' ? { kind: 'date', date: parseDate(value) } : undefined;
      case 'number':
        return typeof value === 'number' ? { kind: 'number', number: value } : undefined;
      default:
        if (value === undefined) return undefined;
        if (typeof value === 'string')
          return {
            kind: 'body',
            body: lawData.organisations.some(({ id }) => id === value)
              ? { organisation: value }
              : { class: value },
          };
        return { kind: 'body', body: value as BodyFacts };
    }
  };

const draws = fc.infiniteStream(fc.nat(1 << 14));

/** Facts put together from answers to any questions, in the order of the table. */
function factsFrom(next: () => number, start: Facts, answered: (n: number) => boolean): Facts {
  let facts = start;
  for (const path of Object.keys(asks)) {
    const ask = askAt(path.replace('[]', '[0]'), facts, lawData);
    const n = next();
    if (ask === undefined || !answered(n) || (path.startsWith('factors[]') && facts.factors?.length === 0))
      continue;
    if (ask.path.startsWith('factors[0]') && facts.factors === undefined) continue;
    facts = withAnswer(facts, ask, anyAnswer(ask, n));
  }
  return facts;
}

const powers = lawData.powers.map(({ id }) => id);
const someFacts = fc
  .record({ numbers: draws, power: fc.option(fc.constantFrom(...powers)), unplaced: fc.boolean() })
  .map(({ numbers, power, unplaced }) =>
    factsFrom(
      () => numbers.next().value,
      {
        ...(power !== null && { power }),
        ...(unplaced && { factors: [{ id: 'not-in-education-or-training' }, { id: 'unemployment' }] }),
      },
      (n) => n % 3 > 0,
    ),
  );

/** Shares that may well be allowed, with some facts of others; whoever is named acts on their own account. */
const wholeFacts = fc
  .record({ numbers: draws, example: fc.constantFrom(...Object.values(examples)), later: fc.boolean() })
  .map(({ numbers, example, later }): Facts => {
    const next = () => numbers.next().value;
    const { laterUse, power, ...other } = factsFrom(next, {}, () => true);
    const { power: examplePower, ...whole } = example;
    const keep = ([name]: readonly [string, unknown]) => next() % 4 > 0 || name === 'on';
    const facts: Facts = { ...other, ...Object.fromEntries(Object.entries(whole).filter(keep)) };
    const who = (body: BodyFacts = {}): BodyFacts =>
      body.organisation === undefined
        ? { class: body.class ?? 'charity' }
        : { organisation: body.organisation };
    const named: Facts = { ...facts, from: who(facts.from), to: who(facts.to) };
    if (!later || laterUse === undefined) return named;
    // Who disclosed it first is not asked of a later use; from whom it came is.
    const { from: _, to: __, ...rest } = named;
    return { ...rest, subjects: 'person', power: examplePower, laterUse };
  });

describe('the interview', () => {
  it('ends within 25 questions and never asks one twice, whatever is answered', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.record({ know: fc.integer({ min: 0, max: 3 }), n: fc.nat(1 << 14) })),
        (draws) => {
          const { asked } = interview((ask) => {
            const { know, n } = draws.next().value;
            return know === 0 ? undefined : anyAnswer(ask, n);
          });
          expect(asked.length).toBeLessThanOrEqual(MOST_QUESTIONS);
          expect(new Set(asked).size).toBe(asked.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('has a question for every fact that an assessment can name as missing, and only answers that are facts', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        expect(factsSchema.safeParse(facts).error).toBeUndefined();
        for (const missing of assess(facts, lawData).missing)
          expect(asksFor(missing).some((path) => path.replace(/\[\d+\]/g, '[]') in asks)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('leaves nothing unasked that would have changed the outcome', () => {
    fc.assert(
      fc.property(wholeFacts, (truth) => {
        const { facts, outcome } = interview(answersOf(truth));
        // A notice names its section: the question is then about that power.
        const whole = { ...truth, ...(facts.power !== undefined && { power: facts.power }) };
        const right = assess(whole, lawData).outcome;
        // Where it is not known what a body is, nothing more is asked, also if something else would have settled it.
        const strange = [facts.from, facts.to].some((one) => one?.organisation === 'nobody-knows');
        const likely = outcome === 'unknown' && (strange || right === 'no-gateway') ? 'unknown' : right;
        expect({ outcome, facts }).toEqual({ outcome: likely, facts });
      }),
      { numRuns: 50 },
    );
  });

  it('ends soon when nothing is known', () => {
    const { asked, outcome } = interview(() => undefined);
    expect(asked).toEqual(['purpose', 'from']);
    expect(outcome).toBe('unknown');
  });

  it.each(Object.entries(examples))('comes to the answer of the example of %s', (_, { power, ...truth }) => {
    const { outcome, asked } = interview(answersOf(truth));
    expect(outcome).toBe(assess(truth, lawData).outcome);
    expect(asked.length).toBeLessThanOrEqual(18);
  });
});
