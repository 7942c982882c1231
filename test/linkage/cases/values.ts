import type { EdgeCase } from '../edge-case.ts';
import { rawModel, sharedModel } from '../edge-case.ts';

const born = '1980-01-02';
const all = [['1', '2', 12]] as const;

export const valueCases: readonly EdgeCase[] = [
  {
    what: 'no value in one column',
    files: [[`1,,Lee,${born}`, `2,,Lee,${born}`]],
    pairs: [['1', '2', 9]],
    note: 'A missing value speaks neither for nor against.',
  },
  {
    what: 'no value in any column',
    files: [['1,,,', '2,,,', '3,,,']],
    pairs: [],
    told: { candidatePairs: 0, clusters: 3 },
  },
  {
    what: 'an empty text, quoted or not, and a value of blanks',
    files: [[`1,"",Lee,${born}`, `2,,Lee,${born}`, `3,"  ",Lee,${born}`]],
    pairs: [
      ['1', '2', 9],
      ['1', '3', 9],
      ['2', '3', 9],
    ],
    note: 'Missing all three: nothing is left of blanks when a name is cleaned.',
  },
  {
    what: 'blanks in a field that is compared as it stands',
    files: [[`1, Ann,Lee,${born}`, `2,Ann,Lee,${born}`, `3," ",Lee,${born}`, `4," ",Lee,${born}`]],
    model: rawModel,
    modelShown: 'all fields `raw`',
    options: ['--threshold', '7'],
    pairs: [['3', '4', 12]],
  },
  {
    what: 'what people type when they know nothing',
    files: [[`1,Unknown,Lee,${born}`, `2,n/a,Lee,${born}`, '3,Ann,Lee,1900-01-01', '4,Ann,Lee,9999-12-31']],
    options: ['--threshold', '7'],
    pairs: [
      ['1', '2', 9],
      ['3', '4', 7],
    ],
    note: '“Unknown”, “n/a” and filler dates are missing.',
  },
  {
    what: 'people called Null, None, Na and True',
    files: [[`1,None,Null,${born}`, `2,None,Null,${born}`, '3,True,Na,1970-05-06', '4,True,Na,1970-05-06']],
    pairs: [
      ['1', '2', 12],
      ['3', '4', 12],
    ],
    note: 'They are names.',
  },
  {
    what: 'days in other forms',
    files: [
      ['1,Ann,Lee,1980-01-02', '2,Ann,Lee,02/01/1980', '3,Ann,Lee,2 January 1980', '4,Ann,Lee,19800102'],
    ],
    clusters: [['1', '2', '3', '4']],
    options: ['--threshold', '12'],
  },
  {
    what: 'a day that is in no calendar',
    files: [['1,Ann,Lee,1980-02-30', '2,Ann,Lee,1980-02-30']],
    pairs: [['1', '2', 7]],
    note: 'It is missing.',
  },
  {
    what: 'capitals, accents and apostrophes',
    files: [[`1,SIÂN,O’Brien,${born}`, `2,Siân,O'BRIEN,${born}`]],
    pairs: all,
  },
  { what: 'Polish', files: [[`1,Łukasz,Wójcik,${born}`, `2,LUKASZ,WOJCIK,${born}`]], pairs: all },
  { what: 'Vietnamese', files: [[`1,Nguyễn,Trần,${born}`, `2,Nguyen,Tran,${born}`]], pairs: all },
  { what: 'German', files: [[`1,Jürgen,Weiß,${born}`, `2,JURGEN,WEISS,${born}`]], pairs: all },
  {
    what: 'Turkish, with an i without a dot',
    files: [[`1,Işıl,Çelik,${born}`, `2,Isil,Celik,${born}`]],
    pairs: all,
  },
  {
    what: 'Arabic, from right to left, with a mark of direction',
    files: [[`1,محمد,الحسن,${born}`, `2,\u200fمحمد,الحسن,${born}`]],
    pairs: all,
    note: 'Marks of direction do not count.',
  },
  {
    what: 'Arabic with and without its vowels',
    files: [[`1,مُحَمَّد,الحسن,${born}`, `2,محمد,الحسن,${born}`]],
    pairs: [['1', '2', 6]],
    note: 'Marks are taken off Latin, Greek and Cyrillic letters only, so these two differ.',
  },
  { what: 'Chinese', files: [[`1,明,李,${born}`, `2,明,李,${born}`]], pairs: all },
  {
    what: 'one letter written in two ways: composed, and with a mark that follows it',
    files: [[`1,Zo\u00eb,Lee,${born}`, `2,Zoe\u0308,Lee,${born}`]],
    pairs: all,
  },
  {
    what: 'the same in a field that is compared as it stands',
    files: [[`1,Zo\u00eb,Lee,${born}`, `2,Zoe\u0308,Lee,${born}`]],
    model: rawModel,
    modelShown: 'all fields `raw`',
    pairs: [['1', '2', 6]],
    note: 'Byte by byte they differ, as in a database.',
  },
  { what: 'letters of full width', files: [[`1,Ａｎｎ,Ｌｅｅ,${born}`, `2,Ann,Lee,${born}`]], pairs: all },
  {
    what: 'pictures for names',
    files: [[`1,😀,Lee,${born}`, `2,😀,Lee,${born}`]],
    pairs: [['1', '2', 9]],
    note: 'A picture is no letter: the forename is missing. In a `raw` field it counts.',
  },
  {
    what: 'pictures of several code points in a field that is compared as it stands',
    files: [[`1,👩‍👩‍👧,Lee,${born}`, `2,👩‍👩‍👧,Lee,${born}`, `3,👩‍👩‍👦,Lee,${born}`]],
    model: rawModel,
    modelShown: 'all fields `raw`',
    pairs: [
      ['1', '2', 12],
      ['1', '3', 6],
      ['2', '3', 6],
    ],
  },
  {
    what: 'zero bytes',
    files: [[`1,A\0nn,Lee,${born}`, `2,A\0nn,Lee,${born}`, `3,Ann,Lee,${born}`]],
    pairs: [
      ['1', '2', 12],
      ['1', '3', 6],
      ['2', '3', 6],
    ],
    note: 'Like a blank in a name: the text does not end there.',
  },
  {
    what: 'values of 10,000 letters',
    files: [
      {
        rows: () => [`1,${'a'.repeat(10_000)},Lee,${born}`, `2,${'a'.repeat(10_000)},Lee,${born}`],
        shown: 'forenames of 10,000 times `a`',
      },
    ],
    pairs: [['1', '2', 9]],
    note: 'More than 512 characters are no name: missing.',
  },
  {
    what: 'values of 10,000 letters that are compared as they stand, by likeness',
    files: [
      {
        rows: () =>
          [`x${'ab'.repeat(5000)}x`, `y${'ab'.repeat(5000)}y`, `z${'cd'.repeat(5000)}z`].map(
            (text, i) => `${i + 1},${text},Lee,${born}`,
          ),
        shown: '`xabab…abx`, `yabab…aby` and `zcdcd…cdz`',
      },
    ],
    model: {
      ...rawModel,
      comparisons: [
        {
          name: 'forename',
          fields: ['forename'],
          levels: [
            { when: 'damerau-levenshtein', atMost: 2, m: '0.8', u: '0.1' },
            { when: 'jaro-winkler', atLeast: '0.9', m: '0.4', u: '0.1' },
            { when: 'else', m: '0.1', u: '0.8' },
          ],
        },
      ],
    },
    modelShown: 'two edits count +3, Jaro-Winkler from 0.9 +2, else -3',
    options: ['--threshold', '-9'],
    pairs: [
      ['1', '2', 3],
      ['1', '3', -3],
      ['2', '3', -3],
    ],
  },
  {
    what: 'one text that is a key of two rules: “Scott”, forename of some and surname of others',
    files: [
      [
        '1,Scott,Lee,1980-01-02',
        '2,Scott,Ray,1970-02-03',
        '3,Ann,Scott,1960-03-04',
        '4,Bob,Scott,1950-04-05',
      ],
    ],
    model: {
      ...sharedModel,
      blocking: ['forename', 'surname'].map((field) => ({ name: field, keys: [{ field, key: 'whole' }] })),
    },
    modelShown: 'rules: same forename; same surname',
    options: ['--threshold', '-9'],
    pairs: [
      ['1', '2', -3],
      ['3', '4', -2],
    ],
    note: 'Each rule has its own keys: neither takes a block from the other.',
  },
  {
    what: 'a pair that both rules give',
    files: [[`1,Ann,Lee,${born}`, `2,Bob,Lee,${born}`]],
    pairs: [['1', '2', 6]],
    told: { candidatePairs: 1 },
    note: 'It comes once, under the first rule.',
  },
];
