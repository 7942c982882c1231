/**
 * One column as codes into a list of its distinct values. Code 0 means missing, and `values[0]` is the empty
 * string. Equal codes mean equal values; the order of codes means nothing.
 */
export interface CodedColumn {
  readonly codes: Uint32Array;
  readonly values: readonly string[];
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
