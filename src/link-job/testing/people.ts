import { writeFileSync } from 'node:fs';
import { encodedTable, type LinkageModel, linkageModelSchema } from '#linkage';
import { generateLinkagePeople, toCsvLine } from '#synthetic';

/* For tests: models, and tables that they are tried on. */

const rule = (name: string, ...fields: readonly string[]) => ({
  name,
  keys: fields.map((field) => ({ field, key: 'whole' })),
});

const exact = (name: string, m: string, u: string) => ({
  name,
  fields: [name],
  levels: [
    { when: 'missing' },
    { when: 'exact', m, u, termFrequency: true },
    { when: 'jaro-winkler', atLeast: '0.8', m: '0.05', u: '0.01' },
    { when: 'else', m: '0.02', u: '0.9' },
  ],
});

/** Surname, town and year of birth, compared with figures that were not trained. */
export const threeFacts = (): LinkageModel =>
  linkageModelSchema.parse({
    format: 'stile-linkage-model/1',
    name: 'three facts',
    fields: [
      { name: 'surname', kind: 'surname' },
      { name: 'town', kind: 'place' },
      { name: 'born', kind: 'text' },
    ],
    blocking: [rule('surname', 'surname'), rule('town-born', 'town', 'born')],
    comparisons: [
      exact('surname', '0.9', '0.02'),
      exact('town', '0.8', '0.1'),
      exact('born', '0.95', '0.03'),
    ],
    priorMatchProbability: '0.001',
    termFrequencyPriorRows: 10,
  });

/** Rows of surname, town and year; an empty text is missing. */
export const tableOf = (rows: readonly (readonly [string, string, string])[], split = 0) =>
  encodedTable(
    {
      surname: rows.map(([surname]) => surname),
      town: rows.map(([, town]) => town),
      born: rows.map(([, , born]) => born),
    },
    split,
  );

/** A model for the made-up people of `peopleOf`: fields that are cleaned, and a rule whose keys are words. */
export const peopleModel = (): LinkageModel =>
  linkageModelSchema.parse({
    format: 'stile-linkage-model/1',
    name: 'people',
    fields: [
      { name: 'first_name', kind: 'forename' },
      { name: 'surname', kind: 'surname' },
      { name: 'dob', kind: 'date' },
      { name: 'postcode', kind: 'postcode-uk' },
      { name: 'city', kind: 'place' },
      { name: 'email', kind: 'email', optional: true },
    ],
    blocking: [
      rule('first_name-dob', 'first_name', 'dob'),
      rule('surname-postcode', 'surname', 'postcode'),
      rule('email', 'email'),
      { name: 'city-words-year', keys: [key('city', 'tokens'), key('dob', 'year-month')] },
    ],
    comparisons: [
      compared('first_name', '0.8', '0.004', { when: 'same-key', key: 'nickname' }),
      compared('surname', '0.85', '0.002', { when: 'crosses', field: 'surname', with: 'first_name' }),
      compared('dob', '0.9', '0.0001', { when: 'damerau-levenshtein', atMost: 1 }),
      compared('postcode', '0.8', '0.0001', { when: 'same-key', key: 'sector' }),
      compared('city', '0.9', '0.02', { when: 'jaro-winkler', atLeast: '0.88' }),
      compared('email', '0.85', '0.00001', { when: 'jaro-winkler', atLeast: '0.88' }),
    ],
    priorMatchProbability: '0.0005',
    termFrequencyPriorRows: 10,
  });

const key = (field: string, kind: string) => ({ field, key: kind });

const compared = (name: string, m: string, u: string, near: object) => ({
  name,
  fields: name === 'surname' ? ['surname', 'first_name'] : [name],
  levels: [
    { when: 'missing' },
    { when: 'exact', m, u, ...(name === 'dob' ? {} : { termFrequency: true }) },
    { ...near, m: '0.05', u: '0.003' },
    { when: 'else', m: '0.06', u: '0.96' },
  ],
});

/** Made-up people as `stile generate linkage` writes them: a header, rows, and for each id the person. */
export function peopleOf(records: number, two = false) {
  const { files, truth } = generateLinkagePeople({ seed: 'link-job', records, two });
  const rowsOf = (file: (typeof files)[number]): readonly (readonly string[])[] => [...file.rows()];
  return {
    header: files[0]?.header ?? [],
    files: files.map(rowsOf),
    who: new Map(rowsOf(truth).map(([id = '', person = '']) => [id, person])),
  };
}

/** Writes rows as CSV. */
export function writeCsv(
  path: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  writeFileSync(path, [header, ...rows].map(toCsvLine).join(''));
}
