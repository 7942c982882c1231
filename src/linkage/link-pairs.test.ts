import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStileError } from '#kernel';
import { bestLinks } from './best-links.ts';
import { bytesColumn, type CodedColumn, type CodedTable } from './columns.ts';
import { byteDictionaryOf } from './encoded.ts';
import { explainRows } from './explain.ts';
import { linkPairs, prepareLinkage } from './link-pairs.ts';
import { type LinkageModel, type LinkPlan, linkageModelSchema } from './model.ts';
import { defaultPersonModel } from './person-model.ts';
import { matchProbability } from './probability.ts';
import { linkByDefinition, type PlainRow, type ReferencePair } from './reference.ts';
import { shareFields } from './shared-fields.ts';
import { randomModelWithJoint, randomModelWithLists, randomTables, toTable } from './testing/random-plans.ts';

function collect(plan: LinkPlan, left: CodedTable, right: CodedTable): ReferencePair[] {
  const pairs: ReferencePair[] = [];
  for (const batch of linkPairs(plan, left, right))
    for (let p = 0; p < batch.count; p++)
      pairs.push({
        left: batch.left[p] as number,
        right: batch.right[p] as number,
        rule: batch.rule[p] as number,
        weight: batch.weight[p] as number,
      });
  return pairs.sort((a, b) => a.right - b.right || a.left - b.left);
}

/** Two tables of texts, of bytes, or of bytes over dictionaries that both share, as a run opens them. */
const tablesAs = {
  texts: (lefts: readonly PlainRow[], rights: readonly PlainRow[]) =>
    [toTable(lefts), toTable(rights)] as const,
  bytes: (lefts: readonly PlainRow[], rights: readonly PlainRow[]) =>
    [inBytes(toTable(lefts)), inBytes(toTable(rights))] as const,
  'shared bytes': (lefts: readonly PlainRow[], rights: readonly PlainRow[]) => {
    const both = inBytes(toTable([...lefts, ...rights]));
    const part = (from: number, until: number): CodedTable => ({
      rows: until - from,
      columns: mapColumns(both, ({ codes, ...column }) => ({
        ...column,
        codes: codes.subarray(from, until),
      })),
    });
    return [part(0, lefts.length), part(lefts.length, both.rows)] as const;
  },
};
const form = fc.constantFrom('texts' as const, 'bytes' as const, 'shared bytes' as const);
const mapColumns = (table: CodedTable, to: (column: CodedColumn) => CodedColumn) =>
  Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, to(column)]));
const inBytes = (table: CodedTable): CodedTable => ({
  ...table,
  columns: mapColumns(table, ({ codes, values }) => {
    const dictionary = byteDictionaryOf(values);
    return bytesColumn(codes, { dictionary: () => dictionary });
  }),
});

describe('linkPairs', () => {
  it('gives the pairs, first rules and weights of the definition, for random plans on random tables', () => {
    let pairsSeen = 0;
    fc.assert(
      fc.property(
        fc.oneof(randomModelWithJoint, randomModelWithLists),
        randomTables,
        form,
        (random, rows, of) => {
          const [lefts, rights] = rows;
          const plan = { model: linkageModelSchema.parse(random), threshold: '-100000' };
          const expected = linkByDefinition(plan, lefts, rights);
          const found = collect(plan, ...tablesAs[of](lefts, rights));
          pairsSeen += found.length;
          expect(found.map(({ left, right, rule }) => [left, right, rule])).toEqual(
            expected.map(({ left, right, rule }) => [left, right, rule]),
          );
          for (const [at, pair] of found.entries())
            expect(pair.weight).toBeCloseTo(expected[at]?.weight ?? Number.NaN, 9);
        },
      ),
      { numRuns: 600 },
    );
    expect(pairsSeen).toBeGreaterThan(400);
  });

  const exactModel: LinkageModel = {
    format: 'stile-linkage-model/1',
    name: 'exact',
    fields: [
      { name: 'name', kind: 'forename' },
      { name: 'born', kind: 'date', optional: true },
    ],
    blocking: [
      { name: 'by-name', keys: [{ field: 'name', key: 'whole' }] },
      { name: 'by-birth', keys: [{ field: 'born', key: 'whole' }] },
    ],
    comparisons: [
      {
        name: 'name',
        fields: ['name'],
        levels: [
          { when: 'missing' },
          { when: 'exact', m: '0.8', u: '0.1' },
          { when: 'else', m: '0.2', u: '0.9' },
        ],
      },
      {
        name: 'born',
        fields: ['born'],
        levels: [
          { when: 'missing' },
          { when: 'exact', m: '0.9', u: '0.1125' },
          { when: 'else', m: '0.1', u: '0.8' },
        ],
      },
    ],
    priorMatchProbability: '0.5',
  };
  const exactPlan = { model: exactModel, threshold: '-100' };

  it('adds log2(m/u) of the level that holds in each comparison to the log2 of the prior odds', () => {
    const left = toTable([{ name: 'ann', born: '1980-02-03' }]);
    const same = toTable([{ name: 'ann', born: '1980-02-03' }]);
    const other = toTable([{ name: 'ann', born: '1980-02-04' }]);
    const unknown = toTable([{ name: 'ann' }]);
    // log2(0.8/0.1) = 3, log2(0.9/0.1125) = 3, log2(0.1/0.8) = -3, even prior odds 0.
    expect(collect(exactPlan, left, same)[0]?.weight).toBeCloseTo(6, 12);
    expect(collect(exactPlan, left, other)[0]?.weight).toBeCloseTo(0, 12);
    expect(collect(exactPlan, left, unknown)[0]?.weight).toBeCloseTo(3, 12);
  });

  it('gives a pair that several rules find once, by the first of them', () => {
    const row = { name: 'ann', born: '1980-02-03' };
    expect(collect(exactPlan, toTable([row]), toTable([row]))).toHaveLength(1);
    expect(collect(exactPlan, toTable([row]), toTable([row]))[0]?.rule).toBe(0);
  });

  it.each([
    ['empty tables', [], []],
    ['an empty left table', [], [{ name: 'ann' }]],
    ['an empty right table', [{ name: 'ann' }], []],
    ['missing keys on the left', [{}], [{ name: 'ann', born: '1980-02-03' }]],
    ['missing keys on the right', [{ name: 'ann' }], [{}]],
    ['missing keys on both sides', [{}], [{}]],
  ])('pairs nothing: %s', (_, left, right) => {
    expect(collect(exactPlan, toTable(left), toTable(right))).toEqual([]);
  });

  it('emits only pairs at or above reviewFrom, and at or above the threshold where there is no band', () => {
    const left = toTable([{ name: 'ann', born: '1980-02-03' }]);
    const right = toTable([{ name: 'ann' }]);
    expect(collect({ model: exactModel, threshold: '3' }, left, right)).toHaveLength(1);
    expect(collect({ model: exactModel, threshold: '3.5' }, left, right)).toHaveLength(0);
    expect(collect({ model: exactModel, threshold: '3.5', reviewFrom: '3' }, left, right)).toHaveLength(1);
  });

  it('never looks at columns that the model does not name', () => {
    const row = { name: 'ann' };
    const many = Array.from({ length: 300 }, (_, c) => `unused-${c}`);
    const poisoned = Object.fromEntries(many.map((column) => [column, null as never]));
    const table = toTable([row], ['name']);
    const wide = { rows: 1, columns: { ...poisoned, ...table.columns } };
    expect(collect(exactPlan, wide, wide)).toHaveLength(1);
  });

  it('streams more than one batch from a block of identical rows, without loss', () => {
    const table = toTable(Array.from({ length: 300 }, () => ({ name: 'ann' })));
    const batches = [...linkPairs(exactPlan, table, table)];
    expect(batches.length).toBeGreaterThan(1);
    expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(90_000);
  });

  it('counts pairs before comparing any, and refuses more than maxPairs by naming the heaviest rule', () => {
    const table = toTable(Array.from({ length: 10 }, () => ({ name: 'ann' })));
    expect(prepareLinkage(exactPlan, table, table).blocking).toEqual([
      { rule: 'by-name', pairs: 100, largestBlock: 100 },
      { rule: 'by-birth', pairs: 0, largestBlock: 0 },
    ]);
    expect(() => linkPairs({ ...exactPlan, maxPairs: 99 }, table, table)).toThrowError(
      expect.objectContaining({
        code: 'LINKAGE_TOO_MANY_PAIRS',
        message: expect.stringContaining('by-name'),
      }),
    );
  });

  it('compares part by part within its memory, and refuses what does not fit', () => {
    // Held together, 3 million pairs would take 36 MB.
    const table = toTable(Array.from({ length: 3000 }, (_, row) => ({ name: `name ${row % 3}` })));
    const within = (mebibytes: number): number => {
      let pairs = 0;
      for (const { count } of prepareLinkage(exactPlan, table, table, mebibytes * 2 ** 20).pairs())
        pairs += count;
      return pairs;
    };
    expect(within(8)).toBe(3 * 1000 ** 2);
    expect(() => within(1)).toThrowError(expect.objectContaining({ code: 'LINKAGE_MEMORY_FULL' }));
  });

  it('refuses a table that lacks a compared column, unless the field is optional', () => {
    const whole = toTable([{ name: 'ann' }], ['name', 'born']);
    expect(collect(exactPlan, toTable([{ name: 'ann' }], ['name']), whole)).toHaveLength(1);
    const refused = (): unknown => collect(exactPlan, toTable([{}], ['born']), whole);
    expect(refused).toThrowError(expect.objectContaining({ code: 'LINKAGE_FIELD_MISSING' }));
  });

  it.each([
    ['a short column', { codes: new Uint32Array(1), values: [''] }],
    ['a code outside the dictionary', { codes: Uint32Array.of(0, 2), values: ['', 'ann'] }],
  ])('refuses %s', (_, column) => {
    const table = { rows: 2, columns: { name: column } };
    expect(() => linkPairs(exactPlan, table, table)).toThrowError(
      expect.objectContaining({ code: 'LINKAGE_COLUMN_INVALID' }),
    );
  });

  it.each([
    ['threshold', { threshold: 'high' }],
    ['reviewFrom', { reviewFrom: '5', threshold: '4' }],
    ['margin', { margin: '-1' }],
    ['maxPairs', { maxPairs: 1.5 }],
  ])('refuses a plan whose %s is not usable', (what, part) => {
    const table = toTable([]);
    try {
      linkPairs({ ...exactPlan, ...part }, table, table);
      expect.unreachable();
    } catch (error) {
      expect(isStileError(error, 'LINKAGE_PLAN_INVALID') && error.message).toContain(what);
    }
  });

  it('with term frequency, agreement on a rare value counts for more than on a common one', () => {
    const rows = [...Array.from({ length: 8 }, () => ({ name: 'smith' })), { name: 'ffoulkes' }];
    const frequent: LinkageModel = {
      ...exactModel,
      comparisons: [
        {
          name: 'name',
          fields: ['name'],
          levels: [
            { when: 'exact', m: '0.9', u: '0.1', termFrequency: true },
            { when: 'else', m: '0.1', u: '0.9' },
          ],
        },
      ],
    };
    const pairs = collect({ model: frequent, threshold: '-100' }, toTable(rows), toTable(rows));
    // 16 of 18 and 2 of 18 present values: log2(0.9 / (16/18)) and log2(0.9 / (2/18)).
    expect(pairs.find(({ left }) => left === 0)?.weight).toBeCloseTo(Math.log2(0.9 / (16 / 18)), 12);
    expect(pairs.find(({ left }) => left === 8)?.weight).toBeCloseTo(Math.log2(8.1), 12);
  });
});

describe('explainRows', () => {
  it('gives one level for each comparison, whose weights and the prior add up to the weight of the pair, and no value', () => {
    fc.assert(
      fc.property(randomModelWithJoint, randomTables, (random, [lefts, rights]) => {
        fc.pre(lefts.length > 0 && rights.length > 0);
        const explain = explainRows(random, shareFields(random, toTable(lefts), toTable(rights)), false);
        const { comparisons, priorWeight, together, weight, probability } = explain(0, 0);
        for (const pair of collect({ model: random, threshold: '-100000' }, toTable(lefts), toTable(rights)))
          expect(explain(pair.left, pair.right).weight).toBeCloseTo(pair.weight, 9);
        expect(comparisons.map((one) => one.comparison)).toEqual(random.comparisons.map((one) => one.name));
        expect(comparisons.reduce((sum, one) => sum + one.weight, priorWeight + together)).toBeCloseTo(
          weight,
          9,
        );
        expect(probability).toBe(matchProbability(weight));
        for (const value of [...lefts, ...rights].flatMap((row) => [row.name, row.born]))
          if (value && value.length > 6) expect(JSON.stringify(comparisons)).not.toContain(value);
      }),
      { numRuns: 50 },
    );
  });
});

describe('matchProbability', () => {
  it.each([
    [0, 0.5],
    [1, 2 / 3],
    [3, 8 / 9],
    [-1, 1 / 3],
    [2000, 1],
    [-2000, 0],
  ])('weight %d is probability %d', (weight, probability) => {
    expect(matchProbability(weight)).toBeCloseTo(probability, 12);
  });
});

describe('bestLinks', () => {
  const batchOf = (pairs: readonly (readonly [left: number, right: number, weight: number])[]) => [
    {
      left: Uint32Array.from(pairs, ([left]) => left),
      right: Uint32Array.from(pairs, ([, right]) => right),
      weight: Float64Array.from(pairs, ([, , weight]) => weight),
      rule: new Uint8Array(pairs.length),
      count: pairs.length,
    },
  ];
  const plan = { model: defaultPersonModel, threshold: '5', reviewFrom: '0', margin: '2' };

  it.each([
    ['one pair at the threshold is a match', [[0, 0, 5]], ['match', 'none'], [0, -1]],
    ['a pair in the band is for review', [[0, 0, 4.9]], ['review', 'none'], [0, -1]],
    [
      'equal candidates are never guessed between',
      [
        [0, 0, 9],
        [1, 0, 9],
      ],
      ['review', 'none'],
      [-1, -1],
    ],
    [
      'a second candidate within the margin is doubtful',
      [
        [0, 0, 9],
        [1, 0, 7.5],
      ],
      ['review', 'none'],
      [-1, -1],
    ],
    [
      'a second candidate at the margin is not',
      [
        [0, 0, 9],
        [1, 0, 7],
      ],
      ['match', 'none'],
      [0, -1],
    ],
    [
      'one left row serves only one right row, the better',
      [
        [0, 0, 9],
        [0, 1, 6],
      ],
      ['match', 'review'],
      [0, 0],
    ],
    [
      'two right rows equally near to one left row are both doubtful',
      [
        [0, 0, 9],
        [0, 1, 9],
      ],
      ['review', 'review'],
      [0, 0],
    ],
    [
      'two clear pairs',
      [
        [0, 1, 9],
        [1, 0, 8],
        [0, 0, 3],
        [1, 1, 2],
      ],
      ['match', 'match'],
      [1, 0],
    ],
  ] as const)('%s', (_, pairs, states, lefts) => {
    const links = bestLinks(plan, 2, 2, batchOf(pairs));
    expect([links.rightState(0), links.rightState(1)]).toEqual(states);
    expect([...links.leftOf]).toEqual(lefts);
    expect(links.matches).toBe(states.filter((state) => state === 'match').length);
    expect(links.reviews).toBe(states.filter((state) => state === 'review').length);
  });

  it.each([
    ['equal candidates', 9, 9],
    ['candidates whose weights are the same but for the order of the sum', 9.3, 8.2 + 1.1],
  ])('does not guess between %s even where the margin is 0', (_, one, other) => {
    const pairs = batchOf([
      [0, 0, one],
      [1, 0, other],
    ]);
    expect(bestLinks({ ...plan, margin: '0' }, 2, 1, pairs).matches).toBe(0);
  });

  it('expects as many wrong matches as the probabilities of the matches leave over', () => {
    // Odds of 32 to 1 and of 128 to 1; the review does not count.
    const links = bestLinks(
      plan,
      3,
      3,
      batchOf([
        [0, 0, 5],
        [1, 1, 7],
        [2, 2, 1],
      ]),
    );
    expect(links.expectedWrong).toBeCloseTo(1 / 33 + 1 / 129, 12);
  });

  it('says for each left row too whether it is matched, in review or unmatched', () => {
    const links = bestLinks(
      plan,
      3,
      2,
      batchOf([
        [0, 0, 9],
        [1, 0, 3],
      ]),
    );
    expect([0, 1, 2].map((row) => links.leftState(row))).toEqual(['match', 'review', 'none']);
  });

  it('is one-to-one, and the order of rows changes nothing but the numbers of rows', () => {
    const shuffled = <T>(items: readonly T[]) =>
      fc.shuffledSubarray(
        items.map((_, at) => at),
        { minLength: items.length, maxLength: items.length },
      );
    fc.assert(
      fc.property(
        fc
          .tuple(randomModelWithJoint, randomTables)
          .chain(([random, [lefts, rights]]) =>
            fc.tuple(fc.constant({ random, lefts, rights }), shuffled(lefts), shuffled(rights)),
          ),
        ([{ random, lefts, rights }, leftOrder, rightOrder]) => {
          const linked = { model: random, threshold: '0', reviewFrom: '-20', margin: '1' };
          const link = (a: readonly PlainRow[], b: readonly PlainRow[]) => {
            const left = toTable(a);
            const right = toTable(b);
            return bestLinks(linked, a.length, b.length, linkPairs(linked, left, right));
          };
          const straight = link(lefts, rights);
          const mixed = link(
            leftOrder.map((at) => lefts[at] as PlainRow),
            rightOrder.map((at) => rights[at] as PlainRow),
          );
          const matched = rights.flatMap((_, j) =>
            straight.rightState(j) === 'match' ? [straight.leftOf[j]] : [],
          );
          expect(new Set(matched).size).toBe(matched.length);
          for (const [now, before] of rightOrder.entries()) {
            expect(mixed.rightState(now)).toBe(straight.rightState(before));
            const partner = mixed.leftOf[now] ?? -1;
            expect(partner < 0 ? -1 : leftOrder[partner]).toBe(straight.leftOf[before]);
          }
          for (const [now, before] of leftOrder.entries())
            expect(mixed.leftState(now)).toBe(straight.leftState(before));
        },
      ),
      { numRuns: 200 },
    );
  });
});
