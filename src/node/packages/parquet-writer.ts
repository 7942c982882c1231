import { concatBytes, encodeThrift, pushVarint, type Thrift } from '#kernel';
import type { CodedColumn } from '#linkage';

/** Parquet's own numbers (apache/parquet-format, parquet.thrift). */
export const PARQUET = {
  magic: Buffer.from('PAR1', 'latin1'),
  byteArray: 6,
  optional: 1,
  utf8: 0,
  uncompressed: 0,
  plain: 0,
  rle: 3,
  rleDictionary: 8,
  dataPage: 0,
  dictionaryPage: 2,
} as const;

/** More rows than this in one part would need codes wider than the packing below is made for. */
export const MOST_PART_ROWS = 1_000_000;

/** A column of one part, by the whole table's codes. */
export interface PartColumn {
  readonly name: string;
  readonly column: CodedColumn;
}

/**
 * Rows `from` up to `to` (not included) as a Parquet file: one row group; every column optional UTF-8 text, in one
 * dictionary page that holds only values of these rows, and one data page. Not compressed: the length of a
 * compressed text tells about the text.
 */
export function writeParquet(columns: readonly PartColumn[], from: number, to: number): Uint8Array {
  const rows = to - from;
  const pieces: Uint8Array[] = [PARQUET.magic];
  let offset = PARQUET.magic.length;
  const chunks = columns.map(({ name, column }) => {
    const { dictionary, distinct, codes, present } = partDictionary(column, from, to);
    const dictionaryAt = offset;
    const dictionaryPage = page(PARQUET.dictionaryPage, dictionary, [7, dictionaryHeader(distinct)]);
    const dataAt = dictionaryAt + lengthOf(dictionaryPage);
    const levels = definitionLevels(codes, present);
    const dataPage = page(PARQUET.dataPage, concatBytes(levels, packedCodes(codes, present, distinct)), [
      5,
      dataHeader(rows),
    ]);
    offset = dataAt + lengthOf(dataPage);
    pieces.push(...dictionaryPage, ...dataPage);
    return columnChunk({ name, rows, dictionaryAt, dataAt, bytes: offset - dictionaryAt });
  });
  const footer = encodeThrift(fileMetadata(columns, chunks, rows, offset - PARQUET.magic.length));
  return concatBytes(...pieces, footer, littleEndian32(footer.length), PARQUET.magic);
}

const i32 = (value: number): Thrift => ({ i32: value });
const struct = (...fields: (readonly [number, Thrift])[]): Thrift => ({ struct: fields });
const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

// Field numbers are those of parquet.thrift: PageHeader, ColumnMetaData, SchemaElement, RowGroup, FileMetaData.

const dictionaryHeader = (distinct: number): Thrift => struct([1, i32(distinct)], [2, i32(PARQUET.plain)]);

const dataHeader = (rows: number): Thrift =>
  struct([1, i32(rows)], [2, i32(PARQUET.rleDictionary)], [3, i32(PARQUET.rle)], [4, i32(PARQUET.rle)]);

function page(type: number, body: Uint8Array, header: readonly [number, Thrift]): [Uint8Array, Uint8Array] {
  const size = i32(body.length);
  return [encodeThrift(struct([1, i32(type)], [2, size], [3, size], header)), body];
}

function columnChunk(chunk: {
  readonly name: string;
  readonly rows: number;
  readonly dictionaryAt: number;
  readonly dataAt: number;
  readonly bytes: number;
}): Thrift {
  const metadata = struct(
    [1, i32(PARQUET.byteArray)],
    [2, { list: [PARQUET.plain, PARQUET.rle, PARQUET.rleDictionary].map(i32) }],
    [3, { list: [{ text: chunk.name }] }],
    [4, i32(PARQUET.uncompressed)],
    [5, { i64: chunk.rows }],
    [6, { i64: chunk.bytes }],
    [7, { i64: chunk.bytes }],
    [9, { i64: chunk.dataAt }],
    [11, { i64: chunk.dictionaryAt }],
  );
  return struct([2, { i64: chunk.dictionaryAt }], [3, metadata]);
}

function fileMetadata(
  columns: readonly PartColumn[],
  chunks: readonly Thrift[],
  rows: number,
  bytes: number,
): Thrift {
  const root = struct([4, { text: 'schema' }], [5, i32(columns.length)]);
  const rowGroup = struct([1, { list: chunks }], [2, { i64: bytes }], [3, { i64: rows }]);
  return struct(
    [1, i32(1)],
    [2, { list: [root, ...columns.map(schemaOf)] }],
    [3, { i64: rows }],
    [4, { list: [rowGroup] }],
    [6, { text: 'stile' }],
  );
}

const schemaOf = ({ name }: PartColumn): Thrift =>
  struct(
    [1, i32(PARQUET.byteArray)],
    [3, i32(PARQUET.optional)],
    [4, { text: name }],
    [6, i32(PARQUET.utf8)],
    [10, struct([1, struct()])],
  );

function littleEndian32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

interface PartDictionary {
  /** PLAIN encoding: each value's length (4 bytes, little endian) and bytes. */
  readonly dictionary: Uint8Array;
  readonly distinct: number;
  /** For each row 0 for missing, else the place in the dictionary plus one. */
  readonly codes: Uint32Array;
  readonly present: number;
}

function partDictionary(column: CodedColumn, from: number, to: number): PartDictionary {
  const values = valuesOf(column);
  const place = new Uint32Array(values.count);
  const codes = new Uint32Array(to - from);
  let bytes = Buffer.allocUnsafe(1 << 16);
  let used = 0;
  let distinct = 0;
  let present = 0;
  for (let row = from; row < to; row += 1) {
    const code = column.codes[row] ?? 0;
    if (code === 0) continue;
    present += 1;
    if (place[code] === 0) {
      distinct += 1;
      place[code] = distinct;
      const most = values.mostBytes(code);
      if (used + 4 + most > bytes.length) {
        const larger = Buffer.allocUnsafe((bytes.length + most) * 2);
        bytes.copy(larger, 0, 0, used);
        bytes = larger;
      }
      const length = values.write(code, bytes, used + 4);
      bytes.writeUInt32LE(length, used);
      used += 4 + length;
    }
    codes[row - from] = place[code] ?? 0;
  }
  return { dictionary: bytes.subarray(0, used), distinct, codes, present };
}

/** A column's values to be written as UTF-8: bytes are copied where there are bytes. */
function valuesOf(column: CodedColumn) {
  const { dictionary } = column;
  if (dictionary === undefined) {
    const { values } = column;
    const text = (code: number): string => values[code] ?? '';
    return {
      count: values.length,
      mostBytes: (code: number): number => text(code).length * 3,
      write: (code: number, into: Buffer, at: number): number => into.write(text(code), at, 'utf8'),
    };
  }
  const { count, starts, bytes } = dictionary;
  const length = (code: number): number => (starts[code + 1] as number) - (starts[code] as number);
  return {
    count,
    mostBytes: length,
    write(code: number, into: Buffer, at: number): number {
      const from = starts[code] as number;
      for (let i = 0; i < length(code); i += 1) into[at + i] = bytes[from + i] as number;
      return length(code);
    },
  };
}

/** Parquet's RLE and bit-packing hybrid, behind its length in 4 bytes. */
function definitionLevels(codes: Uint32Array, present: number): Uint8Array {
  let levels: Uint8Array;
  if (present === codes.length || present === 0) {
    const run: number[] = [];
    pushVarint(run, codes.length * 2);
    run.push(present === 0 ? 0 : 1);
    levels = Uint8Array.from(run);
  } else {
    levels = bitPacked(
      codes.map((code) => (code === 0 ? 0 : 1)),
      1,
    );
  }
  return concatBytes(littleEndian32(levels.length), levels);
}

/** The width in bits, then the places of the values that are present. */
function packedCodes(codes: Uint32Array, present: number, distinct: number): Uint8Array {
  const width = Math.max(1, 32 - Math.clz32(Math.max(0, distinct - 1)));
  const places = new Uint32Array(present);
  let at = 0;
  for (const code of codes) if (code !== 0) places[at++] = code - 1;
  return concatBytes(Uint8Array.of(width), bitPacked(places, width));
}

/** One bit-packed run, lowest bit first, filled up to a whole group of eight. Width at most 20. */
function bitPacked(values: Uint32Array, width: number): Uint8Array {
  const groups = Math.ceil(values.length / 8);
  const head: number[] = [];
  if (groups > 0) pushVarint(head, groups * 2 + 1);
  const bytes = new Uint8Array(head.length + groups * width);
  bytes.set(head);
  let at = head.length;
  let bits = 0;
  let held = 0;
  for (const value of values) {
    bits |= value << held;
    held += width;
    while (held >= 8) {
      bytes[at++] = bits & 255;
      bits >>>= 8;
      held -= 8;
    }
  }
  if (held > 0) bytes[at] = bits & 255;
  return bytes;
}
