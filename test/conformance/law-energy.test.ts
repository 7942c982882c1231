import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assess, type Facts, lawData } from '#law';

const shared = process.env['STILE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const file = resolve(shared, 'law/cases-open.jsonl');
const absent = !existsSync(file);

interface Case {
  id: string;
  power: string;
  scenario: string;
  facts: Facts;
  expected: { outcome: string; citations: string[] };
}

const cases = absent
  ? []
  : readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ power }) => power === 'dea2017-s36' || power === 'dea2017-s37');

const title = absent
  ? `needs ${file}: set STILE_SHARED to the folder that holds law/`
  : 'cases of sections 36 and 37 worked out by hand (law/cases-open.jsonl)';

describe.skipIf(absent)(title, () => {
  it('are there', () => expect(cases.length).toBeGreaterThanOrEqual(8));
  it.each(cases)('$id $scenario', ({ facts, expected }) => {
    const { outcome, citations } = assess(facts, lawData);
    expect(outcome).toBe(expected.outcome);
    expect(expected.citations.some((one) => citations.includes(one))).toBe(true);
  });
});
