import { describe, expect, it } from 'vitest';
import { covers, listing, resolveBody } from './bodies.ts';
import { lawData } from './law-data.ts';
import { indexOf } from './law-index.ts';

const law = indexOf(lawData);

describe('periods', () => {
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
    expect(covers(periods as never, on, territory)).toBe(expected);
  });
});

describe('listings', () => {
  const cited = (schedule: number, facts: object, on = '2025-03-01') =>
    listing(resolveBody(facts, law), schedule, on, 'E', law)?.paragraph.citation;
  it('are of the schedule asked for', () => {
    expect(cited(5, { organisation: 'dwp' })).toBe('DEA2017 Sch 5 para 2');
    expect(cited(6, { organisation: 'dwp' })).toBe('DEA2017 Sch 6 para 1');
    expect(cited(5, { organisation: 'dfe' })).toBeUndefined();
  });
  it('for providers name nobody by themselves', () => {
    expect(cited(5, { class: 'provider' })).toBeUndefined();
  });
  it('change with the day', () => {
    expect(cited(4, { organisation: 'beis' }, '2023-05-02')).toBe('DEA2017 Sch 4 para 6');
    expect(cited(4, { organisation: 'beis' }, '2023-05-03')).toBeUndefined();
  });
  it('of a provider are that of the Part of the body served, with the body served', () => {
    const body = (of: string) => resolveBody({ class: 'private-company', capacity: 'provider-to', of }, law);
    const both = (of: string) => {
      const found = listing(body(of), 8, '2025-03-01', 'E', law);
      return [found?.paragraph.citation, found?.served?.citation];
    };
    expect(both('dwp')).toEqual(['DEA2017 Sch 8 para 41', 'DEA2017 Sch 8 para 7']);
    expect(both('rct-council')).toEqual(['DEA2017 Sch 8 para 56', 'DEA2017 Sch 8 para 46']);
    expect(both('scottish-enterprise')).toEqual(['DEA2017 Sch 8 para 74', 'DEA2017 Sch 8 para 64']);
  });
});

describe('bodies', () => {
  it('have the class given rather than that of the organisation named', () => {
    expect(resolveBody({ organisation: 'dwp', class: 'hmrc' }, law).classes).toEqual(['hmrc']);
  });
  it('have no class that the law data do not know', () => {
    expect(resolveBody({ class: 'dragon' }, law).classes).toEqual([]);
    expect(resolveBody({ organisation: 'nobody-knows-them' }, law).classes).toEqual([]);
  });
  it('that are agencies are one person with their department', () => {
    expect(resolveBody({ organisation: 'dvla' }, law)).toMatchObject({
      person: 'dft',
      agencyOf: 'the Department for Transport',
    });
    expect(resolveBody({ organisation: 'dft' }, law).person).toBe('dft');
  });
});
