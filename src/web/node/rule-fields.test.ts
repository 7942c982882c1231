import { describe, expect, it } from 'vitest';
import { fieldsOfRule } from './rule-fields.ts';

describe('fieldsOfRule', () => {
  const a = { present: 'a' } as const;
  it.each([
    [{ compare: { field: 'a', is: 'equals', value: 'x' } } as const, ['a']],
    [{ in: { field: 'a', values: ['x'] } }, ['a']],
    [{ between: { field: 'a' } }, ['a']],
    [a, ['a']],
    [{ sum: { fields: ['a', 'b'], is: 'more', value: 1 } } as const, ['a', 'b']],
    [{ all: [a, { present: 'b' }, a] }, ['a', 'b']],
    [{ any: [{ not: a }] }, ['a']],
    [{ count: { atLeast: 1, of: [a] } }, ['a']],
  ])('finds each field of %j once', (rule, fields) => {
    expect(fieldsOfRule(rule)).toEqual(fields);
  });
});
