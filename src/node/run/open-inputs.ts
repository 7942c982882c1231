import * as path from 'node:path';
import type { RunPlan, VerifiedAgreement } from '#agreement';
import { type Digest, digestOfJson, fail, type Instant } from '#kernel';
import { type CodedTable, type Interner, interner } from '#linkage';
import { roundCount } from '#transparency';
import { today } from '../agreements.ts';
import { secretOf } from '../identities.ts';
import { runIn } from '../journal/state.ts';
import { verifyManifest } from '../manifest.ts';
import type { Node } from '../node.ts';
import type { PackageManifest } from '../package-types.ts';
import { openPackage } from '../packages/open-package.ts';
import { organisationOf } from '../permit.ts';
import { nowOf } from '../services.ts';
import { trustOf } from '../trust-file.ts';
import type { RunRecord } from './receipts.ts';

/** A sealed input, opened in memory. */
export interface Input {
  readonly manifest: PackageManifest;
  readonly manifestDigest: Digest;
  readonly package: Digest;
  readonly table: CodedTable;
}

/**
 * Opens every input in memory, once each manifest has proved to be a permit for this run, and notes them in the
 * record. Throws `NODE_INPUT_TWICE`, `NODE_INPUT_MISSING`, and what `checkPermit`, `verifyManifest` and `openPackage` throw.
 */
export async function openInputs(
  node: Node,
  { plan, digests }: VerifiedAgreement,
  run: number,
  paths: readonly string[],
  record: RunRecord,
): Promise<ReadonlyMap<string, Input>> {
  const { agreement } = digests;
  const trust = trustOf(node);
  const identity = secretOf(node, { agreement, run, kind: 'intake' });
  const intake = runIn(node.state(), agreement, run).intake?.record;
  const inputs = new Map<string, Input>();
  const shared = matchingValues(plan);
  for (const file of paths) {
    let manifestDigest: Digest | undefined;
    const opened = await openPackage({
      path: file,
      identity,
      verifyManifest: (envelope) => {
        const read = verifyManifest(envelope, trust, today(node), {
          agreement,
          runPlan: digests.runPlan,
          recipient: node.config.organisation,
          kinds: ['input'],
        });
        checkPermit(plan, read.manifest, { run, intake, now: nowOf(node.services) });
        if (inputs.has(read.manifest.name)) fail('NODE_INPUT_TWICE', { input: read.manifest.name });
        manifestDigest = read.digest;
        return read.manifest;
      },
      valuesOf: (column) => shared.get(column) ?? interner(),
      progress: (stage, rows, total) =>
        node.services.progress({ stage: `${stage} ${path.basename(file)}`, rows, total }),
    });
    const { manifest, table, packageDigest } = opened;
    inputs.set(manifest.name, {
      manifest,
      manifestDigest: manifestDigest ?? digestOfJson(manifest as never),
      package: packageDigest,
      table,
    });
  }
  record.checks.push({ name: 'permits', ok: true }, { name: 'inputs-complete', ok: true });
  for (const { input, party, sealed } of plan.prepare) {
    const found = inputs.get(input) ?? fail('NODE_INPUT_MISSING', { input });
    const organisation = organisationOf(plan, party);
    record.inputs.push({
      party: organisation,
      schema: digestOfJson(sealed as never),
      package: found.package,
      content: found.manifestDigest,
      rows: roundCount(found.table.rows),
    });
    if (found.manifest.subjectRoot !== undefined)
      record.subjectTrees.push({ party: organisation, root: found.manifest.subjectRoot });
  }
  return inputs;
}

/** One numbering of values for each column that is matched, whoever sent it: linking then compares numbers. */
const matchingValues = ({ prepare }: RunPlan): ReadonlyMap<string, Interner> =>
  new Map(
    prepare.flatMap(({ sealed }) =>
      sealed.filter(({ holds }) => holds === 'matching').map(({ name }) => [name, interner()]),
    ),
  );

interface Permit {
  readonly run: number;
  readonly intake: Digest | undefined;
  readonly now: Instant;
}

/** Whether a verified input manifest is a permit for this run, now. Pure. */
export function checkPermit(plan: RunPlan, manifest: PackageManifest, { run, intake, now }: Permit): void {
  const step =
    plan.prepare.find(
      ({ input, party }) => input === manifest.name && organisationOf(plan, party) === manifest.sender,
    ) ?? fail('NODE_MANIFEST_DIFFERS', { what: 'an input that its sender does not have' });
  if (manifest.run !== run) fail('NODE_PERMIT_OF_ANOTHER_RUN', { input: manifest.name, run: manifest.run });
  if (manifest.intake === undefined || manifest.intake !== intake)
    fail('NODE_PERMIT_OF_ANOTHER_INTAKE', { input: manifest.name });
  if (manifest.notAfter === undefined || now > manifest.notAfter)
    fail('NODE_PERMIT_EXPIRED', { input: manifest.name, notAfter: manifest.notAfter ?? 'never given' });
  if (manifest.replyTo === undefined || manifest.subjectRoot === undefined)
    fail('NODE_MANIFEST_DIFFERS', { what: 'an input without a reply key or a subject root' });
  const columns = step.sealed.map(({ name }) => name);
  if (columns.join('\n') !== manifest.columns.join('\n'))
    fail('NODE_MANIFEST_DIFFERS', { what: 'columns that the plan does not have' }, { clause: step.clause });
  if (manifest.rows > step.maximumRows)
    fail('NODE_MANIFEST_DIFFERS', { what: 'more rows than the agreement allows' }, { clause: step.clause });
}
