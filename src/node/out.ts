import * as path from 'node:path';
import { fail } from '#kernel';
import type { Services } from './services.ts';

/** Checks that a file can be put in place: its folder exists and it does not. Throws `NODE_OUT_EXISTS`, `NODE_OUT_FOLDER_MISSING`. */
export function checkOut({ files }: Services, out: string): void {
  const folder = path.dirname(path.resolve(out));
  if (!files.isFolder(folder)) fail('NODE_OUT_FOLDER_MISSING', { folder });
  if (files.isThere(out)) fail('NODE_OUT_EXISTS', { out });
}
