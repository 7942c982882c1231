import type { EdgeCase } from '../edge-case.ts';
import { sharedModel } from '../edge-case.ts';

const two = ['1,Ann,Lee,1980-01-02', '2,Ann,Lee,1980-01-02'];
const three = [...two, '3,Bob,Lee,1970-05-06'];

/** Settings as Splink saves them, with one comparison. */
const splink = (condition: string) => ({
  link_type: 'dedupe_only',
  sql_dialect: 'duckdb',
  unique_id_column_name: 'id',
  probability_two_random_records_match: 0.5,
  blocking_rules_to_generate_predictions: [
    { blocking_rule: 'l."surname" = r."surname"', sql_dialect: 'duckdb' },
  ],
  comparisons: [
    {
      output_column_name: 'surname',
      comparison_levels: [
        { sql_condition: '"surname_l" IS NULL OR "surname_r" IS NULL', is_null_level: true },
        { sql_condition: condition, m_probability: 0.8, u_probability: 0.1 },
        { sql_condition: 'ELSE', m_probability: 0.1, u_probability: 0.8 },
      ],
    },
  ],
});

export const modelCases: readonly EdgeCase[] = [
  {
    what: 'a model that is not JSON',
    files: [two],
    model: 'hello',
    error: { code: 'LINK_JOB_MODEL_NOT_JSON', says: '/model.json' },
  },
  { what: 'a model that is empty', files: [two], model: '', error: { code: 'LINK_JOB_MODEL_NOT_JSON' } },
  {
    what: 'a model that says one thing twice',
    files: [two],
    model: '{"format":"stile-linkage-model/1","format":"stile-linkage-model/1"}',
    error: { code: 'LINK_JOB_MODEL_NOT_JSON', says: 'occurs twice' },
  },
  { what: 'a model that is a list', files: [two], model: '[1]', error: { code: 'LINKAGE_MODEL_INVALID' } },
  {
    what: 'a model of another format',
    files: [two],
    model: '{"format":"other/9"}',
    error: { code: 'LINKAGE_MODEL_INVALID' },
  },
  {
    what: 'a model that is not there',
    files: [two],
    options: ['--model', '@none.json'],
    error: { code: 'LINK_JOB_FILE_MISSING' },
  },
  {
    what: 'a folder for a model',
    files: [two],
    options: ['--model', '@folder'],
    error: { code: 'LINK_JOB_NOT_A_FILE' },
  },
  {
    what: 'a model that compares a column that no file has',
    files: [{ csv: 'id,forename,surname\n1,Ann,Lee\n' }],
    error: { code: 'LINK_JOB_COLUMN_MISSING', says: '“dob”' },
  },
  {
    what: 'probabilities of 0 and 1',
    files: [two],
    model: { ...sharedModel, priorMatchProbability: '1' },
    modelShown: 'prior 1',
    error: { code: 'LINKAGE_MODEL_INVALID', says: 'a probability above 0 and below 1' },
    note: 'No model is sure of anything.',
  },
  {
    what: 'a rule across two fields, for one file',
    files: [two],
    model: {
      ...sharedModel,
      blocking: [{ name: 'crossed', keys: [{ field: 'forename', with: 'surname', key: 'whole' }] }],
    },
    modelShown: 'rule: forename of one is surname of the other',
    error: { code: 'LINKAGE_RULE_NEEDS_TWO_TABLES' },
  },
  {
    what: 'the same rule for two files',
    files: [['1,Lee,Ann,1980-01-02'], ['2,Ann,Lee,1980-01-02']],
    model: {
      ...sharedModel,
      blocking: [{ name: 'crossed', keys: [{ field: 'forename', with: 'surname', key: 'whole' }] }],
    },
    modelShown: 'rule: forename of one is surname of the other',
    options: ['--threshold', '-9'],
    pairs: [['1', '2', -1]],
  },
  {
    what: 'a model that Splink has saved',
    files: [two],
    model: splink('"surname_l" = "surname_r"'),
    modelShown: 'Splink’s, in which an equal surname counts +3',
    pairs: [['1', '2', 3]],
  },
  {
    what: 'a model of Splink with a level that has no equal here',
    files: [two],
    model: splink('jaccard("surname_l", "surname_r") >= 0.9'),
    modelShown: 'Splink’s, with `jaccard`',
    error: { code: 'LINKAGE_SPLINK_NOT_TRANSLATED', says: 'comparisons.0.comparison_levels.1' },
    note: 'The message says where; nothing is left out unasked.',
  },
  {
    what: 'a model of Splink with SQL that does more than compare',
    files: [two],
    model: splink('(SELECT count(*) FROM read_csv("/etc/passwd")) > 0'),
    modelShown: 'Splink’s, with a `SELECT`',
    error: { code: 'LINKAGE_SPLINK_NOT_TRANSLATED' },
    note: 'No SQL of a model is run.',
  },
  {
    what: 'settings of Splink without rules or comparisons',
    files: [two],
    model: '{"link_type":"dedupe_only"}',
    error: { code: 'LINKAGE_SPLINK_INVALID' },
  },
  {
    what: 'a threshold below every weight',
    files: [three],
    options: ['--threshold', '-999999'],
    pairs: [
      ['1', '2', 12],
      ['1', '3', -2],
      ['2', '3', -2],
    ],
    clusters: [['1', '2', '3']],
  },
  {
    what: 'a threshold above every weight',
    files: [three],
    options: ['--threshold', '999999'],
    pairs: [],
    clusters: [],
  },
  {
    what: 'a threshold that is a weight',
    files: [three],
    options: ['--threshold', '12'],
    pairs: [['1', '2', 12]],
  },
  {
    what: 'a threshold that is no number',
    files: [two],
    options: ['--threshold', 'NaN'],
    error: { code: 'CLI_USAGE', says: '--threshold must be a number' },
  },
  {
    what: 'no memory',
    files: [two],
    options: ['--memory', '0'],
    error: { code: 'CLI_USAGE', says: '--memory' },
  },
  {
    what: 'memory for nothing',
    files: [two],
    options: ['--memory', '1'],
    error: { code: 'LINKAGE_MEMORY_FULL' },
  },
  { what: 'more threads than records', files: [two], options: ['--threads', '500'], pairs: [['1', '2', 12]] },
  {
    what: 'one to one, in one file',
    files: [two],
    options: ['--one-to-one'],
    error: { code: 'CLI_USAGE', says: '--one-to-one needs two files' },
  },
  {
    what: 'one to one, with two choices that are as good',
    files: [['1,Ann,Lee,1980-01-02'], ['1,Ann,Lee,1980-01-02', '2,Ann,Lee,1980-01-02']],
    options: ['--one-to-one'],
    pairs: [],
    clusters: [],
    note: 'Neither is chosen.',
  },
  {
    what: 'one to one, with a better choice',
    files: [['1,Ann,Lee,1980-01-02'], ['1,Ann,Lee,1980-01-02', '2,Bob,Lee,1980-01-02']],
    options: ['--one-to-one'],
    pairs: [['1', '1', 12]],
    clusters: [['a:1', 'b:1']],
  },
];
