import type { KeyKind } from './model.ts';
import { formalName } from './nicknames.ts';

const soundexDigit: Readonly<Record<string, string>> = {
  b: '1',
  f: '1',
  p: '1',
  v: '1',
  c: '2',
  g: '2',
  j: '2',
  k: '2',
  q: '2',
  s: '2',
  x: '2',
  z: '2',
  d: '3',
  t: '3',
  l: '4',
  m: '5',
  n: '5',
  r: '6',
};

/**
 * American Soundex (US National Archives' rules: h and w do not part equal codes, vowels do) of the letters a
 * to z in a cleaned name. `undefined` when it has none.
 */
export function soundex(name: string): string | undefined {
  const letters = name.replace(/[^a-z]/g, '');
  const first = letters[0];
  if (first === undefined) return undefined;
  let code = first;
  let previous = soundexDigit[first];
  for (const letter of letters.slice(1)) {
    const digit = soundexDigit[letter];
    if (digit !== undefined && digit !== previous) code += digit;
    if (letter !== 'h' && letter !== 'w') previous = digit;
    if (code.length === 4) break;
  }
  return code.padEnd(4, '0');
}

const firstPoints = (value: string, count: number): string | undefined => {
  const points = [...value.slice(0, count * 2)].slice(0, count);
  return points.length === count ? points.join('') : undefined;
};

const isIsoDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

/** Outward part of a UK postcode without space: all but the last three. */
const isUkPostcode = (value: string): boolean => /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(value);

/** Derives a key from a cleaned value. `undefined`: the value has no such key, which counts as missing. */
export function deriveKey(key: KeyKind, value: string): string | undefined {
  if (value === '') return undefined;
  switch (key) {
    case 'whole':
      return value;
    case 'first-1':
      return firstPoints(value, 1);
    case 'first-2':
      return firstPoints(value, 2);
    case 'first-3':
      return firstPoints(value, 3);
    case 'first-4':
      return firstPoints(value, 4);
    case 'first-token':
      return value.split(' ', 1)[0];
    case 'number':
      return /\d+[a-z]?\b/.exec(value)?.[0];
    case 'soundex':
      return soundex(value);
    case 'nickname':
      return formalName(value);
    case 'year':
      return isIsoDate(value) ? value.slice(0, 4) : undefined;
    case 'year-month':
      return isIsoDate(value) ? value.slice(0, 7) : undefined;
    case 'month-day':
      return isIsoDate(value) ? value.slice(5) : undefined;
    case 'outcode':
      return isUkPostcode(value) ? value.slice(0, -3) : undefined;
    case 'sector':
      return isUkPostcode(value) ? value.slice(0, -2) : undefined;
  }
}
