import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codedColumn } from './columns.ts';
import { isDateFormat, secondNumber, secondsOfDays } from './dates.ts';
import { deriver, isSafePattern, membersOf, numberOf, withDerivedColumns } from './derive.ts';
import type { Derivation } from './model.ts';

describe('isSafePattern', () => {
  it.each([
    '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]',
    '^[^@]+',
    '@([^@]+)$',
    '(?:ab|cd)e',
    '\\d{4}-\\d{2}',
    '^(\\w+) (\\w+)$',
    'colou?r',
  ])('%s', (pattern) => expect(isSafePattern(pattern)).toBe(true));

  // Repetition within repetition runs away; look-around, back references and \s are read otherwise by other engines.
  it.each([
    '(a+)+b',
    '(a*|b)*',
    '((?:a+)b)*',
    '(?=a)',
    '(?<!a)b',
    '(a)\\1',
    '\\s+',
    'a**',
    '(a',
    'a)',
    '[a',
    'a*b*c*d*e*',
    'a{2',
    '\\',
  ])('not %s', (pattern) => expect(isSafePattern(pattern)).toBe(false));
});

describe('isDateFormat', () => {
  it.each([
    ['%Y-%m-%d', true],
    ['%d/%m/%y', true],
    ['%d %b %Y', true],
    ['%Y-%m-%dT%H:%M:%SZ', true],
    ['%Y-%m', false],
    ['%Y-%j', false],
    ['%Y-%m-%d %Y', false],
    ['', false],
  ])('%s: %s', (format, good) => expect(isDateFormat(format)).toBe(good));
});

describe('derive', () => {
  const date = (format: string): Derivation => ({ step: 'date', format });
  // What DuckDB's functions give; tests of conformance run the two side by side.
  it.each<[Derivation[], string, string | undefined]>([
    [[{ step: 'part', from: 1, length: 2 }], '𝔸é明', '𝔸é'],
    [[{ step: 'part', from: 1, length: 3 }], 'ab', 'ab'],
    [[{ step: 'part', from: 5, length: 3 }], 'ab', undefined],
    [[{ step: 'part', from: 2, length: 3 }], 'abcdef', 'bcd'],
    [[{ step: 'lower' }], 'ÉİẞΣ', 'éißσ'],
    [[{ step: 'upper' }], 'ßéı', 'ẞÉI'],
    [[{ step: 'trim' }], '  a b ', 'a b'],
    [[{ step: 'pattern', pattern: '@([^@]+)$', group: 1 }], 'a@b@c', 'c'],
    [[{ step: 'pattern', pattern: '^[a-z]+', group: 0 }], '12', undefined],
    [[{ step: 'unless', text: 'unknown' }], 'unknown', undefined],
    [[{ step: 'only', text: 'm' }], 'f', undefined],
    [[date('%Y-%m-%d')], ' 1850-1-5 ', '1850-01-05'],
    [[date('%Y-%m-%d')], '1850-02-30', undefined],
    [[date('%Y%m%d')], '1915111', '1915-11-01'],
    [[date('%d %b %Y')], '5 JAN 1985', '1985-01-05'],
    [[date('%d %B %Y')], '5 january 1985', '1985-01-05'],
    [[date('%d/%m/%y')], '1/1/69', '1969-01-01'],
    [[date('%d/%m/%y')], '1/1/68', '2068-01-01'],
    [[date('%d %B %Y')], '3 MAY 987', '0987-05-03'],
    [[date('%d %b %Y')], '03 September 1999', undefined],
    [[date('%Y%m%d')], '20201', undefined],
    [[date('%Y-%m-%d')], ' 2020-2-9\n', '2020-02-09'],
    [[date('%Y-%m-%d')], '2020-2-9x', undefined],
    [[date('%Y-%m-%dT%H:%M:%SZ')], '1985-01-05T10:20:30Z', '1985-01-05T10:20:30'],
    [[{ step: 'trim' }, { step: 'part', from: 1, length: 1 }, { step: 'upper' }], ' é', 'É'],
  ])('%j of “%s” is %s', (steps, value, expected) => expect(deriver(steps)(value)).toBe(expected));

  it('makes the columns of a table, each distinct value once', () => {
    const fields = [
      { name: 'postcode', kind: 'raw' as const },
      {
        name: 'area',
        kind: 'raw' as const,
        from: { field: 'postcode', by: [{ step: 'part' as const, from: 1, length: 2 }] },
      },
    ];
    const postcode = codedColumn(['SW1', 'SW2', undefined, 'M1', 'SW1']);
    const { columns } = withDerivedColumns({ fields }, { rows: 5, columns: { postcode } });
    expect(columns['area']).toEqual({ codes: new Uint32Array([1, 1, 0, 2, 1]), values: ['', 'SW', 'M1'] });
  });
});

describe('numbers, days and lists that texts are', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-03-01', 11_017],
    ['0000-03-01', -719_468],
    ['1970-01-02T06:00:00', 1.25],
    ['1900-02-29', undefined],
    ['19700101', undefined],
  ])('%s is day %s', (text, day) => expect(secondNumber(text)).toBe(day === undefined ? day : day * 86_400));

  it('every day from year 0 to 9999 is as the calendar of JavaScript has it', () => {
    const date = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (day) => {
        expect(secondNumber(day.toISOString())).toBe(Math.floor(day.getTime() / 1000));
      }),
    );
  });

  it('an hour is 3,600 seconds, though a part of a day that is no exact number', () =>
    expect(secondsOfDays(String(3600 / 86_400))).toBe(3600));

  it.each([
    ['12', 12],
    ['-3.5', -3.5],
    ['1e3', 1000],
    ['.5', 0.5],
    ['', undefined],
    ['0x10', undefined],
    ['Infinity', undefined],
    ['1,000', undefined],
  ])('number “%s” is %s', (text, number) => expect(numberOf(text)).toBe(number));

  it.each([
    ['["b","a","b"]', ['a', 'b']],
    ['[1,null,"x"]', ['1', 'x']],
    ['[]', []],
    ['a', []],
    ['[', []],
  ])('list %s is %j', (text, members) => expect(membersOf(text)).toEqual(members));
});
