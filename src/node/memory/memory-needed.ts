import * as os from 'node:os';
import { fail } from '#kernel';

const BASE = 250 * 2 ** 20;
/** Measured on a million rows of 13 columns, rounded up: bytes of memory for each byte of the file. */
const PER_BYTE = { prepare: 5, open: 5 } as const;

/**
 * The memory, in bytes, that preparing an extract or opening a package of `fileBytes` takes at most, as long as values
 * repeat as names and places do. To be said before starting.
 */
export const memoryNeeded = (work: keyof typeof PER_BYTE, fileBytes: number): number =>
  BASE + PER_BYTE[work] * fileBytes;

/** Throws `MEMORY_SHORT` when the machine, or the container, has less memory free than the work takes. */
export function refuseShortMemory(needed: number, available: number = availableMemory()): void {
  const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
  if (needed > available)
    fail('MEMORY_SHORT', { needed: mebibytes(needed), available: mebibytes(available) });
}

/** Bytes. Takes a container's limit into account where Node tells it. */
export const availableMemory = (): number =>
  typeof process.availableMemory === 'function' ? process.availableMemory() : os.freemem();
