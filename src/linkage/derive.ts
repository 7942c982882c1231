import type { CodedColumn, CodedTable } from './columns.ts';
import { dateReader } from './dates.ts';
import type { Derivation, LinkageModel } from './model.ts';
import { gathered, numbered } from './recode.ts';

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

/** A step made ready. `undefined`: it gives nothing, which counts as missing; the empty text does too. */
function taker(step: Derivation): (value: string) => string | undefined {
  switch (step.step) {
    case 'lower':
      return (value) => eachLetter(value, 'toLowerCase');
    case 'upper':
      return (value) => eachLetter(value, 'toUpperCase');
    case 'trim':
      return (value) => value.replace(/^ +| +$/g, '');
    case 'part': {
      const { from, length } = step;
      return (value) =>
        hasLongLetters(value)
          ? [...value].slice(from - 1, from - 1 + length).join('')
          : value.slice(from - 1, from - 1 + length);
    }
    case 'pattern': {
      const pattern = new RegExp(step.pattern, 'u');
      return (value) => pattern.exec(value)?.[step.group];
    }
    case 'unless':
      return (value) => (value === step.text ? undefined : value);
    case 'only':
      return (value) => (value === step.text ? value : undefined);
    case 'date':
      return dateReader(step.format);
  }
}

/** Whether there are letters of two code units. */
const hasLongLetters = (value: string): boolean => /[\ud800-\udfff]/.test(value);

/** What takes a value through all steps; `undefined` when it is missing at the end. */
export function deriver(steps: readonly Derivation[]): (value: string) => string | undefined {
  const takers = steps.map(taker);
  return (value) => {
    let now: string | undefined = value;
    for (const take of takers) {
      if (now === undefined || now === '') return undefined;
      now = take(now);
    }
    return now === '' ? undefined : now;
  };
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
  const derive = deriver(steps);
  const made = numbered(values.map((value, code) => (code === 0 ? undefined : derive(value))));
  return { codes: gathered(made.map, codes), values: made.values };
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
