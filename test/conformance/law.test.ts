import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assess, type Facts, lawData } from '#law';

const shared = process.env['STILE_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const file = resolve(shared, 'law/cases-open.jsonl');
const absent = !existsSync(file);

interface Case {
  id: string;
  scenario: string;
  facts: Facts;
  expected: { outcome: string; citations: string[]; redirect?: string };
}

const cases = absent
  ? []
  : readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case);

const title = absent
  ? `needs ${file}: set STILE_SHARED to the folder that holds law/`
  : 'cases worked out by hand from the text of the law (law/cases-open.jsonl)';

describe.skipIf(absent)(title, () => {
  it('are there', () => expect(cases.length).toBeGreaterThanOrEqual(120));
  it.each(cases)('$id $scenario', ({ facts, expected }) => {
    const found = assess(facts, lawData);
    expect(found.outcome).toBe(expected.outcome);
    expect(expected.citations.filter((one) => found.citations.includes(one))).not.toEqual([]);
    if (expected.redirect !== undefined) expect(found.redirect).toBe(expected.redirect);
  });
});
