/**
 * Counter-based randomness: everything drawn for a thing is a pure function of the seed, the name of a stream
 * and the thing's number, so that any household can be made again, alone and in any order, without state.
 */

/** MurmurHash3's finaliser: every bit of the input changes half of the output's bits. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 32-bit number for a text seed or a stream's name (FNV-1a, then mixed). */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  return mix(h);
}

/**
 * A run of draws for one thing: number `index` of a stream. Generator: Chris Doty-Humphrey's sfc32, started from
 * mixed words. A class, because several are made for every row and closures cost three times as much.
 */
export class Draws {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(stream: number, index: number) {
    this.a = mix(stream ^ 0x9e3779b9);
    this.b = mix(index ^ this.a);
    this.c = mix(Math.floor(index / 0x1_0000_0000) ^ this.b ^ 0x5bd1e995);
    for (let warm = 0; warm < 8; warm++) this.unit();
  }

  /** Uniform in [0, 1), 32 bits. */
  unit(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Whole number from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
}

/** One uniform draw in [0, 1) for a thing: cheaper than `Draws` where one is enough. */
export function unitAt(stream: number, index: number): number {
  const high = mix(Math.floor(index / 0x1_0000_0000) ^ stream);
  return (mix(mix(index ^ high) ^ 0x27d4eb2f) >>> 0) / 0x1_0000_0000;
}

/**
 * A permutation of 0 to `size - 1` as a function: a Feistel network of four rounds on the next even number of
 * bits, walked until the result is inside. Gives files an order, and people references, that say nothing.
 */
export function permutation(key: number, size: number): (index: number) => number {
  let half = 1;
  while (2 ** (2 * half) < size) half++;
  const mask = 2 ** half - 1;
  const once = (index: number): number => {
    let left = Math.floor(index / (mask + 1));
    let right = index % (mask + 1);
    for (let round = 0; round < 4; round++) {
      const next = left ^ (mix(right ^ mix(key ^ Math.imul(round + 1, 0x9e3779b9))) & mask);
      left = right;
      right = next;
    }
    return left * (mask + 1) + right;
  };
  return (index) => {
    let at = once(index);
    while (at >= size) at = once(at);
    return at;
  };
}

/** Picks from a list whose items fall in frequency like 1 / (rank + 8), as the common names of a country do. */
export function byRank<T>(items: readonly T[]): (draws: Draws) => T {
  return weighted(items.map((item, rank) => [item, 1 / (rank + 9)] as const));
}

/** Picks by weight. */
export function weighted<T>(items: readonly (readonly [item: T, weight: number])[]): (draws: Draws) => T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let sum = 0;
  const upTo = items.map(([, weight]) => {
    sum += weight;
    return sum / total;
  });
  return (draws) => {
    const at = draws.unit();
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return (items[low] as readonly [T, number])[0];
  };
}
