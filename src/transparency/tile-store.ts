/**
 * Where a log's files are kept, by relative path. `read` gives `undefined` for a path that was never written. `write`
 * must be atomic and durable: after it returns, the file is whole even if the machine stops; it may replace a file.
 */
export interface TileStore {
  read(path: string): Promise<Uint8Array | undefined>;
  write(path: string, bytes: Uint8Array): Promise<void>;
}

/** A store in memory, for tests and for checking bytes that came in one file. Changes to `files` are seen. */
export function memoryTileStore(files: Map<string, Uint8Array> = new Map()): TileStore {
  return {
    read: async (path) => files.get(path),
    write: async (path, bytes) => {
      files.set(path, bytes);
    },
  };
}
