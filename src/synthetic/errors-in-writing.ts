import { familiarForms } from './data/names.ts';
import { streetShort } from './data/places.ts';
import type { Draws } from './random.ts';

/**
 * How one source writes what it was told: shares of records in which each thing goes wrong. They are of the size
 * that linkage studies of administrative lists report, and tests hold the output to them.
 */
export interface Carelessness {
  readonly familiarForm: number;
  readonly initialOnly: number;
  readonly namesSwapped: number;
  readonly forenameTypo: number;
  readonly surnameTypo: number;
  readonly formerSurname: number;
  readonly oldAddress: number;
  readonly addressTypo: number;
  readonly shortStreet: number;
  readonly postcodeTypo: number;
  readonly postcodeMissing: number;
  readonly birthMissing: number;
  readonly birthDigit: number;
  readonly birthSwapped: number;
}

const neighbours: Readonly<Record<string, string>> = {
  a: 'sqz',
  b: 'vgn',
  c: 'xvd',
  d: 'sfe',
  e: 'wrd',
  f: 'dgr',
  g: 'fht',
  h: 'gjy',
  i: 'uok',
  j: 'hku',
  k: 'jli',
  l: 'ko',
  m: 'n',
  n: 'bm',
  o: 'ipl',
  p: 'o',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cbf',
  w: 'qes',
  x: 'zcs',
  y: 'tuh',
  z: 'xa',
};
const scanned: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['m', 'rn'],
  ['cl', 'd'],
  ['l', '1'],
  ['o', '0'],
  ['S', '5'],
  ['ll', 'il'],
  ['vv', 'w'],
];
const heard: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['y', 'ie'],
  ['ie', 'y'],
  ['ea', 'ee'],
  ['nn', 'n'],
  ['tt', 't'],
  ['ll', 'l'],
  ['ey', 'y'],
  ['c', 'k'],
  ['gh', ''],
  ['kn', 'n'],
];

function replaceOne(text: string, table: readonly (readonly [string, string])[], draws: Draws): string {
  const able = table.filter(([from]) => text.includes(from));
  if (able.length === 0) return keyboardSlip(text, draws);
  const [from, to] = draws.pick(able);
  return text.replace(from, to);
}

/** One letter left out, doubled, exchanged with its neighbour, or struck on the next key. */
function keyboardSlip(text: string, draws: Draws): string {
  if (text.length < 2) return text;
  const at = draws.below(text.length - 1);
  const kind = draws.below(4);
  if (kind === 0) return text.slice(0, at + 1) + text.slice(at + 2);
  if (kind === 1) return text.slice(0, at + 1) + text.slice(at);
  if (kind === 2) return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
  const near = neighbours[(text[at + 1] ?? '').toLowerCase()];
  return near === undefined ? text : text.slice(0, at + 1) + draws.pick([...near]) + text.slice(at + 2);
}

/** One error of typing (6 in 10), hearing (25 in 100) or scanning (15 in 100). */
export function misspell(text: string, draws: Draws): string {
  const kind = draws.unit();
  if (kind < 0.6) return keyboardSlip(text, draws);
  return replaceOne(text, kind < 0.85 ? heard : scanned, draws);
}

/** One digit, not in the century, becomes another; the result may be no date. */
export function wrongDigit(date: string, draws: Draws): string {
  const at = draws.pick([2, 3, 5, 6, 8, 9]);
  const digit = (Number(date[at]) + 1 + draws.below(9)) % 10;
  return date.slice(0, at) + digit + date.slice(at + 1);
}

/** A person and a home as a source holds them, before its own formats. Empty text is missing. */
export interface WrittenRecord {
  readonly forename: string;
  readonly surname: string;
  /** YYYY-MM-DD. */
  readonly dateOfBirth: string;
  readonly addressLine: string;
  readonly postcode: string;
}

/** What is true, of which a source writes down its version. */
export interface Facts extends WrittenRecord {
  readonly formerSurname?: string;
  readonly formerHome?: { readonly addressLine: string; readonly postcode: string };
}

function writeForename(forename: string, rate: Carelessness, draws: Draws): string {
  const familiar = draws.chance(rate.familiarForm) ? (familiarForms[forename] ?? forename) : forename;
  if (draws.chance(rate.initialOnly)) return familiar.slice(0, 1);
  return draws.chance(rate.forenameTypo) ? misspell(familiar, draws) : familiar;
}

function writeAddress(line: string, rate: Carelessness, draws: Draws): string {
  const typed = draws.chance(rate.addressTypo) ? misspell(line, draws) : line;
  if (!draws.chance(rate.shortStreet)) return typed;
  return typed.replace(/\w+$/, (kind) => streetShort[kind] ?? kind);
}

function writeBirth(date: string, rate: Carelessness, draws: Draws): string {
  if (draws.chance(rate.birthMissing)) return '';
  if (draws.chance(rate.birthDigit)) return wrongDigit(date, draws);
  const [year, month, day] = date.split('-') as [string, string, string];
  return draws.chance(rate.birthSwapped) && Number(day) <= 12 ? `${year}-${day}-${month}` : date;
}

/** Writes facts down as carelessly as the source does. */
export function writeDown(facts: Facts, rate: Carelessness, draws: Draws): WrittenRecord {
  const former = draws.chance(rate.formerSurname) ? facts.formerSurname : undefined;
  const home = (draws.chance(rate.oldAddress) ? facts.formerHome : undefined) ?? facts;
  const surname = former ?? facts.surname;
  const names = {
    forename: writeForename(facts.forename, rate, draws),
    surname: draws.chance(rate.surnameTypo) ? misspell(surname, draws) : surname,
  };
  const swap = draws.chance(rate.namesSwapped);
  const postcode = draws.chance(rate.postcodeTypo)
    ? misspell(home.postcode, draws).toUpperCase()
    : home.postcode;
  return {
    forename: swap ? names.surname : names.forename,
    surname: swap ? names.forename : names.surname,
    dateOfBirth: writeBirth(facts.dateOfBirth, rate, draws),
    addressLine: writeAddress(home.addressLine, rate, draws),
    postcode: draws.chance(rate.postcodeMissing) ? '' : postcode,
  };
}
