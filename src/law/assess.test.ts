import { describe, expect, it } from 'vitest';
import { parseDate } from '#kernel';
import { assess } from './assess.ts';
import type { Facts } from './facts.ts';
import { lawData } from './law-data.ts';
import { type Changes, examples, having, type PowerId } from './testing/examples.ts';

const warmHome = examples['dea2017-s36'];
const of = (changes: Changes, facts: Facts = warmHome) => assess(having(facts, changes), lawData);

describe('an answer', () => {
  it.each<readonly [Changes, string]>([
    [{ on: undefined }, 'on'],
    [{ territory: undefined }, 'territory'],
    [{ purpose: undefined }, 'purpose'],
    [{ from: undefined }, 'from.class'],
    [{ from: { organisation: 'nobody-knows-them' } }, 'from.class'],
    [{ from: { class: 'provider' } }, 'from.of'],
    [{ from: { class: 'dragon' } }, 'from.class'],
    [{ from: { organisation: 'x', capacity: 'provider-to', of: 'nobody' } }, 'from.of'],
    [{ from: { organisation: 'x', capacity: 'provider-to', of: 'dwp' } }, 'from.withinService'],
    [{ to: undefined }, 'to.class'],
    [{ 'conditions.energy.scheme': undefined }, 'conditions.energy.scheme'],
    [{ 'conditions.energy.recipientLicensed': undefined }, 'conditions.energy.recipientLicensed'],
    [{ laterUse: { ground: 'safeguarding' } }, 'laterUse.kind'],
    [{ laterUse: { kind: 'onward' } }, 'laterUse.ground'],
    [{ power: 'dea2017-s99' }, 'power'],
  ])('is never a guess: with %j it is unknown and names the fact', (changes, missing) => {
    const found = of(changes);
    expect(found.outcome).toBe('unknown');
    expect(found.missing).toContain(missing);
    expect(found.citations).not.toEqual([]);
  });

  it('names every fact that is missing when nothing is given but the power', () => {
    expect(assess({ power: 'dea2017-s36' }, lawData)).toMatchObject({
      outcome: 'unknown',
      missing: ['on', 'territory', 'from.class', 'to.class', 'purpose', 'conditions.energy.scheme'],
    });
  });

  it('to no facts at all is unknown', () => {
    expect(assess({}, lawData)).toMatchObject({ outcome: 'unknown' });
    expect(assess({ laterUse: { kind: 'use' } }, lawData)).toMatchObject({
      outcome: 'unknown',
      missing: ['power'],
    });
  });

  it('of yes rests on every provision that was tried, with one finding for each', () => {
    const found = of({});
    expect(found.citations).toEqual([
      'DEA2017 s.36(1)',
      'DEA2017 s.119(2)',
      'DEA2017 s.36(4)',
      'DEA2017 Sch 5 para 2',
      'DEA2017 s.36(11)',
      'DEA2017 s.36(1)(b)',
      'DEA2017 s.36(2)',
      'DEA2017 s.36(3)',
      'DEA2017 s.36(3)(a)',
    ]);
    expect(found).toMatchObject({ power: 'dea2017-s36', missing: [], sureness: 'H' });
    expect(found.text).toEqual(['The law allows this. It does not require it.']);
  });

  it('of no rests on the tests that fail only, and says why', () => {
    const found = of({ from: { organisation: 'dfe' } });
    expect(found.citations).toEqual(['DEA2017 s.36(4)', 'DEA2017 s.36(1)']);
    expect(found.text).toEqual([
      'The law does not allow this.',
      'The Department for Education is not listed in Schedule 5 on that day. (DEA2017 s.36(4))',
    ]);
  });

  it('of unknown rests on what is not known only', () => {
    const found = of({ from: { organisation: 'nobody-knows-them' } });
    expect(found.citations).toEqual(['DEA2017 s.36(4)']);
    expect(found.text).toEqual([
      'The facts given do not settle the question.',
      'It is not known what kind of body “nobody knows them” is. (DEA2017 s.36(4))',
    ]);
  });

  it('finds what can be found without the day or the territory, and leaves the rest open', () => {
    const mets = (changes: Changes) => of(changes).trace.map(({ met }) => met);
    expect(mets({ on: undefined })).toEqual(['unknown', 'unknown', true, true, 'unknown']);
    expect(mets({ territory: undefined })).toEqual(['unknown', 'unknown', true, true, true]);
  });

  it('says how sure the data are of what it rests on', () => {
    expect(of({}).sureness).toBe('H');
    expect(of({ from: { organisation: 'voa' } }).sureness).toBe('M');
    expect(of({ on: '2020-01-01', from: { organisation: 'beis' } }).sureness).toBe('M');
  });

  it('says to which day the data were checked, and warns after it', () => {
    const warning = 'The law data are checked to 3 June 2025: check what has changed since.';
    expect(of({}).checkedTo).toBe('2025-06-03');
    expect(of({ on: '2025-06-03' }).text).not.toContain(warning);
    expect(of({ on: '2025-06-04' }).text).toContain(warning);
  });

  it('names what was taken as not alleged', () => {
    const { assumed } = of({ 'readiness.dpia': true, 'conditions.dpLawBreach': false });
    expect(new Set(assumed).size).toBe(assumed.length);
    expect(assumed.every((one) => typeof one === 'string')).toBe(true);
    expect(assumed).toContain('data.ipaBarred');
    expect(assumed).toContain('readiness.agreement');
    expect(assumed).not.toContain('readiness.dpia');
    expect(assumed).not.toContain('conditions.dpLawBreach');
  });

  it('cites no paragraph of another schedule', () => {
    const elsewhere = lawData.paragraphs
      .filter(({ schedule }) => schedule === 5)
      .map((one) => ({ ...one, schedule: 6, class: 'sos-education', citation: 'DEA2017 Sch 6 para 1' }));
    const more = { ...lawData, paragraphs: [...lawData.paragraphs, ...elsewhere] };
    const unlisted = having(warmHome, { from: { organisation: 'dfe' } });
    expect(assess(unlisted, more)).toEqual(assess(unlisted, lawData));
  });

  it('is unknown for a power without its rules on later use', () => {
    const later = having(warmHome, { laterUse: { kind: 'use', ground: 'other' } });
    expect(assess(later, { ...lawData, exceptions: [] })).toMatchObject({
      outcome: 'unknown',
      missing: ['power'],
    });
  });
});

describe('precedence', () => {
  const fails: Changes = { from: { organisation: 'dcms' } };
  const missing: Changes = { factors: undefined };
  const unsettled: Changes = { 'data.heldFor': 'health' };
  const notReady: Changes = { 'readiness.dpia': false };
  it.each([
    ['a failing test beats a missing fact', { ...fails, ...missing }, 'no-gateway'],
    ['a failing test beats unsettled law', { ...fails, ...unsettled }, 'no-gateway'],
    ['a failing test beats a missing step', { ...fails, ...notReady }, 'no-gateway'],
    ['a missing fact beats unsettled law', { ...missing, ...unsettled }, 'unknown'],
    ['a missing fact beats a missing step', { ...missing, ...notReady }, 'unknown'],
    ['unsettled law beats a missing step', { ...unsettled, ...notReady }, 'escalate'],
    ['a missing step beats a plain yes', notReady, 'not-ready'],
  ])('%s', (_, changes, outcome) => expect(of(changes, examples['dea2017-s35']).outcome).toBe(outcome));

  /* What fails on every day and everywhere fails although the day and the territory are not said. */
  const noDay: Changes = { on: undefined };
  const nowhere: Changes = { territory: undefined };
  it.each<readonly [string, PowerId, Changes, string, string]>([
    [
      'a power that never reaches there',
      'dea2017-s36',
      { ...noDay, territory: 'NI' },
      'no-gateway',
      'DEA2017 s.119(2)',
    ],
    [
      'a power that may reach there',
      'dea2017-s48',
      { ...noDay, territory: 'NI' },
      'unknown',
      'DEA2017 s.48(1)',
    ],
    [
      'a day before it began anywhere',
      'dea2017-s36',
      { ...nowhere, on: '2018-04-30' },
      'no-gateway',
      'DEA2017 s.36(1)',
    ],
    ['a day on which it had begun somewhere', 'dea2017-s48', nowhere, 'unknown', 'DEA2017 s.48(1)'],
    [
      'a body that was never listed',
      'dea2017-s48',
      { ...noDay, from: { class: 'sos-defence' } },
      'no-gateway',
      'DEA2017 s.48(4)',
    ],
    [
      'a body that was listed later',
      'dea2017-s48',
      { ...nowhere, on: '2022-03-15', from: { class: 'sepa' } },
      'no-gateway',
      'DEA2017 Sch 7 para 27',
    ],
    [
      'a body that was listed once',
      'dea2017-s56',
      { ...noDay, from: { class: 'hefce' } },
      'unknown',
      'DEA2017 s.56(5)',
    ],
    [
      'a body whose list was not read',
      'dea2017-s56',
      { ...noDay, from: { class: 'ni-department' } },
      'unknown',
      'DEA2017 s.56(5)',
    ],
    [
      'an entry that may have passed on',
      'dea2017-s56',
      { ...noDay, from: { class: 'sos-fcdo' } },
      'unknown',
      'DEA2017 s.56(5)',
    ],
    [
      'an objective that never reaches there',
      'dea2017-s35',
      { ...noDay, territory: 'NI' },
      'no-gateway',
      'SI2018/912 reg 1(3)',
    ],
    [
      'a day before the objective',
      'dea2017-s35',
      { ...nowhere, on: '2018-07-18' },
      'no-gateway',
      'SI2018/912 Sch para 2',
    ],
    [
      'a body that no entry names for it',
      'dea2017-s35',
      { ...noDay, from: { class: 'gema' } },
      'no-gateway',
      'DEA2017 Sch 4 para 26',
    ],
    [
      'a body of which it is not settled',
      'dea2017-s35',
      { ...noDay, from: { class: 'combined-county-authority' } },
      'unknown',
      'DEA2017 s.35(1)',
    ],
    [
      'people who are eligible on no day',
      'dea2017-s38',
      {
        ...noDay,
        'conditions.water': {
          scheme: 'social-tariff',
          inWaterPoverty: false,
          inSpecialProvisionClass: false,
        },
      },
      'no-gateway',
      'DEA2017 s.38(2)',
    ],
  ])('%s', (_, power, changes, outcome, citation) => {
    const found = of(changes, examples[power]);
    expect(found.outcome).toBe(outcome);
    expect(found.citations).toContain(citation);
  });
});

describe('readiness', () => {
  it.each([
    ['codeInForce', 'The code of practice has not been issued.'],
    ['agreement', 'There is no signed information sharing agreement.'],
    ['dpia', 'There is no data protection impact assessment.'],
    ['securityPlan', 'There is no agreed security plan.'],
    ['registerEntry', 'The share is not in the public register.'],
    ['businessCase', 'The business case is not accepted.'],
  ])('wants the step %s of the code of practice, once it is said to be missing', (step, says) => {
    const found = of({ [`readiness.${step}`]: false });
    expect(found.outcome).toBe('not-ready');
    expect(found.citations).toEqual(['DEA2017 s.36(1)', 'DEA2017 s.43(3)', 'CODE']);
    expect(found.text.join(' ')).toContain(says);
    expect(of({ [`readiness.${step}`]: true }).outcome).toBe('gateway');
    expect(of({}).assumed).toContain(`readiness.${step}`);
  });
});

describe('a redirect', () => {
  it('names another power that would allow it', () => {
    expect(of({ power: 'dea2017-s37' })).toMatchObject({ outcome: 'no-gateway', redirect: 'dea2017-s36' });
  });
  it('also where that power still wants a step of the code', () => {
    expect(of({ power: 'dea2017-s37', 'readiness.dpia': false }).redirect).toBe('dea2017-s36');
  });
  it('is not given where the answer is yes, where no power fits, or for a later use', () => {
    expect(of({})).not.toHaveProperty('redirect');
    expect(of({ power: 'dea2017-s37', purpose: 'marketing' })).not.toHaveProperty('redirect');
    expect(of({ laterUse: { kind: 'use', ground: 'other' } })).not.toHaveProperty('redirect');
  });
});

describe('where no power is named', () => {
  it.each(Object.entries(examples).map(([power, facts]) => ({ power, facts })))(
    'the answer to the example of $power is no less',
    ({ facts }) => {
      const { power: _, ...unnamed } = facts;
      expect(assess(unnamed, lawData).outcome).toBe(assess(facts, lawData).outcome);
    },
  );
  it.each([
    ['dea2017-s48', { 'conditions.debt.overdue': false }],
    ['dea2017-s56', { 'conditions.fraud.lossOrRisk': 'neither' }],
    ['dea2017-s38', { 'conditions.water.scheme': 'none' }],
  ] as const)('and none allows it, the power of which fewest tests fail answers (%s)', (power, changes) => {
    expect(of({ power: undefined, ...changes }, examples[power]).power).toBe(power);
  });
  it('a later use is judged by the power that would have allowed the share', () => {
    const later = having(warmHome, {
      power: undefined,
      laterUse: { kind: 'onward', ground: 'safeguarding' },
    });
    expect(assess(later, lawData)).toMatchObject({ outcome: 'gateway', power: 'dea2017-s36' });
  });
});

describe('a question that names no power, and that no power allows', () => {
  it('is answered for the power that has the purpose', () => {
    const { power, outcome } = assess(
      {
        on: parseDate('2025-03-01'),
        territory: 'E',
        from: { organisation: 'dwp' },
        to: { organisation: 'thames-water' },
        purpose: 'water-special-provision-assistance',
        conditions: {
          water: { scheme: 'special-provision', inWaterPoverty: false, inSpecialProvisionClass: true },
        },
      },
      lawData,
    );
    expect({ power, outcome }).toEqual({ power: 'dea2017-s38', outcome: 'no-gateway' });
  });
});
