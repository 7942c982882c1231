import { describe, expect, it } from 'vitest';
import { isDate, longDate } from '#kernel';
import { lawData } from '#law';
import { makeContext } from '../checks/context.ts';
import { compile } from '../compile.ts';
import type { Rule } from '../rule.ts';
import { changed, sampleAgreement } from '../sample.ts';
import { whoGetsWhat } from './first-part.ts';
import { firstPart } from './index.ts';
import { ruleLines, ruleWords } from './rule.ts';
import { list, many, periodWords, wrap } from './words.ts';

const { english, plan } = compile(sampleAgreement(3), lawData);
const flat = english.replace(/\s+/g, ' ');

/** Every text anywhere in a value. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe('the English of a plan', () => {
  it('says first who will see whose identifiers', () => {
    expect(english).toContain('\n1. Who will see whose identifiers\n');
    expect(english.indexOf('1. Who will see')).toBeLessThan(english.indexOf('Who gets what'));
  });

  it('says in its first part what nobody may do, how to stop it and when it ends', () => {
    const first = firstPart(english).replace(/\s+/g, ' ');
    expect(first).toMatch(/Nobody may pass this on, or use it for marketing, .* or anything else\./);
    expect(first).toContain('The department can stop everything');
    expect(first).toContain(`it ends on ${longDate(plan.limits.lastRun)}`);
    expect(first).not.toContain('Codes');
  });

  it('says in its first part what may be passed on, and by whom', () => {
    const context = makeContext(
      {
        ...sampleAgreement(),
        onward: [
          {
            from: 'supplier-1',
            to: 'Warm Homes Charity',
            ground: 'purpose',
            fields: ['qualifies'],
            reason: 'It fits insulation.',
          },
        ],
      },
      lawData,
    );
    expect(whoGetsWhat(context).slice(-2)).toEqual([
      '- Brightmoor Energy may pass “qualifies” on to Warm Homes Charity: It fits insulation.',
      expect.stringMatching(/^Nobody may pass on anything else, or use any of this for marketing/),
    ]);
  });

  it('says what a code means', () => {
    expect(flat).toContain('benefit is Pension Credit (guarantee), Universal Credit,');
    expect(flat).not.toContain('is PC-GC');
    expect(plan.prepare[0]?.fields.find(({ name }) => name === 'benefit')?.values).toContain('PC-GC');
  });

  it('names every party, output and field of the plan', () => {
    for (const { name } of plan.parties) expect(flat).toContain(name);
    for (const { name } of plan.outputs) expect(flat).toContain(`“${name}”`);
    for (const { fields } of plan.prepare) for (const { name } of fields) expect(flat).toContain(`${name} (`);
    for (const { columns } of plan.outputs) for (const { name } of columns) expect(flat).toContain(name);
  });

  it('names every date of the plan, as GOV.UK writes dates', () => {
    const dates = [...new Set(textsIn(plan).filter(isDate))];
    expect(dates.length).toBeGreaterThan(5);
    for (const date of dates) expect(flat).toContain(longDate(date));
  });

  it('says every code of a return and every line of retention', () => {
    for (const { codes } of plan.returns)
      for (const { code, meaning } of codes) expect(flat).toContain(`${code}: ${meaning}`);
    for (const { keepFor } of plan.disposal) expect(flat).toContain(periodWords(keepFor));
  });

  it('warns when runs come after the day to which the law is checked', () => {
    expect(flat).toContain('Warning: The law is checked only to 3 June 2025, before every run.');
  });

  it('says so when people review pairs', () => {
    const reviewed = changed((draft) => {
      draft.matching.reviewFrom = '2.5';
      draft.matching.review = { reviewers: ['match-reviewer'], maximumCases: 200 };
      const names = draft.matching.model.fields.flatMap(({ name }) => [
        `people_${name}`,
        `customers_${name}`,
      ]);
      draft.outputs.push({
        name: 'doubtful-pairs',
        kind: 'review',
        to: 'department',
        purpose: draft.purpose.code,
        fields: ['people_reference', 'customers_reference', 'match_weight', ...names],
      });
      const [line] = draft.retention;
      if (line !== undefined) draft.retention.push({ ...line, artefact: 'review-packet' });
    });
    const text = compile(reviewed, lawData).english.replace(/\s+/g, ' ');
    expect(text).toContain('Its reviewer sees up to 200 doubtful pairs a run.');
    expect(text).toContain('From 2.5 up to that, the match reviewer may look at the pair');
  });
});

describe('a rule in words', () => {
  it.each<readonly [string, Rule]>([
    ['benefit is UC or CA', { in: { field: 'benefit', values: ['UC', 'CA'] } }],
    ['born is on or before 1 May 2020', { compare: { field: 'born', is: 'at-most', value: '2020-05-01' } }],
    ['income is less than 900', { compare: { field: 'income', is: 'less', value: 900 } }],
    ['role is given and is not partner', { compare: { field: 'role', is: 'not-equals', value: 'partner' } }],
    [
      'start is from 1 May 2020 to 2 May 2020',
      { between: { field: 'start', from: '2020-05-01', to: '2020-05-02' } },
    ],
    [
      'it is not the case that (a is given and b is given)',
      { not: { all: [{ present: 'a' }, { present: 'b' }] } },
    ],
    ['a is missing or other than no', { not: { compare: { field: 'a', is: 'equals', value: 'no' } } }],
    ['a is missing or other than x or y', { not: { in: { field: 'a', values: ['x', 'y'] } } }],
    [
      'a is given and (b is given or c is not given)',
      { all: [{ present: 'a' }, { any: [{ present: 'b' }, { not: { present: 'c' } }] }] },
    ],
    [
      'income and rent are all given and together are at most 9',
      { sum: { fields: ['income', 'rent'], is: 'at-most', value: 9 } },
    ],
    [
      'at least 2 of these 2 hold (a is given; b is given)',
      { count: { atLeast: 2, of: [{ present: 'a' }, { present: 'b' }] } },
    ],
  ])('%s', (expected, rule) => {
    expect(ruleWords(rule)).toBe(expected);
  });

  it('as lines says how they join', () => {
    expect(ruleLines({ any: [{ present: 'a' }, { present: 'b' }] })).toEqual([
      'any of these holds:',
      '- a is given',
      '- b is given',
    ]);
  });
});

describe('words', () => {
  it('join, count and measure as people say them', () => {
    expect(list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(many(10_000_000, 'row')).toBe('10,000,000 rows');
    expect([periodWords('P1Y2M'), periodWords('P1D'), periodWords('P0D')]).toEqual([
      '1 year and 2 months',
      '1 day',
      '',
    ]);
  });

  it('wrap at 88 characters, and indent what follows a bullet', () => {
    const lines = wrap(`- ${'word '.repeat(40).trim()}`).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => line.length <= 88)).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith('  word'))).toBe(true);
  });
});
