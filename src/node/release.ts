import * as path from 'node:path';
import type { VerifiedAgreement } from '#agreement';
import { digestOf } from '#kernel';
import { payloadTypes, signEnvelope } from '#signing';
import { releaseBytes, roundCount } from '#transparency';
import { runFolder } from './folder.ts';
import type { Content } from './journal/events.ts';
import { findKey, MACHINE_POST } from './keyring.ts';
import { type Node, writeDocument } from './node.ts';
import type { OpenedPackage } from './packages/open-package.ts';
import { publicTime } from './services.ts';

/** What is put after the name of the opened file to name its release. */
export const RELEASE_ENDING = '.release.dsse.json';

/** Whether opening it releases an output of a run: answers stay sealed, and a return is no output. */
export const isReleased = (content: Content): boolean => content !== 'answers' && content !== 'return';

/**
 * Signs with the node's own key that it opens an output, and keeps the statement in the run's folder. Gives its file.
 * Signed before the journal says so: a process killed in between leaves a statement of what it meant to do, and no rows.
 */
export function keepRelease(
  node: Node,
  { plan }: VerifiedAgreement,
  { manifest, table, packageDigest }: OpenedPackage,
): string {
  const { agreement, runPlan, run, recipient, sender, name } = manifest;
  const payload = releaseBytes({
    series: plan.agreement.series,
    agreement,
    runPlan,
    run,
    party: recipient,
    operator: sender,
    output: name,
    package: packageDigest,
    rows: roundCount(table.rows),
    openedAt: publicTime(node.services),
  });
  const folder = runFolder(node.folder, agreement, run);
  node.services.files.makeFolder(folder);
  const file = path.join(folder, `release-${name}-${digestOf(payload).slice(7, 15)}.dsse.json`);
  const envelope = signEnvelope(payloadTypes.statement, payload, [findKey(node, MACHINE_POST).key]);
  writeDocument(node.services, file, envelope);
  return file;
}
