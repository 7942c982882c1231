/** Linear memory that several threads share, given out from one end; any thread may take from it. */
export interface SharedMemory {
  readonly memory: WebAssembly.Memory;
  /** Pages that it may have at most. */
  readonly maximum: number;
  /** Room for so many bytes, all 0 when it was never used before; gives its address, a multiple of 64. Throws `MemoryFull`. */
  take(bytes: number): number;
  /** Copies an array into room of its own, with so many bytes to spare behind it. */
  put(array: Uint8Array | Uint16Array | Uint32Array | Float64Array, spare?: number): number;
  u8(at: number, length: number): Uint8Array;
  i32(at: number, length: number): Int32Array;
  u32(at: number, length: number): Uint32Array;
  u64(at: number, length: number): BigUint64Array;
  f64(at: number, length: number): Float64Array;
  /** Bytes given out so far. */
  taken(): number;
  /** Goes back to an earlier `taken`. Only while no other thread takes. What is taken afterwards is not all 0. */
  release(to: number): void;
}

/**
 * There is no more memory of the so many MiB that may be used. Not an entry of the catalogue: threads that only compare
 * pairs load nothing but this folder, so that they start quickly.
 */
export class MemoryFull extends RangeError {
  override readonly name = 'MemoryFull';
  readonly limit: number;
  constructor(limit: number) {
    super(`${limit} MiB of memory are full.`);
    this.limit = limit;
  }
}

export const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** The first unit holds how many units are given out. */
const UNIT = 64;

/** New memory of at most `limit` bytes, and never more than 4 GiB, which is all that addresses of 32 bits reach. */
export function newSharedMemory(limit: number): SharedMemory {
  const maximum = Math.max(16, Math.min(MOST_PAGES, Math.ceil(limit / PAGE)));
  const shared = sharedMemory(new WebAssembly.Memory({ initial: 16, maximum, shared: true }), maximum);
  shared.u32(0, 1)[0] = 1;
  return shared;
}

/** Memory that another thread made, of at most so many pages. */
export function sharedMemory(memory: WebAssembly.Memory, maximum: number): SharedMemory {
  const units = new Uint32Array(memory.buffer, 0, 1);
  const room = (end: number): void => {
    const short = end - memory.buffer.byteLength;
    if (short <= 0) return;
    // Another thread may grow it at the same time: then there is a little more than was asked for.
    const pages = Math.ceil(short / PAGE);
    if (end > maximum * PAGE) throw new MemoryFull(Math.floor((maximum * PAGE) / 1_048_576));
    const step = Math.min(Math.max(pages, 256), maximum - memory.buffer.byteLength / PAGE);
    memory.grow(Math.max(pages, step));
  };
  const take = (bytes: number): number => {
    const at = Atomics.add(units, 0, Math.ceil(bytes / UNIT)) * UNIT;
    room(at + bytes);
    return at;
  };
  return {
    memory,
    maximum,
    take,
    put(array, spare = 0) {
      const at = take(array.byteLength + spare);
      new Uint8Array(memory.buffer, at, array.byteLength).set(
        new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      );
      return at;
    },
    u8: (at, length) => new Uint8Array(memory.buffer, at, length),
    i32: (at, length) => new Int32Array(memory.buffer, at, length),
    u32: (at, length) => new Uint32Array(memory.buffer, at, length),
    u64: (at, length) => new BigUint64Array(memory.buffer, at, length),
    f64: (at, length) => new Float64Array(memory.buffer, at, length),
    taken: () => Atomics.load(units, 0) * UNIT,
    release: (to) => {
      Atomics.store(units, 0, to / UNIT);
    },
  };
}
