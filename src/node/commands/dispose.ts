import * as path from 'node:path';
import { type Digest, digestOf, fail, hex, type Instant, type PlainDate, sha256, utf8 } from '#kernel';
import { payloadOf, payloadTypes, signEnvelope } from '#signing';
import { type DisposalCertificate, disposalBytes, readRunReceipt } from '#transparency';
import { adopt, today } from '../agreements.ts';
import { couldOpen } from '../could-open.ts';
import { draftOf } from '../disk.ts';
import { type Due, disposalsOf, dueDisposals } from '../disposal-plan.ts';
import { runFolder } from '../folder.ts';
import { allIdentities, destroySecret, findSecret, type SecretName } from '../identities.ts';
import type { Content } from '../journal/events.ts';
import { type RunState, runIn } from '../journal/state.ts';
import { findKey, MACHINE_POST, readEnvelopeFile } from '../keyring.ts';
import { type Node, writeDocument } from '../node.ts';
import { recipientOf } from '../packages/age.ts';
import { partyOf } from '../permit.ts';
import { RECEIPT_FILE } from '../run/receipts.ts';
import { OUTPUT_FOLDER } from '../run/recover.ts';
import { publicTime, roundUp } from '../services.ts';
import { answersFile } from './open.ts';
import { leavesFile } from './prepare.ts';

export interface DisposeOptions {
  readonly bundle: string;
  /** What is due on this day; today unless told. A later day is for looking ahead and destroys nothing. */
  readonly on?: PlainDate;
}

export interface Disposed {
  readonly run: number;
  readonly artefact: Due['artefact'];
  readonly deadline: PlainDate;
}

/** What is due and still here. */
export function disposalsDue(node: Node, { bundle, on = today(node) }: DisposeOptions): readonly Due[] {
  const { plan, digests } = adopt(node, bundle);
  return dueDisposals(plan, digests.agreement, partyOf(plan, node.config.organisation).id, node.state(), on);
}

/**
 * Destroys what is due: one-run keys and salts are overwritten and removed, and so are the files that the node knows
 * of. It counts as done only when a second person has checked (`checkDisposal`).
 * Throws `NODE_NOT_DUE_YET` for a day to come.
 */
export async function dispose(node: Node, options: DisposeOptions): Promise<readonly Disposed[]> {
  const on = options.on ?? today(node);
  if (on > today(node)) fail('NODE_NOT_DUE_YET', { on });
  const { digests } = adopt(node, options.bundle);
  const due = disposalsDue(node, options);
  // What a killed process said it would destroy, or what came back since.
  for (const { run, artefact } of uncertified(node, options))
    erase(node, heldAs(node, digests.agreement, run, artefact));
  for (const { run, artefact, deadline } of due) {
    const held = heldAs(node, digests.agreement, run, artefact);
    const keys = [...held.keysAlreadyGone];
    for (const secret of held.secrets) {
      const identity = findSecret(node, secret);
      if (identity !== undefined && secret.kind !== 'subjects') keys.push(await recipientOf(identity));
    }
    const things = held.things.length > 0 ? held.things : keys.map((key) => digestOf(utf8(key)));
    // In the journal first: afterwards nobody could say any more which keys they were.
    const { agreement } = digests;
    node.commit({ kind: 'artefact-destroyed', agreement, run, artefact, things, keys, deadline });
    erase(node, held);
  }
  return due.map(({ run, artefact, deadline }) => ({ run, artefact, deadline }));
}

/** What was destroyed here and still waits for the second person's check. */
function uncertified(node: Node, { bundle }: DisposeOptions): readonly Due[] {
  const { plan, digests } = adopt(node, bundle);
  const { agreement } = digests;
  return disposalsOf(plan, agreement, partyOf(plan, node.config.organisation).id, node.state()).filter(
    ({ run, artefact }) => {
      const done = runIn(node.state(), agreement, run).destroyed.get(artefact);
      return done !== undefined && done.certificate === undefined;
    },
  );
}

function erase(node: Node, { secrets, files }: Held): void {
  for (const secret of secrets) destroySecret(node, secret);
  for (const file of files) node.services.files.erase(file);
}

interface Held {
  readonly files: readonly string[];
  readonly secrets: readonly SecretName[];
  /** Public halves of keys that the run itself has destroyed. */
  readonly keysAlreadyGone: readonly string[];
  /** Digests by which the certificate names it. */
  readonly things: readonly Digest[];
}

/** Where a run's artefact is at this node. */
function heldAs(node: Node, agreement: Digest, number: number, artefact: Due['artefact']): Held {
  const run = runIn(node.state(), agreement, number);
  const folder = runFolder(node.folder, agreement, number);
  const inputs = [...run.inputs.keys()];
  const named = { agreement, run: number };
  const nothing: Held = { files: [], secrets: [], keysAlreadyGone: [], things: [] };
  const ofInputs = (kind: SecretName['kind']): SecretName[] =>
    inputs.map((input) => ({ ...named, kind, input }));
  switch (artefact) {
    case 'input-package':
      return {
        ...nothing,
        files: inputs.map((input) => path.join(folder, `${input}.stile`)),
        secrets: run.intake === undefined ? [] : [{ ...named, kind: 'intake' }],
        keysAlreadyGone: goneIntake(node, agreement, number, run),
        things: [
          ...new Set([
            ...receivedPackages(node, folder, run),
            ...[...run.inputs.values()].map((input) => input.package),
          ]),
        ],
      };
    case 'intake-key':
      return {
        ...nothing,
        secrets: [{ ...named, kind: 'intake' }],
        keysAlreadyGone: goneIntake(node, agreement, number, run),
      };
    case 'output-package':
      return {
        ...nothing,
        files: run.outputs.map(({ file }) => path.join(folder, OUTPUT_FOLDER, file)),
        secrets: ofInputs('reply'),
        things: [
          ...run.outputs.map((output) => output.package),
          ...[...run.opened.values()].map((output) => output.package),
        ],
      };
    case 'opened-output':
      return { ...nothing, ...openedAs(run, ['flags', 'counts']) };
    case 'result-file':
      return { ...nothing, ...openedAs(run, ['results']) };
    case 'review-packet':
      return { ...nothing, ...openedAs(run, ['review']), secrets: [{ ...named, kind: 'operator' }] };
    case 'answer-file':
      return {
        ...nothing,
        files: inputs.flatMap((input) => [
          answersFile(node, agreement, number, input),
          leavesFile(node, agreement, number, input),
        ]),
        secrets: [...ofInputs('answers'), ...ofInputs('subjects'), ...ofInputs('returns')],
        things: openedAs(run, ['answers']).things,
      };
    case 'return-file': {
      const opened = openedAs(run, ['return']);
      const sent = [...run.returned.keys()].map((input) => path.join(folder, `return-${input}.stile`));
      return {
        ...nothing,
        files: [...opened.files, ...sent],
        secrets: ofInputs('returns'),
        things: opened.things,
      };
    }
  }
}

function openedAs(run: RunState, contents: readonly Content[]): Pick<Held, 'files' | 'things'> {
  const outputs = [...run.opened.values()].filter(({ content }) => contents.includes(content));
  // A process that was killed while it wrote them may have left a draft.
  const files = outputs.flatMap(({ files }) => files.flatMap((file) => [file, draftOf(file)]));
  return { files, things: outputs.map((output) => output.package) };
}

/** The run destroys its intake key itself; the disposal says so. */
const goneIntake = (node: Node, agreement: Digest, run: number, { intake }: RunState): readonly string[] =>
  intake === undefined || findSecret(node, { agreement, run, kind: 'intake' }) !== undefined
    ? []
    : [intake.sealedTo];

/** The input packages that the operator took in, as the receipt names them. */
function receivedPackages(node: Node, folder: string, run: RunState): readonly Digest[] {
  const file = path.join(folder, RECEIPT_FILE);
  if (run.receipt === undefined || !node.services.files.isThere(file)) return [];
  return readRunReceipt(payloadOf(readEnvelopeFile(node.services, file))).inputs.map(
    (input) => input.package,
  );
}

export interface CheckOptions {
  readonly bundle: string;
  /** The post of the person who checks: not the machine. */
  readonly post: string;
}

/**
 * The second person's check: nothing destroyed is still here, and nothing sealed to a destroyed key opens with any key
 * that is left. One certificate for each run, signed by the machine that destroyed and the person who checked.
 * Throws (exit 3) `NODE_SECOND_POST_WANTED`, `NODE_NOTHING_TO_CHECK`; (exit 5) `NODE_STILL_THERE`, `NODE_STILL_OPENS`.
 */
export async function checkDisposal(
  node: Node,
  { bundle, post }: CheckOptions,
): Promise<readonly { run: number; certificate: string }[]> {
  if (post === MACHINE_POST) fail('NODE_SECOND_POST_WANTED', { post });
  const { plan, digests } = adopt(node, bundle);
  const { agreement } = digests;
  const checker = findKey(node, post);
  const machine = findKey(node, MACHINE_POST);
  const all = uncertified(node, { bundle });
  const certificates: { run: number; certificate: string }[] = [];
  for (const run of new Set(all.map((due) => due.run))) {
    const waiting = all.filter((due) => due.run === run);
    for (const { artefact } of waiting) checkGone(node, agreement, run, artefact);
    const certificate = await certificateFor(node, agreement, run, waiting, {
      series: plan.agreement.series,
      doneBy: machine.record.keyId,
      checkedBy: checker.record.keyId,
    });
    const payload = disposalBytes(certificate);
    const digest = digestOf(payload);
    const file = path.join(
      runFolder(node.folder, agreement, run),
      `disposal-${digest.slice(7, 15)}.dsse.json`,
    );
    writeDocument(
      node.services,
      file,
      signEnvelope(payloadTypes.statement, payload, [machine.key, checker.key]),
    );
    const artefacts = waiting.map(({ artefact }) => artefact);
    node.commit({ kind: 'disposal-certified', agreement, run, artefacts, certificate: digest, post });
    certificates.push({ run, certificate: file });
  }
  if (certificates.length === 0) fail('NODE_NOTHING_TO_CHECK', {});
  return certificates;
}

function checkGone(node: Node, agreement: Digest, run: number, artefact: Due['artefact']): void {
  const { files, secrets } = heldAs(node, agreement, run, artefact);
  const left =
    files.some((file) => node.services.files.isThere(file)) ||
    secrets.some((secret) => findSecret(node, secret) !== undefined);
  if (left) fail('NODE_STILL_THERE', { artefact, run });
}

async function certificateFor(
  node: Node,
  agreement: Digest,
  run: number,
  waiting: readonly Due[],
  who: { readonly series: string; readonly doneBy: string; readonly checkedBy: string },
): Promise<Omit<DisposalCertificate, 'cannotShow'>> {
  const { destroyed } = runIn(node.state(), agreement, run);
  const identities = allIdentities(node);
  const at: Instant = publicTime(node.services);
  const artefacts: DisposalCertificate['artefacts'] = [];
  const failedDecryption: DisposalCertificate['failedDecryption'] = [];
  const keysDestroyed = new Set<string>();
  for (const { artefact, step, deadline } of waiting) {
    const done = destroyed.get(artefact);
    if (done === undefined) continue;
    for (const key of done.keys) {
      if (await couldOpen(key, identities)) fail('NODE_STILL_OPENS', { artefact, run });
      keysDestroyed.add(hex(sha256(utf8(key))));
    }
    // What was sealed to somebody else's key is overwritten here; only its own key's holder can erase it that way.
    const method = step.method === 'crypto-erase' && done.keys.length === 0 ? 'clear' : step.method;
    for (const digest of done.things) {
      artefacts.push({
        digest,
        artefact,
        why: step.clockStarts,
        deadline,
        method,
        disposedAt: roundUp(done.at),
      });
      if (done.keys.length > 0) failedDecryption.push({ artefact: digest, at, couldBeOpened: false });
    }
  }
  return {
    series: who.series,
    agreement,
    run,
    holder: node.config.organisation,
    artefacts,
    keysDestroyed: [...keysDestroyed],
    failedDecryption,
    remainingCopies: [],
    doneBy: who.doneBy,
    checkedBy: who.checkedBy,
    certifiedAt: at,
  };
}
