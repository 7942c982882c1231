import * as path from 'node:path';
import type { RunPlan } from '#agreement';
import {
  addPeriod,
  type Digest,
  dateOf,
  digestOf,
  type Instant,
  isStileError,
  type PlainDate,
} from '#kernel';
import { payloadTypes, signEnvelope } from '#signing';
import { type RunReceipt, runReceiptBytes } from '#transparency';
import { runFolder } from '../folder.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { type Node, writeDocument } from '../node.ts';
import { publicTime } from '../services.ts';
import { ENGINE } from '../version.ts';

/** What is known of a run while it goes on; a receipt is made from it at any point. */
export interface RunRecord {
  readonly plan: RunPlan;
  readonly agreement: Digest;
  readonly runPlan: Digest;
  readonly run: number;
  readonly startedAt: Instant;
  readonly checks: { readonly name: string; readonly ok: boolean }[];
  readonly inputs: RunReceipt['inputs'][number][];
  readonly subjectTrees: RunReceipt['subjectTrees'][number][];
}

type Ending =
  | { readonly outcome: 'finished'; readonly outputs: RunReceipt['outputs'] }
  | { readonly outcome: 'failed' | 'refused'; readonly problem: NonNullable<RunReceipt['problem']> };

export const RECEIPT_FILE = 'receipt.dsse.json';

/**
 * Signs a receipt with the node's own key and keeps it in the run's folder. Gives the digest of the signed bytes.
 * A receipt of refusal has a file of its own: the run may still be tried again.
 */
export function signReceipt(node: Node, record: RunRecord, ending: Ending): { digest: Digest; file: string } {
  const { plan, agreement, runPlan, run, startedAt, checks } = record;
  const receipt: RunReceipt = {
    series: plan.agreement.series,
    agreement,
    runPlan,
    lawData: plan.lawData.digest,
    engine: ENGINE,
    operator: node.config.organisation,
    run,
    outcome: ending.outcome,
    ...('problem' in ending && { problem: ending.problem }),
    inputs: record.inputs,
    outputs: 'outputs' in ending ? ending.outputs : [],
    checks,
    subjectTrees: record.subjectTrees,
    startedAt,
    endedAt: publicTime(node.services),
    retention:
      'outputs' in ending ? retentionOf(plan, ending.outputs, dateOf(publicTime(node.services))) : [],
  };
  const payload = runReceiptBytes(receipt);
  const envelope = signEnvelope(payloadTypes.statement, payload, [findKey(node, MACHINE_POST).key]);
  const digest = digestOf(payload);
  const folder = runFolder(node.folder, agreement, run);
  node.services.files.makeFolder(folder);
  const name = ending.outcome === 'refused' ? `refusal-${digest.slice(7, 15)}.dsse.json` : RECEIPT_FILE;
  const file = path.join(folder, name);
  writeDocument(node.services, file, envelope);
  return { digest, file };
}

/** Until when each output may be kept by the party that gets it. */
function retentionOf(
  plan: RunPlan,
  outputs: RunReceipt['outputs'],
  finished: PlainDate,
): RunReceipt['retention'] {
  return outputs.flatMap(({ party, package: artefact }) => {
    const holder = plan.parties.find(({ organisation }) => organisation === party)?.id;
    const step = plan.disposal.find(
      (step) =>
        step.artefact === 'output-package' && step.holder === holder && step.clockStarts === 'run-finished',
    );
    return step === undefined ? [] : [{ artefact, deadline: addPeriod(finished, step.keepFor) }];
  });
}

/** An error as a receipt names it: the code and the clause, never a message. */
export function problemOf(error: unknown): NonNullable<RunReceipt['problem']> {
  if (!isStileError(error)) return { code: 'NODE_FAULT' };
  const clause = error.clause ?? error.problems[0]?.clause;
  const code = error.problems[0]?.code ?? error.code;
  return clause !== undefined && /^[A-Za-z0-9_.[\]-]{1,200}$/.test(clause) ? { code, clause } : { code };
}
