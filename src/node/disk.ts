import * as crypto from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The file system as a node uses it. Every write is on the disk when the call returns. */
export interface Files {
  /** The bytes, or `undefined` when there is no such file. */
  read(file: string): Uint8Array | undefined;
  /** Puts a whole file in place in one step: a reader sees the old one or the new one. */
  write(file: string, bytes: Uint8Array, mode?: number): void;
  /** Creates a file that must not exist; false when it does. */
  create(file: string, bytes: Uint8Array, mode?: number): boolean;
  append(file: string, bytes: Uint8Array): void;
  truncate(file: string, length: number): void;
  rename(from: string, to: string): void;
  copy(from: string, to: string): void;
  remove(file: string): void;
  /** Overwrites a file with random bytes, then removes it. False when there was none. */
  erase(file: string): boolean;
  makeFolder(folder: string): void;
  /** Names in a folder, sorted; none when there is no such folder. */
  list(folder: string): readonly string[];
  isFolder(file: string): boolean;
  isThere(file: string): boolean;
}

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

const absent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

function syncFolder(folder: string): void {
  const fd = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

function writeSynced(file: string, flags: string, bytes: Uint8Array, mode: number): void {
  const fd = fs.openSync(file, flags, mode);
  try {
    for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

/** The name of a file on its way into place: beside it, so that the move stays on one file system. */
export const draftOf = (file: string): string =>
  path.join(path.dirname(file), `.${path.basename(file)}.part`);

export const disk: Files = {
  read(file) {
    try {
      return new Uint8Array(fs.readFileSync(file));
    } catch (error) {
      if (absent(error)) return undefined;
      throw error;
    }
  },
  write(file, bytes, mode = PRIVATE_FILE) {
    const draft = draftOf(file);
    writeSynced(draft, 'w', bytes, mode);
    fs.renameSync(draft, file);
    syncFolder(path.dirname(file));
  },
  create(file, bytes, mode = PRIVATE_FILE) {
    // Linked into place whole, so that nobody ever reads half of it.
    const draft = `${draftOf(file)}-${crypto.randomBytes(6).toString('hex')}`;
    writeSynced(draft, 'wx', bytes, mode);
    try {
      fs.linkSync(draft, file);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    } finally {
      fs.rmSync(draft, { force: true });
    }
    syncFolder(path.dirname(file));
    return true;
  },
  append(file, bytes) {
    writeSynced(file, 'a', bytes, PRIVATE_FILE);
  },
  truncate(file, length) {
    const fd = fs.openSync(file, 'r+');
    try {
      fs.ftruncateSync(fd, length);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  },
  rename(from, to) {
    fs.renameSync(from, to);
    syncFolder(path.dirname(to));
  },
  copy(from, to) {
    const draft = draftOf(to);
    fs.copyFileSync(from, draft);
    const fd = fs.openSync(draft, 'r+');
    fs.fsyncSync(fd);
    fs.closeSync(fd);
    fs.renameSync(draft, to);
    syncFolder(path.dirname(to));
  },
  remove(file) {
    fs.rmSync(file, { force: true });
  },
  erase(file) {
    let size: number;
    try {
      size = fs.statSync(file).size;
    } catch (error) {
      if (absent(error)) return false;
      throw error;
    }
    const fd = fs.openSync(file, 'r+');
    try {
      for (let at = 0; at < size; at += 65_536)
        fs.writeSync(fd, crypto.randomBytes(Math.min(65_536, size - at)), 0, undefined, at);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.unlinkSync(file);
    syncFolder(path.dirname(file));
    return true;
  },
  makeFolder(folder) {
    fs.mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
  },
  list(folder) {
    try {
      return fs.readdirSync(folder).sort();
    } catch (error) {
      if (absent(error)) return [];
      throw error;
    }
  },
  isFolder(file) {
    return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  },
  isThere(file) {
    return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  },
};
