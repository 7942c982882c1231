import { isUtf8 } from 'node:buffer';
import { decodeThrift, equalBytes, type ThriftRead, type ThriftStruct } from '#kernel';
import { PARQUET } from './parquet-writer.ts';

/** One column of a part: its distinct values, and for each row 0 for missing or the value's place plus one. */
export interface ReadColumn {
  readonly name: string;
  readonly dictionary: ReadDictionary;
  readonly codes: Uint32Array;
}

/** Value i is `bytes[starts[i]..ends[i])`, UTF-8, not empty. */
export interface ReadDictionary {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Reads the closed form of Parquet that `writeParquet` writes, and nothing else. Throws a RangeError that holds no
 * value of the file when a part is anything else.
 */
export function readParquet(bytes: Uint8Array): { rows: number; columns: readonly ReadColumn[] } {
  const size = bytes.length;
  const { magic } = PARQUET;
  if (size < 12 || !equalBytes(bytes.subarray(0, 4), magic) || !equalBytes(bytes.subarray(size - 4), magic))
    return refuse('not a Parquet file');
  const footerLength = view(bytes).getUint32(size - 8, true);
  if (footerLength > size - 12) return refuse('the footer is longer than the file');
  const { struct: footer } = decodeThrift(bytes, size - 8 - footerLength);
  const rows = count(footer.get(3));
  const names = list(footer.get(2)).slice(1).map(readSchema);
  const groups = list(footer.get(4));
  if (groups.length !== 1) return refuse('not exactly one row group');
  const chunks = list(asStruct(groups[0]).get(1));
  if (chunks.length !== names.length) return refuse('columns differ from the schema');
  const columns = chunks.map((chunk, i) => readColumn(bytes, asStruct(chunk), names[i] ?? '', rows));
  return { rows, columns };
}

function refuse(reason: string): never {
  throw new RangeError(reason);
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const asStruct = (value: ThriftRead | undefined): ThriftStruct =>
  value instanceof Map ? value : refuse('a structure is missing');
const list = (value: ThriftRead | undefined): readonly ThriftRead[] =>
  Array.isArray(value) ? value : refuse('a list is missing');
const count = (value: ThriftRead | undefined): number =>
  typeof value === 'number' && value >= 0 && value < 2 ** 32
    ? value
    : refuse('a number is missing or too large');
const expect = (value: ThriftRead | undefined, wanted: number, what: string): void => {
  if (value !== wanted) refuse(`another ${what} than this format has`);
};

function readSchema(value: ThriftRead): string {
  const element = asStruct(value);
  expect(element.get(1), PARQUET.byteArray, 'column type');
  expect(element.get(3), PARQUET.optional, 'repetition');
  const name = element.get(4);
  return name instanceof Uint8Array ? Buffer.from(name).toString('utf8') : refuse('a column has no name');
}

function readColumn(bytes: Uint8Array, chunk: ThriftStruct, name: string, rows: number): ReadColumn {
  const meta = asStruct(chunk.get(3));
  expect(meta.get(1), PARQUET.byteArray, 'column type');
  expect(meta.get(4), PARQUET.uncompressed, 'compression');
  expect(meta.get(5), rows, 'number of values');
  const dictionaryPage = readPage(bytes, count(meta.get(11)), PARQUET.dictionaryPage, 7);
  expect(dictionaryPage.header.get(2), PARQUET.plain, 'dictionary encoding');
  const dictionary = readDictionary(dictionaryPage.body, count(dictionaryPage.header.get(1)));
  const dataPage = readPage(bytes, count(meta.get(9)), PARQUET.dataPage, 5);
  expect(dataPage.header.get(1), rows, 'number of values');
  expect(dataPage.header.get(2), PARQUET.rleDictionary, 'encoding');
  return { name, dictionary, codes: readCodes(dataPage.body, rows, dictionary.starts.length) };
}

function readPage(
  bytes: Uint8Array,
  offset: number,
  type: number,
  headerId: number,
): { header: ThriftStruct; body: Uint8Array } {
  const { struct, end } = decodeThrift(bytes, offset);
  expect(struct.get(1), type, 'page');
  const length = count(struct.get(3));
  if (length > bytes.length - end) refuse('a page is longer than the file');
  return { header: asStruct(struct.get(headerId)), body: bytes.subarray(end, end + length) };
}

function readDictionary(bytes: Uint8Array, distinct: number): ReadDictionary {
  if (distinct * 5 > bytes.length) refuse('a dictionary is too short');
  const lengths = view(bytes);
  const starts = new Uint32Array(distinct);
  const ends = new Uint32Array(distinct);
  let at = 0;
  for (let i = 0; i < distinct; i += 1) {
    if (at + 4 > bytes.length) refuse('a dictionary is too short');
    const length = lengths.getUint32(at, true);
    at += 4;
    if (length === 0 || length > bytes.length - at) refuse('a value is empty or too long');
    starts[i] = at;
    at += length;
    ends[i] = at;
    if (!isAscii(bytes, at - length, at) && !isUtf8(bytes.subarray(at - length, at)))
      refuse('a value is not UTF-8');
  }
  return at === bytes.length ? { bytes, starts, ends } : refuse('a dictionary is too long');
}

/** Quicker to see than UTF-8, and most values are. */
function isAscii(bytes: Uint8Array, from: number, until: number): boolean {
  for (let i = from; i < until; i += 1) if ((bytes[i] as number) > 127) return false;
  return true;
}

function readCodes(body: Uint8Array, rows: number, distinct: number): Uint32Array {
  if (body.length < 5) refuse('a data page is too short');
  const levelsLength = view(body).getUint32(0, true);
  if (levelsLength > body.length - 5) refuse('a data page is too short');
  const levels = unpack(body.subarray(4, 4 + levelsLength), 1, rows);
  let present = 0;
  for (const level of levels) present += level;
  const width = body[4 + levelsLength] ?? 0;
  if (width < 1 || width > 20) refuse('a code width out of range');
  const places = unpack(body.subarray(5 + levelsLength), width, present);
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    if (levels[row] === 0) continue;
    const place = places[at++] ?? distinct;
    if (place >= distinct) refuse('a code without a value');
    levels[row] = place + 1;
  }
  return levels;
}

/** `wanted` values out of runs of the RLE and bit-packing hybrid. */
function unpack(bytes: Uint8Array, width: number, wanted: number): Uint32Array {
  const values = new Uint32Array(wanted);
  let at = 0;
  let filled = 0;
  while (filled < wanted) {
    let head = 0;
    for (let shift = 0, byte = 128; byte >= 128; shift += 7) {
      byte = bytes[at++] ?? refuse('a run is cut short');
      if (shift > 21) refuse('a run is too long');
      head |= (byte & 127) << shift;
    }
    if ((head & 1) === 0) {
      const length = Math.min(head >>> 1, wanted - filled);
      const size = Math.ceil(width / 8);
      if (head === 0 || at + size > bytes.length) refuse('a run is cut short');
      let value = 0;
      for (let i = 0; i < size; i += 1) value |= (bytes[at++] ?? 0) << (8 * i);
      values.fill(value, filled, filled + length);
      filled += length;
      continue;
    }
    const groups = head >>> 1;
    if (groups === 0 || at + groups * width > bytes.length) refuse('a run is cut short');
    const end = Math.min(filled + groups * 8, wanted);
    const mask = 2 ** width - 1;
    const next = at + groups * width;
    let bits = 0;
    let held = 0;
    for (; filled < end; filled += 1) {
      while (held < width) {
        bits |= (bytes[at++] ?? 0) << held;
        held += 8;
      }
      values[filled] = bits & mask;
      bits >>>= width;
      held -= width;
    }
    at = next;
  }
  return values;
}
