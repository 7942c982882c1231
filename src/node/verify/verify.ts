import * as path from 'node:path';
import { type Digest, dateOf, fail, isStileError } from '#kernel';
import { type Envelope, emptyTrust, type Trust, trustRecord } from '#signing';
import { folderOf } from '../folder.ts';
import { nowOf, type Services } from '../services.ts';
import { readTrustFile } from '../trust-file.ts';
import type { Check, Checker } from './checker.ts';
import { keyRecordsIn, kindOf } from './recognise.ts';
import { checkFile } from './verify-file.ts';
import { checkNode } from './verify-node.ts';

export interface Verification {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** Signed envelopes that were checked, for export, with the trust in which they were. */
  readonly envelopes: readonly { readonly name: string; readonly envelope: Envelope }[];
  readonly trust: Trust;
}

export interface VerifyOptions {
  /** A trust file, such as a node’s `trust.json`. */
  readonly trust?: string;
  /** Fingerprints of key records that are beside what is verified. */
  readonly fingerprints?: readonly Digest[];
}

/**
 * Checks what an outsider was given, with no network: a bundle, receipt, certificate, suspension, proof or answer; the
 * folder of a run's outputs; a whole node; or a folder of any of these. What verifies is said, and what does not.
 * A node is checked with its own trust; anything else needs `trust` or `fingerprints`.
 * Throws `NODE_VERIFY_UNKNOWN`, `NODE_VERIFY_NO_TRUST`, and what reading the trust throws.
 */
export async function verify(
  target: string,
  options: VerifyOptions,
  services: Services,
): Promise<Verification> {
  const given = givenTrust(target, options, services);
  const checks: Check[] = [];
  const envelopes: { name: string; envelope: Envelope }[] = [];
  const used: Trust[] = [];
  const checkerFor = (trust: Trust): Checker => {
    used.push(trust);
    return {
      services,
      trust,
      on: dateOf(nowOf(services)),
      keep: (name, envelope) => envelopes.push({ name, envelope }),
      async check(name, look) {
        try {
          checks.push({ name, ok: true, detail: await look() });
        } catch (error) {
          if (!isStileError(error)) throw error;
          checks.push({ name, ok: false, detail: `${error.code}: ${error.message}` });
        }
      },
    };
  };
  await walk(target, path.basename(path.resolve(target)), given, checkerFor, services);
  if (checks.length === 0) fail('NODE_VERIFY_UNKNOWN', { path: target });
  const records = used.flatMap((trust) => trust.records);
  return { ok: checks.every(({ ok }) => ok), checks, envelopes, trust: { records } };
}

const MOST_DEPTH = 3;

async function walk(
  target: string,
  name: string,
  given: Trust | undefined,
  checkerFor: (trust: Trust) => Checker,
  services: Services,
  depth = 0,
): Promise<void> {
  const { files } = services;
  if (!files.isFolder(target)) {
    if (kindOf(target, services) === undefined) return;
    await checkFile(target, name, checkerFor(given ?? fail('NODE_VERIFY_NO_TRUST', {})));
    return;
  }
  const folder = folderOf(target);
  if (files.isThere(folder.config) && files.isThere(folder.journal)) {
    await checkNode(target, name, checkerFor(readTrustFile(services, folder.trust)));
    return;
  }
  if (depth === MOST_DEPTH) return;
  for (const entry of files.list(target))
    await walk(
      path.join(target, entry),
      depth === 0 ? entry : `${name}/${entry}`,
      given,
      checkerFor,
      services,
      depth + 1,
    );
}

function givenTrust(
  target: string,
  { trust, fingerprints = [] }: VerifyOptions,
  services: Services,
): Trust | undefined {
  if (trust === undefined && fingerprints.length === 0) return undefined;
  const pinned = trust === undefined ? emptyTrust() : readTrustFile(services, trust);
  return keyRecordsIn(target, services)
    .filter(({ fingerprint }) => fingerprints.includes(fingerprint))
    .reduce((all, { envelope, fingerprint }) => trustRecord(all, envelope, fingerprint), pinned);
}
