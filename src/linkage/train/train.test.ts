import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkageModel } from '../model.ts';
import type { PatternCounts } from '../scan/scan-plan.ts';
import { agreementCounter, closedShares, countSides, pairsAmong, type RowCodes } from './agreement.ts';
import { priorM } from './belief.ts';
import { calibrationError, precisionAt, weightBands } from './calibration.ts';
import { chanceOf, uOf } from './chance.ts';
import { dependenceTree, groupsOf, informationOf, matchRoots, type PairRate } from './dependence.ts';
import { decimalOf, withTrained } from './document.ts';
import { matchCounters } from './expected.ts';
import { posteriorsOf, weightsOf } from './parameters.ts';
import { blockingRecall, deterministicPrior } from './prior.ts';
import { ruleDependences } from './rule-dependences.ts';
import { type Shape, shapeOf } from './shape.ts';
import { train } from './train.ts';

const odds = { m: '0.5', u: '0.5' };
type Levels = LinkageModel['comparisons'][number]['levels'];
const exact: Levels = [{ when: 'missing' }, { when: 'exact', ...odds }, { when: 'else', ...odds }];
const fuzzy: Levels = [
  { when: 'missing' },
  { when: 'exact', ...odds },
  { when: 'jaro-winkler', atLeast: '0.9', ...odds },
  { when: 'else', ...odds },
];

/** A model of comparisons named a, b, c ... on fields of the same names. */
function modelOf(comparisons: readonly Levels[], rules: readonly (readonly number[])[]): LinkageModel {
  const name = (c: number): string => `f${c}`;
  return {
    format: 'stile-linkage-model/1',
    name: 'test',
    fields: comparisons.map((_, c) => ({ name: name(c), kind: 'text' as const })),
    blocking: rules.map((fields, r) => ({
      name: `rule-${r}`,
      keys: fields.map((c) => ({ field: name(c), key: 'whole' as const })),
    })),
    comparisons: comparisons.map((levels, c) => ({ name: name(c), fields: [name(c)], levels })),
    priorMatchProbability: '0.1',
  };
}

const rowsOf = (columns: readonly (readonly number[])[], split = 0): RowCodes => {
  const codes: RowCodes['codes'] = (field, key) =>
    key === 'whole' ? Uint32Array.from(columns[Number(field.slice(1))] as readonly number[]) : undefined;
  const counts: RowCodes['counts'] = (field, key) => {
    const own = codes(field, key);
    return own && countSides(own, split);
  };
  return { rows: columns[0]?.length ?? 0, split, codes, counts };
};

/** Rows without codes: everything is sampled. */
const blind = (rows: number): RowCodes => ({
  rows,
  split: 0,
  codes: () => undefined,
  counts: () => undefined,
});

function countsOf(
  rows: readonly { levels: readonly number[]; count: number; rules?: number }[],
): PatternCounts {
  return {
    levels: Uint8Array.from(rows.flatMap(({ levels }) => levels)),
    rules: Uint32Array.from(rows, ({ rules }) => rules ?? 0),
    counts: Float64Array.from(rows, ({ count }) => count),
    patterns: rows.length,
    comparisons: rows[0]?.levels.length ?? 0,
  };
}
const nothing = (comparisons: number): PatternCounts => ({ ...countsOf([]), comparisons });

const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

describe('closed forms', () => {
  // Worked by hand: values 1 1 1 2 2 0 (0 missing): agreeing pairs 3 + 1, of 5 * 4 / 2 that have a value.
  it.each([
    ['one table, without replacement', [1, 1, 1, 2, 2, 0], 0, 4, 10],
    // left 1 1 2, right 1 2 0: 2 * 1 + 1 * 1 agreeing, of 3 * 2.
    ['two tables, the product of shares', [1, 1, 2, 1, 2, 0], 3, 3, 6],
    ['nobody agrees', [1, 2, 3], 0, 0, 3],
    ['all missing', [0, 0, 0], 0, 0, 0],
    ['one record', [1], 0, 0, 0],
  ])('counts agreement: %s', (_, codes, split, pairs, present) => {
    const shape = shapeOf(modelOf([exact], []));
    const counter = agreementCounter(rowsOf([codes], split));
    expect(closedShares(counter, shape.comparisons[0] as Shape['comparisons'][number]).get(1)).toEqual({
      pairs,
      present,
    });
  });

  it('takes from a level what the levels above it have', () => {
    // Both agree: rows 0,1. First alone: 0,1 with 2: two pairs more.
    const both: Levels = [
      { when: 'all', of: [{ when: 'exact' }, { when: 'exact', field: 'f1' }], ...odds },
      { when: 'exact', ...odds },
      { when: 'else', ...odds },
    ];
    const model = modelOf([both, exact], []);
    const shape = shapeOf({
      ...model,
      comparisons: [{ name: 'f0', fields: ['f0', 'f1'], levels: both }],
    });
    const counter = agreementCounter(
      rowsOf([
        [1, 1, 1, 2],
        [5, 5, 6, 6],
      ]),
    );
    const shares = closedShares(counter, shape.comparisons[0] as Shape['comparisons'][number]);
    expect(shares.get(0)).toEqual({ pairs: 1, present: 6 });
    expect(shares.get(1)).toEqual({ pairs: 2, present: 6 });
  });

  it('does not trust a comparison with a level that says nothing for reasons of its own', () => {
    const levels: Levels = [
      { when: 'says-nothing', if: { when: 'initial' } },
      { when: 'exact', ...odds },
      { when: 'else', ...odds },
    ];
    const [one] = shapeOf(modelOf([levels], [])).comparisons;
    expect([...(one?.missing ?? [])]).toEqual([1, 0, 0]);
    expect(one?.agreements).toEqual([undefined, undefined, undefined]);
  });

  it('equals counting every pair', () => {
    // A code may be larger than there are rows.
    const code = fc.constantFrom(0, 1, 2, 1_000_003);
    const codes = fc.array(fc.tuple(code, code), { minLength: 2, maxLength: 25 });
    fc.assert(
      fc.property(codes, fc.nat(25), (table, cut) => {
        const split = cut >= table.length ? 0 : cut;
        const counter = agreementCounter(rowsOf([table.map(([a]) => a), table.map(([, b]) => b)], split));
        let pairs = 0;
        let alike = 0;
        let present = 0;
        for (let i = 0; i < table.length; i++)
          for (let j = i + 1; j < table.length; j++) {
            if (split > 0 && !(i < split && j >= split)) continue;
            const [a, b] = [table[i] as [number, number], table[j] as [number, number]];
            if (!(a[0] && a[1] && b[0] && b[1])) continue;
            present++;
            if (a[0] === b[0] && a[1] === b[1]) pairs++;
            if (a[0] === b[0]) alike++;
          }
        const parts = [
          { field: 'f0', key: 'whole' as const },
          { field: 'f1', key: 'whole' as const },
        ];
        expect(counter.agreement(parts, ['f0', 'f1'])).toEqual({ pairs, present });
        expect(counter.agreement(parts.slice(0, 1), ['f0', 'f1'])).toEqual({ pairs: alike, present });
      }),
    );
  });
});

describe('u', () => {
  it('sums to 1 over pairs that have the field, whatever was drawn', () => {
    const draws = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(draws, fc.double({ min: 1e-9, max: 0.4, noNaN: true }), (counts, prior) => {
        const shape = shapeOf(modelOf([fuzzy], []));
        const random = countsOf(counts.map((count, level) => ({ levels: [level], count })));
        const [chance] = chanceOf(shape, random, 1e6);
        const one = shape.comparisons[0] as Shape['comparisons'][number];
        const u = uOf(one, chance as never, priorM(one), prior);
        expect(sum(one.present.map((l) => u[l] as number))).toBeCloseTo(1, 12);
        for (const l of one.present) expect(u[l]).toBeGreaterThan(0);
      }),
    );
  });

  it('gives a level that was never drawn half a pair, and says how sure it is', () => {
    const shape = shapeOf(modelOf([fuzzy], []));
    const random = countsOf([{ levels: [3], count: 999 }]);
    const [chance] = chanceOf(shape, random, 1e6);
    // Half a pair for each of three levels: 0.5 / 1000.5.
    expect(chance?.share[2]).toBeCloseTo(0.5 / 1000.5, 12);
    expect(chance?.error[2]).toBeCloseTo(Math.sqrt(((0.5 / 1000.5) * (1000 / 1000.5)) / 1000.5), 9);
  });

  it('is cleaned of the matches that random pairs hold', () => {
    const shape = shapeOf(modelOf([exact], []));
    const random = countsOf([
      { levels: [1], count: 3 },
      { levels: [2], count: 999_997 },
    ]);
    const one = shape.comparisons[0] as Shape['comparisons'][number];
    const [chance] = chanceOf(shape, random, 1e12);
    const raw = chance?.share[1] as number;
    const m = Float64Array.from([Number.NaN, 0.9, 0.1]);
    expect(uOf(one, chance as never, m, 2e-6)[1]).toBeCloseTo(raw - 2e-6 * 0.9, 9);
    // Never below a fiftieth of what was counted.
    expect(uOf(one, chance as never, m, 1e-5)[1]).toBeCloseTo(raw / 50, 9);
  });
});

/** Pairs of a mixture, exactly in proportion: every combination of levels 1 and 2. */
function mixture(m: readonly number[], u: readonly number[], matches: number, others: number, rules = 1) {
  return countsOf(
    Array.from({ length: 2 ** m.length }, (_, bits) => {
      const levels = m.map((_, c) => (bits & (1 << c) ? 1 : 2));
      const of = (p: readonly number[]) =>
        levels.reduce<number>((all, l, c) => all * (l === 1 ? (p[c] as number) : 1 - (p[c] as number)), 1);
      return { levels, count: matches * of(m) + others * of(u), rules };
    }),
  );
}

/** Trains on a mixture of comparisons of two levels, found by a rule on a field of its own. */
function fromMixture(m: readonly number[], u: readonly number[], matches: number, others: number) {
  const shape = shapeOf(modelOf([...m.map(() => exact), exact], [[m.length]]));
  const candidates = mixture([...m, 1], [...u, 1], matches, others);
  const rows = blind(20_000);
  const chance = others / pairsAmong(rows.rows, 0);
  const random = mixture([...m, chance], [...u, chance], 0, 1e6);
  return train({ shape, rows, candidates, random, merge: false });
}

describe('rounds', () => {
  it('find the truth behind a generated histogram', () => {
    const { trained, report } = fromMixture([0.9, 0.8, 0.7], [0.01, 0.02, 0.05], 10_000, 90_000);
    expect(report.rounds.converged).toBe(true);
    for (const [c, m] of [0.9, 0.8, 0.7].entries())
      expect(Math.abs((trained.odds[c]?.m[1] as number) - m)).toBeLessThan(0.02);
    expect(Math.abs(report.prior.expectedMatches / 10_000 - 1)).toBeLessThan(0.03);
  });

  it('say that they did not settle when they did not', () => {
    // m equal to u: nothing to tell apart but the priors.
    const { report } = fromMixture([0.3, 0.31, 0.3], [0.3, 0.3, 0.3], 10, 1e6);
    expect(report.rounds.converged).toBe(
      !report.findings.some(({ code }) => code === 'LINKAGE_TRAIN_NOT_CONVERGED'),
    );
    expect(report.rounds.count).toBeLessThanOrEqual(60);
  });

  it('do not depend on how often each pair is counted, but for the priors', () => {
    const few = fromMixture([0.9, 0.8, 0.7], [0.01, 0.02, 0.05], 10_000, 90_000).trained;
    const many = fromMixture([0.9, 0.8, 0.7], [0.01, 0.02, 0.05], 100_000, 900_000).trained;
    for (const c of [0, 1, 2]) expect(many.odds[c]?.m[1]).toBeCloseTo(few.odds[c]?.m[1] as number, 2);
  });

  it('let no more matches differ wholly in a fact than is believed of people', () => {
    const { trained } = fromMixture([0.9, 0.8, 0.1], [0.01, 0.02, 0.05], 10_000, 90_000);
    expect(trained.odds[2]?.m[2]).toBeLessThanOrEqual(0.35);
  });
});

describe('matches by cell', () => {
  // Two rules, 1 and 2, that do not look at the cell. In cell 1 the pairs of rule 1 are mostly of two people.
  const counted = Uint8Array.from([1, 1]);
  it.each<[string, number[], number[], number[], number[], number[]]>([
    // cells, rules, counts, matches: expected by cell
    ['as they are, where all are matches', [0, 1], [1, 1], [90, 10], [90, 10], [90, 10]],
    // By rule 2 a tenth of 100: a tenth of all 200.
    [
      'from the rule whose pairs are mostly matches',
      [0, 1, 0, 1],
      [1, 1, 2, 2],
      [70, 1000, 90, 10],
      [70, 30, 90, 10],
      [160, 20],
    ],
    ['from all rules, where no rule has mostly matches', [0, 1], [1, 1], [90, 1000], [90, 30], [90, 30]],
    ['once, a pair of both rules', [0, 1], [3, 3], [90, 10], [90, 10], [90, 10]],
  ])('%s', (_, cells, rules, counts, matches, expected) => {
    const patterns = {
      rules: Uint32Array.from(rules),
      counts: Float64Array.from(counts),
      patterns: cells.length,
    };
    const count = matchCounters(patterns, { cells: Uint32Array.from(cells), size: 2, free: 3, counted })();
    expect([...count(Float64Array.from(matches))]).toEqual(expected);
  });
});

describe('what goes with the facts of a rule', () => {
  const mail: Levels = [
    { when: 'missing' },
    { when: 'exact', ...odds },
    { when: 'jaro-winkler', atLeast: '0.9', ...odds },
    { when: 'else', ...odds },
  ];
  const shape = shapeOf(modelOf([exact, exact, mail, exact], [[0, 1]]));
  const fact = { m: Float64Array.of(Number.NaN, 0.9, 0.1), u: Float64Array.of(Number.NaN, 0.01, 0.99) };
  const mails = {
    m: Float64Array.of(Number.NaN, 0.8, 0.1, 0.1),
    u: Float64Array.of(Number.NaN, 1e-6, 1e-4, 1 - 1e-4),
  };
  const trained = { shape, prior: 1e-4, odds: [fact, fact, mails, fact], joint: [] };
  // One person, then strangers of one name by their e-mail address: alike, another.
  const pairsOf = (alike: number, other: number) =>
    countsOf([
      { levels: [1, 1, 1, 1], count: 1000, rules: 1 },
      { levels: [1, 1, 2, 2], count: alike, rules: 1 },
      { levels: [1, 1, 3, 2], count: other, rules: 1 },
    ]);

  it('is a level that strangers reach who agree on them', () => {
    const found = ruleDependences(shape, trained, pairsOf(300, 3000));
    expect(found.map(({ a, b }) => [a, b])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    // The odds of the strangers, and of the one person, by all but the address.
    const prior = 1e-4 / (1 - 1e-4);
    const strangers = 1 + (prior * 90 * 90 * 0.1) / 0.99;
    const alike = 300 / strangers;
    const all = 3300 / strangers + 1000 / (1 + prior * 90 ** 3);
    expect(found[0]?.pairs).toBeCloseTo(alike, 6);
    expect(found[0]?.lift).toBeCloseTo(alike / all / 1e-4, 6);
  });

  it('is not seen in few pairs, and not where matches explain it', () => {
    expect(ruleDependences(shape, trained, pairsOf(20, 3000))).toEqual([]);
    expect(ruleDependences(shape, trained, pairsOf(300, 3_000_000))).toEqual([]);
  });
});

describe('the prior from unrelated facts', () => {
  const rate = (a: number, b: number, pairs: number): PairRate => ({
    a,
    b,
    together: pairs / 1e6,
    alone: [1e-4, 1e-4],
    pairs,
    present: 1e6,
    basis: 'closed',
  });
  it.each<[string, PairRate[], number]>([
    ['agreement beyond chance over both m', [rate(0, 1, 400)], (400 / 1e6 - 1e-8) / 0.64],
    // 16 pairs: 16 + 2 * 4 + 1 at most.
    ['few pairs with their likely error', [rate(0, 1, 16)], 25 / 1e6 / 0.64],
    ['none at all: not more than one', [rate(0, 1, 0)], 1 / 1e6 / 0.64],
    ['the low quartile', [400, 9, 900, 900, 900].map((n, k) => rate(0, k + 1, n)), (400 / 1e6 - 1e-8) / 0.64],
  ])('%s', (_, rates, prior) => {
    expect(deterministicPrior(rates, () => 0.64)).toBeCloseTo(prior, 12);
  });
});

describe('dependence', () => {
  const rate = (a: number, b: number, together: number): PairRate => ({
    a,
    b,
    together,
    alone: [1e-4, 1e-4],
    pairs: 1000,
    present: 1e9,
    basis: 'closed',
  });

  it('tells matches from people who share a home, without a model', () => {
    // Five facts, matches 1e-5 with m .9; 0, 1 and 2 also shared by housemates, 3e-5.
    const rates: PairRate[] = [];
    for (let a = 0; a < 5; a++)
      for (let b = a + 1; b < 5; b++) rates.push(rate(a, b, 1e-8 + 1e-5 * 0.81 + (b < 3 ? 3e-5 : 0)));
    const shape = shapeOf(modelOf([exact, exact, exact, exact, exact], []));
    const roots = matchRoots(shape, rates);
    expect((roots[3] as number) * (roots[4] as number)).toBeCloseTo(1e-5 * 0.81, 7);
    expect((roots[0] as number) * (roots[3] as number)).toBeCloseTo(1e-5 * 0.81, 7);
    expect((roots[0] as number) * (roots[1] as number)).toBeLessThan(1.3e-5);
  });

  it('joins the strongest first, and leaves out what would make a group too large', () => {
    const eight = shapeOf(
      modelOf(
        Array.from({ length: 8 }, () => exact),
        [],
      ),
    );
    const chain = Array.from({ length: 7 }, (_, a) => ({
      a,
      b: a + 1,
      lift: 9,
      unexplained: 9 - a,
      pairs: 99,
    }));
    const { groups, left } = groupsOf(eight, chain);
    expect(groups).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7],
    ]);
    expect(left.map(({ a, b }) => [a, b])).toEqual([[5, 6]]);
  });

  it('keeps the tree of most mutual information', () => {
    const bits: Record<string, number> = { '0 1': 3, '1 2': 2, '0 2': 1, '2 3': 0 };
    expect(dependenceTree(4, (a, b) => bits[`${a} ${b}`] ?? 0).map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it.each([
    ['independent', [0.25, 0.25, 0.25, 0.25], 0],
    ['the same fact twice', [0.5, 0, 0, 0.5], 1],
  ])('measures information: %s', (_, table, bits) => {
    expect(informationOf(Float64Array.from(table), 2, 2)).toBeCloseTo(bits, 12);
  });
});

describe('blocking recall', () => {
  // Chao: 80 found once, 40 twice, so 80 * 80 / 80 = 80 were missed.
  it.each<[string, Parameters<typeof countsOf>[0], number, number | undefined]>([
    [
      'two rules',
      [
        { levels: [1], count: 80, rules: 1 },
        { levels: [1], count: 40, rules: 3 },
      ],
      2,
      120 / 200,
    ],
    ['one rule tells nothing', [{ levels: [1], count: 80, rules: 1 }], 1, undefined],
  ])('%s', (_, rows, rules, recall) => {
    const counts = countsOf(rows);
    expect(blockingRecall(counts, new Float64Array(counts.patterns).fill(1), rules)).toEqual(recall);
  });
});

describe('calibration', () => {
  const probabilities = Float64Array.from([0.9, 0.5, 0.1]);
  const counts = Float64Array.from([10, 10, 10]);
  it('is 0 when as many match as expected, and the mean gap otherwise', () => {
    expect(calibrationError(probabilities, counts, Float64Array.from([9, 5, 1]))).toBeCloseTo(0, 12);
    expect(calibrationError(probabilities, counts, Float64Array.from([6, 5, 1]))).toBeCloseTo(3 / 30, 12);
  });
  it('compares expected and observed precision', () => {
    const at = precisionAt(0.5, probabilities, counts, Float64Array.from([9, 4, 1]));
    expect(at).toEqual({ atLeast: 0.5, pairs: 20, expected: 0.7, observed: 13 / 20 });
  });
  it('puts every pair in one band', () => {
    const bands = weightBands(Float64Array.from([-99, 0, 1.9, 2, 99]), Float64Array.from([1, 2, 3, 4, 5]));
    expect(bands.map(({ pairs }) => pairs)).toEqual([1, 5, 4, 5]);
  });
});

/**
 * A town of households: codes by field, and what the rules and chance would show, counted pair by pair. People of
 * a household share f1 (surname) and f2 (home); f0 is the forename, f3 the birthday. Every third person has two records.
 */
function town(households: number) {
  const columns: number[][] = [[], [], [], []];
  const who: number[] = [];
  let seed = 12345;
  const draw = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  let person = 0;
  for (let h = 0; h < households; h++) {
    const surname = 1 + draw(300);
    const home = 1 + draw(households);
    for (let k = 0; k < 3; k++) {
      const [forename, birthday] = [1 + draw(200), 1 + draw(9000)];
      for (let copy = 0; copy < (person % 3 === 0 ? 2 : 1); copy++) {
        const wrong = (value: number, n: number): number =>
          copy > 0 && draw(10) === 0 ? 1 + draw(n) : value;
        [wrong(forename, 200), wrong(surname, 300), wrong(home, households), wrong(birthday, 9000)].forEach(
          (value, c) => {
            columns[c]?.push(value);
          },
        );
        who.push(person);
      }
      person++;
    }
  }
  return { columns, who };
}

/** Every pair of the town that a rule gives, or all of them, by pattern. */
function scan({ columns, who }: ReturnType<typeof town>, rules: readonly (readonly number[])[]) {
  const rows = new Map<string, { levels: number[]; count: number; rules: number; matches: number }>();
  const every = new Map<string, { levels: number[]; count: number; rules: number; matches: number }>();
  for (let i = 0; i < who.length; i++)
    for (let j = i + 1; j < who.length; j++) {
      const levels = columns.map((column) => (column[i] === column[j] ? 1 : 2));
      const mask = rules.reduce(
        (bits, rule, r) => (rule.every((c) => levels[c] === 1) ? bits | (1 << r) : bits),
        0,
      );
      for (const [into, key, bits] of [
        [every, `${levels}`, 0],
        [rows, `${levels} ${mask}`, mask],
      ] as const) {
        if (into === rows && mask === 0) continue;
        const row = into.get(key) ?? { levels, count: 0, rules: bits, matches: 0 };
        row.count++;
        if (who[i] === who[j]) row.matches++;
        into.set(key, row);
      }
    }
  const list = [...rows.values()];
  return {
    candidates: countsOf(list),
    matches: Float64Array.from(list, ({ matches }) => matches),
    random: countsOf([...every.values()]),
  };
}

const rules = [
  [1, 2],
  [0, 3],
  [1, 3],
  [0, 1],
];
const here = town(400);
const scanned = scan(here, rules);
const townModel = modelOf([exact, exact, exact, exact], rules);
const shape = shapeOf(townModel);
const rows = rowsOf(here.columns);
const input = { shape, rows, candidates: scanned.candidates, random: scanned.random };

describe('training a town of households', () => {
  const merged = train(input);
  const apart = train({ ...input, merge: false });
  const precision = (one: typeof merged) =>
    precisionAt(
      0.5,
      posteriorsOf(one.trained, scanned.candidates),
      scanned.candidates.counts,
      scanned.matches,
    );

  it('names surname and home as dependent and no others', () => {
    expect(merged.report.groups.map(({ comparisons }) => comparisons)).toEqual([['f1', 'f2']]);
    expect(merged.report.groups[0]?.lift).toBeGreaterThan(20);
    expect(merged.report.groups[0]?.sentence).toContain('f1 and f2');
  });

  it('means what it says, where independent fields do not', () => {
    const good = precision(merged);
    // 400 matches: a standard error of one in a hundred.
    expect(good.observed).toBeGreaterThan(0.95);
    expect(precision(apart).observed).toBeLessThan(0.8);
    expect(Math.abs(good.expected - (good.observed as number))).toBeLessThan(0.03);
    const error = (one: typeof merged) =>
      calibrationError(
        posteriorsOf(one.trained, scanned.candidates),
        scanned.candidates.counts,
        scanned.matches,
      );
    expect(error(merged)).toBeLessThan(0.02);
    expect(error(apart)).toBeGreaterThan(error(merged));
  });

  it('learns m and the prior near the truth', () => {
    const all = sum(scanned.matches);
    expect(merged.trained.prior * pairsAmong(rows.rows, 0)).toBeGreaterThan(all * 0.85);
    expect(merged.trained.prior * pairsAmong(rows.rows, 0)).toBeLessThan(all * 1.2);
    for (const { m } of merged.trained.odds) expect(m[1]).toBeGreaterThan(0.85);
    for (const { m } of merged.trained.odds) expect(m[1]).toBeLessThan(0.97);
  });

  it('sums every table to 1', () => {
    for (const { m, u } of merged.trained.odds) {
      expect(sum([...m].slice(1))).toBeCloseTo(1, 9);
      expect(sum([...u].slice(1))).toBeCloseTo(1, 9);
    }
    // Cells 4, 5, 7, 8 have neither member missing.
    for (const { m, u } of merged.trained.joint) {
      expect(sum([4, 5, 7, 8].map((cell) => m[cell] as number))).toBeCloseTo(1, 9);
      expect(sum([4, 5, 7, 8].map((cell) => u[cell] as number))).toBeCloseTo(1, 9);
    }
  });

  it('gives the same figures twice, and whatever the order of comparisons', () => {
    expect(train(input).trained).toEqual(merged.trained);
    const order = [2, 0, 3, 1];
    const turned = (counts: PatternCounts): PatternCounts => ({
      ...counts,
      levels: Uint8Array.from(counts.levels, (_, i) => {
        const [p, c] = [Math.floor(i / 4), i % 4];
        return counts.levels[p * 4 + (order[c] as number)] as number;
      }),
    });
    const other = train({
      shape: {
        ...shape,
        comparisons: order.map((c) => shape.comparisons[c] as Shape['comparisons'][number]),
      },
      rows,
      candidates: turned(scanned.candidates),
      random: turned(scanned.random),
    });
    const before = weightsOf(merged.trained, scanned.candidates);
    const after = weightsOf(other.trained, turned(scanned.candidates));
    before.forEach((weight, p) => {
      expect(after[p]).toBeCloseTo(weight, 4);
    });
  });

  it('writes figures into the model that give the same weights', () => {
    const document = withTrained(townModel, merged.trained);
    const weights = weightsOf(merged.trained, scanned.candidates);
    const { levels, patterns } = scanned.candidates;
    const joint = document.joint?.[0];
    for (let p = 0; p < patterns; p++) {
      const own = levels.subarray(p * 4, p * 4 + 4);
      const prior = Number(document.priorMatchProbability);
      let weight = Math.log2(prior / (1 - prior));
      document.comparisons.forEach((comparison, c) => {
        const level = comparison.levels[own[c] as number];
        if (!joint?.comparisons.includes(comparison.name) && level && 'm' in level)
          weight += Math.log2(Number(level.m) / Number(level.u));
      });
      const cell = joint?.levels.find(({ at }) => at[0] === own[1] && at[1] === own[2]);
      weight += Math.log2(Number(cell?.m) / Number(cell?.u));
      for (const { at, comparison, level, m, u } of joint?.besides ?? []) {
        const c = townModel.comparisons.findIndex(({ name }) => name === comparison);
        const plain = document.comparisons[c]?.levels[level];
        if (at[0] !== own[1] || at[1] !== own[2] || own[c] !== level || !plain || !('m' in plain)) continue;
        weight += Math.log2(Number(m) / Number(u)) - Math.log2(Number(plain.m) / Number(plain.u));
      }
      expect(weights[p]).toBeCloseTo(weight, 9);
    }
  });

  it('counts m and the prior from labels that hold every match', () => {
    const labels = { counts: scanned.candidates, matches: scanned.matches, complete: true };
    const { trained } = train({ ...input, labels });
    const all = sum(scanned.matches);
    expect(trained.prior).toBeCloseTo((all + 0.5) / (pairsAmong(rows.rows, 0) + 1), 12);
    let forename = 0;
    for (let p = 0; p < scanned.candidates.patterns; p++)
      if (scanned.candidates.levels[p * 4] === 1) forename += scanned.matches[p] as number;
    expect(trained.odds[0]?.m[1]).toBeCloseTo((forename + 1.6) / (all + 2), 9);
  });
});

describe('hostile input', () => {
  const codes = (report: ReturnType<typeof train>['report']) =>
    new Set(report.findings.map(({ code }) => code));
  const finite = ({ trained, report }: ReturnType<typeof train>, counts: PatternCounts) => {
    expect(trained.prior).toBeGreaterThan(0);
    expect(trained.prior).toBeLessThan(1);
    for (const weight of weightsOf(trained, counts)) expect(Number.isFinite(weight)).toBe(true);
    return codes(report);
  };
  const two = shapeOf(modelOf([fuzzy, exact], [[0], [1]]));

  it('no candidates, no random pairs, one record', () => {
    const empty = nothing(2);
    const result = train({ shape: two, rows: blind(1), candidates: empty, random: empty });
    const found = finite(result, countsOf([{ levels: [1, 1], count: 1 }]));
    // Of no pairs nothing more is said: not which levels they lack, nor how few matches they hold.
    expect([...found]).toEqual(['LINKAGE_TRAIN_NO_CANDIDATES', 'LINKAGE_TRAIN_NO_RANDOM_PAIRS']);
  });

  it('one pattern', () => {
    const one = countsOf([{ levels: [1, 1], count: 1000, rules: 3 }]);
    finite(train({ shape: two, rows: blind(100), candidates: one, random: one }), one);
  });

  it('everything missing', () => {
    const gone = countsOf([{ levels: [0, 0], count: 1000, rules: 1 }]);
    finite(train({ shape: two, rows: blind(100), candidates: gone, random: gone }), gone);
  });

  it('a comparison of 24 levels', () => {
    const many: Levels = [
      ...Array.from({ length: 23 }, (_, k) => ({
        when: 'levenshtein' as const,
        atMost: 1 + (k % 9),
        ...odds,
      })),
      { when: 'else' as const, ...odds },
    ];
    const wide = shapeOf(modelOf([many, exact], [[1]]));
    const pairs = countsOf(
      Array.from({ length: 24 }, (_, l) => ({ levels: [l, 1 + (l % 2)], count: 1 + l, rules: 1 })),
    );
    finite(train({ shape: wide, rows: blind(500), candidates: pairs, random: pairs }), pairs);
  });

  it('one value that is most of a field, and a rule that fixes everything', () => {
    const column = Array.from({ length: 60 }, (_, i) => (i < 50 ? 1 : i));
    const narrow = shapeOf(modelOf([exact], [[0]]));
    const pairs = countsOf([{ levels: [1], count: 1225, rules: 1 }]);
    const found = finite(
      train({ shape: narrow, rows: rowsOf([column]), candidates: pairs, random: pairs }),
      pairs,
    );
    expect(found).toContain('LINKAGE_TRAIN_VALUE_DOMINATES');
    expect(found).toContain('LINKAGE_TRAIN_RULE_FIXES_ALL');
    expect(found).toContain('LINKAGE_TRAIN_COMPARISON_UNTRAINED');
  });

  it('refuses counts of another plan', () => {
    expect(() => train({ shape: two, rows: blind(9), candidates: nothing(3), random: nothing(2) })).toThrow(
      expect.objectContaining({ code: 'LINKAGE_TRAIN_MISFIT' }),
    );
  });

  it.each([
    [0, '1e-20'],
    [1, '0.999999999999999'],
    [0.25, '0.25'],
    [1.5e-9, '1.5e-9'],
  ])('writes %d as %s', (probability, text) => {
    expect(decimalOf(probability)).toBe(text);
  });
});
