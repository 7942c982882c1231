import * as path from 'node:path';
import type { Digest } from '#kernel';

/** Where everything in a node's folder is. */
export interface Folder {
  readonly root: string;
  readonly config: string;
  readonly keys: string;
  readonly records: string;
  readonly trust: string;
  readonly journal: string;
  readonly lock: string;
  readonly log: string;
  readonly identities: string;
  readonly agreements: string;
  readonly runs: string;
  readonly answers: string;
}

export function folderOf(root: string): Folder {
  const at = (...names: string[]) => path.join(root, ...names);
  return {
    root,
    config: at('config.json'),
    keys: at('keys'),
    records: at('keys', 'records'),
    trust: at('trust.json'),
    journal: at('journal.jsonl'),
    lock: at('journal.lock'),
    log: at('log'),
    identities: at('identities'),
    agreements: at('agreements'),
    runs: at('runs'),
    answers: at('answers'),
  };
}

/** The folders to make in a new node. */
export const subfolders = (folder: Folder): readonly string[] => [
  folder.root,
  folder.keys,
  folder.records,
  folder.log,
  folder.identities,
  folder.agreements,
  folder.runs,
  folder.answers,
];

/** The first 8 hexadecimal digits of a digest, for file names. */
export const short = (digest: Digest): string => digest.slice(7, 15);

/** `<agreement8>-<run>`: the name of one run, in file names. */
export const runName = (agreement: Digest, run: number): string => `${short(agreement)}-${run}`;

export const runFolder = (folder: Folder, agreement: Digest, run: number): string =>
  path.join(folder.runs, runName(agreement, run));

export const bundleFile = (folder: Folder, agreement: Digest): string =>
  path.join(folder.agreements, `${agreement.slice(7)}.bundle.json`);
