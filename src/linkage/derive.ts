import type { CodedColumn, CodedTable } from './columns.ts';
import type { Derivation, LinkageModel } from './model.ts';

/* Values that are made from other values, by steps that every executor does alike. */

/**
 * Whether a pattern is one that every engine of regular expressions reads alike and that can't run away: letters, classes,
 * groups, alternatives, `^`, `$`, and repetition that is not within repetition, at most four of it without bound.
 */
export function isSafePattern(pattern: string): boolean {
  const scan = scanPattern(pattern);
  if (scan === undefined || scan.unbounded > 4) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

interface PatternScan {
  readonly unbounded: number;
}

function scanPattern(pattern: string): PatternScan | undefined {
  let unbounded = 0;
  let at = 0;
  /** For each open group, whether something in it is repeated. */
  const repeatedWithin: boolean[] = [false];
  let lastRepeats = false;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const repetition = /^(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})\??/.exec(rest)?.[0];
    if (repetition !== undefined) {
      if (lastRepeats) return undefined;
      if (/^[*+]|^\{\d+,\}/.test(repetition)) unbounded += 1;
      if (!repetition.startsWith('?')) repeatedWithin[repeatedWithin.length - 1] = true;
      lastRepeats = false;
      at += repetition.length;
      continue;
    }
    lastRepeats = false;
    if (rest.startsWith('(?')) {
      if (!rest.startsWith('(?:')) return undefined;
      repeatedWithin.push(false);
      at += 3;
    } else if (rest.startsWith('(')) {
      repeatedWithin.push(false);
      at += 1;
    } else if (rest.startsWith(')')) {
      if (repeatedWithin.length === 1) return undefined;
      lastRepeats = repeatedWithin.pop() === true;
      if (lastRepeats) repeatedWithin[repeatedWithin.length - 1] = true;
      at += 1;
    } else {
      const piece =
        /^(?:\[\^?(?:\\[dw.\\\-\][+*?^$(){}|/]|[^\]\\[])+\]|\\[dw.\\\-[\]+*?^$(){}|/]|[^\\[\]{}])/u.exec(
          rest,
        )?.[0];
      if (piece === undefined) return undefined;
      at += piece.length;
    }
  }
  return repeatedWithin.length === 1 ? { unbounded } : undefined;
}

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

/** What each part takes from the text, at most; numbers may be shorter. */
const partPatterns: Readonly<Record<string, RegExp>> = {
  '%Y': /^\d{1,4}/,
  '%y': /^\d{1,2}/,
  '%m': /^\d{1,2}/,
  '%d': /^\d{1,2}/,
  '%H': /^\d{1,2}/,
  '%M': /^\d{1,2}/,
  '%S': /^\d{1,2}/,
  '%b': new RegExp(`^(?:${months.map((month) => month.slice(0, 3)).join('|')})`, 'i'),
  '%B': new RegExp(`^(?:${months.join('|')})`, 'i'),
};

/** The text as `2020-02-29`, or `2020-02-29T12:00:00` when the format has a time of day; as DuckDB's `try_strptime` reads it. */
function readDate(text: string, format: string): string | undefined {
  let rest = text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
  const read = new Map<string, string>();
  for (const part of format.match(formatParts) ?? []) {
    const found =
      part.length === 2 ? partPatterns[part]?.exec(rest)?.[0] : rest.startsWith(part) ? part : undefined;
    if (found === undefined) return undefined;
    read.set(part, found);
    rest = rest.slice(found.length);
  }
  if (rest !== '') return undefined;
  const word = (read.get('%b') ?? read.get('%B'))?.toLowerCase();
  const short = Number(read.get('%y'));
  const year = read.has('%Y') ? Number(read.get('%Y')) : short + (short < 69 ? 2000 : 1900);
  const month =
    word === undefined ? Number(read.get('%m')) : months.findIndex((one) => one.startsWith(word)) + 1;
  const day = Number(read.get('%d'));
  const [hour, minute, second] = ['%H', '%M', '%S'].map((part) => Number(read.get(part) ?? 0)) as [
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const two = (number: number): string => String(number).padStart(2, '0');
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  return ['%H', '%M', '%S'].some((part) => read.has(part))
    ? `${date}T${two(hour)}:${two(minute)}:${two(second)}`
    : date;
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
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z?)?$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second;
}

/** The number that a text is, as `12`, `-3.5` or `1e6`; `undefined` for any other text. */
export const numberOf = (text: string): number | undefined =>
  /^[ \t]*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?[ \t]*$/.test(text) ? Number(text) : undefined;

/** The members of a list in order, each once; none for a text that is not a JSON array. Members that are not texts count as written. */
export function membersOf(text: string): readonly string[] {
  if (!text.startsWith('[')) return [];
  try {
    const read: unknown = JSON.parse(text);
    if (!Array.isArray(read)) return [];
    const members = read.flatMap((one) =>
      one === null ? [] : typeof one === 'string' ? one : JSON.stringify(one),
    );
    return [...new Set(members)].sort();
  } catch {
    return [];
  }
}

/** Each letter by itself, as databases do; a letter whose other case is several letters is looked up, or left. */
function eachLetter(value: string, to: 'toLowerCase' | 'toUpperCase'): string {
  const single: Readonly<Record<string, string>> = { İ: 'i', ß: 'ẞ' };
  return Array.from(value, (letter) => {
    const other = letter[to]();
    return [...other].length === 1 ? other : (single[letter] ?? letter);
  }).join('');
}

/** One step. `undefined`: it gives nothing, which counts as missing; the empty text does too. */
function take(step: Derivation, value: string): string | undefined {
  switch (step.step) {
    case 'lower':
      return eachLetter(value, 'toLowerCase');
    case 'upper':
      return eachLetter(value, 'toUpperCase');
    case 'trim':
      return value.replace(/^ +| +$/g, '');
    case 'part':
      return [...value].slice(step.from - 1, step.from - 1 + step.length).join('');
    case 'pattern':
      return new RegExp(step.pattern, 'u').exec(value)?.[step.group];
    case 'unless':
      return value === step.text ? undefined : value;
    case 'only':
      return value === step.text ? value : undefined;
    case 'date':
      return readDate(value, step.format);
  }
}

/** A value through all steps; `undefined` when it is missing at the end. */
export function derive(steps: readonly Derivation[], value: string): string | undefined {
  let now: string | undefined = value;
  for (const step of steps) {
    if (now === undefined || now === '') return undefined;
    now = take(step, now);
  }
  return now === '' ? undefined : now;
}

/** The table with the columns of the model's fields that are made from other fields; each distinct value is made once. */
export function withDerivedColumns(model: Pick<LinkageModel, 'fields'>, table: CodedTable): CodedTable {
  const columns: Record<string, CodedColumn> = { ...table.columns };
  for (const { name, from, join, without } of model.fields) {
    const source = from && columns[from.field];
    if (source) columns[name] = derivedColumn(from.by, source);
    const parts = join?.flatMap((part) => columns[part] ?? []);
    if (parts && parts.length > 0)
      columns[name] = joinedColumns(
        parts,
        without?.flatMap((one) => columns[one] ?? []),
      );
  }
  return { rows: table.rows, columns };
}

function derivedColumn(steps: readonly Derivation[], { codes, values }: CodedColumn): CodedColumn {
  const made = [''];
  const codeOf = new Map<string, number>([['', 0]]);
  const map = Uint32Array.from(values, (value, code) => {
    const text = code === 0 ? '' : (derive(steps, value) ?? '');
    let known = codeOf.get(text);
    if (known === undefined) {
      known = made.push(text) - 1;
      codeOf.set(text, known);
    }
    return known;
  });
  return { codes: codes.map((code) => map[code] as number), values: made };
}

/**
 * Columns as one: in each row the values that are there, with a space between, less the words that other columns have
 * in that row.
 */
export function joinedColumns(
  parts: readonly CodedColumn[],
  without: readonly CodedColumn[] = [],
): CodedColumn {
  const empty = { codes: new Uint32Array(parts[0]?.codes.length ?? 0), values: [''] };
  const joined = parts.reduce(
    (before, part) => together(before, part, (a, b) => (a === '' || b === '' ? a + b : `${a} ${b}`)),
    empty as CodedColumn,
  );
  return without.reduce((before, other) => together(before, other, withoutWords), joined);
}

function withoutWords(value: string, other: string): string {
  const words = new Set(other.split(' '));
  return value
    .split(' ')
    .filter((word) => !words.has(word))
    .join(' ');
}

/** A column made of two, row by row; each combination of values is made once. */
function together(a: CodedColumn, b: CodedColumn, make: (a: string, b: string) => string): CodedColumn {
  const values = [''];
  const codeOf = new Map<string, number>([['', 0]]);
  const known = new Map<number, number>();
  const codes = a.codes.map((one, row) => {
    const other = b.codes[row] as number;
    const pair = one * b.values.length + other;
    const seen = known.get(pair);
    if (seen !== undefined) return seen;
    const text = make(a.values[one] as string, b.values[other] as string);
    const code = codeOf.get(text) ?? values.push(text) - 1;
    codeOf.set(text, code);
    known.set(pair, code);
    return code;
  });
  return { codes, values };
}
