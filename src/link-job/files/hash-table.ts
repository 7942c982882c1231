import type { Cells } from './cells.ts';
import { hashOf, isValue, type ValueStore } from './value-store.ts';

/** Finds the number of a value among those stored. */
export interface HashTable {
  /** Writes the number of each cell to `codes`, from `at` on; 0 for an empty one. Values that were not stored are. */
  intern(cells: Cells, codes: Uint32Array, at: number): void;
}

/**
 * Open addressing over pairs (hash, number) side by side, so that a look-up touches one line of memory before it
 * compares the bytes. Values that the store already holds are taken in.
 */
export function hashTable(store: ValueStore): HashTable {
  let pairs = new Int32Array(0);
  let mask = 0;
  let most = 0;

  const put = (hash: number, code: number): void => {
    let slot = hash & mask;
    while (pairs[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
    pairs[slot * 2] = hash;
    pairs[slot * 2 + 1] = code;
  };
  const resize = (slots: number): void => {
    const old = pairs;
    pairs = new Int32Array(slots * 2);
    mask = slots - 1;
    most = slots * 0.6;
    for (let at = 0; at < old.length; at += 2)
      if (old[at + 1] !== 0) put(old[at] as number, old[at + 1] as number);
  };

  resize(2 ** Math.ceil(Math.log2(store.count * 2 + 1024)));
  for (let code = 1; code < store.count; code += 1)
    put(hashOf(store.bytes, store.starts[code] as number, store.starts[code + 1] as number), code);

  const add = (hash: number, slot: number, bytes: Uint8Array, start: number, end: number): number => {
    const code = store.add(bytes, start, end);
    pairs[slot * 2] = hash;
    pairs[slot * 2 + 1] = code;
    if (code > most) resize((mask + 1) * 2);
    return code;
  };

  let hashes = new Int32Array(0);
  return {
    intern({ bytes, starts, ends, count }, codes, at) {
      // Hashes first: then the look-ups, which wait for memory, overlap.
      if (hashes.length < count) hashes = new Int32Array(count);
      for (let i = 0; i < count; i += 1) hashes[i] = hashOf(bytes, starts[i] as number, ends[i] as number);
      let { starts: from, bytes: stored } = store;
      let table = pairs;
      let end = mask;
      for (let i = 0; i < count; i += 1) {
        const first = starts[i] as number;
        const last = ends[i] as number;
        if (first === last) {
          codes[at + i] = 0;
          continue;
        }
        const hash = hashes[i] as number;
        let slot = hash & end;
        let code = table[slot * 2 + 1] as number;
        while (code !== 0) {
          if (table[slot * 2] === hash && isValue(from, stored, code, bytes, first, last)) break;
          slot = (slot + 1) & end;
          code = table[slot * 2 + 1] as number;
        }
        if (code === 0) {
          code = add(hash, slot, bytes, first, last);
          table = pairs;
          end = mask;
          from = store.starts;
          stored = store.bytes;
        }
        codes[at + i] = code;
      }
    },
  };
}
