import { wasmModule } from './wasm-module.ts';

/** What every kernel that has memory of its own shows. */
export interface OwnMemory {
  readonly memory: WebAssembly.Memory;
}

/** An instance of a kernel and its memory, given out from one end; all of it 0 at first. It goes when it is forgotten. */
export interface Room<Exports extends OwnMemory> {
  readonly kernel: Exports;
  /**
   * Room for so many bytes; gives its address, a multiple of 8 and never 0. Where memory must grow for it, arrays that look
   * into it are of no use any more.
   */
  take(bytes: number): number;
  /** Copies an array into room of its own. */
  put(array: Uint32Array | Float64Array): number;
  u32(at: number, length: number): Uint32Array;
}

const PAGE = 65_536;
/** The first address given out. */
const FIRST = 8;

export const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** Makes instances of a kernel, each with memory for so many bytes at first. */
export function roomMaker<Exports extends OwnMemory>(
  base64: string,
): (bytes: number, imports?: object) => Room<Exports> {
  const compiled = wasmModule(base64);
  return (bytes, imports = {}) => {
    const made = new WebAssembly.Instance(compiled(), { env: { ...imports } });
    const kernel = made.exports as unknown as Exports;
    const { memory } = kernel;
    const reach = (end: number): void => {
      const short = end - memory.buffer.byteLength;
      if (short > 0) memory.grow(Math.ceil(short / PAGE));
    };
    let taken = FIRST;
    reach(taken + bytes);
    const take = (size: number): number => {
      const at = taken;
      taken += aligned(size);
      reach(taken);
      return at;
    };
    return {
      kernel,
      take,
      put(array) {
        const at = take(array.byteLength);
        const own = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
        new Uint8Array(memory.buffer, at, own.length).set(own);
        return at;
      },
      u32: (at, length) => new Uint32Array(memory.buffer, at, length),
    };
  };
}
