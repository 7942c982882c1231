import { fail } from '#kernel';
import type { ByteDictionary } from '#linkage';
import { moreBytes, moreNumbers, sharedBytes, sharedNumbers } from './shared-arrays.ts';

const MOST_BYTES = 2 ** 32 - 4;

/** Values one after another, numbered from 1. */
export interface ValueStore {
  readonly count: number;
  /** Replaced when they grow: read them anew after `add`. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
  /** Adds `bytes[start..end)`; gives its number. Throws `LINK_JOB_TOO_MUCH_TEXT`. */
  add(bytes: Uint8Array, start: number, end: number): number;
  dictionary(): ByteDictionary;
}

export function valueStore(): ValueStore {
  let starts = sharedNumbers();
  let store = sharedBytes();
  let used = 0;
  let count = 1;
  return {
    get count() {
      return count;
    },
    get starts() {
      return starts;
    },
    get bytes() {
      return store;
    },
    add(bytes, start, end) {
      const length = end - start;
      if (used + length > store.length) {
        if (used + length > MOST_BYTES) fail('LINK_JOB_TOO_MUCH_TEXT', {});
        store = moreBytes(store, used + length);
      }
      if (count + 2 > starts.length) starts = moreNumbers(starts, count + 2);
      if (length > 64) store.set(bytes.subarray(start, end), used);
      else for (let i = 0; i < length; i += 1) store[used + i] = bytes[start + i] as number;
      used += length;
      count += 1;
      starts[count] = used;
      return count - 1;
    },
    dictionary: () => ({ count, starts: starts.subarray(0, count + 1), bytes: store.subarray(0, used) }),
  };
}

/** Whether value `code` of a store is `bytes[start..end)`. */
export function isValue(
  starts: Uint32Array,
  stored: Uint8Array,
  code: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  const at = starts[code] as number;
  const length = end - start;
  if ((starts[code + 1] as number) - at !== length) return false;
  let i = 0;
  while (i < length && stored[at + i] === bytes[start + i]) i += 1;
  return i === length;
}

/** 32 bits that depend on every byte of `bytes[start..end)`. */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  let i = start;
  for (const last = end - 3; i < last; i += 4) {
    const word =
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
