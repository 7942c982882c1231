import { expect, it } from 'vitest';
import { accuracy } from './truth.ts';

const customer = (name: string, household: string, due: boolean) => ({ customer: name, household, due });
const truth = [
  customer('a', 'h1', true),
  customer('b', 'h1', true),
  customer('c', 'h2', true),
  customer('d', '', false),
];

it.each([
  { flags: ['a', 'c'], precision: 1, recall: 1, why: 'one flag reaches the whole household' },
  { flags: ['a', 'b'], precision: 1, recall: 0.5, why: 'a second flag in one household reaches nobody else' },
  { flags: ['a', 'd'], precision: 0.5, recall: 0.5, why: 'a stranger is a wrong flag' },
  { flags: [], precision: 1, recall: 0, why: 'nobody flagged: nobody wrong, nobody helped' },
])('accuracy against the truth: $why', ({ flags, precision, recall }) => {
  expect(accuracy(truth, new Set(flags))).toEqual({ flagged: flags.length, precision, recall });
});
