import { accessSync, constants, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail } from '#kernel';

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

/** Checks, before work begins, that a file can be written. Throws `CLI_OUT_ENDING`, `CLI_OUT_UNWRITABLE`. */
export function checkOut(file: string, endings: readonly string[]): void {
  if (!endings.some((ending) => file.toLowerCase().endsWith(ending)))
    fail('CLI_OUT_ENDING', { file, endings: endings.join(' or ') });
  try {
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    fail('CLI_OUT_UNWRITABLE', { file, reason: reasonOf(error) });
  }
}

/** Writes a text file whole or not at all. Throws `CLI_OUT_UNWRITABLE`. */
export function writeText(file: string, text: string): void {
  const part = `${file}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    fail('CLI_OUT_UNWRITABLE', { file, reason: reasonOf(error) });
  }
}
