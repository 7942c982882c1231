import * as path from 'node:path';
import { requireLawfulFlows, type VerifiedAgreement } from '#agreement';
import { addHours, type Digest, fail, fromHex, type Instant } from '#kernel';
import { roundCount } from '#transparency';
import { adopt, today } from '../agreements.ts';
import type { ExtractEncoding } from '../extracts/encoding.ts';
import { type ExtractReport, prepareExtract } from '../extracts/prepare-extract.ts';
import type { ExtractFormat } from '../extracts/source.ts';
import { runFolder } from '../folder.ts';
import { keepSecret, newSubjectSecret, subjectSecret } from '../identities.ts';
import { type IntakeRecord, intakeDigest, verifyIntake } from '../intake.ts';
import { agreementIn, runIn } from '../journal/state.ts';
import { refusal } from '../journal/transitions.ts';
import { findKey, MACHINE_POST, readEnvelopeFile } from '../keyring.ts';
import type { Node } from '../node.ts';
import { referencesOf } from '../operations/outcome.ts';
import { checkOut } from '../out.ts';
import { newAgeIdentity } from '../packages/age.ts';
import { sealPackage } from '../packages/seal-package.ts';
import { inputOf, organisationOf, partyOf, whyNotRun } from '../permit.ts';
import { refuseFor } from '../refuse.ts';
import { nowOf, publicTime } from '../services.ts';
import {
  decodeLeaves,
  differences,
  encodeLeaves,
  isTelling,
  rootOfLeaves,
  subjectLeaves,
} from '../subjects.ts';
import { trustOf } from '../trust-file.ts';

export interface PrepareOptions {
  /** The authority's own extract. */
  readonly extract: string;
  readonly bundle: string;
  /** The operator's intake record. */
  readonly intake: string;
  /** The plan's name of this input. */
  readonly input: string;
  /** Where the sealed package goes. It must not exist. */
  readonly out: string;
  /** `csv`, `parquet`, `jsonl` or `excel`, by the file's ending unless told; anything else is refused. */
  readonly format?: string;
  /** Of a text file: `utf-8`, `utf-16le`, `utf-16be`, `latin-1`, `windows-1252`; anything else is refused. */
  readonly encoding?: string;
}

export interface Prepared {
  readonly run: number;
  readonly rows: number;
  readonly package: Digest;
  readonly notAfter: Instant;
  readonly report: ExtractReport;
}

/**
 * Checks, minimises and cleans this authority's own extract, and seals it to the operator's one-run key: the package
 * is the permit. Refuses when this node has suspended, when the agreement's limits or the law do not allow a run
 * today, when the extract is too small, and when it differs from an earlier one by so few references that the two runs
 * together could single people out. The one-run reply key and the salts stay here.
 *
 * Throws (exit 3) what `whyNotRun` gives, `NODE_ALREADY_PREPARED`, `NODE_INTAKE_EXPIRED`,
 * `NODE_EXTRACT_TELLING`; (exit 4) what `prepareExtract` throws; (exit 5) `NODE_INTAKE_OF_ANOTHER` and what
 * verification throws.
 */
export async function prepare(node: Node, options: PrepareOptions): Promise<Prepared> {
  const { services, config } = node;
  const on = today(node);
  const verified = adopt(node, options.bundle);
  const { plan, digests } = verified;
  const party = partyOf(plan, config.organisation);
  const step = inputOf(plan, options.input, party.id);
  const intake = readIntake(node, verified, options.intake);
  const { run } = intake;
  const { agreement } = digests;

  const state = node.state();
  const code = refusal('prepare', agreementIn(state, agreement));
  if (code !== undefined) fail(code, {});
  refuseFor(whyNotRun({ plan, agreement, run, party: party.id, on, state }));
  requireLawfulFlows(plan, verified.lawData, on);
  const folder = runFolder(node.folder, agreement, run);
  const kept = path.join(folder, `${step.input}.stile`);
  if (runIn(state, agreement, run).inputs.has(step.input))
    fail('NODE_ALREADY_PREPARED', { input: step.input, run, file: kept });
  checkOut(services, options.out);

  const link = plan.link.find(({ people, customers }) => people === step.input || customers === step.input);
  const { table, report } = await prepareExtract({
    path: options.extract,
    step,
    model: link?.model ?? fail('NODE_INPUT_UNUSED', { input: step.input }),
    on,
    ...(options.format !== undefined && { format: options.format as ExtractFormat }),
    ...(options.encoding !== undefined && { encoding: options.encoding as ExtractEncoding }),
    progress: (stage: string, rows: number, total?: number) =>
      services.progress({ stage, rows, ...(total !== undefined && { total }) }),
  });
  const references = referencesOf(table);
  guardDifferences(node, agreement, run, step.input, references);

  services.files.makeFolder(folder);
  const named = { agreement, run, input: step.input };
  const reply = await newAgeIdentity();
  const secret = newSubjectSecret(node);
  keepSecret(node, { ...named, kind: 'reply' }, reply.identity);
  const returns = plan.returns.some(({ to }) => to === party.id) ? await newAgeIdentity() : undefined;
  if (returns !== undefined) keepSecret(node, { ...named, kind: 'returns' }, returns.identity);
  keepSecret(node, { ...named, kind: 'answers' }, (await newAgeIdentity()).identity);
  keepSecret(node, { ...named, kind: 'subjects' }, secret);
  services.progress({ stage: 'subject tree', total: references.length });
  const leaves = subjectLeaves(
    { secret: fromHex(secret) ?? new Uint8Array(), run, input: step.input },
    references,
  );
  const root = rootOfLeaves(leaves);
  services.files.write(leavesFile(node, agreement, run, step.input), encodeLeaves(leaves));
  // What a run that was killed left here is sealed to nobody any more.
  services.files.remove(kept);
  const notAfter = earlier(intake.notAfter, addHours(nowOf(services), plan.limits.permitHours));
  const sealed = await sealPackage({
    table,
    columnNames: step.sealed.map(({ name }) => name),
    manifest: {
      kind: 'input',
      agreement,
      runPlan: digests.runPlan,
      run,
      sender: config.organisation,
      recipient: organisationOf(plan, plan.operation.operator),
      name: step.input,
      sealedTo: intake.sealedTo,
      intake: intakeDigest(intake),
      replyTo: reply.recipient,
      ...(returns !== undefined && { returnTo: returns.recipient }),
      subjectRoot: root,
      sealedAt: publicTime(services),
      notAfter,
    },
    key: findKey(node, MACHINE_POST).key,
    out: kept,
    progress: (stage, rows, total) => services.progress({ stage, rows, total }),
  });
  node.commit({
    kind: 'input-prepared',
    agreement,
    run,
    input: step.input,
    package: sealed.packageDigest,
    intake: intakeDigest(intake),
    replyTo: reply.recipient,
    notAfter,
    rows: roundCount(table.rows),
  });
  services.files.copy(kept, options.out);
  return { run, rows: table.rows, package: sealed.packageDigest, notAfter, report };
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

export const leavesFile = (node: Node, agreement: Digest, run: number, input: string): string =>
  path.join(runFolder(node.folder, agreement, run), `${input}.leaves`);

function readIntake(node: Node, { plan, digests }: VerifiedAgreement, file: string): IntakeRecord {
  const operator = organisationOf(plan, plan.operation.operator);
  const envelope = readEnvelopeFile(node.services, file);
  const intake = verifyIntake(envelope, trustOf(node), today(node), operator);
  if (intake.agreement !== digests.agreement || intake.runPlan !== digests.runPlan)
    fail('NODE_INTAKE_OF_ANOTHER', { what: 'agreement' });
  if (nowOf(node.services) > intake.notAfter) fail('NODE_INTAKE_EXPIRED', { notAfter: intake.notAfter });
  return intake;
}

/** Compares with every earlier input of which the salts are still here. Throws `NODE_EXTRACT_TELLING`. */
function guardDifferences(
  node: Node,
  agreement: Digest,
  run: number,
  input: string,
  references: readonly string[],
): void {
  for (const [earlierRun, { inputs }] of agreementIn(node.state(), agreement).runs) {
    if (earlierRun === run || !inputs.has(input)) continue;
    const secret = subjectSecret(node, { agreement, run: earlierRun, input });
    const bytes = node.services.files.read(leavesFile(node, agreement, earlierRun, input));
    if (secret === undefined || bytes === undefined) continue;
    const difference = differences({ secret, run: earlierRun, input }, decodeLeaves(bytes), references);
    if (isTelling(difference)) fail('NODE_EXTRACT_TELLING', { input, run: earlierRun });
  }
}
