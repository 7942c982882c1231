import { fail } from '#kernel';
import { type ByteDictionary, wasmModule } from '#linkage';
import type { Cells } from './cells.ts';
import type { Page } from './parquet-pages.ts';
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
  unsnap(from: number, length: number, out: number, size: number): number;
  dictionaryPage(column: number, at: number, end: number, count: number, room: number, map: number): number;
  dataPage(
    column: number,
    levels: number,
    from: number,
    end: number,
    rows: number,
    indexed: number,
    map: number,
    mapped: number,
    room: number,
    codes: number,
  ): number;
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
  /**
   * Takes a page of Parquet: a dictionary, for the data pages after it; of a data page writes the numbers of its rows from
   * `codes[at]` on. Throws `LINK_JOB_TOO_MUCH_TEXT`, and a RangeError where the page is not as the format says.
   */
  page(page: Page, codes: Uint32Array, at: number): void;
  /** The body of a page that Snappy packed. Throws a RangeError where it is not as the format says. */
  unsnapped(body: Uint8Array, size: number): Uint8Array;
  /** The values; the store must not be used again. */
  finish(): ByteDictionary;
}

const FULL = 0xffffffff;
const MALFORMED = 0xfffffffe;
/** Values are compared by words of 8 bytes: so much may be read behind the last. */
const SPARE = 64;
const CHUNK_HEAD = 8;

const spaced = (bytes: number): number => (bytes + SPARE + 3) & ~3;

const compiled = wasmModule(kernelBytes);

export function valueStore(): ValueStore {
  const kernel = new WebAssembly.Instance(compiled(), {}).exports as unknown as ValuesExports;
  const full = (): never => fail('LINK_JOB_TOO_MUCH_TEXT', {});
  // The kernel counts in 32 bits with a sign.
  const address = (at: number): number => (at === 0 ? full() : at >>> 0);
  const column = address(kernel.open());
  const numbers = (at: number, count: number) => new Uint32Array(kernel.memory.buffer, at, count);
  let indexed = false;
  /** Codes of the values of the dictionary of a Parquet file, until the next. */
  let dictionary: Uint32Array = new Uint32Array(0);

  const index = (): void => {
    if (!indexed && kernel.index(column) === 0) full();
    indexed = true;
  };
  const done = (result: number): void => {
    if (result >>> 0 === FULL) full();
    if (result >>> 0 === MALFORMED) throw new RangeError('malformed page');
  };

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
      index();
      const { count } = cells;
      const input = put(cells);
      const { base, firsts, lasts, hashes } = input;
      done(kernel.intern(column, input.at, base, firsts, lasts, count, hashes, input.codes));
      codes.set(numbers(input.codes, count), at);
    },
    rise(cells) {
      const { at, base, firsts, lasts } = put(cells);
      const risen = kernel.rise(column, at, base, firsts, lasts, cells.count) >>> 0;
      return risen === FULL ? full() : risen;
    },
    page({ kind, count, levels, body, unpacked, indexed: byNumber }, codes, at) {
      index();
      const inFront = levels instanceof Uint8Array ? levels.length : 0;
      const given = spaced(body.length);
      const opened = unpacked === undefined ? 0 : spaced(unpacked);
      const before = spaced(inFront);
      const map = byNumber ? dictionary.length : 0;
      const input = address(kernel.inputRoom(before + given + opened + 4 * map + 20 * count));
      const heap = new Uint8Array(kernel.memory.buffer);
      if (levels instanceof Uint8Array) heap.set(levels, input);
      heap.set(body, input + before);
      let from = input + before;
      let end = from + body.length;
      if (unpacked !== undefined) {
        const to = from + given;
        if (kernel.unsnap(from, body.length, to, unpacked) === 0) done(MALFORMED);
        from = to;
        end = to + unpacked;
      }
      const mapAt = input + before + given + opened;
      const room = mapAt + 4 * map;
      const out = room + 16 * count;
      if (kind === 'dictionary') {
        done(kernel.dictionaryPage(column, from, end, count, room, out));
        dictionary = numbers(out, count).slice();
        return;
      }
      if (byNumber) numbers(mapAt, map).set(dictionary);
      let levelsAt = from;
      if (levels === 'inside') {
        const length = end - from < 4 ? MALFORMED : new DataView(kernel.memory.buffer).getUint32(from, true);
        if (length > end - from - 4) done(MALFORMED);
        levelsAt = from + 4;
        from = levelsAt + length;
      } else if (levels !== undefined) levelsAt = input;
      done(kernel.dataPage(column, levelsAt, from, end, count, byNumber ? 1 : 0, mapAt, map, room, out));
      codes.set(numbers(out, count), at);
    },
    unsnapped(body, size) {
      const from = address(kernel.inputRoom(spaced(body.length) + spaced(size)));
      const to = from + spaced(body.length);
      new Uint8Array(kernel.memory.buffer).set(body, from);
      if (kernel.unsnap(from, body.length, to, size) === 0) done(MALFORMED);
      return new Uint8Array(kernel.memory.buffer, to, size).slice();
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
