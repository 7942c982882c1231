import { describe, expect, it } from 'vitest';
import { diffAssessments } from './diff.ts';
import { lawData } from './law-data.ts';
import { type Changes, day, examples, having } from './testing/examples.ts';

const water: Changes = {
  purpose: 'water-special-provision-assistance',
  'conditions.water': { scheme: 'special-provision', inWaterPoverty: false, inSpecialProvisionClass: true },
};
const identity: Changes = {
  from: { organisation: 'hmrc' },
  to: { organisation: 'dwp' },
  objective: 'digital-identity-verification',
  purpose: 'identity-verification',
  factors: undefined,
};

/** The second day is the day of change; the law data's notes and the instruments cited give each. */
const table = [
  {
    says: 'WaterSure classes count for undertakers in England from 24 April 2025',
    facts: having(examples['dea2017-s38'], water),
    days: ['2025-03-01', '2025-05-01'],
    outcomes: ['no-gateway', 'gateway'],
    rule: 'eligible',
    on: '2025-04-24',
    citation: 'DEA2017 s.38(9A)(b)',
  },
  {
    says: 'the identity objective begins on 8 February 2024',
    facts: having(examples['dea2017-s35'], identity),
    days: ['2024-02-07', '2024-02-08'],
    outcomes: ['no-gateway', 'gateway'],
    rule: 'objective',
    on: '2024-02-08',
    citation: 'SI2024/64 reg 3',
  },
  {
    says: 'the energy department takes over its entries on 3 May 2023',
    facts: having(examples['dea2017-s56'], { from: { organisation: 'beis' } }),
    days: ['2023-05-02', '2023-05-03'],
    outcomes: ['gateway', 'no-gateway'],
    rule: 'from-listed',
    on: '2023-05-03',
    citation: 'DEA2017 Sch 8 para 6',
  },
  {
    says: 'what is listed for Northern Ireland is not known from 12 February 2026',
    facts: having(examples['dea2017-s56'], {
      territory: 'NI',
      from: { organisation: 'dfc-ni' },
      to: { organisation: 'hmrc' },
    }),
    days: ['2026-02-11', '2026-02-12'],
    outcomes: ['no-gateway', 'unknown'],
    rule: 'from-listed',
    on: '2026-02-12',
    citation: 'SI2026/126 reg 2',
  },
] as const;

describe('what changed in law between two days', () => {
  it.each(table)('$says', ({ facts, days: [first, second], outcomes, rule, on, citation }) => {
    const found = diffAssessments(facts, day(first), day(second), lawData);
    expect([found.before.outcome, found.after.outcome]).toEqual(outcomes);
    expect(found.rules.map((one) => one.rule)).toContain(rule);
    const change = found.changes.find((one) => one.on === on);
    expect(found.changes.flatMap(({ citations }) => citations)).toContain(citation);
    expect(change).toBeDefined();
  });

  it('finds no change from a day to the same day', () => {
    for (const { facts, days } of table) {
      const on = day(days[1]);
      const found = diffAssessments(facts, on, on, lawData);
      expect(found.rules).toEqual([]);
      expect(found.changes).toEqual([]);
      expect(found.after).toEqual(found.before);
    }
  });

  it('counts a change on the second day, and not on the first', () => {
    const [{ facts }] = table;
    const on = day('2025-04-24');
    const between = (first: string, second: string) =>
      diffAssessments(facts, day(first), day(second), lawData).changes.some((one) => one.on === on);
    expect([between('2025-04-23', '2025-04-24'), between('2025-04-24', '2025-04-25')]).toEqual([true, false]);
  });
});
