import { base64, fail, fromBase64, utf8Text } from '#kernel';
import { type SigningKey, signNote, type VerifierKey, verifyNote } from '#signing';
import { HASH_BYTES } from './merkle.ts';
import type { TileStore } from './tile-store.ts';

/** What a log says of itself (C2SP tlog-checkpoint). */
export interface TreeHead {
  /** The log's name, such as `log.example.org/node`. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
}

/** A signed tree head; `note` is the signed note, as it is stored and sent. */
export interface Checkpoint extends TreeHead {
  readonly note: string;
}

export const CHECKPOINT_PATH = 'checkpoint';

/** Signs a tree head. The key's name in the note is the origin. Throws `SIGNING_VERIFIER_KEY_INVALID`. */
export function signCheckpoint({ origin, size, root }: TreeHead, key: SigningKey): Checkpoint {
  const note = signNote(`${origin}\n${size}\n${base64(root)}\n`, origin, key);
  return { origin, size, root, note };
}

/** Reads the text of a checkpoint, without its signatures. Extension lines are refused. Throws `TRANSPARENCY_CHECKPOINT_INVALID`. */
export function parseTreeHead(text: string): TreeHead {
  const refuse = (reason: string): never => fail('TRANSPARENCY_CHECKPOINT_INVALID', { reason });
  const [origin = '', size = '', rootText = '', ...rest] = text.split('\n');
  if (rest.length !== 1 || rest[0] !== '') return refuse('it does not have just three lines');
  if (origin === '') return refuse('the origin is empty');
  if (!/^(0|[1-9][0-9]{0,19})$/.test(size)) return refuse('the size is not a whole number');
  const root = fromBase64(rootText);
  if (root?.length !== HASH_BYTES) return refuse('the root is not 32 bytes of canonical base64');
  return { origin, size: BigInt(size), root };
}

/**
 * A checkpoint that the log's key has signed; the origin must be the key's name.
 * Throws `TRANSPARENCY_CHECKPOINT_INVALID` and what `verifyNote` throws.
 */
export function verifyCheckpoint(note: Uint8Array | string, key: VerifierKey): Checkpoint {
  const head = parseTreeHead(verifyNote(note, [key]).text);
  if (head.origin !== key.name)
    return fail('TRANSPARENCY_CHECKPOINT_INVALID', { reason: `it is of another log, not of ${key.name}` });
  return { ...head, note: typeof note === 'string' ? note : utf8Text(note) };
}

/** The stored checkpoint, verified; `undefined` for a log that was never begun. Throws what `verifyCheckpoint` throws. */
export async function readCheckpoint(store: TileStore, key: VerifierKey): Promise<Checkpoint | undefined> {
  const note = await store.read(CHECKPOINT_PATH);
  return note === undefined ? undefined : verifyCheckpoint(note, key);
}
