import type { Carelessness, WrittenRecord } from './errors-in-writing.ts';
import type { Draws } from './random.ts';

/** A benefit claim: identity was checked, addresses follow. */
export const departmentCarelessness: Carelessness = {
  familiarForm: 0.005,
  initialOnly: 0.001,
  namesSwapped: 0.001,
  forenameTypo: 0.006,
  surnameTypo: 0.006,
  formerSurname: 0.02,
  oldAddress: 0.35,
  addressTypo: 0.02,
  shortStreet: 0.1,
  postcodeTypo: 0.004,
  postcodeMissing: 0.003,
  birthMissing: 0,
  birthDigit: 0.002,
  birthSwapped: 0.001,
};

/** What people tell a sales desk, but for the date of birth, which each supplier asks for as it likes. */
export const supplierCarelessness: Carelessness = {
  familiarForm: 0.08,
  initialOnly: 0.03,
  namesSwapped: 0.003,
  forenameTypo: 0.015,
  surnameTypo: 0.015,
  formerSurname: 0.04,
  oldAddress: 0.1,
  addressTypo: 0.02,
  shortStreet: 0.3,
  postcodeTypo: 0.006,
  postcodeMissing: 0.002,
  birthMissing: 0.05,
  birthDigit: 0.006,
  birthSwapped: 0.004,
};

/** Share of accounts without a date of birth, supplier by supplier, then again from the first. */
export const birthMissingBySupplier: readonly number[] = [0.05, 0.3, 0.12];

/** A number with leading zeros. */
export const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
const ukDate = (date: string): string => {
  const [year, month, day] = date.split('-');
  return date === '' ? '' : `${day}/${month}/${year}`;
};

/** Each supplier's own form of customer reference. */
export const supplierReference: readonly ((number: number) => string)[] = [
  (number) => `EN-${padded(number, 8)}`,
  (number) => String(7_000_000_000 + number),
  (number) => `A${padded(number % 100, 2)}/${padded(Math.floor(number / 100), 7)}`,
];

/** How each supplier's file writes what it holds. */
export const supplierStyle: readonly ((record: WrittenRecord, draws: Draws) => WrittenRecord)[] = [
  (record) => record,
  (record) => ({
    ...record,
    forename: record.forename.toUpperCase(),
    surname: record.surname.toUpperCase(),
    addressLine: record.addressLine.toUpperCase(),
    dateOfBirth: ukDate(record.dateOfBirth),
    postcode: record.postcode.replace(' ', ''),
  }),
  (record, draws) => ({
    ...record,
    // Word processors turn the apostrophe.
    surname: draws.chance(0.5) ? record.surname.replace("'", '’') : record.surname.replace("'", ' '),
    addressLine: record.addressLine.replace(/^Flat (\d+), /, '$1/'),
    dateOfBirth: ukDate(record.dateOfBirth),
  }),
];

/** The item at a place, the list repeating. */
export const cycle = <T>(items: readonly T[], at: number): T => items[at % items.length] as T;
