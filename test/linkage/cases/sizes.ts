import type { EdgeCase } from '../edge-case.ts';
import { HEADER, sharedModel } from '../edge-case.ts';

const many = (count: number, row: (i: number) => string) => () =>
  Array.from({ length: count }, (_, i) => row(i));
const columns = Array.from({ length: 297 }, (_, c) => `column ${c}`);

export const sizeCases: readonly EdgeCase[] = [
  {
    what: 'two records that are the same',
    files: [['1,Ann,Lee,1980-01-02', '2,Ann,Lee,1980-01-02']],
    pairs: [['1', '2', 12]],
    clusters: [['1', '2']],
  },
  {
    what: '300 records that are the same',
    files: [{ rows: many(300, (i) => `${i},Ann,Lee,1980-01-02`), shown: '300 times Ann Lee' }],
    clusters: [Array.from({ length: 300 }, (_, i) => String(i))],
    told: { candidatePairs: 44_850, linkedPairs: 44_850 },
    note: 'One cluster: none is cut to a size.',
  },
  {
    what: '2,000 records that are the same',
    files: [{ rows: many(2000, (i) => `${i},Ann,Lee,1980-01-02`), shown: '2,000 times Ann Lee' }],
    told: { candidatePairs: 1_999_000, linkedPairs: 1_999_000, clusters: 1 },
  },
  {
    what: 'one block with more pairs than the memory holds',
    files: [{ rows: many(2500, (i) => `${i},N${i},Lee,`), shown: '2,500 people called Lee' }],
    options: ['--memory', '24', '--threshold', '2'],
    told: { candidatePairs: 3_123_750, linkedPairs: 0, clusters: 2500 },
    note: 'Kept, the pairs would take 36 MiB. They are compared again in place of being kept.',
  },
  {
    what: '300 columns, three of them in the model',
    files: [
      {
        csv: `${HEADER.replace('dob', `${columns.join(',')},dob`)}\n${[1, 2].map((id) => `${id},Ann,Lee,${columns.map((_, c) => `v${c % 7}`).join(',')},1980-01-02\n`).join('')}`,
      },
    ],
    pairs: [['1', '2', 12]],
  },
  {
    what: '40 comparisons of five levels',
    files: [['1,Ann,Lee,1980-01-02', '2,Ann,Lee,1980-01-02']],
    model: manyComparisons(40),
    modelShown: '40 comparisons of five levels each',
    error: { code: 'LINKAGE_TOO_MANY_LEVELS', says: '40 comparisons' },
  },
  {
    what: '26 comparisons of five levels',
    files: [['1,Ann,Lee,1980-01-02', '2,Ann,Lee,1980-01-02']],
    model: manyComparisons(26),
    modelShown: '26 comparisons of five levels each, in which equality counts +1',
    pairs: [['1', '2', 26]],
    note: '5 to the power of 26 patterns, times 4 for two rules, are below 2 to the power of 64.',
  },
  {
    what: 'clusters of 1, 2, 3 … 40 records',
    files: [
      {
        rows: () =>
          Array.from({ length: 40 }, (_, size) =>
            Array.from({ length: size + 1 }, (_, i) => `${size}-${i},N${size},S${size},${1901 + size}-01-02`),
          ).flat(),
        shown: 'one record of the first person, two of the second … 40 of the last',
      },
    ],
    clusters: Array.from({ length: 40 }, (_, size) =>
      Array.from({ length: size + 1 }, (_, i) => `${size}-${i}`),
    ).slice(1),
    told: { records: 820, clusters: 40 },
  },
];

function manyComparisons(count: number): object {
  return {
    ...sharedModel,
    comparisons: Array.from({ length: count }, (_, c) => ({
      name: `comparison-${c}`,
      fields: ['surname'],
      levels: [
        { when: 'missing' },
        { when: 'exact', m: '0.8', u: '0.4' },
        { when: 'jaro-winkler', atLeast: '0.9', m: '0.1', u: '0.1' },
        { when: 'same-key', key: 'soundex', m: '0.05', u: '0.1' },
        { when: 'else', m: '0.05', u: '0.4' },
      ],
    })),
  };
}
