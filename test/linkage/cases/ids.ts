import type { EdgeCase } from '../edge-case.ts';

const who = 'Ann,Lee,1980-01-02';

export const idCases: readonly EdgeCase[] = [
  {
    what: 'whole numbers beyond 2 to the power of 53, and the least of 64 bits',
    files: [[`9007199254740993,${who}`, `9007199254740992,${who}`, `-9223372036854775808,${who}`]],
    pairs: [
      ['9007199254740993', '9007199254740992', 12],
      ['9007199254740993', '-9223372036854775808', 12],
      ['9007199254740992', '-9223372036854775808', 12],
    ],
    clusters: [['9007199254740993', '9007199254740992', '-9223372036854775808']],
    note: 'They stay whole numbers, to the last digit.',
  },
  {
    what: 'a number beyond 64 bits',
    files: [[`9223372036854775808,${who}`, `1,${who}`]],
    pairs: [['9223372036854775808', '1', 12]],
    note: 'All identifiers are text then.',
  },
  {
    what: 'text with blanks, commas, quotation marks and letters beyond ASCII',
    files: [[` 1,${who}`, `1,${who}`, `ü\u00a0😀,${who}`, `"a,""b""",${who}`]],
    clusters: [[' 1', '1', 'ü\u00a0😀', 'a,"b"']],
    note: 'A blank before the 1 makes another identifier.',
  },
  {
    what: 'zeros at the front',
    files: [[`01,${who}`, `1,${who}`, `1.0,${who}`]],
    clusters: [['01', '1', '1.0']],
    note: 'Three identifiers, as they stand.',
  },
  {
    what: 'the same identifiers in two files',
    files: [
      [`1,${who}`, '2,Bob,Ray,1970-05-06'],
      ['1,Bob,Ray,1970-05-06', `2,${who}`],
    ],
    pairs: [
      ['1', '2', 12],
      ['2', '1', 12],
    ],
    clusters: [
      ['a:1', 'b:2'],
      ['a:2', 'b:1'],
    ],
    note: '`source` in the file of clusters says which file.',
  },
  {
    what: 'whole numbers in one file, text in the other',
    files: [[`1,${who}`], [`x1,${who}`]],
    pairs: [['1', 'x1', 12]],
    note: 'All identifiers are text then.',
  },
  {
    what: 'one identifier twice in a file',
    files: [[`secret-7,${who}`, '8,Bob,Ray,1970-05-06', `secret-7,${who}`]],
    error: {
      code: 'LINK_JOB_ID_TWICE',
      says: 'Row 3 of /a.csv, the header not counted, has the same id as row 1',
    },
    note: 'The message has the numbers of the rows, and no value.',
  },
  {
    what: 'a record without an identifier',
    files: [[`1,${who}`, `,${who}`]],
    error: { code: 'LINK_JOB_ID_EMPTY', says: 'Row 2 of' },
  },
  {
    what: 'no column of identifiers',
    files: [{ csv: 'forename,surname,dob\nAnn,Lee,1980-01-02\n' }],
    error: { code: 'LINK_JOB_ID_MISSING', says: 'Its columns are: forename, surname, dob' },
  },
  {
    what: 'identifiers in a column with another name',
    files: [{ csv: 'nhs number,forename,surname,dob\n1,Ann,Lee,1980-01-02\n2,Ann,Lee,1980-01-02\n' }],
    options: ['--id', 'nhs number'],
    pairs: [['1', '2', 12]],
  },
  {
    what: '`id` and `unique_id` in one file',
    files: [{ csv: 'id,unique_id,forename,surname,dob\n1,2,Ann,Lee,1980-01-02\n' }],
    error: { code: 'LINK_JOB_ID_AMBIGUOUS' },
  },
  {
    what: 'a column that the model compares, given as the identifiers',
    files: [[`1,${who}`]],
    options: ['--id', 'surname'],
    error: { code: 'LINK_JOB_COLUMN_MISSING' },
  },
];
