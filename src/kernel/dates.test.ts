import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addHours,
  addPeriod,
  dateOf,
  dayNumber,
  daysBetween,
  instantOf,
  isDate,
  isInstant,
  isPeriod,
  longDate,
  parseDate,
  parseInstant,
} from './index.ts';

const day = fc
  .integer({ min: dayNumber(parseDate('1600-01-01')), max: dayNumber(parseDate('2400-12-31')) })
  .map((days) => addDays(parseDate('1970-01-01'), days));

describe('dates', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2026-04-31', false],
    ['2026-12-31', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['0001-01-01', true],
    ['0000-01-01', false],
    ['9999-12-31', true],
    ['10000-01-01', false],
    ['2026-1-01', false],
    ['2026-01-01T00:00:00Z', false],
    [' 2026-01-01', false],
    ['2026-01-01\n', false],
    ['', false],
  ])('isDate(%j) is %j', (text, expected) => {
    expect(isDate(text)).toBe(expected);
  });

  it.each([
    ['2026-11-21T23:59:59Z', true],
    ['2026-11-21T00:00:00Z', true],
    ['2024-02-29T12:00:00Z', true],
    ['2026-02-29T12:00:00Z', false],
    ['2026-11-21T24:00:00Z', false],
    ['2026-11-21T23:60:00Z', false],
    ['2026-11-21T23:59:60Z', false],
    ['2026-11-21T23:59:59', false],
    ['2026-11-21T23:59:59.000Z', false],
    ['2026-11-21T23:59:59+00:00', false],
    ['2026-11-21 23:59:59Z', false],
    ['2026-11-21T23:59:59Z\n', false],
    ['2026-11-21', false],
  ])('isInstant(%j) is %j', (text, expected) => {
    expect(isInstant(text)).toBe(expected);
  });

  it('refuses other text with a cure', () => {
    expect(() => parseDate('21/11/2026')).toThrow('“21/11/2026” is not a date.');
    expect(() => parseInstant('noon')).toThrow('“noon” is not a time.');
    expect(() => addPeriod(parseDate('2026-01-01'), 'PT1H')).toThrow('“PT1H” is not a length of time.');
  });

  it.each([
    ['2026-01-31', 'P1M', '2026-02-28'],
    ['2024-01-31', 'P1M', '2024-02-29'],
    ['2026-03-31', 'P1M', '2026-04-30'],
    ['2024-02-29', 'P1Y', '2025-02-28'],
    ['2024-02-29', 'P4Y', '2028-02-29'],
    ['2026-11-30', 'P3M', '2027-02-28'],
    ['2026-12-31', 'P2M', '2027-02-28'],
    ['2026-10-15', 'P1M', '2026-11-15'],
    ['2026-12-15', 'P1M', '2027-01-15'],
    ['2026-01-15', 'P12M', '2027-01-15'],
    ['2026-01-31', 'P1M1D', '2026-03-01'],
    ['2026-02-27', 'P2D', '2026-03-01'],
    ['2026-12-25', 'P1W', '2027-01-01'],
    ['2026-01-01', 'P10W', '2026-03-12'],
    ['2026-01-01', 'P10Y', '2036-01-01'],
    ['2026-01-01', 'P1Y2M3W4D', '2027-03-26'],
    ['2026-06-15', 'P0D', '2026-06-15'],
  ])('%s + %s is %s', (from, period, expected) => {
    expect(addPeriod(parseDate(from), period)).toBe(expected);
  });

  it.each([
    ['P6M', true],
    ['P30D', true],
    ['P1Y2M3W4D', true],
    ['P0D', true],
    ['P', false],
    ['P1', false],
    ['P1D1M', false],
    ['-P1D', false],
    ['P-1D', false],
    ['P1.5D', false],
    ['PT1H', false],
    ['P1DT1H', false],
    ['p1d', false],
    ['P12345Y', false],
    ['P123456D', false],
    ['', false],
  ])('isPeriod(%j) is %j', (text, expected) => {
    expect(isPeriod(text)).toBe(expected);
  });

  it('counts days across the end of February', () => {
    expect(daysBetween(parseDate('2024-02-28'), parseDate('2024-03-01'))).toBe(2);
    expect(daysBetween(parseDate('2026-02-28'), parseDate('2026-03-01'))).toBe(1);
    expect(daysBetween(parseDate('2026-03-01'), parseDate('2026-02-28'))).toBe(-1);
    expect(dayNumber(parseDate('1970-01-02'))).toBe(1);
  });

  it('adding days and counting them are each other’s inverse, and order is text order', () => {
    return fc.assert(
      fc.property(day, day, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });

  it('a month later is in the next month, on the same day or its last', () => {
    return fc.assert(
      fc.property(day, (date) => {
        const later = addPeriod(date, 'P1M');
        const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(months(later)).toBe(months(date) + 1);
        const nextDay = addDays(later, 1);
        expect(later.slice(8) === date.slice(8) || nextDay.slice(8) === '01').toBe(true);
      }),
    );
  });

  it('moves between clock readings, times and days', () => {
    expect(instantOf(0)).toBe('1970-01-01T00:00:00Z');
    expect(instantOf(1_999)).toBe('1970-01-01T00:00:01Z');
    expect(dateOf(parseInstant('2026-11-21T23:59:59Z'))).toBe('2026-11-21');
    expect(addHours(parseInstant('2026-02-28T23:30:00Z'), 72)).toBe('2026-03-03T23:30:00Z');
  });

  it('writes dates as GOV.UK does', () => {
    expect(longDate(parseDate('2026-01-05'))).toBe('5 January 2026');
    expect(longDate(parseDate('2026-12-21'))).toBe('21 December 2026');
    const british = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    for (let month = 0; month < 12; month++) {
      const first = addPeriod(parseDate('2026-01-01'), `P${month}M`);
      expect(longDate(first)).toBe(british.format(new Date(first)));
    }
  });
});
