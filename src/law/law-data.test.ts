import { describe, expect, it } from 'vitest';
import { canonicalise, isStileError, parseStrict } from '#kernel';
import { assess } from './assess.ts';
import type { Facts } from './facts.ts';
import { lawData, lawDataDigest, parseLawData } from './law-data.ts';
import { examples } from './testing/examples.ts';

const again = () => parseStrict(canonicalise(lawData)) as Record<string, unknown>;

describe('law data', () => {
  it('come back from JSON with the same digest', () => {
    expect(lawDataDigest(parseLawData(again()))).toBe(lawDataDigest(lawData));
  });

  it('with a fact that this version does not know give the same answers and another digest', () => {
    const newer = parseLawData({ ...again(), newlyKnown: { since: '2027-01-01' } });
    for (const facts of Object.values(examples)) expect(assess(facts, newer)).toEqual(assess(facts, lawData));
    expect(lawDataDigest(newer)).not.toBe(lawDataDigest(lawData));
  });

  it('of another format are refused', () => {
    try {
      parseLawData({ ...again(), format: 'stile-law-data/2' });
      expect.fail('they were read');
    } catch (error) {
      expect(isStileError(error, 'LAW_DATA_INVALID')).toBe(true);
    }
  });

  it('cite and date every paragraph', () => {
    for (const { schedule, number, citation, inForce } of lawData.paragraphs) {
      expect(citation).toBe(`DEA2017 Sch ${schedule} para ${number}`);
      expect(inForce.length).toBeGreaterThan(0);
    }
  });

  it('hold each paragraph once on any one day in any one territory', () => {
    const periods = lawData.paragraphs.flatMap(({ citation, inForce }) =>
      inForce.flatMap(({ territories, from, to }) =>
        territories.map((one) => ({ key: `${citation} ${one}`, from, to: to ?? '9999-12-31' })),
      ),
    );
    periods.sort((a, b) => (a.key === b.key ? (a.from < b.from ? -1 : 1) : a.key < b.key ? -1 : 1));
    for (const [at, one] of periods.entries()) {
      const next = periods[at + 1];
      if (next?.key === one.key) expect(one.to < next.from, one.key).toBe(true);
    }
  });

  it('name only classes, paragraphs and powers that they have', () => {
    const classes = new Set(lawData.classes.map(({ id }) => id));
    const named = [
      ...lawData.paragraphs.flatMap((one) => [one.class, one.possibleSuccessor?.class]),
      ...lawData.organisations.flatMap((one) => one.classes),
      ...lawData.powers.flatMap((one) => [
        ...(one.disclosers ?? []),
        ...(one.recipients ?? []).map((each) => each.class),
        ...(one.suppliers ?? []).map((each) => each.class),
        ...(one.undertakers ?? []).map((each) => each.class),
      ]),
      ...lawData.exceptions.flatMap((one) => one.revenue.map((each) => each.class)),
    ];
    for (const one of named) if (one !== undefined) expect(classes).toContain(one);
    const paragraphs = new Set(
      lawData.paragraphs.filter((one) => one.schedule === 4).map((one) => one.number),
    );
    for (const { allocation } of lawData.objectives)
      for (const one of [...allocation.paragraphs, ...allocation.uncertain.map((each) => each.paragraph)])
        expect(paragraphs).toContain(one);
    const powers = new Set(lawData.powers.map(({ id }) => id));
    for (const { powers: of, revenue } of lawData.exceptions)
      for (const one of [...of, ...revenue.flatMap((each) => each.appliesTo)]) expect(powers).toContain(one);
    const organisations = new Set(lawData.organisations.map(({ id }) => id));
    for (const { agencyOf } of lawData.organisations)
      if (agencyOf !== undefined) expect(organisations).toContain(agencyOf);
  });
});

describe('facts', () => {
  it('with a member that no rule reads are refused', () => {
    try {
      assess({ weather: 'cold' } as Facts, lawData);
      expect.fail('they were read');
    } catch (error) {
      expect(isStileError(error, 'LAW_FACTS_INVALID')).toBe(true);
    }
  });
});
