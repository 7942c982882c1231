import { describe, expect, it } from 'vitest';
import { encodedTable } from '../encoded.ts';
import { plainName, readName } from './column-names.ts';
import { type ColumnSample, readPersonColumns, sampleColumns } from './read-columns.ts';

const values: Readonly<Record<string, readonly string[]>> = {
  names: ['Ann', 'Bob', 'Siân', "O'Neil"],
  dates: ['1980-02-29', '1941-12-01', '2001-07-30', '1999-13-40'],
  ukDates: ['29/02/1980', '1/12/1941', '30/7/2001', '05/05/1955'],
  postcodes: ['SW1A 1AA', 'cf10 1ep', 'EH1 1YZ', 'L1 8JQ'],
  zips: ['90210', '10001', '60614', '2119'],
  sexes: ['M', 'F', 'f', 'm'],
  phones: ['020 7946 0958', '+44 7700 900123', '07700 900 982', '01632 960 001'],
  emails: ['a@example.org', 'b.c@example.com', 'd@example.co.uk', 'x@example.net'],
  numbers: ['4010232137', '9434765919', '5990128088', '6328796043'],
  words: ['baker', 'nurse', 'teacher', 'baker'],
};
const column = (name: string, kind: keyof typeof values, missing = 0.1): ColumnSample => {
  const of = values[kind] ?? [];
  return { name, values: of, missing, distinct: new Set(of).size, present: 90 };
};
const roleOf = (name: string, kind: keyof typeof values): string | undefined =>
  readPersonColumns([column(name, kind)]).columns[0]?.role;

describe('a column’s name', () => {
  it.each([
    [
      'names',
      'forename',
      'first_name firstname FORENAME GivenName given_name fname FIRST-NAME Forenames patient_first_name',
    ],
    [
      'names',
      'surname',
      'surname last_name LastName FAMILY_NAME family.name lname customerSurname SURNAME_RAW',
    ],
    ['names', 'middle-names', 'middle_name MiddleNames middle_initial second_forename other_names'],
    ['names', 'full-name', 'name full_name FullName NAMES customer_name'],
    ['dates', 'birth-date', 'dob date_of_birth DateOfBirth BirthDate birth_date D.O.B. patient_dob born'],
    ['ukDates', 'birth-date', 'dob Date of Birth'],
    [
      'postcodes',
      'postcode-uk',
      'postcode post_code PostCode PCODE postal_code current_postcode postcode_fake',
    ],
    ['zips', 'postcode', 'zip ZIP_CODE zipcode postcode postal_code'],
    ['numbers', 'house-number', 'street_number house_no HouseNumber building_number'],
    ['names', 'address', 'address_1 address1 AddressLine1 street street_name addr home_address'],
    ['names', 'place', 'city town suburb birth_place PlaceOfBirth post_town locality'],
    ['names', 'region', 'state county nationality local_authority country'],
    ['sexes', 'sex', 'sex gender GENDER_CODE Sex'],
    ['phones', 'phone', 'phone telephone mobile_number Tel home_phone mobile'],
    ['emails', 'email', 'email e_mail EmailAddress email_1'],
    ['numbers', 'person-number', 'nhs_number NHSNumber NINO soc_sec_id ssn chi_number passport_no upn'],
    ['words', 'category', 'occupation JobTitle ethnicity ethnic_group marital_status'],
  ])('with %s says that it holds the %s', (kind, role, names) => {
    for (const name of names.split(' ').concat(names.includes('Date of Birth') ? ['Date of Birth'] : []))
      if (!/^(?:Date|of|Birth)$/.test(name)) expect([name, roleOf(name, kind)]).toEqual([name, role]);
  });

  it.each([
    'cluster',
    'cluster_id',
    'entity_id',
    'rec_id',
    'person_id',
    'truth',
    'true_match_id',
    'label',
    'unique_id',
    'master_id',
    'source_dataset',
    'group',
    'id',
  ])('%s looks like the answer, and is left out with the reason', (name) => {
    const read = readPersonColumns([column(name, 'numbers'), column('surname', 'names')]);
    expect(read.columns.map((one) => one.column)).toEqual(['surname']);
    expect(read.leftOut[0]?.reason).toMatch(/looks like the answer/);
    expect(read.sentences[0]).toMatch(new RegExp(`^“${name}” is left out: `));
  });

  it.each([
    'mother_surname',
    'next_of_kin_phone',
    'maiden_name',
    'previous_surname',
    'date_of_death',
    'registered_on',
    'created_at',
    'admission_date',
  ])('%s is not about this person now, or no fact of birth', (name) => {
    expect(
      readPersonColumns([column(name, name.includes('date') || /_(?:on|at)$/.test(name) ? 'dates' : 'names')])
        .columns,
    ).toEqual([]);
  });

  it('is read without regard to case, signs and spaces', () => {
    expect(plainName(' Date of-Birth ')).toBe('dateofbirth');
    expect(readName(' given_name')).toEqual(readName('GivenName'));
  });
});

describe('a column’s values', () => {
  it.each([
    ['emails', 'email'],
    ['postcodes', 'postcode-uk'],
    ['phones', 'phone'],
    ['sexes', 'sex'],
    ['dates', 'birth-date'],
  ])('decide where the name says nothing: %s', (kind, role) => {
    expect(roleOf('q7', kind)).toBe(role);
    expect(roleOf('q7', 'words')).toBeUndefined();
  });

  it('decide where they speak against the name', () => {
    expect(roleOf('phone', 'emails')).toBe('email');
    expect(roleOf('dob', 'words')).toBeUndefined();
  });

  it('of dates that are written as ISO dates leave mistyped ones as they are', () => {
    expect(readPersonColumns([column('dob', 'dates')]).columns).toEqual([
      { column: 'dob', role: 'birth-date', iso: true },
    ]);
    expect(readPersonColumns([column('dob', 'ukDates')]).columns).toEqual([
      { column: 'dob', role: 'birth-date' },
    ]);
  });
});

describe('columns together', () => {
  it('of one role: the fullest is taken', () => {
    const read = readPersonColumns([column('mobile', 'phones', 0.6), column('phone', 'phones', 0.1)]);
    expect(read.columns.map((one) => one.column)).toEqual(['phone']);
    expect(read.leftOut).toEqual([
      { column: 'mobile', reason: 'another column is taken for a telephone number already' },
    ]);
  });

  it('a date of unknown name is no date of birth beside one that says so', () => {
    const read = readPersonColumns([column('q7', 'dates', 0), column('dob', 'dates', 0.5)]);
    expect(read.columns.map((one) => one.column)).toEqual(['dob']);
  });

  it('a full name that only repeats forename and surname is left out', () => {
    const names = { first: ['Ann', 'Bob', 'Cy'], last: ['Lee', 'Ray', 'May'] };
    const full = (middle: string) => names.first.map((first, n) => `${first}${middle} ${names.last[n]}`);
    const read = (middle: string) =>
      readPersonColumns(
        sampleColumns(
          encodedTable({ first_name: names.first, surname: names.last, full_name: full(middle) }),
        ),
      ).columns.map((one) => one.column);
    expect(read('')).toEqual(['first_name', 'surname']);
    expect(read(' Jane')).toEqual(['first_name', 'surname', 'full_name']);
  });

  it('that are empty, or always the same, are left out', () => {
    const table = encodedTable({ surname: ['Lee', 'Ray'], city: ['Hull', 'Hull'], phone: [null, null] });
    const { columns, sentences } = readPersonColumns(sampleColumns(table));
    expect(columns.map((one) => one.column)).toEqual(['surname']);
    expect(sentences).toEqual([
      '“surname” is taken for the surname, by its name.',
      '“city” is left out: it says the same in every row.',
      '“phone” is left out: it is nearly always empty.',
    ]);
  });
});
