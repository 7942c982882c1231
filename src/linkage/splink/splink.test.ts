import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import type { LinkageModel } from '../model.ts';
import { defaultPersonModel } from '../person-model.ts';
import { exportSplinkSettings } from './export-model.ts';
import { importSplinkModel } from './import-model.ts';

/* That the translations mean what Splink means is held to DuckDB and to Splink itself in test/conformance. */

const otherwise = { sql_condition: 'ELSE', m_probability: 0.2, u_probability: 0.9 };
const settings = (levels: readonly object[], more: object = {}) => ({
  link_type: 'dedupe_only',
  sql_dialect: 'duckdb',
  probability_two_random_records_match: 0.001,
  blocking_rules_to_generate_predictions: ['l.a = r.a'],
  comparisons: [{ output_column_name: 'a', comparison_levels: levels }],
  ...more,
});
const level = (sql: string, more: object = {}) => ({
  sql_condition: sql,
  m_probability: 0.8,
  u_probability: 0.1,
  ...more,
});
const firstLevel = (levels: readonly object[]) =>
  importSplinkModel(settings(levels)).model.comparisons[0]?.levels[0];
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return isStileError(error) ? error.code : String(error);
  }
};

describe('importing a Splink model', () => {
  it.each([
    ['"a_l" = "a_r"', { when: 'exact', field: 'a' }],
    ['a_L = a_R', { when: 'exact', field: 'a' }],
    ['"a_l" = "b_r" AND "a_r" = "b_l"', { when: 'swapped', field: 'a', with: 'b' }],
    ['jaro_winkler_similarity(a_l, a_r) >= 0.88', { when: 'jaro-winkler', field: 'a', atLeast: '0.88' }],
    ['0.88 <= jaro_similarity(a_l, a_r)', { when: 'jaro', field: 'a', atLeast: '0.88' }],
    ['levenshtein(a_l, a_r) < 3', { when: 'levenshtein', field: 'a', atMost: 2 }],
    ['ABS(EPOCH(a_l) - EPOCH(a_r)) <= 2629800.0', { when: 'days-within', field: 'a', atMost: '30.4375' }],
    [
      '(a_l = a_r) AND ((b_l = b_r) AND (c_l = c_r))',
      { when: 'all', of: ['a', 'b', 'c'].map((field) => ({ when: 'exact', field })) },
    ],
  ])('%s', (sql, expected) => {
    expect(firstLevel([level(sql), otherwise])).toEqual({ ...expected, m: '0.8', u: '0.1' });
  });

  it.each([
    ['jaccard(a_l, a_r) >= 0.9'],
    ['a_l = 5'],
    ['a_l > a_r'],
    ['a_l IS NULL'],
    ['jaro_winkler_similarity(a_l, b_r) >= 0.9'],
    ['jaro_winkler_similarity(a_l, b_r) + jaro_winkler_similarity(b_l, a_r) >= 1.8'],
    ["regexp_extract(a_l, '(x+)+', 0) = regexp_extract(a_r, '(x+)+', 0)"],
    ['a_l[1] = a_r[1]'],
    ['a = a_r'],
    ['a_l = a_r; drop table t'],
    ['(a_l = a_r'],
    [`${'('.repeat(3000)}a_l = a_r${')'.repeat(3000)}`],
  ])('refuses %s, and names where it stands', (sql) => {
    expect(() => importSplinkModel(settings([level(sql), level('b_l = b_r'), otherwise]))).toThrowError(
      expect.objectContaining({
        code: 'LINKAGE_SPLINK_NOT_TRANSLATED',
        message: expect.stringContaining('comparisons.0.'),
      }),
    );
  });

  it('leaves out what has no equal when that is allowed, and says so', () => {
    const { model, notTranslated } = importSplinkModel(
      settings([level('jaccard(a_l, a_r) >= 0.9'), level('a_l = a_r'), otherwise], {
        blocking_rules_to_generate_predictions: ['l.a = r.a', 'l.a = r.a and levenshtein(l.b, r.b) < 2'],
      }),
      { leaveOut: true },
    );
    expect(model.comparisons[0]?.levels.map(({ when }) => when)).toEqual(['exact', 'else']);
    expect(model.blocking).toHaveLength(1);
    expect(notTranslated.map(({ where }) => where)).toEqual([
      'blocking_rules_to_generate_predictions.1',
      'comparisons.0.comparison_levels.0',
    ]);
  });

  it.each([
    ['a rule with lists', [{ blocking_rule: 'l.a = r.a', arrays_to_explode: ['a'] }]],
    ['a rule across columns within one table', ['l.a = r.b']],
  ])('refuses %s', (_, rules) => {
    const read = settings([level('a_l = a_r'), otherwise], { blocking_rules_to_generate_predictions: rules });
    expect(codeOf(() => importSplinkModel(read))).toBe('LINKAGE_SPLINK_NOT_TRANSLATED');
  });

  it.each([
    ['no object', 'x'],
    ['another dialect', settings([level('a_l = a_r'), otherwise], { sql_dialect: 'spark' })],
    ['no link type', { comparisons: [] }],
    ['no rule', settings([level('a_l = a_r'), otherwise], { blocking_rules_to_generate_predictions: [] })],
  ])('refuses %s', (_, read) => expect(codeOf(() => importSplinkModel(read))).toBe('LINKAGE_SPLINK_INVALID'));

  it('makes several rules of one with OR', () => {
    const read = settings([level('a_l = a_r'), otherwise], {
      blocking_rules_to_generate_predictions: [
        '(l.a = r.a AND substr(l.b,1,2) = substr(r.b,1,2)) OR l.c = r.c',
      ],
    });
    expect(importSplinkModel(read).model.blocking.map(({ keys }) => keys.map(({ field }) => field))).toEqual([
      ['a', 'b_first_2'],
      ['c'],
    ]);
  });

  it('takes across columns in a link of two tables', () => {
    const read = settings([level('a_l = a_r'), otherwise], {
      link_type: 'link_only',
      blocking_rules_to_generate_predictions: ['l.a = r.b and l.b = r.a'],
    });
    expect(importSplinkModel(read).model.blocking[0]?.keys).toEqual([
      { field: 'a', key: 'whole', with: 'b' },
      { field: 'b', key: 'whole', with: 'a' },
    ]);
  });

  // _default_m_values and _default_u_values in Splink's comparison_level.py.
  it("fills what was never trained with Splink's own defaults, and says so", () => {
    const { model, notTranslated } = importSplinkModel(
      settings([
        { sql_condition: 'a_l = a_r' },
        { sql_condition: 'levenshtein(a_l, a_r) <= 1' },
        { sql_condition: 'ELSE' },
      ]),
    );
    expect(notTranslated).toHaveLength(6);
    const numbers = model.comparisons[0]?.levels.map((one) =>
      'm' in one ? [Number(one.m), Number(one.u)] : [],
    );
    expect(numbers).toEqual([
      [0.95, 0.95 / 1024],
      [0.025, 0.025 / 8],
      [0.025, 0.025 * 32],
    ]);
  });

  const frequency = { tf_adjustment_column: 'a', tf_adjustment_weight: 1.0 };
  it.each([
    ['whole', level('a_l = a_r', frequency), true],
    [
      'in part',
      level('a_l = a_r', { ...frequency, tf_adjustment_weight: 0.5, tf_minimum_u_value: 1e-9 }),
      { weight: '0.5', minimumU: '1e-9' },
    ],
    [
      'of another column, by the u of its own level',
      level('b_l = b_r', frequency),
      { field: 'a', u: '0.07' },
    ],
    [
      'of another column, by its own u',
      level('b_l = b_r', { ...frequency, disable_tf_exact_match_detection: true }),
      { field: 'a' },
    ],
  ])('term frequency %s', (_, one, expected) => {
    const second = { sql_condition: '"a_l" = "a_r"', m_probability: 0.3, u_probability: 0.07 };
    expect(firstLevel([one, second, otherwise])).toMatchObject({ termFrequency: expected });
  });

  it('keeps names that the model has no room for as columns', () => {
    const { model } = importSplinkModel(settings([level('"Áge Group_l" = "Áge Group_r"'), otherwise]));
    expect(model.fields).toContainEqual({ name: 'f__ge_group', kind: 'raw', column: 'Áge Group' });
  });

  it('keeps numbers to the last digit', () => {
    const read = settings([
      level('a_l = a_r', { m_probability: 0.4081077226932959, u_probability: 2.572672770681821e-15 }),
      otherwise,
    ]);
    const one = importSplinkModel(read).model.comparisons[0]?.levels[0];
    expect(one && 'm' in one && [Number(one.m), Number(one.u)]).toEqual([
      0.4081077226932959, 2.572672770681821e-15,
    ]);
  });
});

describe('exporting a model to Splink', () => {
  it('gives back what was imported', () => {
    const { model } = importSplinkModel(
      settings([
        {
          sql_condition: '("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL)',
          is_null_level: true,
        },
        level('"a_l" = "a_r"', { tf_adjustment_column: 'a', tf_adjustment_weight: 1 }),
        level('"a_l" = "b_r" AND "a_r" = "b_l"'),
        level(
          `NULLIF(regexp_extract("b_l", '^[^@]+', 0), '') = NULLIF(regexp_extract("b_r", '^[^@]+', 0), '')`,
        ),
        level(
          `ABS(EPOCH(try_strptime("b_l", '%Y-%m-%d')) - EPOCH(try_strptime("b_r", '%Y-%m-%d'))) <= 31557600.0`,
        ),
        level(
          'NOT (levenshtein(a_l, a_r) <= 2) AND (damerau_levenshtein(b_l, b_r) <= 1 OR jaro_similarity(b_l, b_r) >= 0.9)',
        ),
        level('ABS(b_l - b_r) <= 0.5'),
        otherwise,
      ]),
    );
    const again = exportSplinkSettings(model, { linkType: 'dedupe_only' });
    expect(again.notTranslated).toEqual([]);
    expect(importSplinkModel(again.settings).model).toEqual(model);
  });

  it('names what Splink can not say', () => {
    const { settings: made, notTranslated } = exportSplinkSettings(defaultPersonModel, {
      linkType: 'link_only',
    });
    const wheres = notTranslated.map(({ where }) => where);
    expect(wheres.filter((where) => where.startsWith('fields.'))).toHaveLength(
      defaultPersonModel.fields.length,
    );
    const usesSound = (one: unknown): boolean => /"(soundex|nickname)"/.test(JSON.stringify(one));
    const expected = (part: 'blocking', parts: LinkageModel['blocking']): string[] =>
      parts.flatMap((one, at) => (usesSound(one) ? [`${part}.${at}`] : []));
    expect(wheres.filter((where) => where.startsWith('blocking.'))).toEqual(
      expected('blocking', defaultPersonModel.blocking),
    );
    expect(made.blocking_rules_to_generate_predictions.length).toBe(
      defaultPersonModel.blocking.length - expected('blocking', defaultPersonModel.blocking).length,
    );
  });
});
