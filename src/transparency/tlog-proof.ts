import { base64, fail, fromBase64 } from '#kernel';
import type { VerifierKey } from '#signing';
import { type Checkpoint, verifyCheckpoint } from './checkpoint.ts';
import { HASH_BYTES, type InclusionClaim, verifyInclusion } from './merkle.ts';

/** A proof that stands alone: entry position, hashes and the signed checkpoint (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: bigint;
  /** From the leaf's sibling up. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint, a signed note. */
  readonly checkpoint: string;
  /** Opaque bytes that nothing signs. */
  readonly extra?: Uint8Array;
}

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A tree of 2^63 leaves needs no more hashes than this. */
const MOST_HASHES = 63;

/** The text of a `.tlog-proof` file. */
export function writeTlogProof(
  { index, proof }: Pick<InclusionClaim, 'index' | 'proof'>,
  { note }: Checkpoint,
): string {
  return [FIRST_LINE, `index ${index}`, ...proof.map(base64), '', note].join('\n');
}

/** Reads a `.tlog-proof` file; verifies nothing. Throws `TRANSPARENCY_PROOF_FILE_INVALID`. */
export function parseTlogProof(text: string): TlogProof {
  const refuse = (reason: string): never => fail('TRANSPARENCY_PROOF_FILE_INVALID', { reason });
  const gap = text.indexOf('\n\n');
  if (gap < 0) return refuse('no blank line stands before the checkpoint');
  const [first, ...lines] = text.slice(0, gap).split('\n');
  if (first !== FIRST_LINE) return refuse(`the first line is not “${FIRST_LINE}”`);
  const extraText = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined;
  const extra = extraText === undefined ? undefined : fromBase64(extraText);
  if (extraText !== undefined && extra === undefined) return refuse('the extra line is not canonical base64');
  const [, indexText] = /^index (0|[1-9][0-9]{0,19})$/.exec(lines.shift() ?? '') ?? [];
  if (indexText === undefined) return refuse('the line “index” with a whole number is missing');
  if (lines.length > MOST_HASHES) return refuse(`it has more than ${MOST_HASHES} hashes`);
  const proof = lines.map((line) => fromBase64(line) ?? refuse('a hash is not canonical base64'));
  if (proof.some(({ length }) => length !== HASH_BYTES)) return refuse('a hash is not 32 bytes long');
  const parsed = { index: BigInt(indexText), proof, checkpoint: text.slice(gap + 2) };
  return extra === undefined ? parsed : { ...parsed, extra };
}

/**
 * Shows, with no network, that a leaf is in the log whose key is given. Returns where it is and the checkpoint that
 * says so. Throws `TRANSPARENCY_PROOF_FILE_INVALID`, `TRANSPARENCY_INCLUSION_WRONG`, and what `verifyCheckpoint` throws.
 */
export function verifyTlogProof(
  text: string,
  leafHash: Uint8Array,
  key: VerifierKey,
): { index: bigint; checkpoint: Checkpoint } {
  const { index, proof, checkpoint: note } = parseTlogProof(text);
  const checkpoint = verifyCheckpoint(note, key);
  verifyInclusion({ index, size: checkpoint.size, root: checkpoint.root, leafHash, proof });
  return { index, checkpoint };
}
