import { describe, expect, it } from 'vitest';
import { canonicalise, isStileError, parseDate, parseStrict } from '#kernel';
import { assess } from './assess.ts';
import { covers, listing } from './bodies.ts';
import type { Facts } from './facts.ts';
import { lawData, lawDataDigest, parseLawData } from './law-data.ts';

/** A share that the law allows: the Warm Home Discount, as in section 36(3)(a). */
const allowed: Facts = {
  on: parseDate('2025-03-01'),
  territory: 'E',
  from: { organisation: 'dwp' },
  to: { class: 'licensed-electricity-supplier' },
  power: 'dea2017-s36',
  purpose: 'fuel-poverty-assistance',
  subjects: 'person',
  conditions: { energy: { scheme: 'support-scheme', fuel: 'electricity', recipientLicensed: true } },
  data: { categories: ['eligibility-flag'], identifiable: true, source: 'other', heldFor: 'other' },
};
const energy = (more: object): NonNullable<Facts['conditions']> => ({
  energy: { ...allowed.conditions?.energy, ...more },
});
const without = (member: keyof Facts): Facts => {
  const { [member]: _, ...rest } = allowed;
  return rest;
};
const onward = (more: object): NonNullable<Facts['laterUse']> => ({
  kind: 'onward',
  ground: 'other',
  ...more,
});

describe('sections 36 and 37', () => {
  it.each<readonly [string, Facts, string, string]>([
    ['a listed department and a licensed supplier', allowed, 'gateway', 'DEA2017 Sch 5 para 2'],
    ['before commencement', { ...allowed, on: parseDate('2018-04-30') }, 'no-gateway', 'DEA2017 s.36(1)'],
    ['on the day of commencement', { ...allowed, on: parseDate('2018-05-01') }, 'gateway', 'DEA2017 s.36(1)'],
    ['in Northern Ireland', { ...allowed, territory: 'NI' }, 'no-gateway', 'DEA2017 s.119(2)'],
    [
      'the Ofgem price cap a day before it was added',
      {
        ...allowed,
        on: parseDate('2018-07-18'),
        conditions: energy({ scheme: 'price-restriction-electricity' }),
      },
      'no-gateway',
      'SI2018/912 reg 3',
    ],
    [
      'the Ofgem price cap on the day it was added',
      {
        ...allowed,
        on: parseDate('2018-07-19'),
        conditions: energy({ scheme: 'price-restriction-electricity' }),
      },
      'gateway',
      'DEA2017 s.36(3)(f)',
    ],
    [
      'a gas measure for an electricity supplier',
      { ...allowed, conditions: energy({ scheme: 'obligation-gas' }) },
      'no-gateway',
      'DEA2017 s.36(3)',
    ],
    [
      'no measure named',
      { ...allowed, conditions: energy({ scheme: 'none' }) },
      'no-gateway',
      'DEA2017 s.36(3)',
    ],
    [
      'a supplier without a licence',
      { ...allowed, conditions: energy({ recipientLicensed: false }) },
      'no-gateway',
      'DEA2017 s.36(11)',
    ],
    [
      'a price-comparison site',
      { ...allowed, to: { class: 'price-comparison-site' } },
      'no-gateway',
      'DEA2017 s.36(11)',
    ],
    [
      'a combined county authority before it was listed',
      { ...allowed, on: parseDate('2023-12-25'), from: { class: 'combined-county-authority' } },
      'no-gateway',
      'DEA2017 Sch 5 para 8A',
    ],
    [
      'a combined county authority once listed',
      { ...allowed, on: parseDate('2023-12-26'), from: { class: 'combined-county-authority' } },
      'gateway',
      'DEA2017 Sch 5 para 8A',
    ],
    [
      'an agency counts as its department',
      { ...allowed, from: { organisation: 'voa' } },
      'gateway',
      'DEA2017 Sch 5 para 4',
    ],
    [
      'a provider within its service',
      {
        ...allowed,
        from: { class: 'private-company', capacity: 'provider-to', of: 'dwp', withinService: true },
      },
      'gateway',
      'DEA2017 Sch 5 para 18',
    ],
    [
      'a provider outside its service',
      {
        ...allowed,
        from: { class: 'private-company', capacity: 'provider-to', of: 'dwp', withinService: false },
      },
      'no-gateway',
      'DEA2017 s.36(9)',
    ],
    [
      'a provider to a Welsh council, by the paragraph of its own Part',
      {
        ...allowed,
        from: {
          class: 'private-company',
          capacity: 'provider-to',
          of: 'cardiff-council',
          withinService: true,
        },
      },
      'gateway',
      'DEA2017 Sch 5 para 32',
    ],
    [
      'a provider to a body that is not listed',
      {
        ...allowed,
        from: { class: 'private-company', capacity: 'provider-to', of: 'dfe', withinService: true },
      },
      'no-gateway',
      'DEA2017 s.36(4)',
    ],
    [
      'a breach of data protection law',
      { ...allowed, conditions: { ...allowed.conditions, dpLawBreach: true } },
      'no-gateway',
      'DEA2017 s.40(8)(a)',
    ],
    [
      'intercept material',
      { ...allowed, data: { ...allowed.data, ipaBarred: true } },
      'no-gateway',
      'DEA2017 s.40(8)(b)',
    ],
    ['no impact assessment', { ...allowed, readiness: { dpia: false } }, 'not-ready', 'DEA2017 s.43(3)'],
    [
      'data held for adult social care: chapter 1 has no bar, but a person must decide',
      { ...allowed, from: { organisation: 'kent-county-council' }, data: { heldFor: 'adult-social-care' } },
      'escalate',
      'DEA2017 s.65(4)',
    ],
    [
      'a department on the last day of its listing',
      { ...allowed, on: parseDate('2023-05-02'), from: { organisation: 'beis' } },
      'gateway',
      'DEA2017 Sch 5 para 1',
    ],
    [
      'a department the day after',
      { ...allowed, on: parseDate('2023-05-03'), from: { organisation: 'beis' } },
      'no-gateway',
      'DEA2017 Sch 5 para 1',
    ],
    ['in Scotland', { ...allowed, territory: 'S' }, 'gateway', 'DEA2017 Sch 5 para 2'],
    [
      'a body that the facts call an agency of a department',
      { ...allowed, from: { organisation: 'new-agency', capacity: 'agency-of', of: 'dwp' } },
      'gateway',
      'DEA2017 Sch 5 para 2',
    ],
    [
      'an agency of a department that is not listed',
      { ...allowed, from: { organisation: 'dwp', capacity: 'agency-of', of: 'dfe' } },
      'no-gateway',
      'DEA2017 s.36(4)',
    ],
    [
      'a gas measure for a supplier whose one licence is for gas',
      {
        ...allowed,
        to: { class: 'licensed-gas-supplier' },
        conditions: { energy: { scheme: 'obligation-gas', recipientLicensed: true } },
      },
      'gateway',
      'DEA2017 s.36(3)(b)',
    ],
    [
      'an electricity measure for a supplier that acts under its gas licence',
      {
        ...allowed,
        to: { organisation: 'octopus' },
        conditions: energy({ scheme: 'obligation-electricity', fuel: 'gas' }),
      },
      'no-gateway',
      'DEA2017 s.36(3)',
    ],
    [
      'somebody who only provides services to a supplier',
      { ...allowed, to: { class: 'private-company', capacity: 'provider-to', of: 'octopus' } },
      'no-gateway',
      'DEA2017 s.36(11)',
    ],
    [
      'a licensed supplier that acts for somebody else',
      { ...allowed, to: { class: 'licensed-electricity-supplier', capacity: 'provider-to', of: 'dwp' } },
      'no-gateway',
      'DEA2017 s.36(11)',
    ],
    [
      'a provider to a body of which only the kind is known',
      {
        ...allowed,
        from: {
          class: 'private-company',
          capacity: 'provider-to',
          of: 'county-council-e',
          withinService: true,
        },
      },
      'gateway',
      'DEA2017 Sch 5 para 18',
    ],
    ['another purpose', { ...allowed, purpose: 'debt-recovery' }, 'no-gateway', 'DEA2017 s.36(2)'],
    [
      'another purpose of a supplier',
      {
        ...allowed,
        power: 'dea2017-s37',
        from: { organisation: 'octopus' },
        to: { organisation: 'dwp' },
        purpose: 'debt-recovery',
      },
      'no-gateway',
      'DEA2017 s.37(2)',
    ],
    [
      'data held for health',
      { ...allowed, data: { ...allowed.data, heldFor: 'health' } },
      'escalate',
      'DEA2017 s.65(4)',
    ],
    [
      'a supplier to a fire authority (s.37 names no measure)',
      {
        ...allowed,
        power: 'dea2017-s37',
        from: { organisation: 'octopus' },
        to: { organisation: 'derbyshire-fire' },
      },
      'gateway',
      'DEA2017 Sch 5 para 14',
    ],
  ])('%s', (_, facts, outcome, citation) => {
    const found = assess(facts, lawData);
    expect(found.outcome).toBe(outcome);
    expect(found.citations).toContain(citation);
  });

  it.each<readonly [Facts, string]>([
    [without('on'), 'on'],
    [without('territory'), 'territory'],
    [without('purpose'), 'purpose'],
    [without('from'), 'from.class'],
    [{ ...allowed, from: { organisation: 'nobody-knows-them' } }, 'from.class'],
    [{ ...allowed, from: { class: 'provider' } }, 'from.of'],
    [{ ...allowed, from: { organisation: 'x', capacity: 'provider-to', of: 'nobody' } }, 'from.of'],
    [{ ...allowed, from: { organisation: 'x', capacity: 'provider-to', of: 'dwp' } }, 'from.withinService'],
    [without('to'), 'to.class'],
    [
      {
        ...allowed,
        to: { organisation: 'octopus' },
        conditions: { energy: { scheme: 'obligation-gas', recipientLicensed: true } },
      },
      'conditions.energy.fuel',
    ],
    [{ ...allowed, laterUse: { ground: 'safeguarding' } }, 'laterUse.kind'],
    [{ ...allowed, laterUse: { kind: 'onward' } }, 'laterUse.ground'],
    [{ ...allowed, power: 'dea2017-s35' }, 'power'],
    [{ ...allowed, conditions: { energy: { recipientLicensed: true } } }, 'conditions.energy.scheme'],
    [
      { ...allowed, conditions: { energy: { scheme: 'support-scheme' } } },
      'conditions.energy.recipientLicensed',
    ],
  ])('never guess a fact: without it the answer is unknown and names it (%#)', (facts, missing) => {
    const found = assess(facts, lawData);
    expect(found.outcome).toBe('unknown');
    expect(found.missing).toEqual([missing]);
  });

  it('name every fact that is missing when nothing is given but the power', () => {
    expect(assess({ power: 'dea2017-s36' }, lawData)).toMatchObject({
      outcome: 'unknown',
      missing: ['on', 'territory', 'from.class', 'to.class', 'purpose', 'conditions.energy.scheme'],
    });
    expect(
      assess({ power: 'dea2017-s36', laterUse: { kind: 'use', ground: 'other' } }, lawData).outcome,
    ).toBe('no-gateway');
  });

  it('are answered as far as they can be when no condition and no data are described', () => {
    const { conditions: _, data: __, ...bare } = allowed;
    expect(assess(bare, lawData).missing).toEqual([
      'conditions.energy.recipientLicensed',
      'conditions.energy.scheme',
    ]);
    for (const ground of ['data-subject-consent', 'already-public'])
      expect(assess({ ...bare, laterUse: onward({ ground }) }, lawData).outcome).toBe('gateway');
    const fromHmrc: Facts = { ...bare, data: { source: 'hmrc' }, laterUse: onward({}) };
    expect(assess(fromHmrc, lawData).outcome).toBe('consent-only');
  });

  it('rest a yes on every provision that was tried, with one finding for each', () => {
    const found = assess(allowed, lawData);
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
    expect(found.text).toEqual(['The law allows this. It does not require it.']);
    expect(found.trace.map(({ rule, met }) => [rule, met])).toEqual([
      ['in-force', true],
      ['listed', true],
      ['licensed-supplier', true],
      ['purpose', true],
      ['measure', true],
    ]);
    const fromSupplier = { from: { organisation: 'octopus' }, to: { organisation: 'derbyshire-fire' } };
    expect(assess({ ...allowed, ...fromSupplier, power: 'dea2017-s37' }, lawData).citations).toEqual([
      'DEA2017 s.37(1)',
      'DEA2017 s.119(2)',
      'DEA2017 s.36(4)',
      'DEA2017 Sch 5 para 14',
      'DEA2017 s.36(11)',
      'DEA2017 s.37(2)',
    ]);
  });

  it('cite the licence that is used, or both when it is not said', () => {
    const both = { ...allowed, to: { organisation: 'octopus' } };
    const licences = (facts: Facts) =>
      assess(facts, lawData).citations.filter((one) => one.startsWith('DEA2017 s.36(1)('));
    expect(licences(both)).toEqual(['DEA2017 s.36(1)(b)']);
    const { fuel: _, ...unsaid } = { ...both.conditions?.energy };
    expect(licences({ ...both, conditions: { energy: unsaid } })).toEqual([
      'DEA2017 s.36(1)(a)',
      'DEA2017 s.36(1)(b)',
    ]);
  });

  it.each<readonly [Facts, readonly string[], string]>([
    [
      { ...allowed, purpose: 'debt-recovery' },
      ['DEA2017 s.36(2)'],
      'The purpose “debt-recovery” is not to help people in fuel poverty.',
    ],
    [
      { ...allowed, from: { organisation: 'dfe' } },
      ['DEA2017 s.36(4)', 'DEA2017 s.36(1)'],
      'Department for Education is not listed in Schedule 5 on 2025-03-01.',
    ],
    [
      { ...allowed, on: parseDate('2023-05-03'), from: { organisation: 'beis' } },
      ['DEA2017 s.36(4)', 'DEA2017 s.36(1)', 'DEA2017 Sch 5 para 1'],
      'Department for Business, Energy and Industrial Strategy is not listed in Schedule 5 on 2023-05-03.',
    ],
    [
      { ...allowed, conditions: energy({ recipientLicensed: false }) },
      ['DEA2017 s.36(1)', 'DEA2017 s.36(11)', 'DEA2017 s.36(1)(b)'],
      `${lawData.classes.find(({ id }) => id === 'licensed-electricity-supplier')?.label} holds no supply licence.`,
    ],
    [
      { ...allowed, laterUse: onward({}) },
      ['DEA2017 s.41(1)', 'DEA2017 s.41(2)'],
      'The Act lists no such ground here: barred for the recipient',
    ],
    [
      { ...allowed, conditions: { consentGiven: false }, laterUse: { kind: 'use', ground: 'other' } },
      ['DEA2017 s.40(1)', 'DEA2017 s.40(2)'],
      'The Act lists no such ground here: only the purpose',
    ],
    [
      {
        ...allowed,
        conditions: { consentGiven: false },
        laterUse: onward({ ground: 'data-subject-consent' }),
      },
      ['DEA2017 s.41(1)', 'DEA2017 s.41(2)(j)'],
      'The person has not consented.',
    ],
  ])('rest a no on the provisions that fail, and say why (%#)', (facts, citations, reason) => {
    const found = assess(facts, lawData);
    expect(found.outcome).toBe('no-gateway');
    expect(found.citations).toEqual(citations);
    expect(found.text).toHaveLength(2);
    expect(found.text[0]).toBe('The law does not allow this.');
    expect(found.text[1]).toContain(reason);
  });

  it('rest an unknown on what is not known only', () => {
    const found = assess({ ...allowed, from: { organisation: 'nobody-knows-them' } }, lawData);
    expect(found.citations).toEqual(['DEA2017 s.36(4)', 'DEA2017 s.36(1)']);
    expect(found.text).toEqual([
      'The facts given do not settle the question.',
      'It is not known what kind of body nobody-knows-them is. (DEA2017 s.36(4))',
    ]);
    expect(assess(without('from'), lawData).text.join(' ')).toContain(
      'what kind of body a body not named is',
    );
  });

  it('take no class that the law data do not know, and no agency of nobody', () => {
    expect(assess({ ...allowed, from: { class: 'dragon' } }, lawData).missing).toEqual(['from.class']);
    expect(
      assess({ ...allowed, from: { organisation: 'dwp', capacity: 'agency-of' } }, lawData).outcome,
    ).toBe('gateway');
  });

  it('a test that fails beats a fact that is missing', () => {
    expect(assess({ ...without('purpose'), from: { organisation: 'dfe' } }, lawData).outcome).toBe(
      'no-gateway',
    );
  });

  it('name no missing fact when the answer is yes', () => {
    expect(assess(allowed, lawData)).toMatchObject({ outcome: 'gateway', missing: [] });
  });

  it.each([
    ['codeInForce', 'The code of practice has not been issued.'],
    ['agreement', 'There is no signed information sharing agreement.'],
    ['dpia', 'There is no data protection impact assessment.'],
    ['securityPlan', 'There is no agreed security plan.'],
    ['registerEntry', 'The share is not in the public register.'],
    ['businessCase', 'The business case is not accepted.'],
  ])('are not ready without the step %s of the code of practice, and say so', (step, says) => {
    const found = assess({ ...allowed, readiness: { [step]: false } }, lawData);
    expect(found.outcome).toBe('not-ready');
    expect(found.citations).toEqual(['DEA2017 s.36(1)', 'DEA2017 s.43(3)']);
    expect(found.text).toEqual([
      'The law allows this, but a step of the code of practice is missing.',
      `${says} (DEA2017 s.43(3))`,
    ]);
    expect(assess({ ...allowed, readiness: { [step]: true } }, lawData).outcome).toBe('gateway');
  });

  it('say which other power would allow it', () => {
    const wrongWay: Facts = { ...allowed, power: 'dea2017-s37' };
    const found = assess(wrongWay, lawData);
    expect(found).toMatchObject({ outcome: 'no-gateway', redirect: 'dea2017-s36' });
    expect(found.text.at(-1)).toBe('Section 36 would allow it.');
    expect(assess({ ...wrongWay, readiness: { dpia: false } }, lawData).redirect).toBe('dea2017-s36');
    const later = {
      ...allowed,
      data: { source: 'hmrc' as const },
      laterUse: onward({ ground: 'safeguarding' }),
    };
    for (const facts of [allowed, { ...wrongWay, purpose: 'marketing' }, later])
      expect(assess(facts, lawData)).not.toHaveProperty('redirect');
  });

  it('answer nothing for a power without rules, or without its exceptions, even where there are data', () => {
    const [power] = lawData.powers;
    if (power === undefined) return expect.fail('no power');
    const more = { ...lawData, powers: [{ ...power, id: 'dea2017-s38' }, ...lawData.powers] };
    expect(assess({ ...allowed, power: 'dea2017-s38' }, more)).toEqual({
      outcome: 'unknown',
      citations: [],
      missing: ['power'],
      trace: [],
      checkedTo: lawData.checkedTo,
      text: [
        'This law data holds nothing about the power “dea2017-s38”.',
        'Ask a lawyer which power is meant.',
      ],
    });
    const later = { ...allowed, laterUse: onward({}) };
    expect(assess(later, { ...lawData, exceptions: [] })).toMatchObject({
      outcome: 'unknown',
      text: ['The exceptions of section 36 are not in the data.', 'Ask a lawyer which power is meant.'],
    });
    const other = lawData.exceptions.map((one) => ({
      ...one,
      id: 'ch2',
      onward: { ...one.onward, citation: 'RSA1953 s.19AA' },
    }));
    const mixed = { ...lawData, exceptions: [...other, ...lawData.exceptions] };
    expect(assess(later, mixed)).toEqual(assess(later, lawData));
    expect(assess(without('power'), { ...lawData, powers: [] }).text[0]).toBe('No power is named.');
  });

  it('are both tried when no power is named: the one that allows it answers, or the one nearest to it', () => {
    const toSupplier = without('power');
    expect(assess(toSupplier, lawData)).toMatchObject({ outcome: 'gateway', missing: [] });
    const fromSupplier: Facts = {
      ...toSupplier,
      from: { organisation: 'octopus' },
      to: { organisation: 'dwp' },
    };
    expect(assess(fromSupplier, lawData).citations).toContain('DEA2017 s.37(1)');
    const barred = assess({ ...fromSupplier, purpose: 'marketing' }, lawData);
    expect(barred.outcome).toBe('no-gateway');
    expect(barred.citations).toEqual(['DEA2017 s.37(2)']);
    const toSupplierBarred = assess({ ...toSupplier, purpose: 'marketing' }, lawData);
    expect(toSupplierBarred.citations).toEqual(['DEA2017 s.36(2)']);
    // A yes beats a question that is open, whichever power comes first.
    const [first] = lawData.powers;
    if (first === undefined) return expect.fail('no power');
    const { measures: _, ...free } = first;
    const either = { ...lawData, powers: [first, { ...free, id: 'dea2017-s37' }] };
    const unsaid = { ...toSupplier, conditions: { energy: { recipientLicensed: true } } };
    expect(assess(unsaid, either).outcome).toBe('gateway');
  });

  it('find what can be found without the day or the territory, and leave the rest open', () => {
    const found = (member: 'on' | 'territory') =>
      assess(without(member), lawData).trace.map(({ rule, met }) => [rule, met]);
    const open = [
      ['in-force', 'unknown'],
      ['listed', 'unknown'],
      ['licensed-supplier', true],
      ['purpose', true],
    ];
    expect(found('on')).toEqual([...open, ['measure', 'unknown']]);
    expect(found('territory')).toEqual([...open, ['measure', true]]);
  });

  it('say what was found by each rule', () => {
    const says = (facts: Facts) => assess(facts, lawData).trace.map((one) => one.says);
    const name = lawData.classes.find(({ id }) => id === 'licensed-electricity-supplier')?.label;
    expect(says(allowed)).toEqual([
      'Section 36 is in force on 2025-03-01.',
      expect.stringMatching(/^Department for Work and Pensions is listed: Secretary of State for Work/),
      `${name} holds a supply licence.`,
      'The purpose is to help people in fuel poverty.',
      expect.stringMatching(/^The measure is /),
    ]);
    expect(says({ power: 'dea2017-s36' })).toEqual([
      'It is not said on and territory which the question is.',
      'It is not known what kind of body a body not named is.',
      'It is not known what kind of body a body not named is.',
      'The purpose is not given.',
      'It is not said in which measure the data will be used.',
    ]);
  });

  it('name the rule of each finding that is only there when it bites', () => {
    const rules = (more: Partial<Facts>) =>
      assess({ ...allowed, ...more }, lawData).trace.map(({ rule }) => rule);
    expect(rules({ data: { ipaBarred: true } })).toContain('investigatory-powers');
    expect(rules({ data: { heldFor: 'health' } })).toContain('health-and-care');
    expect(rules({ conditions: { dpLawBreach: true } })).toContain('data-protection');
    expect(rules({ readiness: { dpia: false } })).toContain('code-dpia');
    expect(rules({ laterUse: { kind: 'use' } })).toEqual(['later-use']);
    const escalated = assess({ ...allowed, data: { heldFor: 'health' } }, lawData);
    expect(escalated.citations).toEqual(['DEA2017 s.36(1)', 'DEA2017 s.65(4)']);
  });

  it('cite no paragraph of another schedule', () => {
    const elsewhere = lawData.paragraphs.map((one) => ({
      ...one,
      schedule: 6,
      class: 'sos-education',
      citation: 'DEA2017 Sch 6 para 1',
    }));
    const more = { ...lawData, paragraphs: [...lawData.paragraphs, ...elsewhere] };
    const unlisted = { ...allowed, from: { organisation: 'dfe' } };
    expect(assess(unlisted, more)).toEqual(assess(unlisted, lawData));
  });

  it('say the day to which they are checked, and warn after it', () => {
    const { checkedTo, text } = assess({ ...allowed, on: parseDate('2026-11-21') }, lawData);
    expect(checkedTo).toBe('2025-06-03');
    expect(text.join(' ')).toContain('3 June 2025');
    for (const on of ['2025-03-01', '2025-06-03'])
      expect(assess({ ...allowed, on: parseDate(on) }, lawData).text.join(' ')).not.toContain('3 June 2025');
    expect(assess({ ...allowed, on: parseDate('2025-06-04') }, lawData).text.join(' ')).toContain(
      'The law data are checked to 3 June 2025: check what has changed since.',
    );
  });
});

describe('later use under chapter 1', () => {
  const hmrc: Facts = {
    ...allowed,
    from: { organisation: 'hmrc' },
    data: { ...allowed.data, source: 'hmrc' },
  };
  it.each<readonly [string, Facts, string, string]>([
    [
      'for the same purpose',
      { ...allowed, laterUse: { kind: 'use', ground: 'same-purpose' } },
      'gateway',
      'DEA2017 s.40(1)',
    ],
    [
      'of information from HMRC for the same purpose: consent is for other purposes only (s.40(1), as s.57(1) and (4))',
      { ...hmrc, laterUse: { kind: 'use', ground: 'same-purpose' } },
      'gateway',
      'DEA2017 s.40(1)',
    ],
    [
      'of information from HMRC, passed on for the same purpose',
      { ...hmrc, laterUse: onward({ ground: 'same-purpose' }) },
      'consent-only',
      'DEA2017 s.42(1)',
    ],
    [
      'for marketing',
      { ...allowed, laterUse: { kind: 'use', ground: 'other' } },
      'no-gateway',
      'DEA2017 s.40(1)',
    ],
    [
      'onward for safeguarding',
      { ...allowed, laterUse: onward({ ground: 'safeguarding' }) },
      'gateway',
      'DEA2017 s.41(2)(k)(iii)',
    ],
    ['onward without a ground', { ...allowed, laterUse: onward({}) }, 'no-gateway', 'DEA2017 s.41(1)'],
    [
      'onward without a ground, done knowingly',
      { ...allowed, laterUse: onward({ done: true, stateOfMind: 'knew' }) },
      'offence',
      'DEA2017 s.41(4)',
    ],
    [
      'onward without a ground, done recklessly',
      { ...allowed, laterUse: onward({ done: true, stateOfMind: 'reckless' }) },
      'offence',
      'DEA2017 s.41(4)',
    ],
    [
      'onward without a ground, nothing said of the mind: it must be shown',
      { ...allowed, laterUse: onward({ done: true }) },
      'no-gateway',
      'DEA2017 s.41(2)',
    ],
    [
      'onward without a ground, known to be barred but not done',
      { ...allowed, laterUse: onward({ done: false, stateOfMind: 'knew' }) },
      'no-gateway',
      'DEA2017 s.41(1)',
    ],
    [
      'for another purpose, done knowingly: s.41(4) is about disclosure only',
      { ...allowed, laterUse: { kind: 'use', ground: 'other', done: true, stateOfMind: 'knew' } },
      'no-gateway',
      'DEA2017 s.40(2)',
    ],
    [
      'onward for the same purpose: that is no ground by itself',
      { ...allowed, laterUse: onward({ ground: 'same-purpose' }) },
      'no-gateway',
      'DEA2017 s.41(1)',
    ],
    [
      'for safeguarding, in breach of data protection law',
      {
        ...allowed,
        conditions: { ...allowed.conditions, dpLawBreach: true },
        laterUse: { kind: 'use', ground: 'safeguarding' },
      },
      'no-gateway',
      'DEA2017 s.40(8)(a)',
    ],
    [
      'what is public already',
      {
        ...allowed,
        data: { ...allowed.data, alreadyPublic: true },
        laterUse: { kind: 'use', ground: 'already-public' },
      },
      'gateway',
      'DEA2017 s.40(2)(a)',
    ],
    [
      'what is called public and is not',
      {
        ...allowed,
        data: { ...allowed.data, alreadyPublic: false },
        laterUse: { kind: 'use', ground: 'already-public' },
      },
      'no-gateway',
      'DEA2017 s.40(2)(a)',
    ],
    [
      'on a consent that was given',
      {
        ...allowed,
        conditions: { ...allowed.conditions, consentGiven: true },
        laterUse: onward({ ground: 'data-subject-consent' }),
      },
      'gateway',
      'DEA2017 s.41(2)(j)',
    ],
    [
      'of HMRC data in breach of data protection law, without consent: no consent would mend it',
      {
        ...hmrc,
        conditions: { ...allowed.conditions, dpLawBreach: true },
        laterUse: onward({ ground: 'safeguarding' }),
      },
      'no-gateway',
      'DEA2017 s.40(8)(a)',
    ],
    [
      'of HMRC data, done, nothing said of the mind: the belief is for the person to show',
      { ...hmrc, laterUse: onward({ done: true }) },
      'offence',
      'DEA2017 s.42(3)',
    ],
    [
      'of HMRC data, used otherwise and knowingly: s.42(3) is about disclosure only',
      { ...hmrc, laterUse: { kind: 'use', ground: 'other', done: true, stateOfMind: 'knew' } },
      'consent-only',
      'DEA2017 s.40(4)',
    ],
    [
      'of HMRC data, disclosed knowingly in breach of data protection law',
      {
        ...hmrc,
        conditions: { ...allowed.conditions, dpLawBreach: true },
        laterUse: onward({ done: true, stateOfMind: 'knew' }),
      },
      'offence',
      'DEA2017 s.42(3)',
    ],
    [
      'for safeguarding, whatever is said of consent and of the public',
      {
        ...allowed,
        conditions: { consentGiven: false },
        data: { alreadyPublic: false },
        laterUse: onward({ ground: 'safeguarding' }),
      },
      'gateway',
      'DEA2017 s.41(2)(k)(iii)',
    ],
    [
      'of HMRC data, done in the reasonable belief that it was lawful',
      { ...hmrc, laterUse: onward({ done: true, stateOfMind: 'reasonable-belief' }) },
      'consent-only',
      'DEA2017 s.42(1)',
    ],
    [
      'of HMRC data with a consent given for the whole share',
      {
        ...hmrc,
        conditions: { ...allowed.conditions, revenueConsent: 'given' },
        laterUse: { kind: 'use', ground: 'crime-asb-prevention' },
      },
      'gateway',
      'DEA2017 s.40(4)',
    ],
    [
      'of HMRC data for which this consent was refused, whatever was given for the share',
      {
        ...hmrc,
        conditions: { ...allowed.conditions, revenueConsent: 'given' },
        laterUse: { kind: 'use', ground: 'crime-asb-prevention', revenueConsent: 'refused' },
      },
      'consent-only',
      'DEA2017 s.40(4)',
    ],
    [
      'of HMRC data from a supplier: s.42 does not reach section 37',
      { ...hmrc, power: 'dea2017-s37', laterUse: onward({ ground: 'safeguarding' }) },
      'gateway',
      'DEA2017 s.41(2)(k)(iii)',
    ],
    [
      'onward without a ground, believed lawful',
      { ...allowed, laterUse: onward({ done: true, stateOfMind: 'reasonable-belief' }) },
      'no-gateway',
      'DEA2017 s.41(1)',
    ],
    [
      'of HMRC data, even for safeguarding',
      { ...hmrc, laterUse: onward({ ground: 'safeguarding' }) },
      'consent-only',
      'DEA2017 s.42(1)',
    ],
    [
      'of HMRC data with consent',
      { ...hmrc, laterUse: onward({ revenueConsent: 'given' }) },
      'gateway',
      'DEA2017 s.42(2)',
    ],
    [
      'of HMRC data, done without consent',
      { ...hmrc, laterUse: onward({ done: true, stateOfMind: 'knew' }) },
      'offence',
      'DEA2017 s.42(3)',
    ],
    [
      'of HMRC data, used otherwise',
      { ...hmrc, laterUse: { kind: 'use', ground: 'crime-asb-prevention' } },
      'consent-only',
      'DEA2017 s.40(4)',
    ],
    [
      'on a consent that was not given',
      {
        ...allowed,
        conditions: { ...allowed.conditions, consentGiven: false },
        laterUse: onward({ ground: 'data-subject-consent' }),
      },
      'no-gateway',
      'DEA2017 s.41(1)',
    ],
  ])('%s', (_, facts, outcome, citation) => {
    const found = assess(facts, lawData);
    expect(found.outcome).toBe(outcome);
    expect(found.citations).toContain(citation);
  });
});

describe('periods and listings', () => {
  const periods = [
    { territories: ['NI'], from: '2020-01-01', to: '2020-12-31' },
    { territories: ['NI', 'E'], from: '2022-01-01' },
  ];
  it.each([
    ['2019-12-31', 'NI', false],
    ['2020-01-01', 'NI', true],
    ['2020-06-01', 'E', false],
    ['2020-12-31', 'NI', true],
    ['2021-01-01', 'NI', false],
    ['2022-01-01', 'NI', true],
    ['2022-01-01', 'S', true],
    ['2021-12-31', 'S', false],
  ] as const)('on %s in %s: %j', (on, territory, expected) => {
    expect(covers(periods, on, territory)).toBe(expected);
  });

  it('are of the schedule asked for, and the entry for providers is for no body of its own', () => {
    const body = { classes: ['sos-dwp'], label: 'DWP' };
    expect(listing(body, 5, '2025-03-01', 'E', lawData)?.citation).toBe('DEA2017 Sch 5 para 2');
    expect(listing(body, 6, '2025-03-01', 'E', lawData)).toBeUndefined();
    expect(listing({ classes: ['provider'], label: 'x' }, 5, '2025-03-01', 'E', lawData)).toBeUndefined();
  });
});

describe('facts', () => {
  it('with a member that no rule reads are refused', () => {
    const facts = { ...allowed, weather: 'cold' } as Facts;
    try {
      assess(facts, lawData);
      expect.fail('they were read');
    } catch (error) {
      expect(isStileError(error, 'LAW_FACTS_INVALID')).toBe(true);
    }
  });
});

describe('law data', () => {
  const again = () => parseStrict(canonicalise(lawData)) as Record<string, unknown>;

  it('come back from JSON with the same digest', () => {
    expect(lawDataDigest(parseLawData(again()))).toBe(lawDataDigest(lawData));
  });

  it('with a fact that this version does not know give the same answers and another digest', () => {
    const newer = parseLawData({ ...again(), newlyKnown: { since: '2027-01-01' } });
    expect(assess(allowed, newer)).toEqual(assess(allowed, lawData));
    expect(lawDataDigest(newer)).not.toBe(lawDataDigest(lawData));
  });

  it('of another format are refused', () => {
    expect(() => parseLawData({ ...again(), format: 'stile-law-data/2' })).toThrow('not in a form');
  });

  it('cite, date and address every paragraph, and name only classes that they have', () => {
    const classes = new Set(lawData.classes.map(({ id }) => id));
    for (const { citation, inForce, ...paragraph } of lawData.paragraphs) {
      expect(citation).toMatch(/^DEA2017 Sch 5 para \d+A?$/);
      expect(inForce.length).toBeGreaterThan(0);
      expect(paragraph['address']).toMatch(/^https:\/\/www\.legislation\.gov\.uk\//);
      expect(classes).toContain(paragraph.class);
    }
    for (const organisation of lawData.organisations)
      for (const one of organisation.classes) expect(classes).toContain(one);
  });
});
