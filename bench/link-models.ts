import { type LinkageModel, parseLinkageModel } from '#linkage';

/*
 * The models of `link.ts`, as bench/splink/settings.py has them for Splink: the same rules, comparisons and levels. The m and u are where
 * training begins.
 */

type Rule = readonly string[];

const light: readonly Rule[] = [
  ['first_name', 'dob'],
  ['surname', 'postcode'],
  ['dob', 'postcode'],
  ['email'],
];
const heavy: readonly Rule[] = [...light, ['first_name', 'surname'], ['postcode']];

const missing = { when: 'missing' };
const other = (m: string, u: string) => ({ when: 'else', m, u });
const exact = (m: string, u: string) => ({ when: 'exact', m, u });
const jaroWinkler = (atLeast: string, m: string, u: string) => ({ when: 'jaro-winkler', atLeast, m, u });
const edits = (atMost: number, m: string, u: string) => ({ when: 'damerau-levenshtein', atMost, m, u });
const counted = { termFrequency: true };

const levels: Readonly<Record<string, readonly object[]>> = {
  first_name: [
    { ...exact('0.8', '0.004'), ...counted },
    jaroWinkler('0.92', '0.08', '0.002'),
    jaroWinkler('0.7', '0.04', '0.03'),
    other('0.08', '0.964'),
  ],
  surname: [
    { ...exact('0.85', '0.002'), ...counted },
    jaroWinkler('0.92', '0.06', '0.001'),
    jaroWinkler('0.7', '0.03', '0.03'),
    other('0.06', '0.967'),
  ],
  dob: [
    exact('0.92', '0.0001'),
    edits(1, '0.04', '0.002'),
    edits(2, '0.02', '0.02'),
    other('0.02', '0.9779'),
  ],
  postcode: [
    exact('0.85', '0.0001'),
    edits(1, '0.03', '0.001'),
    edits(2, '0.02', '0.004'),
    other('0.1', '0.9949'),
  ],
  city: [{ ...exact('0.9', '0.01'), ...counted }, other('0.1', '0.99')],
  email: [exact('0.85', '0.000002'), jaroWinkler('0.88', '0.1', '0.0005'), other('0.05', '0.999498')],
};

export const benchModel = (rules: 'light' | 'heavy'): LinkageModel =>
  parseLinkageModel({
    format: 'stile-linkage-model/1',
    name: `bench ${rules}`,
    fields: Object.keys(levels).map((name) => ({ name, kind: 'raw' })),
    blocking: (rules === 'light' ? light : heavy).map((fields) => ({
      name: fields.join('-'),
      keys: fields.map((field) => ({ field, key: 'whole' })),
    })),
    comparisons: Object.entries(levels).map(([name, own]) => ({
      name,
      fields: [name],
      levels: [missing, ...own],
    })),
    priorMatchProbability: '0.000001',
  });
