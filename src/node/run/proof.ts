import * as path from 'node:path';
import { canonicalise, type Digest, utf8 } from '#kernel';
import { runFolder } from '../folder.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { proveEntry } from '../log.ts';
import type { Node } from '../node.ts';
import { RECEIPT_FILE } from './receipts.ts';

const ENTRY_FILE = 'receipt.entry.json';
const PROOF_FILE = 'receipt.tlog-proof';
const OPERATOR_FILE = 'operator.key-record.json';

/** What goes with the outputs of a run, so that anybody can check its receipt. */
export const RECEIPT_FILES = [RECEIPT_FILE, ENTRY_FILE, PROOF_FILE, OPERATOR_FILE] as const;

/** Whether a finished run's proof is in its folder: a process killed after the run may have left it out. */
export const hasProof = (node: Node, agreement: Digest, run: number): boolean =>
  RECEIPT_FILES.every((name) =>
    node.services.files.isThere(path.join(runFolder(node.folder, agreement, run), name)),
  );

/** Puts the proof that a receipt is in the log, and the operator's key record, into the run's folder. */
export async function keepProof(node: Node, agreement: Digest, run: number, receipt: Digest): Promise<void> {
  const { files } = node.services;
  const folder = runFolder(node.folder, agreement, run);
  await node.publish();
  const machine = findKey(node, MACHINE_POST);
  const proof = await proveEntry(
    node.folder.log,
    files,
    node.config.organisation,
    machine.key,
    node.journal(),
    (entry) => entry.kind === 'run-finished' && entry.receipt === receipt,
  );
  if (proof !== undefined) {
    files.write(path.join(folder, ENTRY_FILE), proof.entry, 0o644);
    files.write(path.join(folder, PROOF_FILE), utf8(proof.proof), 0o644);
  }
  files.write(path.join(folder, OPERATOR_FILE), canonicalise(machine.envelope), 0o644);
}
