/**
 * Apache Thrift's compact protocol (apache/thrift, doc/specs/thrift-compact-protocol.md), as far as Parquet's
 * metadata needs it.
 */

/** A value to write. */
export type Thrift =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly Thrift[] }
  | { readonly struct: readonly (readonly [id: number, value: Thrift])[] };

/** A value that was read. Structs are maps from field id. */
export type ThriftRead = number | boolean | Uint8Array | readonly ThriftRead[] | ThriftStruct;
export type ThriftStruct = ReadonlyMap<number, ThriftRead>;

const TYPE = { true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;
const DEEPEST = 16;

const typeOf = (value: Thrift): number =>
  'i32' in value
    ? TYPE.i32
    : 'i64' in value
      ? TYPE.i64
      : 'text' in value
        ? TYPE.binary
        : 'list' in value
          ? TYPE.list
          : TYPE.struct;

/** ULEB128. */
export function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Field ids must rise by at most 15 from one to the next, which Parquet's do. Numbers must not be negative. */
export function encodeThrift(value: Thrift): Uint8Array {
  const bytes: number[] = [];
  push(bytes, value);
  return Uint8Array.from(bytes);
}

function push(bytes: number[], value: Thrift): void {
  if ('i32' in value) pushVarint(bytes, value.i32 * 2);
  else if ('i64' in value) pushVarint(bytes, value.i64 * 2);
  else if ('text' in value) {
    const text = Buffer.from(value.text, 'utf8');
    pushVarint(bytes, text.length);
    bytes.push(...text);
  } else if ('list' in value) {
    const type = value.list[0] === undefined ? TYPE.struct : typeOf(value.list[0]);
    const { length } = value.list;
    if (length < 15) bytes.push((length << 4) | type);
    else {
      bytes.push(0xf0 | type);
      pushVarint(bytes, length);
    }
    for (const item of value.list) push(bytes, item);
  } else {
    let last = 0;
    for (const [id, field] of value.struct) {
      bytes.push(((id - last) << 4) | typeOf(field));
      push(bytes, field);
      last = id;
    }
    bytes.push(0);
  }
}

/** Reads one struct. Throws a RangeError on anything malformed. Returns it and the offset after it. */
export function decodeThrift(bytes: Uint8Array, offset: number): { struct: ThriftStruct; end: number } {
  const cursor = { bytes, at: offset };
  const struct = readStruct(cursor, 0);
  return { struct, end: cursor.at };
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

const malformed = (): never => {
  throw new RangeError('malformed Thrift');
};

function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at] ?? malformed();
  cursor.at += 1;
  return byte;
}

function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
    const byte = readByte(cursor);
    value += (byte & 127) * scale;
    if (byte < 128) return Number.isSafeInteger(value) ? value : malformed();
  }
  return malformed();
}

function readZigzag(cursor: Cursor): number {
  const value = readVarint(cursor);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function readStruct(cursor: Cursor, depth: number): ThriftStruct {
  const fields = new Map<number, ThriftRead>();
  let id = 0;
  for (;;) {
    const head = readByte(cursor);
    if (head === 0) return fields;
    const step = head >> 4;
    id = step === 0 ? readZigzag(cursor) : id + step;
    fields.set(id, readValue(cursor, head & 15, depth + 1));
  }
}

function readValue(cursor: Cursor, type: number, depth: number): ThriftRead {
  if (depth > DEEPEST) return malformed();
  switch (type) {
    case TYPE.true:
      return true;
    case TYPE.false:
      return false;
    case TYPE.byte:
      return readByte(cursor);
    case TYPE.i16:
    case TYPE.i32:
    case TYPE.i64:
      return readZigzag(cursor);
    case TYPE.binary: {
      const length = readVarint(cursor);
      const start = cursor.at;
      if (length > cursor.bytes.length - start) return malformed();
      cursor.at += length;
      return cursor.bytes.subarray(start, cursor.at);
    }
    case TYPE.list: {
      const head = readByte(cursor);
      const length = head >> 4 === 15 ? readVarint(cursor) : head >> 4;
      if (length > cursor.bytes.length - cursor.at) return malformed();
      return Array.from({ length }, () => readValue(cursor, head & 15, depth + 1));
    }
    case TYPE.struct:
      return readStruct(cursor, depth);
    default:
      return malformed();
  }
}
