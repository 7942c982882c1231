import { concatBytes, fail } from '#kernel';
import { HASH_BYTES, joinPeaks, rootHash } from './merkle.ts';
import type { LeafRange } from './proofs.ts';
import type { TileStore } from './tile-store.ts';

/** Hashes in a full tile: 2^8 (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
const WIDTH = BigInt(TILE_WIDTH);
const TILE_HEIGHT = 8n;

/** A tile or an entry bundle: which one, and how many hashes or entries it has in a given tree. */
export interface TilePlace {
  readonly level: number | 'entries';
  readonly index: bigint;
  /** 1 to 256; below 256 the tile is partial. */
  readonly width: number;
}

/** Where a tile is kept: `tile/<L>/<N>[.p/<W>]`, N in groups of three digits, each but the last with an `x` before it. */
export function tilePath({ level, index, width }: TilePlace): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** How many hashes a level has in a tree of some size. The entries stand beside level 0. */
export const hashesAtLevel = (level: TilePlace['level'], size: bigint): bigint =>
  level === 'entries' ? size : size >> (TILE_HEIGHT * BigInt(level));

/** The tile that holds hash `position` of a level, as wide as the tree's size makes it. */
export function tileHolding(level: TilePlace['level'], position: bigint, size: bigint): TilePlace {
  const index = position / WIDTH;
  const left = hashesAtLevel(level, size) - index * WIDTH;
  return { level, index, width: Number(left < WIDTH ? left : WIDTH) };
}

/**
 * The bytes of a tile or bundle. A partial one may have been removed once the full one is there; then that is read.
 * Throws `TRANSPARENCY_LOG_DAMAGED` when neither is there.
 */
export async function readPlace(store: TileStore, place: TilePlace): Promise<Uint8Array> {
  const path = tilePath(place);
  const bytes = (await store.read(path)) ?? (await store.read(tilePath({ ...place, width: TILE_WIDTH })));
  if (bytes === undefined) return fail('TRANSPARENCY_LOG_DAMAGED', { path, reason: 'it is missing' });
  // A store may give a Buffer, whose `slice` and comparison differ from those of plain bytes.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The hashes of a tile. Throws `TRANSPARENCY_LOG_DAMAGED`. */
export async function readTile(store: TileStore, place: TilePlace): Promise<readonly Uint8Array[]> {
  const bytes = await readPlace(store, place);
  const wanted = place.width * HASH_BYTES;
  if (bytes.length !== wanted && bytes.length !== TILE_WIDTH * HASH_BYTES)
    return fail('TRANSPARENCY_LOG_DAMAGED', {
      path: tilePath(place),
      reason: `it has ${bytes.length} bytes, not ${wanted}`,
    });
  return splitHashes(bytes.subarray(0, wanted));
}

export const splitHashes = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / HASH_BYTES }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );

/** Reads subtree hashes out of the tiles of a tree; each tile is read once. */
export interface TileReader {
  /** The Merkle tree hash of a range that is a node of the tree, as every range of a proof is. */
  rangeHash(range: LeafRange): Promise<Uint8Array>;
}

export function tileReader(store: TileStore, size: bigint): TileReader {
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>();
  const tileAt = (place: TilePlace): Promise<readonly Uint8Array[]> => {
    const path = tilePath(place);
    const tile = tiles.get(path) ?? readTile(store, place);
    tiles.set(path, tile);
    return tile;
  };
  /** The root of the complete subtree of 2^height leaves that begins at leaf `from`: some hashes of one tile. */
  const completeHash = async (from: bigint, height: bigint): Promise<Uint8Array> => {
    const level = height / TILE_HEIGHT;
    const position = from >> (TILE_HEIGHT * level);
    const tile = await tileAt(tileHolding(Number(level), position, size));
    const start = Number(position % WIDTH);
    return rootHash(tile.slice(start, start + 2 ** Number(height % TILE_HEIGHT)));
  };
  return {
    async rangeHash({ from, to }) {
      const peaks: Uint8Array[] = [];
      for (let at = from; at < to; ) {
        const height = BigInt((to - at).toString(2).length - 1);
        peaks.push(await completeHash(at, height));
        at += 1n << height;
      }
      return joinPeaks(peaks);
    },
  };
}

/** One bundle of entries: each a big-endian 16-bit length, then its bytes. */
export const encodeBundle = (entries: readonly Uint8Array[]): Uint8Array =>
  concatBytes(...entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]));

/** The entries of a bundle, or `undefined` when the bytes do not divide into whole entries. */
export function decodeBundle(bytes: Uint8Array): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) return undefined;
    const end = at + 2 + view.getUint16(at);
    if (end > bytes.length) return undefined;
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** The entries of one bundle in a tree. Throws `TRANSPARENCY_LOG_DAMAGED`. */
export async function readBundle(store: TileStore, place: TilePlace): Promise<readonly Uint8Array[]> {
  const entries = decodeBundle(await readPlace(store, place));
  if (entries === undefined || (entries.length !== place.width && entries.length !== TILE_WIDTH))
    return fail('TRANSPARENCY_LOG_DAMAGED', {
      path: tilePath(place),
      reason: `it does not hold ${place.width} whole entries`,
    });
  return entries.slice(0, place.width);
}
