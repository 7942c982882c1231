import { describe, expect, it } from 'vitest';
import type { Rule } from '#agreement';
import { canQualify, evaluateFacts, type Fact, fieldsOf } from './fact-rules.ts';

const fact = (field: string): Rule => ({ compare: { field, is: 'equals', value: 'true' } });
const [a, b, c] = [fact('p.a'), fact('p.b'), fact('q.c')];
const of = (known: Readonly<Record<string, Fact>>) => (field: string) => known[field];

describe('a rule over facts (Kleene 1952, section 64)', () => {
  it.each<[string, Rule, Readonly<Record<string, Fact>>, Fact]>([
    ['a fact is what it is', a, { 'p.a': true }, true],
    ['a fact that nobody sent is unknown', a, {}, undefined],
    ['not unknown is unknown, so that absence proves nothing', { not: a }, {}, undefined],
    ['all: one false decides', { all: [a, b] }, { 'p.a': false }, false],
    ['all: an unknown leaves it open', { all: [a, b] }, { 'p.a': true }, undefined],
    ['any: one true decides', { any: [a, b] }, { 'p.b': true }, true],
    ['any: an unknown leaves it open', { any: [a, b] }, { 'p.b': false }, undefined],
    ['count: enough are true', { count: { atLeast: 2, of: [a, b, c] } }, { 'p.a': true, 'q.c': true }, true],
    [
      'count: too few can be',
      { count: { atLeast: 2, of: [a, b, c] } },
      { 'p.a': false, 'q.c': false },
      false,
    ],
    ['count: still open', { count: { atLeast: 2, of: [a, b, c] } }, { 'p.a': true }, undefined],
    [
      '“not equals true” is false for true',
      { compare: { field: 'p.a', is: 'not-equals', value: 'true' } },
      { 'p.a': true },
      false,
    ],
    [
      '“equals false” is true for false',
      { compare: { field: 'p.a', is: 'equals', value: 'false' } },
      { 'p.a': false },
      true,
    ],
    ['all of none is true', { all: [] }, {}, true],
    ['any of none is false', { any: [] }, {}, false],
  ])('%s', (_, rule, known, expected) => {
    expect(evaluateFacts(rule, of(known))).toBe(expected);
  });

  it('names each field once', () => {
    expect(fieldsOf({ any: [{ all: [a, b] }, { not: a }, c] })).toEqual(['p.a', 'p.b', 'q.c']);
  });

  it.each<[string, Rule]>([
    ['a number', { compare: { field: 'p.a', is: 'equals', value: 1 } }],
    ['an order', { compare: { field: 'p.a', is: 'less', value: 'true' } }],
    ['a list', { in: { field: 'p.a', values: ['true'] } }],
    ['presence', { present: 'p.a' }],
  ])('a rule over %s is no rule over facts', (_, rule) => {
    expect(() => evaluateFacts(rule, of({ 'p.a': true }))).toThrow(
      expect.objectContaining({ code: 'NODE_RULE_NOT_OVER_FACTS' }),
    );
  });
});

describe('whether a person can qualify by their own facts', () => {
  const isOwn = (field: string): boolean => field.startsWith('p.');
  it.each<[string, Rule, Readonly<Record<string, Fact>>, boolean]>([
    ['own fact true', a, { 'p.a': true }, true],
    ['own fact false', a, { 'p.a': false }, false],
    ['both sides needed, own side true', { all: [a, c] }, { 'p.a': true }, true],
    ['both sides needed, own side false', { all: [a, c] }, { 'p.a': false }, false],
    [
      'the other side alone is enough, own false: not by their own facts',
      { any: [a, c] },
      { 'p.a': false },
      false,
    ],
    ['the other side alone is enough, own true', { any: [a, c] }, { 'p.a': true }, true],
    ['one own fact must not hold, and does', { all: [a, { not: b }] }, { 'p.a': true, 'p.b': true }, false],
    [
      'one own fact must not hold, and does not',
      { all: [a, { not: b }] },
      { 'p.a': true, 'p.b': false },
      true,
    ],
    ['a rule without own facts', c, { 'p.a': true }, false],
  ])('%s', (_, rule, known, expected) => {
    expect(canQualify(rule, of(known), isOwn)).toBe(expected);
  });

  it('a rule with more than ten facts of others is refused', () => {
    const wide: Rule = { all: [a, ...Array.from({ length: 11 }, (_, i) => fact(`q.${i}`))] };
    expect(() => canQualify(wide, of({ 'p.a': true }), isOwn)).toThrow(
      expect.objectContaining({ code: 'NODE_RULE_TOO_WIDE' }),
    );
  });
});
