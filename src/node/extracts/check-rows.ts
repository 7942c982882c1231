import type { PlanField, PrepareStep } from '#agreement';
import { fail, type PlainDate } from '#kernel';
import { type RawColumn, type RawTable, type RowFlaw, rowFlaws } from './raw-table.ts';
import { type CellRule, cellRules, checkValue } from './values.ts';

export type RejectionRule = RowFlaw | CellRule | 'duplicate-reference';

/** Each rule as people read it. */
export const rejectionEnglish: Readonly<Record<RejectionRule, string>> = {
  missing: 'a required value is missing',
  'control-character': 'a control character (was the file saved in another encoding?)',
  'not-a-date': 'not a date in the form YYYY-MM-DD or DD/MM/YYYY',
  'impossible-date': 'a date that the calendar does not have',
  'date-in-the-future': 'a date in the future',
  'not-a-whole-number': 'not a whole number of at most 15 digits',
  'code-not-listed': 'a code that is not in the agreement’s list',
  'not-yes-or-no': 'neither yes nor no',
  'duplicate-reference': 'a reference that another row has too',
  'ragged-row': 'too few or too many cells',
  'stray-quote': 'a quotation mark in the wrong place',
  'malformed-json': 'a line that is not one JSON object',
  'nested-value': 'a list or object where one value belongs',
  'number-too-long': 'a number that has lost digits (save such columns as text)',
};

/** Rows that were left out, by rule; never what stood in them. */
export interface Rejection {
  readonly rule: RejectionRule;
  readonly field?: string;
  readonly count: number;
  /** The first five. A CSV or Excel file's header is row 1; other formats begin with row 1. */
  readonly firstRows: readonly number[];
}

/** A column by checked values: for each code of the raw column the value's one form, empty where missing. */
export interface CheckedColumn {
  readonly field: PlanField;
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
  /** Whether texts of different codes are sure to differ: no check changed one. */
  readonly distinct: boolean;
}

export interface CheckedRows {
  readonly columns: readonly CheckedColumn[];
  /** Places of the rows that passed every check, in the file's order. */
  readonly kept: Uint32Array;
  readonly rejections: readonly Rejection[];
  readonly rejected: number;
  /** Dates that count as missing, in rows that are kept. */
  readonly unread: readonly Rejection[];
}

/**
 * Checks each distinct value once, then each row. A reference that occurs more than once rejects every row that
 * carries it: which of them is right is not ours to guess. A row counts under each rule that it breaks. A date that is
 * only for matching, and may be missing, counts as missing when it is none: the person can still be found without it.
 */
export function checkRows(table: RawTable, on: PlainDate, firstRowNumber: number): CheckedRows {
  const tally = rejectionTally(firstRowNumber);
  const unread = rejectionTally(firstRowNumber);
  const bad = new Uint8Array(table.rows);
  for (let row = 0; row < table.rows; row += 1) {
    const flaw = table.flaws[row] as number;
    if (flaw === 0) continue;
    bad[row] = 1;
    tally.add(rowFlaws[flaw - 1] as RowFlaw, undefined, row);
  }
  const columns = table.columns.map((column) => {
    const { texts, distinct, verdicts } = checkDistinct(column, on);
    const { field, codes } = column;
    for (let row = 0; row < table.rows; row += 1) {
      const verdict = verdicts[codes[row] as number] as number;
      if (verdict === 0 || table.flaws[row] !== 0) continue;
      const rule = cellRules[verdict - 1] as CellRule;
      if (canDoWithout(field, rule)) {
        unread.add(rule, field.name, row);
        continue;
      }
      bad[row] = 1;
      tally.add(rule, field.name, row);
    }
    return { field, codes, texts, distinct };
  });
  const reference = columns.find(({ field }) => field.uses.includes('reference'));
  if (reference === undefined) throw new Error('the plan names no reference');
  markDuplicates(reference, table.flaws, (row) => {
    bad[row] = 1;
    tally.add('duplicate-reference', reference.field.name, row);
  });
  const kept = new Uint32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (bad[row] !== 0) continue;
    kept[count] = row;
    count += 1;
  }
  return {
    columns,
    kept: kept.slice(0, count),
    rejections: tally.list(),
    rejected: table.rows - count,
    unread: unread.list(),
  };
}

const dateRules: readonly CellRule[] = ['not-a-date', 'impossible-date', 'date-in-the-future'];

const canDoWithout = ({ required, uses }: PlanField, rule: CellRule): boolean =>
  !required && dateRules.includes(rule) && uses.every((use) => use === 'matching');

const totalOf = (list: readonly Rejection[]): number => list.reduce((sum, { count }) => sum + count, 0);

/** `a date in the future in “date_of_birth”: 7 (row 2, 5, 9, 11, 40 …)`. */
export function rejectionWords({ rule, field, count, firstRows }: Rejection): string {
  const where = field === undefined ? '' : ` in “${field}”`;
  const rows = `row ${firstRows.join(', ')}${count > firstRows.length ? ' …' : ''}`;
  return `${rejectionEnglish[rule]}${where}: ${count} (${rows})`;
}

/** Throws `EXTRACT_REJECTED` when more rows were rejected, or dates not read, than the agreement lets pass. */
export function refuseManyRejections(
  path: string,
  step: PrepareStep,
  rows: number,
  { rejected, rejections, unread }: CheckedRows,
): void {
  const flawed = rejected + totalOf(unread);
  if (flawed * 1000 <= step.maximumRejectedPerThousand * rows) return;
  const details = [...rejections, ...unread].map(rejectionWords).join('; ');
  fail(
    'EXTRACT_REJECTED',
    { path, rejected: flawed, rows, limit: step.maximumRejectedPerThousand, details },
    { clause: step.clause },
  );
}

function checkDistinct(
  { field, dictionary }: RawColumn,
  on: PlainDate,
): { texts: string[]; distinct: boolean; verdicts: Uint8Array } {
  const verdicts = new Uint8Array(dictionary.size);
  const texts = new Array<string>(dictionary.size).fill('');
  if (field.required || field.uses.includes('reference')) verdicts[0] = cellRules.indexOf('missing') + 1;
  let distinct = true;
  for (let code = 1; code < dictionary.size; code += 1) {
    const text = dictionary.text(code);
    const checked = checkValue(field, text, on);
    if ('rule' in checked) verdicts[code] = cellRules.indexOf(checked.rule) + 1;
    else if (checked.text === '') verdicts[code] = verdicts[0] as number;
    else {
      texts[code] = checked.text;
      distinct &&= checked.text === text;
    }
  }
  return { texts, distinct, verdicts };
}

/** References are compared in their checked form: two codes can have one. */
function markDuplicates(
  { codes, texts, distinct }: CheckedColumn,
  flaws: Uint8Array,
  mark: (row: number) => void,
): void {
  const first = distinct ? undefined : firstCodes(texts);
  const codeOf = (row: number): number => {
    const code = codes[row] as number;
    return first === undefined ? code : (first[code] as number);
  };
  const seen = new Uint8Array(texts.length);
  for (let row = 0; row < codes.length; row += 1) {
    const code = codeOf(row);
    if (flaws[row] === 0 && (seen[code] as number) < 2) seen[code] = (seen[code] as number) + 1;
  }
  for (let row = 0; row < codes.length; row += 1) {
    const code = codeOf(row);
    if (code !== 0 && flaws[row] === 0 && seen[code] === 2) mark(row);
  }
}

/** For each code the first code with the same text; 0 where there is none. */
function firstCodes(texts: readonly string[]): Uint32Array {
  const first = new Map<string, number>([['', 0]]);
  return Uint32Array.from(texts, (text, code) => {
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, code);
    return earlier ?? code;
  });
}

function rejectionTally(firstRowNumber: number): {
  add(rule: RejectionRule, field: string | undefined, row: number): void;
  list(): readonly Rejection[];
} {
  const found = new Map<
    string,
    { rule: RejectionRule; field: string | undefined; count: number; firstRows: number[] }
  >();
  return {
    add(rule, field, row) {
      const key = `${rule} ${field ?? ''}`;
      let entry = found.get(key);
      if (entry === undefined) {
        entry = { rule, field, count: 0, firstRows: [] };
        found.set(key, entry);
      }
      entry.count += 1;
      if (entry.firstRows.length < 5) entry.firstRows.push(row + firstRowNumber);
    },
    list: () =>
      [...found.values()].map(({ rule, field, count, firstRows }) =>
        field === undefined ? { rule, count, firstRows } : { rule, field, count, firstRows },
      ),
  };
}
