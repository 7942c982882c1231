import { describe, expect, it } from 'vitest';
import { encodedTable } from '../encoded.ts';
import { linkageModelSchema } from '../model.ts';
import { candidateRules } from './candidate-rules.ts';
import { personModel } from './person-model.ts';
import { fieldName, personParts } from './person-parts.ts';
import { personRoles } from './person-roles.ts';
import { sampleTable } from './sample-table.ts';

const forenames = ['ann', 'bob', 'carol', 'dilys', 'evan', 'fatima', 'george', 'huw', 'irene', 'jack'];
const surnames = [
  'ashe',
  'brook',
  'cole',
  'davies',
  'east',
  'field',
  'grey',
  'hill',
  'ivory',
  'jones',
  'khan',
];
/** 400 people, each twice; in the second record every third surname has a letter too many, and every fifth no town. */
const people = (records = 800) => {
  const rows = Array.from({ length: records }, (_, row) => ({ person: row >> 1, again: row % 2 === 1 }));
  const surname = (person: number) => `${surnames[person % 11]}${surnames[(person * 7) % 10]?.slice(0, 2)}`;
  return encodedTable({
    rec_id: rows.map(({ person, again }) => `rec-${person}-${again}`),
    first_name: rows.map(({ person }) => forenames[person % 10] ?? null),
    surname: rows.map(({ person, again }) => surname(person) + (again && person % 3 === 0 ? 'x' : '')),
    dob: rows.map(
      ({ person }) =>
        `${1930 + ((person * 13) % 70)}-${String(1 + (person % 12)).padStart(2, '0')}-${String(2 + ((person * 5) % 26)).padStart(2, '0')}`,
    ),
    city: rows.map(({ person, again }) => (again && person % 5 === 0 ? null : `town ${(person * 3) % 17}`)),
    cluster: rows.map(({ person }) => String(person)),
  });
};

describe('the person model', () => {
  it('is a valid model, the same each time, that never uses the answer, and says what it does', () => {
    const table = people();
    const { model, sentences, rules } = personModel(table);
    expect(linkageModelSchema.parse(model)).toEqual(model);
    expect(personModel(table).model).toEqual(model);
    expect(JSON.stringify(model)).not.toMatch(/cluster|rec_id/);
    expect(sentences).toContain('“surname” is taken for the surname, by its name.');
    expect(sentences.filter((one) => one.startsWith('“cluster” is left out'))).toHaveLength(1);
    expect(rules.chosen.reduce((sum, { newMatches }) => sum + newMatches, 0)).toBeGreaterThan(350);
  });

  it('keeps within the budget of pairs', () => {
    const { rules } = personModel(people(), { budget: 500 });
    expect(rules.chosen.reduce((sum, { newPairs }) => sum + newPairs, 0)).toBeLessThanOrEqual(500);
    expect(rules.chosen.length).toBeGreaterThan(0);
  });

  it('is refused where nothing tells people apart', () => {
    const table = encodedTable({ city: ['Hull', 'Leeds', 'Hull'], status: ['a', 'b', 'c'] });
    expect(() => personModel(table)).toThrow(expect.objectContaining({ code: 'LINKAGE_PERSON_UNKNOWN' }));
  });

  it('is valid whatever columns there are, and every candidate rule with it', () => {
    const columns = personRoles
      .filter((role) => role !== 'birth-day')
      .map((role) => ({ column: `The ${role}`, role }));
    for (const some of [
      columns,
      columns.filter(({ role }) => role === 'full-name' || role === 'birth-date'),
    ]) {
      const parts = personParts(some);
      const candidates = candidateRules(parts, 1000);
      for (let at = 0; at < candidates.length; at += 32) {
        const model = {
          format: 'stile-linkage-model/1',
          name: 'people',
          fields: parts.fields,
          blocking: candidates.slice(at, at + 32),
          comparisons: parts.comparisons,
          priorMatchProbability: '0.001',
        };
        const parsed = linkageModelSchema.safeParse(model);
        expect(parsed.error?.issues ?? []).toEqual([]);
      }
    }
  });

  it.each([
    [' given_name', 'given_name'],
    ['Date of Birth', 'date_of_birth'],
    ['1st line', 'st_line'],
    ['Prénom', 'prenom'],
    ['名前', 'column'],
  ])('calls the column %j %s', (column, name) => {
    expect(fieldName(column, new Set())).toBe(name);
    expect(fieldName(column, new Set([name]))).toBe(`${name}_2`);
  });
});

describe('a sample of a table', () => {
  it('has about so many rows of each file, whole rows, always the same', () => {
    const { columns, rows } = people(4000);
    const table = { rows, columns, split: 3000 };
    const sample = sampleTable(table, 1000);
    expect(sample.rows).toBeGreaterThan(900);
    expect(sample.rows).toBeLessThan(1100);
    expect(sample.split / sample.rows).toBeCloseTo(0.75, 1);
    expect(sampleTable(table, 1000)).toEqual(sample);
    expect(sampleTable(table, 4000)).toBe(table);
  });
});
