import type { ByteDictionary } from './encoded.ts';

/** Numbers distinct byte strings: 1, 2, … in order of first appearance. */
export interface Interner {
  /** The code of `bytes[start..end)`, new or known. An empty string has code 0. */
  intern(bytes: Uint8Array, start: number, end: number): number;
  /** How many codes there are, code 0 included. */
  readonly size: number;
  /** The text of a code, UTF-8. */
  text(code: number): string;
  /** The values so far; the same object until another is added. */
  dictionary(): ByteDictionary;
}

/**
 * A hash table over one growing buffer: a string is made once for a distinct value, not once for a cell, which is
 * what makes reading a large extract cheap. At most 4 GiB of distinct text.
 */
export function interner(): Interner {
  let arena = Buffer.allocUnsafe(1 << 12);
  let used = 0;
  /** Where code c begins; c + 1 tells where it ends. */
  let starts = new Uint32Array(1 << 8);
  let hashes = new Uint32Array(1 << 8);
  let table = new Uint32Array(1 << 9);
  let size = 1;
  let known: ByteDictionary | undefined;

  const grow = (): void => {
    const moreStarts = new Uint32Array(starts.length * 2);
    moreStarts.set(starts);
    starts = moreStarts;
    const moreHashes = new Uint32Array(hashes.length * 2);
    moreHashes.set(hashes);
    hashes = moreHashes;
    table = new Uint32Array(table.length * 2);
    const mask = table.length - 1;
    for (let code = 1; code < size; code += 1) {
      let slot = (hashes[code] as number) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = code;
    }
  };

  const add = (bytes: Uint8Array, start: number, end: number, hash: number): number => {
    const length = end - start;
    if (used + length > arena.length) {
      const larger = Buffer.allocUnsafe(Math.max(arena.length * 2, used + length));
      arena.copy(larger, 0, 0, used);
      arena = larger;
    }
    arena.set(bytes.subarray(start, end), used);
    const code = size;
    size += 1;
    starts[code] = used;
    hashes[code] = hash;
    used += length;
    starts[size] = used;
    return code;
  };

  return {
    intern(bytes, start, end) {
      if (start === end) return 0;
      // FNV-1a, with a last stir because slots are taken from the low bits.
      let hash = 0x811c9dc5;
      for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
      hash = (hash ^ (hash >>> 15)) >>> 0;
      const length = end - start;
      let mask = table.length - 1;
      let slot = hash & mask;
      for (;;) {
        const code = table[slot] as number;
        if (code === 0) break;
        if (hashes[code] === hash) {
          const at = starts[code] as number;
          if ((starts[code + 1] as number) - at === length) {
            let i = 0;
            while (i < length && arena[at + i] === bytes[start + i]) i += 1;
            if (i === length) return code;
          }
        }
        slot = (slot + 1) & mask;
      }
      if (size + 2 > starts.length) {
        grow();
        mask = table.length - 1;
        slot = hash & mask;
        while (table[slot] !== 0) slot = (slot + 1) & mask;
      }
      const code = add(bytes, start, end, hash);
      table[slot] = code;
      return code;
    },
    get size() {
      return size;
    },
    text: (code) => (code === 0 ? '' : arena.toString('utf8', starts[code], starts[code + 1])),
    dictionary() {
      if (known?.count !== size)
        known = { count: size, starts: starts.subarray(0, size + 1), bytes: arena.subarray(0, used) };
      return known;
    },
  };
}
