import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { issuesText, schemas } from './index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('schemas of the kernel’s types', () => {
  it.each([
    ['date', '2026-02-28', '2026-02-29', 'document: not a date (YYYY-MM-DD)'],
    [
      'instant',
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00',
      'document: not a UTC time (YYYY-MM-DDTHH:MM:SSZ)',
    ],
    ['period', 'P6M', '6 months', 'document: not an ISO 8601 length of time'],
    ['digest', digest, digest.slice(1), 'document: not a digest (sha256: and 64 hexadecimal digits)'],
    ['id', 'north-east.2', '-north', 'document: not an id (a-z, 0-9, dots, hyphens)'],
  ] as const)('%s takes its own form and says what it wants instead of another', (name, good, bad, text) => {
    expect(schemas[name].parse(good)).toBe(good);
    for (const wrong of [bad, 1, null, undefined, [good]])
      expect(issuesText(schemas[name].safeParse(wrong).error ?? expect.fail('accepted'))).toBe(text);
  });

  it.each([
    ['a', true],
    ['0', true],
    [`a${'b'.repeat(99)}`, true],
    [`a${'b'.repeat(100)}`, false],
    ['', false],
    ['.a', false],
    ['A', false],
    ['aB', false],
    ['a b', false],
    ['a_b', false],
    ['é', false],
    ['a\n', false],
    ['\na', false],
  ])('id: %j is %j', (text, expected) => {
    expect(schemas.id.safeParse(text).success).toBe(expected);
  });

  it.each([
    [0, true],
    [2 ** 53 - 1, true],
    [2 ** 53, false],
    [-1, false],
    [0.5, false],
    [Number.NaN, false],
    ['1', false],
  ])('count: %j is %j', (value, expected) => {
    expect(schemas.count.safeParse(value).success).toBe(expected);
  });
});

describe('issuesText', () => {
  it('names each place and rule, never the value', () => {
    const schema = z.strictObject({
      people: z.array(z.strictObject({ born: schemas.date })),
      at: schemas.instant,
    });
    const { error } = schema.safeParse({ people: [{ born: '01/02/1970' }], at: 'noon' });
    expect(issuesText(error ?? expect.fail('accepted'))).toBe(
      'people.0.born: not a date (YYYY-MM-DD); at: not a UTC time (YYYY-MM-DDTHH:MM:SSZ)',
    );
  });
});
