import { fail } from '#kernel';
import type { ByteDictionary } from '#linkage';
import type { Cells } from './cells.ts';
import { kernelBytes } from './values-wasm.ts';

/** The functions of values.as.ts. Addresses and counts are numbers of 32 bits. */
interface ValuesExports {
  readonly memory: WebAssembly.Memory;
  open(): number;
  inputRoom(bytes: number): number;
  index(column: number): number;
  intern(
    column: number,
    bytes: number,
    base: number,
    starts: number,
    ends: number,
    count: number,
    hashes: number,
    codes: number,
  ): number;
  rise(column: number, bytes: number, base: number, starts: number, ends: number, count: number): number;
  countOf(column: number): number;
  finish(column: number): number;
  firstChunk(column: number): number;
  nextChunk(chunk: number): number;
  chunkBytes(chunk: number): number;
}

/** The distinct values of a column, numbered from 1 as they first come. At most 4 GiB. */
export interface ValueStore {
  /** With 0, the missing value. */
  readonly count: number;
  /** Writes the number of each cell from `codes[at]` on, 0 for an empty one. Throws `LINK_JOB_TOO_MUCH_TEXT`. */
  intern(cells: Cells, codes: Uint32Array, at: number): void;
  /**
   * Keeps cells, none of them empty, while each is above the value before it: the shorter first, then by bytes. Gives how
   * many. Only before the first `intern`. Throws `LINK_JOB_TOO_MUCH_TEXT`.
   */
  rise(cells: Cells): number;
  /** The values; the store must not be used again. */
  finish(): ByteDictionary;
}

const FULL = 0xffffffff;
/** Values are compared by words of 8 bytes: so much may be read behind the last. */
const SPARE = 16;
const CHUNK_HEAD = 8;

let compiled: WebAssembly.Module | undefined;

export function valueStore(): ValueStore {
  compiled ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(kernelBytes, 'base64')));
  const kernel = new WebAssembly.Instance(compiled, {}).exports as unknown as ValuesExports;
  const full = (): never => fail('LINK_JOB_TOO_MUCH_TEXT', {});
  // The kernel counts in 32 bits with a sign.
  const address = (at: number): number => (at === 0 ? full() : at >>> 0);
  const column = address(kernel.open());
  const numbers = (at: number, count: number) => new Uint32Array(kernel.memory.buffer, at, count);
  let indexed = false;

  /** Puts cells where the kernel reads them. */
  const put = ({ bytes, starts, ends, count }: Cells) => {
    const base = count === 0 ? 0 : (starts[0] as number);
    const length = count === 0 ? 0 : (ends[count - 1] as number) - base;
    const room = (length + SPARE + 3) & ~3;
    const at = address(kernel.inputRoom(room + 16 * count));
    new Uint8Array(kernel.memory.buffer, at, length).set(bytes.subarray(base, base + length));
    const firsts = at + room;
    const lasts = firsts + 4 * count;
    numbers(firsts, count).set(starts.subarray(0, count));
    numbers(lasts, count).set(ends.subarray(0, count));
    return { at, base, firsts, lasts, hashes: lasts + 4 * count, codes: lasts + 8 * count };
  };

  return {
    get count() {
      return kernel.countOf(column) >>> 0;
    },
    intern(cells, codes, at) {
      if (!indexed && kernel.index(column) === 0) full();
      indexed = true;
      const { count } = cells;
      const input = put(cells);
      const { base, firsts, lasts, hashes } = input;
      const done = kernel.intern(column, input.at, base, firsts, lasts, count, hashes, input.codes);
      if (done >>> 0 === FULL) full();
      codes.set(numbers(input.codes, count), at);
    },
    rise(cells) {
      const { at, base, firsts, lasts } = put(cells);
      const risen = kernel.rise(column, at, base, firsts, lasts, cells.count) >>> 0;
      return risen === FULL ? full() : risen;
    },
    finish() {
      const count = kernel.countOf(column) >>> 0;
      const starts = numbers(address(kernel.finish(column)), count + 1).slice();
      const bytes = new Uint8Array(starts[count] as number);
      let to = 0;
      for (let chunk = kernel.firstChunk(column) >>> 0; chunk !== 0; chunk = kernel.nextChunk(chunk) >>> 0) {
        const length = kernel.chunkBytes(chunk) >>> 0;
        bytes.set(new Uint8Array(kernel.memory.buffer, chunk + CHUNK_HEAD, length), to);
        to += length;
      }
      return { count, starts, bytes };
    },
  };
}
