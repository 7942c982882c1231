import * as path from 'node:path';
import { type Digest, dateOf, fail, type PlainDate, parseDigest } from '#kernel';
import { fingerprintOf, type KeyRecord, readKeyRecord } from '#signing';
import { folderOf, subfolders } from '../folder.ts';
import { findKey, MACHINE_POST, makeKey, type OwnKey, readEnvelopeFile } from '../keyring.ts';
import {
  checkConfig,
  type Node,
  type NodeConfig,
  type NodeView,
  writeConfig,
  writeDocument,
} from '../node.ts';
import { nowOf, type Services } from '../services.ts';
import { addTrust, retireTrust } from '../trust-file.ts';

export interface InitOptions {
  readonly organisation: string;
  readonly name: string;
}

/**
 * Makes a node's folder with the machine's own key. The configuration is written last: a folder without it is not a
 * node. Throws `NODE_FOLDER_NOT_EMPTY`, `NODE_CONFIG_INVALID`.
 */
export function initNode(root: string, { organisation, name }: InitOptions, services: Services): OwnKey {
  const folder = folderOf(path.resolve(root));
  if (services.files.list(folder.root).length > 0) fail('NODE_FOLDER_NOT_EMPTY', { folder: root });
  const created = dateOf(nowOf(services));
  const config: NodeConfig = checkConfig(folder.root, {
    format: 'stile-node/1',
    organisation,
    name,
    created,
  });
  for (const sub of subfolders(folder)) services.files.makeFolder(sub);
  writeDocument(services, folder.trust, { format: 'stile-trust/1', records: [] });
  const key = newKey({ folder, config, services }, MACHINE_POST);
  writeConfig(folder, config, services);
  return key;
}

/**
 * Makes the key of a post, and trusts it here; with `replaces`, the first digits of the id of the key whose place it
 * takes. The machine's own key can't be replaced: the log is signed with it. Throws `NODE_POST_INVALID`, and for
 * `replaces` what `findKey` throws.
 */
export function addKey(node: Node, post: string, replaces?: string): OwnKey {
  if (!/^[a-z0-9][a-z0-9.-]{0,99}$/.test(post) || post === MACHINE_POST) fail('NODE_POST_INVALID', { post });
  const replaced = replaces === undefined ? undefined : findKey(node, post, replaces);
  const key = newKey(node, post, replaced);
  node.commit({ kind: 'key-made', post, keyId: key.record.keyId });
  return key;
}

function newKey(
  node: Pick<NodeView, 'folder' | 'config' | 'services'>,
  post: string,
  replaced?: OwnKey,
): OwnKey {
  const key = makeKey(node, post, replaced);
  const by = replaced === undefined ? { fingerprint: fingerprintOf(key.record) } : 'rotation';
  addTrust(node, { envelope: key.envelope, by });
  return key;
}

/**
 * Trusts another organisation's key record: by the fingerprint that its owner gave by another way, or, for a key
 * that takes the place of a trusted one, on that key's word. Throws `SIGNING_FINGERPRINT_DIFFERS`,
 * `NODE_FINGERPRINT_WANTED`, and what `trustRecord` and `rotate` throw.
 */
export function trustKey(
  node: Node,
  file: string,
  fingerprint?: string,
): { record: KeyRecord; fingerprint: Digest } {
  const envelope = readEnvelopeFile(node.services, file);
  const read = readKeyRecord(envelope);
  const { record } = read;
  if (fingerprint === undefined && record.supersedes === undefined)
    fail('NODE_FINGERPRINT_WANTED', { organisation: record.organisation });
  addTrust(node, {
    envelope,
    by: fingerprint === undefined ? 'rotation' : { fingerprint: parseDigest(fingerprint) },
  });
  const { organisation, keyId } = record;
  node.commit({
    kind: 'key-trusted',
    organisation,
    keyId,
    fingerprint: read.fingerprint,
    ...(fingerprint === undefined && record.supersedes !== undefined && { supersedes: record.supersedes }),
  });
  return { record, fingerprint: read.fingerprint };
}

/**
 * Stops a trusted key from counting at this node, from a day on: what it signs from then is refused. Where the day of
 * a signature is not one that this node knows from its own journal, it is the day that the signed document names: for
 * a stolen key, retire it from the day on which it was last surely in the right hands.
 * Throws `NODE_KEY_NOT_TRUSTED`.
 */
export function retireKey(
  node: Node,
  key: string,
  from: PlainDate,
): { record: KeyRecord; retiredFrom: PlainDate } {
  const { record, retiredFrom = from } = retireTrust(node, key, from);
  const { organisation, keyId } = record;
  node.commit({ kind: 'key-retired', organisation, keyId, from: retiredFrom });
  return { record, retiredFrom };
}
