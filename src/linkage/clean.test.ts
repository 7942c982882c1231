import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, cleanerVersion } from './clean.ts';
import { deriveKey, soundex } from './keys.ts';
import { type FieldKind, fieldKinds, keyKinds } from './model.ts';

/** Per rule: kind, what people write, and the one form; `undefined` is missing. */
const rules: readonly (readonly [
  rule: string,
  kind: FieldKind,
  written: readonly string[],
  one: string | undefined,
])[] = [
  ['case and spaces', 'forename', ['ANN', ' ann ', 'Ann'], 'ann'],
  ['accents', 'forename', ['Zoë', 'ZOE', 'Zoe\u0308', 'zoé'], 'zoe'],
  ['letters that have no accent to take off', 'surname', ['Ørsted', 'Orsted', 'ØRSTED'], 'orsted'],
  ['sharp s', 'surname', ['Groß', 'Gross', 'GROSS'], 'gross'],
  [
    'apostrophes, straight, curly or typed as an accent',
    'surname',
    ["O'Brien", 'O’Brien', 'O`Brien', 'O Brien', 'OBRIEN'],
    'obrien',
  ],
  ['hyphens', 'surname', ['Smith-Jones', 'Smith Jones', 'SMITH – JONES'], 'smith jones'],
  ['Mac and Mc', 'surname', ['MacDonald', 'McDonald', 'Mac Donald', 'Mc Donald', 'MACDONALD'], 'mcdonald'],
  ['not every Mac is Gaelic', 'surname', ['Mace'], 'mace'],
  ['Welsh ff', 'surname', ['ffoulkes', 'Ffoulkes', 'Foulkes'], 'foulkes'],
  ['titles before a forename', 'forename', ['Mrs Ann', 'Ann'], 'ann'],
  ['a title alone is kept: Sir and Rev are surnames and nicknames too', 'forename', ['Rev'], 'rev'],
  ['scripts without case', 'forename', ['明', ' 明'], '明'],
  ['a width form', 'surname', ['Ｓｍｉｔｈ'], 'smith'],
  ['Null, None and Na are surnames', 'surname', ['Null'], 'null'],
  ['filler text', 'surname', ['unknown', 'Not-Known', 'N/A', 'Not Known', '', '   ', '-', '.'], undefined],
  [
    'dates',
    'date',
    [
      '1980-02-29',
      '29/02/1980',
      '19800229',
      '29.2.1980',
      '29-02-1980',
      '29 Feb 1980',
      '29th February 1980',
      '1980-02-29T00:00:00',
    ],
    '1980-02-29',
  ],
  [
    'words that mean something to the language of this program',
    'sex',
    ['constructor', '__proto__'],
    undefined,
  ],
  ['such a word in an address', 'address-line', ['1 Constructor', '1, constructor'], '1 constructor'],
  ['day before month', 'date', ['03/04/1980'], '1980-04-03'],
  [
    'days that do not exist',
    'date',
    ['1981-02-29', '1900-02-29', '31/04/1980', '2000-13-01', '00/01/1980', '01/01/80', 'soon'],
    undefined,
  ],
  ['29 February of a century', 'date', ['29/02/2000'], '2000-02-29'],
  ['filler dates', 'date', ['01/01/1900', '9999-12-31', '0001-01-01'], undefined],
  ['postcodes', 'postcode-uk', ['SW1A 1AA', 'sw1a1aa', ' SW1A  1AA '], 'SW1A1AA'],
  ['letters typed for digits in the inward part', 'postcode-uk', ['M1 OAA', 'M1 0AA'], 'M10AA'],
  ['digits typed for letters in the inward part', 'postcode-uk', ['M1 1A0', 'M1 1AO'], 'M11AO'],
  ['a mistyped postcode is still evidence', 'postcode-uk', ['SWWA 1AA'], 'SWWA1AA'],
  ['pseudo-postcodes and fragments', 'postcode-uk', ['ZZ99 3VZ', 'SW1A', 'none given at all'], undefined],
  ['other postcodes', 'postcode', ['2600', ' 2600 '], '2600'],
  ['street words', 'address-line', ['12 Church Rd', '12, Church Road', '12 CHURCH RD.'], '12 church road'],
  ['house letters', 'address-line', ['12 A High St', '12a High Street'], '12a high street'],
  ['Saint is not Street', 'address-line', ["1 St John's Rd", '1 St Johns Road'], '1 st johns road'],
  ['sexes', 'sex', ['M', 'male', 'Male', '1'], 'm'],
  ['sexes not told', 'sex', ['9', 'not known', 'U'], undefined],
  ['phones', 'phone', ['+44 (0)20 7946 0018', '020 7946 0018', '00442079460018'], '02079460018'],
  ['no phone', 'phone', ['0000000000', '123', 'none'], undefined],
  ['addresses of e-mail', 'email', [' Ann@Example.ORG '], 'ann@example.org'],
  ['no e-mail', 'email', ['ann', 'a@b@c', '@'], undefined],
  ['codes', 'code', ['ab-12 3', 'AB123'], 'AB123'],
];

describe('clean', () => {
  it.each(rules)('%s (%s)', (_, kind, written, one) => {
    for (const value of written) expect(clean(kind, value), value).toBe(one);
  });

  it('cleaning twice gives what cleaning once gives', () => {
    const letters = fc.constantFrom(..."abcMmcO'’ -/.,019é ßffİ@+");
    const texts = fc.oneof(
      fc
        .array(
          fc.constantFrom(
            'Mac',
            'Mc',
            'O',
            'Dr',
            'ff',
            'Mr',
            ' ',
            '-',
            'Brien',
            'unknown',
            'not',
            'known',
            'St',
            'Rd',
            'n/a',
            '12',
            'a',
            'OO',
          ),
          { maxLength: 6 },
        )
        .map((all) => all.join('')),

      fc.array(letters, { maxLength: 14 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...fieldKinds), texts, (kind, text) => {
        const once = clean(kind, text);
        if (once !== undefined) expect(clean(kind, once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('text far too long for its field is missing', () => {
    expect(clean('text', 'x'.repeat(512))).toHaveLength(512);
    expect(clean('text', 'x'.repeat(513))).toBeUndefined();
  });

  it('carries a version for manifests', () => {
    expect(cleanerVersion).toMatch(/^stile-clean\/\d+$/);
  });
});

describe('derived keys', () => {
  // US National Archives, "The Soundex indexing system"; Knuth, volume 3.
  it.each([
    ['washington', 'w252'],
    ['lee', 'l000'],
    ['gutierrez', 'g362'],
    ['pfister', 'p236'],
    ['jackson', 'j250'],
    ['tymczak', 't522'],
    ['ashcraft', 'a261'],
    ['robert', 'r163'],
    ['rupert', 'r163'],
    ['honeyman', 'h555'],
    ['ghosh', 'g200'],
    ['lloyd', 'l300'],
  ])('Soundex of %s is %s', (name, code) => {
    expect(soundex(name)).toBe(code);
  });

  it.each([
    ['year', '1980-02-29', '1980'],
    ['year-month', '1980-02-29', '1980-02'],
    ['month-day', '1980-02-29', '02-29'],
    ['year', 'ann', undefined],
    ['outcode', 'SW1A1AA', 'SW1A'],
    ['sector', 'SW1A1AA', 'SW1A1'],
    ['outcode', 'SWWA1AA', undefined],
    ['first-2', 'a', undefined],
    ['first-2', '𝔸𝔹𝔻', '𝔸𝔹'],
    ['first-token', 'mary ann', 'mary'],
    ['number', '12a high street', '12a'],
    ['number', 'flat 3 12 high street', '3'],
    ['number', 'rose cottage', undefined],
    ['nickname', 'bill', 'william'],
    ['nickname', 'william john', 'william'],
    ['nickname', 'xanthippe', 'xanthippe'],
    ['soundex', '明', undefined],
  ] as const)('%s of “%s” is %s', (key, value, derived) => {
    expect(deriveKey(key, value)).toBe(derived);
  });

  it('nothing is derived from a missing value', () => {
    for (const key of keyKinds) expect(deriveKey(key, '')).toBeUndefined();
  });
});
