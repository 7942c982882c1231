import type { LinkStep } from '#agreement';
import { fail } from '#kernel';
import type { CodedColumn, CodedTable, Links } from '#linkage';
import { orderByText } from '../extracts/order-by-text.ts';

/** What happened to each row of one customers input, by row number. */
export interface CustomerOutcome {
  readonly table: CodedTable;
  /** For each flag, in the plan's order: 1 for yes. */
  readonly flags: readonly Uint8Array[];
}

export type PersonResult = 'not-qualifying' | 'unmatched' | 'to-review' | 'matched';
export const personResults: readonly PersonResult[] = ['not-qualifying', 'unmatched', 'to-review', 'matched'];

/** What happened to each row of one people input: an index into `personResults`. */
export interface PersonOutcome {
  readonly table: CodedTable;
  readonly results: Uint8Array;
}

/** Two rows, by number, that a person must compare: too weak to count, or no clear best of several. */
export interface DoubtfulPair {
  readonly person: number;
  readonly customer: number;
  readonly weight: number;
}

/** What linking one people table with one customers table gave; doubtful pairs only where the plan wants them reviewed. */
export interface Linked {
  readonly links: Links;
  readonly doubtful: readonly DoubtfulPair[];
}

export interface LinkOutcome extends Linked {
  readonly step: LinkStep;
}

export interface FlagOutcome {
  readonly customers: ReadonlyMap<string, CustomerOutcome>;
  readonly people: ReadonlyMap<string, PersonOutcome>;
  readonly links: readonly LinkOutcome[];
}

/** The people row that a customers row matches, -1 for none: confident links only. */
export const matchOf = (links: Links, customersRow: number): number =>
  links.rightState(customersRow) === 'match' ? (links.leftOf[customersRow] ?? -1) : -1;

/** What a table's rows are called by. Throws `NODE_COLUMN_MISSING`. */
export const referenceColumn = (table: CodedTable): CodedColumn =>
  table.columns['reference'] ?? fail('NODE_COLUMN_MISSING', { column: 'reference' });

/** The references of a table, row by row. */
export function referencesOf(table: CodedTable): readonly string[] {
  const { codes, values } = referenceColumn(table);
  return Array.from(codes, (code) => values[code] ?? '');
}

/** Row numbers in the order of their references (by UTF-16 code units: the same on every machine). */
export function rowsByReference(table: CodedTable): Uint32Array {
  const { codes, values } = referenceColumn(table);
  return orderByText(Uint32Array.from(codes.keys()), (row) => values[codes[row] ?? 0] ?? '');
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
