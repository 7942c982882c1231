import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedColumn } from '../../src/linkage/columns.ts';
import { withDerivedColumns } from '../../src/linkage/derive.ts';
import { linkByDefinition, type PlainRow } from '../../src/linkage/reference.ts';
import { compileModel } from '../../src/linkage/scan/compile-model.ts';
import { openKernel } from '../../src/linkage/scan/kernel.ts';
import { shareFields } from '../../src/linkage/shared-fields.ts';
import { importSplinkModel } from '../../src/linkage/splink/import-model.ts';

/*
 * Conditions as Splink's comparison library writes them for DuckDB, each run by DuckDB over all pairs of a table of awkward
 * values, and by our kernel and our definition: the same pairs must meet it.
 */

const names = [
  null,
  'Ann',
  'Anne',
  'ann',
  'Zoë',
  'Zoe',
  'Zoé',
  'Łukasz',
  'Lukasz',
  '李明',
  '明李',
  'Martha',
  'Marhta',
  'Dwayne',
  'Duane',
  '𝔸da',
  'O’Brien',
  "O'Brien",
  'aaabbb',
  'ababab',
  'unknown',
  ' Ann ',
  'İ',
  'i',
  'I',
  'ß',
  'ẞ',
  'SS',
  'Σ',
  'ς',
  'σ',
];
const dates = [
  null,
  '1850-01-05',
  '1850-1-5',
  '1850-02-05',
  '1850-02-04',
  '1851-01-05',
  '1849-12-31',
  '1860-01-05',
  ' 1850-01-05',
  '1850-02-30',
  '18500105',
  '05/01/1850',
  '850-01-05',
  '0000-03-01',
  'x',
  '1900-02-29',
  '2000-02-29',
  '1800-05-01',
  '1985-01-05T10:20:30Z',
  '1985-01-05T11:20:30Z',
  '1985-01-05T11:20:31Z',
];
const postcodes = [
  null,
  'SW1A 1AA',
  'SW1A 1AB',
  'SW1A 2AA',
  'SW1P 1AA',
  'SW2 1AA',
  'sw1a 1aa',
  'SW1A1AA',
  'M1 1AE',
  'E1 6AN',
  '123',
  'ABC 1AA',
  'É1 1AA',
];
const emails = [
  null,
  'ann@x.org',
  'ann@y.org',
  'anne@x.org',
  'zoë@x.org',
  'zoe@x.org',
  '@x.org',
  'ann',
  'a@b@x.org',
];
const numbers = [null, '0', '1', '1.5', '-2', '100', '101'];
const lists = [null, '[]', "['a']", "['a','b']", "['b','a','b']", "['c']", "['a','b','c']", "['é']"];

const columns = {
  a: names,
  b: [...names].reverse(),
  d: dates,
  p: postcodes,
  e: emails,
  n: numbers,
  tags: lists,
} as const;
const ROWS = 72;

const postcode = (pattern: string) =>
  `NULLIF(regexp_extract("p_l", '${pattern}', 0), '') = NULLIF(regexp_extract("p_r", '${pattern}', 0), '')`;
const within = (seconds: number, format: string) =>
  `ABS(EPOCH(try_strptime("d_l", '${format}')) - EPOCH(try_strptime("d_r", '${format}'))) <= ${seconds}.0`;

const conditions = [
  '"a_l" IS NULL OR "a_r" IS NULL',
  '("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL)',
  '("a_l" IS NULL OR "a_r" IS NULL) OR ("b_l" IS NULL OR "b_r" IS NULL)',
  'a_l is not null and a_r is not null and b_l = b_r',
  'NOT (a_l IS NULL OR a_r IS NULL)',
  '"a_l" = "a_r"',
  '"a_l" <> "a_r"',
  'NOT ("a_l" = "a_r")',
  'NOT ("a_l" = "a_r" AND "b_l" = "b_r")',
  'NOT ("a_l" = "a_r" OR "b_l" = "b_r")',
  'a_l = a_r or (b_l = b_r and not jaro_winkler_similarity(a_l, a_r) >= 0.8)',
  '"a_l" = "b_r"',
  '"a_l" = "b_r" AND "a_r" = "b_l"',
  'a_l = b_r OR b_l = a_r',
  `"a_l" = 'Ann' AND "a_r" = 'Ann'`,
  'jaro_winkler_similarity("a_l", "a_r") >= 0.92',
  'jaro_winkler_similarity("a_l", "a_r") >= 0.7',
  'jaro_winkler_similarity("a_l", "a_r") > 0.8',
  'jaro_similarity("a_l", "a_r") >= 0.88',
  'jaro_similarity("a_l", "a_r") >= 0.5',
  '0.9 <= jaro_winkler_similarity(a_l, a_r)',
  '(jaro_winkler_similarity("a_l", "a_r") >= 0.88) AND (jaro_winkler_similarity("b_l", "b_r") >= 0.5)',
  ...[1, 2, 3].flatMap((k) => [
    `levenshtein("a_l", "a_r") <= ${k}`,
    `damerau_levenshtein("a_l", "a_r") <= ${k}`,
    `levenshtein("a_l", "a_r") < ${k}`,
  ]),
  'levenshtein("a_r", "a_l") <= 2',
  'levenshtein(CAST("d_l" AS TEXT), CAST("d_r" AS TEXT)) <= 1',
  'LOWER("a_l") = LOWER("a_r")',
  'UPPER("a_l") = UPPER("a_r")',
  'TRIM("a_l") = TRIM("a_r")',
  'levenshtein(LOWER("a_l"), LOWER("a_r")) <= 1',
  'SUBSTRING("a_l", 1, 2) = SUBSTRING("a_r", 1, 2)',
  'SUBSTRING("p_l", 2, 2) = SUBSTRING("p_r", 2, 2)',
  `NULLIF("a_l", 'unknown') = NULLIF("a_r", 'unknown')`,
  `NULLIF("a_l", 'unknown') IS NULL OR NULLIF("a_r", 'unknown') IS NULL`,
  `try_strptime("d_l", '%Y-%m-%d') IS NULL OR try_strptime("d_r", '%Y-%m-%d') IS NULL`,
  `try_strptime("d_l", '%Y%m%d') IS NULL OR try_strptime("d_r", '%Y%m%d') IS NULL`,
  within(2629800, '%Y-%m-%d'),
  within(31557600, '%Y-%m-%d'),
  within(315576000, '%Y-%m-%d'),
  within(315576000, '%Y%m%d'),
  within(86400, '%d/%m/%Y'),
  within(3600, '%Y-%m-%dT%H:%M:%SZ'),
  within(604800, '%Y-%m-%dT%H:%M:%SZ'),
  postcode('^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]'),
  postcode('^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?'),
  postcode('^[A-Za-z]{1,2}'),
  `NULLIF(regexp_extract("p_l", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$', 0), '') IS NULL OR NULLIF(regexp_extract("p_r", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$', 0), '') IS NULL`,
  `NULLIF(regexp_extract("e_l", '^[^@]+', 0), '') = NULLIF(regexp_extract("e_r", '^[^@]+', 0), '')`,
  `NULLIF(regexp_extract("e_l", '@([^@]+)$', 1), '') = NULLIF(regexp_extract("e_r", '@([^@]+)$', 1), '')`,
  `jaro_winkler_similarity(NULLIF(regexp_extract("e_l", '^[^@]+', 0), ''), NULLIF(regexp_extract("e_r", '^[^@]+', 0), '')) >= 0.88`,
  'ABS("n_l" - "n_r") <= 1',
  'ABS("n_l" - "n_r") <= 0.5',
  'array_length(list_intersect("tags_l", "tags_r")) >= 1',
  'array_length(list_intersect("tags_l", "tags_r")) >= 2',
];

describe("the conditions of Splink's library", () => {
  let connection: DuckDBConnection;
  let rows: PlainRow[];
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    const text = (value: string | null): string =>
      value === null ? 'NULL' : `'${value.replace(/'/g, "''")}'`;
    // Steps that share no factor with the columns' lengths, so that values meet in many combinations.
    const at = <T>(values: readonly T[], row: number, step: number): T =>
      values[(row * step + Math.floor(row / values.length)) % values.length] as T;
    const written = Array.from({ length: ROWS }, (_, i) => {
      const { a, b, d, p, e, n, tags } = columns;
      return `(${i}, ${text(at(a, i, 1))}, ${text(at(b, i, 5))}, ${text(at(d, i, 1))}, ${text(at(p, i, 1))}, ${text(at(e, i, 1))}, ${at(n, i, 1) ?? 'NULL'}::DOUBLE, ${at(tags, i, 1) ?? 'NULL'}::VARCHAR[])`;
    });
    await connection.run(
      `create table t as select * from (values ${written.join(', ')}) as v(i, a, b, d, p, e, n, tags)`,
    );
    const read = await connection.runAndReadAll(
      'select a, b, d, p, e, n::varchar as n, to_json(tags)::varchar as tags from t order by i',
    );
    rows = (read.getRowObjects() as Record<string, string | null>[]).map((row) => ({
      ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? undefined])),
      k: 'k',
    }));
  });
  afterAll(() => connection.closeSync());

  it.each(conditions)('%s', async (condition) => {
    const sides = (side: string) =>
      Object.keys(columns)
        .map((name) => `${side}.${name} as ${name}_${side}`)
        .join(', ');
    const found = await connection.runAndReadAll(
      `select l_i * ${ROWS} + r_i from (select l.i as l_i, r.i as r_i, ${sides('l')}, ${sides('r')} from t l, t r) where ${condition}`,
    );
    const expected = found
      .getRows()
      .map(([pair]) => Number(pair))
      .sort((x, y) => x - y);

    const { model } = importSplinkModel({
      link_type: 'link_only',
      blocking_rules_to_generate_predictions: ['l.k = r.k'],
      comparisons: [
        {
          comparison_levels: [
            { sql_condition: condition, m_probability: 0.8, u_probability: 0.1 },
            { sql_condition: 'ELSE', m_probability: 0.2, u_probability: 0.9 },
          ],
        },
      ],
    });
    const plain = Object.fromEntries(
      [...Object.keys(columns), 'k'].map((name) => [name, codedColumn(rows.map((row) => row[name]))]),
    );
    const table = withDerivedColumns(model, { rows: ROWS, columns: plain });
    const fields = shareFields(model, table, table);
    const scan = openKernel(compileModel(model, fields, false), 1 << 28).scan();
    const met: number[] = [];
    for (const run of scan.batches())
      for (let at = 0; at < run.count; at++)
        if (scan.counts.levels[run.pattern[at] as number] === 0)
          met.push((run.left[at] as number) * ROWS + (run.right[at] as number) - ROWS);
    expect(met.sort((x, y) => x - y)).toEqual(expected);

    const derived = rows.map((_, row) =>
      Object.fromEntries(
        Object.entries(table.columns).map(([name, { codes, values }]) => [
          name,
          values[codes[row] as number] || undefined,
        ]),
      ),
    );
    const defined = linkByDefinition({ model }, derived, derived)
      .filter(({ weight }) => weight > -13)
      .map(({ left, right }) => left * ROWS + right);
    expect(defined.sort((x, y) => x - y)).toEqual(expected);
  });
});
