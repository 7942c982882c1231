import * as crypto from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Digest, dateOf, daysBetween, fail, instantOf, type PlainDate } from '#kernel';

export const extractFormats = ['csv', 'parquet', 'jsonl', 'excel'] as const;
export type ExtractFormat = (typeof extractFormats)[number];

const byEnding = new Map<string, ExtractFormat>(
  Object.entries({
    '.csv': 'csv',
    '.parquet': 'parquet',
    '.jsonl': 'jsonl',
    '.ndjson': 'jsonl',
    '.xlsx': 'excel',
  }),
);

/** A file that is held open, so that what was checked is what is read. */
export interface ExtractSource {
  readonly path: string;
  readonly format: ExtractFormat;
  readonly size: number;
  /** For readers that open by name: another way to the same open file where the system has one. */
  readonly nameOfOpenFile: string;
  /** The bytes from the beginning, once; they also go into the digest. */
  bytes(): AsyncGenerator<Buffer>;
  /** Throws `EXTRACT_CHANGED` unless the file is as it was when opened, then gives the digest of all bytes. */
  finish(): Promise<Digest>;
  close(): Promise<void>;
}

/**
 * Opens an extract. `on` is the day of the run. Throws `EXTRACT_NOT_FOUND`, `EXTRACT_NOT_ALLOWED`, `EXTRACT_NOT_A_FILE`,
 * `EXTRACT_FORMAT_UNKNOWN`, `EXTRACT_FORMAT_DIFFERS`, `EXTRACT_EMPTY`, `EXTRACT_TOO_OLD`.
 */
export async function openExtract(
  file: string,
  options: { format?: ExtractFormat | undefined; on: PlainDate; maximumAgeDays: number; clause: string },
): Promise<ExtractSource> {
  const format =
    options.format ??
    byEnding.get(path.extname(file).toLowerCase()) ??
    fail('EXTRACT_FORMAT_UNKNOWN', { path: file });
  // Without O_NONBLOCK a pipe would keep us waiting for somebody who writes to it.
  const flags = constants.O_RDONLY | constants.O_NONBLOCK;
  const handle = await fs.open(file, flags).catch((cause) => refuseToOpen(file, cause));
  try {
    const before = await handle.stat();
    if (!before.isFile()) fail('EXTRACT_NOT_A_FILE', { path: file });
    if (before.size === 0) fail('EXTRACT_EMPTY', { path: file });
    const age = daysBetween(dateOf(instantOf(before.mtimeMs)), options.on);
    if (age > options.maximumAgeDays)
      fail('EXTRACT_TOO_OLD', { path: file, days: age, limit: options.maximumAgeDays }, options);
    await refuseOtherFormat(handle, file, format);
    return sourceOf(handle, file, format, before);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function refuseToOpen(file: string, cause: NodeJS.ErrnoException): never {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
    return fail('EXTRACT_NOT_FOUND', { path: file }, { cause });
  return fail('EXTRACT_NOT_ALLOWED', { path: file, reason: cause.code ?? 'unknown' }, { cause });
}

/** Excel files are ZIP files, Parquet files say so; neither begins like text. */
async function refuseOtherFormat(handle: fs.FileHandle, file: string, format: ExtractFormat): Promise<void> {
  const head = Buffer.alloc(4);
  await handle.read(head, 0, 4, 0);
  const sign = head.toString('latin1');
  const found = sign === 'PAR1' ? 'parquet' : sign.startsWith('PK\x03\x04') ? 'excel' : undefined;
  if (found !== undefined ? found !== format : format === 'parquet' || format === 'excel')
    fail('EXTRACT_FORMAT_DIFFERS', { path: file, format });
}

function sourceOf(handle: fs.FileHandle, file: string, format: ExtractFormat, before: Stats): ExtractSource {
  const hash = crypto.createHash('sha256');
  let hashed = 0;
  async function* bytes(): AsyncGenerator<Buffer> {
    for (;;) {
      // A new buffer each time: readers keep what they have not finished.
      const buffer = Buffer.allocUnsafe(1 << 20);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, hashed);
      if (bytesRead === 0) return;
      hashed += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      hash.update(chunk);
      yield chunk;
    }
  }
  return {
    path: file,
    format,
    size: before.size,
    nameOfOpenFile: process.platform === 'linux' ? `/proc/self/fd/${handle.fd}` : file,
    bytes,
    async finish() {
      for await (const _ of bytes());
      const after = await handle.stat();
      const named = await fs.stat(file).catch(() => undefined);
      const same = (other: Stats | undefined): boolean =>
        other !== undefined &&
        other.ino === before.ino &&
        other.dev === before.dev &&
        other.size === before.size &&
        other.mtimeMs === before.mtimeMs &&
        other.ctimeMs === before.ctimeMs;
      if (!same(after) || !same(named) || hashed !== before.size) fail('EXTRACT_CHANGED', { path: file });
      return `sha256:${hash.digest('hex')}`;
    },
    close: () => handle.close(),
  };
}
