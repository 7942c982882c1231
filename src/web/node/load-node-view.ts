import * as path from 'node:path';
import { type Bundle, readBundle, verifyBundle } from '#agreement';
import {
  type Digest,
  dateOf,
  digestOf,
  instantOf,
  isStileError,
  type PlainDate,
  type Problem,
  parseStrict,
  utf8Text,
} from '#kernel';
import {
  type AgreementState,
  bundleFile,
  disposalsOf,
  fileTileStore,
  logOrigin,
  MACHINE_POST,
  type NodeView as NodeFolder,
  type RunState,
  readRecordFile,
  runFolder,
  runIn,
  type Services,
  trustOf,
  viewNode,
} from '#node';
import {
  emptyTrust,
  exportForOpenssl,
  type KeyRecord,
  parseEnvelope,
  payloadOf,
  readKeyRecord,
  type Trust,
  verifierKey,
  verifyEnvelope,
} from '#signing';
import {
  checkLog,
  type LogEntry,
  leafHash,
  parseEntry,
  proveInclusion,
  readDisposal,
  readEntries,
  readRunReceipt,
  verifyDisposal,
  verifyRunReceipt,
  verifyTlogProof,
  writeTlogProof,
} from '#transparency';
import { agreementView } from './agreement-view.ts';
import { logView } from './log-view.ts';
import { type DisposalParts, type ProofParts, type ReceiptParts, runView } from './run-view.ts';
import type { AgreementView, LogView, NodeView, RunOutcome, RunView } from './share-view.ts';

/** A folder in which parties leave what they send to each other. */
export type SharedFolder = string;

/** How pages' addresses name a node: its folder's name. */
export const nodeId = (root: string): string => path.basename(path.resolve(root));

/** Everything that reading one node needs. */
interface Reading {
  readonly node: NodeFolder;
  readonly trust: Trust;
  readonly shared: readonly SharedFolder[];
  readonly services: Services;
  readonly on: PlainDate;
  readonly proofs: ReadonlyMap<Digest, WrittenProof>;
}

/** The bytes of a log entry and the text of a `.tlog-proof` file for it. */
interface WrittenProof {
  readonly entry: Uint8Array;
  readonly text: string;
}

/**
 * Reads one node's folder without holding it, and verifies what is there with that node's own trust. What cannot be
 * read is listed in `problems`; only a fault of ours is thrown.
 */
export async function loadNodeView(
  root: string,
  shared: readonly SharedFolder[],
  services: Services,
): Promise<NodeView> {
  const problems: Problem[] = [];
  const id = nodeId(root);
  const node = noting(problems, () => viewNode(root, services));
  if (node === undefined)
    return { id, organisation: '', name: id, agreements: [], log: emptyLog(), problems };
  const trust = noting(problems, () => trustOf(node)) ?? emptyTrust();
  const on = dateOf(instantOf(services.clock()));
  const { log, proofs } = await loadLog(node);
  const reading: Reading = { node, trust, shared, services, on, proofs };
  const { organisation, name } = node.config;
  const agreements = [...node.state().agreements].flatMap(([digest, state]) => {
    if (state.series === undefined) return [];
    const view = noting(problems, () => loadAgreement(reading, digest, state));
    return view === undefined ? [] : [view];
  });
  return { id, organisation, name, agreements, log, problems };
}

const emptyLog = (): LogView => logView({ origin: '', entries: [], findings: [] });

/** Runs a step and notes its error from the catalogue; any other error is thrown on. */
function noting<T>(problems: Problem[], step: () => T): T | undefined {
  const result = attempt(step);
  if (!(result instanceof Error)) return result;
  if (!isStileError(result)) throw result;
  const { code, message, cure } = result;
  problems.push({ code, message, cure });
  return undefined;
}

/** What a step gives, or the error of the catalogue that it threw. */
function attempt<T>(step: () => T): T | Error {
  try {
    return step();
  } catch (error) {
    if (!isStileError(error)) throw error;
    return error;
  }
}

function loadAgreement(reading: Reading, digest: Digest, state: AgreementState): AgreementView | undefined {
  const { node, trust, services, on } = reading;
  const bundleBytes = services.files.read(bundleFile(node.folder, digest));
  if (bundleBytes === undefined) return undefined;
  const bundle = readBundle(bundleBytes);
  const signed = attempt(() =>
    verifyEnvelope(bundle.envelope, { payloadType: bundle.envelope.payloadType, trust, at: on, require: [] }),
  );
  const verified = attempt(() => verifyBundle(bundle, trust, on));
  const parts = {
    bundle,
    bundleBytes,
    digest,
    verified,
    signers: signed instanceof Error ? [] : signed.signers,
    trust,
    offered: bundle.keyRecords.flatMap((envelope) => {
      const read = attempt(() => readKeyRecord(envelope));
      return read instanceof Error ? [] : [read.record];
    }),
    ...(state.suspended === undefined ? {} : { suspended: state.suspended }),
    reviewed: state.recorded.review !== undefined,
    evaluated: state.recorded.evaluation !== undefined,
    on,
    runs: [...state.runs]
      .sort(([a], [b]) => a - b)
      .map(([run, at]) => loadRun(reading, bundle, digest, run, at)),
  };
  try {
    return agreementView(parts);
  } catch (error) {
    // Documents that do not verify may have any shape: what is wrong with them is that they do not verify.
    throw verified instanceof Error ? verified : error;
  }
}

const outcomeOf = ({ operating, inputs, opened }: RunState): RunOutcome => {
  if (operating === 'intake-open') return 'open';
  if (operating !== 'none') return operating;
  return inputs.size === 0 && opened.size === 0 ? 'refused' : 'prepared';
};

function loadRun(reading: Reading, bundle: Bundle, agreement: Digest, run: number, state: RunState): RunView {
  const { node, shared, trust, on } = reading;
  const own = runFolder(node.folder, agreement, run);
  const receipt = [own, ...shared]
    .map((folder) => loadReceipt(reading, bundle, folder, run))
    .find((found) => found !== undefined);
  const records = trust.records.map(({ record }) => record);
  return runView({
    run,
    plan: bundle.runPlan,
    outcome: outcomeOf(state),
    ...(receipt === undefined ? {} : { receipt }),
    disposals: loadDisposals(reading, bundle, agreement, run, own),
    records,
    on,
  });
}

const RECEIPT = 'receipt.dsse.json';

/** The receipt in a folder, when there is one and it is of this run. */
function loadReceipt(
  reading: Reading,
  { runPlan: plan }: Bundle,
  folder: string,
  run: number,
): ReceiptParts | undefined {
  const { services, trust } = reading;
  const envelopeBytes = services.files.read(path.join(folder, RECEIPT));
  if (envelopeBytes === undefined) return undefined;
  const envelope = parseEnvelope(parseStrict(envelopeBytes));
  const payload = payloadOf(envelope);
  const receipt = readRunReceipt(payload);
  if (receipt.run !== run || receipt.agreement !== plan.agreement.digest) return undefined;
  const operator = plan.parties.find(({ id }) => id === plan.operation.operator)?.organisation ?? '';
  const verified = attempt(() =>
    verifyRunReceipt(envelope, {
      trust,
      at: dateOf(receipt.endedAt),
      require: [{ organisation: operator, post: MACHINE_POST, count: 1 }],
    }),
  );
  const machines = machinesOf(trust, operator);
  const proof = loadProof(reading, folder, operator, machines, digestOf(payload));
  return {
    receipt,
    envelopeBytes,
    signature: verified instanceof Error ? verified : { signers: [operator] },
    openssl: exportForOpenssl(envelope, machines, 'receipt'),
    ...(proof === undefined ? {} : { proof }),
  };
}

/** The trusted records of an organisation’s own machine, which signs receipts and checkpoints. */
const machinesOf = (trust: Trust, organisation: string): readonly KeyRecord[] =>
  trust.records
    .map(({ record }) => record)
    .filter((record) => record.organisation === organisation && record.posts.includes(MACHINE_POST));

/** The proof that the operator’s log has an entry that names a receipt: the one beside it, or one from our own log. */
function loadProof(
  { services, proofs }: Reading,
  folder: string,
  operator: string,
  machines: readonly KeyRecord[],
  receipt: Digest,
): ProofParts | undefined {
  const beside = services.files.read(path.join(folder, 'receipt.tlog-proof'));
  const entryBeside = services.files.read(path.join(folder, 'receipt.entry.json'));
  const found =
    beside === undefined || entryBeside === undefined
      ? proofs.get(receipt)
      : { entry: entryBeside, text: utf8Text(beside) };
  if (found === undefined) return undefined;
  const { entry, text } = found;
  const named = parseEntry(entry);
  if (!('receipt' in named) || named.receipt !== receipt) return undefined;
  const origin = logOrigin(operator);
  const tried = machines.map(({ publicKey }) =>
    attempt(() => verifyTlogProof(text, leafHash(entry), verifierKey(origin, publicKey))),
  );
  const good = tried.find((one) => !(one instanceof Error));
  if (good !== undefined && !(good instanceof Error))
    return { origin, index: Number(good.index), size: Number(good.checkpoint.size), text, entry };
  const error = tried.find((one) => one instanceof Error) ?? new Error('no trusted key of the operator');
  return { origin, index: 0, size: 0, text, entry, error };
}

function loadDisposals(
  { node, trust, services }: Reading,
  { runPlan: plan }: Bundle,
  agreement: Digest,
  run: number,
  folder: string,
): readonly DisposalParts[] {
  const party = plan.parties.find(({ organisation }) => organisation === node.config.organisation);
  if (party === undefined) return [];
  const { destroyed } = runIn(node.state(), agreement, run);
  const certificates = services.files
    .list(folder)
    .filter((name) => /^disposal-.*\.dsse\.json$/.test(name))
    .flatMap((name) => {
      const verified = attempt(() => {
        const envelope = parseEnvelope(
          parseStrict(services.files.read(path.join(folder, name)) ?? new Uint8Array()),
        );
        const { certifiedAt } = readDisposal(payloadOf(envelope));
        return verifyDisposal(envelope, { trust, at: dateOf(certifiedAt), require: [] });
      });
      return verified instanceof Error ? [] : [verified];
    });
  return disposalsOf(plan, agreement, party.id, node.state())
    .filter((due) => due.run === run)
    .map(({ artefact, step, deadline }) => {
      const done = destroyed.get(artefact);
      const certificate = certificates.find(({ digest }) => digest === done?.certificate)?.certificate;
      return {
        artefact,
        holder: step.holder,
        method: certificate?.artefacts.find((one) => one.artefact === artefact)?.method ?? step.method,
        deadline,
        certificateWithinDays: step.certificateWithinDays,
        ...(done === undefined ? {} : { destroyedOn: dateOf(done.at) }),
        ...(certificate === undefined ? {} : { certificate }),
        certified: certificate !== undefined,
      };
    });
}

/** The node's own log, checked, with a proof for each entry that names a receipt. */
async function loadLog({
  config,
  folder,
  services,
}: NodeFolder): Promise<{ readonly log: LogView; readonly proofs: ReadonlyMap<Digest, WrittenProof> }> {
  const origin = logOrigin(config.organisation);
  const store = fileTileStore(folder.log, services.files);
  const records = services.files
    .list(folder.records)
    .map((name) => attempt(() => readRecordFile({ services }, path.join(folder.records, name))))
    .flatMap((read) => (read instanceof Error ? [] : [read.record]))
    .filter(({ posts }) => posts.includes(MACHINE_POST));
  const checks = [];
  for (const { publicKey } of records) checks.push(await checkLog(store, verifierKey(origin, publicKey)));
  const check = checks.find(({ checkpoint }) => checkpoint !== undefined) ?? checks[0] ?? { findings: [] };
  const { checkpoint } = check;
  const findings = [...check.findings];
  const proofs = new Map<Digest, WrittenProof>();
  if (checkpoint === undefined) return { log: logView({ origin, entries: [], findings }), proofs };
  const bytes = await readEntries(store, checkpoint).catch((error: unknown) => {
    if (!isStileError(error)) throw error;
    return [];
  });
  const entries: LogEntry[] = [];
  for (const [index, entry] of bytes.entries()) {
    const read = noting(findings, () => parseEntry(entry));
    if (read === undefined) continue;
    entries.push(read);
    if (check.findings.length > 0 || !('receipt' in read) || read.receipt === undefined) continue;
    const claim = await proveInclusion(store, BigInt(index), checkpoint);
    proofs.set(read.receipt, { entry, text: writeTlogProof(claim, checkpoint) });
  }
  return { log: logView({ origin, checkpoint, entries, findings }), proofs };
}
