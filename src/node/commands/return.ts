import * as path from 'node:path';
import type { PrepareStep, ReturnStep } from '#agreement';
import { addDays, type Digest, dateOf, fail } from '#kernel';
import type { CodedTable } from '#linkage';
import { adopt, today } from '../agreements.ts';
import { prepareExtract } from '../extracts/prepare-extract.ts';
import { runFolder } from '../folder.ts';
import { runIn } from '../journal/state.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import type { Node } from '../node.ts';
import { referencesOf } from '../operations/outcome.ts';
import { checkOut } from '../out.ts';
import { sealPackage } from '../packages/seal-package.ts';
import { organisationOf, partyOf } from '../permit.ts';
import { publicTime } from '../services.ts';
import { openAnswers } from './answer.ts';
import { rowsWhere } from './open.ts';

export interface ReturnOptions {
  /** CSV with the recipient's own reference, under its name in the agreement, and `code`. */
  readonly codes: string;
  readonly bundle: string;
  readonly run: number;
  readonly out: string;
}

/**
 * The return leg: one code of the agreement's closed list for each of the recipient's own references that got a yes,
 * sealed to the party that the plan names. Throws (exit 3) `NODE_NO_RETURN`, `NODE_RETURN_LATE`; (exit 4)
 * `NODE_RETURN_NOT_FLAGGED` and what reading an extract throws.
 */
export async function sealReturn(
  node: Node,
  { codes, bundle, run, out }: ReturnOptions,
): Promise<{ rows: number; package: Digest }> {
  const { plan, digests } = adopt(node, bundle);
  const { agreement, runPlan } = digests;
  const party = partyOf(plan, node.config.organisation);
  const state = runIn(node.state(), agreement, run);
  const step = plan.returns.find(({ from, input }) => from === party.id && state.inputs.has(input));
  if (step === undefined) return fail('NODE_NO_RETURN', { run });
  const flags = plan.outputs.find(({ kind, input }) => kind === 'flags' && input === step.input);
  const opened = state.opened.get(flags?.name ?? '');
  if (opened?.returnTo === undefined) return fail('NODE_OUTPUT_NOT_OPENED', { run });
  const due = addDays(dateOf(opened.at), step.dueDays);
  const on = today(node);
  if (on > due) fail('NODE_RETURN_LATE', { due }, { clause: step.clause });
  checkOut(node.services, out);

  const input = plan.prepare.find((one) => one.input === step.input);
  const model = plan.link.find(({ customers }) => customers === step.input)?.model;
  if (input === undefined || model === undefined) return fail('NODE_NO_RETURN', { run });
  const { table } = await prepareExtract({ path: codes, step: returnStep(step, input), model, on });
  const answers = await openAnswers(node, { agreement, runPlan, run, input: step.input });
  if (answers === undefined) return fail('NODE_ANSWERS_MISSING', { run });
  checkFlagged(table, answers);

  const folder = runFolder(node.folder, agreement, run);
  const kept = path.join(folder, `return-${step.input}.stile`);
  if (state.returned.has(step.input)) fail('NODE_RETURN_SENT', { file: kept });
  node.services.files.remove(kept);
  const { packageDigest } = await sealPackage({
    table,
    columnNames: ['reference', 'code'],
    manifest: {
      kind: 'return',
      agreement,
      runPlan,
      run,
      sender: node.config.organisation,
      recipient: organisationOf(plan, step.to),
      name: `return-${step.input}`,
      sealedTo: opened.returnTo,
      sealedAt: publicTime(node.services),
    },
    key: findKey(node, MACHINE_POST).key,
    out: kept,
  });
  node.commit({ kind: 'return-sealed', agreement, run, input: step.input, package: packageDigest });
  node.services.files.copy(kept, out);
  return { rows: table.rows, package: packageDigest };
}

/** A return is read and checked as an extract of two columns is. */
function returnStep(
  { input, codes, clause }: ReturnStep,
  { party, maximumRows, fields }: PrepareStep,
): PrepareStep {
  const reference = fields.find(({ uses }) => uses.includes('reference'))?.name ?? 'reference';
  const field = { required: true, source: 'own', category: 'return', clause } as const;
  return {
    step: 'prepare',
    input,
    party,
    side: 'customers',
    fields: [
      { ...field, name: reference, type: 'reference', uses: ['reference'] },
      { ...field, name: 'code', type: 'code', values: codes.map(({ code }) => code), uses: ['preference'] },
    ],
    minimumRows: 1,
    maximumRows,
    maximumAgeDays: 36_500,
    maximumRejectedPerThousand: 0,
    exclusions: [],
    facts: [],
    sealed: [
      { name: 'reference', holds: 'reference', from: reference },
      { name: 'code', holds: 'preference', from: 'code' },
    ],
    clause,
  };
}

function checkFlagged(returned: CodedTable, answers: CodedTable): void {
  const flagged = new Set(referencesOf(rowsWhere(answers, 'result', (result) => result === 'flagged')));
  const foreign = referencesOf(returned).filter((reference) => !flagged.has(reference)).length;
  if (foreign > 0) fail('NODE_RETURN_NOT_FLAGGED', { count: foreign });
}
