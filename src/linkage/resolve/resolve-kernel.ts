import { kernelBytes } from './resolve-wasm.ts';

/** The functions of wasm/index.as.ts. Addresses and counts are numbers of 32 bits; rows are below 2 to the power of 31. */
export interface ResolveExports {
  readonly memory: WebAssembly.Memory;
  sortByKey(order: number, count: number, key: number, room: number): void;
  orderByWeight(
    left: number,
    right: number,
    weight: number,
    count: number,
    least: number,
    without: number,
    order: number,
    room: number,
  ): number;
  open(at: number, rows: number, floor: number, clip: number, sample: number): void;
  parents(): number;
  rescored(): number;
  refused(): number;
  meanBetween(a: number, b: number): number;
  meanOfRow(row: number, root: number): number;
  meanAcross(a: number, b: number, weight: number): number;
  join(a: number, b: number): void;
  clusters(
    left: number,
    right: number,
    weight: number,
    count: number,
    least: number,
    rows: number,
    order: number,
    alone: number,
    partners: number,
    room: number,
  ): number;
}

/** What a guard asks for; sorting asks for nothing. */
export interface ResolveImports {
  weightOf(i: number, j: number): number;
  invalid(): void;
}

/** An instance of the kernel and its memory, given out from one end; all of it 0 at first. */
export interface ResolveRoom {
  readonly kernel: ResolveExports;
  /** Room for so many bytes; gives its address, a multiple of 8. */
  take(bytes: number): number;
  put(array: Uint32Array | Float64Array): number;
  u32(at: number, length: number): Uint32Array;
}

/** Bytes besides 12 an item that sorting takes: the digits. */
export const SORTING = 8192;

const PAGE = 65_536;
const none: ResolveImports = { weightOf: () => Number.NaN, invalid: () => {} };
let compiled: WebAssembly.Module | undefined;

/** New memory for so many bytes, with which an instance does its work; it goes when that is forgotten. */
export function newRoom(bytes: number, imports = none): ResolveRoom {
  compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(kernelBytes, 'base64')));
  const made = new WebAssembly.Instance(compiled, { env: { ...imports } });
  const kernel = made.exports as unknown as ResolveExports;
  const { memory } = kernel;
  memory.grow(Math.ceil(bytes / PAGE) + 1);
  // Address 0 is no array.
  let taken = 8;
  const take = (size: number): number => {
    const at = taken;
    taken += Math.ceil(size / 8) * 8;
    return at;
  };
  return {
    kernel,
    take,
    put(array) {
      const at = take(array.byteLength);
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      new Uint8Array(memory.buffer, at, bytes.length).set(bytes);
      return at;
    },
    u32: (at, length) => new Uint32Array(memory.buffer, at, length),
  };
}
