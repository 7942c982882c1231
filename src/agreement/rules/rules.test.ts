import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../rule.ts';
import { evaluateRule, type RuleValue } from './evaluate-rule.ts';
import { factHolds, inputsOf, partitionRule } from './partition-rule.ts';
import { satisfiable } from './satisfiable.ts';
import { fieldsOf } from './walk.ts';

const row: Readonly<Record<string, RuleValue>> = { benefit: 'UC', start: '2026-09-27', income: 900, rent: 0 };
const holds = (rule: Rule): boolean => evaluateRule(rule, (field) => row[field]).value;
const compare = (
  field: string,
  is: 'equals' | 'less' | 'at-most' | 'not-equals',
  value: string | number,
): Rule => ({
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
    expect(inputsOf(rule)).toEqual(['a']);
  });
});

describe('a rule that no row can make true', () => {
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
