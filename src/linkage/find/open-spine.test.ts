import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodedTable } from '../encoded.ts';
import { type LinkageModel, linkageModelSchema } from '../model.ts';
import { linkByDefinition, type PlainRow } from '../reference.ts';
import { names, randomModelWithJoint, randomModelWithLists, randomTables } from '../testing/random-plans.ts';
import { openSpine } from './open-spine.ts';

const everything = { least: Number.NEGATIVE_INFINITY, most: 1000 };
const tableOf = (rows: readonly PlainRow[]) =>
  encodedTable(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])));
const recordOf = (row: PlainRow): Record<string, string> =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** Fields as they stand, so that the definition, which cleans nothing, sees what the spine sees; rules whose blocks do not depend on how many rows there are. */
const plain = (model: LinkageModel): LinkageModel =>
  linkageModelSchema.parse({
    ...model,
    fields: model.fields.map(({ name }) => ({ name, kind: 'raw' })),
    blocking: model.blocking.map(({ name, keys }) => ({
      name,
      keys: keys.map(({ atMost: _, with: __, key, ...rest }) => ({
        ...rest,
        key: key === 'rare-tokens' ? 'tokens' : key,
      })),
    })),
  });

it('finds for each row what the definition gives for the table linked with itself, with the same weights', () => {
  let seen = 0;
  fc.assert(
    fc.property(fc.oneof(randomModelWithJoint, randomModelWithLists), randomTables, (random, [rows]) => {
      fc.pre(rows.length > 0);
      const model = plain(random);
      const spine = openSpine(model, tableOf(rows));
      const expected = linkByDefinition({ model }, rows);
      rows.forEach((row, right) => {
        const own = expected
          .filter((pair) => pair.right === right)
          .sort((a, b) => b.weight - a.weight || a.left - b.left);
        const found = spine.find(recordOf(row), everything);
        seen += own.length;
        // In a pair of one table the earlier row is on the left, as those of a spine are.
        const earlier = [...found.rows].flatMap((left, at) =>
          left < right ? [[left, found.weights[at] as number] as const] : [],
        );
        const byRow = new Map(earlier);
        expect([...byRow.keys()].sort((a, b) => a - b)).toEqual(
          own.map(({ left }) => left).sort((a, b) => a - b),
        );
        for (const { left, weight } of own) expect(byRow.get(left)).toBeCloseTo(weight, 9);
        expect([...found.weights]).toEqual([...found.weights].sort((a, b) => b - a));
      });
    }),
    { numRuns: 300 },
  );
  expect(seen).toBeGreaterThan(100);
});

const model = linkageModelSchema.parse({
  format: 'stile-linkage-model/1',
  name: 'names',
  fields: [
    { name: 'surname', kind: 'surname' },
    { name: 'words', kind: 'text', column: 'Full name', optional: true },
  ],
  blocking: [
    { name: 'surname', keys: [{ field: 'surname', key: 'whole' }], atMost: 3 },
    { name: 'rare', keys: [{ field: 'words', key: 'rare-tokens', atMost: 2 }] },
  ],
  comparisons: [
    {
      name: 'surname',
      fields: ['surname'],
      levels: [
        { when: 'missing' },
        { when: 'exact', m: '0.8', u: '0.01', termFrequency: true },
        { when: 'else', m: '0.2', u: '0.99' },
      ],
    },
  ],
  priorMatchProbability: '0.5',
});
const spine = openSpine(
  model,
  encodedTable({
    surname: ['O’Neill', 'ONEILL', 'Smith', 'Smith', 'Smith', 'Smith', null, 'Gray'],
    'Full name': ['x one', 'one', 'two', 'two', 'two', '', 'other', 'other'],
  }),
);
const found = (record: Record<string, string>) => [...spine.find(record, everything).rows];

it.each([
  ['a value is cleaned as those of the spine are', { surname: " o'neill" }, [0, 1]],
  ['a block of more records than the rule allows is passed over', { surname: 'Smith' }, []],
  ['a word counts that few enough rows have', { 'Full name': 'One or Other' }, [0, 1, 6, 7]],
  ['and not one that more have', { 'Full name': 'two' }, []],
  ['a record without a value that is asked for finds nothing', {}, []],
  ['a value that the spine does not have finds nothing', { surname: 'Zimmermann' }, []],
  ['columns that the model does not know are nothing to it', { surname: 'Gray', constructor: 'Gray' }, [7]],
])('%s', (_, record, rows) => {
  expect(found(record).sort((a, b) => a - b)).toEqual(rows);
});

it('weighs by how frequent a value is in the spine: two of seven, and one of seven', () => {
  // Prior odds are even. An exact surname: log2(0.8 / frequency).
  const [two] = spine.find({ surname: 'oneill' }, everything).weights;
  const [one] = spine.find({ surname: 'gray' }, everything).weights;
  expect(two).toBeCloseTo(Math.log2(0.8 / (2 / 7)), 12);
  expect(one).toBeCloseTo(Math.log2(0.8 / (1 / 7)), 12);
});

it('gives the best so many, of at least a weight', () => {
  expect([...spine.find({ surname: 'oneill' }, { most: 1 }).rows]).toEqual([0]);
  expect(spine.find({ surname: 'oneill' }, { least: 1.6 }).rows).toHaveLength(0);
  expect(spine.find({ surname: 'oneill' }).candidates).toBe(2);
});
