import { describe, expect, it } from 'vitest';
import { lawData, parseLawData } from '#law';
import { problemsOf } from '../compile.ts';
import { changed, refusalsOf } from '../sample.ts';

type Draft = Parameters<Parameters<typeof changed>[0]>[0];

const party = (draft: Draft, i: number) => draft.parties[i] ?? expect.fail('no such party');

/** The sample as a share under other powers: the department, and bodies of one kind in place of the suppliers. */
function share(
  draft: Draft,
  to: string,
  back: string,
  body: Draft['parties'][number]['body'],
  more: Partial<Draft['powers'][number]> & { purpose: string },
): void {
  const { purpose, ...clause } = more;
  for (const one of draft.parties.slice(1)) one.body = body;
  for (const power of draft.powers) {
    power.power = power.power === 'dea2017-s36' ? to : back;
    Object.assign(power, { conditions: {} }, clause);
  }
  draft.purpose.code = purpose;
  for (const output of draft.outputs) output.purpose = purpose;
}

const approved = { reference: 'DEA/D/1', on: '2026-10-01', as: 'pilot', ends: '2027-12-31' } as const;
const council = { organisation: 'preston-city-council' };
const overdue = { debt: { overdue: true, owedTo: 'public-authority' } } as const;
const water = {
  water: { scheme: 'social-tariff', undertakerArea: 'england', inWaterPoverty: true },
} as const;
const childcare = 'scottish-early-learning-and-childcare';

type Change = (draft: Draft) => void;
const lawfully: readonly (readonly [string, Change])[] = [
  [
    'section 35, two public bodies allocated to one objective',
    (draft) =>
      share(draft, 'dea2017-s35', 'dea2017-s35', council, {
        purpose: 'fuel-poverty-assistance',
        objective: 'fuel-poverty',
      }),
  ],
  [
    'section 35 with two disadvantages named',
    (draft) =>
      share(draft, 'dea2017-s35', 'dea2017-s35', council, {
        purpose: 'multiple-disadvantages-support',
        objective: 'multiple-disadvantages',
        disadvantages: [{ id: 'unemployment' }, { id: 'homelessness' }],
      }),
  ],
  [
    'sections 38 and 39, a water company',
    (draft) =>
      share(
        draft,
        'dea2017-s38',
        'dea2017-s39',
        { organisation: 'thames-water' },
        { purpose: 'water-poverty-assistance', conditions: water, territory: ['E'] },
      ),
  ],
  [
    'section 48 with an approved pilot',
    (draft) => {
      share(draft, 'dea2017-s48', 'dea2017-s48', council, {
        purpose: 'collect-public-debt',
        conditions: overdue,
      });
      draft.readiness.approval = approved as unknown as NonNullable<Draft['readiness']['approval']>;
    },
  ],
];

const refused: readonly (readonly [string, Change, RegExp])[] = [
  [
    'an objective that is not specified for a party',
    (draft) =>
      share(draft, 'dea2017-s35', 'dea2017-s35', council, {
        purpose: 'scottish-elc-contact',
        objective: childcare,
      }),
    /is listed, but “Scottish early learning and childcare” is not specified for it\. \(DEA2017 s\.35\(1\)\)/,
  ],
  [
    'several disadvantages that are not named',
    (draft) =>
      share(draft, 'dea2017-s35', 'dea2017-s35', council, {
        purpose: 'multiple-disadvantages-support',
        objective: 'multiple-disadvantages',
      }),
    /It is not said which disadvantages are present\. \(SI2018\/912 Sch para 2\(2\)\)/,
  ],
  [
    'debt without a current approval',
    (draft) =>
      share(draft, 'dea2017-s48', 'dea2017-s48', council, {
        purpose: 'collect-public-debt',
        conditions: overdue,
      }),
    /No approved pilot covers it\. \(DEA2017 s\.52\(3\)\)/,
  ],
  [
    'a pilot that ends before the agreement does',
    (draft) => {
      share(draft, 'dea2017-s48', 'dea2017-s48', council, {
        purpose: 'collect-public-debt',
        conditions: overdue,
      });
      draft.readiness.approval = { ...approved, ends: '2027-01-31' } as unknown as NonNullable<
        Draft['readiness']['approval']
      >;
    },
    /The approved pilot ended on 31 January 2027/,
  ],
  [
    'records held for health services, under section 35',
    (draft) => {
      share(draft, 'dea2017-s35', 'dea2017-s35', council, {
        purpose: 'fuel-poverty-assistance',
        objective: 'fuel-poverty',
      });
      for (const input of draft.inputs) input.heldFor = 'health';
    },
    /The law is not settled\. A lawyer must decide\./,
  ],
  [
    'a department listed for some functions only, when it is not said that the records are held for them',
    (draft) => {
      share(draft, 'dea2017-s35', 'dea2017-s35', council, {
        purpose: 'fuel-poverty-assistance',
        objective: 'fuel-poverty',
      });
      party(draft, 0).body = { organisation: 'dbt' };
    },
    /is listed for some functions only/,
  ],
];

describe('the compiler asks the law data about every power', () => {
  it.each(lawfully)('lets a share be lawful under %s', (_, change) => {
    expect(refusalsOf(change).filter(({ code }) => code === 'AGREEMENT_LAW_REFUSES')).toEqual([]);
  });

  it.each(refused)('refuses, in the words of the assessment, %s', (_, change, words) => {
    const problems = refusalsOf(change).filter(({ code }) => code === 'AGREEMENT_LAW_REFUSES');
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) expect(message).toMatch(words);
  });

  it('says a refusal once, not once for each territory', () => {
    const problems = refusalsOf((draft) => {
      party(draft, 0).body = { organisation: 'dfe' };
    });
    const messages = problems.map(({ message, clause }) => `${clause}: ${message}`);
    expect(new Set(messages).size).toBe(messages.length);
  });

  it('looks at each day between the first and the last on which the law changes', () => {
    const agreement = changed(() => {});
    const { start, end } = agreement.time;
    expect(start < '2027-01-15' && '2027-01-20' < (end ?? '')).toBe(true);
    const interrupted = parseLawData({
      ...lawData,
      powers: lawData.powers.map((power) =>
        power.id === 'dea2017-s36'
          ? {
              ...power,
              inForce: [
                { territories: ['E', 'W', 'S'], from: '2018-05-01', to: '2027-01-14' },
                { territories: ['E', 'W', 'S'], from: '2027-01-21' },
              ],
            }
          : power,
      ),
    });
    const [problem] = problemsOf(agreement, interrupted);
    expect(problem?.code).toBe('AGREEMENT_LAW_REFUSES');
    expect(problem?.message).toContain('2027-01-15');
    expect(problemsOf(agreement, lawData)).toEqual([]);
  });
});
