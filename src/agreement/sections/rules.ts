import * as z from 'zod';
import type { Rule } from '../rule.ts';
import { count, list } from './common.ts';

const operators = ['equals', 'not-equals', 'less', 'at-most', 'more', 'at-least'] as const;
const forms = ['compare', 'in', 'between', 'present', 'sum', 'all', 'any', 'not', 'count'] as const;

/** `input.field` in the operation; the field's own name in an exclusion. */
const field = z.string().regex(/^[a-z][a-z0-9_-]{0,39}(\.[a-z][a-z0-9_-]{0,39})?$/, 'not a field');
const value = z.string().min(1).max(200);
const bound = z.string().min(1).max(10);
const whole = count(-1_000_000_000, 1_000_000_000);

/** How deep rules may nest: a lawyer must be able to read one aloud. */
const DEEPEST = 6;

const ruleShape: z.ZodType<Rule> = z.lazy(() =>
  z
    .strictObject({
      compare: z
        .strictObject({ field, is: z.enum(operators), value: z.union([value, whole]) })
        .exactOptional(),
      in: z.strictObject({ field, values: list(value, 200, 1) }).exactOptional(),
      between: z
        .strictObject({ field, from: bound.exactOptional(), to: bound.exactOptional() })
        .exactOptional(),
      present: field.exactOptional(),
      sum: z
        .strictObject({ fields: list(field, 20, 1), is: z.enum(operators), value: whole })
        .exactOptional(),
      all: list(ruleShape, 20, 1).exactOptional(),
      any: list(ruleShape, 20, 1).exactOptional(),
      not: ruleShape.exactOptional(),
      count: z.strictObject({ atLeast: count(1, 20), of: list(ruleShape, 20, 1) }).exactOptional(),
    })
    .refine((rule) => Object.keys(rule).length === 1, `a rule is exactly one of: ${forms.join(', ')}`)
    .transform((rule) => rule as unknown as Rule),
);

/** One rule. Each object holds exactly one of the nine forms. */
export const rule = ruleShape.refine((one) => depthOf(one) <= DEEPEST, `nests deeper than ${DEEPEST} levels`);

function depthOf(one: Rule): number {
  if ('all' in one) return 1 + Math.max(...one.all.map(depthOf));
  if ('any' in one) return 1 + Math.max(...one.any.map(depthOf));
  if ('count' in one) return 1 + Math.max(...one.count.of.map(depthOf));
  return 'not' in one ? 1 + depthOf(one.not) : 1;
}
