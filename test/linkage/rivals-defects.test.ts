import { describe, expect, it } from 'vitest';
import { match, trainModel } from '../../src/link-job/index.ts';
import {
  type EncodedTable,
  encodedTable,
  importSplinkModel,
  type LinkageModel,
  parseLinkageModel,
} from '../../src/linkage/index.ts';
import { sharedModel } from './edge-case.ts';

/* Defects that were seen in another engine, each with a test that ours has it not. What hard inputs do otherwise is in `cases/`. */

const means = { threads: 1, memory: 1 << 28, random: 20_000 };
const keep = { ...means, figures: 'keep' } as const;
const model = parseLinkageModel(JSON.parse(JSON.stringify(sharedModel)));

type Row = readonly [forename: string, surname: string, dob: string];
const tableOf = (rows: readonly Row[]): EncodedTable =>
  encodedTable({
    forename: rows.map(([forename]) => forename),
    surname: rows.map(([, surname]) => surname),
    dob: rows.map(([, , dob]) => dob),
  });

/** People with names of uneven frequency, each `times` times; of every fifth person the second record lacks its date. */
function people(count: number, times = 2): Row[] {
  const forenames = Array.from({ length: 40 }, (_, i) => `Fore${String.fromCharCode(97 + (i % 26))}${i}`);
  return Array.from({ length: count * times }, (_, row) => {
    const who = row % count;
    const born = `19${10 + (who % 80)}-${String(1 + (who % 12)).padStart(2, '0')}-${String(1 + (who % 28)).padStart(2, '0')}`;
    return [
      forenames[Math.floor(((who * 17) % 40) ** 2 / 40)] as string,
      `Sur${Math.floor(who / 3)}`,
      row >= count && who % 5 === 0 ? '' : born,
    ] as const;
  });
}

const weightsOf = (found: Awaited<ReturnType<typeof match>>): Map<string, number> =>
  new Map(
    [...found.pairs()].flatMap(({ left, right, weight }) =>
      Array.from(weight, (w, p) => [`${left[p]} ${right[p]}`, w] as const),
    ),
  );

describe('what another engine gets wrong', () => {
  it('stack: 200,028 linked pairs at once are gathered and written out', async () => {
    const rows = Array.from({ length: 633 }, () => ['Ann', 'Lee', '1980-01-02'] as const);
    const found = await match(model, { table: tableOf(rows) }, keep);
    const pairs = [...found.pairs()].reduce((sum, { left }) => sum + left.length, 0);
    expect([found.edges.count, pairs]).toEqual([200_028, 200_028]);
  });

  it('clusters: 15,000 of them take one label a row, and no row is looked for again', async () => {
    const count = 15_000;
    const rows = Array.from({ length: count * 2 }, (_, i) => ['Ann', `S${i % count}`, ''] as const);
    const found = await match(model, { table: tableOf(rows) }, keep);
    expect(found.clusters).toBe(count);
    expect([...found.labels]).toEqual(Array.from({ length: count * 2 }, (_, i) => i % count));
  });

  it('blocks: a key text that another rule has used is a key again', async () => {
    const bothNames = {
      ...model,
      blocking: ['forename', 'surname'].map((field) => ({
        name: field,
        keys: [{ field, key: 'whole' as const }],
      })),
    };
    const table = tableOf([
      ['Scott', 'Lee', ''],
      ['Scott', 'Ray', ''],
      ['Ann', 'Scott', ''],
      ['Bob', 'Scott', ''],
    ]);
    const found = await match(bothNames, { table }, { ...keep, threshold: -20 });
    expect([...weightsOf(found).keys()].sort()).toEqual(['0 1', '2 3']);
  });

  it('a saved model is used as it is: other figures, other weights', async () => {
    const table = tableOf([
      ['Ann', 'Lee', '1980-01-02'],
      ['Ann', 'Lee', '1980-01-02'],
    ]);
    const twice = JSON.parse(JSON.stringify(model).replaceAll('"u":"0.025"', '"u":"0.0125"')) as LinkageModel;
    expect(weightsOf(await match(model, { table }, keep)).get('0 1')).toBe(12);
    expect(weightsOf(await match(parseLinkageModel(twice), { table }, keep)).get('0 1')).toBe(13);
  });

  it('a model of Splink keeps joint names, swapped names, differences of dates, and both emails', () => {
    const odds = { m_probability: 0.5, u_probability: 0.1 };
    const levels = (...conditions: string[]) => ({
      comparison_levels: [
        ...conditions.map((sql_condition) => ({ sql_condition, ...odds })),
        { sql_condition: 'ELSE', ...odds },
      ],
    });
    const born = (seconds: number) =>
      `ABS(EPOCH(try_strptime("dob_l", '%Y-%m-%d')) - EPOCH(try_strptime("dob_r", '%Y-%m-%d'))) <= ${seconds}.0`;
    const user = (side: string) => `NULLIF(regexp_extract("email_${side}", '^[^@]+', 0), '')`;
    const { model: read, notTranslated } = importSplinkModel({
      link_type: 'dedupe_only',
      blocking_rules_to_generate_predictions: ['l.surname = r.surname'],
      comparisons: [
        levels(
          '"full_l" = "full_r"',
          '"forename_l" = "surname_r" AND "forename_r" = "surname_l"',
          'jaro_winkler_similarity("forename_l", "forename_r") >= 0.92 AND jaro_winkler_similarity("surname_l", "surname_r") >= 0.92',
        ),
        levels('"dob_l" = "dob_r"', born(2_629_800), born(31_557_600), born(315_576_000)),
        levels(
          '"email_l" = "email_r"',
          `${user('l')} = ${user('r')}`,
          `jaro_winkler_similarity(${user('l')}, ${user('r')}) >= 0.88`,
        ),
      ],
    });
    expect(notTranslated).toEqual([]);
    expect(read.comparisons.map((one) => one.levels.map(({ when }) => when))).toEqual([
      ['exact', 'swapped', 'all', 'else'],
      ['exact', 'days-within', 'days-within', 'days-within', 'else'],
      ['exact', 'exact', 'jaro-winkler', 'else'],
    ]);
  });

  it('training looks at every candidate pair, and learns what it is blocked by from the other rule', async () => {
    const table = tableOf(people(600));
    const { model: trained, report, candidatePairs } = await trainModel(model, { table }, means);
    expect(report.pairs).toMatchObject({ candidates: candidatePairs, random: means.random });
    const m = (name: string): number => {
      const levels = trained.comparisons.find((one) => one.name === name)?.levels ?? [];
      return Number((levels.find(({ when }) => when === 'exact') as { m: string }).m);
    };
    // The two records of a person have the same names, so nearly all matches agree, by whichever rule they are found.
    for (const name of ['forename', 'surname', 'dob']) expect(m(name), name).toBeGreaterThan(0.85);
  });

  it('term frequencies count: agreeing on a rare name is more than agreeing on a common one', async () => {
    const counted = JSON.parse(
      JSON.stringify(model).replace(
        '"when":"exact","m":"0.8","u":"0.05"',
        '"when":"exact","m":"0.8","u":"0.05","termFrequency":true',
      ),
    ) as LinkageModel;
    // 14 of 16 are called Smith, 2 Featherstone: 2^-3 of all. log2(0.8 / (1/8)) = 2.678…
    const rows = [
      ...Array.from({ length: 14 }, () => ['', 'Smith', ''] as const),
      ['', 'Featherstone', ''] as const,
      ['', 'Featherstone', ''] as const,
    ];
    const weights = weightsOf(
      await match(parseLinkageModel(counted), { table: tableOf(rows) }, { ...keep, threshold: -20 }),
    );
    expect(weights.get('0 1')).toBeCloseTo(Math.log2(0.8 / (14 / 16)), 12);
    expect(weights.get('14 15')).toBeCloseTo(Math.log2(0.8 / (2 / 16)), 12);
  });

  it('a missing value is no disagreement', async () => {
    const found = await match(
      model,
      {
        table: tableOf([
          ['Ann', 'Lee', ''],
          ['Ann', 'Lee', '1980-01-02'],
          ['Ann', 'Lee', '1970-05-06'],
        ]),
      },
      keep,
    );
    expect(Object.fromEntries(weightsOf(found))).toEqual({ '0 1': 7, '0 2': 7, '1 2': 4 });
  });

  it('a person may have many records: no cluster is cut at ten', async () => {
    const table = tableOf(people(30, 40).map(([forename, surname]) => [forename, surname, ''] as const));
    const found = await match(model, { table }, keep);
    const sizes = new Map<number, number>();
    for (const label of found.labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
    expect(Math.min(...sizes.values())).toBeGreaterThanOrEqual(40);
  });

  it('the same records give the same model and links, run after run and with more threads', async () => {
    const table = tableOf(people(10_500));
    const first = await match(model, { table }, means);
    const weights = weightsOf(first);
    expect(weights.size).toBeGreaterThan(8000);
    for (const threads of [1, 3]) {
      const again = await match(model, { table }, { ...means, threads });
      expect(again.model).toEqual(first.model);
      expect(weightsOf(again)).toEqual(weights);
    }
  });

  it('“same name” is not learned for “same person”: chance is counted, so namesakes stay apart', async () => {
    // 3,000 people, none twice, with 12 forenames and 25 surnames: 300 full names for 3,000 people.
    const rows = Array.from(
      { length: 3000 },
      (_, i) =>
        [
          `Fore${(i * 7) % 12}`,
          `Sur${(i * 11) % 25}`,
          `19${10 + ((i * 13) % 89)}-0${1 + ((i * 17) % 9)}-${10 + ((i * 19) % 18)}`,
        ] as const,
    );
    const byName = {
      ...model,
      blocking: [
        {
          name: 'names',
          keys: (['forename', 'surname'] as const).map((field) => ({ field, key: 'whole' as const })),
        },
        ...model.blocking,
      ],
    };
    const found = await match(byName, { table: tableOf(rows) }, means);
    const each = (found.report?.prior.expectedMatches ?? Number.NaN) / 3000;
    expect(each).toBeLessThan(0.05);
    expect(found.edges.count).toBeLessThan(30);
  });
});
