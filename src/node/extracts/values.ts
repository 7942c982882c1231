import type { PlanField } from '#agreement';
import { isDate, type PlainDate } from '#kernel';

/** Why a cell is not what the agreement says that its column holds. */
export const cellRules = [
  'missing',
  'control-character',
  'not-a-date',
  'impossible-date',
  'date-in-the-future',
  'not-a-whole-number',
  'code-not-listed',
  'not-yes-or-no',
] as const;
export type CellRule = (typeof cellRules)[number];

export type CheckedValue = { readonly text: string } | { readonly rule: CellRule };

/** Line breaks are allowed in text: Excel puts them into addresses. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: looked for on purpose
const controlInText = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: looked for on purpose
const anyControl = /[\x00-\x1f\x7f-\x9f]/;

const yesNo = new Map(
  Object.entries({
    yes: 'yes',
    y: 'yes',
    true: 'yes',
    '1': 'yes',
    no: 'no',
    n: 'no',
    false: 'no',
    '0': 'no',
  }),
);

/**
 * A value that is not empty in its one form: dates YYYY-MM-DD (also read as DD/MM/YYYY), whole numbers in plain digits,
 * `yes` or `no`. `on` is the day of the run; a later date is refused.
 */
export function checkValue(field: PlanField, value: string, on: PlainDate): CheckedValue {
  const text = value.trim();
  if ((field.type === 'text' ? controlInText : anyControl).test(text)) return { rule: 'control-character' };
  switch (field.type) {
    case 'reference':
    case 'text':
      return { text };
    case 'date':
      return checkDate(text, on);
    case 'whole-number':
      return checkWholeNumber(text);
    case 'code':
      return field.values?.includes(text) ? { text } : { rule: 'code-not-listed' };
    case 'yes-no': {
      const answer = yesNo.get(text.toLowerCase());
      return answer === undefined ? { rule: 'not-yes-or-no' } : { text: answer };
    }
  }
}

function checkDate(text: string, on: PlainDate): CheckedValue {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?(?:Z|\+00(?::?00)?)?)?$/.exec(text);
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso ? iso.slice(1) : british ? british.slice(1).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return { rule: 'not-a-date' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDate(date)) return { rule: 'impossible-date' };
  return date > on ? { rule: 'date-in-the-future' } : { text: date };
}

/** At most 15 digits, so that it is exact as a number. `12.0`, as some programs write whole numbers, is 12. */
function checkWholeNumber(text: string): CheckedValue {
  const digits = /^(-?)0*(\d{1,15})(?:\.0+)?$/.exec(text);
  if (digits === null) return { rule: 'not-a-whole-number' };
  const number = digits[2] === '0' ? '0' : `${digits[1]}${digits[2]}`;
  return { text: number };
}
