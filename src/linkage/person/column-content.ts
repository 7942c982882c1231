import { clean } from '../clean.ts';
import type { PersonRole } from './person-roles.ts';

/** What can be told from values alone: which share of them is of a role. Values are as they stand in the table. */
const tests: readonly (readonly [PersonRole, (value: string) => boolean])[] = [
  ['email', (value) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(value.trim())],
  ['postcode-uk', (value) => /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(clean('postcode-uk', value) ?? '')],
  ['birth-date', (value) => clean('date', value) !== undefined || isoShaped(value)],
  ['sex', (value) => /^(?:m|f|male|female|man|woman)$/i.test(value.trim())],
  ['phone', (value) => /^(?:\+|0)[\d\s().-]{8,18}$/.test(value.trim())],
];

/** Written as a date is, whether or not there is such a day. */
export const isoShaped = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Share of the values that fit a role; 1 for a role that values can't speak against. */
export function shareOf(role: PersonRole, values: readonly string[]): number {
  const test = tests.find(([one]) => one === role)?.[1];
  if (test === undefined || values.length === 0) return 1;
  return values.filter(test).length / values.length;
}

/** The role that nearly all values fit. */
export function readContent(values: readonly string[]): PersonRole | undefined {
  if (values.length === 0) return undefined;
  return tests.find(([role]) => shareOf(role, values) >= 0.9)?.[0];
}
