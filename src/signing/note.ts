import { base64, concatBytes, fail, fromBase64, hex, sha256, utf8, utf8Text } from '#kernel';
import { publicKeyOfRaw, rawPublicKey, type SigningKey, verifySignature } from './keys.ts';

/** A public key for signed notes (C2SP signed-note, Ed25519). */
export interface VerifierKey {
  readonly name: string;
  /** The 32-bit key id of the note format, as 8 hexadecimal digits. */
  readonly keyHash: string;
  /** Base64 SPKI DER. */
  readonly publicKey: string;
  /** `name+hash+key`, as it is published. */
  readonly text: string;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyHash: string;
}

export interface VerifiedNote {
  /** The signed text, with its last newline. */
  readonly text: string;
  /** The known keys that signed, each once. */
  readonly signatures: readonly NoteSignature[];
}

const ED25519 = 0x01;
const MOST_SIGNATURES = 100;
const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Cc}+]+$/u.test(name);

/** A verifier key from a name and a base64 SPKI public key. Throws `SIGNING_VERIFIER_KEY_INVALID`, `SIGNING_PUBLIC_KEY_INVALID`. */
export function verifierKey(name: string, publicKey: string): VerifierKey {
  if (!isKeyName(name)) return refuseKey('the name is empty, or holds a space or a plus sign');
  const typed = concatBytes(Uint8Array.of(ED25519), rawPublicKey(publicKey, name));
  const keyHash = hex(sha256(concatBytes(utf8(`${name}\n`), typed)).subarray(0, 4));
  return { name, keyHash, publicKey, text: `${name}+${keyHash}+${base64(typed)}` };
}

/** Reads `name+hash+key`. Throws `SIGNING_VERIFIER_KEY_INVALID`, `SIGNING_PUBLIC_KEY_INVALID`. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', keyText = ''] =
    /^([^+]*)\+[^+]*\+(.*)$/s.exec(text) ?? refuseKey('it does not have three parts');
  const typed = fromBase64(keyText) ?? refuseKey('the key is not canonical base64');
  if (typed.length !== 33 || typed[0] !== ED25519) return refuseKey('the key is not an Ed25519 key');
  const key = verifierKey(name, publicKeyOfRaw(typed.subarray(1), name));
  return key.text === text ? key : refuseKey('the hash does not fit the name and the key');
}

const refuseKey = (reason: string): never => fail('SIGNING_VERIFIER_KEY_INVALID', { reason });
const refuse = (reason: string): never => fail('SIGNING_NOTE_INVALID', { reason });

/** Signs a text that ends in a newline; gives the whole note. Throws `SIGNING_NOTE_INVALID`, `SIGNING_VERIFIER_KEY_INVALID`. */
export function signNote(text: string, name: string, key: SigningKey): string {
  checkText(text);
  if (!text.endsWith('\n')) return refuse('the text does not end in a newline');
  const { keyHash } = verifierKey(name, key.publicKey);
  const signature = concatBytes(Buffer.from(keyHash, 'hex'), key.sign(utf8(text)));
  return `${text}\n— ${name} ${base64(signature)}\n`;
}

/**
 * Verifies a signed note (C2SP signed-note): text, blank line, signature lines. Signatures by unknown keys are passed
 * over; one by a known key that does not fit refuses the note, and so does a note that no known key signed.
 * Throws `SIGNING_NOTE_INVALID`, `SIGNING_NOTE_SIGNATURE_WRONG`, `SIGNING_NOTE_UNSIGNED`.
 */
export function verifyNote(note: Uint8Array | string, keys: readonly VerifierKey[]): VerifiedNote {
  const { text, lines } = splitNote(note);
  const message = utf8(text);
  const signatures = new Map<VerifierKey, NoteSignature>();
  for (const { name, keyHash, signature } of lines.map(readSignatureLine)) {
    const key = keys.find((known) => known.name === name && known.keyHash === keyHash);
    if (key === undefined) continue;
    if (!verifySignature(key.publicKey, message, signature, name))
      return fail('SIGNING_NOTE_SIGNATURE_WRONG', { name });
    signatures.set(key, { name, keyHash });
  }
  if (signatures.size === 0) return fail('SIGNING_NOTE_UNSIGNED', {});
  return { text, signatures: [...signatures.values()] };
}

function splitNote(note: Uint8Array | string): { text: string; lines: readonly string[] } {
  const whole = typeof note === 'string' ? note : readUtf8(note);
  checkText(whole);
  const gap = whole.lastIndexOf('\n\n');
  if (gap < 0) return refuse('no blank line stands between the text and the signatures');
  if (!whole.endsWith('\n')) return refuse('the last line does not end in a newline');
  const lines = whole.slice(gap + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return refuse(`it has more than ${MOST_SIGNATURES} signatures`);
  return { text: whole.slice(0, gap + 1), lines };
}

function checkText(text: string): void {
  if (!text.isWellFormed()) refuse('it is not valid Unicode');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids just these
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) refuse('it has a control character');
}

function readUtf8(bytes: Uint8Array): string {
  try {
    return utf8Text(bytes);
  } catch {
    return refuse('it is not valid UTF-8');
  }
}

function readSignatureLine(line: string): NoteSignature & { signature: Uint8Array } {
  const [, name = '', text = ''] =
    /^— (\S+) (\S+)$/.exec(line) ?? refuse('a signature line is not “— name base64”');
  if (!isKeyName(name)) return refuse('a key name holds a space or a plus sign');
  const bytes = fromBase64(text) ?? refuse('a signature is not canonical base64');
  if (bytes.length < 5) return refuse('a signature is too short');
  return { name, keyHash: hex(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
}
