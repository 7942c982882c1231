import type { FileHandle } from 'node:fs/promises';
import { decodeThrift, type ThriftRead, type ThriftStruct } from '#kernel';

/*
 * Text columns of Parquet files in the form that nearly all have (apache/parquet-format, parquet.thrift): plain or by
 * dictionary, as it is or through Snappy. Their pages are numbered as they are, without a text for each cell.
 */

/** A page of a text column, as it is in the file. */
export interface TextPage {
  readonly kind: 'dictionary' | 'data';
  /** Values, or rows of a data page. */
  readonly count: number;
  /** Definition levels as they are, before what may be packed; `inside`: they are in there, after their length; none: no row is missing. */
  readonly levels: Uint8Array | 'inside' | undefined;
  readonly body: Uint8Array;
  /** Bytes of the body once Snappy is undone; `undefined`: it is as it is. */
  readonly unpacked: number | undefined;
  /** Whether values are numbers into the dictionary. */
  readonly indexed: boolean;
}

interface Chunk {
  readonly from: number;
  readonly length: number;
  readonly rows: number;
  readonly snappy: boolean;
  readonly optional: boolean;
}

/** A text column, by groups of rows. */
export type TextColumn = readonly Chunk[];

const BYTE_ARRAY = 6;
const REPEATED = 2;
const UTF8 = 0;
const CODEC = { none: 0, snappy: 1 };
const ENCODING = { plain: 0, plainDictionary: 2, rle: 3, bitPacked: 4, rleDictionary: 8 };
const PAGE = { data: 0, index: 1, dictionary: 2, data2: 3 };
const MAGIC = 'PAR1';
const MOST_PAGE_BYTES = 2 ** 30;

/** What is not as the format says. */
function malformed(): never {
  throw new RangeError('malformed Parquet');
}
const struct = (value: ThriftRead | undefined): ThriftStruct => (value instanceof Map ? value : malformed());
const list = (value: ThriftRead | undefined): readonly ThriftRead[] =>
  Array.isArray(value) ? value : malformed();
const whole = (value: ThriftRead | undefined): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : malformed();

async function read(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const { bytesRead } = await handle.read(bytes, at, length - at, from + at);
    if (bytesRead === 0) malformed();
    at += bytesRead;
  }
  return bytes;
}

/**
 * The columns at the top of a file, in order: those that can be read as pages of text; undefined for any other. Throws a
 * RangeError where the file is not as the format says.
 */
export async function textColumns(handle: FileHandle): Promise<readonly (TextColumn | undefined)[]> {
  const { size } = await handle.stat();
  if (size < 12) malformed();
  const tail = await read(handle, size - 8, 8);
  const length = tail.readUInt32LE(0);
  if (tail.toString('latin1', 4) !== MAGIC || length > size - 12) malformed();
  const footer = decodeThrift(await read(handle, size - 8 - length, length), 0).struct;
  const [root, ...elements] = list(footer.get(2)).map(struct);
  if (elements.length !== whole(root?.get(5))) return []; // columns within columns
  const groups = list(footer.get(4)).map((group) => list(struct(group).get(1)).map(struct));
  return elements.map((element, c) => {
    const isText =
      element.get(6) === UTF8 || (element.get(10) instanceof Map && struct(element.get(10)).has(1));
    if (element.get(1) !== BYTE_ARRAY || element.get(3) === REPEATED || !isText) return undefined;
    const chunks: Chunk[] = [];
    for (const group of groups) {
      const chunk = chunkOf(struct(group[c]?.get(3)), element.get(3) === 1, size);
      if (chunk === undefined) return undefined;
      chunks.push(chunk);
    }
    return chunks;
  });
}

const readable = new Set(Object.values(ENCODING));

function chunkOf(meta: ThriftStruct, optional: boolean, size: number): Chunk | undefined {
  const codec = meta.get(4);
  if (codec !== CODEC.none && codec !== CODEC.snappy) return undefined;
  if (!list(meta.get(2)).every((encoding) => readable.has(encoding as number))) return undefined;
  // Some files say 0 where there is no dictionary.
  const from = whole(meta.get(11) ?? 0) || whole(meta.get(9));
  const length = whole(meta.get(7));
  if (from + length > size) malformed();
  return { from, length, rows: whole(meta.get(5)), snappy: codec === CODEC.snappy, optional };
}

/** The pages of a chunk, in order. Throws a RangeError where they are not as the format says. */
export async function* pagesOf(handle: FileHandle, chunk: Chunk): AsyncGenerator<TextPage> {
  const bytes = await read(handle, chunk.from, chunk.length);
  let rows = 0;
  for (let at = 0; at < bytes.length && rows < chunk.rows; ) {
    const { struct: header, end } = decodeThrift(bytes, at);
    const size = whole(header.get(3));
    const unpacked = whole(header.get(2));
    if (size > bytes.length - end || unpacked > MOST_PAGE_BYTES) malformed();
    at = end + size;
    const type = header.get(1);
    if (type === PAGE.index) continue;
    const page = pageOf(type, header, bytes.subarray(end, at), chunk, unpacked);
    if (page.kind === 'data') rows += page.count;
    yield page;
  }
  if (rows !== chunk.rows) malformed();
}

function pageOf(
  type: ThriftRead | undefined,
  header: ThriftStruct,
  body: Uint8Array,
  { snappy, optional, rows }: Chunk,
  unpacked: number,
): TextPage {
  const packed = snappy ? unpacked : undefined;
  if (type === PAGE.dictionary) {
    const own = struct(header.get(7));
    const count = whole(own.get(1));
    if (own.get(2) !== ENCODING.plain && own.get(2) !== ENCODING.plainDictionary) malformed();
    return { kind: 'dictionary', count, levels: undefined, body, unpacked: packed, indexed: false };
  }
  const second = type === PAGE.data2;
  if (!second && type !== PAGE.data) malformed();
  const own = struct(header.get(second ? 8 : 5));
  const count = whole(own.get(1));
  const encoding = own.get(second ? 4 : 2);
  const indexed = encoding === ENCODING.plainDictionary || encoding === ENCODING.rleDictionary;
  if (count > rows || !(indexed || encoding === ENCODING.plain)) malformed();
  if (!second) {
    if (optional && own.get(3) !== ENCODING.rle) malformed();
    return { kind: 'data', count, levels: optional ? 'inside' : undefined, body, unpacked: packed, indexed };
  }
  const levels = whole(own.get(5));
  if (whole(own.get(6)) !== 0 || levels > body.length) malformed();
  return {
    kind: 'data',
    count,
    levels: optional ? body.subarray(0, levels) : undefined,
    body: body.subarray(levels),
    unpacked: own.get(7) === false || packed === undefined ? undefined : packed - levels,
    indexed,
  };
}
