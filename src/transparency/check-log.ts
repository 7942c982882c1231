import { concatBytes, equalBytes, isStileError, type Problem, problem } from '#kernel';
import type { VerifierKey } from '#signing';
import { type Checkpoint, readCheckpoint } from './checkpoint.ts';
import { leafHash, rootHash, treeHasher } from './merkle.ts';
import type { TileStore } from './tile-store.ts';
import { readBundle, readTile, TILE_WIDTH, type TilePlace, tileHolding, tilePath } from './tiles.ts';

export interface LogCheck {
  /** The stored checkpoint, when its signature holds. */
  readonly checkpoint?: Checkpoint;
  /** Everything that differs; none when the log is sound. */
  readonly findings: readonly Problem[];
}

/**
 * Checks a whole log. Every hash is worked out again from the entries' bytes; stored hashes are only ever compared
 * with what the entries give. With a `remembered` checkpoint, also that the log continues it. Throws nothing about the
 * log: what is wrong is in `findings`.
 */
export async function checkLog(
  store: TileStore,
  key: VerifierKey,
  remembered?: Checkpoint,
): Promise<LogCheck> {
  const findings: Problem[] = [];
  const checkpoint = await noting(findings, () => readCheckpoint(store, key));
  if (checkpoint === undefined) {
    if (findings.length === 0) findings.push(problem('TRANSPARENCY_CHECKPOINT_MISSING', {}));
    return { findings };
  }
  const { size, root } = checkpoint;
  if (remembered !== undefined && remembered.size > size)
    findings.push(problem('TRANSPARENCY_LOG_ROLLED_BACK', { remembered: remembered.size, size }));

  const tree = treeHasher();
  const tiles = tileChecker(store, findings);
  const noteRemembered = () => {
    if (remembered?.size === tree.size() && !equalBytes(remembered.root, tree.root()))
      findings.push(problem('TRANSPARENCY_LOG_FORKED', { remembered: remembered.size, size }));
  };
  noteRemembered();
  for (let at = 0n; at < size; at += BigInt(TILE_WIDTH)) {
    const place = tileHolding('entries', at, size);
    const entries = await noting(findings, () => readBundle(store, place));
    // Without its entries nothing after this bundle can be worked out.
    if (entries === undefined) return { checkpoint, findings };
    for (const hash of entries.map(leafHash)) {
      tree.push(hash);
      await tiles.push(0, hash);
      noteRemembered();
    }
  }
  await tiles.finish();
  if (!equalBytes(tree.root(), root))
    findings.push(damage('checkpoint', 'its root is not the root of the entries'));
  return { checkpoint, findings };
}

/** Collects the hashes of each level into tiles, compares each with the stored one, and passes its root up. */
function tileChecker(store: TileStore, findings: Problem[]) {
  const levels: { index: bigint; hashes: Uint8Array[] }[] = [];
  const compare = async (place: TilePlace, hashes: readonly Uint8Array[]) => {
    const stored = await noting(findings, () => readTile(store, place));
    if (stored !== undefined && !equalBytes(concatBytes(...stored), concatBytes(...hashes)))
      findings.push(damage(tilePath(place), 'its hashes are not those of the entries'));
  };
  const push = async (level: number, hash: Uint8Array): Promise<void> => {
    levels[level] ??= { index: 0n, hashes: [] };
    const tile = levels[level];
    tile.hashes.push(hash);
    if (tile.hashes.length < TILE_WIDTH) return;
    await compare({ level, index: tile.index, width: TILE_WIDTH }, tile.hashes);
    levels[level] = { index: tile.index + 1n, hashes: [] };
    await push(level + 1, rootHash(tile.hashes));
  };
  return {
    push,
    /** Compares the partial tiles at the right edge. */
    async finish(): Promise<void> {
      for (const [level, { index, hashes }] of levels.entries())
        if (hashes.length > 0) await compare({ level, index, width: hashes.length }, hashes);
    },
  };
}

const damage = (path: string, reason: string): Problem =>
  problem('TRANSPARENCY_LOG_DAMAGED', { path, reason });

/** Runs a step and notes its error from the catalogue; any other error is thrown on. */
async function noting<T>(findings: Problem[], step: () => Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    const { code, message, cure } = error;
    findings.push({ code, message, cure });
    return undefined;
  }
}
