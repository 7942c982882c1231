import * as path from 'node:path';
import { dateOf, fail, isStileError, parseStrict, utf8, utf8Text } from '#kernel';
import {
  type Envelope,
  generateKeyPair,
  type KeyRecord,
  makeKeyRecord,
  parseEnvelope,
  type ReadKeyRecord,
  readKeyRecord,
  type SigningKey,
  shortKeyId,
  signingKey,
  signKeyRecord,
} from '#signing';
import type { Folder } from './folder.ts';
import { nowOf, type Services } from './services.ts';

/** The post of the machine itself: it signs manifests, receipts and checkpoints. Every other post is a person's. */
export const MACHINE_POST = 'node';

/** The part of a node that its keys need. */
interface Keyring {
  readonly folder: Folder;
  readonly config: { readonly organisation: string; readonly name: string };
  readonly services: Services;
}

export interface OwnKey {
  readonly post: string;
  readonly record: KeyRecord;
  readonly envelope: Envelope;
  readonly key: SigningKey;
}

const KEY_FILE = /^(.+)-([0-9a-f]{8})\.pem$/;

/**
 * Makes a key for one post of the organisation: the private key readable by its owner only, and its signed record. One
 * that takes the place of another is signed by that one too, so that whoever trusts it can follow.
 */
export function makeKey({ folder, config, services }: Keyring, post: string, replaced?: OwnKey): OwnKey {
  const { privateKeyPem, publicKey, keyId } = generateKeyPair();
  const key = signingKey(privateKeyPem);
  const record = makeKeyRecord({
    organisation: config.organisation,
    organisationName: config.name,
    posts: [post],
    publicKey,
    validFrom: dateOf(nowOf(services)),
    ...(replaced !== undefined && { supersedes: replaced.record.keyId }),
  });
  const envelope = signKeyRecord(record, key, replaced === undefined ? [] : [replaced.key]);
  const name = `${post}-${keyId.slice(0, 8)}`;
  services.files.write(
    path.join(folder.records, `${name}.json`),
    utf8(`${JSON.stringify(envelope)}\n`),
    0o644,
  );
  services.files.write(path.join(folder.keys, `${name}.pem`), utf8(privateKeyPem), 0o600);
  return { post, record, envelope, key };
}

/** The keys that are in this node's keyring, by file name. */
export function ownKeys(keyring: Keyring): readonly OwnKey[] {
  const { folder, services } = keyring;
  return services.files.list(folder.keys).flatMap((file) => {
    const post = KEY_FILE.exec(file)?.[1];
    if (post === undefined) return [];
    const pem = readFile(services, path.join(folder.keys, file));
    const { record, envelope } = readRecordFile(
      keyring,
      path.join(folder.records, file.replace(/\.pem$/, '.json')),
    );
    return [{ post, record, envelope, key: signingKey(utf8Text(pem)) }];
  });
}

/**
 * The key of a post; with `keyId` (its first digits are enough) where several people hold the post. One that another
 * key has taken the place of is passed over. Throws `NODE_KEY_MISSING`, `NODE_KEY_AMBIGUOUS`.
 */
export function findKey(keyring: Keyring, post: string, keyId = ''): OwnKey {
  const all = ownKeys(keyring);
  const replaced = new Set(all.map(({ record }) => record.supersedes));
  const keys = all.filter(
    (key) => key.post === post && key.record.keyId.startsWith(keyId) && !replaced.has(key.record.keyId),
  );
  const [key, ...others] = keys;
  if (key === undefined) return fail('NODE_KEY_MISSING', { post });
  if (others.length > 0)
    return fail('NODE_KEY_AMBIGUOUS', {
      post,
      keys: keys.map(({ record }) => shortKeyId(record.keyId)).join(', '),
    });
  return key;
}

/** Reads a key record's file. Throws `NODE_FILE_MISSING`, `NODE_FILE_NOT_JSON` and what `readKeyRecord` throws. */
export const readRecordFile = ({ services }: Pick<Keyring, 'services'>, file: string): ReadKeyRecord =>
  readKeyRecord(readEnvelopeFile(services, file));

/** Reads a signed envelope's file. Throws `NODE_FILE_MISSING`, `NODE_FILE_NOT_JSON`, `SIGNING_ENVELOPE_INVALID`. */
export const readEnvelopeFile = (services: Keyring['services'], file: string): Envelope =>
  parseEnvelope(readJsonFile(services, file));

/** Reads a JSON file. Throws `NODE_FILE_MISSING`, `NODE_FILE_NOT_JSON`. */
export function readJsonFile(services: Keyring['services'], file: string): ReturnType<typeof parseStrict> {
  const bytes = readFile(services, file);
  try {
    return parseStrict(bytes);
  } catch (error) {
    if (!isStileError(error)) throw error;
    return fail('NODE_FILE_NOT_JSON', { file, reason: error.message }, { cause: error });
  }
}

/** Reads a file that the user named. Throws `NODE_FILE_MISSING`, `NODE_FILE_UNREADABLE`. */
export function readFile({ files }: Keyring['services'], file: string): Uint8Array {
  try {
    return files.read(file) ?? fail('NODE_FILE_MISSING', { file });
  } catch (error) {
    if (isStileError(error)) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return fail('NODE_FILE_UNREADABLE', { file, reason }, { cause: error });
  }
}
