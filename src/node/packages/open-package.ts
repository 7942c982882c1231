import * as crypto from 'node:crypto';
import * as fs from 'node:fs/promises';
import { type Digest, digestOf, fail, isStileError } from '#kernel';
import { bytesColumn, type CodedColumn, type CodedTable, type Interner, interner } from '#linkage';
import { type Envelope, parseEnvelope } from '#signing';
import { memoryNeeded, refuseShortMemory } from '../memory/memory-needed.ts';
import type { PackageManifest } from '../package-types.ts';
import { openStream, recipientOf } from './age.ts';
import { type ReadColumn, readParquet } from './parquet-reader.ts';
import { MOST_PART_ROWS } from './parquet-writer.ts';
import { MANIFEST_NAME, partName } from './part-name.ts';
import { type TarEntry, untar } from './tar.ts';

export interface OpenRequest {
  readonly path: string;
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** Checks signatures and returns the manifest that they cover; throws to refuse the package. */
  readonly verifyManifest: (envelope: Envelope) => PackageManifest;
  /** What numbers the values of a column; each column has its own unless told. Packages may share one. */
  readonly valuesOf?: (column: string) => Interner;
  /** Larger files are refused before anything is read; 4 GiB unless told. */
  readonly maximumBytes?: number;
  /** Bytes while decrypting, rows while opening. */
  readonly progress?: (stage: 'decrypt' | 'open', done: number, total: number) => void;
}

export interface OpenedPackage {
  readonly manifest: PackageManifest;
  readonly table: CodedTable;
  /** Of the sealed file. */
  readonly packageDigest: Digest;
}

const NOTHING: TarEntry = { name: '', bytes: new Uint8Array() };
/** Rows that are all missing take no room in a file, so their number needs a bound of its own. */
const MOST_ROWS = 100_000_000;
const MOST_MANIFEST_BYTES = 1 << 20;

/**
 * Opens a package into memory. The whole file is decrypted first, so that no chunk is missing; then the manifest must
 * verify and every part must have its digest; only then is a part read.
 * Throws (exit 5) `PACKAGE_TOO_LARGE`, `PACKAGE_SEALED_TO_ANOTHER`, `PACKAGE_DAMAGED`, `PACKAGE_CONTENTS_DIFFER`,
 * `PACKAGE_PART_DIFFERS`, `PACKAGE_PART_UNREADABLE` and what `verifyManifest` throws; (exit 4) `PACKAGE_UNREADABLE`,
 * `PACKAGE_IDENTITY_INVALID`, `MEMORY_SHORT`.
 */
export async function openPackage(request: OpenRequest): Promise<OpenedPackage> {
  const recipient = await recipientOf(request.identity);
  const { files, packageDigest } = await decrypt(request);
  const last = files.pop();
  if (last?.name !== MANIFEST_NAME) return differ(request, 'the manifest is missing');
  const manifest = request.verifyManifest(parseEnvelope(last.bytes));
  if (manifest.sealedTo !== recipient) return differ(request, 'the manifest names another recipient key');
  checkParts(request, manifest, files);
  return { manifest, table: readParts(request, manifest, files), packageDigest };
}

const differ = ({ path }: OpenRequest, reason: string): never =>
  fail('PACKAGE_CONTENTS_DIFFER', { path, reason });

async function decrypt(request: OpenRequest): Promise<{ files: TarEntry[]; packageDigest: Digest }> {
  const { path, identity, maximumBytes = 2 ** 32, progress } = request;
  const file = await fs
    .open(path, 'r')
    .catch((cause) => fail('PACKAGE_UNREADABLE', { path, reason: String(cause.code) }, { cause }));
  try {
    const status = await file.stat();
    if (!status.isFile()) fail('PACKAGE_UNREADABLE', { path, reason: 'not a file' });
    if (status.size > maximumBytes)
      fail('PACKAGE_TOO_LARGE', { path, bytes: status.size, limit: maximumBytes });
    refuseShortMemory(memoryNeeded('open', status.size));
    const hash = crypto.createHash('sha256');
    let done = 0;
    const sealed = async function* (): AsyncGenerator<Uint8Array> {
      const buffer = Buffer.allocUnsafe(1 << 20);
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) return;
        done += bytesRead;
        if (done > maximumBytes) fail('PACKAGE_TOO_LARGE', { path, bytes: done, limit: maximumBytes });
        hash.update(buffer.subarray(0, bytesRead));
        progress?.('decrypt', done, status.size);
        yield Uint8Array.from(buffer.subarray(0, bytesRead));
      }
    };
    const plain = await openStream(ReadableStream.from(sealed()), identity);
    const files = await untar(plain, closedContents(request));
    return { files, packageDigest: `sha256:${hash.digest('hex')}` };
  } catch (error) {
    if (isStileError(error)) throw error;
    if (error instanceof Error && error.message.startsWith('no identity matched'))
      return fail('PACKAGE_SEALED_TO_ANOTHER', { path }, { cause: error });
    return fail('PACKAGE_DAMAGED', { path }, { cause: error });
  } finally {
    await file.close();
  }
}

/** Lets in parts by name and in order, then one manifest, then nothing. */
function closedContents(request: OpenRequest): (name: string, size: number) => void {
  let parts = 0;
  let ended = false;
  return (name, size) => {
    if (ended) differ(request, 'something follows the manifest');
    if (name === MANIFEST_NAME) {
      if (size > MOST_MANIFEST_BYTES) differ(request, 'the manifest is too large');
      ended = true;
      return;
    }
    if (name !== partName(parts)) differ(request, 'a part is out of order, missing or unknown');
    parts += 1;
  };
}

function checkParts(request: OpenRequest, manifest: PackageManifest, files: readonly TarEntry[]): void {
  if (manifest.parts.length !== files.length || files.length === 0)
    differ(request, 'the manifest lists another number of parts');
  let rows = 0;
  for (const [i, part] of manifest.parts.entries()) {
    const { name, bytes } = files[i] ?? NOTHING;
    if (name !== part.name) differ(request, 'the manifest names other parts');
    if (digestOf(bytes) !== part.digest)
      fail('PACKAGE_PART_DIFFERS', { path: request.path, part: part.name });
    if (part.rows > MOST_PART_ROWS) differ(request, `${part.name} has more rows than a part may have`);
    rows += part.rows;
  }
  if (rows > MOST_ROWS) differ(request, 'it has more rows than can be opened');
  if (rows !== manifest.rows) differ(request, 'the rows of the parts do not add up');
}

function readParts(request: OpenRequest, manifest: PackageManifest, files: TarEntry[]): CodedTable {
  const { valuesOf = () => interner() } = request;
  const merged = manifest.columns.map((name) => ({
    name,
    codes: new Uint32Array(manifest.rows),
    values: valuesOf(name),
  }));
  let row = 0;
  for (const [i, part] of manifest.parts.entries()) {
    const { rows, columns } = readPart(request, part.name, (files[i] ?? NOTHING).bytes);
    if (rows !== part.rows) return differ(request, `${part.name} has another number of rows`);
    if (columns.length !== merged.length || columns.some(({ name }, column) => name !== merged[column]?.name))
      return differ(request, `${part.name} has other columns`);
    for (const [c, column] of columns.entries()) {
      const into = merged[c];
      if (into !== undefined) append(into, column, row);
    }
    row += rows;
    files[i] = NOTHING;
    request.progress?.('open', row, manifest.rows);
  }
  const columns: Record<string, CodedColumn> = Object.create(null);
  for (const { name, codes, values } of merged) columns[name] = bytesColumn(codes, values);
  return { rows: manifest.rows, columns };
}

function readPart(request: OpenRequest, part: string, bytes: Uint8Array): ReturnType<typeof readParquet> {
  try {
    return readParquet(bytes);
  } catch (cause) {
    const reason = cause instanceof RangeError ? cause.message : 'malformed';
    return fail('PACKAGE_PART_UNREADABLE', { path: request.path, part, reason }, { cause });
  }
}

/** Writes a part's rows with the whole table's codes. */
function append(
  into: { readonly codes: Uint32Array; readonly values: Interner },
  { dictionary: { bytes, starts, ends }, codes }: ReadColumn,
  row: number,
): void {
  const whole = new Uint32Array(starts.length + 1);
  for (let i = 0; i < starts.length; i += 1)
    whole[i + 1] = into.values.intern(bytes, starts[i] as number, ends[i] as number);
  for (let i = 0; i < codes.length; i += 1) into.codes[row + i] = whole[codes[i] as number] as number;
}
