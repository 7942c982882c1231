import type { EdgeCase } from '../edge-case.ts';
import { sharedModel } from '../edge-case.ts';

const names = (i: number): string =>
  `F${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]},S${'uvwxyzabcd'[(i * 7) % 10]}${'efghijklmn'[Math.floor((i * 7) / 10) % 10]}`;
const day = (i: number): string => `${1950 + (i % 40)}-0${1 + (i % 9)}-1${i % 10}`;

export const trainingCases: readonly EdgeCase[] = [
  {
    what: 'training on no row',
    command: 'match',
    files: [[]],
    told: {
      linkedPairs: 0,
      clusters: 0,
      findings: ['LINKAGE_TRAIN_NO_CANDIDATES', 'LINKAGE_TRAIN_NO_RANDOM_PAIRS'],
    },
  },
  {
    what: 'training on one record',
    command: 'match',
    files: [['1,Ann,Lee,1980-01-02']],
    told: {
      linkedPairs: 0,
      clusters: 1,
      findings: ['LINKAGE_TRAIN_NO_CANDIDATES', 'LINKAGE_TRAIN_NO_RANDOM_PAIRS'],
    },
  },
  {
    what: 'training where the first file has no row',
    command: 'match',
    files: [[], ['1,Ann,Lee,1980-01-02', '2,Ann,Lee,1980-01-02']],
    told: {
      linkedPairs: 0,
      clusters: 2,
      findings: ['LINKAGE_TRAIN_NO_CANDIDATES', 'LINKAGE_TRAIN_NO_RANDOM_PAIRS'],
    },
  },
  {
    what: 'training on records of which no two are one person',
    command: 'match',
    files: [
      {
        rows: () =>
          Array.from(
            { length: 400 },
            (_, i) => `${i},Fore${i},Sur${i % 200},${1900 + (i % 97)}-0${1 + (i % 7)}-11`,
          ),
        shown: '400 records: each forename once, each surname twice',
      },
    ],
    told: { linkedPairs: 0, clusters: 400 },
  },
  {
    what: 'training on records of which each is there twice, the same',
    command: 'match',
    files: [
      {
        rows: () => Array.from({ length: 200 }, (_, i) => `${i},${names(i % 100)},${day(i % 100)}`),
        shown: '100 different people, each twice',
      },
    ],
    clusters: Array.from({ length: 100 }, (_, i) => [String(i), String(i + 100)]),
    told: { linkedPairs: 100 },
  },
  {
    what: 'training on 2,000 records that are all the same',
    command: 'match',
    files: [
      {
        rows: () => Array.from({ length: 2000 }, (_, i) => `${i},Ann,Lee,1980-01-02`),
        shown: '2,000 times Ann Lee',
      },
    ],
    told: { candidatePairs: 1_999_000, linkedPairs: 0 },
    note: 'Agreement is no news where all agree, so nothing is linked, and the findings say why. `predict` with the figures of another file links them.',
  },
  {
    what: 'training a model of one comparison, by whose field the records are blocked',
    command: 'match',
    files: [
      {
        rows: () => Array.from({ length: 100 }, (_, i) => `${i},Ann,S${i % 50},`),
        shown: '50 surnames, each twice',
      },
    ],
    model: {
      ...sharedModel,
      comparisons: sharedModel.comparisons.slice(1, 2),
      blocking: sharedModel.blocking.slice(0, 1),
    },
    modelShown: 'the surname alone is compared, and is the rule',
    told: { candidatePairs: 50 },
    note: 'Nothing can be learned: the findings say that the rule looks at every comparison.',
  },
  {
    what: 'training where one column is empty',
    command: 'match',
    files: [
      {
        rows: () => Array.from({ length: 200 }, (_, i) => `${i},${names(i % 100)},`),
        shown: '100 different people, each twice, without a date of birth',
      },
    ],
    told: { records: 200 },
  },
  {
    what: 'people without a model, and columns that say nothing of people',
    command: 'match',
    model: 'none',
    files: [{ csv: 'id,x,y\n1,a,b\n2,a,b\n' }],
    error: { code: 'LINKAGE_PERSON_UNKNOWN', says: '“x” is left out' },
  },
  {
    what: 'people without a model, and no row',
    command: 'match',
    model: 'none',
    files: [{ csv: 'id,first_name,surname,dob\n' }],
    error: { code: 'LINKAGE_PERSON_UNKNOWN', says: 'nearly always empty' },
  },
  {
    what: 'people without a model, and all records the same',
    command: 'match',
    model: 'none',
    files: [
      {
        csv: `id,first_name,surname,dob\n${Array.from({ length: 50 }, (_, i) => `${i},Ann,Lee,1980-01-02\n`).join('')}`,
      },
    ],
    error: { code: 'LINKAGE_PERSON_UNKNOWN', says: 'it says the same in every row' },
  },
  {
    what: 'people without a model, and the second file without a row',
    command: 'match',
    model: 'none',
    files: [
      { csv: 'id,first_name,surname,dob\n1,Ann,Lee,1980-01-02\n2,Bob,Ray,1970-05-06\n' },
      { csv: 'id,first_name,surname,dob\n' },
    ],
    error: { code: 'LINKAGE_PERSON_UNKNOWN', says: 'no two records have enough in common' },
  },
];
