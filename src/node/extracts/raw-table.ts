import type { PlanField } from '#agreement';
import { type Interner, interner } from '#linkage';
import { type ExtraColumn, extraColumn } from './extra-column.ts';

/** Why a whole row can't be used, found while reading it. */
export const rowFlaws = [
  'ragged-row',
  'stray-quote',
  'malformed-json',
  'nested-value',
  'number-too-long',
] as const;
export type RowFlaw = (typeof rowFlaws)[number];

/** A column of the extract that the agreement names: for each row the code of a distinct text. */
export interface RawColumn {
  readonly field: PlanField;
  readonly dictionary: Interner;
  readonly codes: Uint32Array;
}

export interface RawTable {
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  /** For each row 0, or the place in `rowFlaws` plus one. */
  readonly flaws: Uint8Array;
  readonly extras: readonly ExtraColumn[];
}

/** Takes an extract cell by cell. A row may be begun again until it is ended. */
export interface RowSink {
  /** A cell as UTF-8 bytes; blanks around it are left out. Cells beyond the header are passed over. */
  cell(position: number, bytes: Uint8Array, start: number, end: number): void;
  endRow(flaw?: RowFlaw): void;
  readonly rows: number;
}

const SPACE = 32;
const TAB = 9;
/** Extra columns are looked into this far, to see whether they hold identifiers. */
const LOOK_INTO_ROWS = 10_000;

/**
 * Collects rows. `wanted[position]` is the agreement's field for that column of the file, or undefined for a
 * column that the agreement does not name.
 */
export function rawTableBuilder(
  names: readonly string[],
  wanted: readonly (PlanField | undefined)[],
): RowSink & { finish(): RawTable } {
  let capacity = 1 << 12;
  let rows = 0;
  let flaws = new Uint8Array(capacity);
  const columns = wanted.map((field) =>
    field === undefined ? undefined : { field, dictionary: interner(), codes: new Uint32Array(capacity) },
  );
  const extras = wanted.map((field, position) =>
    field === undefined ? extraColumn(names[position] ?? '', position) : undefined,
  );
  const grow = (): void => {
    capacity *= 2;
    const moreFlaws = new Uint8Array(capacity);
    moreFlaws.set(flaws);
    flaws = moreFlaws;
    for (const column of columns) {
      if (column === undefined) continue;
      const codes = new Uint32Array(capacity);
      codes.set(column.codes);
      column.codes = codes;
    }
  };
  return {
    cell(position, bytes, from, to) {
      let start = from;
      let end = to;
      while (start < end && (bytes[start] === SPACE || bytes[start] === TAB)) start += 1;
      while (end > start && (bytes[end - 1] === SPACE || bytes[end - 1] === TAB)) end -= 1;
      const column = columns[position];
      if (column !== undefined) column.codes[rows] = column.dictionary.intern(bytes, start, end);
      else if (rows < LOOK_INTO_ROWS && end > start)
        extras[position]?.look(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString());
    },
    endRow(flaw) {
      if (flaw !== undefined) flaws[rows] = rowFlaws.indexOf(flaw) + 1;
      rows += 1;
      if (rows === capacity) grow();
    },
    get rows() {
      return rows;
    },
    finish: () => ({
      rows,
      flaws: flaws.subarray(0, rows),
      columns: columns.flatMap((column) =>
        column === undefined ? [] : [{ ...column, codes: column.codes.subarray(0, rows) }],
      ),
      extras: extras.filter((extra) => extra !== undefined),
    }),
  };
}
