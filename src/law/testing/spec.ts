import { describe, expect, it } from 'vitest';
import { assess } from '../assess.ts';
import type { Outcome } from '../assessment.ts';
import type { Facts } from '../facts.ts';
import { lawData } from '../law-data.ts';
import { type Changes, examples, having, type PowerId } from './examples.ts';

/** What is different from the example of the power, what then comes out, and a provision cited for it. */
export type Row = readonly [
  says: string,
  changes: Changes,
  outcome: Outcome,
  citation: string,
  redirect?: string,
];

/** Shares that differ from the example of a power, with the answers that the Act gives. */
export function answers(power: PowerId, rows: readonly Row[]): void {
  describe(`${power}: answers`, () => {
    it.each(rows.map((row) => ({ row, says: row[0] })))('$says', ({ row }) => {
      const [, changes, outcome, citation, redirect] = row;
      const found = assess(having(examples[power], changes), lawData);
      expect(found.outcome).toBe(outcome);
      expect(found.citations).toContain(citation);
      if (redirect !== undefined) expect(found.redirect).toBe(redirect);
    });
  });
}

/**
 * One rule in the three ways: the changes with which it fails and what is then cited; and the fact that it asks for,
 * which is taken away. `asks` is the path named as missing, when that is not the path taken away.
 */
export interface ThreeWays {
  readonly rule: string;
  readonly fails?: readonly [Changes, string];
  readonly unsaid?: string;
  readonly asks?: string;
}

/** Every rule of a power: met on the example, not met, and not said. The ids are in the order of the lawyer's questions. */
export function rulesOf(power: PowerId, rows: readonly ThreeWays[]): void {
  const example: Facts = examples[power];
  const found = (facts: Facts, rule: string) => {
    const answer = assess(facts, lawData);
    return { answer, finding: answer.trace.find((one) => one.rule === rule) };
  };
  describe(`${power}: rules`, () => {
    it('are met on the example, in the order in which a lawyer would ask', () => {
      const { trace, missing } = assess(example, lawData);
      expect(trace.map(({ rule, met }) => [rule, met])).toEqual(
        rows.filter(({ rule }) => !bars.has(rule)).map(({ rule }) => [rule, true]),
      );
      expect(missing).toEqual([]);
    });
    it.each(rows.filter(({ fails }) => fails !== undefined))('$rule: not met', ({ rule, fails }) => {
      const [changes, citation] = fails ?? [{}, ''];
      const { answer, finding } = found(having(example, changes), rule);
      expect(finding?.met).toBe(false);
      expect(answer.outcome).toBe('no-gateway');
      expect(answer.citations).toContain(citation);
      expect(answer.text.join(' ')).toContain(finding?.says);
    });
    it.each(rows.filter(({ unsaid }) => unsaid !== undefined))(
      '$rule: not said',
      ({ rule, unsaid = '', asks = unsaid }) => {
        const { answer, finding } = found(having(example, { [unsaid]: undefined }), rule);
        if (bars.has(rule)) {
          expect(answer.assumed).toContain(unsaid);
          expect(finding).toBeUndefined();
          return;
        }
        expect(finding?.met).toBe('unknown');
        expect(answer.outcome).toBe('unknown');
        expect(answer.missing).toContain(asks);
      },
    );
  });
}

/** Findings only where they are alleged. */
const bars = new Set(['data-protection', 'investigatory-powers', 'national-security']);

/** The two bars with which most powers end, and what is cited for each. */
export const barsOf = (dataProtection: string, investigatoryPowers: string): readonly ThreeWays[] => [
  {
    rule: 'data-protection',
    fails: [{ 'conditions.dpLawBreach': true }, dataProtection],
    unsaid: 'conditions.dpLawBreach',
  },
  {
    rule: 'investigatory-powers',
    fails: [{ 'data.ipaBarred': true }, investigatoryPowers],
    unsaid: 'data.ipaBarred',
  },
];

/** A body by its name in the law data. */
export const org = (organisation: string) => ({ organisation });

/** A company that provides services to a body of the class. */
export const firm = (of: string, withinService?: boolean) => ({
  class: 'private-company',
  capacity: 'provider-to',
  of,
  ...(withinService === undefined ? {} : { withinService }),
});
