import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlainDate, parseDate } from '#kernel';
import { assess } from '../assess.ts';
import { daysOfChange } from '../days-of-change.ts';
import { type Facts, territories } from '../facts.ts';
import { lawData as law, parseLawData } from '../law-data.ts';
import { resolveCitation } from '../provisions.ts';
import { testsOf } from '../rules/index.ts';
import { type BodyDescription, describeBody } from './body.ts';
import { changesOf } from './changes.ts';
import { bodiesNamed, nearestBodies } from './find-body.ts';
import {
  citationAsked,
  describeSection,
  findObjectives,
  findPowers,
  lawPages,
  linesOf,
  nearestSection,
  scheduleNumbers,
} from './index.ts';
import { anchor } from './markdown.ts';
import { partiesOf } from './parties.ts';

const on = parseDate('2025-03-01');

function bodyOn(name: string, day: PlainDate = on): BodyDescription {
  const [found] = bodiesNamed(name, law);
  if (found === undefined) throw new Error(`no body ${name}`);
  return describeBody(found, day, law);
}

/** `35 discloser DEA2017 Sch 4 para 11` for each capacity that the body has. */
const capacitiesOf = (body: BodyDescription): string[] =>
  body.capacities
    .filter(({ may }) => may === 'yes')
    .map(
      ({ section, side, paragraph, citations }) =>
        `${section} ${side} ${paragraph?.citation ?? citations.at(-1)}`,
    );

const objectivesOf = (body: BodyDescription): string[] =>
  body.capacities
    .find(({ objectives }) => objectives !== undefined)
    ?.objectives?.map(({ id, state }) => (state === 'specified' ? id : `${id}?`)) ?? [];

/** Expected from the text of the Schedules and of SI 2018/912 and SI 2024/64. */
describe('what a body may use on 1 March 2025', () => {
  it('an English county council: Schedules 4 to 8, civil registration, research, statistics', () => {
    const body = bodyOn('Derbyshire County Council');
    expect(capacitiesOf(body)).toEqual([
      '35 discloser DEA2017 Sch 4 para 11',
      '35 recipient DEA2017 Sch 4 para 11',
      '36 discloser DEA2017 Sch 5 para 5',
      '37 recipient DEA2017 Sch 5 para 5',
      '38 discloser DEA2017 Sch 6 para 4',
      '39 recipient DEA2017 Sch 6 para 4',
      '46 (19AA) recipient RSA1953 s.19AB(1)(e)',
      '48 discloser DEA2017 Sch 7 para 10',
      '48 recipient DEA2017 Sch 7 para 10',
      '56 discloser DEA2017 Sch 8 para 16',
      '56 recipient DEA2017 Sch 8 para 16',
      '64(1) discloser DEA2017 s.73(1)',
      '64(5) discloser DEA2017 s.73(1)',
      '79 (45A) discloser SRSA2007 s.45A(1)',
      '80 (45C) discloser SRSA2007 s.45C(1)',
    ]);
    expect(objectivesOf(body)).toEqual([
      'multiple-disadvantages',
      'television-retuning',
      'fuel-poverty',
      'water-poverty',
      'digital-identity-verification',
    ]);
  });

  it.each([
    [
      'Manchester University NHS Foundation Trust',
      ['46 (19AA) recipient', '79 (45A) discloser', '80 (45C) discloser'],
    ],
    ['Thames Water', ['38 recipient', '39 discloser', '80 (45D) discloser']],
    [
      'Betsi Cadwaladr University Health Board',
      ['35 discloser', '35 recipient', '46 (19AA) recipient', '79 (45A) discloser', '80 (45C) discloser'],
    ],
    ['Police Scotland', ['64(1) discloser', '64(5) discloser', '79 (45A) discloser', '80 (45C) discloser']],
    [
      'Companies House',
      [
        '35 discloser',
        '35 recipient',
        '46 (19AA) recipient',
        '48 discloser',
        '48 recipient',
        '56 discloser',
        '56 recipient',
        '64(1) discloser',
        '64(5) discloser',
        '79 (45A) discloser',
        '80 (45B) discloser',
      ],
    ],
  ])('%s', (name, expected) => {
    const found = bodyOn(name)
      .capacities.filter(({ may }) => may === 'yes')
      .map(({ section, side }) => `${section} ${side}`);
    expect(found).toEqual(expected);
  });

  it('an agency is listed through its department, with the limit to named functions', () => {
    const body = bodyOn('Companies House');
    expect(body.agencyOf).toBe('the Department for Business and Trade');
    const listed = body.capacities.find(({ section }) => section === '35')?.paragraph;
    expect(listed).toMatchObject({ citation: 'DEA2017 Sch 4 para 6' });
    expect(listed?.functionalLimit).toContain('relevant business functions');
  });

  it('a Welsh health board is listed for section 35 and has no objective', () => {
    expect(objectivesOf(bodyOn('Betsi Cadwaladr University Health Board'))).toEqual([]);
    expect(linesOf.body(bodyOn('Betsi Cadwaladr University Health Board'), law).join('\n')).toContain(
      'No objective is specified for it',
    );
  });

  it('a combined county authority: whether the older objectives reach it is not settled', () => {
    expect(objectivesOf(bodyOn('east-midlands-cca'))).toEqual([
      'multiple-disadvantages?',
      'television-retuning?',
      'fuel-poverty?',
      'water-poverty?',
    ]);
  });

  it('is right on both sides of the day on which a paragraph was added', () => {
    expect(capacitiesOf(bodyOn('east-midlands-cca', parseDate('2023-12-25')))).not.toContain(
      '35 discloser DEA2017 Sch 4 para 14A',
    );
    expect(capacitiesOf(bodyOn('east-midlands-cca', parseDate('2023-12-26')))).toContain(
      '35 discloser DEA2017 Sch 4 para 14A',
    );
  });

  it('nobody may use section 48 before it was in force', () => {
    const before = bodyOn('Derbyshire County Council', parseDate('2018-04-30'));
    expect(
      before.capacities.find(({ section, side }) => section === '48' && side === 'discloser'),
    ).toMatchObject({ may: 'no' });
  });
});

describe('describing a body and answering a question', () => {
  it('name a rule for the parties of every power', () => {
    for (const { id } of law.powers) {
      const ids = testsOf.get(id)?.rules.map((rule) => rule.id);
      const parties = partiesOf.get(id);
      expect(parties, id).toBeDefined();
      for (const side of ['from', 'to'] as const)
        if (parties?.[side].rule !== undefined) expect(ids, id).toContain(parties[side].rule);
      expect(parties?.from.rule, id).toBeDefined();
    }
  });

  it('agree, for every organisation, power and side, on whether it may stand there', () => {
    const days = ['2018-04-15', '2018-06-01', '2023-06-01', '2025-03-01', '2026-03-01'].map(parseDate);
    const other = { from: { organisation: 'dwp' }, to: { organisation: 'hmrc' } } as const;
    fc.assert(
      fc.property(fc.constantFrom(...law.organisations), fc.constantFrom(...days), (organisation, day) => {
        const described = describeBody(
          { id: organisation.id, name: organisation.name, is: 'organisation' },
          day,
          law,
        );
        for (const capacity of described.capacities) {
          const side = capacity.side === 'discloser' ? 'from' : 'to';
          const rule = partiesOf.get(capacity.power)?.[side].rule;
          const states = territories
            .filter((territory) => described.territories.includes(territory))
            .map((territory) => {
              const facts: Facts = {
                ...other,
                on: day,
                territory,
                power: capacity.power,
                [side]: { organisation: organisation.id },
                conditions: { energy: { recipientLicensed: true } },
              };
              const { trace } = assess(facts, law);
              const met = (id: string | undefined) => trace.find((one) => one.rule === id)?.met;
              return met('in-force') === true && met(rule) === true;
            });
          expect(capacity.may === 'yes', `${organisation.id} ${capacity.power} ${capacity.side}`).toBe(
            states.includes(true),
          );
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('names', () => {
  it.each([
    ['derbyshire county council', ['derbyshire-county-council']],
    ['DERBYSHIRE-COUNTY-COUNCIL', ['derbyshire-county-council']],
    ['eon next', ['eon-next']],
    ['Dept for Work & Pensions', ['dwp']],
    ['the Home Office', ['home-office']],
    ['Revenue & Customs', ['hmrc']],
    ['DLUHC', ['mhclg']],
    ['Metropolitan Police', ['met-police']],
    ['energy supplier', ['licensed-gas-supplier', 'licensed-electricity-supplier']],
    ['water company', ['water-undertaker-england', 'water-undertaker-wales']],
    ['police force', ['chief-officer-police-ew', 'police-other']],
    ['hospital trust', ['nhs-trust-w', 'nhs-body-e']],
    /* In England it is no registered social landlord, so the name alone must not make it one. */
    ['housing association', []],
    ['zzqx', []],
  ])('“%s” means %j', (name, ids) => {
    expect(bodiesNamed(name, law).map(({ id }) => id)).toEqual(ids);
  });

  it('a part of a name gives all that hold it; a misspelt name the nearest', () => {
    expect(bodiesNamed('fire', law).length).toBeGreaterThan(5);
    expect(nearestBodies('Derbishire County Councl', law)[0]?.id).toBe('derbyshire-county-council');
  });

  it.each([
    ['35', ['dea2017-s35']],
    ['s.64', ['dea2017-s64-1', 'dea2017-s64-5']],
    ['64(5)', ['dea2017-s64-5']],
    ['45b', ['dea2017-s80-45b']],
    ['80', ['dea2017-s80-45b', 'dea2017-s80-45c', 'dea2017-s80-45d']],
    ['19AA', ['dea2017-s46']],
    ['6', []],
  ])('power “%s” is %j', (name, ids) => {
    expect(findPowers(name, law).map(({ id }) => id)).toEqual(ids);
  });

  it('an objective is found by a part of its name', () => {
    expect(findObjectives('fuel', law).map(({ id }) => id)).toEqual(['fuel-poverty']);
  });
});

describe('a provision', () => {
  it.each([
    ['40', 'DEA2017 s.40'],
    ['s.40(2)', 'DEA2017 s.40(2)'],
    ['RSA1953 s.19AA', 'RSA1953 s.19AA'],
    ['45', 'DEA2017 s.45'],
    ['45C(12)', 'SRSA2007 s.45C(12)'],
    ['section 45c', 'SRSA2007 s.45C'],
    ['19AA(2)', 'RSA1953 s.19AA(2)'],
    ['45Z', 'DEA2017 s.45Z'],
  ])('“%s” is %s', (asked, citation) => expect(citationAsked(asked)).toBe(citation));

  it('names the rules that rest on it, and the records that cite it', () => {
    const section = describeSection('DEA2017 s.48(2)', law);
    expect(section?.chapter).toBe('5/3');
    expect(section?.rules.map(({ id }) => id)).toEqual(['owed-to-public', 'overdue']);
    expect(describeSection('DEA2017 s.41(2)', law)?.records.map(({ record }) => record)).toContain(
      'exceptions ch1 onward journalism',
    );
  });

  it('that is not there gives the nearest', () => {
    expect(describeSection('DEA2017 s.34', law)).toBeUndefined();
    expect(nearestSection('DEA2017 s.34')).toBe('DEA2017 s.35');
    expect(nearestSection('DEA2017 s.40(99)')).toBe('DEA2017 s.40');
  });
});

describe('what is drawn on a terminal', () => {
  it('is at most 80 wide, and ends with the day to which it was checked', () => {
    const drawn = [
      linesOf.powers(law, on),
      linesOf.power(law.powers, law, on),
      linesOf.objectives(law, on),
      linesOf.objective(law.objectives, law, on),
      ...scheduleNumbers(law).flatMap((one) => [linesOf.schedule(one, law), linesOf.schedule(one, law, on)]),
      ...law.organisations.map(({ id }) => linesOf.body(bodyOn(id), law)),
    ];
    for (const lines of drawn) {
      for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(lines.at(-1)).toBe('Law data checked to 3 June 2025. Not legal advice.');
    }
  });

  it('says so for a day after that', () => {
    expect(linesOf.powers(law, parseDate('2026-03-01')).join(' ')).toContain(
      'For 1 March 2026, check what has changed since.',
    );
  });
});

describe('the pages', () => {
  const pages = lawPages(law);
  const all = [...pages.values()].join('\n');

  it('hold every power, objective, paragraph, organisation and day of change', () => {
    for (const { title } of law.powers) expect(pages.get('powers.md')).toContain(title);
    for (const { title } of law.objectives) expect(pages.get('objectives.md')).toContain(`## ${title}`);
    for (const { name } of law.organisations) expect(pages.get('bodies.md')).toContain(name);
    for (const { schedule, number, citation } of law.paragraphs) {
      const found = resolveCitation(citation);
      expect(pages.get(`schedule-${schedule}.md`)).toContain(
        `| [${number}](${found.found ? found.address : ''}) |`,
      );
    }
    const told = new Set(changesOf(law).map((one) => one.on));
    for (const day of daysOfChange(law, parseDate('2000-01-01'), parseDate('2100-01-01')))
      expect(told).toContain(day);
  });

  it('leave no citation without a link', () => {
    const bare = all.replaceAll(/\[[^\]]*\]\([^)]*\)/g, '').replaceAll(/`[^`]*`|```[\s\S]*?```/g, '');
    const left = [
      ...bare.matchAll(/\b(?:DEA2017|RSA1953|SRSA2007|SI2018\/912|SI2024\/64) (?:s\.|Sch |reg )\S+/g),
    ].map(([words]) => words);
    expect(left).toEqual([]);
  });

  it('link to headings that are there', () => {
    const anchors = new Map(
      [...pages].map(([name, page]) => [
        name,
        new Set([...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => anchor(title))),
      ]),
    );
    for (const [name, page] of pages)
      for (const [, file = '', target = ''] of page.matchAll(/\]\(([a-z0-9-]*\.md)?#([^)]*)\)/g))
        expect(anchors.get(file === '' ? name : file), `${name}: ${file}#${target}`).toContain(target);
  });

  it('the worked example adds an objective as data alone, from its first day', () => {
    const [, json = ''] = /(\{"id": "school-meals"[\s\S]*?)\n\s*```/.exec(pages.get('README.md') ?? '') ?? [];
    const wider = parseLawData({ ...law, objectives: [...law.objectives, JSON.parse(json)] });
    const county = { id: 'derbyshire-county-council', name: '', is: 'organisation' } as const;
    const has = (day: string) =>
      objectivesOf(describeBody(county, parseDate(day), wider)).includes('school-meals');
    expect([has('2027-02-28'), has('2027-03-01')]).toEqual([false, true]);
  });

  it('have tables of at most six columns', () => {
    for (const line of all.split('\n').filter((one) => /^\|(-+\|)+$/.test(one)))
      expect(line.split('|').length - 2).toBeLessThanOrEqual(6);
  });
});
