import { sourceWords } from '../english.ts';
import type { FieldKind, LinkageField } from '../model.ts';

/** What `clean` does to a value of each kind, in words. */
const byKind: Readonly<Record<FieldKind, string>> = {
  forename:
    'small letters; accents, apostrophes and titles off; Mac, Mc and O written one way; other signs as spaces',
  surname: 'small letters; accents and apostrophes off; Mac, Mc and O written one way; other signs as spaces',
  'full-name':
    'small letters; accents, apostrophes and titles off; Mac, Mc and O written one way; other signs as spaces',
  date: 'one form, year first; what is no day of the calendar, or stands for “not known”, is missing',
  'postcode-uk':
    'capitals without spaces; O and 0, I and 1 put right in the last three; no fixed abode and abroad are missing',
  postcode: 'capitals; letters and digits only',
  'address-line': 'small letters; accents and apostrophes off; words such as Rd and Road written one way',
  place: 'small letters; accents and apostrophes off; other signs as spaces',
  sex: 'male, female or missing',
  phone: 'digits only, +44 as 0; what is no number is missing',
  email: 'small letters; what has no @ is missing',
  code: 'capitals; letters and digits only',
  text: 'small letters; accents and apostrophes off; other signs as spaces',
  list: 'as it stands, without spaces around it',
  raw: 'nothing: compared as it stands',
};

/** What is done to a field before it is compared. */
export const cleaningWords = (field: LinkageField): string => sourceWords(field) ?? byKind[field.kind];
