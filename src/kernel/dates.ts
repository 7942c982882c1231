import { fail } from './errors/stile-error.ts';

/** A calendar day, `YYYY-MM-DD` (ISO 8601), 0001 to 9999, no time zone. Compares correctly as text. */
export type PlainDate = string & { readonly plainDate: unique symbol };

/** A moment in UTC to the second, `YYYY-MM-DDTHH:MM:SSZ`. Compares correctly as text. */
export type Instant = string & { readonly instant: unique symbol };

const MS_PER_DAY = 86_400_000;

const fromDays = (days: number): PlainDate =>
  new Date(days * MS_PER_DAY).toISOString().slice(0, 10) as PlainDate;

/** Days since 1970-01-01. */
export const dayNumber = (date: PlainDate): number => Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;

export function isDate(text: string): text is PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text);
}

export function isInstant(text: string): text is Instant {
  return /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/.test(text) && isDate(text.slice(0, 10));
}

/** Throws `DATE_INVALID`. */
export const parseDate = (text: string): PlainDate => (isDate(text) ? text : fail('DATE_INVALID', { text }));

/** Throws `INSTANT_INVALID`. */
export const parseInstant = (text: string): Instant =>
  isInstant(text) ? text : fail('INSTANT_INVALID', { text });

/** The moment of a JavaScript clock reading, in milliseconds since 1970, seconds rounded down. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, 19)}Z` as Instant;

export const dateOf = (instant: Instant): PlainDate => instant.slice(0, 10) as PlainDate;

export const addDays = (date: PlainDate, days: number): PlainDate => fromDays(dayNumber(date) + days);

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: PlainDate, b: PlainDate): number => dayNumber(b) - dayNumber(a);

export const addHours = (instant: Instant, hours: number): Instant =>
  instantOf(Date.parse(instant) + hours * 3_600_000);

const PERIOD = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;

export const isPeriod = (text: string): boolean => PERIOD.test(text);

/**
 * Adds an ISO 8601 length in years, months, weeks and days. A month that is too short ends on its last day
 * (31 January + P1M is 28 or 29 February). Throws `PERIOD_INVALID`.
 */
export function addPeriod(date: PlainDate, period: string): PlainDate {
  const match = PERIOD.exec(period) ?? fail('PERIOD_INVALID', { text: period });
  const [years, months, weeks, days] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const monthIndex = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + years * 12 + months;
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex % 12;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(Number(date.slice(8, 10)), lastDay);
  const moved = new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10) as PlainDate;
  return addDays(moved, weeks * 7 + days);
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `21 November 2026`, as GOV.UK writes dates. */
export const longDate = (date: PlainDate): string =>
  `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
