import * as path from 'node:path';
import { type OutputStep, type RunPlan, requireLawfulFlows, type VerifiedAgreement } from '#agreement';
import { type Digest, fail } from '#kernel';
import { type RunReceipt, roundCount } from '#transparency';
import { adopt, today } from '../agreements.ts';
import { runFolder } from '../folder.ts';
import { destroySecret, secretOf } from '../identities.ts';
import type { Delivered } from '../journal/events.ts';
import { agreementIn, runIn } from '../journal/state.ts';
import { refusal } from '../journal/transitions.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { availableMemory } from '../memory/memory-needed.ts';
import type { Node } from '../node.ts';
import { applyFlag, linkTables } from '../operations/flag.ts';
import { answersTable, type OutputTable, outputTable } from '../operations/flag-outputs.ts';
import type { PackageKind } from '../package-types.ts';
import { recipientOf } from '../packages/age.ts';
import { sealPackage } from '../packages/seal-package.ts';
import { checkOperator, checkReplyKeys, organisationOf, partyOf, whyNotRun } from '../permit.ts';
import { refuseFor } from '../refuse.ts';
import { nowOf, publicTime } from '../services.ts';
import { type Input, openInputs } from './open-inputs.ts';
import { keepProof, RECEIPT_FILES } from './proof.ts';
import { problemOf, type RunRecord, signReceipt } from './receipts.ts';
import { failRun, OUTPUT_FOLDER } from './recover.ts';

export interface RunOptions {
  readonly bundle: string;
  readonly run: number;
  /** The sealed inputs, in any order. */
  readonly inputs: readonly string[];
  /** Folder for the sealed outputs, the receipt and its proof. */
  readonly out: string;
  /** Bytes that linking may take; what is free unless told, and 4 GiB at most. */
  readonly memory?: number;
}

export interface Ran {
  readonly run: number;
  readonly receipt: Digest;
  readonly outputs: readonly Delivered[];
  readonly files: readonly string[];
}

/**
 * The operator's run. Everything that can be known without opening anything is checked first: a refusal then leaves
 * a signed receipt and the run number unspent. Then the run number is spent, on disk, before the first package is
 * opened. From there on the run finishes, or fails with a receipt and no output; the intake key is destroyed
 * either way. Outputs leave only after the receipt is signed, in the journal and in the log.
 *
 * Throws (exit 3) `NODE_NOT_THE_OPERATOR`, `NODE_RUN_NUMBER_SPENT`, `NODE_NO_INTAKE`, `NODE_INPUTS_INCOMPLETE`,
 * `NODE_PERMIT_EXPIRED` and what `whyNotRun` gives; (exit 5) what verifying and opening packages throws.
 */
export async function run(node: Node, options: RunOptions): Promise<Ran> {
  const verified = adopt(node, options.bundle);
  const record = newRecord(node, verified, options.run);
  try {
    checkBeforeOpening(node, verified, options, record);
  } catch (error) {
    const problem = problemOf(error);
    const { digest } = signReceipt(node, record, { outcome: 'refused', problem });
    const { agreement, run } = record;
    node.commit({ kind: 'run-refused', agreement, run, receipt: digest, code: problem.code });
    throw error;
  }
  const { agreement } = record;
  const { intake } = runIn(node.state(), agreement, options.run);
  if (intake === undefined) return fail('NODE_NO_INTAKE', {});
  node.commit({ kind: 'run-started', agreement, run: options.run, intake: intake.record });
  try {
    const outputs = await openAndApply(node, verified, options, record);
    destroySecret(node, { agreement, run: options.run, kind: 'intake' });
    const { digest } = signReceipt(node, record, { outcome: 'finished', outputs: outputs.map(receiptLine) });
    const delivered = outputs.map(({ line }) => line);
    node.commit({ kind: 'run-finished', agreement, run: options.run, receipt: digest, outputs: delivered });
    const files = await deliver(node, agreement, options, digest, delivered);
    return { run: options.run, receipt: digest, outputs: delivered, files };
  } catch (error) {
    if (runIn(node.state(), agreement, options.run).operating === 'started') failRun(node, record, error);
    throw error;
  }
}

const newRecord = (node: Node, { plan, digests }: VerifiedAgreement, run: number): RunRecord => ({
  plan,
  agreement: digests.agreement,
  runPlan: digests.runPlan,
  run,
  startedAt: publicTime(node.services),
  checks: [{ name: 'agreement-signed-by-all', ok: true }],
  inputs: [],
  subjectTrees: [],
});

/** Runs a check and notes how it went, for the receipt. */
function noting<T>({ checks }: RunRecord, name: string, check: () => T): T {
  try {
    const result = check();
    checks.push({ name, ok: true });
    return result;
  } catch (error) {
    checks.push({ name, ok: false });
    throw error;
  }
}

function checkBeforeOpening(
  node: Node,
  verified: VerifiedAgreement,
  { run, inputs, out }: RunOptions,
  record: RunRecord,
): void {
  const { plan, agreement } = record;
  const on = today(node);
  const state = node.state();
  const party = partyOf(plan, node.config.organisation);
  noting(record, 'operator', () => checkOperator(plan, party));
  noting(record, 'run-number', () => {
    const code = refusal('run', agreementIn(state, agreement), runIn(state, agreement, run));
    if (code !== undefined) fail(code, {});
  });
  noting(record, 'limits', () => refuseFor(whyNotRun({ plan, agreement, run, party: party.id, on, state })));
  noting(record, 'law', () => requireLawfulFlows(plan, verified.lawData, on));
  noting(record, 'reply-keys', () => checkReplyKeys(plan));
  noting(record, 'intake', () => {
    const notAfter = runIn(state, agreement, run).intake?.notAfter;
    if (notAfter !== undefined && nowOf(node.services) > notAfter) fail('NODE_INTAKE_EXPIRED', { notAfter });
    secretOf(node, { agreement, run, kind: 'intake' });
  });
  noting(record, 'inputs-given', () => {
    if (inputs.length !== plan.prepare.length)
      fail('NODE_INPUTS_INCOMPLETE', { given: inputs.length, wanted: plan.prepare.length });
    for (const input of inputs)
      if (!node.services.files.isThere(input)) fail('NODE_FILE_MISSING', { file: input });
  });
  if (node.services.files.list(out).length > 0) fail('NODE_OUT_NOT_EMPTY', { folder: out });
}

/** A sealed output, and its line in the receipt. */
interface Sealed {
  readonly line: Delivered;
  readonly rows: number;
}

const receiptLine = ({ line, rows }: Sealed): RunReceipt['outputs'][number] => ({
  party: line.to,
  output: line.name,
  package: line.package,
  rows: roundCount(rows),
});

async function openAndApply(
  node: Node,
  verified: VerifiedAgreement,
  options: RunOptions,
  record: RunRecord,
): Promise<readonly Sealed[]> {
  const { plan } = verified;
  const inputs = await openInputs(node, verified, options.run, options.inputs, record);
  node.services.progress({ stage: 'link and apply' });
  const tables = new Map([...inputs].map(([name, { table }]) => [name, table]));
  const outcome = applyFlag(plan, tables, linkTables(options.memory ?? availableMemory()));
  const folder = path.join(runFolder(node.folder, record.agreement, record.run), OUTPUT_FOLDER);
  node.services.files.makeFolder(folder);
  const sealed: Sealed[] = [];
  const keyOf = (party: string) => replyKeyOf(node, plan, inputs, party, record);
  for (const step of plan.outputs) {
    const output = outputTable(plan, step, outcome);
    const sealedTo = step.input === undefined ? await keyOf(step.to) : replyTo(inputs, step.input);
    const returnKey = step.kind === 'flags' ? returnKeyOf(plan, inputs, step) : undefined;
    sealed.push(
      await seal(node, record, folder, {
        kind: step.kind,
        name: step.name,
        to: organisationOf(plan, step.to),
        sealedTo,
        output,
        ...(returnKey !== undefined && { returnKey }),
      }),
    );
  }
  for (const { input, party } of plan.prepare)
    sealed.push(
      await seal(node, record, folder, {
        kind: 'answers',
        name: `answers-${input}`,
        to: organisationOf(plan, party),
        sealedTo: replyTo(inputs, input),
        output: answersTable(input, outcome),
      }),
    );
  return sealed;
}

const replyTo = (inputs: ReadonlyMap<string, Input>, input: string): string =>
  inputs.get(input)?.manifest.replyTo ?? fail('NODE_INPUT_MISSING', { input });

/** The one-run key of a party that gets an output for no input of its own: its first input's, or the operator's. */
async function replyKeyOf(
  node: Node,
  plan: RunPlan,
  inputs: ReadonlyMap<string, Input>,
  party: string,
  { agreement, run }: RunRecord,
): Promise<string> {
  const own = plan.prepare.find((step) => step.party === party);
  if (own !== undefined) return replyTo(inputs, own.input);
  if (party === plan.operation.operator)
    return recipientOf(secretOf(node, { agreement, run, kind: 'operator' }));
  return fail('NODE_NO_REPLY_KEY', { party });
}

/** To whom this output's recipient seals its return: the one-run key of the party that gets it. */
function returnKeyOf(
  plan: RunPlan,
  inputs: ReadonlyMap<string, Input>,
  { to, input }: OutputStep,
): string | undefined {
  const step = plan.returns.find((step) => step.from === to && step.input === input);
  const own = plan.prepare.find(({ party }) => party === step?.to);
  return own === undefined ? undefined : inputs.get(own.input)?.manifest.returnTo;
}

interface Unsealed {
  readonly kind: PackageKind;
  readonly name: string;
  readonly to: string;
  readonly sealedTo: string;
  readonly output: OutputTable;
  readonly returnKey?: string;
}

async function seal(
  node: Node,
  { agreement, runPlan, run }: RunRecord,
  folder: string,
  { kind, name, to, sealedTo, output, returnKey }: Unsealed,
): Promise<Sealed> {
  const file = `${name}.stile`;
  const { packageDigest } = await sealPackage({
    table: output.table,
    columnNames: output.columnNames,
    manifest: {
      kind,
      agreement,
      runPlan,
      run,
      sender: node.config.organisation,
      recipient: to,
      name,
      sealedTo,
      ...(returnKey !== undefined && { returnTo: returnKey }),
      sealedAt: publicTime(node.services),
    },
    key: findKey(node, MACHINE_POST).key,
    out: path.join(folder, file),
    progress: (stage, rows, total) => node.services.progress({ stage: `${stage} ${name}`, rows, total }),
  });
  return { line: { name, to, package: packageDigest, file }, rows: output.table.rows };
}

/** Puts the receipt, its proof, the operator's key record and then the sealed outputs into the folder asked for. */
async function deliver(
  node: Node,
  agreement: Digest,
  { out, run }: RunOptions,
  receipt: Digest,
  outputs: readonly Delivered[],
): Promise<readonly string[]> {
  const { files } = node.services;
  const folder = runFolder(node.folder, agreement, run);
  await keepProof(node, agreement, run, receipt);
  files.makeFolder(out);
  for (const name of RECEIPT_FILES) files.copy(path.join(folder, name), path.join(out, name));
  for (const { file } of outputs) files.copy(path.join(folder, OUTPUT_FOLDER, file), path.join(out, file));
  return [...RECEIPT_FILES, ...outputs.map(({ file }) => file)].map((name) => path.join(out, name));
}
