import * as path from 'node:path';
import { type Digest, equalBytes, fail } from '#kernel';
import { verifierKey } from '#signing';
import { checkLog, entryBytes, readEntries } from '#transparency';
import { signedBy } from '../agreements.ts';
import { folderOf } from '../folder.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { fileTileStore, logOrigin, publicEntries, rememberedCheckpoint } from '../log.ts';
import { type NodeView, viewNode } from '../node.ts';
import type { Checker } from './checker.ts';
import { kindOf } from './recognise.ts';
import { checkFile } from './verify-file.ts';

/** Checks a whole node: its journal, its log against the journal, and every signed document in it. */
export async function checkNode(root: string, name: string, checker: Checker): Promise<void> {
  const { check, services } = checker;
  let view: NodeView | undefined;
  await check(`${name}: journal`, () => {
    view = viewNode(root, services);
    return `${view.journal().length} events, each following the one before.`;
  });
  await check(`${name}: log`, async () => {
    const node = viewNode(root, services);
    const { organisation } = node.config;
    const store = fileTileStore(node.folder.log, services.files);
    const key = verifierKey(logOrigin(organisation), findKey(node, MACHINE_POST).record.publicKey);
    const { checkpoint, findings } = await checkLog(store, key, rememberedCheckpoint(node.journal(), key));
    const [finding] = findings;
    if (finding !== undefined || checkpoint === undefined)
      return fail('NODE_LOG_UNSOUND', { reason: finding?.message ?? 'there is none' });
    const logged = await readEntries(store, checkpoint);
    const expected = publicEntries(organisation, node.journal()).map(entryBytes);
    if (
      logged.length > expected.length ||
      !logged.every((entry, i) => equalBytes(entry, expected[i] ?? new Uint8Array()))
    )
      fail('NODE_LOG_UNSOUND', { reason: 'it does not say what the journal says' });
    return `${logged.length} entries, worked out again from their bytes; they say what the journal says.`;
  });
  // A damaged journal does not hide what else there is.
  const node = view;
  const folder = folderOf(root);
  for (const sub of [folder.agreements, folder.records])
    await checkFolder(sub, path.basename(sub), {
      ...checker,
      ...(node !== undefined && { signedBy: (envelope: Digest) => signedBy(node, envelope) }),
    });
  for (const run of services.files.list(folder.runs))
    await checkFolder(path.join(folder.runs, run), run, checker);
}

async function checkFolder(folder: string, name: string, checker: Checker): Promise<void> {
  for (const file of checker.services.files.list(folder)) {
    const target = path.join(folder, file);
    if (checker.services.files.isFolder(target) || kindOf(target, checker.services) === undefined) continue;
    await checkFile(target, `${name}/${file}`, checker);
  }
}
