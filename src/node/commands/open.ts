import * as path from 'node:path';
import type { RunPlan, VerifiedAgreement } from '#agreement';
import { type Digest, fail, isStileError, utf8 } from '#kernel';
import { type CodedTable, columnOfRows } from '#linkage';
import { roundCount } from '#transparency';
import { adopt, today } from '../agreements.ts';
import { csvOf } from '../csv.ts';
import { runName } from '../folder.ts';
import { findSecret, type SecretName } from '../identities.ts';
import type { Content } from '../journal/events.ts';
import { agreementIn, runIn } from '../journal/state.ts';
import { findKey, MACHINE_POST } from '../keyring.ts';
import { verifyManifest } from '../manifest.ts';
import type { Node } from '../node.ts';
import { checkOut } from '../out.ts';
import type { PackageManifest } from '../package-types.ts';
import { recipientOf } from '../packages/age.ts';
import { type OpenedPackage, openPackage } from '../packages/open-package.ts';
import { sealPackage } from '../packages/seal-package.ts';
import { organisationOf } from '../permit.ts';
import { isReleased, keepRelease, RELEASE_ENDING } from '../release.ts';
import { trustOf } from '../trust-file.ts';

export interface OpenOptions {
  readonly package: string;
  readonly bundle: string;
  /** Where the rows go, as CSV. Not needed for an answer file, which stays sealed in the node. */
  readonly out?: string;
  /** Where a copy of the signed release goes; beside the rows unless told. */
  readonly release?: string;
}

export interface OpenedFiles {
  readonly run: number;
  readonly kind: Content;
  readonly rows: number;
  readonly files: readonly string[];
  /** The signed statement that an output of a run was opened here, for the operator. */
  readonly release?: string;
}

/** The node's keys to which a package of one agreement may be sealed. */
interface Candidate {
  readonly run: number;
  readonly identity: string;
  readonly input?: string;
}

/**
 * Opens a package that was sealed to this node: the recipient's flags, the discloser's results with the two letters
 * and the helpline's work list, a return, a review packet, counts; an answer file is kept sealed in the node. That it
 * was opened is in the journal before the first row is readable anywhere, and for an output of the run a release is
 * signed: which package, how many rows rounded to 10, when to the quarter of an hour, by whom.
 * Throws `NODE_OUT_WANTED`, `NODE_OUT_EXISTS`, `NODE_NO_KEY_FOR_PACKAGE`, and what opening and verification throw.
 */
export async function open(node: Node, options: OpenOptions): Promise<OpenedFiles> {
  const verified = adopt(node, options.bundle);
  const { agreement } = verified.digests;
  const { opened, candidate } = await openWithAny(node, verified, options.package);
  const { manifest, table, packageDigest } = opened;
  const content = contentOf(manifest.kind);
  if (content === 'answers') await keepAnswers(node, manifest, table, candidate);
  const files = content === 'answers' ? [] : filesFor(node, verified.plan, opened, options.out);
  const release = isReleased(content) ? (options.release ?? `${files[0]?.file}${RELEASE_ENDING}`) : undefined;
  if (release !== undefined) checkOut(node.services, release);
  const kept = release === undefined ? undefined : keepRelease(node, verified, opened);
  const before = runIn(node.state(), agreement, manifest.run).opened.get(manifest.name);
  if (before?.package !== packageDigest || files.some(({ file }) => !before.files.includes(file)))
    node.commit({
      kind: 'output-opened',
      agreement,
      run: manifest.run,
      name: manifest.name,
      content,
      package: packageDigest,
      rows: roundCount(table.rows),
      ...(manifest.returnTo !== undefined && { returnTo: manifest.returnTo }),
      files: files.map(({ file }) => file),
    });
  for (const { file, bytes } of files) {
    node.services.files.makeFolder(path.dirname(file));
    node.services.files.write(file, bytes);
  }
  if (kept !== undefined && release !== undefined) node.services.files.copy(kept, release);
  return {
    run: manifest.run,
    kind: content,
    rows: table.rows,
    files: files.map(({ file }) => file),
    ...(release !== undefined && { release }),
  };
}

const contentOf = (kind: PackageManifest['kind']): Content =>
  kind === 'input' ? fail('NODE_MANIFEST_DIFFERS', { what: 'a package of the kind “input”' }) : kind;

async function openWithAny(
  node: Node,
  verified: VerifiedAgreement,
  file: string,
): Promise<{ opened: OpenedPackage; candidate: Candidate }> {
  const { agreement, runPlan } = verified.digests;
  for (const candidate of candidatesOf(node, agreement)) {
    try {
      const opened = await openPackage({
        path: file,
        identity: candidate.identity,
        verifyManifest: (envelope) => {
          const { manifest } = verifyManifest(envelope, trustOf(node), today(node), {
            agreement,
            runPlan,
            recipient: node.config.organisation,
            kinds: ['flags', 'results', 'review', 'answers', 'return', 'counts'],
          });
          checkSender(verified.plan, manifest);
          if (manifest.run !== candidate.run) fail('NODE_MANIFEST_DIFFERS', { what: 'another run' });
          return manifest;
        },
        progress: (stage, rows, total) => node.services.progress({ stage, rows, total }),
      });
      return { opened, candidate };
    } catch (error) {
      if (!isStileError(error, 'PACKAGE_SEALED_TO_ANOTHER')) throw error;
    }
  }
  return fail('NODE_NO_KEY_FOR_PACKAGE', { file });
}

function candidatesOf(node: Node, agreement: Digest): readonly Candidate[] {
  const { runs } = agreementIn(node.state(), agreement);
  return [...runs].flatMap(([run, { inputs, intake }]) => {
    const names: SecretName[] = [...inputs.keys()].flatMap((input) => [
      { agreement, run, kind: 'reply', input },
      { agreement, run, kind: 'returns', input },
    ]);
    if (intake !== undefined) names.push({ agreement, run, kind: 'operator' });
    return names.flatMap(({ input, ...name }) => {
      const identity = findSecret(node, input === undefined ? name : { ...name, input });
      return identity === undefined ? [] : [{ run, identity, ...(input !== undefined && { input }) }];
    });
  });
}

/** Outputs come from the operator, returns from the party that the plan names. */
function checkSender(plan: RunPlan, { kind, sender, name }: PackageManifest): void {
  const expected =
    kind === 'return'
      ? plan.returns
          .filter(({ input }) => name === `return-${input}`)
          .map(({ from }) => organisationOf(plan, from))
      : [organisationOf(plan, plan.operation.operator)];
  if (!expected.includes(sender))
    fail('NODE_MANIFEST_DIFFERS', { what: 'a sender that the plan does not name' });
}

/** Seals the answers again, to the key that outlives the reply key and is destroyed with the answer file. */
async function keepAnswers(
  node: Node,
  manifest: PackageManifest,
  table: CodedTable,
  { run, input }: Candidate,
): Promise<void> {
  if (input === undefined)
    return fail('NODE_MANIFEST_DIFFERS', { what: 'answers for an input of another party' });
  const { agreement } = manifest;
  const out = answersFile(node, agreement, run, input);
  node.services.files.remove(out);
  const identity = findSecret(node, { agreement, run, kind: 'answers', input });
  if (identity === undefined) return fail('NODE_SECRET_DESTROYED', { kind: 'answers', run });
  const { format: _format, columns, rows: _rows, parts: _parts, ...facts } = manifest;
  await sealPackage({
    table,
    columnNames: columns,
    manifest: { ...facts, sender: node.config.organisation, sealedTo: await recipientOf(identity) },
    key: findKey(node, MACHINE_POST).key,
    out,
  });
}

export const answersFile = (node: Node, agreement: Digest, run: number, input: string): string =>
  path.join(node.folder.answers, `${runName(agreement, run)}.${input}.stile`);

interface OutFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

function filesFor(
  node: Node,
  plan: RunPlan,
  { manifest, table }: OpenedPackage,
  out: string | undefined,
): readonly OutFile[] {
  if (out === undefined) return fail('NODE_OUT_WANTED', { kind: manifest.kind });
  checkOut(node.services, out);
  const file = path.resolve(out);
  const rows = { file, bytes: csvOf(table, manifest.columns) };
  const step = plan.outputs.find(({ name }) => name === manifest.name);
  if (step?.kind !== 'results') return [rows];
  const beside = (...names: string[]): string => path.join(path.dirname(file), ...names);
  const letters =
    step.letters === undefined
      ? []
      : [
          { file: beside('letters', 'matched.txt'), bytes: utf8(`${step.letters.matched}\n`) },
          { file: beside('letters', 'unmatched.txt'), bytes: utf8(`${step.letters.unmatched}\n`) },
        ];
  const waiting = rowsWhere(table, 'result', (result) => result === 'unmatched' || result === 'to-review');
  return [
    rows,
    ...letters,
    { file: beside('helpline-work-list.csv'), bytes: csvOf(waiting, manifest.columns) },
  ];
}

/** The rows of a table for which a column's value passes. */
export function rowsWhere(table: CodedTable, column: string, passes: (value: string) => boolean): CodedTable {
  const { codes, values } = table.columns[column] ?? fail('NODE_COLUMN_MISSING', { column });
  const good = values.map(passes);
  const rows = Uint32Array.from(codes.keys()).filter((row) => good[codes[row] ?? 0] === true);
  const columns = Object.fromEntries(
    Object.entries(table.columns).map(([name, one]) => [name, columnOfRows(one, rows)]),
  );
  return { rows: rows.length, columns };
}
