import { isDate } from '#kernel';
import type { FieldKind } from './model.ts';

/** Named in manifests and receipts, so that two files are known to have been cleaned alike. */
export const cleanerVersion = 'stile-clean/1';

const LONGEST = 512;

/** What people type when there is nothing to type. Not “null”, “none” or “na”: those are surnames. */
const fillers = new Set(['unknown', 'not known', 'not stated', 'not given', 'n/a', 'n a', 'not applicable']);

const letterFolds: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
};

/** NFKC, lower case, accents off (Latin, Greek and Cyrillic marks only), apostrophes out. */
function fold(value: string): string {
  const lower = value.normalize('NFKC').toLowerCase();
  // Nearly every value is plain ASCII: leave before the costly steps.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
  const plain = /^[\x00-\x7f]*$/.test(lower)
    ? lower
    : lower
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[ßæœøðþłđħı]/g, (letter) => letterFolds[letter] ?? letter)
        .normalize('NFC');
  return plain.replace(/['’‘ʼ`´]/g, '');
}

const words = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();

const titles = new Set(['mr', 'mrs', 'miss', 'ms', 'mx', 'dr', 'rev', 'revd', 'sir', 'prof']);

function withoutTitle(text: string): string {
  const space = text.indexOf(' ');
  return space > 0 && titles.has(text.slice(0, space)) ? text.slice(space + 1) : text;
}

/** Gaelic “Mac Donald”, “MacDonald” and “McDonald” alike; “O Brien” as “O'Brien”; Welsh “ff” as “f”. */
const joinParticles = (text: string): string =>
  text
    .replace(/\b(mac|mc) (?=\p{L}{3})/gu, 'mc')
    .replace(/\bmac(?=[b-df-hj-np-tv-z]\p{L}{2})/gu, 'mc')
    .replace(/\bo (?=\p{L}{3})/gu, 'o')
    .replace(/\bff/gu, 'f');

/** Repeats a step that only ever shortens, so that “Dr Mr Mac McDonald” too has one form. */
function untilStable(text: string, step: (text: string) => string): string {
  const next = step(text);
  return next === text ? text : untilStable(next, step);
}

const cleanSurname = (value: string): string => untilStable(words(fold(value)), joinParticles);
const cleanForename = (value: string): string =>
  untilStable(words(fold(value)), (text) => joinParticles(withoutTitle(text)));

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Days that stand for “not known” in older systems. */
const fillerDates = new Set(['0001-01-01', '1900-01-01', '9999-12-31']);

function cleanDate(value: string): string | undefined {
  const text = value.normalize('NFKC').trim().toLowerCase();
  let parts: readonly (string | undefined)[] | undefined;
  let match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{2}:\d{2}.*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match) parts = [match[1], match[2], match[3]];
  match = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text);
  if (match) parts = [match[3], match[2], match[1]];
  match = /^(\d{1,2})(?:st|nd|rd|th)?[ \-/]([a-z]{3,9})\.?[ \-/,]+(\d{4})$/.exec(text);
  if (match) parts = [match[3], String(months.indexOf((match[2] ?? '').slice(0, 3)) + 1), match[1]];
  if (parts === undefined) return undefined;
  const [year, month, day] = parts as [string, string, string];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) && !fillerDates.has(date) ? date : undefined;
}

const alphanumeric = (value: string): string =>
  value
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * UK postcode without space. In the inward part (digit, letter, letter) an O or I typed for 0 or 1 and the
 * reverse are mended. Pseudo-postcodes (ZZ99…, no fixed abode or abroad) are missing. Text of a postcode's
 * length that is not one is kept, because one wrong letter is still evidence.
 */
function cleanUkPostcode(value: string): string | undefined {
  const text = alphanumeric(value);
  if (text.length < 5 || text.length > 8 || text.startsWith('ZZ99')) return undefined;
  const inward = text.slice(-3);
  const digit = inward[0] === 'O' ? '0' : inward[0] === 'I' ? '1' : inward[0];
  const letters = inward.slice(1).replace(/0/g, 'O').replace(/1/g, 'I');
  const mended = `${text.slice(0, -3)}${digit}${letters}`;
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(mended) ? mended : text;
}

const streetWords = new Map(
  Object.entries({
    apt: 'flat',
    apartment: 'flat',
    av: 'avenue',
    ave: 'avenue',
    bldgs: 'buildings',
    cl: 'close',
    cres: 'crescent',
    ct: 'court',
    dr: 'drive',
    gdns: 'gardens',
    gr: 'grove',
    hse: 'house',
    ln: 'lane',
    pde: 'parade',
    pk: 'park',
    pl: 'place',
    rd: 'road',
    sq: 'square',
    st: 'street',
    str: 'street',
    ter: 'terrace',
    terr: 'terrace',
  }),
);

function cleanAddress(value: string): string {
  const tokens = words(fold(value))
    .replace(/\b(\d+) ([a-z])(?= |$)/g, '$1$2')
    .split(' ');
  // “st” that a name follows is a saint; a street's word comes last, or before a comma that is gone by now.
  return tokens
    .map((token, at) =>
      token === 'st' && at < tokens.length - 1 ? token : (streetWords.get(token) ?? token),
    )
    .join(' ');
}

const sexes = new Map(
  Object.entries({
    m: 'm',
    male: 'm',
    '1': 'm',
    f: 'f',
    female: 'f',
    '2': 'f',
  }),
);

function cleanPhone(value: string): string | undefined {
  const digits = value
    .normalize('NFKC')
    .replace(/\(0\)/g, '')
    .replace(/[^\d+]/g, '')
    .replace(/^(\+|00)44/, '0')
    .replace(/\D/g, '');
  return digits.length >= 7 && digits.length <= 15 && !/^(\d)\1*$/.test(digits) ? digits : undefined;
}

function cleanEmail(value: string): string | undefined {
  const text = value.normalize('NFKC').trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text : undefined;
}

function cleanByKind(kind: FieldKind, value: string): string | undefined {
  switch (kind) {
    case 'forename':
    case 'full-name':
      return cleanForename(value);
    case 'surname':
      return cleanSurname(value);
    case 'date':
      return cleanDate(value);
    case 'postcode-uk':
      return cleanUkPostcode(value);
    case 'postcode':
    case 'code':
      return alphanumeric(value);
    case 'address-line':
      return cleanAddress(value);
    case 'place':
    case 'text':
      return words(fold(value));
    case 'sex':
      return sexes.get(value.normalize('NFKC').trim().toLowerCase());
    case 'phone':
      return cleanPhone(value);
    case 'email':
      return cleanEmail(value);
    case 'list':
      return value.trim();
    case 'raw':
      return value;
  }
}

/**
 * Writes a value in the one form in which values of its kind are compared; `undefined` means missing.
 *
 * The result is for matching only, never for output. A value of more than 512 characters is no name, date or
 * address, and would make comparing slow: missing, but for a raw field, of which nothing is changed. Cleaning twice gives what cleaning once gives.
 */
export function clean(kind: FieldKind, value: string): string | undefined {
  if (kind === 'raw') return value === '' ? undefined : value;
  if (value.length > LONGEST || fillers.has(value.trim().toLowerCase())) return undefined;
  const cleaned = cleanByKind(kind, value);
  return cleaned === undefined || cleaned === '' || fillers.has(cleaned.toLowerCase()) ? undefined : cleaned;
}
