import { isUtf8 } from 'node:buffer';
import { fail } from '#kernel';

export const extractEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin-1', 'windows-1252'] as const;
export type ExtractEncoding = (typeof extractEncodings)[number];

/**
 * Windows-1252's letters at 0x80 to 0x9F; five places are empty (Unicode mapping table CP1252). Our own table because
 * Node 20's TextDecoder gives control characters there.
 */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

const marks: readonly (readonly [ExtractEncoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The text as UTF-8 bytes, without byte order mark. Without `declared` the mark decides, else UTF-8 is expected.
 * Throws `EXTRACT_ENCODING_UNKNOWN`, `EXTRACT_ENCODING_WRONG`, `EXTRACT_ENCODING_CONFLICT`.
 */
export async function* toUtf8(
  path: string,
  chunks: AsyncIterable<Buffer>,
  declared: ExtractEncoding | undefined,
): AsyncGenerator<Buffer> {
  let recode: ((chunk: Buffer, last: boolean) => Buffer) | undefined;
  for await (const chunk of chunks) {
    let text = chunk;
    if (recode === undefined) {
      const [marked, mark] = marks.find(([, bytes]) => bytes.every((byte, i) => chunk[i] === byte)) ?? [];
      const single = declared === 'latin-1' || declared === 'windows-1252';
      if (marked !== undefined && declared !== undefined && marked !== declared)
        fail('EXTRACT_ENCODING_CONFLICT', { path, declared, marked });
      if (marked === undefined && declared === undefined && (chunk[0] === 0 || chunk[1] === 0))
        fail('EXTRACT_ENCODING_UNKNOWN', { path, line: 1 });
      if (mark !== undefined && !single) text = chunk.subarray(mark.length);
      recode = recoder(path, marked ?? declared ?? 'utf-8', declared);
    }
    yield recode(text, false);
  }
  const rest = recode?.(Buffer.alloc(0), true);
  if (rest !== undefined && rest.length > 0) yield rest;
}

function recoder(
  path: string,
  encoding: ExtractEncoding,
  declared: ExtractEncoding | undefined,
): (chunk: Buffer, last: boolean) => Buffer {
  switch (encoding) {
    case 'utf-8':
      return checkedUtf8(path, declared);
    case 'utf-16le':
    case 'utf-16be': {
      const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
      return (chunk, last) => {
        try {
          return Buffer.from(decoder.decode(chunk, { stream: !last }));
        } catch (cause) {
          return fail('EXTRACT_ENCODING_WRONG', { path, encoding }, { cause });
        }
      };
    }
    case 'latin-1':
      return (chunk) => Buffer.from(chunk.toString('latin1'));
    case 'windows-1252':
      return (chunk) =>
        Buffer.from(
          chunk
            .toString('latin1')
            .replace(/[\x80-\x9f]/g, (sign) => windows1252[sign.charCodeAt(0) - 0x80] ?? sign),
        );
  }
}

/** Passes UTF-8 through, holding back a character that is cut at the end of a chunk. */
function checkedUtf8(
  path: string,
  declared: ExtractEncoding | undefined,
): (chunk: Buffer, last: boolean) => Buffer {
  let cut: Buffer = Buffer.alloc(0);
  let lines = 1;
  return (chunk, last) => {
    const bytes = cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
    const whole = last ? bytes.length : bytes.length - cutAtEnd(bytes);
    const text = bytes.subarray(0, whole);
    cut = bytes.subarray(whole);
    if (!isUtf8(text)) {
      const line = lines + firstBadLine(text);
      return declared === undefined
        ? fail('EXTRACT_ENCODING_UNKNOWN', { path, line })
        : fail('EXTRACT_ENCODING_WRONG', { path, encoding: 'utf-8' });
    }
    for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) lines += 1;
    return text;
  };
}

/** How many bytes at the end begin a character that is not whole; 0 to 3. */
function cutAtEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function firstBadLine(text: Buffer): number {
  let line = 0;
  for (let start = 0; start < text.length; line += 1) {
    const feed = text.indexOf(10, start);
    const end = feed < 0 ? text.length : feed + 1;
    if (!isUtf8(text.subarray(start, end))) return line;
    start = end;
  }
  return line;
}
