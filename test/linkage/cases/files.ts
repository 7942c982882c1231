import type { EdgeCase } from '../edge-case.ts';
import { HEADER, sharedModel } from '../edge-case.ts';

const ann = '1,Ann,Lee,1980-01-02';
const again = '2,Ann,Lee,1980-01-02';
const both = [['1', '2', 12]] as const;

export const fileCases: readonly EdgeCase[] = [
  { what: 'a header and no row', files: [[]], pairs: [], clusters: [], told: { records: 0, clusters: 0 } },
  {
    what: 'an empty file',
    files: [{ csv: '' }],
    error: { code: 'LINK_JOB_CSV_EMPTY' },
  },
  { what: 'one record', files: [[ann]], pairs: [], clusters: [], told: { records: 1, clusters: 1 } },
  {
    what: 'two files, the second without a row',
    files: [[ann, again], []],
    pairs: [],
    clusters: [],
    told: { records: 2, clusters: 2 },
    note: 'Records of one file are not linked with each other.',
  },
  {
    what: 'two files, the first without a row',
    files: [[], [ann, again]],
    pairs: [],
    clusters: [],
    told: { records: 2, clusters: 2 },
  },
  { what: 'two files without a row', files: [[], []], pairs: [], clusters: [], told: { records: 0 } },
  {
    what: 'no two records have a key in common',
    files: [[ann, '2,Bob,Ray,1970-05-06']],
    pairs: [],
    clusters: [],
    told: { candidatePairs: 0, clusters: 2 },
  },
  {
    what: 'a byte order mark, carriage returns, quotation marks, a comma and a line break within quotes',
    files: [
      {
        csv: `\ufeff${HEADER}\r\n1,"Ann","Lee, ""the"" elder",1980-01-02\r\n2,Ann,"Lee\r\n""The"" Elder","1980-01-02"\r\n`,
      },
    ],
    pairs: both,
    note: 'Signs other than letters and digits do not count in a surname.',
  },
  {
    what: 'no line end after the last row, and empty lines',
    files: [{ csv: `${HEADER}\n\n${ann}\n\n\n${again}` }],
    pairs: both,
  },
  { what: 'packed with gzip', files: [{ csvGz: `${HEADER}\n${ann}\n${again}\n` }], pairs: both },
  {
    what: 'called .gz, and not packed',
    files: [
      { bytes: Buffer.from(`${HEADER}\n${ann}\n`), ending: 'csv.gz', shown: 'plain text as `a.csv.gz`' },
    ],
    error: { code: 'LINK_JOB_GZIP_DAMAGED' },
  },
  {
    what: 'not UTF-8',
    files: [
      {
        bytes: Buffer.from(`${HEADER}\n1,Zo\u00eb,Lee,1980-01-02\n`, 'latin1'),
        ending: 'csv',
        shown: '“Zoë” in Latin-1',
      },
    ],
    error: { code: 'LINK_JOB_CSV_ENCODING', says: 'row 1,' },
  },
  {
    what: 'UTF-16',
    files: [{ bytes: Buffer.from(`${HEADER}\n${ann}\n`, 'utf16le'), ending: 'csv', shown: 'text in UTF-16' }],
    error: { code: 'LINK_JOB_CSV_HEADER' },
  },
  {
    what: 'a row with too many cells',
    files: [[ann, '2,Ann,Leigh,Smith,1980-01-02']],
    error: { code: 'LINK_JOB_CSV_RAGGED', says: 'Row 2 of' },
  },
  {
    what: 'a quotation mark that is not closed',
    files: [[ann, '2,"Ann,Leigh,1980-01-02']],
    error: { code: 'LINK_JOB_CSV_QUOTE_OPEN', says: 'row 2 of' },
  },
  {
    what: 'semicolons between the cells',
    files: [{ csv: 'id;forename;surname;dob\n1;Ann;Lee;1980-01-02\n' }],
    error: { code: 'LINK_JOB_ID_MISSING' },
  },
  {
    what: 'Parquet with nulls, empty texts and dates',
    files: [
      {
        parquet:
          "SELECT * FROM (VALUES (1, 'Ann', NULL, DATE '1980-01-02'), (2, 'Ann', '', DATE '1980-01-02'), (3, NULL, 'Lee', DATE '1980-01-02')) AS t(id, forename, surname, dob)",
      },
    ],
    pairs: [
      ['1', '2', 8],
      ['1', '3', 5],
      ['2', '3', 5],
    ],
    note: 'A null and an empty text are both missing, and count 0.',
  },
  {
    what: 'Parquet with moments in time where dates are wanted',
    files: [
      {
        parquet:
          "SELECT * FROM (VALUES (1, 'Ann', 'Lee', TIMESTAMP '1980-01-02 00:00:00'), (2, 'Ann', 'Lee', TIMESTAMP '1980-01-02 10:11:12')) AS t(id, forename, surname, dob)",
      },
    ],
    pairs: both,
  },
  {
    what: 'Parquet with lists',
    files: [
      {
        parquet:
          "SELECT * FROM (VALUES (1, 'Lee', ['a', 'b']), (2, 'Lee', ['b', 'c']), (3, 'Lee', ['d']), (4, 'Lee', NULL)) AS t(id, surname, tags)",
      },
    ],
    model: listModel(),
    modelShown: 'one member in common counts +3',
    options: ['--threshold', '-9'],
    pairs: [
      ['1', '2', 3],
      ['1', '3', -3],
      ['2', '3', -3],
      ['1', '4', 0],
      ['2', '4', 0],
      ['3', '4', 0],
    ],
  },
  {
    what: 'lists in CSV, as JSON',
    files: [{ csv: 'id,surname,tags\n1,Lee,"[""a"",""b""]"\n2,Lee,"[""b"",""c""]"\n3,Lee,"a, b"\n' }],
    model: listModel(),
    modelShown: 'one member in common counts +3',
    options: ['--threshold', '-9'],
    pairs: [
      ['1', '2', 3],
      ['1', '3', -3],
      ['2', '3', -3],
    ],
    note: 'A text that is no JSON array is a list without members.',
  },
  {
    what: 'columns called with blanks, quotation marks, letters beyond ASCII, and `__proto__`',
    files: [{ csv: 'id,fore name,"naïve ""x""",__proto__\n1,Ann,Lee,1980-01-02\n2,Ann,Lee,1980-01-02\n' }],
    model: {
      ...sharedModel,
      fields: [
        { name: 'forename', kind: 'forename', column: 'fore name' },
        { name: 'surname', kind: 'surname', column: 'naïve "x"' },
        { name: 'dob', kind: 'date', column: '__proto__' },
      ],
    },
    modelShown: 'each field names its `column`',
    pairs: both,
  },
  {
    what: 'fields called as what every object has',
    files: [{ csv: 'id,constructor,valueof,dob\n1,Ann,Lee,1980-01-02\n2,Ann,Lee,1980-01-02\n' }],
    model: JSON.parse(
      JSON.stringify(sharedModel)
        .replaceAll('"name":"forename"', '"name":"constructor"')
        .replaceAll('["forename"]', '["constructor"]')
        .replaceAll('"name":"surname"', '"name":"valueof"')
        .replaceAll('["surname"]', '["valueof"]')
        .replaceAll('"field":"surname"', '"field":"valueof"'),
    ),
    modelShown: 'fields `constructor`, `valueof`, `dob`',
    pairs: both,
  },
  {
    what: 'a column name twice',
    files: [{ csv: 'id,surname,dob,surname\n1,a,b,c\n' }],
    error: { code: 'LINK_JOB_COLUMN_TWICE', says: 'Columns 2 and 4' },
  },
  {
    what: 'two files with their columns in another order, and one column in one of them only',
    files: [[ann], { csv: 'surname,forename,id\nLee,Ann,7\n' }],
    pairs: [['1', '7', 7]],
    note: 'What a file lacks is missing in all its rows.',
  },
  {
    what: 'the same file on both sides',
    files: [
      [ann, again],
      [ann, again],
    ],
    pairs: [
      ['1', '1', 12],
      ['1', '2', 12],
      ['2', '1', 12],
      ['2', '2', 12],
    ],
    clusters: [['a:1', 'a:2', 'b:1', 'b:2']],
  },
  {
    what: 'a result that would replace a file of records',
    files: [[ann]],
    options: ['--out', '@a.csv'],
    error: { code: 'CLI_USAGE', says: '--out names a file that is read' },
  },
  {
    what: 'a folder for results that is not there',
    files: [[ann]],
    options: ['--out', '@nowhere/pairs.csv'],
    error: { code: 'LINK_JOB_OUT_FOLDER_MISSING' },
    note: 'Seen before anything is read.',
  },
];

function listModel(): object {
  return {
    ...sharedModel,
    fields: [
      { name: 'surname', kind: 'surname' },
      { name: 'tags', kind: 'list' },
    ],
    blocking: sharedModel.blocking.slice(0, 1),
    comparisons: [
      {
        name: 'tags',
        fields: ['tags'],
        levels: [
          { when: 'missing' },
          { when: 'overlap', atLeast: 1, m: '0.8', u: '0.1' },
          { when: 'else', m: '0.1', u: '0.8' },
        ],
      },
    ],
  };
}
