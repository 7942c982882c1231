import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodedTable } from '../encoded.ts';
import { fieldsOf } from '../fields.ts';
import { parseLinkageModel } from '../model.ts';
import { gatherPairs } from '../resolve/index.ts';
import { clusterSizes, clusterViews } from './cluster-facts.ts';
import { dataFacts } from './data-facts.ts';
import { groupColumns, groupFacts, linkedRows } from './group-facts.ts';
import { comparisonFacts, groupedFacts } from './level-facts.ts';
import { ruleFacts } from './rule-facts.ts';
import { tallyWeights } from './tally.ts';
import { unlinkableFacts } from './unlinkable.ts';
import { bandEdges, expectedFacts, thresholdFacts, thresholdsAround, weightBandsOf } from './weight-facts.ts';

/** A run of pairs (0, 1), (1, 2) ... of these weights, all of pattern 0 unless said. */
function tallied(weights: readonly number[], edges: readonly number[], truth?: readonly number[]) {
  const left = Uint32Array.from(weights.keys());
  const run = {
    left,
    right: left.map((row) => row + 1),
    pattern: new Uint32Array(weights.length),
    weight: Float64Array.from(weights),
    key: new Uint8Array(weights.length),
    count: weights.length,
  };
  return tallyWeights([run], { edges, patterns: 1, ...(truth && { truth: Int32Array.from(truth) }) });
}

describe('pairs by weight', () => {
  // Odds of 2^w: probabilities 1/5, 1/2, 2/3, 8/9.
  const tally = tallied([-2, 0, 1, 3], [0, 2], [7, 7, 8, 9, 9]);

  it('counts a pair at an edge above it, and adds up probabilities', () => {
    expect([...tally.pairs]).toEqual([1, 2, 1]);
    expect(tally.expected[0]).toBeCloseTo(1 / 5, 12);
    expect(tally.expected[1]).toBeCloseTo(1 / 2 + 2 / 3, 12);
    expect(tally.expected[2]).toBeCloseTo(8 / 9, 12);
    expect([...(tally.observed ?? [])]).toEqual([1, 0, 1]);
    expect(tally.byPattern[0]).toBeCloseTo(1 / 5 + 1 / 2 + 2 / 3 + 8 / 9, 12);
  });

  it('says what each threshold gives, by the model and by the truth', () => {
    const [at0, at2, at5] = thresholdFacts(tallied([-2, 0, 1, 3], [0, 2, 5], [7, 7, 8, 9, 9]), [0, 2, 5], {
      all: 4,
      actual: 2,
    });
    expect(at0).toMatchObject({ threshold: 0, pairs: 3, observed: { precision: 1 / 3, recall: 1 / 2 } });
    expect(at0?.precision).toBeCloseTo((1 / 2 + 2 / 3 + 8 / 9) / 3, 12);
    expect(at0?.recall).toBeCloseTo((1 / 2 + 2 / 3 + 8 / 9) / 4, 12);
    expect(at2?.precision).toBeCloseTo(8 / 9, 12);
    expect(at2?.observed).toEqual({ precision: 1, recall: 1 / 2 });
    // No pair: no precision, and nothing found.
    expect(at5).toEqual({ threshold: 5, pairs: 0, expectedMatches: 0, recall: 0, observed: { recall: 0 } });
  });

  it('says where the expected matches are', () => {
    const facts = expectedFacts(tally, 0, { allPairs: 100, prior: 0.03 });
    const found = 1 / 2 + 2 / 3 + 8 / 9;
    expect(facts.byPrior).toBeCloseTo(3, 12);
    expect(facts.compared).toBeCloseTo(found + 1 / 5, 12);
    expect(facts.all).toBeCloseTo(3, 12);
    expect(facts.wronglyLinked).toBeCloseTo(3 - found, 12);
    expect(facts.missedBelow).toBeCloseTo(1 / 5, 12);
    expect(facts.notCompared).toBeCloseTo(3 - found - 1 / 5, 12);
    // A prior that is too low takes nothing away from what was found.
    expect(expectedFacts(tally, 0, { allPairs: 100, prior: 0.001 })).toMatchObject({
      notCompared: 0,
      all: facts.compared,
    });
  });

  it.each([
    [0, [-6, -4, -2, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]],
    [5.5, [-2, 0, 2, 4, 5.5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24]],
  ])('looks at even thresholds around %d, and at that one', (threshold, expected) => {
    expect(thresholdsAround(threshold)).toEqual(expected);
    expect(thresholdsAround(threshold).some((one) => Object.is(one, -0))).toBe(false);
  });

  it('loses no pair and no expected match between the bands, whatever the weights and thresholds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -70, max: 70, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: -30, max: 30, noNaN: true }),
        (weights, threshold) => {
          const thresholds = thresholdsAround(threshold);
          const tally = tallied(weights, [...bandEdges, ...thresholds]);
          const bands = weightBandsOf(tally);
          const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
          const expected = sum(weights.map((weight) => 1 / (1 + 2 ** -weight)));
          expect(sum(bands.map(({ pairs }) => pairs))).toBe(weights.length);
          expect(sum(bands.map((one) => one.expected))).toBeCloseTo(expected, 8);
          for (const { threshold: at, pairs } of thresholdFacts(tally, thresholds, { all: 1 }))
            expect(pairs).toBe(weights.filter((weight) => weight >= at).length);
          const { linked, missedBelow, compared } = expectedFacts(tally, threshold, {
            allPairs: 1,
            prior: 0.5,
          });
          expect(linked + missedBelow).toBeCloseTo(compared, 8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows empty bands between filled ones, and none beyond', () => {
    const bands = weightBandsOf(tallied([-25, -17.5], [...bandEdges]));
    expect(bands.map(({ from, until, pairs }) => [from, until, pairs])).toEqual([
      [Number.NEGATIVE_INFINITY, -20, 1],
      [-20, -18, 0],
      [-18, -16, 1],
    ]);
    expect(weightBandsOf(tallied([], [...bandEdges]))).toEqual([]);
  });
});

const model = parseLinkageModel({
  format: 'stile-linkage-model/1',
  name: 'two',
  fields: [
    { name: 'born', kind: 'date', column: 'dob' },
    { name: 'sex', kind: 'sex' },
    { name: 'year', kind: 'raw', from: { field: 'born', by: [{ step: 'part', from: 1, length: 4 }] } },
  ],
  blocking: [
    { name: 'a', keys: [{ field: 'born', key: 'whole' }] },
    { name: 'b', keys: [{ field: 'sex', key: 'whole' }] },
  ],
  comparisons: [
    {
      name: 'born',
      fields: ['born'],
      levels: [
        { when: 'missing' },
        { when: 'exact', m: '0.8', u: '0.1', termFrequency: true },
        { when: 'else', m: '0.2', u: '0.9' },
      ],
    },
    {
      name: 'sex',
      fields: ['sex'],
      levels: [
        { when: 'exact', m: '0.96', u: '0.48' },
        { when: 'else', m: '0.04', u: '0.52' },
      ],
    },
  ],
  joint: [
    {
      comparisons: ['born', 'sex'],
      levels: [
        { at: [1, 0], m: '0.64', u: '0.08' },
        { at: [2, 1], m: '0.02', u: '0.32' },
        { at: [0, 0], m: '0.5', u: '0.25' },
      ],
    },
  ],
  priorMatchProbability: '0.01',
});
/** Patterns by level of born and sex, with the rules that give them and how many pairs they are of. */
const counts = {
  levels: Uint8Array.of(1, 0, 2, 0, 2, 1, 1, 0),
  rules: Uint32Array.of(0b01, 0b10, 0b10, 0b11),
  counts: Float64Array.of(10, 100, 20, 5),
  patterns: 4,
  comparisons: 2,
};

describe('rules and levels', () => {
  it('says what each rule gives, adds and alone finds', () => {
    const rules = ruleFacts(model, counts, Float64Array.of(2, 1, 0.5, 4), [3, 40]);
    expect(rules).toMatchObject([
      {
        rule: 'a',
        words: 'the same born',
        ...{ pairs: 15, newPairs: 15, matches: 6, newMatches: 6, onlyMatches: 2 },
        ...{ cumulativePairs: 15, cumulativeMatches: 6, largest: 3 },
      },
      {
        rule: 'b',
        ...{ pairs: 125, newPairs: 120, matches: 5.5, newMatches: 1.5, onlyMatches: 1.5 },
        ...{ cumulativePairs: 135, cumulativeMatches: 7.5, largest: 40 },
      },
    ]);
  });

  it('says what each level counts, and how many pairs reach it', () => {
    const [born, sex] = comparisonFacts(model, counts);
    expect(born).toMatchObject({
      group: 0,
      levels: [
        { words: 'no born on one side or both', weight: 0, pairs: 0, byValue: false },
        { words: 'the same born', m: 0.8, u: 0.1, weight: 3, pairs: 15, byValue: true },
        { words: 'anything else', pairs: 120 },
      ],
    });
    expect(born?.levels[0]).not.toHaveProperty('m');
    expect(sex?.levels.map(({ weight, pairs }) => [weight, pairs])).toEqual([
      [1, 115],
      [Math.log2(0.04 / 0.52), 20],
    ]);
  });

  it('sets what comparisons say together beside what they would say apart, commonest first', () => {
    const [group] = groupedFacts(model, counts, undefined);
    expect(group?.comparisons).toEqual(['born', 'sex']);
    expect(group?.combinations).toMatchObject([
      { words: ['anything else', 'anything else'], weight: -4, pairs: 20 },
      { words: ['the same born', 'the same sex'], weight: 3, apart: 4, pairs: 15 },
    ]);
  });
});

describe('what the tables hold', () => {
  it('counts what is missing in each file, what cleaning makes missing, and different values', () => {
    const table = encodedTable(
      {
        dob: ['1980-02-29', '29/02/1980', '1981-02-29', null, '2000-01-01'],
        sex: ['m', '', 'M', 'f', 'x'],
        note: ['', '', '', '', 'kept'],
      },
      2,
    );
    const facts = dataFacts(model, fieldsOf(model, table), table);
    expect(facts.records).toEqual([2, 3]);
    expect(facts.columns).toEqual([
      { column: 'dob', used: true, missing: [0, 1], distinct: 4 },
      { column: 'sex', used: true, missing: [1, 0], distinct: 4 },
      { column: 'note', used: false, missing: [2, 2], distinct: 1 },
    ]);
    // 29 February 1981 was no day; two ways of writing one date become one value; x is no sex.
    expect(facts.fields).toMatchObject([
      { field: 'born', present: 3, lost: 1, distinct: 2 },
      { field: 'sex', present: 3, lost: 1, distinct: 2 },
      { field: 'year', present: 3, distinct: 2, words: 'made from born: 4 letters from letter 1 on' },
    ]);
    expect(facts.fields[2]).not.toHaveProperty('lost');
  });
});

describe('records that cannot be linked', () => {
  it('are those whose weight against themselves stays below a threshold', () => {
    const own = [1, -3, 6, 4];
    const facts = unlinkableFacts(4, (row, other) => (row === other ? (own[row] as number) : 99), [0, 4, 10]);
    expect(facts).toEqual([
      { threshold: 0, records: 1, share: 0.25 },
      { threshold: 4, records: 2, share: 0.5 },
      { threshold: 10, records: 4, share: 1 },
    ]);
    expect(unlinkableFacts(0, () => 0, [0])).toEqual([{ threshold: 0, records: 0, share: 0 }]);
  });
});

describe('clusters', () => {
  // Rows 0 to 3 in a chain with one more link; 4 and 5 a pair; 6 alone.
  const links: readonly (readonly [number, number, number])[] = [
    [0, 1, 9],
    [1, 2, 3],
    [0, 2, 5],
    [2, 3, 4],
    [4, 5, 1],
    [3, 4, 8],
  ];
  const edges = gatherPairs(
    [
      {
        left: Uint32Array.from(links, ([a]) => a),
        right: Uint32Array.from(links, ([, b]) => b),
        weight: Float64Array.from(links, ([, , w]) => w),
        count: links.length,
      },
    ],
    { rows: 7, split: 0 },
  );
  const labels = Int32Array.of(0, 0, 0, 0, 4, 4, 6);
  const weightOf = (a: number, b: number): number =>
    links.find(([x, y]) => (x === a && y === b) || (x === b && y === a))?.[2] ?? -7;

  it('are counted by size', () => {
    expect(clusterSizes(labels)).toEqual([
      { from: 1, until: 1, clusters: 1, records: 1 },
      { from: 2, until: 2, clusters: 1, records: 2 },
      { from: 3, until: 3, clusters: 0, records: 0 },
      { from: 4, until: 4, clusters: 1, records: 4 },
    ]);
    const large = new Int32Array(120);
    expect(clusterSizes(large).at(-1)).toEqual({
      from: 101,
      until: Number.POSITIVE_INFINITY,
      clusters: 1,
      records: 120,
    });
  });

  it('hang by the last link of the strongest ways between their records', () => {
    const views = clusterViews(edges, labels, { weightOf, threshold: 0, each: 1, most: 10 });
    expect(views).toMatchObject([
      { why: 'largest', size: 4, rows: [0, 1, 2, 3], weakest: { weight: 4, a: 2, b: 3 } },
      { why: 'least certain', size: 2, rows: [4, 5], weakest: { weight: 1, a: 0, b: 1 } },
    ]);
    expect(views[0]?.weights[0]?.slice(1)).toEqual([9, 5, -7]);
    expect(views[0]?.linked.map((row) => row.map(Number).join(''))).toEqual(['0110', '0010', '0001', '0000']);
  });

  it('are shown in part where they are large', () => {
    const [view] = clusterViews(edges, labels, { weightOf, threshold: 0, each: 1, most: 2 });
    // With the weakest link, and then the first rows.
    expect(view).toMatchObject({ size: 4, rows: [2, 3], weakest: { weight: 4, a: 0, b: 1 } });
    const [three] = clusterViews(edges, labels, { weightOf, threshold: 0, each: 1, most: 3 });
    expect(three).toMatchObject({ rows: [0, 2, 3], weakest: { a: 1, b: 2 } });
  });

  it('link a record to another of its table, or of the other table where there are two', () => {
    expect([...linkedRows(labels, 0)]).toEqual([1, 1, 1, 1, 1, 1, 0]);
    // With the second table from row 5 on, rows 0 to 3 have only each other.
    expect([...linkedRows(labels, 5)]).toEqual([0, 0, 0, 0, 1, 1, 0]);
  });
});

describe('linked records by group', () => {
  /** So many records of each value, the first of them linked. */
  function grouped(groups: Readonly<Record<string, readonly [records: number, linked: number]>>) {
    const cells = Object.entries(groups).flatMap(([value, [records]]) => Array<string>(records).fill(value));
    const linked = Uint8Array.from(
      Object.values(groups).flatMap(([records, count]) =>
        Array.from({ length: records }, (_, k) => (k < count ? 1 : 0)),
      ),
    );
    const [column] = groupColumns(encodedTable({ area: cells }), ['area']);
    return groupFacts(column as NonNullable<typeof column>, linked, 0, false)[0];
  }

  it('gives shares with Wilson’s interval, and the difference from all', () => {
    // Wilson’s 95% interval of 8 in 10 is 0.4902 to 0.9433, of 0 in 10 it is 0 to 0.2775.
    const facts = grouped({ north: [10, 8], south: [10, 0] });
    expect(facts?.all).toMatchObject({ records: 20, linked: 8, share: 0.4 });
    expect(facts?.groups).toMatchObject([
      { value: 'north', records: 10, linked: 8, share: 0.8, difference: 0.4 },
      { value: 'south', records: 10, linked: 0, share: 0, difference: -0.4, low: 0 },
    ]);
    expect(facts?.groups[0]?.low).toBeCloseTo(0.4902, 4);
    expect(facts?.groups[0]?.high).toBeCloseTo(0.9433, 4);
    expect(facts?.groups[1]?.high).toBeCloseTo(0.2775, 4);
    expect(facts).not.toHaveProperty('small');
  });

  it('puts values of fewer than 10 records together, without their names', () => {
    const facts = grouped({ north: [30, 15], '': [12, 3], east: [9, 9], west: [6, 0] });
    expect(facts?.groups.map(({ value }) => value)).toEqual(['north', undefined]);
    expect(facts?.small).toMatchObject({ values: 2, together: { records: 15, linked: 9 } });
    expect(JSON.stringify(facts)).not.toMatch(/east|west/);
  });

  it('does not let a small group be worked out from the total', () => {
    const facts = grouped({ north: [30, 15], south: [20, 3], east: [4, 1] });
    expect(facts?.groups.map(({ value }) => value)).toEqual(['north']);
    expect(facts?.small).toMatchObject({ values: 2, together: { records: 24, linked: 4 } });
    expect(grouped({ only: [6, 2] })).toMatchObject({ groups: [], small: { values: 1 } });
    expect(grouped({ only: [6, 2] })?.small).not.toHaveProperty('together');
  });

  it('never shows a count from 1 to 9, nor lets one be subtracted, whatever the groups', () => {
    const group = fc.record({
      records: fc.integer({ min: 1, max: 40 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(group, { minLength: 1, maxLength: 12 }), (groups) => {
        const facts = grouped(
          Object.fromEntries(
            groups.map(({ records, part }, g) => [`g${g}`, [records, Math.floor(records * part)] as const]),
          ),
        );
        const shown = facts?.groups ?? [];
        const rest = (facts?.all.records ?? 0) - shown.reduce((sum, { records }) => sum + records, 0);
        for (const { records } of shown) expect(records).toBeGreaterThanOrEqual(10);
        expect(facts?.small?.together?.records ?? rest).toBe(rest);
        if (shown.length > 0) expect(rest === 0 || rest >= 10).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a column whose values may name people, without showing one', () => {
    const table = encodedTable({
      name: Array.from({ length: 51 }, (_, k) => `canary ${k}`),
      sex: Array(51).fill('f'),
    });
    expect(() => groupColumns(table, ['name'])).toThrow(
      expect.objectContaining({
        code: 'LINKAGE_REPORT_GROUPS_TOO_MANY',
        message: expect.not.stringContaining('canary'),
      }),
    );
    expect(() => groupColumns(table, ['age'])).toThrow(
      expect.objectContaining({ code: 'LINKAGE_REPORT_GROUP_UNKNOWN' }),
    );
    expect(groupColumns(table, ['sex', 'sex'])).toHaveLength(1);
  });
});
