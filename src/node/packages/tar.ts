import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

export interface TarEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;
const END = 2 * BLOCK;
const room = (size: number): number => BLOCK + Math.ceil(size / BLOCK) * BLOCK;

/** A tar archive (POSIX ustar) of files that are made one after another, so that only one is held at a time. */
export function tarOf(entries: AsyncIterable<TarEntry>): AsyncIterable<Uint8Array> {
  const archive = pack();
  const fill = async (): Promise<void> => {
    for await (const { name, bytes } of entries) {
      await new Promise<void>((done, refuse) => {
        const header = { name, size: bytes.length, mode: 0o600, mtime: new Date(0) };
        archive.entry(header, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), (error) =>
          error ? refuse(error) : done(),
        );
      });
    }
    archive.finalize();
  };
  fill().catch((error: Error) => archive.destroy(error));
  return archive as AsyncIterable<Uint8Array>;
}

/**
 * The files of an archive, as `accept` lets them in by name and size; `accept` throws to refuse. Only plain files
 * with nothing between, around or after them are accepted: any other byte count throws a RangeError.
 */
export async function untar(
  stream: AsyncIterable<Uint8Array>,
  accept: (name: string, size: number) => void,
): Promise<TarEntry[]> {
  const archive = extract();
  let received = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of stream) {
      received += chunk.length;
      yield chunk;
    }
  };
  const feeding = pipeline(counted, archive);
  // The same failure also ends the loop below; without a reader here it would count as unhandled.
  feeding.catch(() => undefined);
  const files: TarEntry[] = [];
  let expected = END;
  for await (const entry of archive) {
    const { name, size = 0, type } = entry.header;
    if (type !== 'file') throw new RangeError('something other than a plain file');
    accept(name, size);
    const pieces: Uint8Array[] = [];
    for await (const piece of entry) pieces.push(piece as Uint8Array);
    files.push({ name, bytes: Buffer.concat(pieces) });
    expected += room(size);
  }
  await feeding;
  if (received !== expected) throw new RangeError('bytes between or after the files');
  return files;
}
