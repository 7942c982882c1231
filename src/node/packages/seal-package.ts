import * as crypto from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { canonicalise, type Digest, digestOf, fail } from '#kernel';
import type { CodedTable } from '#linkage';
import { payloadTypes, type SigningKey, signEnvelope } from '#signing';
import type { PackageManifest } from '../package-types.ts';
import { sealStream } from './age.ts';
import { MOST_PART_ROWS, writeParquet } from './parquet-writer.ts';
import { MANIFEST_NAME, partName } from './part-name.ts';
import { type TarEntry, tarOf } from './tar.ts';

export interface SealRequest {
  readonly table: CodedTable;
  /** The table's columns that go into the package, in order. */
  readonly columnNames: readonly string[];
  readonly manifest: Omit<PackageManifest, 'parts' | 'rows' | 'columns' | 'format'>;
  readonly key: SigningKey;
  /** Where the package is written. The file must not exist. */
  readonly out: string;
  /** Rows in one part; 250,000 unless told, at most 1,000,000. */
  readonly partRows?: number;
  readonly progress?: (stage: 'seal', rowsDone: number, rowsTotal: number) => void;
}

export interface SealedPackage {
  readonly manifest: PackageManifest;
  /** Of the manifest's canonical JSON: the bytes that were signed. */
  readonly manifestDigest: Digest;
  /** Of the sealed file. */
  readonly packageDigest: Digest;
  readonly bytes: number;
}

/**
 * Writes `age( tar( data-0001.parquet …, manifest.dsse.json ) )`. Plain text exists in this process's memory only,
 * one part at a time. The file appears under its name when it is whole and on disk, or not at all; rows keep
 * the table's order. Throws `PACKAGE_EXISTS`, `PACKAGE_NO_SPACE`, `PACKAGE_CANNOT_WRITE`, `PACKAGE_RECIPIENT_INVALID`.
 */
export async function sealPackage(request: SealRequest): Promise<SealedPackage> {
  const { out } = request;
  await refuseExisting(out);
  const draft = path.join(
    path.dirname(out),
    `.${path.basename(out)}.${crypto.randomBytes(6).toString('hex')}.partial`,
  );
  try {
    const sealed = await writeDraft(request, draft);
    await fs.rename(draft, out);
    await syncFolder(path.dirname(out));
    return sealed;
  } catch (error) {
    await fs.rm(draft, { force: true }).catch(() => undefined);
    return refuseToWrite(error, out);
  }
}

async function refuseExisting(out: string): Promise<void> {
  const there = await fs.lstat(out).catch(() => undefined);
  if (there !== undefined) fail('PACKAGE_EXISTS', { path: out });
}

function refuseToWrite(error: unknown, out: string): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return fail('PACKAGE_NO_SPACE', { path: out }, { cause: error });
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EIO', 'ENAMETOOLONG'].includes(code))
    return fail('PACKAGE_CANNOT_WRITE', { path: out, reason: code }, { cause: error });
  throw error;
}

async function writeDraft(request: SealRequest, draft: string): Promise<SealedPackage> {
  const file = await fs.open(draft, 'wx', 0o600);
  try {
    let written: Pick<SealedPackage, 'manifest' | 'manifestDigest'> | undefined;
    const entries = tarOf(
      entriesOf(request, (manifest, manifestDigest) => {
        written = { manifest, manifestDigest };
      }),
    );
    const sealed = await sealStream(ReadableStream.from(entries), request.manifest.sealedTo);
    const hash = crypto.createHash('sha256');
    let bytes = 0;
    for await (const chunk of sealed) {
      hash.update(chunk);
      for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten;
      bytes += chunk.length;
    }
    await file.sync();
    if (written === undefined) throw new Error('the manifest was not written');
    return { ...written, packageDigest: `sha256:${hash.digest('hex')}`, bytes };
  } finally {
    await file.close();
  }
}

async function* entriesOf(
  { table, columnNames, manifest: facts, key, partRows = 250_000, progress }: SealRequest,
  done: (manifest: PackageManifest, digest: Digest) => void,
): AsyncGenerator<TarEntry> {
  if (!Number.isInteger(partRows) || partRows < 1 || partRows > MOST_PART_ROWS)
    throw new RangeError(`partRows must be 1 to ${MOST_PART_ROWS}`);
  const columns = columnNames.map((name) => {
    const column = table.columns[name];
    if (column === undefined || column.codes.length !== table.rows)
      throw new RangeError(`the table has no whole column ${name}`);
    return { name, column };
  });
  const parts: { name: string; digest: Digest; rows: number }[] = [];
  // A table without rows still has one part, which says what the columns are.
  for (let from = 0; from === 0 || from < table.rows; from += partRows) {
    const to = Math.min(from + partRows, table.rows);
    const bytes = writeParquet(columns, from, to);
    const name = partName(parts.length);
    parts.push({ name, digest: digestOf(bytes), rows: to - from });
    yield { name, bytes };
    progress?.('seal', to, table.rows);
  }
  const manifest: PackageManifest = {
    format: 'stile-package/1',
    ...facts,
    columns: columnNames,
    rows: table.rows,
    parts,
  };
  const payload = canonicalise(manifest);
  const envelope = signEnvelope(payloadTypes.manifest, payload, [key]);
  yield { name: MANIFEST_NAME, bytes: canonicalise(envelope) };
  done(manifest, digestOf(payload));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
