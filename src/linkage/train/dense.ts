// biome-ignore-all lint/style/noNonNullAssertion: hot loops over typed arrays whose bounds the code keeps

/** Numbers from 1 for what rows or patterns have in common; 0 for those left out. */
export interface Numbering {
  readonly ids: Uint32Array;
  /** How many numbers there are, 0 not counted. */
  readonly count: number;
}

/** Numbers the pairs (number so far, code) in order of first meeting; 0 in either leaves the entry out. Linear. */
export function refine({ ids, count }: Numbering, codes: ArrayLike<number>): Numbering {
  const n = ids.length;
  const next = new Uint32Array(n);
  if (count <= 1) return renumber(ids, codes);
  let bits = 4;
  while (1 << bits < n * 2) bits++;
  const mask = (1 << bits) - 1;
  const slots = new Uint32Array(1 << bits);
  const firstA = new Uint32Array(n + 1);
  const firstB = new Uint32Array(n + 1);
  let made = 0;
  for (let i = 0; i < n; i++) {
    const a = ids[i]!;
    const b = codes[i]!;
    if (a === 0 || b === 0) continue;
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let at = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const id = slots[at]!;
      if (id === 0) {
        made++;
        slots[at] = made;
        firstA[made] = a;
        firstB[made] = b;
        next[i] = made;
        break;
      }
      if (firstA[id] === a && firstB[id] === b) {
        next[i] = id;
        break;
      }
      at = (at + 1) & mask;
    }
  }
  return { ids: next, count: made };
}

/** Codes as they are, where the numbering so far only says who takes part. */
function renumber(ids: Uint32Array, codes: ArrayLike<number>): Numbering {
  const next = new Uint32Array(ids.length);
  let largest = 0;
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === 0) continue;
    const code = codes[i]!;
    next[i] = code;
    if (code > largest) largest = code;
  }
  return { ids: next, count: largest };
}

/** Everyone under one number. */
export const together = (length: number): Numbering => ({ ids: new Uint32Array(length).fill(1), count: 1 });
