import type { FileHandle } from 'node:fs/promises';
import { decodeThrift, type ThriftRead, type ThriftStruct, utf8Text } from '#kernel';

/*
 * Columns of Parquet files in the form that nearly all have (apache/parquet-format, parquet.thrift): texts plain or by
 * dictionary, whole numbers plain, as they are or through Snappy. Pages are read as they are, without a text for each cell.
 */

/** A page of a column, as it is in the file. */
export interface Page {
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

/** A column of one group of rows. */
export interface Chunk {
  readonly from: number;
  readonly length: number;
  readonly rows: number;
  readonly snappy: boolean;
  readonly optional: boolean;
}

/** A column of a file that is not within another. */
export interface ParquetColumn {
  readonly name: string;
  /** Whether its type is one of whole numbers. */
  readonly integer: boolean;
  /** How its pages can be read: as text, or as numbers of 4 or 8 bytes; `undefined`: not by what is here. */
  readonly pages: { readonly kind: 'text' | 4 | 8; readonly chunks: readonly Chunk[] } | undefined;
}

export interface ParquetFooter {
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
}

const INT32 = 1;
const INT64 = 2;
const BYTE_ARRAY = 6;
/** Converted types of whole numbers; from 15 on they have a sign. */
const UINT_8 = 11;
const INT_8 = 15;
const INT_64 = 18;
const INTEGER = 10;
const SIGNED = 2;
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
function textOf(value: ThriftRead | undefined): string {
  try {
    return value instanceof Uint8Array ? utf8Text(value) : malformed();
  } catch {
    return malformed();
  }
}

async function readInto(bytes: Buffer, handle: FileHandle, from: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) malformed();
    at += bytesRead;
  }
}

async function read(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  await readInto(bytes, handle, from);
  return bytes;
}

/** What a file says of itself. Throws a RangeError where it is not as the format says. */
export async function parquetFooter(handle: FileHandle): Promise<ParquetFooter> {
  const { size } = await handle.stat();
  if (size < 12) malformed();
  const tail = await read(handle, size - 8, 8);
  const length = tail.readUInt32LE(0);
  if (tail.toString('latin1', 4) !== MAGIC || length > size - 12) malformed();
  const footer = decodeThrift(await read(handle, size - 8 - length, length), 0).struct;
  const elements = list(footer.get(2)).map(struct);
  const groups = list(footer.get(4)).map((group) => list(struct(group).get(1)).map(struct));
  const columns: ParquetColumn[] = [];
  let leaf = 0;
  for (let at = 1; at < elements.length; ) {
    const element = elements[at] as ThriftStruct;
    const { next, leaves } = skip(elements, at);
    const name = textOf(element.get(4));
    const kind = leaves === 1 && next === at + 1 ? kindOf(element) : undefined;
    const chunks = kind && chunksOf(groups, leaf, element.get(3) === 1, size, kind !== 'text');
    const pages = kind && chunks && { kind, chunks };
    columns.push({ name, integer: isInteger(element), pages });
    leaf += leaves;
    at = next;
  }
  return { columns, rows: whole(footer.get(3)) };
}

/** The element after this one and all within it, and how many of those are columns of their own. */
function skip(elements: readonly ThriftStruct[], at: number): { next: number; leaves: number } {
  const children = whole(elements[at]?.get(5) ?? 0);
  if (at >= elements.length) malformed();
  if (children === 0) return { next: at + 1, leaves: 1 };
  let next = at + 1;
  let leaves = 0;
  for (let child = 0; child < children; child += 1) {
    const within = skip(elements, next);
    next = within.next;
    leaves += within.leaves;
  }
  return { next, leaves };
}

function isInteger(element: ThriftStruct): boolean {
  const type = element.get(1);
  const converted = element.get(6);
  const logical = element.get(10);
  if (type !== INT32 && type !== INT64) return false;
  if (logical instanceof Map) return struct(logical).has(INTEGER);
  return converted === undefined || (whole(converted) >= UINT_8 && whole(converted) <= INT_64);
}

function kindOf(element: ThriftStruct): 'text' | 4 | 8 | undefined {
  if (element.get(3) === REPEATED) return undefined;
  const logical = element.get(10) instanceof Map ? struct(element.get(10)) : new Map<number, ThriftRead>();
  if (element.get(1) === BYTE_ARRAY) return element.get(6) === UTF8 || logical.has(1) ? 'text' : undefined;
  if (!isInteger(element)) return undefined;
  const converted = element.get(6);
  const integer = logical.get(INTEGER);
  if (
    integer instanceof Map ? integer.get(SIGNED) !== true : typeof converted === 'number' && converted < INT_8
  )
    return undefined;
  return element.get(1) === INT32 ? 4 : 8;
}

function chunksOf(
  groups: readonly (readonly ThriftStruct[])[],
  leaf: number,
  optional: boolean,
  size: number,
  onlyPlain: boolean,
): readonly Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (const group of groups) {
    const chunk = chunkOf(struct(group[leaf]?.get(3)), optional, size, onlyPlain);
    if (chunk === undefined) return undefined;
    chunks.push(chunk);
  }
  return chunks;
}

const plainOnly = new Set([ENCODING.plain, ENCODING.rle, ENCODING.bitPacked]);
const readable = new Set(Object.values(ENCODING));

function chunkOf(meta: ThriftStruct, optional: boolean, size: number, onlyPlain: boolean): Chunk | undefined {
  const codec = meta.get(4);
  if (codec !== CODEC.none && codec !== CODEC.snappy) return undefined;
  const allowed = onlyPlain ? plainOnly : readable;
  if (!list(meta.get(2)).every((encoding) => allowed.has(encoding as number))) return undefined;
  // Some files say 0 where there is no dictionary.
  const from = whole(meta.get(11) ?? 0) || whole(meta.get(9));
  const length = whole(meta.get(7));
  if (from + length > size) malformed();
  return { from, length, rows: whole(meta.get(5)), snappy: codec === CODEC.snappy, optional };
}

/**
 * The pages of chunks, in order, each good until the next is asked for: all chunks are read into one room. Throws a RangeError
 * where they are not as the format says.
 */
export async function* pagesOf(handle: FileHandle, chunks: readonly Chunk[]): AsyncGenerator<Page> {
  const room = Buffer.allocUnsafeSlow(chunks.reduce((most, { length }) => Math.max(most, length), 0));
  for (const chunk of chunks) {
    const bytes = room.subarray(0, chunk.length);
    await readInto(bytes, handle, chunk.from);
    yield* pagesIn(bytes, chunk);
  }
}

function* pagesIn(bytes: Buffer, chunk: Chunk): Generator<Page> {
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
): Page {
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
