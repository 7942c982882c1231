import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, parseDate } from '#kernel';
import type { ComparisonOperator, Rule } from '../rule.ts';
import { evaluateRule, type RuleValue } from './evaluate-rule.ts';
import { factHolds, inputsOf, partitionRule, straddles } from './partition-rule.ts';
import { satisfiable } from './satisfiable.ts';
import { fieldsOf, renameFields } from './walk.ts';

const row: Readonly<Record<string, RuleValue>> = { benefit: 'UC', start: '2026-09-27', income: 900, rent: 0 };
const holds = (rule: Rule): boolean => evaluateRule(rule, (field) => row[field]).value;
const compare = (field: string, is: ComparisonOperator, value: string | number): Rule => ({
  compare: { field, is, value },
});

describe('a rule', () => {
  it.each<readonly [string, Rule, boolean]>([
    ['equals, equal', compare('benefit', 'equals', 'UC'), true],
    ['equals, of another type', compare('income', 'equals', '900'), false],
    ['not-equals, different', compare('benefit', 'not-equals', 'CA'), true],
    [
      'not-equals, missing: a comparison with a missing value is false',
      compare('none', 'not-equals', 'CA'),
      false,
    ],
    ['not of a comparison with a missing value', { not: compare('none', 'equals', 'CA') }, true],
    ['less, equal', compare('income', 'less', 900), false],
    ['at-most, equal', compare('income', 'at-most', 900), true],
    ['at-most, dates', compare('start', 'at-most', '2026-09-27'), true],
    ['in, listed', { in: { field: 'benefit', values: ['CA', 'UC'] } }, true],
    ['in, missing', { in: { field: 'none', values: ['CA'] } }, false],
    ['between, both ends count', { between: { field: 'start', from: '2026-09-27', to: '2026-09-27' } }, true],
    ['between, open end, before', { between: { field: 'start', from: '2026-09-28' } }, false],
    ['present, zero is present', { present: 'rent' }, true],
    ['present, missing', { present: 'none' }, false],
    ['sum', { sum: { fields: ['income', 'rent'], is: 'equals', value: 900 } }, true],
    ['sum, one missing', { sum: { fields: ['income', 'none'], is: 'at-least', value: 0 } }, false],
    ['all', { all: [{ present: 'rent' }, { present: 'none' }] }, false],
    ['any', { any: [{ present: 'rent' }, { present: 'none' }] }, true],
    ['count, enough', { count: { atLeast: 1, of: [{ present: 'rent' }, { present: 'none' }] } }, true],
    ['count, too few', { count: { atLeast: 2, of: [{ present: 'rent' }, { present: 'none' }] } }, false],
  ])('%s', (_, rule, expected) => {
    expect(holds(rule)).toBe(expected);
  });

  // What each operator says of a value below, at and above the one compared with.
  it.each<readonly [ComparisonOperator, boolean, boolean, boolean]>([
    ['equals', false, true, false],
    ['not-equals', true, false, true],
    ['less', true, false, false],
    ['at-most', true, true, false],
    ['more', false, false, true],
    ['at-least', false, true, true],
  ])('%s compares numbers, texts and sums alike', (is, ...expected) => {
    const numbers = [899, 900, 901];
    const days = ['2026-09-26', '2026-09-27', '2026-09-28'];
    const of = (rule: Rule, values: readonly RuleValue[]) =>
      values.map((one) => evaluateRule(rule, () => one).value);
    expect(of(compare('f', is, 900), numbers)).toEqual(expected);
    expect(of(compare('f', is, '2026-09-27'), days)).toEqual(expected);
    expect(of({ sum: { fields: ['f'], is, value: 900 } }, numbers)).toEqual(expected);
    expect(of(compare('f', is, 900), [undefined, '900', ''])).toEqual([false, false, false]);
    // A rule that a field of one value satisfies is satisfiable with that value alone.
    const able = (values: readonly string[], rule: Rule) =>
      values.map((one) => satisfiable(rule, () => ({ type: 'date', values: [one], required: true })));
    expect(able(days, compare('f', is, '2026-09-27'))).toEqual(expected);
    expect(able(days, { not: compare('f', is, '2026-09-27') })).toEqual(expected.map((one) => !one));
  });

  it('between takes both ends, either of which may be open, and no number', () => {
    const days = ['2026-09-26', '2026-09-27', '2026-09-28', '2026-09-29', 20260927];
    const within = (ends: { from?: string; to?: string }) =>
      days.map((one) => evaluateRule({ between: { field: 'f', ...ends } }, () => one).value);
    expect(within({ from: '2026-09-27', to: '2026-09-28' })).toEqual([false, true, true, false, false]);
    expect(within({ from: '2026-09-28' })).toEqual([false, false, true, true, false]);
    expect(within({ to: '2026-09-27' })).toEqual([true, true, false, false, false]);
    expect(evaluateRule({ in: { field: 'f', values: ['900'] } }, () => 900).value).toBe(false);
  });

  it('traces what is inside a choice and a count', () => {
    const inside: readonly Rule[] = [{ present: 'none' }, { present: 'rent' }];
    const clauses = (rule: Rule) =>
      evaluateRule(rule, (field) => row[field]).parts.map(({ clause, value }) => [clause, value]);
    expect(clauses({ any: [...inside] })).toEqual([
      ['rule.any[0]', false],
      ['rule.any[1]', true],
    ]);
    expect(clauses({ count: { atLeast: 1, of: [...inside] } })).toEqual([
      ['rule.count.of[0]', false],
      ['rule.count.of[1]', true],
    ]);
  });

  it('traces each part by its clause, without any value', () => {
    const rule: Rule = { all: [{ present: 'rent' }, { not: compare('benefit', 'equals', 'UC') }] };
    const trace = evaluateRule(rule, (field) => row[field], 'operation.flags[0].rule');
    expect(trace).toEqual({
      clause: 'operation.flags[0].rule',
      value: false,
      parts: [
        { clause: 'operation.flags[0].rule.all[0]', value: true, parts: [] },
        {
          clause: 'operation.flags[0].rule.all[1]',
          value: false,
          parts: [{ clause: 'operation.flags[0].rule.all[1].not', value: true, parts: [] }],
        },
      ],
    });
  });
});

/** Random rules over two inputs with three fields each. */
const names = ['a.x', 'a.y', 'a.z', 'b.x', 'b.y', 'b.z'] as const;
const value = fc.constantFrom('1', '2', '3');
const field = fc.constantFrom(...names);
const leaf: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .record({ field, value, is: fc.constantFrom('equals', 'not-equals', 'less', 'at-least') })
    .map((one): Rule => ({ compare: one as { field: string; is: 'equals'; value: string } })),
  fc
    .record({ field, values: fc.array(value, { minLength: 1, maxLength: 2 }) })
    .map((one): Rule => ({ in: one })),
  fc.record({ field, from: value, to: value }).map((one): Rule => ({ between: one })),
  field.map((one): Rule => ({ present: one })),
);
const { rule: anyRule } = fc.letrec<{ rule: Rule; parts: Rule[] }>((tie) => ({
  parts: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }),
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    tie('parts').map((all): Rule => ({ all })),
    tie('parts').map((any): Rule => ({ any })),
    tie('rule').map((not): Rule => ({ not })),
    fc
      .record({ atLeast: fc.integer({ min: 1, max: 4 }), of: tie('parts') })
      .map((count): Rule => ({ count })),
  ),
}));
const anyRow = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.option(value, { nil: undefined })])),
);

describe('a rule taken apart', () => {
  it('comes to the same as the whole rule, on any row', () => {
    fc.assert(
      fc.property(anyRule, anyRow, (rule, values) => {
        const { facts, residual } = partitionRule(rule, 'rule');
        const worked = new Map(
          facts.map((fact) => [
            `${fact.input}.${fact.name}`,
            String(evaluateRule(fact.rule, (name) => values[`${fact.input}.${name}`]).value),
          ]),
        );
        expect(evaluateRule(residual, (name) => worked.get(name)).value).toBe(
          evaluateRule(rule, (name) => values[name]).value,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no field of an input in the rule that is left', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const { facts, residual } = partitionRule(rule, 'rule');
        for (const name of fieldsOf(residual)) expect(name).toMatch(/^[ab]\.fact_\d+$/);
        for (const fact of facts) expect(fieldsOf(fact.rule).join()).not.toContain('.');
      }),
    );
  });

  it('over one input becomes one fact, and the same fact serves two flags', () => {
    const rule: Rule = { all: [{ present: 'a.x' }, { present: 'a.y' }] };
    const first = partitionRule(rule, 'first');
    expect(first.residual).toEqual(factHolds('a', 'fact_1'));
    expect(partitionRule(rule, 'second', first.facts).facts).toHaveLength(1);
    const other = partitionRule({ present: 'a.z' }, 'third', first.facts);
    expect(other.facts.map(({ name, clause }) => [name, clause])).toEqual([
      ['fact_1', 'first'],
      ['fact_2', 'third'],
    ]);
    expect(inputsOf(rule)).toEqual(['a']);
  });

  it.each(['all', 'any'] as const)(
    'gives one fact for each input of one “%s”, and no more crosses',
    (word) => {
      const of = (...parts: Rule[]): Rule => (word === 'all' ? { all: parts } : { any: parts });
      const rule = of(
        { present: 'a.x' },
        { present: 'b.x' },
        { present: 'a.y' },
        { not: { present: 'b.y' } },
      );
      const { facts, residual } = partitionRule(rule, 'rule');
      expect(facts).toEqual([
        { input: 'a', name: 'fact_1', rule: of({ present: 'x' }, { present: 'y' }), clause: 'rule' },
        { input: 'b', name: 'fact_1', rule: of({ present: 'x' }, { not: { present: 'y' } }), clause: 'rule' },
      ]);
      expect(residual).toEqual(of(factHolds('a', 'fact_1'), factHolds('b', 'fact_1')));
    },
  );

  it('keeps a sum over one input within it, and knows one that straddles two', () => {
    const sum = (...fields: string[]): Rule => ({ sum: { fields, is: 'at-most', value: 1 } });
    const own = partitionRule(sum('a.x', 'a.y'), 'rule');
    expect(own.facts.map(({ rule }) => rule)).toEqual([sum('x', 'y')]);
    expect(renameFields(sum('a.x'), (field) => `${field}!`)).toEqual(sum('a.x!'));
    expect(straddles(sum('a.x', 'b.x'))).toBe(true);
    expect(straddles({ any: [{ present: 'a.x' }, { not: sum('a.x', 'b.x') }] })).toBe(true);
    expect(straddles(sum('a.x', 'a.y'))).toBe(false);
    expect(straddles({ all: [{ present: 'a.x' }, { present: 'b.x' }] })).toBe(false);
  });
});

describe('a rule that no row can make true', () => {
  const sumOf = (is: ComparisonOperator): Rule => ({ sum: { fields: ['f', 'g'], is, value: 1 } });
  const domain = { type: 'code', values: ['1', '2', '3'], required: false } as const;

  it('is found, and no other, where every row can be tried', () => {
    const two = { x: 'a.x', y: 'a.y' } as const;
    const rows = [undefined, '1', '2', '3'].flatMap((x) =>
      [undefined, '1', '2', '3'].map((y) => ({ [two.x]: x, [two.y]: y }) as Record<string, RuleValue>),
    );
    const overTwo = anyRule.filter((rule) =>
      fieldsOf(rule).every((name) => name === two.x || name === two.y),
    );
    fc.assert(
      fc.property(overTwo, (rule) => {
        const found = rows.some((values) => evaluateRule(rule, (name) => values[name]).value);
        expect(satisfiable(rule, () => domain)).toBe(found);
      }),
      { numRuns: 300 },
    );
  });

  it('is found among whole numbers and dates, where their neighbours can be tried', () => {
    const is = fc.constantFrom<ComparisonOperator[]>(
      'equals',
      'not-equals',
      'less',
      'at-most',
      'more',
      'at-least',
    );
    const kinds = [
      { type: 'whole-number', all: Array.from({ length: 12 }, (_, i) => i - 3) },
      {
        type: 'date',
        all: Array.from({ length: 12 }, (_, i) => addDays(parseDate('2026-02-20'), i)),
      },
    ] as const;
    for (const { type, all } of kinds) {
      const inner = all.slice(3, -3);
      const literal = fc
        .record({ is, value: fc.constantFrom<string | number>(...inner), turned: fc.boolean() })
        .map(({ turned, ...one }): Rule => {
          const rule: Rule = { compare: { field: 'f', ...one } };
          return turned ? { not: rule } : rule;
        });
      fc.assert(
        fc.property(fc.array(literal, { minLength: 1, maxLength: 4 }), (parts) => {
          const rule: Rule = { all: parts };
          const found = all.some((one) => evaluateRule(rule, () => one).value);
          expect(satisfiable(rule, () => ({ type, required: true }))).toBe(found);
        }),
        { numRuns: 200 },
      );
    }
  });

  it.each<readonly [string, Rule, boolean]>([
    [
      'not even two of three, though two must be so',
      {
        all: [
          compare('f', 'equals', 'x'),
          { not: { count: { atLeast: 2, of: ['x', 'x', 'y'].map((one) => compare('f', 'equals', one)) } } },
        ],
      },
      false,
    ],
    ['a text that is in no list named', { not: { in: { field: 'f', values: ['x', 'y'] } } }, true],
    [
      'a text in two lists that share one',
      { all: [{ in: { field: 'f', values: ['x', 'y'] } }, { in: { field: 'f', values: ['y', 'z'] } }] },
      true,
    ],
    [
      'a text in two lists that share none',
      { all: [{ in: { field: 'f', values: ['x'] } }, { in: { field: 'f', values: ['z'] } }] },
      false,
    ],
    ['a field that is always there and is not', { not: { present: 'f' } }, false],
    ['a sum and its contrary, which are not looked into', { all: [sumOf('less'), sumOf('more')] }, true],
    [
      'a sum beside a contradiction',
      { all: [sumOf('less'), compare('f', 'equals', 'x'), compare('f', 'equals', 'y')] },
      false,
    ],
    [
      'a contradiction in more than 2,000 ways, which is let pass',
      {
        all: [
          ...Array.from({ length: 12 }, () => ({ any: [{ present: 'f' }, { present: 'f' }] })),
          compare('f', 'equals', 'x'),
          compare('f', 'equals', 'y'),
        ],
      },
      true,
    ],
    [
      'a contradiction in 1,024 ways',
      {
        all: [
          ...Array.from({ length: 10 }, () => ({ any: [{ present: 'f' }, { present: 'f' }] })),
          compare('f', 'equals', 'x'),
          compare('f', 'equals', 'y'),
        ],
      },
      false,
    ],
  ])('of texts: %s', (_, rule, expected) => {
    expect(satisfiable(rule, () => ({ type: 'text', required: true }))).toBe(expected);
  });

  it.each<readonly [string, Rule, boolean]>([
    [
      'an empty window',
      { all: [{ between: { field: 'd', from: '2026-02-01' } }, compare('d', 'less', '2026-02-01')] },
      false,
    ],
    [
      'a window of one day',
      { all: [compare('d', 'at-most', '2026-02-01'), { between: { field: 'd', from: '2026-02-01' } }] },
      true,
    ],
    [
      'between two neighbouring days',
      { all: [{ not: compare('d', 'at-most', '2026-02-01') }, compare('d', 'less', '2026-02-02')] },
      false,
    ],
  ])('%s', (_, rule, expected) => {
    expect(satisfiable(rule, () => ({ type: 'date', required: true }))).toBe(expected);
  });
});
