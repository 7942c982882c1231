import { encodeThrift, type Thrift } from '#kernel';

/*
 * Writes Parquet files (apache/parquet-format, parquet.thrift) of the plainest form: every column required, values plain,
 * one page for each column of a group of rows, not packed.
 */

const KIND = {
  integer: { type: 2, bytes: 8 },
  count: { type: 1, bytes: 4, converted: 13 },
  number: { type: 5, bytes: 8 },
  text: { type: 6, bytes: 0, converted: 0 },
} as const;
export type CellKind = keyof typeof KIND;

const PLAIN = 0;
const RLE = 3;
export const MAGIC = Buffer.from('PAR1', 'latin1');

/** A group of rows, column by column: where each begins in the file, and how many bytes it has. */
export interface RowGroup {
  readonly rows: number;
  readonly chunks: readonly { readonly at: number; readonly bytes: number }[];
}

export interface FileColumn {
  readonly name: string;
  readonly type: CellKind;
}

const i32 = (value: number): Thrift => ({ i32: value });
const i64 = (value: number): Thrift => ({ i64: value });
const struct = (...fields: (readonly [number, Thrift])[]): Thrift => ({ struct: fields });
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** The head of a page of plain values. */
export function pageHead(rows: number, bytes: number): Uint8Array {
  const data = struct([1, i32(rows)], [2, i32(PLAIN)], [3, i32(RLE)], [4, i32(RLE)]);
  return encodeThrift(struct([1, i32(0)], [2, i32(bytes)], [3, i32(bytes)], [5, data]));
}

/** What comes after the last group. */
export function footer(columns: readonly FileColumn[], groups: readonly RowGroup[]): Uint8Array {
  const metadata = encodeThrift(
    struct(
      [1, i32(1)],
      [2, { list: [struct([4, { text: 'schema' }], [5, i32(columns.length)]), ...columns.map(schemaOf)] }],
      [3, i64(sum(groups.map(({ rows }) => rows)))],
      [4, { list: groups.map((group) => groupOf(columns, group)) }],
      [6, { text: 'stile' }],
    ),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.length);
  return Buffer.concat([metadata, length, MAGIC]);
}

function schemaOf({ name, type }: FileColumn): Thrift {
  const kind = KIND[type];
  return struct(
    [1, i32(kind.type)],
    [3, i32(0)],
    [4, { text: name }],
    ...('converted' in kind ? [[6, i32(kind.converted)] as const] : []),
  );
}

function groupOf(columns: readonly FileColumn[], { rows, chunks }: RowGroup): Thrift {
  const list = chunks.map(({ at, bytes }, c) => {
    const { name, type } = columns[c] as FileColumn;
    const metadata = struct(
      [1, i32(KIND[type].type)],
      [2, { list: [i32(PLAIN)] }],
      [3, { list: [{ text: name }] }],
      [4, i32(0)],
      [5, i64(rows)],
      [6, i64(bytes)],
      [7, i64(bytes)],
      [9, i64(at)],
    );
    return struct([2, i64(at)], [3, metadata]);
  });
  return struct([1, { list }], [2, i64(sum(chunks.map(({ bytes }) => bytes)))], [3, i64(rows)]);
}
