import { hashOf, isValue, type ValueStore } from './value-store.ts';

/** Finds the number of a value among those stored. */
export interface HashTable {
  /** The number of `bytes[start..end)`, which is stored if it was not. */
  intern(bytes: Uint8Array, start: number, end: number): number;
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

  return {
    intern(bytes, start, end) {
      const hash = hashOf(bytes, start, end);
      let slot = hash & mask;
      for (;;) {
        const code = pairs[slot * 2 + 1] as number;
        if (code === 0) break;
        if (pairs[slot * 2] === hash && isValue(store.starts, store.bytes, code, bytes, start, end))
          return code;
        slot = (slot + 1) & mask;
      }
      const code = store.add(bytes, start, end);
      pairs[slot * 2] = hash;
      pairs[slot * 2 + 1] = code;
      if (code > most) resize((mask + 1) * 2);
      return code;
    },
  };
}
