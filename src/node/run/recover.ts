import * as path from 'node:path';
import { type Digest, digestOfJson } from '#kernel';
import { keptBundle } from '../agreements.ts';
import { runFolder } from '../folder.ts';
import { destroySecret } from '../identities.ts';
import type { Node } from '../node.ts';
import { publicTime, roundUp } from '../services.ts';
import { hasProof, keepProof } from './proof.ts';
import { problemOf, type RunRecord, signReceipt } from './receipts.ts';
import { sweepDrafts } from './sweep.ts';

/**
 * Ends every run that was started and never ended, because its process was killed: whatever it had sealed goes, its
 * intake key is destroyed, and a receipt of failure is signed. The run number stays spent. Called with the node held,
 * so no run can be going on. A finished run whose proof is missing gets it, and half-written files go.
 */
export async function recoverNode(node: Node): Promise<void> {
  sweepDrafts(node);
  for (const [agreement, { runs }] of node.state().agreements)
    for (const [run, { operating, startedAt, receipt }] of runs) {
      if (operating === 'finished' && receipt !== undefined && !hasProof(node, agreement, run))
        await keepProof(node, agreement, run, receipt);
      if (operating === 'started') {
        const { runPlan: plan } = keptBundle(node, agreement);
        const record: RunRecord = {
          plan,
          agreement,
          runPlan: digestOfJson(plan as never),
          run,
          startedAt: startedAt === undefined ? publicTime(node.services) : roundUp(startedAt),
          checks: [{ name: 'run-completed', ok: false }],
          inputs: [],
          subjectTrees: [],
        };
        failRun(node, record, 'NODE_RUN_INTERRUPTED');
      }
    }
}

/** Ends a run that was started, with nothing coming out of it. */
export function failRun(node: Node, record: RunRecord, error: unknown): Digest {
  const { agreement, run } = record;
  removeOutputs(node, agreement, run);
  destroySecret(node, { agreement, run, kind: 'intake' });
  const problem = error === 'NODE_RUN_INTERRUPTED' ? { code: error } : problemOf(error);
  const { digest } = signReceipt(node, record, { outcome: 'failed', problem });
  node.commit({ kind: 'run-failed', agreement, run, receipt: digest, code: problem.code });
  return digest;
}

export const OUTPUT_FOLDER = 'out';

function removeOutputs(node: Node, agreement: Digest, run: number): void {
  const folder = path.join(runFolder(node.folder, agreement, run), OUTPUT_FOLDER);
  for (const file of node.services.files.list(folder)) node.services.files.remove(path.join(folder, file));
}
