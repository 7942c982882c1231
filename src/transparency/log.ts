import { concatBytes, equalBytes, fail, utf8 } from '#kernel';
import { type SigningKey, type VerifierKey, verifierKey } from '#signing';
import { CHECKPOINT_PATH, type Checkpoint, readCheckpoint, signCheckpoint } from './checkpoint.ts';
import {
  type ConsistencyClaim,
  emptyRoot,
  type InclusionClaim,
  leafHash,
  rootHash,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';
import { consistencyRanges, inclusionRanges } from './proofs.ts';
import type { TileStore } from './tile-store.ts';
import {
  encodeBundle,
  hashesAtLevel,
  readBundle,
  readTile,
  TILE_WIDTH,
  tileHolding,
  tilePath,
  tileReader,
} from './tiles.ts';

/** The length of an entry is a 16-bit number (C2SP tlog-tiles, “Log entries”). */
export const MOST_ENTRY_BYTES = 65_535;

export interface Appended {
  /** Position of the first new entry. */
  readonly first: bigint;
  readonly checkpoint: Checkpoint;
}

/**
 * Adds entries to a log, and begins one where there is none. Tiles are written first, then the entries, and the
 * checkpoint last, so a reader never sees a tree that is not all there, and after a stop at any point the log is as it
 * was and the same call can be made again. What is there is checked against its signed root before it is built upon.
 * The caller makes sure that nobody else appends meanwhile.
 * `remembered`: a checkpoint kept elsewhere; a log that is behind it or does not continue it is refused.
 * Throws `TRANSPARENCY_ENTRY_TOO_LARGE`, `TRANSPARENCY_LOG_DAMAGED`, `TRANSPARENCY_LOG_ROLLED_BACK`,
 * `TRANSPARENCY_LOG_FORKED`, and what `readCheckpoint` throws.
 */
export async function appendEntries(
  store: TileStore,
  entries: readonly Uint8Array[],
  { origin, key, remembered }: { origin: string; key: SigningKey; remembered?: Checkpoint },
): Promise<Appended> {
  entries.forEach(checkEntrySize);
  const known = await readCheckpoint(store, verifierKey(origin, key.publicKey));
  if (remembered !== undefined) await checkContinues(store, known, remembered);
  if (known !== undefined && entries.length === 0) return { first: known.size, checkpoint: known };
  const first = known?.size ?? 0n;
  const oldRoot = await tileReader(store, first).rangeHash({ from: 0n, to: first });
  if (!equalBytes(oldRoot, known?.root ?? emptyRoot()))
    return damaged('tile', 'its root is not the signed one');

  const size = first + BigInt(entries.length);
  await appendTiles(store, first, entries.map(leafHash));
  await appendBundles(store, first, entries);
  const root = await tileReader(store, size).rangeHash({ from: 0n, to: size });
  const checkpoint = signCheckpoint({ origin, size, root }, key);
  await store.write(CHECKPOINT_PATH, utf8(checkpoint.note));
  return { first, checkpoint };
}

function checkEntrySize(entry: Uint8Array, position: number): void {
  if (entry.length > MOST_ENTRY_BYTES)
    fail('TRANSPARENCY_ENTRY_TOO_LARGE', { position, bytes: entry.length, limit: MOST_ENTRY_BYTES });
}

const damaged = (path: string, reason: string): never => fail('TRANSPARENCY_LOG_DAMAGED', { path, reason });

async function appendTiles(
  store: TileStore,
  first: bigint,
  leafHashes: readonly Uint8Array[],
): Promise<void> {
  let added = leafHashes;
  for (let level = 0; added.length > 0; level++) {
    const start = hashesAtLevel(level, first);
    const hashes = [
      ...(await edge(start, () => readTile(store, tileHolding(level, start, first)))),
      ...added,
    ];
    const full: Uint8Array[] = [];
    for (const [index, tile] of inTiles(start, hashes)) {
      await store.write(tilePath({ level, index, width: tile.length }), concatBytes(...tile));
      if (tile.length === TILE_WIDTH) full.push(rootHash(tile));
    }
    added = full;
  }
}

async function appendBundles(store: TileStore, first: bigint, added: readonly Uint8Array[]): Promise<void> {
  const partial = await edge(first, async () => {
    const entries = await readBundle(store, tileHolding('entries', first, first));
    const hashes = await readTile(store, tileHolding(0, first, first));
    if (!entries.every((entry, i) => equalBytes(leafHash(entry), hashes[i] ?? new Uint8Array())))
      return damaged(tilePath(tileHolding('entries', first, first)), 'an entry does not fit its hash');
    return entries;
  });
  for (const [index, bundle] of inTiles(first, [...partial, ...added]))
    await store.write(tilePath({ level: 'entries', index, width: bundle.length }), encodeBundle(bundle));
}

/** What the last tile holds when it is partial; nothing when the next hash begins a new one. */
const edge = async (
  start: bigint,
  read: () => Promise<readonly Uint8Array[]>,
): Promise<readonly Uint8Array[]> => (start % BigInt(TILE_WIDTH) === 0n ? [] : read());

/** Divides the items from the beginning of the tile that holds `start` into tiles. */
function inTiles<T>(start: bigint, items: readonly T[]): (readonly [index: bigint, items: readonly T[]])[] {
  const firstTile = start / BigInt(TILE_WIDTH);
  return Array.from({ length: Math.ceil(items.length / TILE_WIDTH) }, (_, i) => [
    firstTile + BigInt(i),
    items.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH),
  ]);
}

/**
 * Checks that a log still holds everything that a remembered checkpoint covers.
 * Throws `TRANSPARENCY_LOG_ROLLED_BACK`, `TRANSPARENCY_LOG_FORKED`, `TRANSPARENCY_CHECKPOINT_MISSING`,
 * `TRANSPARENCY_LOG_DAMAGED`, and what `readCheckpoint` throws.
 */
export async function checkForward(
  store: TileStore,
  key: VerifierKey,
  remembered: Checkpoint,
): Promise<Checkpoint> {
  const current = await readCheckpoint(store, key);
  await checkContinues(store, current, remembered);
  return current ?? fail('TRANSPARENCY_CHECKPOINT_MISSING', {});
}

async function checkContinues(
  store: TileStore,
  current: Checkpoint | undefined,
  remembered: Checkpoint,
): Promise<void> {
  const { size: size1, root: root1 } = remembered;
  const { size: size2, root: root2 } = current ?? { size: 0n, root: emptyRoot() };
  if (size2 < size1) fail('TRANSPARENCY_LOG_ROLLED_BACK', { remembered: size1, size: size2 });
  const proof = await rangeHashes(store, size2, consistencyRanges(size1, size2));
  try {
    verifyConsistency({ size1, root1, size2, root2, proof });
  } catch (error) {
    fail('TRANSPARENCY_LOG_FORKED', { remembered: size1, size: size2 }, { cause: error });
  }
}

async function rangeHashes(
  store: TileStore,
  size: bigint,
  ranges: ReturnType<typeof inclusionRanges>,
): Promise<Uint8Array[]> {
  const reader = tileReader(store, size);
  return Promise.all(ranges.map((range) => reader.rangeHash(range)));
}

/**
 * The proof that entry `index` is in the log at a checkpoint, made from the tiles and verified before it is given.
 * Throws `TRANSPARENCY_PROOF_RANGE`, `TRANSPARENCY_LOG_DAMAGED`, `TRANSPARENCY_INCLUSION_WRONG` (stored hashes changed).
 */
export async function proveInclusion(
  store: TileStore,
  index: bigint,
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
): Promise<InclusionClaim> {
  const ranges = inclusionRanges(index, size);
  const proof = await rangeHashes(store, size, ranges);
  const leaf = await tileReader(store, size).rangeHash({ from: index, to: index + 1n });
  const claim = { index, size, root, leafHash: leaf, proof };
  verifyInclusion(claim);
  return claim;
}

/** The proof that the log at `size1` is the beginning of the log at a checkpoint. Throws as `proveInclusion` does. */
export async function proveConsistency(
  store: TileStore,
  size1: bigint,
  { size: size2, root: root2 }: Pick<Checkpoint, 'size' | 'root'>,
): Promise<ConsistencyClaim> {
  const proof = await rangeHashes(store, size2, consistencyRanges(size1, size2));
  const root1 = await tileReader(store, size2).rangeHash({ from: 0n, to: size1 });
  const claim = { size1, root1, size2, root2, proof };
  verifyConsistency(claim);
  return claim;
}

/** Entries `from` up to but not including `to`, as stored: `checkLog` says whether to believe them. Throws `TRANSPARENCY_LOG_DAMAGED`. */
export async function readEntries(
  store: TileStore,
  { size }: Pick<Checkpoint, 'size'>,
  from = 0n,
  to = size,
): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = [];
  const width = BigInt(TILE_WIDTH);
  for (let index = from / width; index * width < to; index++) {
    const bundle = await readBundle(store, tileHolding('entries', index * width, size));
    const start = Number(from - index * width);
    entries.push(...bundle.slice(Math.max(0, start), Number(to - index * width)));
  }
  return entries;
}
