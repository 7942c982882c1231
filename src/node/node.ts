import * as z from 'zod';
import {
  canonicalise,
  type Digest,
  digestOf,
  fail,
  issuesText,
  type PlainDate,
  parseStrict,
  schemas,
  utf8,
} from '#kernel';
import { type Folder, folderOf } from './folder.ts';
import type { JournalEntry, NodeEvent } from './journal/events.ts';
import { journalLine, readJournal } from './journal/format.ts';
import { takeLock } from './journal/lock.ts';
import { emptyState, fold, type NodeState } from './journal/state.ts';
import { findKey } from './keyring.ts';
import { updateLog } from './log.ts';
import { nowOf, type Services } from './services.ts';

/** Whose node a folder is. */
export interface NodeConfig {
  readonly format: 'stile-node/1';
  readonly organisation: string;
  readonly name: string;
  readonly created: PlainDate;
}

/** A node as anyone may look at it: no lock is held and nothing can be changed. */
export interface NodeView {
  readonly folder: Folder;
  readonly config: NodeConfig;
  readonly services: Services;
  state(): NodeState;
  journal(): readonly JournalEntry[];
}

/** A node held by one command. */
export interface Node extends NodeView {
  /** Adds an event to the journal; it is on the disk when this returns. Throws `NODE_LOCK_LOST`. */
  commit(event: NodeEvent): void;
  /** Brings the public log up to date with the journal, which remembers its checkpoint. Throws what `updateLog` throws. */
  publish(): Promise<void>;
}

const configSchema = z.strictObject({
  format: z.literal('stile-node/1'),
  organisation: schemas.id,
  name: z.string().min(1).max(200),
  created: schemas.date,
});

/** Throws `NODE_CONFIG_INVALID`. */
export function checkConfig(root: string, value: unknown): NodeConfig {
  const config = configSchema.safeParse(value);
  return config.success
    ? config.data
    : fail('NODE_CONFIG_INVALID', { folder: root, reason: issuesText(config.error) });
}

export const writeConfig = (folder: Folder, config: NodeConfig, services: Services): void =>
  services.files.write(folder.config, canonicalise(config));

function readConfig(folder: Folder, services: Services): NodeConfig {
  const bytes = services.files.read(folder.config) ?? fail('NODE_NOT_FOUND', { folder: folder.root });
  return checkConfig(folder.root, parseStrict(bytes));
}

/** Reads a node without holding it. Throws `NODE_NOT_FOUND`, `NODE_CONFIG_INVALID`, `NODE_JOURNAL_DAMAGED`. */
export function viewNode(root: string, services: Services): NodeView {
  const folder = folderOf(root);
  const config = readConfig(folder, services);
  const { entries } = readJournal(services.files.read(folder.journal) ?? new Uint8Array());
  const state = entries.reduce(fold, emptyState);
  return { folder, config, services, state: () => state, journal: () => entries };
}

/**
 * Holds a node for one command: takes the lock, cuts a line that a crash left unfinished, lets `recover` end what
 * was interrupted, runs the command, and brings the log up to date whether or not it succeeded.
 * Throws `NODE_NOT_FOUND`, `NODE_BUSY`, `NODE_JOURNAL_DAMAGED`, and what the command throws.
 */
export async function holdNode<T>(
  root: string,
  services: Services,
  recover: (node: Node) => Promise<void>,
  command: (node: Node) => Promise<T>,
): Promise<T> {
  const folder = folderOf(root);
  const config = readConfig(folder, services);
  const lock = takeLock(folder.lock, services);
  try {
    const node = heldNode(folder, config, services, lock.check);
    await recover(node);
    await node.publish();
    try {
      return await command(node);
    } finally {
      await node.publish();
    }
  } finally {
    lock.release();
  }
}

function heldNode(folder: Folder, config: NodeConfig, services: Services, checkLock: () => void): Node {
  const { files } = services;
  const bytes = files.read(folder.journal) ?? new Uint8Array();
  const read = readJournal(bytes);
  if (read.length < bytes.length) files.truncate(folder.journal, read.length);
  const entries = [...read.entries];
  let last = read.last;
  let state = entries.reduce(fold, emptyState);
  const commit = (event: NodeEvent): void => {
    checkLock();
    const at = nowOf(services);
    const line = journalLine(entries.length + 1, last, at, event);
    files.append(folder.journal, line);
    last = digestOfLine(line);
    const entry = { at, event };
    entries.push(entry);
    state = fold(state, entry);
  };
  return {
    folder,
    config,
    services,
    state: () => state,
    journal: () => entries,
    commit,
    publish: async () => {
      const { key } = findKey({ folder, config, services }, 'node');
      const { note } = await updateLog(folder.log, files, config.organisation, key, entries);
      const before = entries.findLast(({ event }) => event.kind === 'log-published')?.event;
      if (before?.kind !== 'log-published' || before.checkpoint !== note)
        commit({ kind: 'log-published', checkpoint: note });
    },
  };
}

const digestOfLine = (line: Uint8Array): Digest => digestOf(line.subarray(0, line.length - 1));

/** Writes a JSON document of the node's own. */
export const writeDocument = (services: Services, file: string, document: unknown): void =>
  services.files.write(file, utf8(`${JSON.stringify(document, null, 2)}\n`), 0o644);
