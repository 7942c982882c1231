/* Dates as texts: formats that are read, and seconds from an epoch. */

const formatParts = /%[YymdbBHMS]|[^%]/gu;

/** Whether a format of `strptime` is one that `date` reads: %Y %y %m %d %b %B %H %M %S, and what stands between them. */
export function isDateFormat(format: string): boolean {
  const parts = format.match(formatParts) ?? [];
  const has = (...any: readonly string[]): boolean => parts.some((part) => any.includes(part));
  return (
    format.length <= 40 &&
    parts.join('') === format &&
    has('%Y', '%y') &&
    has('%m', '%b', '%B') &&
    has('%d') &&
    new Set(parts.filter((part) => part.length > 1)).size === parts.filter((part) => part.length > 1).length
  );
}

const months = [
  'january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december',
]; // biome-ignore format: one line

/** Numbers that a part reads, of so many digits at most. */
const digitsOf: Readonly<Record<string, number>> = {
  '%Y': 4,
  '%y': 2,
  '%m': 2,
  '%d': 2,
  '%H': 2,
  '%M': 2,
  '%S': 2,
};
const times = ['%H', '%M', '%S'];

const isSpace = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13);
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
const two = (number: number): string => (number < 10 ? `0${number}` : String(number));

/**
 * Reads texts of a format as `2020-02-29`, or `2020-02-29T12:00:00` when the format has a time of day; `undefined` for any other
 * text: as DuckDB's `try_strptime` reads them. Each part takes what it can, and gives nothing back.
 */
export function dateReader(format: string): (text: string) => string | undefined {
  const parts = format.match(formatParts) ?? [];
  const timed = parts.some((part) => times.includes(part));
  return (text) => {
    let at = 0;
    let end = text.length;
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    while (end > at && isSpace(text.charCodeAt(end - 1))) end--;
    let [year, month, day, hour, minute, second] = [0, 0, 0, 0, 0, 0];
    for (const part of parts) {
      const start = at;
      const digits = digitsOf[part];
      if (digits !== undefined) {
        let number = 0;
        for (; at < end && at < start + digits && isDigit(text.charCodeAt(at)); at++)
          number = number * 10 + text.charCodeAt(at) - 48;
        if (at === start) return undefined;
        if (part === '%Y') year = number;
        else if (part === '%y') year = number + (number < 69 ? 2000 : 1900);
        else if (part === '%m') month = number;
        else if (part === '%d') day = number;
        else if (part === '%H') hour = number;
        else if (part === '%M') minute = number;
        else second = number;
      } else if (part === '%b' || part === '%B') {
        const rest = text.slice(at, end).toLowerCase();
        const found = months.findIndex((name) => rest.startsWith(part === '%b' ? name.slice(0, 3) : name));
        if (found < 0) return undefined;
        month = found + 1;
        at += part === '%b' ? 3 : (months[found] as string).length;
      } else if (text.startsWith(part, at) && at + part.length <= end) at += part.length;
      else return undefined;
    }
    if (at < end || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
    if (hour > 23 || minute > 59 || second > 59) return undefined;
    const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
    return timed ? `${date}T${two(hour)}:${two(minute)}:${two(second)}` : date;
  };
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** So many days in seconds, to the millisecond: a limit in hours has no exact form in days. */
export const secondsOfDays = (days: string): number => Math.round(Number(days) * 86_400_000) / 1000;

/**
 * Seconds from 1970-01-01 to an ISO date, with a time of day or without; `undefined` for a text that is no date. The
 * calendar is the Gregorian one at all times.
 */
export function secondNumber(text: string): number | undefined {
  if (text[4] !== '-' || text[7] !== '-') return undefined;
  const days = daysTo(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
  if (Number.isNaN(days)) return undefined;
  if (text.length === 10) return days * 86_400;
  if (!/^[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?$/.test(text.slice(10))) return undefined;
  const seconds = digits(text, 11, 2) * 3600 + digits(text, 14, 2) * 60 + digits(text, 17, 2);
  return days * 86_400 + seconds;
}

/** The number that so many digits are; NaN where they are not all digits. */
function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at++) {
    const unit = text.charCodeAt(at);
    if (!isDigit(unit)) return Number.NaN;
    number = number * 10 + unit - 48;
  }
  return number;
}

/** Days from 1970-01-01, in years that begin in March: then the day that comes every four years is the last. NaN for no date. */
function daysTo(year: number, month: number, day: number): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  const from = month > 2 ? year : year - 1;
  const days = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + days - 719_468;
}
