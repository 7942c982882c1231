import { type ByteDictionary, textOf, textsOf } from './encoded.ts';
import type { Interner } from './interner.ts';

/**
 * One column as codes into a list of its distinct values. Code 0 means missing, and `values[0]` is the empty
 * string. Equal codes mean equal values; the order of codes means nothing.
 */
export interface CodedColumn {
  readonly codes: Uint32Array;
  readonly values: readonly string[];
  /** The values as bytes, where they came so: linking makes no texts of them. */
  readonly dictionary?: ByteDictionary;
}

/** A column of values that came as bytes. Texts are made when `values` is first asked for. */
export function bytesColumn(codes: Uint32Array, values: Pick<Interner, 'dictionary'>): CodedColumn {
  let made: { readonly of: ByteDictionary; readonly texts: readonly string[] } | undefined;
  return {
    codes,
    get dictionary() {
      return values.dictionary();
    },
    get values() {
      const of = values.dictionary();
      if (made?.of !== of) made = { of, texts: textsOf(of) };
      return made.texts;
    },
  };
}

/** The column of these rows, in this order. */
export function columnOfRows(column: CodedColumn, rows: Uint32Array): CodedColumn {
  const codes = rows.map((row) => column.codes[row] ?? 0);
  const { dictionary } = column;
  return dictionary ? bytesColumn(codes, { dictionary: () => dictionary }) : { codes, values: column.values };
}

/** The text of a row's value; the empty one where it is missing. */
export function textAt(column: CodedColumn, row: number): string {
  const code = column.codes[row] ?? 0;
  return (column.dictionary ? textOf(column.dictionary, code) : column.values[code]) ?? '';
}

/** Columns by name, all of the same length. Columns that a model does not name are never looked at. */
export interface CodedTable {
  readonly rows: number;
  readonly columns: Readonly<Record<string, CodedColumn>>;
}

export interface ColumnBuilder {
  /** Adds the next row's value; `undefined` and the empty string are missing. */
  append(value: string | undefined): void;
  /** The column so far. The builder must not be used again. */
  finish(): CodedColumn;
}

/** Makes a coded column row by row. Memory: 4 bytes a row, and each distinct value once. */
export function columnBuilder(): ColumnBuilder {
  const codeOf = new Map<string, number>();
  const values = [''];
  let codes = new Uint32Array(1024);
  let rows = 0;
  return {
    append(value) {
      if (rows === codes.length) {
        const larger = new Uint32Array(codes.length * 2);
        larger.set(codes);
        codes = larger;
      }
      let code = 0;
      if (value !== undefined && value !== '') {
        code = codeOf.get(value) ?? 0;
        if (code === 0) {
          code = values.length;
          values.push(value);
          codeOf.set(value, code);
        }
      }
      codes[rows] = code;
      rows += 1;
    },
    finish() {
      codeOf.clear();
      return { codes: codes.slice(0, rows), values };
    },
  };
}

/** A whole column at once. */
export function codedColumn(column: Iterable<string | undefined>): CodedColumn {
  const builder = columnBuilder();
  for (const value of column) builder.append(value);
  return builder.finish();
}
