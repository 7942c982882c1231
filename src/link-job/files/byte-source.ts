import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { fail } from '#kernel';

/** A file, read once from its beginning. */
export interface ByteSource {
  /** Reads into `into[from..]`; gives how many bytes, fewer than there is room for only at the end. */
  fill(into: Buffer, from: number): Promise<number>;
  close(): Promise<void>;
}

/** Throws `LINK_JOB_FILE_MISSING`, `LINK_JOB_NOT_A_FILE`, `LINK_JOB_FILE_UNREADABLE`. */
export async function openFile(path: string): Promise<FileHandle> {
  const handle = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') fail('LINK_JOB_FILE_MISSING', { path });
    return fail('LINK_JOB_FILE_UNREADABLE', { path, reason: cause.code ?? 'unknown' });
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return fail('LINK_JOB_NOT_A_FILE', { path });
}

/** All of a small file. Throws what `openFile` throws. */
export async function readWhole(path: string): Promise<Uint8Array> {
  const handle = await openFile(path);
  return handle.readFile().finally(() => handle.close());
}

/** The bytes of a file, unpacked if its name ends in .gz. Throws what `openFile` throws; `fill` throws `LINK_JOB_GZIP_DAMAGED`. */
export async function byteSource(path: string): Promise<ByteSource> {
  const handle = await openFile(path);
  if (!path.toLowerCase().endsWith('.gz'))
    return {
      async fill(into, from) {
        let at = from;
        while (at < into.length) {
          const { bytesRead } = await handle.read(into, at, into.length - at, null);
          if (bytesRead === 0) break;
          at += bytesRead;
        }
        return at - from;
      },
      close: () => handle.close(),
    };
  await handle.close();
  const { createGunzip } = await import('node:zlib');
  const packed = createReadStream(path, { highWaterMark: 1 << 18 });
  const stream = packed.pipe(createGunzip({ chunkSize: 1 << 18 }));
  packed.on('error', (cause) => stream.destroy(cause));
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  return {
    async fill(into, from) {
      let at = from;
      while (at < into.length) {
        if (held.length === 0) {
          const next = await chunks.next().catch(() => fail('LINK_JOB_GZIP_DAMAGED', { path }));
          if (next.done === true) break;
          held = next.value;
        }
        const taken = held.copy(into, at);
        held = held.subarray(taken);
        at += taken;
      }
      return at - from;
    },
    async close() {
      packed.destroy();
      stream.destroy();
    },
  };
}
