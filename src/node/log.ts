import * as path from 'node:path';
import { fail } from '#kernel';
import { type SigningKey, type VerifierKey, verifierKey } from '#signing';
import {
  appendEntries,
  type Checkpoint,
  entryBytes,
  type LogEntry,
  proveInclusion,
  type TileStore,
  verifyCheckpoint,
  writeTlogProof,
} from '#transparency';
import type { Files } from './disk.ts';
import type { JournalEntry } from './journal/events.ts';
import { agreementIn, emptyState, fold } from './journal/state.ts';
import { roundUp } from './services.ts';

/** A log's tiles as files in a folder. */
export const fileTileStore = (folder: string, files: Files): TileStore => ({
  read: async (name) => files.read(path.join(folder, name)),
  write: async (name, bytes) => {
    const file = path.join(folder, name);
    files.makeFolder(path.dirname(file));
    files.write(file, bytes, 0o644);
  },
});

/** The log's name: also the name of the key that signs its checkpoints. */
export const logOrigin = (organisation: string): string => `stile/${organisation}`;

/**
 * The log entries that a journal gives. Pure, so a log that a crash left behind its journal is brought up to date by
 * adding what is missing, and a log can never say what the journal does not.
 */
export function publicEntries(organisation: string, journal: readonly JournalEntry[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  let state = emptyState;
  for (const entry of journal) {
    state = fold(state, entry);
    const { event } = entry;
    const at = roundUp(entry.at);
    if (event.kind === 'key-trusted') {
      const { organisation: of, keyId, fingerprint, supersedes } = event;
      const key = { at, organisation: of, keyId, fingerprint };
      entries.push(
        supersedes === undefined
          ? { kind: 'key-trusted', ...key }
          : { kind: 'key-rotated', ...key, supersedes },
      );
    }
    if (event.kind === 'key-retired') {
      const { organisation: of, keyId, from } = event;
      entries.push({ kind: 'key-retired', at, organisation: of, keyId, from });
    }
    if (!('agreement' in event)) continue;
    const { agreement } = event;
    const series = 'series' in event ? event.series : agreementIn(state, agreement).series;
    if (series === undefined) continue;
    const ofAgreement = { at, series, agreement };
    switch (event.kind) {
      case 'agreement-signed':
        entries.push({ kind: 'agreement-signed', ...ofAgreement, organisation, keyId: event.keyId });
        continue;
      case 'agreement-adopted':
        entries.push({ kind: 'agreement-activated', ...ofAgreement, envelope: event.envelope });
        continue;
      case 'suspended':
        entries.push({ kind: 'agreement-suspended', ...ofAgreement, organisation, keyId: event.keyId });
        continue;
      case 'resumed':
        entries.push({ kind: 'agreement-resumed', ...ofAgreement, organisation, keyId: event.keyId });
        continue;
      case 'statement-accepted': {
        const { organisation: of, keyIds } = event;
        const kind = event.state === 'suspended' ? 'agreement-suspended' : 'agreement-resumed';
        for (const keyId of keyIds.slice(-1)) entries.push({ kind, ...ofAgreement, organisation: of, keyId });
        continue;
      }
      case 'review-recorded':
        continue;
    }
    const ofRun = { ...ofAgreement, run: event.run };
    switch (event.kind) {
      case 'intake-made':
        entries.push({ kind: 'intake-published', ...ofRun, intake: event.record });
        continue;
      case 'input-prepared':
        entries.push({
          kind: 'package-sealed',
          ...ofRun,
          package: event.package,
          party: organisation,
          rows: event.rows,
        });
        continue;
      case 'run-started':
        entries.push({ kind: 'run-started', ...ofRun });
        continue;
      case 'run-finished':
        entries.push({ kind: 'run-finished', ...ofRun, receipt: event.receipt });
        continue;
      case 'run-failed':
        entries.push({ kind: 'run-failed', ...ofRun, code: event.code, receipt: event.receipt });
        continue;
      case 'run-refused':
        entries.push({ kind: 'run-refused', ...ofRun, code: event.code, receipt: event.receipt });
        continue;
      case 'output-opened':
        entries.push(
          event.content === 'return'
            ? { kind: 'return-received', ...ofRun, party: organisation, package: event.package }
            : {
                kind: 'released',
                ...ofRun,
                party: organisation,
                output: event.name,
                package: event.package,
                rows: event.rows,
              },
        );
        continue;
      case 'return-sealed':
        entries.push({ kind: 'return-sent', ...ofRun, party: organisation, package: event.package });
        continue;
      case 'disposal-certified':
        entries.push({ kind: 'disposal-certified', ...ofRun, certificate: event.certificate });
        continue;
      case 'artefact-destroyed':
        continue;
    }
  }
  return entries;
}

/**
 * Brings the log up to date with the journal, and gives its checkpoint. A log that is behind the checkpoint which the
 * journal remembers, that does not continue it, or that says more than the journal, was changed by somebody else.
 * Throws `NODE_LOG_UNSOUND`, and what `appendEntries` throws.
 */
export async function updateLog(
  folder: string,
  files: Files,
  organisation: string,
  key: SigningKey,
  journal: readonly JournalEntry[],
): Promise<Checkpoint> {
  const store = fileTileStore(folder, files);
  const origin = logOrigin(organisation);
  const all = publicEntries(organisation, journal).map(entryBytes);
  const remembered = rememberedCheckpoint(journal, verifierKey(origin, key.publicKey));
  const known = await appendEntries(store, [], {
    origin,
    key,
    ...(remembered !== undefined && { remembered }),
  });
  const { size } = known.checkpoint;
  if (size > all.length) fail('NODE_LOG_UNSOUND', { reason: 'it says more than the journal' });
  const missing = all.slice(Number(size));
  if (missing.length === 0) return known.checkpoint;
  return (await appendEntries(store, missing, { origin, key })).checkpoint;
}

/** The newest checkpoint of its own log that a journal holds. Throws what `verifyCheckpoint` throws. */
export function rememberedCheckpoint(
  journal: readonly JournalEntry[],
  key: VerifierKey,
): Checkpoint | undefined {
  const last = journal.findLast(({ event }) => event.kind === 'log-published')?.event;
  return last?.kind === 'log-published' ? verifyCheckpoint(last.checkpoint, key) : undefined;
}

export interface EntryProof {
  readonly entry: Uint8Array;
  /** The text of a `.tlog-proof` file. */
  readonly proof: string;
}

/** The proof of the last log entry for which `wanted` holds. */
export async function proveEntry(
  folder: string,
  files: Files,
  organisation: string,
  key: SigningKey,
  journal: readonly JournalEntry[],
  wanted: (entry: LogEntry) => boolean,
): Promise<EntryProof | undefined> {
  const entries = publicEntries(organisation, journal);
  const index = entries.findLastIndex(wanted);
  const entry = entries[index];
  if (entry === undefined) return undefined;
  const store = fileTileStore(folder, files);
  const { checkpoint } = await appendEntries(store, [], { origin: logOrigin(organisation), key });
  const claim = await proveInclusion(store, BigInt(index), checkpoint);
  return { entry: entryBytes(entry), proof: writeTlogProof(claim, checkpoint) };
}
