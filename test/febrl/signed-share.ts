import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  addKey,
  bundle,
  initNode,
  type Node,
  ownKeys,
  readAgreementFile,
  readToSign,
  type Services,
  sign,
  trustKey,
  withNode,
} from '#node';
import { fingerprintOf } from '#signing';

/** A share that every party has signed: a node for each in a folder of its own, and the bundle. */
export interface SignedShare {
  readonly bundle: string;
  /** Holds the node of a party, by its id in the agreement, for one command. */
  as<T>(party: string, command: (node: Node) => Promise<T> | T): Promise<T>;
}

/**
 * Makes the nodes of an agreement's parties under `root`, with the keys that they need to sign; each trusts the keys
 * of all others, and every post signs.
 */
export async function signShare(root: string, agreement: string, services: Services): Promise<SignedShare> {
  const { parties } = readAgreementFile(services, agreement);
  const at = (...names: string[]): string => path.join(root, ...names);
  const as: SignedShare['as'] = (party, command) =>
    withNode(at(party), services, async (node) => command(node));
  for (const { id, organisation, name, signatories } of parties) {
    initNode(at(id), { organisation, name }, services);
    for (const { post } of signatories) await as(id, (node) => void addKey(node, post));
  }
  for (const { id: owner } of parties)
    for (const { record, post } of await as(owner, (node) => ownKeys(node)))
      for (const { id: other } of parties.filter(({ id }) => id !== owner)) {
        const file = at(owner, 'keys', 'records', `${post}-${record.keyId.slice(0, 8)}.json`);
        await as(other, (node) => void trustKey(node, file, fingerprintOf(record)));
      }
  const envelope = at('envelope.json');
  for (const { id, signatories } of parties)
    for (const { post } of signatories) {
      const options = { agreement, post, ...(fs.existsSync(envelope) && { envelope }) };
      const signed = await as(id, (node) => sign(node, readToSign(services, options), options));
      fs.writeFileSync(envelope, JSON.stringify(signed));
    }
  const records = parties.map(({ id }) => at(id, 'keys', 'records'));
  const file = at('bundle.json');
  fs.writeFileSync(file, bundle(services, { agreement, envelope, records }));
  return { bundle: file, as };
}
