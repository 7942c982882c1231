/** What a column that the agreement does not name seems to hold. */
export type LookAlike = 'National Insurance numbers' | 'NHS numbers' | 'email addresses' | 'bank details';

export interface ExtraColumn {
  readonly name: string;
  /** Place in the file, counting from 0. */
  readonly position: number;
  /** Takes in a value that is not empty. */
  look(value: string): void;
  looksLike(): LookAlike | undefined;
}

const nameSigns: readonly (readonly [LookAlike, RegExp])[] = [
  ['National Insurance numbers', /\bni ?(no|number|num)\b|\bnino\b|national ?insurance/],
  ['NHS numbers', /\bnhs ?(no|number|num)?\b|\bchi ?(no|number)\b/],
  ['email addresses', /\be ?mail\b/],
  ['bank details', /\bsort ?code\b|\b(bank )?account ?(no|number|num)\b|\biban\b|\bbank ?details\b/],
];

/** HM Revenue and Customs, NIM39110: prefixes that are never given out are left out. */
const nino = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;

const contentSigns: readonly (readonly [LookAlike, (value: string) => boolean])[] = [
  ['National Insurance numbers', (value) => nino.test(value.replace(/[\s-]/g, '').toUpperCase())],
  ['NHS numbers', (value) => isNhsNumber(value.replace(/[\s-]/g, ''))],
  ['email addresses', (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)],
  ['bank details', (value) => /^\d{2}-\d{2}-\d{2}( \d{8})?$/.test(value) || isIban(value)],
];

/** Ten digits, the last a check digit modulo 11 (NHS Data Model and Dictionary, NHS NUMBER). */
export function isNhsNumber(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 9; i += 1) sum += Number(text[i]) * (10 - i);
  return (11 - (sum % 11)) % 11 === Number(text[9]);
}

/** ISO 13616: the remainder modulo 97 is 1. */
export function isIban(text: string): boolean {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  let rest = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Half of the values seen must be of the form: a chance hit in free text must not refuse a file. */
export function extraColumn(name: string, position: number): ExtraColumn {
  const hits = contentSigns.map(() => 0);
  let seen = 0;
  return {
    name,
    position,
    look(value) {
      seen += 1;
      for (const [i, [, test]] of contentSigns.entries()) if (test(value)) hits[i] = (hits[i] ?? 0) + 1;
    },
    looksLike() {
      const byName = nameSigns.find(([, sign]) => sign.test(words(name)));
      const byContent = contentSigns.find((_, i) => (hits[i] ?? 0) > 0 && (hits[i] ?? 0) * 2 >= seen);
      return byName?.[0] ?? byContent?.[0];
    },
  };
}
