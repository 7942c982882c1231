import { describe, expect, it } from 'vitest';
import { clean } from './clean.ts';
import { codedColumn, columnBuilder } from './columns.ts';
import { englishOfModel } from './english.ts';
import { explainRows } from './explain.ts';
import { linkageModelJsonSchema, linkageModelSchema, parseLinkageModel } from './model.ts';
import { defaultPersonModel } from './person-model.ts';
import { shareFields } from './shared-fields.ts';

type Change = (model: Record<string, never>) => void;
const changed = (change: (model: ReturnType<typeof copy>) => void) => {
  const model = copy();
  change(model);
  return model;
};
// biome-ignore lint/suspicious/noExplicitAny: the tests write models that the type forbids
const copy = (): any => structuredClone(defaultPersonModel);

it('the form of a linkage model is in the reference as it is in the code', async () => {
  // `npx vitest run src/linkage/model.test.ts -u` writes it again after a change that is meant.
  await expect(`${JSON.stringify(linkageModelJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../docs/reference/linkage-model.schema.json',
  );
});

describe('the linkage model', () => {
  it('person/1 is valid, and is the same after a round through JSON', () => {
    expect(parseLinkageModel(JSON.parse(JSON.stringify(defaultPersonModel)))).toEqual(defaultPersonModel);
  });

  it.each<[string, Change]>([
    ['an unknown member', (model) => Object.assign(model, { sql: 'a = b' })],
    ['another format', (model) => Object.assign(model, { format: 'splink' })],
    [
      'a number where a decimal string belongs',
      (model) => Object.assign(model, { priorMatchProbability: 0.1 }),
    ],
    ['an exponent that makes it larger', (model) => Object.assign(model, { priorMatchProbability: '1e6' })],
    ['an exponent in another form', (model) => Object.assign(model, { priorMatchProbability: '10E-6' })],
    ['a probability of 1', (model) => Object.assign(model, { priorMatchProbability: '1' })],
    ['a probability of 0', (model) => Object.assign(model, { priorMatchProbability: '0.0' })],
    ['no blocking rule', (model) => Object.assign(model, { blocking: [] })],
  ])('%s is refused', (_, change) => {
    expect(linkageModelSchema.safeParse(changed(change)).success).toBe(false);
  });

  it.each([
    [
      'an unknown comparison',
      (model: ReturnType<typeof copy>) => (model.comparisons[0].levels[1].when = 'sounds-like'),
    ],
    [
      'a level after else',
      (model: ReturnType<typeof copy>) => model.comparisons[3].levels.push({ when: 'missing' }),
    ],
    ['no else', (model: ReturnType<typeof copy>) => model.comparisons[3].levels.pop()],
    ['two fields of one name', (model: ReturnType<typeof copy>) => (model.fields[1].name = 'forename')],
    [
      'a blocking key on no field',
      (model: ReturnType<typeof copy>) => (model.blocking[0].keys[0].field = 'nino'),
    ],
    [
      'a comparison of no field',
      (model: ReturnType<typeof copy>) => (model.comparisons[3].fields = ['nino']),
    ],
    [
      'a test on a field that its comparison does not name',
      (model: ReturnType<typeof copy>) => (model.comparisons[3].levels[1].field = 'surname'),
    ],
    [
      'term frequency on a similar value',
      (model: ReturnType<typeof copy>) => (model.comparisons[0].levels[4].termFrequency = true),
    ],
    ['m on a missing level', (model: ReturnType<typeof copy>) => (model.comparisons[3].levels[0].m = '0.5')],
  ])('%s is refused, by where it stands', (_, change) => {
    expect(() => parseLinkageModel(changed(change))).toThrowError(
      expect.objectContaining({
        code: 'LINKAGE_MODEL_INVALID',
        problems: expect.arrayContaining([
          expect.objectContaining({ message: expect.stringMatching(/(comparisons|blocking|fields)/) }),
        ]),
      }),
    );
  });
});

describe('englishOfModel', () => {
  const lines = englishOfModel(defaultPersonModel);

  it('names every field, rule and comparison', () => {
    for (const { name } of [...defaultPersonModel.fields, ...defaultPersonModel.comparisons])
      expect(lines.join(' ').toLowerCase()).toContain(name.replaceAll(/[-_]/g, ' '));
    expect(lines.filter((line) => line.startsWith('- the same')).length).toBeGreaterThanOrEqual(
      defaultPersonModel.blocking.length,
    );
  });

  it('says how a comparison counts', () => {
    expect(lines).toContain('Sex:');
    expect(lines).toContain('- Strongly against: anything else.');
    expect(lines).toContain('- the same postcode and a surname that sounds alike.');
  });
});

describe('person/1', () => {
  const table = (rows: readonly (readonly [string, string, string, string, string])[]) => ({
    rows: rows.length,
    columns: Object.fromEntries(
      defaultPersonModel.fields.map(({ name, kind }, f) => [
        name,
        codedColumn(rows.map((row) => clean(kind, row[f] ?? ''))),
      ]),
    ),
  });
  const record = ['William', "O'Brien", '1980-02-29', '12 Church Road', 'SW1A 1AA'] as const;
  const weightOf = (other: readonly [string, string, string, string, string]): number =>
    explainRows(
      defaultPersonModel,
      shareFields(defaultPersonModel, table([record]), table([other])),
      false,
    )(0, 0).weight;

  // Whose record it is in the writer's judgement: a positive weight says the same person, a negative one says not.
  it.each([
    ['the same record', 'William', "O'Brien", '1980-02-29', '12 Church Road', 'SW1A 1AA', true],
    ['a familiar form, no date of birth', 'Bill', 'O’Brien', '', '12 Church Rd', 'SW1A1AA', true],
    ['a move', 'William', "O'Brien", '1980-02-29', '7 Mill Lane', 'LS6 2AB', true],
    [
      'a new surname at the same address',
      'William',
      'Fotheringay',
      '1980-02-29',
      '12 Church Road',
      'SW1A 1AA',
      true,
    ],
    ['a mistyped date of birth', 'William', "O'Brien", '1980-02-28', '12 Church Road', 'SW1A 1AA', true],
    ['a twin', 'Niamh', "O'Brien", '1980-02-29', '12 Church Road', 'SW1A 1AA', false],
    ['a twin, the surname mistyped', 'Niamh', "O'Brein", '1980-02-29', '12 Church Road', 'SW1A 1AA', false],
    ['a middle name, no date of birth', 'William John', "O'Brien", '', '12 Church Road', 'SW1A 1AA', true],
    ['a father of the same name', 'William', "O'Brien", '1952-11-05', '12 Church Road', 'SW1A 1AA', false],
    ['a wife', 'Margaret', "O'Brien", '1982-07-14', '12 Church Road', 'SW1A 1AA', false],
    ['a wife, no date of birth', 'Margaret', "O'Brien", '', '12 Church Road', 'SW1A 1AA', false],
    ['the next tenant', 'Margaret', 'Okafor', '1991-03-02', '12 Church Road', 'SW1A 1AA', false],
    ['a namesake elsewhere, no date of birth', 'William', "O'Brien", '', '7 Mill Lane', 'LS6 2AB', false],
    ['a stranger born on the same day', 'Margaret', 'Okafor', '1980-02-29', '7 Mill Lane', 'LS6 2AB', false],
  ] as const)('%s', (_, forename, surname, born, address, postcode, same) => {
    expect(weightOf([forename, surname, born, address, postcode]) > 0).toBe(same);
  });
});

describe('columnBuilder', () => {
  it('codes distinct values from 1, missing as 0, and grows', () => {
    const builder = columnBuilder();
    const values = [
      'ann',
      undefined,
      'bob',
      'ann',
      '',
      ...Array.from({ length: 3000 }, (_, at) => `name ${at % 700}`),
    ];
    for (const value of values) builder.append(value);
    const column = builder.finish();
    expect([...column.codes.slice(0, 5)]).toEqual([1, 0, 2, 1, 0]);
    expect(column.values[0]).toBe('');
    expect([...column.codes].map((code) => column.values[code])).toEqual(values.map((value) => value ?? ''));
    expect(column.values).toHaveLength(1 + 2 + 700);
  });
});
