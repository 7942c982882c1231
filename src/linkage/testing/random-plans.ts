import fc from 'fast-check';
import { type CodedTable, codedColumn } from '../columns.ts';
import { type ComparisonLevel, keyKinds, type LevelTest, type LinkageModel } from '../model.ts';
import type { PlainRow } from '../reference.ts';

/* Random plans over random tables of six columns: what every executor is tried on, against the definition. */

export const names = ['name', 'other', 'born', 'code', 'size', 'tags'] as const;

export const toTable = (rows: readonly PlainRow[], fields: readonly string[] = names): CodedTable => ({
  rows: rows.length,
  columns: Object.fromEntries(fields.map((field) => [field, codedColumn(rows.map((row) => row[field]))])),
});

/** Few letters, so that values are often near each other; a letter beyond the first plane; missing values. */
const word = fc
  .array(fc.constantFrom('a', 'b', 'n', 'r', 'é', 'ŵ', '1', ' ', '𝔸'), { minLength: 1, maxLength: 7 })
  .map((letters) => letters.join(''));
const pool = fc.uniqueArray(
  fc.oneof(word, fc.constantFrom('william', 'bill', 'liz', 'SW1A1AA', 'SW1A2AA', '12a high street')),
  {
    minLength: 2,
    maxLength: 8,
  },
);
const dates = ['1980-02-03', '1980-03-02', '1980-02-04', '1981-02-03', '1999-12-31'];
export const randomTables = pool.chain((values) => {
  const maybe = (items: readonly string[]) =>
    fc.option(fc.constantFrom(...items), { nil: undefined, freq: 5 });
  const row = fc.record({
    name: maybe(values),
    other: maybe(values),
    born: maybe(dates),
    code: maybe(values),
    size: maybe(['1', '2', '2.5', '-3', '1e1', 'large']),
    tags: maybe(['[]', '["a"]', '["b","a","b"]', '["c","b","a"]', 'a']),
  });
  return fc.tuple(fc.array(row, { maxLength: 12 }), fc.array(row, { maxLength: 12 }));
});

const fieldName = fc.constantFrom(...names);
const single: fc.Arbitrary<LevelTest> = fc.oneof(
  fieldName.map((field) => ({ when: 'missing' as const, field })),
  fieldName.map((field) => ({ when: 'exact' as const, field })),
  fc.record({ when: fc.constant('same-key' as const), field: fieldName, key: fc.constantFrom(...keyKinds) }),
  fieldName.map((field) => ({ when: 'initial' as const, field })),
  fc.record({
    when: fc.constantFrom('jaro-winkler' as const, 'jaro' as const),
    field: fieldName,
    atLeast: fc.constantFrom('0.5', '0.7', '0.85', '0.92', '1'),
  }),
  fc.record({
    when: fc.constantFrom('levenshtein' as const, 'damerau-levenshtein' as const),
    field: fieldName,
    atMost: fc.integer({ min: 1, max: 4 }),
  }),
  fieldName.map((field) => ({ when: 'day-month-swapped' as const, field })),
  fc.constant({ when: 'swapped' as const, field: 'name', with: 'other' }),
  fc.record({ when: fc.constant('crosses' as const), field: fieldName, with: fieldName }),
  fc.record({
    when: fc.constant('number-within' as const),
    field: fc.constantFrom('size', 'code'),
    atMost: fc.constantFrom('0', '0.5', '8'),
  }),
  fc.record({
    when: fc.constant('days-within' as const),
    field: fc.constantFrom('born', 'code'),
    atMost: fc.constantFrom('0', '30.4375', '366'),
  }),
  fc.record({
    when: fc.constant('overlap' as const),
    field: fc.constant('tags'),
    atLeast: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    when: fc.constant('overlap' as const),
    field: fieldName,
    of: fc.constantFrom('tokens' as const, 'soundex-tokens' as const),
    atLeast: fc.integer({ min: 1, max: 2 }),
  }),
);
const of = (inner: fc.Arbitrary<LevelTest>) => fc.array(inner, { minLength: 2, maxLength: 3 });
const nested = (inner: fc.Arbitrary<LevelTest>): fc.Arbitrary<LevelTest> =>
  fc.oneof(
    { weight: 4, arbitrary: single },
    { weight: 1, arbitrary: of(inner).map((tests) => ({ when: 'all' as const, of: tests })) },
    { weight: 1, arbitrary: of(inner).map((tests) => ({ when: 'any' as const, of: tests })) },
    { weight: 1, arbitrary: inner.map((one) => ({ when: 'not' as const, of: one })) },
  );
const test = nested(nested(single));
const odds = fc.record({
  m: fc.constantFrom('0.9', '0.31', '0.004'),
  u: fc.constantFrom('0.5', '0.02', '0.000013'),
});
const level = fc.oneof(
  fc.tuple(test, odds).map(([one, pair]) => (one.when === 'missing' ? one : { ...one, ...pair })),
  fc
    .tuple(fieldName, odds)
    .map(([field, pair]) => ({ when: 'exact' as const, field, ...pair, termFrequency: true as const })),
  fc
    .tuple(
      fieldName,
      odds,
      fieldName,
      fc.constantFrom('1', '0.25'),
      fc.constantFrom('0.2', '0.0001'),
      fc.subarray(['comparison-0', 'comparison-1', 'comparison-2', 'comparison-3']),
    )
    .map(([field, pair, counted, weight, minimumU, beside]) => ({
      when: 'exact' as const,
      field,
      ...pair,
      termFrequency: {
        field: counted,
        weight,
        minimumU,
        u: '0.03',
        ...(beside.length > 0 && { beside }),
      },
    })),
  test.map((one) => ({ when: 'says-nothing' as const, if: one })),
  fc
    .tuple(fc.array(test, { minLength: 2, maxLength: 3 }), odds)
    .map(([of, pair]) => ({ when: 'all' as const, of, ...pair })),
);
const blockingField = fc.constantFrom('name', 'other', 'born', 'code');
const blockingKey = fc.oneof(
  { weight: 6, arbitrary: fc.record({ field: blockingField, key: fc.constantFrom(...keyKinds) }) },
  {
    weight: 1,
    arbitrary: fc.record({ field: blockingField, key: fc.constantFrom(...keyKinds), with: blockingField }),
  },
);
export const randomModel: fc.Arbitrary<LinkageModel> = fc
  .record({
    blocking: fc.array(
      fc.array(blockingKey, {
        minLength: 1,
        maxLength: 3,
      }),
      { minLength: 1, maxLength: 4 },
    ),
    comparisons: fc.array(fc.tuple(fc.array(level, { minLength: 1, maxLength: 5 }), odds), {
      minLength: 1,
      maxLength: 4,
    }),
    priorRows: fc.constantFrom(0, 50),
    kind: fc.constantFrom('text' as const, 'raw' as const),
  })
  .map(({ blocking, comparisons, priorRows, kind }) => ({
    format: 'stile-linkage-model/1' as const,
    name: 'random',
    fields: [
      { name: 'name', kind: 'forename' as const },
      { name: 'other', kind: 'surname' as const },
      { name: 'born', kind: 'date' as const },
      { name: 'code', kind },
      { name: 'size', kind: 'code' as const },
      { name: 'tags', kind: 'list' as const },
    ],
    blocking: blocking.map((keys, r) => ({ name: `rule-${r}`, keys })),
    comparisons: comparisons.map(([levels, last], c) => ({
      name: `comparison-${c}`,
      fields: [...names],
      levels: [...levels, { when: 'else' as const, ...last }] as ComparisonLevel[],
    })),
    priorMatchProbability: '0.01',
    termFrequencyPriorRows: priorRows,
  }));

const listKey = fc.oneof(
  fc.record({ field: blockingField, key: fc.constantFrom('tokens' as const, 'soundex-tokens' as const) }),
  fc.record({
    field: blockingField,
    key: fc.constant('rare-tokens' as const),
    atMost: fc.integer({ min: 2, max: 6 }),
  }),
);

/** What these comparisons say together at some of their levels, and what others say beside them. */
function jointOf(members: LinkageModel['comparisons'], all: LinkageModel['comparisons']) {
  const at = fc.tuple(...members.map(({ levels }) => fc.integer({ min: 0, max: levels.length - 1 })));
  const entries = fc.uniqueArray(fc.tuple(at, odds), { maxLength: 12, selector: ([where]) => where.join() });
  const outside = all
    .filter((one) => !members.includes(one))
    .flatMap(({ name, levels }) =>
      levels.flatMap((level, l) => ('m' in level ? [{ comparison: name, level: l }] : [])),
    );
  const beside =
    outside.length === 0
      ? fc.constant([])
      : fc.uniqueArray(fc.tuple(at, fc.constantFrom(...outside), odds), {
          maxLength: 12,
          selector: ([where, { comparison, level }]) => `${where} ${comparison} ${level}`,
        });
  return fc.tuple(entries, beside).map(([levels, besides]) => ({
    comparisons: members.map(({ name }) => name),
    levels: levels.map(([where, pair]) => ({ at: where, ...pair })),
    ...(besides.length > 0 && {
      besides: besides.map(([where, other, pair]) => ({ at: where, ...other, ...pair })),
    }),
  }));
}

/** A random model in which what some comparisons say together may take the place of what each says alone. */
export const randomModelWithJoint: fc.Arbitrary<LinkageModel> = randomModel.chain((model) => {
  const { comparisons } = model;
  if (comparisons.length < 2) return fc.constant(model);
  const one = jointOf(comparisons.slice(0, 3), comparisons).map((joint) => ({ ...model, joint: [joint] }));
  if (comparisons.length < 4) return one;
  const two = fc.tuple(
    jointOf(comparisons.slice(0, 2), comparisons),
    jointOf(comparisons.slice(2), comparisons),
  );
  return fc.oneof(
    one,
    two.map((joint) => ({ ...model, joint })),
  );
});

/** A random model some of whose rules give a row several keys, and some of which pass heavy blocks over. */
export const randomModelWithLists: fc.Arbitrary<LinkageModel> = fc
  .tuple(
    randomModelWithJoint,
    fc.array(fc.option(listKey), { minLength: 1, maxLength: 4 }),
    fc.array(fc.option(fc.integer({ min: 2, max: 8 })), { minLength: 1, maxLength: 4 }),
  )
  .map(([model, lists, caps]) => ({
    ...model,
    blocking: model.blocking.map((rule, r) => {
      const list = lists[r];
      const cap = caps[r];
      // In the place of the first key, or after the others.
      const keys = list ? (r % 2 === 0 ? [list, ...rule.keys.slice(1)] : [...rule.keys, list]) : rule.keys;
      return { ...rule, keys, ...(cap != null && { atMost: cap }) };
    }),
  }));

/** The model for one table: no rule compares one field with another. */
export const withinOneTable = (model: LinkageModel): LinkageModel => ({
  ...model,
  blocking: model.blocking.map((rule) => ({
    ...rule,
    keys: rule.keys.map(({ with: _, ...key }) => key),
  })),
});

/** Any random plan, over one table or between two. */
export const randomPlan = fc
  .tuple(fc.oneof(randomModelWithJoint, randomModelWithLists), randomTables, fc.boolean())
  .map(([model, [lefts, rights], two]) =>
    two ? { model, lefts, rights } : { model: withinOneTable(model), lefts: [...lefts, ...rights] },
  )
  .filter(({ lefts, rights }) => lefts.length > 0 && rights?.length !== 0);
